// Codes of an authenticator app: RFC 6238 with SHA-1, six digits and steps of 30 seconds, as every app knows
// them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"

namespace zw::http {

/// The 30-second step a moment lies in.
std::int64_t totp_step(Instant at);

/// The code of one step, with `digits` digits. RFC 4226, 5.3.
std::string totp_code(std::string_view secret, std::int64_t step, int digits = 6);

/// The step whose code this is, among the current one and its two neighbours; clocks differ a little.
/// Steps up to `last_used` are refused: a code that was seen over a shoulder is worth nothing.
std::optional<std::int64_t> match_totp(std::string_view secret, std::string_view code, Instant at,
                                       std::int64_t last_used);

/// What the app reads as a QR code. `base32_secret` as text.
std::string otpauth_uri(std::string_view base32_secret, std::string_view login, std::string_view issuer);

}  // namespace zw::http
