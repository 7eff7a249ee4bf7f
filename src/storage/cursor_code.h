// Page cursors: opaque to people, checked when they come back.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "record/value.h"

namespace zw::storage {

/// The last row of a page: its value in the sorted column, and its id.
struct CursorPosition {
  record::Value value;
  std::int64_t id = 0;
};

std::string encode_cursor(std::string_view column, const CursorPosition& position);
/// Nothing when the text is not a cursor of a list sorted by `column`.
std::optional<CursorPosition> decode_cursor(std::string_view text, std::string_view column, bool is_text);

}  // namespace zw::storage
