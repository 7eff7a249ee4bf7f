// Walks the text of a benchmark file number by number and says in which line it is not what was expected.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/problem.h"

namespace zw::engines::schedule::formats {

/// After the first thing that is not as expected every answer is 0 or nothing, so that a reader may go on to
/// the end of a row before it asks.
class Scanner {
 public:
  explicit Scanner(std::string_view bytes) : bytes_(bytes) {}

  /// What is left of the line, the position moving behind it; nothing at the end.
  std::optional<std::string_view> line();
  /// Moves behind the next line that holds these words.
  void skip_line_with(std::string_view words);
  /// The whole number that comes next, be it in this line or in one below.
  std::int64_t number(std::int64_t low, std::int64_t high, std::string_view expected);
  /// A sign such as '[' that comes next.
  void sign(char wanted, std::string_view expected);
  /// Nothing but blanks is left.
  bool is_at_end();
  void expect_end();

  void fail(std::string_view expected);
  bool has_failed() const { return problem_.has_value(); }
  /// schedule.format, field "line 17", params expected.
  const Problem& problem() const { return *problem_; }

 private:
  void skip_blanks();

  std::string_view bytes_;
  std::size_t pos_ = 0;
  int line_ = 1;
  std::optional<Problem> problem_;
};

}  // namespace zw::engines::schedule::formats
