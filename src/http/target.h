// Turns the address in a request line into path segments and query values, or refuses it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zw::http {

struct Target {
  std::string path;                   ///< decoded
  std::vector<std::string> segments;  ///< split before decoding, so "%2F" stays inside its segment
  std::vector<std::pair<std::string, std::string>> query;
};

/// Refused: NUL and other control characters, bytes that are not UTF-8, broken escapes, "." and ".."
/// segments. "http://host/path" is accepted as the standard demands; the host in it is ignored.
std::optional<Target> parse_target(std::string_view raw);

/// Is this proper UTF-8 (no overlong forms, no surrogates)?
bool is_utf8(std::string_view bytes);

}  // namespace zw::http
