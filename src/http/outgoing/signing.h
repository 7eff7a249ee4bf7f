// The keyed digest that robots and webhooks are signed with, and the ways it is written down.
#pragma once

#include <string>
#include <string_view>

namespace zw::http::outgoing {

/// 32 bytes. Keys may have any length, the empty one too.
std::string hmac_sha256(std::string_view key, std::string_view message);

/// RFC 4648 with padding.
std::string base64(std::string_view bytes);
std::string hexadecimal(std::string_view bytes);
/// Everything but the unreserved characters of RFC 3986 as %XX.
std::string percent_encoded(std::string_view text);

}  // namespace zw::http::outgoing
