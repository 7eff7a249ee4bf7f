#include "http/outgoing/verdict.h"

#include <algorithm>
#include <array>

#include "base/assert.h"
#include "base/text.h"

namespace zw::http::outgoing {
namespace {

constexpr std::size_t kMaxQuoted = 300;  // characters
constexpr std::array<std::string_view, 6> kPassing = {"outgoing.unknown_host", "outgoing.unreachable",
                                                      "outgoing.timeout",      "outgoing.closed",
                                                      "outgoing.untrusted",    "outgoing.put_off"};

}  // namespace

Problem problem_of(const Verdict& verdict) {
  ZW_ASSERT(verdict.fate != Fate::delivered, "a delivered message has no problem");
  if (verdict.fate == Fate::later)
    return Problem{"outgoing.put_off", "", {{"status", verdict.code}, {"reason", verdict.reason}}};
  return Problem{"outgoing.refused", "", {{"status", verdict.code}, {"reason", verdict.reason}}};
}

bool is_worth_repeating(const Problems& problems) {
  return std::all_of(problems.begin(), problems.end(), [](const Problem& problem) {
    return std::find(kPassing.begin(), kPassing.end(), problem.code) != kPassing.end();
  });
}

std::string quotation(std::string_view words) {
  std::string line;
  std::size_t count = 0;
  for (std::size_t at = 0; at < words.size() && count < kMaxQuoted; ++count) {
    const char32_t c = next_code_point(words, at);
    append_utf8(line, is_blank(c) || is_invisible(c) ? U' ' : c);
  }
  return squeeze(line);
}

}  // namespace zw::http::outgoing
