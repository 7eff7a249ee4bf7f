#include "modules/intake/defects/encoding.h"

#include <iconv.h>

#include <algorithm>

#include "base/assert.h"
#include "base/text.h"

namespace zw::modules::intake {
namespace {

/// One direction of a character set conversion; not for two threads at once.
class Converter {
 public:
  Converter(const char* to, const char* from) : handle_(iconv_open(to, from)) {
    ZW_ASSERT(handle_ != reinterpret_cast<iconv_t>(-1), "the C library converts GB18030");
  }
  ~Converter() { iconv_close(handle_); }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;

  std::optional<std::string> convert(std::string_view text) {
    iconv(handle_, nullptr, nullptr, nullptr, nullptr);
    std::string in(text), out(text.size() * 4, '\0');
    char* source = in.data();
    char* target = out.data();
    std::size_t source_left = in.size(), target_left = out.size();
    if (iconv(handle_, &source, &source_left, &target, &target_left) == static_cast<std::size_t>(-1))
      return {};
    out.resize(out.size() - target_left);
    return out;
  }

 private:
  iconv_t handle_;
};

bool is_common_ideograph(char32_t c) { return c >= 0x4E00 && c <= 0x9FFF; }

/// Ideographs and nothing that a Chinese sheet would not hold: the sign of a right guess.
bool reads_as_chinese(std::string_view text) {
  bool has_ideograph = false;
  for (std::size_t pos = 0; pos < text.size();) {
    const char32_t c = next_code_point(text, pos);
    has_ideograph |= is_common_ideograph(c);
    const bool is_usual = (c >= 0x20 && c < 0x7F) || is_common_ideograph(c) || (c >= 0x3000 && c <= 0x303F) ||
                          (c >= 0xFF00 && c <= 0xFFEF);
    if (!is_usual) return false;
  }
  return has_ideograph;
}

/// The bytes of a text that was decoded as Latin-1; nothing when it has other characters or only ASCII.
std::optional<std::string> latin_bytes(std::string_view text) {
  std::string bytes;
  bool has_high = false;
  for (std::size_t pos = 0; pos < text.size();) {
    const char32_t c = next_code_point(text, pos);
    if (c > 0xFF) return {};
    has_high |= c >= 0x80;
    bytes += static_cast<char>(c);
  }
  if (!has_high) return {};
  return bytes;
}

}  // namespace

std::optional<std::string> restore_encoding(std::string_view text) {
  thread_local Converter to_gb("GB18030", "UTF-8");
  thread_local Converter from_gb("UTF-8", "GB18030");
  if (std::all_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x80; })) return {};
  if (const auto bytes = latin_bytes(text)) {
    if (!first_invalid_utf8(*bytes) && reads_as_chinese(*bytes)) return bytes;
    auto decoded = from_gb.convert(*bytes);
    if (decoded && reads_as_chinese(*decoded)) return decoded;
    return {};
  }
  auto bytes = to_gb.convert(text);
  if (bytes && !first_invalid_utf8(*bytes) && reads_as_chinese(*bytes)) return bytes;
  return {};
}

}  // namespace zw::modules::intake
