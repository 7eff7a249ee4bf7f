#include "http/secrets.h"

#include <fmt/format.h>
#include <sodium.h>

#include <array>
#include <charconv>

#include "base/assert.h"

namespace zw::http {
namespace {

constexpr std::string_view kBase32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

void start_sodium() {
  [[maybe_unused]] static const bool started = [] {
    ZW_ASSERT(sodium_init() >= 0, "the system gives random numbers");
    return true;
  }();
}

}  // namespace

std::string random_bytes(std::size_t count) {
  start_sodium();
  std::string bytes(count, '\0');
  randombytes_buf(bytes.data(), bytes.size());
  return bytes;
}

std::string random_secret() {
  const std::string bytes = random_bytes(32);
  std::array<char, 64> text;
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                    bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  return text.data();
}

unsigned random_below(unsigned bound) {
  start_sodium();
  return randombytes_uniform(bound);
}

std::string make_token(ZoneId zone) { return fmt::format("{}.{}", zone.value, random_secret()); }

std::optional<ZoneId> zone_of_token(std::string_view token) {
  constexpr std::size_t kSecretLength = 43;
  const std::size_t dot = token.find('.');
  if (dot == std::string_view::npos || token.size() - dot - 1 != kSecretLength) return std::nullopt;
  ZoneId zone;
  const auto parsed = std::from_chars(token.data(), token.data() + dot, zone.value);
  if (parsed.ec != std::errc{} || parsed.ptr != token.data() + dot || zone.value < 0) return std::nullopt;
  return zone;
}

std::string base32(std::string_view bytes) {
  std::string text;
  unsigned buffer = 0;
  int bits = 0;
  for (const char c : bytes) {
    buffer = buffer << 8 | static_cast<unsigned char>(c);
    for (bits += 8; bits >= 5; bits -= 5) text.push_back(kBase32[buffer >> (bits - 5) & 31]);
  }
  if (bits > 0) text.push_back(kBase32[buffer << (5 - bits) & 31]);
  return text;
}

std::optional<std::string> from_base32(std::string_view text) {
  std::string bytes;
  unsigned buffer = 0;
  int bits = 0;
  for (const char c : text) {
    if (c == ' ') continue;
    const std::size_t digit = kBase32.find(c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
    if (digit == std::string_view::npos) return std::nullopt;
    buffer = buffer << 5 | static_cast<unsigned>(digit);
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push_back(static_cast<char>(buffer >> bits & 0xff));
  }
  return bytes;
}

}  // namespace zw::http
