#include <algorithm>
#include <array>
#include <deque>

#include "base/text.h"
#include "record/sheet/encoding.h"
#include "record/sheet/sheet.h"
#include "record/sheet/write.h"

namespace zw::record::sheet {
namespace {

constexpr std::array<char, 3> kDelimiters = {',', '\t', ';'};

/// How often a delimiter stands outside quotes, line by line, in the first lines.
std::vector<int> delimiters_per_line(std::string_view text, char delimiter) {
  constexpr std::size_t kLines = 30;
  std::vector<int> counts;
  int count = 0;
  bool is_quoted = false, has_content = false, may_open = true;
  for (std::size_t i = 0; i < text.size() && counts.size() < kLines; ++i) {
    const char c = text[i];
    const bool closes = c == '"' && is_quoted;
    is_quoted = !closes && (is_quoted || (c == '"' && may_open));
    // Quotes open behind any candidate, the true delimiter being unknown yet, and again behind a quote that
    // closed.
    may_open = closes || std::find(kDelimiters.begin(), kDelimiters.end(), c) != kDelimiters.end();
    if (is_quoted) continue;
    count += c == delimiter;
    has_content |= c != '\n' && c != '\r';
    if (c != '\n' && i + 1 < text.size()) continue;
    if (has_content) counts.push_back(count);
    count = 0;
    has_content = false;
    may_open = true;
  }
  return counts;
}

/// The delimiter that most lines use equally often; one that stands only inside texts differs from line to
/// line.
char detect_delimiter(std::string_view text) {
  char best = ',';
  std::pair<std::ptrdiff_t, int> best_score{0, 0};
  for (char delimiter : kDelimiters) {
    const std::vector<int> counts = delimiters_per_line(text, delimiter);
    for (int usual : counts) {
      if (usual == 0) continue;
      const std::pair score{std::count(counts.begin(), counts.end(), usual), usual};
      if (score > best_score) {
        best_score = score;
        best = delimiter;
      }
    }
  }
  return best;
}

/// "sep=;" is Excel's own way to name the delimiter; takes the line off.
char named_delimiter(std::string_view& text) {
  if (text.size() < 5 || to_lower(text.substr(0, 4)) != "sep=") return 0;
  const char delimiter = text[4];
  const std::size_t end = text.find('\n');
  if (text.substr(5, end - 5).find_first_not_of("\r\n") != text.npos && end != 5) return 0;
  text.remove_prefix(end == text.npos ? text.size() : end + 1);
  return delimiter;
}

class CsvReader {
 public:
  CsvReader(std::string_view text, char delimiter, const Limits& limits, RowSink& sink, std::string_view name)
      : text_(text), delimiter_(delimiter), limits_(limits), sink_(sink), name_(name) {}

  Outcome run() {
    while (pos_ < text_.size()) {
      if (auto problem = read_record()) return *problem;
      if (row_.cells.empty()) continue;
      if (rows_++ == limits_.rows)
        return Problem{"sheet.too_many_rows", std::string(name_), {{"limit", std::to_string(limits_.rows)}}};
      if (sink_.row(row_) == Flow::stop) break;
    }
    return Nothing{};
  }

 private:
  std::optional<Problem> read_record() {
    row_.sheet = name_;
    ++row_.number;
    row_.cells.clear();
    for (int column = 0;; ++column) {
      if (auto problem = read_field(column)) return problem;
      if (pos_ < text_.size() && text_[pos_] == delimiter_) {
        ++pos_;
        continue;
      }
      if (pos_ < text_.size() && text_[pos_] == '\r') ++pos_;
      if (pos_ < text_.size() && text_[pos_] == '\n') ++pos_;
      return {};
    }
  }

  std::optional<Problem> read_field(int column) {
    if (fields_.size() <= row_.cells.size()) fields_.emplace_back();
    std::string& field = fields_[row_.cells.size()];  // used again row after row
    field.clear();
    const bool is_quoted = pos_ < text_.size() && text_[pos_] == '"';
    if (is_quoted && !read_quoted(field)) return at(column, "sheet.unclosed_quote");
    const std::size_t end = end_of_plain();
    if (is_quoted && end > pos_) field = '"' + field + '"';  // quotes within a text, not around it
    field.append(text_.substr(pos_, end - pos_));
    pos_ = end;
    return add(column, field);
  }

  std::size_t end_of_plain() const {
    std::size_t end = pos_;
    while (end < text_.size() && text_[end] != delimiter_ && text_[end] != '\n' && text_[end] != '\r') ++end;
    return end;
  }

  /// Stands on the opening quote, ends behind the closing one.
  bool read_quoted(std::string& field) {
    for (++pos_;;) {
      const std::size_t quote = text_.find('"', pos_);
      if (quote == text_.npos) return false;
      field.append(text_.substr(pos_, quote - pos_));
      pos_ = quote + 1;
      if (pos_ >= text_.size() || text_[pos_] != '"') return true;
      field += '"';
      ++pos_;
    }
  }

  std::optional<Problem> add(int column, std::string_view field) {
    // The apostrophe that keeps a text from becoming a formula is not part of it.
    if (field.starts_with('\'') && would_calculate(field)) field.remove_prefix(1);
    if (field.empty()) return {};
    if (cells_++ == limits_.cells) return at(column, "sheet.too_many_cells");
    if (column >= limits_.columns) return at(column, "sheet.too_many_columns");
    if (field.size() > limits_.characters_per_cell && character_count(field) > limits_.characters_per_cell)
      return at(column, "sheet.cell_too_long");
    Cell cell;
    cell.column = column;
    cell.kind = CellKind::text;
    cell.text = field;
    row_.cells.push_back(cell);
    return {};
  }

  Problem at(int column, std::string code) const {
    return {std::move(code), cell_place(name_, column, row_.number), {}};
  }

  std::string_view text_;
  char delimiter_;
  const Limits& limits_;
  RowSink& sink_;
  std::string_view name_;
  std::size_t pos_ = 0;
  int rows_ = 0, cells_ = 0;
  Row row_;
  std::deque<std::string> fields_;
};

}  // namespace

Outcome read_csv(std::string_view bytes, const Limits& limits, RowSink& sink, std::string_view name) {
  if (bytes.size() > limits.csv_bytes)
    return Problem{"sheet.too_large_unpacked", "", {{"limit_mb", std::to_string(limits.csv_bytes >> 20)}}};
  const Result<std::string> decoded = to_utf8(bytes);
  if (!decoded) return decoded.problems();
  std::string_view text = *decoded;
  const char named = named_delimiter(text);
  SheetInfo info;
  info.name = name;
  sink.begin_sheet(info);
  Outcome read = CsvReader(text, named ? named : detect_delimiter(text), limits, sink, info.name).run();
  if (read) sink.end_sheet(info);
  return read;
}

}  // namespace zw::record::sheet
