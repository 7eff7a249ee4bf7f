// What is wrong with people's input: a translation key, the place, and the words to fill in.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace zw {

struct Problem {
  std::string code;   ///< translation key, "module.reason", e.g. "field.required"
  std::string field;  ///< JSON pointer without the leading slash, a cell ("Sheet1!C12"), a flag; may be empty
  std::vector<std::pair<std::string, std::string>> params;

  friend bool operator==(const Problem&, const Problem&) = default;
};

using Problems = std::vector<Problem>;

}  // namespace zw
