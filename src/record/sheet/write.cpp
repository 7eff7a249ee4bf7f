#include "record/sheet/write.h"

#include <algorithm>
#include <climits>
#include <tuple>
#include <utility>

#include "base/assert.h"
#include "base/text.h"
#include "record/sheet/cell_value.h"
#include "record/sheet/xlsx_file.h"

namespace zw::record::sheet {
namespace {

constexpr const char* kDateFormat = "yyyy-mm-dd";
constexpr const char* kInstantFormat = "yyyy-mm-dd hh:mm:ss";

const char* number_format(ColumnKind kind) {
  switch (kind) {
    case ColumnKind::text:
      return "";
    case ColumnKind::whole_number:
      return "0";
    case ColumnKind::decimal_number:
      return "0.00";
    case ColumnKind::date:
      return kDateFormat;
    case ColumnKind::instant:
      return kInstantFormat;
  }
  return "";
}

double default_width(const Column& column) {
  const double heading = static_cast<double>(display_width(column.heading)) + 2;
  const double content = column.kind == ColumnKind::instant ? 20 : column.kind == ColumnKind::text ? 16 : 12;
  return std::min(std::max(heading, content), 60.0);
}

class XlsxTableWriter final : public TableWriter {
 public:
  void sheet(std::string_view name, const std::vector<Column>& columns) override {
    sheet_ = file_.add_sheet(name);
    columns_ = columns;
    next_row_ = 1;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const auto column = static_cast<lxw_col_t>(i);
      const double width = columns[i].width > 0 ? columns[i].width : default_width(columns[i]);
      worksheet_set_column(sheet_, column, column, width, nullptr);
      file_.write(sheet_, 0, static_cast<int>(i), std::string_view(columns[i].heading), "",
                  XlsxFile::Fill::heading);
    }
    worksheet_freeze_panes(sheet_, 1, 0);
  }

  void row(std::span<const Field> fields, std::span<const Mark> marks) override {
    ZW_ASSERT(sheet_, "a row belongs to a sheet");
    ZW_ASSERT(fields.size() <= columns_.size(), "a row has no more fields than columns");
    for (std::size_t i = 0; i < fields.size(); ++i) {
      const int column = static_cast<int>(i);
      const auto mark =
          std::find_if(marks.begin(), marks.end(), [&](const Mark& m) { return m.column == column; });
      const auto fill = mark == marks.end() ? XlsxFile::Fill::none : XlsxFile::fill_of(mark->kind);
      const bool is_text = std::holds_alternative<std::string_view>(fields[i]);
      file_.write(sheet_, next_row_, column, fields[i], is_text ? "" : number_format(columns_[i].kind), fill);
      if (mark != marks.end()) file_.comment(sheet_, next_row_, column, mark->comment);
    }
    ++next_row_;
  }

  std::string finish() override { return file_.finish(); }

 private:
  XlsxFile file_;
  lxw_worksheet* sheet_ = nullptr;
  std::vector<Column> columns_;
  int next_row_ = 0;
};

class CsvTableWriter final : public TableWriter {
 public:
  void sheet(std::string_view, const std::vector<Column>& columns) override {
    ZW_ASSERT(bytes_.empty(), "a csv holds one sheet");
    bytes_ = "\xEF\xBB\xBF";
    for (const Column& column : columns) add_text(column.heading);
    end_line();
  }

  void row(std::span<const Field> fields, std::span<const Mark>) override {
    for (const Field& field : fields) add_field(field);
    end_line();
  }

  std::string finish() override { return std::move(bytes_); }

 private:
  void add_field(const Field& field) {
    if (const auto* text = std::get_if<std::string_view>(&field)) return add_text(*text);
    if (!std::exchange(is_first_, false)) bytes_ += ',';
    if (const auto* number = std::get_if<double>(&field)) bytes_ += number_text(*number);
    if (const auto* truth = std::get_if<bool>(&field)) bytes_ += *truth ? "TRUE" : "FALSE";
    if (const auto* date = std::get_if<Date>(&field)) bytes_ += to_string(*date);
    if (const auto* at = std::get_if<Instant>(&field)) bytes_ += china_time_text(*at);
  }

  void add_text(std::string_view text) {
    if (!std::exchange(is_first_, false)) bytes_ += ',';
    const bool needs_apostrophe = would_calculate(text);
    const bool needs_quotes =
        text.find_first_of(",;\t\"\r\n") != text.npos || text.starts_with(' ') || text.ends_with(' ');
    if (needs_quotes) bytes_ += '"';
    if (needs_apostrophe) bytes_ += '\'';
    for (char c : text) {
      if (c == '"') bytes_ += '"';
      bytes_ += c;
    }
    if (needs_quotes) bytes_ += '"';
  }

  static std::string china_time_text(Instant at) {
    Cell cell;
    const Date day = china_date(at);
    return fill_date(cell,
                     date_serial(day) + static_cast<double>(at.micros - china_midnight(day).micros) /
                                            static_cast<double>(kMicrosPerDay),
                     false);
  }

  void end_line() {
    bytes_ += "\r\n";
    is_first_ = true;
  }

  std::string bytes_;
  bool is_first_ = true;
};

/// Files tell of merged ranges behind the rows, libxlsxwriter wants them in front: so a copy takes two
/// readings.
class MergedRanges final : public RowSink {
 public:
  Flow row(const Row&) override { return Flow::go_on; }
  void end_sheet(const SheetInfo& info) override { by_sheet.push_back(info.merged); }

  std::vector<std::vector<Range>> by_sheet;
};

/// Writes what it is handed into a new workbook, marks included.
class MarkedCopy final : public RowSink {
 public:
  MarkedCopy(std::vector<CellMark> marks, std::vector<std::vector<Range>> merged)
      : marks_(std::move(marks)), merged_(std::move(merged)) {
    std::stable_sort(marks_.begin(), marks_.end(), [](const CellMark& a, const CellMark& b) {
      return std::tie(a.sheet, a.row, a.mark.column) < std::tie(b.sheet, b.row, b.mark.column);
    });
  }

  void begin_sheet(const SheetInfo& info) override {
    sheet_ = file_.add_sheet(info.name);
    name_ = info.name;
    for (const ColumnLook& look : info.columns) {
      lxw_row_col_options options{};
      options.hidden = look.is_hidden;
      const double width = look.width > 0 && look.width <= 255 ? look.width : LXW_DEF_COL_WIDTH;
      worksheet_set_column_opt(sheet_, static_cast<lxw_col_t>(look.first),
                               static_cast<lxw_col_t>(std::min(look.last, 16'383)), width, nullptr, &options);
    }
    merge_ranges();
    if (!info.is_hidden && !has_visible_) {
      worksheet_activate(sheet_);
      worksheet_set_first_sheet(sheet_);
      has_visible_ = true;
    }
    if (info.is_hidden) hidden_.push_back(sheet_);
    next_mark_ = std::partition_point(marks_.begin(), marks_.end(),
                                      [&](const CellMark& m) { return m.sheet < name_; });
  }

  Flow row(const Row& row) override {
    write_marks_before(row.number);
    if (row.is_hidden) {
      lxw_row_col_options options{};
      options.hidden = LXW_TRUE;
      worksheet_set_row_opt(sheet_, static_cast<lxw_row_t>(row.number - 1), LXW_DEF_ROW_HEIGHT, nullptr,
                            &options);
    }
    for (const Cell& cell : row.cells) {
      write_marks_of_row(row.number, cell.column);
      const bool is_marked = has_mark(row.number) && next_mark_->mark.column == cell.column;
      write_cell(row.number, cell,
                 is_marked ? XlsxFile::fill_of(next_mark_->mark.kind) : XlsxFile::Fill::none);
      if (is_marked) comment_cell(row.number, cell.column);
    }
    write_marks_of_row(row.number, INT_MAX);
    return Flow::go_on;
  }

  void end_sheet(const SheetInfo&) override { write_marks_before(INT_MAX); }

  std::string finish() {
    if (has_visible_)
      for (lxw_worksheet* sheet : hidden_) worksheet_hide(sheet);
    return file_.finish();
  }

 private:
  using Position = std::vector<CellMark>::const_iterator;

  void merge_ranges() {
    ZW_ASSERT(sheets_done_ < merged_.size(), "both readings see the same sheets");
    for (const Range& range : merged_[sheets_done_++])
      // A range that libxlsxwriter refuses, such as a single cell, was no merge that anybody saw.
      (void)worksheet_merge_range(
          sheet_, static_cast<lxw_row_t>(range.first_row - 1), static_cast<lxw_col_t>(range.first_column),
          static_cast<lxw_row_t>(range.last_row - 1), static_cast<lxw_col_t>(range.last_column), "", nullptr);
  }

  bool has_mark_here() const { return next_mark_ != marks_.end() && next_mark_->sheet == name_; }
  bool has_mark(int row) const { return has_mark_here() && next_mark_->row == row; }

  /// Marks on rows without content.
  void write_marks_before(int row) {
    while (has_mark_here() && next_mark_->row < row) write_marks_of_row(next_mark_->row, INT_MAX);
  }

  /// Marks on empty cells in front of a column.
  void write_marks_of_row(int row, int column) {
    while (has_mark(row) && next_mark_->mark.column < column) {
      const int marked = next_mark_->mark.column;
      file_.write(sheet_, row - 1, marked, std::monostate{}, "", XlsxFile::fill_of(next_mark_->mark.kind));
      comment_cell(row, marked);
    }
  }

  /// One comment for all marks on the cell.
  void comment_cell(int row, int column) {
    std::string text;
    for (; has_mark(row) && next_mark_->mark.column == column; ++next_mark_) {
      if (!text.empty()) text += '\n';
      text += next_mark_->mark.comment;
    }
    file_.comment(sheet_, row - 1, column, text);
  }

  void write_cell(int row, const Cell& cell, XlsxFile::Fill fill) {
    const auto write = [&](const Field& field, const char* format) {
      file_.write(sheet_, row - 1, cell.column, field, format, fill);
    };
    switch (cell.kind) {
      case CellKind::number:
        return write(cell.number, number_look(cell).c_str());
      case CellKind::boolean:
        return write(cell.number != 0, "");
      case CellKind::date:
        return cell.time ? write(*cell.time, kInstantFormat) : write(*cell.date, kDateFormat);
      // A formula goes back as text: written as a formula it would come back with a value nobody computed.
      case CellKind::text:
      case CellKind::error:
      case CellKind::formula_without_value:
        return write(cell.text, "");
      case CellKind::empty:
        return write(std::monostate{}, "");
    }
  }

  /// A format under which the number looks as it did.
  static std::string number_look(const Cell& cell) {
    if (cell.text == number_text(cell.number)) return "";
    if (cell.text.ends_with('%')) return cell.text.find('.') == cell.text.npos ? "0%" : "0.00%";
    if (cell.text.find(':') != cell.text.npos) return "hh:mm:ss";
    return std::string(cell.text.size(), '0');
  }

  XlsxFile file_;
  std::vector<CellMark> marks_;
  Position next_mark_;
  std::vector<std::vector<Range>> merged_;
  std::size_t sheets_done_ = 0;
  lxw_worksheet* sheet_ = nullptr;
  std::string name_;
  bool has_visible_ = false;
  std::vector<lxw_worksheet*> hidden_;
};

}  // namespace

bool would_calculate(std::string_view text) {
  const std::size_t first = text.find_first_not_of('\'');
  return first != text.npos && std::string_view("=+-@\t\r").find(text[first]) != std::string_view::npos;
}

std::unique_ptr<TableWriter> make_xlsx_writer() { return std::make_unique<XlsxTableWriter>(); }
std::unique_ptr<TableWriter> make_csv_writer() { return std::make_unique<CsvTableWriter>(); }

Result<std::string> mark_cells(std::string_view original, const Limits& limits, std::vector<CellMark> marks,
                               std::string_view csv_name) {
  MergedRanges merged;
  if (Outcome outcome = read(original, limits, merged, csv_name); !outcome) return outcome.problems();
  MarkedCopy copy(std::move(marks), std::move(merged.by_sheet));
  if (Outcome outcome = read(original, limits, copy, csv_name); !outcome) return outcome.problems();
  return copy.finish();
}

}  // namespace zw::record::sheet
