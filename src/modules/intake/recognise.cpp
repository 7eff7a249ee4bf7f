#include "modules/intake/recognise.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"
#include "modules/intake/header.h"

namespace zw::modules::intake {
namespace {

std::string folded(const Cell& cell) {
  std::string words;
  const std::string narrow = fold_width(cell.text);
  for (std::size_t pos = 0; pos < narrow.size();) {
    const char32_t c = next_code_point(narrow, pos);
    if (!is_blank(c) && !is_invisible(c)) append_utf8(words, c);
  }
  return words;
}

template <std::size_t N>
bool is_one_of(std::string_view words, const std::array<std::string_view, N>& list) {
  return std::find(list.begin(), list.end(), words) != list.end();
}

bool is_total(std::string_view words) {
  static constexpr std::array<std::string_view, 9> kTotals = {"合计", "总计",  "共计",  "总合计", "本页合计",
                                                              "累计", "Total", "total", "TOTAL"};
  while (words.ends_with(':')) words.remove_suffix(1);
  return is_one_of(words, kTotals);
}

bool is_subtotal(std::string_view words) {
  while (words.ends_with(':')) words.remove_suffix(1);
  const bool is_short = character_count(words) <= 12;
  return is_short &&
         (words.ends_with("小计") || words.ends_with("合计") || words == "其中" || words == "Subtotal");
}

/// "填表人:", "注:1.…": what people write below a table.
bool is_footnote(std::string_view words) {
  static constexpr std::array<std::string_view, 14> kStarts = {
      "填表人", "填报人",     "填表",     "制表", "审核", "经办人", "统计",
      "负责人", "单位负责人", "联系电话", "注",   "备注", "说明",   "填报单位"};
  const std::size_t colon = words.find(':');
  if (colon == std::string_view::npos) return false;
  return std::any_of(kStarts.begin(), kStarts.end(), [&](std::string_view start) {
    return words.starts_with(start) && colon <= start.size() + std::string_view("日期说").size();
  });
}

/// "一、工业企业", "(二)服务业": the heading of a group of rows.
bool is_numbered_heading(std::string_view words) {
  static constexpr std::array<std::string_view, 10> kNumerals = {"一", "二", "三", "四", "五",
                                                                 "六", "七", "八", "九", "十"};
  if (words.starts_with('(')) words.remove_prefix(1);
  for (std::string_view numeral : kNumerals)
    if (words.starts_with(numeral)) {
      words.remove_prefix(numeral.size());
      return words.starts_with("、") || words.starts_with(")") || words.starts_with(".");
    }
  return false;
}

/// The first number from 1990 to 2099 in a text.
std::optional<int> year_in(std::string_view text) {
  for (std::size_t at = 0; at + 4 <= text.size(); ++at) {
    int year = 0;
    const auto [end, error] = std::from_chars(text.data() + at, text.data() + at + 4, year);
    const bool is_alone = (at == 0 || !std::isdigit(static_cast<unsigned char>(text[at - 1]))) &&
                          (at + 4 == text.size() || !std::isdigit(static_cast<unsigned char>(text[at + 4])));
    if (error == std::errc{} && end == text.data() + at + 4 && is_alone && year >= 1990 && year < 2100)
      return year;
  }
  return {};
}

constexpr std::array<std::string_view, 6> kSeparators = {"\t", ";", "|", "，", "；", "、"};

std::vector<std::string_view> split(std::string_view text, std::string_view separator) {
  std::vector<std::string_view> parts;
  for (std::size_t at; (at = text.find(separator)) != std::string_view::npos;
       text.remove_prefix(at + separator.size()))
    parts.push_back(text.substr(0, at));
  parts.push_back(text);
  return parts;
}

/// Works through one sheet.
class SheetReader {
 public:
  SheetReader(const Grid& grid, std::size_t sheet, const Target& target, const HeadingMatcher& matcher,
              Founds& defects)
      : grid_(grid),
        sheet_(grid.sheets[sheet]),
        number_(sheet),
        target_(target),
        matcher_(matcher),
        defects_(defects) {}

  SheetLayout read() {
    auto header = find_header(sheet_, target_, matcher_);
    if (!header) {
      report_unrecognised();
      return std::move(layout_);
    }
    if (sheet_.is_hidden) {
      report(first_row(), 0, "intake.hidden_sheet", {{"sheet", sheet_.name}});
      return std::move(layout_);
    }
    adopt(*std::move(header));
    for (std::size_t r = header_last_ + 1; r < sheet_.rows.size(); ++r) classify(r);
    return std::move(layout_);
  }

 private:
  int first_row() const { return sheet_.rows.empty() ? 1 : sheet_.rows.front().number; }

  void report(int row, std::size_t column, std::string_view code, Params params = {},
              std::string value = "") {
    defects_.push_back({.place = {number_, row, column},
                        .code = code,
                        .params = std::move(params),
                        .value = std::move(value),
                        .proposal = {},
                        .severity = defect_class(code).severity});
  }

  void report_unrecognised() {
    if (sheet_.rows.empty()) return;
    for (const GridRow& row : sheet_.rows) {
      if (row.cells.size() != 1) continue;
      if (const auto separator = likely_separator(row.cells[0].text))
        return report(row.number, 0, "intake.wrong_separator", {{"separator", std::string(*separator)}},
                      row.cells[0].text);
    }
    report(first_row(), 0, sheet_.is_hidden ? "intake.hidden_sheet" : "intake.unknown_sheet",
           {{"sheet", sheet_.name}});
  }

  /// What would cut this text into at least two known headings.
  std::optional<std::string_view> likely_separator(std::string_view text) const {
    for (std::string_view separator : kSeparators) {
      const auto parts = split(text, separator);
      if (std::count_if(parts.begin(), parts.end(),
                        [&](std::string_view p) { return matcher_.match(p).field; }) >= 2)
        return separator;
    }
    return {};
  }

  void adopt(Header header) {
    layout_.is_recognised = true;
    layout_.first_header_row = sheet_.rows[header.first].number;
    layout_.last_header_row = sheet_.rows[header.last].number;
    layout_.columns = std::move(header.columns);
    header_last_ = header.last;
    for (Found& defect : header.defects) {
      defect.place.sheet = number_;
      defects_.push_back(std::move(defect));
    }
    read_titles(header.first);
    settle_units();
  }

  /// Rows above the header: titles, among them the year and the unit of the whole sheet.
  void read_titles(std::size_t header_first) {
    for (std::size_t r = 0; r < header_first; ++r) {
      const GridRow& row = sheet_.rows[r];
      for (std::size_t c = 0; c < row.cells.size(); ++c) {
        if (row.cells[c].is_empty()) continue;
        if (const auto year = year_in(row.cells[c].text); year && !layout_.year) layout_.year = year;
        const Heading heading = read_heading(row.cells[c].text);
        const std::size_t at = heading.words.find("单位:");
        if (heading.unit && !heading.note.empty())
          sheet_unit_ = heading.unit;
        else if (at != std::string::npos)
          sheet_unit_ = money_unit_at_end(heading.words);
      }
      const auto first =
          std::find_if(row.cells.begin(), row.cells.end(), [](const Cell& cell) { return !cell.is_empty(); });
      if (first != row.cells.end())
        report(row.number, static_cast<std::size_t>(first - row.cells.begin()), "intake.title_row", {},
               first->text);
    }
    if (!layout_.year) layout_.year = year_in(sheet_.name);
    if (!layout_.year) layout_.year = year_in(grid_.file_name);
  }

  void settle_units() {
    for (Column& column : layout_.columns) {
      const Heading heading = read_heading(column.heading);
      if (heading.is_cumulative)
        report(layout_.last_header_row, column.index, "intake.cumulative_column", {}, column.heading);
      if (!column.field || column.field->kind != record::Kind::money) continue;
      const auto unit = heading.unit ? heading.unit : sheet_unit_;
      column.unit = unit.value_or(kYuan);
      if (!unit) report(layout_.last_header_row, column.index, "intake.unit_missing", {}, column.heading);
    }
  }

  const Column* column_of(std::string_view field) const {
    const auto at = std::find_if(layout_.columns.begin(), layout_.columns.end(),
                                 [&](const Column& c) { return c.field && c.field->name == field; });
    return at == layout_.columns.end() ? nullptr : &*at;
  }

  bool has_code(const GridRow& row) const {
    const Column* column = column_of(target_.code_field);
    return column && !cell_at(row, column->index).is_empty();
  }

  void classify(std::size_t r) {
    const GridRow& row = sheet_.rows[r];
    std::size_t filled = 0, first = row.cells.size();
    for (std::size_t c = 0; c < row.cells.size(); ++c) {
      if (row.cells[c].is_empty()) continue;
      ++filled;
      first = std::min(first, c);
    }
    if (filled == 0) return;
    if (repeats_header(row, filled))
      return report(row.number, first, "intake.repeated_header", {}, row.cells[first].text);
    if (!has_code(row) && is_beside_data(row, filled, first)) return;
    if (row.is_hidden) report(row.number, first, "intake.hidden_row", {}, row.cells[first].text);
    report_cells_without_heading(row, filled);
    layout_.data.push_back(r);
  }

  bool repeats_header(const GridRow& row, std::size_t filled) const {
    std::size_t same = 0;
    for (const Column& column : layout_.columns) {
      const std::string words = squeeze(cell_at(row, column.index).text);
      same += !words.empty() && (words == column.heading || column.heading.ends_with(" / " + words));
    }
    return same >= 2 && same * 2 > filled;
  }

  /// Totals, group headings and footnotes; each is reported and left out.
  bool is_beside_data(const GridRow& row, std::size_t filled, std::size_t first) {
    const Column* name = column_of(target_.name_field);
    for (std::size_t c : {first, name ? name->index : first}) {
      const std::string words = folded(cell_at(row, c));
      std::string_view code;
      if (is_total(words))
        code = "intake.total_row";
      else if (is_subtotal(words))
        code = "intake.subtotal_row";
      else if (is_footnote(words))
        code = "intake.footer_row";
      else if (filled == 1 && layout_.columns.size() >= 3 &&
               (is_numbered_heading(words) || is_merged_across(row.number, c)))
        code = "intake.subtotal_row";
      if (code.empty()) continue;
      report(row.number, c, code, {}, cell_at(row, c).text);
      return true;
    }
    return false;
  }

  bool is_merged_across(int row, std::size_t column) const {
    return std::any_of(sheet_.merges.begin(), sheet_.merges.end(), [&](const Merge& m) {
      return m.holds(row, column) && m.last_column > m.first_column;
    });
  }

  void report_cells_without_heading(const GridRow& row, std::size_t filled) {
    if (grid_.is_text && filled == 1 && row.cells.size() == 1 && layout_.columns.size() >= 3) {
      for (std::string_view separator : kSeparators)
        if (split(row.cells[0].text, separator).size() * 2 > layout_.columns.size())
          return report(row.number, 0, "intake.wrong_separator", {{"separator", std::string(separator)}},
                        row.cells[0].text);
    }
    const std::size_t width = layout_.columns.back().index + 1;
    if (row.cells.size() <= width) return;
    if (grid_.is_text)
      return report(row.number, width, "intake.extra_cells",
                    {{"count", fmt::format("{}", row.cells.size() - width)}}, row.cells[width].text);
    for (std::size_t c = width; c < row.cells.size(); ++c) {
      if (row.cells[c].is_empty() || std::find(unnamed_.begin(), unnamed_.end(), c) != unnamed_.end())
        continue;
      unnamed_.push_back(c);
      report(row.number, c, "intake.unknown_column", {}, row.cells[c].text);
    }
  }

  const Grid& grid_;
  const GridSheet& sheet_;
  std::size_t number_;
  const Target& target_;
  const HeadingMatcher& matcher_;
  Founds& defects_;
  SheetLayout layout_;
  std::size_t header_last_ = 0;
  std::optional<MoneyUnit> sheet_unit_;
  std::vector<std::size_t> unnamed_;  ///< columns without heading that were reported
};

std::vector<std::string_view> order_of(const SheetLayout& layout, const SheetLayout& other) {
  std::vector<std::string_view> order;
  for (const Column& column : layout.columns)
    if (column.field && std::any_of(other.columns.begin(), other.columns.end(),
                                    [&](const Column& c) { return c.field == column.field; }))
      order.push_back(column.field->name);
  return order;
}

void report_other_orders(const Grid& grid, Layout& layout) {
  const auto first = std::find_if(layout.sheets.begin(), layout.sheets.end(),
                                  [](const SheetLayout& s) { return s.is_recognised; });
  for (auto other = first; other != layout.sheets.end(); ++other) {
    if (other == first || !other->is_recognised || order_of(*first, *other) == order_of(*other, *first))
      continue;
    const auto number = static_cast<std::size_t>(other - layout.sheets.begin());
    layout.defects.push_back(
        {.place = {number, other->last_header_row, other->columns.front().index},
         .code = "intake.columns_reordered",
         .params = {{"sheet", grid.sheets[static_cast<std::size_t>(first - layout.sheets.begin())].name}},
         .value = other->columns.front().heading,
         .proposal = {},
         .severity = Severity::warning});
  }
}

}  // namespace

Layout recognise(const Grid& grid, const Target& target) {
  const HeadingMatcher matcher(*target.entity);
  Layout layout;
  for (std::size_t s = 0; s < grid.sheets.size(); ++s)
    layout.sheets.push_back(SheetReader(grid, s, target, matcher, layout.defects).read());
  report_other_orders(grid, layout);
  return layout;
}

const DefectClass& defect_class(std::string_view code) {
  const auto* at = std::find_if(std::begin(kDefectClasses), std::end(kDefectClasses),
                                [&](const DefectClass& c) { return c.code == code; });
  ZW_ASSERT(at != std::end(kDefectClasses), "the program names only defects that the catalogue has");
  return *at;
}

}  // namespace zw::modules::intake
