#include "engines/schedule/formats/scanner.h"

#include <charconv>

namespace zw::engines::schedule::formats {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\v' || c == '\f'; }
bool ends_number(char c) { return is_blank(c) || c == '[' || c == ']' || c == ':'; }

}  // namespace

std::optional<std::string_view> Scanner::line() {
  if (problem_ || pos_ >= bytes_.size()) return {};
  const std::size_t end = bytes_.find('\n', pos_);
  const std::string_view line = bytes_.substr(pos_, end == bytes_.npos ? end : end - pos_);
  pos_ = end == bytes_.npos ? bytes_.size() : end + 1;
  if (end != bytes_.npos) ++line_;
  return line;
}

void Scanner::skip_line_with(std::string_view words) {
  while (const auto text = line())
    if (text->find(words) != text->npos) return;
  fail(words);
}

void Scanner::skip_blanks() {
  for (; pos_ < bytes_.size() && is_blank(bytes_[pos_]); ++pos_)
    if (bytes_[pos_] == '\n') ++line_;
}

std::int64_t Scanner::number(std::int64_t low, std::int64_t high, std::string_view expected) {
  skip_blanks();
  if (problem_) return 0;
  std::int64_t value = 0;
  const char* const from = bytes_.data() + pos_;
  const char* const last = bytes_.data() + bytes_.size();
  const auto [end, error] = std::from_chars(from, last, value);
  if (error != std::errc{} || (end != last && !ends_number(*end)) || value < low || value > high) {
    fail(expected);
    return 0;
  }
  pos_ += static_cast<std::size_t>(end - from);
  return value;
}

void Scanner::sign(char wanted, std::string_view expected) {
  skip_blanks();
  if (problem_) return;
  if (pos_ < bytes_.size() && bytes_[pos_] == wanted)
    ++pos_;
  else
    fail(expected);
}

bool Scanner::is_at_end() {
  skip_blanks();
  return pos_ >= bytes_.size();
}

void Scanner::expect_end() {
  if (!is_at_end()) fail("end of file");
}

void Scanner::fail(std::string_view expected) {
  if (problem_) return;
  problem_ =
      Problem{"schedule.format", "line " + std::to_string(line_), {{"expected", std::string(expected)}}};
}

}  // namespace zw::engines::schedule::formats
