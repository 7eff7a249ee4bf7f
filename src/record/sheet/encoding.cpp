#include "record/sheet/encoding.h"

#include <fmt/format.h>
#include <iconv.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>
#include <stdexcept>

#include "base/text.h"

namespace zw::record::sheet {
namespace {

class Converter {
 public:
  explicit Converter(const char* from) : handle_(iconv_open("UTF-8", from)) {
    if (handle_ == reinterpret_cast<iconv_t>(-1))
      throw std::runtime_error(std::string("iconv does not know ") + from);
  }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;
  ~Converter() { iconv_close(handle_); }

  /// The text, or where it is wrong.
  struct Converted {
    std::string text;
    std::optional<std::size_t> bad_offset;
  };
  Converted convert(std::string_view bytes) {
    Converted out;
    out.text.reserve(bytes.size() + bytes.size() / 2);
    std::array<char, 32 << 10> buffer;
    char* in = const_cast<char*>(bytes.data());  // iconv's signature is older than const; it only reads
    std::size_t left = bytes.size();
    while (left > 0) {
      char* to = buffer.data();
      std::size_t room = buffer.size();
      const bool failed = iconv(handle_, &in, &left, &to, &room) == static_cast<std::size_t>(-1);
      out.text.append(buffer.data(), buffer.size() - room);
      if (failed && errno != E2BIG) {
        out.bad_offset = bytes.size() - left;
        return out;
      }
    }
    return out;
  }

 private:
  iconv_t handle_;
};

Problem bad_encoding(std::string_view bytes, std::size_t offset, std::string_view encoding) {
  const auto line = 1 + std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(offset), '\n');
  const int byte = offset < bytes.size() ? static_cast<unsigned char>(bytes[offset]) : 0;
  return {"sheet.bad_encoding",
          "",
          {{"offset", std::to_string(offset)},
           {"line", std::to_string(line)},
           {"byte", fmt::format("0x{:02X}", byte)},
           {"encoding", std::string(encoding)}}};
}

Result<std::string> convert_whole(std::string_view bytes, std::size_t mark, const char* encoding) {
  auto converted = Converter(encoding).convert(bytes.substr(mark));
  if (converted.bad_offset) return bad_encoding(bytes, mark + *converted.bad_offset, encoding);
  return std::move(converted.text);
}

}  // namespace

Result<std::string> to_utf8(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE")) return convert_whole(bytes, 2, "UTF-16LE");
  if (bytes.starts_with("\xFE\xFF")) return convert_whole(bytes, 2, "UTF-16BE");
  const bool has_mark = bytes.starts_with("\xEF\xBB\xBF");
  const std::string_view text = bytes.substr(has_mark ? 3 : 0);
  const auto bad_utf8 = first_invalid_utf8(text);
  if (!bad_utf8) return std::string(text);
  if (has_mark) return bad_encoding(bytes, 3 + *bad_utf8, "UTF-8");
  auto converted = Converter("GB18030").convert(text);
  if (!converted.bad_offset) return std::move(converted.text);
  // The encoding that reached further is the likelier one, and its error the one to mend.
  return *bad_utf8 > *converted.bad_offset ? bad_encoding(bytes, *bad_utf8, "UTF-8")
                                           : bad_encoding(bytes, *converted.bad_offset, "GB18030");
}

}  // namespace zw::record::sheet
