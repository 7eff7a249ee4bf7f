// Random tokens and the small codecs around them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/id.h"

namespace zw::http {

/// 256 bits from the system, as 43 letters that need no escaping in a cookie or an address.
std::string random_secret();
/// A number below `bound`, from the system.
unsigned random_below(unsigned bound);

/// "7.Zk3…": the zone it is for, and the secret. Only the digest of the whole is ever stored.
std::string make_token(ZoneId zone);
/// The zone a token claims to be for; nothing when it has not the form of a token.
std::optional<ZoneId> zone_of_token(std::string_view token);

/// RFC 4648, without padding.
std::string base32(std::string_view bytes);
/// Blanks are skipped, small letters accepted; nothing when a letter is not in the alphabet.
std::optional<std::string> from_base32(std::string_view text);

std::string random_bytes(std::size_t count);

}  // namespace zw::http
