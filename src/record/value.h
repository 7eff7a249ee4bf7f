// The one currency between entities, databases, JSON and sheets: nothing, a whole number, or a text.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/assert.h"
#include "base/id.h"
#include "base/money.h"
#include "base/time.h"

namespace zw::record {

/// Booleans travel as 0 and 1, days as "2020-06-14", instants as microseconds, money as fen, choices by their
/// name.
using Value = std::variant<std::monostate, std::int64_t, std::string>;

/// Values in the order of an entity's fields.
using Row = std::vector<Value>;

inline bool is_null(const Value& value) { return value.index() == 0; }
inline std::int64_t integer(const Value& value) {
  const auto* number = std::get_if<std::int64_t>(&value);
  ZW_ASSERT(number, "the description says that this field is a number");
  return *number;
}
inline const std::string& text(const Value& value) {
  const auto* string = std::get_if<std::string>(&value);
  ZW_ASSERT(string, "the description says that this field is a text");
  return *string;
}

}  // namespace zw::record
