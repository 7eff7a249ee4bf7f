#include "record/sheet/worksheet.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

#include "base/text.h"
#include "record/sheet/cell_value.h"

namespace zw::record::sheet {
namespace {

constexpr int kLastRowOfExcel = 1'048'576;

/// The whole text as a number.
std::optional<double> parse_number(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size() || !std::isfinite(number))
    return {};
  return number;
}

std::string percent_text(double number) { return fmt::format("{:.12g}%", number * 100); }

std::string zero_padded_text(double number, int digits) {
  return number >= 0 && number == std::floor(number) && number < 1e15
             ? fmt::format("{:0{}}", static_cast<std::int64_t>(number), digits)
             : number_text(number);
}

}  // namespace

Worksheet::Worksheet(SheetInfo info, WorkbookContext& context, RowSink& sink)
    : info_(std::move(info)),
      context_(context),
      sink_(sink),
      inline_(context.limits.characters_per_cell * 4) {}

void Worksheet::begin() {
  if (!has_begun_) sink_.begin_sheet(info_);
  has_begun_ = true;
}

void Worksheet::finish() {
  begin();
  sink_.end_sheet(info_);
}

void Worksheet::start(std::string_view element, const Attributes& attributes) {
  if (in_inline_) return inline_.start(element, attributes);
  if (element == "c") return start_cell(attributes);
  if (element == "v") {
    target_ = &value_;
  } else if (element == "f") {
    has_formula_ = true;
    target_ = &formula_;
  } else if (element == "is") {
    in_inline_ = true;
  } else if (element == "row") {
    start_row(attributes);
  } else if (element == "sheetData") {
    begin();
  } else if (element == "col") {
    add_column(attributes);
  } else if (element == "mergeCell") {
    add_merged(attributes);
  }
}

void Worksheet::end(std::string_view element) {
  if (element == "is") {
    in_inline_ = false;
  } else if (in_inline_) {
    inline_.end(element);
  } else if (element == "v" || element == "f") {
    target_ = nullptr;
  } else if (element == "c") {
    end_cell();
  } else if (element == "row") {
    end_row();
  }
}

void Worksheet::text(std::string_view piece) {
  if (in_inline_) return inline_.text(piece);
  if (!target_) return;
  if (target_->size() > context_.limits.characters_per_cell * 4) {
    problem_ = at_cell("sheet.cell_too_long");
  } else {
    target_->append(piece);
  }
}

void Worksheet::start_row(const Attributes& attributes) {
  // Writers may leave the number out; rows then follow one another.
  const int number = attributes.find("r") ? attributes.number("r").value_or(-1) : row_number_ + 1;
  if (number <= row_number_ || number > kLastRowOfExcel) {
    problem_ =
        Problem{"sheet.malformed", info_.name, {{"part", info_.name}, {"row", std::to_string(number)}}};
    return;
  }
  row_number_ = number;
  row_.sheet = info_.name;
  row_.number = number;
  row_.is_hidden = attributes.is_true("hidden");
  row_.cells.clear();
  kept_count_ = 0;
  column_ = -1;
}

void Worksheet::start_cell(const Attributes& attributes) {
  int column = column_ + 1, style = 0;
  std::string_view type;
  attributes.for_each([&](std::string_view name, std::string_view value) {
    if (name == "r") {
      const auto parsed = parse_reference(value);
      column = parsed ? parsed->column : -1;
    } else if (name == "s") {
      style = Attributes::whole_number(value).value_or(0);
    } else if (name == "t") {
      type = value;
    }
  });
  if (column <= column_) {
    problem_ = at_cell("sheet.malformed");
    return;
  }
  column_ = column;
  type_ = type.empty()          ? Type::number
          : type == "s"         ? Type::shared
          : type == "inlineStr" ? Type::inline_text
          : type == "str"       ? Type::formula_text
          : type == "b"         ? Type::boolean
          : type == "e"         ? Type::error
          : type == "d"         ? Type::iso_date
                                : Type::number;
  style_ = static_cast<std::size_t>(std::max(0, style));
  value_.clear();
  formula_.clear();
  inline_.clear();
  has_formula_ = false;
  target_ = nullptr;
}

void Worksheet::end_cell() {
  Cell cell;
  cell.column = column_;
  fill(cell);
  if (cell.kind == CellKind::empty || problem_) return;
  if (column_ >= context_.limits.columns) {
    problem_ = at_cell("sheet.too_many_columns");
    problem_->params.push_back({"limit", std::to_string(context_.limits.columns)});
    return;
  }
  if (context_.cells_left-- == 0) {
    problem_ = at_cell("sheet.too_many_cells");
    problem_->params.push_back({"limit", std::to_string(context_.limits.cells)});
    return;
  }
  row_.cells.push_back(std::move(cell));
}

void Worksheet::fill(Cell& cell) {
  if (has_formula_ && value_.empty() && type_ != Type::formula_text) {
    cell.kind = CellKind::formula_without_value;
    cell.text = keep("=" + formula_);
    return;
  }
  switch (type_) {
    case Type::number:
      return fill_number(cell);
    case Type::shared:
      return fill_shared(cell);
    case Type::inline_text:
      return fill_text(cell, inline_.value());
    case Type::formula_text:
      unescape(value_);
      return fill_text(cell, value_);
    case Type::boolean:
      if (value_.empty()) return;
      cell.kind = CellKind::boolean;
      cell.number = value_ == "1" || value_ == "true";
      cell.text = cell.number != 0 ? "TRUE" : "FALSE";
      return;
    case Type::error:
      cell.kind = CellKind::error;
      cell.text = keep(value_);
      return;
    case Type::iso_date:
      fill_text(cell, value_);
      cell.date = parse_date(cell.text.substr(0, 10));
      if (cell.date) cell.kind = CellKind::date;
      return;
  }
}

void Worksheet::fill_number(Cell& cell) {
  if (value_.empty()) return;
  auto number = parse_number(value_);
  if (!number) number = parse_number(trim(value_));
  if (!number) return fill_text(cell, value_);  // some writers store text without saying so
  cell.kind = CellKind::number;
  cell.number = *number;
  const NumberLook look = context_.styles.look(style_);
  switch (look.kind) {
    case NumberLook::Kind::date:
      cell.text = keep(fill_date(cell, *number, context_.counts_from_1904));
      return;
    case NumberLook::Kind::percent:
      cell.text = keep(percent_text(*number));
      return;
    case NumberLook::Kind::zero_padded:
      cell.text = keep(zero_padded_text(*number, look.digits));
      return;
    case NumberLook::Kind::plain:
      cell.text = keep(number_text(*number));
      return;
  }
}

void Worksheet::fill_shared(Cell& cell) {
  if (value_.empty()) return;
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(value_.data(), value_.data() + value_.size(), index);
  if (error != std::errc{} || end != value_.data() + value_.size() || index >= context_.strings.size()) {
    problem_ = at_cell("sheet.malformed");
    return;
  }
  const std::string_view text = context_.strings.at(index);
  if (text.empty()) return;
  cell.kind = CellKind::text;
  cell.text = text;  // lives in the shared strings, longer than the row
  if (text.size() > context_.limits.characters_per_cell &&
      character_count(text) > context_.limits.characters_per_cell)
    problem_ = at_cell("sheet.cell_too_long");
}

void Worksheet::fill_text(Cell& cell, std::string_view text) {
  if (text.empty()) return;
  cell.kind = CellKind::text;
  cell.text = keep(text);
  if (text.size() > context_.limits.characters_per_cell &&
      character_count(text) > context_.limits.characters_per_cell)
    problem_ = at_cell("sheet.cell_too_long");
}

void Worksheet::end_row() {
  if (row_.cells.empty()) return;
  if (context_.rows_left-- == 0) {
    problem_ = Problem{"sheet.too_many_rows", info_.name, {{"limit", std::to_string(context_.limits.rows)}}};
    return;
  }
  begin();
  if (sink_.row(row_) == Flow::stop) enough_ = true;
}

void Worksheet::add_column(const Attributes& attributes) {
  const auto first = attributes.number("min"), last = attributes.number("max");
  if (!first || !last || *first < 1 || *last < *first || info_.columns.size() > 16'384) return;
  double width = 0;
  const std::string_view text = attributes.get("width");
  std::from_chars(text.data(), text.data() + text.size(), width);
  info_.columns.push_back({*first - 1, *last - 1, width, attributes.is_true("hidden")});
}

void Worksheet::add_merged(const Attributes& attributes) {
  const std::string_view text = attributes.get("ref");
  const std::size_t colon = text.find(':');
  if (colon == text.npos) return;
  const auto first = parse_reference(text.substr(0, colon)), last = parse_reference(text.substr(colon + 1));
  if (!first || !last || last->row < first->row || last->column < first->column) return;
  if (info_.merged.size() >= context_.limits.merged_ranges) {
    problem_ = Problem{
        "sheet.too_many_merged", info_.name, {{"limit", std::to_string(context_.limits.merged_ranges)}}};
    return;
  }
  info_.merged.push_back({first->row, first->column, last->row, last->column});
}

/// Strings are used again row after row, so that reading costs no allocation; a deque never moves them.
std::string_view Worksheet::keep(std::string_view text) {
  if (kept_count_ == kept_.size()) kept_.emplace_back();
  std::string& place = kept_[kept_count_++];
  place.assign(text);
  return place;
}

Problem Worksheet::at_cell(std::string code) const {
  return {std::move(code), cell_place(info_.name, std::max(column_, 0), std::max(row_number_, 1)), {}};
}

}  // namespace zw::record::sheet
