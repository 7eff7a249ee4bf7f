#include "http/totp.h"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>

#include <array>
#include <iterator>

#include "base/assert.h"

namespace zw::http {
namespace {

std::string percent_encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool is_plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          c == '-' || c == '.' || c == '_' || c == '~';
    if (is_plain)
      out.push_back(c);
    else
      fmt::format_to(std::back_inserter(out), "%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

}  // namespace

std::int64_t totp_step(Instant at) { return at.micros / (30 * kMicrosPerSecond); }

std::string totp_code(std::string_view secret, std::int64_t step, int digits) {
  std::array<unsigned char, 8> counter;
  for (std::size_t i = 0; i < counter.size(); ++i)
    counter[i] = static_cast<unsigned char>(static_cast<std::uint64_t>(step) >> (56 - 8 * i));
  std::array<unsigned char, EVP_MAX_MD_SIZE> mac;
  unsigned length = 0;
  const auto* done = HMAC(EVP_sha1(), secret.data(), static_cast<int>(secret.size()), counter.data(),
                          counter.size(), mac.data(), &length);
  ZW_ASSERT(done && length == 20, "HMAC-SHA-1 makes 20 bytes");
  const std::size_t offset = mac[19] & 15u;
  const std::uint32_t number =
      (mac[offset] & 0x7fu) << 24 | mac[offset + 1] << 16 | mac[offset + 2] << 8 | mac[offset + 3];
  std::uint32_t modulus = 1;
  for (int i = 0; i < digits; ++i) modulus *= 10;
  return fmt::format("{:0{}}", number % modulus, digits);
}

std::optional<std::int64_t> match_totp(std::string_view secret, std::string_view code, Instant at,
                                       std::int64_t last_used) {
  std::optional<std::int64_t> matched;
  const std::int64_t now = totp_step(at);
  for (std::int64_t step = now - 1; step <= now + 1; ++step) {
    const std::string expected = totp_code(secret, step);
    const bool is_equal =
        code.size() == expected.size() && sodium_memcmp(code.data(), expected.data(), code.size()) == 0;
    if (is_equal && step > last_used) matched = step;
  }
  return matched;
}

std::string otpauth_uri(std::string_view base32_secret, std::string_view login, std::string_view issuer) {
  return fmt::format("otpauth://totp/{0}:{1}?secret={2}&issuer={0}&algorithm=SHA1&digits=6&period=30",
                     percent_encoded(issuer), percent_encoded(login), base32_secret);
}

}  // namespace zw::http
