#include "storage/cursor_code.h"

#include <fmt/format.h>
#include <sodium.h>

#include <charconv>

namespace zw::storage {
namespace {

std::optional<std::int64_t> to_number(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return {};
  return number;
}

}  // namespace

std::string encode_cursor(std::string_view column, const CursorPosition& position) {
  std::string plain = fmt::format("{} {} ", column, position.id);
  if (const auto* number = std::get_if<std::int64_t>(&position.value))
    plain += fmt::format("n{}", *number);
  else if (const auto* text = std::get_if<std::string>(&position.value))
    plain += "t" + *text;
  std::string encoded(sodium_base64_encoded_len(plain.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING),
                      '\0');
  sodium_bin2base64(encoded.data(), encoded.size(), reinterpret_cast<const unsigned char*>(plain.data()),
                    plain.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  encoded.pop_back();  // the terminating zero
  return encoded;
}

std::optional<CursorPosition> decode_cursor(std::string_view text, std::string_view column, bool is_text) {
  std::string plain(text.size(), '\0');
  std::size_t length = 0;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(plain.data()), plain.size(), text.data(),
                        text.size(), nullptr, &length, nullptr,
                        sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0)
    return {};
  plain.resize(length);
  const std::string prefix = fmt::format("{} ", column);
  if (!plain.starts_with(prefix)) return {};
  const std::string_view rest = std::string_view(plain).substr(prefix.size());
  const std::size_t space = rest.find(' ');
  if (space == std::string_view::npos) return {};
  const auto id = to_number(rest.substr(0, space));
  const std::string_view value = rest.substr(space + 1);
  if (!id) return {};
  if (value.empty()) return CursorPosition{{}, *id};
  if (value[0] == 't' && is_text) return CursorPosition{std::string(value.substr(1)), *id};
  const auto number = to_number(value.substr(1));
  if (value[0] != 'n' || is_text || !number) return {};
  return CursorPosition{*number, *id};
}

}  // namespace zw::storage
