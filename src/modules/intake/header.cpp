#include "modules/intake/header.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.h"

namespace zw::modules::intake {
namespace {

/// Titles, notes and blank rows above a header are rarely more.
constexpr std::size_t kRowsSearched = 20;
constexpr std::size_t kMostHeaderRows = 3;

/// The words above and of one column, after merged cells are spread out.
struct Stack {
  std::string own, parent;
};

std::string words_at(const GridRow& row, std::size_t column) { return squeeze(cell_at(row, column).text); }

const Merge* merge_at(const GridSheet& sheet, int row, std::size_t column) {
  for (const Merge& merge : sheet.merges)
    if (merge.holds(row, column)) return &merge;
  return nullptr;
}

/// Reads headings of a block of rows; merged cells speak for all the columns they cover.
class HeadingBlock {
 public:
  HeadingBlock(const GridSheet& sheet, std::size_t first, std::size_t last)
      : sheet_(sheet), first_(first), last_(last) {
    for (std::size_t r = first; r <= last; ++r) width_ = std::max(width_, sheet.rows[r].cells.size());
    for (std::size_t r = first; r <= last; ++r) rows_.push_back(spread(r, r < last));
  }

  std::size_t width() const { return width_; }

  Stack stack(std::size_t column) const {
    Stack found;
    for (auto row = rows_.rbegin(); row != rows_.rend(); ++row) {
      const std::string& words = (*row)[column];
      if (words.empty() || words == found.own) continue;
      if (found.own.empty()) {
        found.own = words;
      } else {
        found.parent = words;
        break;
      }
    }
    return found;
  }

  /// Row number of the lowest heading of the column.
  int row_of(std::size_t column) const {
    for (std::size_t r = last_ + 1; r-- > first_;)
      if (!words_at(sheet_.rows[r], column).empty()) return sheet_.rows[r].number;
    return sheet_.rows[last_].number;
  }

 private:
  /// A heading above others stands for every column up to the next one, merged or not.
  std::vector<std::string> spread(std::size_t r, bool is_above) const {
    const GridRow& row = sheet_.rows[r];
    std::vector<std::string> words(width_);
    for (std::size_t c = 0; c < width_; ++c) {
      words[c] = words_at(row, c);
      if (!words[c].empty() || c == 0) continue;
      const Merge* merge = merge_at(sheet_, row.number, c);
      if (merge && merge->first_row == row.number)
        words[c] = words[merge->first_column];
      else if (!merge && is_above && !words_at(sheet_.rows[r + 1], c).empty())
        words[c] = words[c - 1];
    }
    return words;
  }

  const GridSheet& sheet_;
  std::size_t first_, last_, width_ = 0;
  std::vector<std::vector<std::string>> rows_;
};

HeadingMatch match_stack(const HeadingMatcher& matcher, const Stack& stack, bool is_repeated) {
  const HeadingMatch own = matcher.match(stack.own);
  if (stack.parent.empty()) return own;
  const HeadingMatch both = matcher.match(stack.parent + stack.own);
  if (both.confidence == Confidence::certain) return both;
  const HeadingMatch parent = matcher.match(stack.parent);
  if (HeadingMatcher::is_generic(read_heading(stack.own).words) && parent.field) return parent;
  // "电话" below "法定代表人" is not the telephone of the contact when another column is.
  const bool speaks_of_another =
      parent.field && parent.field != own.field && parent.confidence == Confidence::certain;
  if (is_repeated && speaks_of_another) return {};
  return own;
}

void report(Header& header, const Column& column, int row, std::string_view code, Params params,
            std::string value) {
  header.defects.push_back({.place = {0, row, column.index},
                            .code = code,
                            .field = column.field,
                            .params = std::move(params),
                            .value = std::move(value),
                            .proposal = {},
                            .severity = defect_class(code).severity});
}

std::string label_of(const record::Field& field) { return std::string(field.label.zh); }

/// One field, one column: the surer heading wins, then the left one.
void settle_duplicates(Header& header, const HeadingBlock& block) {
  std::map<const record::Field*, std::size_t> best;
  for (std::size_t i = 0; i < header.columns.size(); ++i) {
    const Column& column = header.columns[i];
    if (!column.field) continue;
    const auto [at, is_first] = best.try_emplace(column.field, i);
    if (!is_first && column.confidence > header.columns[at->second].confidence) at->second = i;
  }
  for (std::size_t i = 0; i < header.columns.size(); ++i) {
    Column& column = header.columns[i];
    if (!column.field || best.at(column.field) == i) continue;
    const std::size_t kept = header.columns[best.at(column.field)].index;
    report(header, column, block.row_of(column.index), "intake.duplicate_column",
           {{"column", column_letters(kept)}}, column.heading);
    column.field = nullptr;
    column.confidence = Confidence::none;
  }
}

void report_merges(Header& header, const GridSheet& sheet) {
  const int first = sheet.rows[header.first].number, last = sheet.rows[header.last].number;
  for (const Merge& merge : sheet.merges) {
    if (merge.first_row < first || merge.last_row > last) continue;
    const auto row = std::find_if(sheet.rows.begin(), sheet.rows.end(),
                                  [&](const GridRow& r) { return r.number == merge.first_row; });
    report(header, Column{.index = merge.first_column, .heading = {}}, merge.first_row,
           "intake.header_merged", {}, words_at(*row, merge.first_column));
    return;  // Said once for each sheet; a header of two rows merges nearly every column.
  }
}

Header read_header(const GridSheet& sheet, std::size_t first, std::size_t last,
                   const HeadingMatcher& matcher) {
  Header header{.first = first, .last = last, .columns = {}, .defects = {}};
  const HeadingBlock block(sheet, first, last);
  std::map<std::string, int> uses;
  for (std::size_t c = 0; c < block.width(); ++c) ++uses[block.stack(c).own];
  for (std::size_t c = 0; c < block.width(); ++c) {
    const Stack stack = block.stack(c);
    if (stack.own.empty()) continue;
    const bool is_repeated = uses[stack.own] > 1;
    const HeadingMatch match = match_stack(matcher, stack, is_repeated);
    Column column{.index = c, .heading = stack.parent.empty() ? stack.own : stack.parent + " / " + stack.own};
    column.field = match.field;
    column.confidence = match.confidence;
    const int row = block.row_of(c);
    if (match.field && is_repeated && !stack.parent.empty())
      report(header, column, row, "intake.heading_repeated",
             {{"parent", stack.parent}, {"label", label_of(*match.field)}}, stack.own);
    else if (match.confidence == Confidence::guessed)
      report(header, column, row, "intake.heading_guessed", {{"label", label_of(*match.field)}},
             column.heading);
    else if (!match.field)
      report(header, column, row, "intake.unknown_column", {}, column.heading);
    header.columns.push_back(std::move(column));
  }
  settle_duplicates(header, block);
  for (const Column& column : header.columns)
    if (column.field) header.score += column.confidence == Confidence::certain ? 10 : 6;
  header.score -= static_cast<int>(last - first);
  return header;
}

bool names_a_key(const Header& header, const Target& target) {
  std::size_t fields = 0;
  bool has_key = false;
  for (const Column& column : header.columns) {
    if (!column.field) continue;
    ++fields;
    has_key |= column.confidence == Confidence::certain &&
               (column.field->name == target.name_field || column.field->name == target.code_field);
  }
  return has_key && (fields >= 2 || header.columns.size() <= 2);
}

}  // namespace

std::optional<Header> find_header(const GridSheet& sheet, const Target& target,
                                  const HeadingMatcher& matcher) {
  std::optional<Header> best;
  const std::size_t searched = std::min(sheet.rows.size(), kRowsSearched);
  for (std::size_t first = 0; first < searched; ++first) {
    for (std::size_t last = first; last < std::min(first + kMostHeaderRows, searched); ++last) {
      Header header = read_header(sheet, first, last, matcher);
      if (names_a_key(header, target) && (!best || header.score > best->score)) best = std::move(header);
    }
  }
  if (best) report_merges(*best, sheet);
  return best;
}

}  // namespace zw::modules::intake
