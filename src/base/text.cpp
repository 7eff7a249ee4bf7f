#include "base/text.h"

#include <algorithm>
#include <array>
#include <utility>

namespace zw {
namespace {

struct Decoded {
  char32_t c = kReplacementCharacter;
  std::size_t bytes = 0;  ///< 0: malformed
};

bool is_continuation(unsigned char byte) { return (byte & 0xC0) == 0x80; }

/// RFC 3629.
Decoded decode(std::string_view text, std::size_t pos) {
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(text[pos + i]); };
  const unsigned char lead = at(0);
  if (lead < 0x80) return {lead, 1};
  const std::size_t bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || pos + bytes > text.size()) return {};
  char32_t c = lead & (0xFF >> (bytes + 1));
  for (std::size_t i = 1; i < bytes; ++i) {
    if (!is_continuation(at(i))) return {};
    c = c << 6 | (at(i) & 0x3Fu);
  }
  const bool overlong = (bytes == 3 && c < 0x800) || (bytes == 4 && c < 0x10000);
  if (overlong || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) return {};
  return {c, bytes};
}

template <class Keep>
std::string filtered(std::string_view text, Keep change) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t pos = 0; pos < text.size();) change(next_code_point(text, pos), out);
  return out;
}

bool is_wide(char32_t c) {
  return (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
         (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x1F300 && c <= 0x1FAFF) || (c >= 0x20000 && c <= 0x3FFFD);
}

/// The half-width twin, or the character itself.
char32_t half_width(char32_t c) {
  if (c >= 0xFF01 && c <= 0xFF5E) return c - 0xFF01 + 0x21;
  if (c == 0x3000) return ' ';
  switch (c) {
    case 0xFFE0:
      return 0xA2;
    case 0xFFE1:
      return 0xA3;
    case 0xFFE5:
      return 0xA5;
    default:
      return c;
  }
}

/// Every bracket people put around a note, as a round one.
char32_t round_bracket(char32_t c) {
  switch (c) {
    case U'[':
    case U'{':
    case U'【':
    case U'〔':
    case U'〈':
    case U'［':
    case U'（':
    case U'﹙':
      return '(';
    case U']':
    case U'}':
    case U'】':
    case U'〕':
    case U'〉':
    case U'］':
    case U'）':
    case U'﹚':
      return ')';
    default:
      return c;
  }
}

char ascii_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
char ascii_upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

/// Notes about the seal or the form that people leave behind a name; never part of it.
constexpr std::array<std::string_view, 11> kClosingNotes = {
    "盖章", "公章", "加盖公章", "盖公章", "签章", "印章", "签字", "签名章", "单位盖章", "章", "公章处"};

std::string round_brackets(std::string_view text) {
  return filtered(text, [](char32_t c, std::string& out) { append_utf8(out, round_bracket(c)); });
}

/// Where the name ends in front of one closing note, or npos when there is none.
std::size_t closing_note(std::string_view name) {
  const std::string_view trimmed = trim(name);
  // Brackets differ in bytes, so the position is sought in the text itself, character by character.
  std::size_t open = std::string_view::npos;
  char32_t last = 0;
  for (std::size_t pos = 0; pos < trimmed.size();) {
    const std::size_t start = pos;
    last = next_code_point(trimmed, pos);
    if (round_bracket(last) == '(') open = start;
  }
  if (open == std::string_view::npos || open == 0 || round_bracket(last) != ')')
    return std::string_view::npos;
  std::string inside = squeeze(round_brackets(trimmed.substr(open)));
  inside = squeeze(std::string_view(inside).substr(1, inside.size() - 2));
  if (std::find(kClosingNotes.begin(), kClosingNotes.end(), inside) == kClosingNotes.end())
    return std::string_view::npos;
  return static_cast<std::size_t>(trimmed.data() - name.data()) + open;
}

}  // namespace

std::optional<std::size_t> first_invalid_utf8(std::string_view text) {
  for (std::size_t pos = 0; pos < text.size();) {
    if (static_cast<unsigned char>(text[pos]) < 0x80) {
      ++pos;
      continue;
    }
    const Decoded next = decode(text, pos);
    if (next.bytes == 0) return pos;
    pos += next.bytes;
  }
  return {};
}

char32_t next_code_point(std::string_view text, std::size_t& pos) {
  const Decoded next = decode(text, pos);
  pos += std::max<std::size_t>(next.bytes, 1);
  return next.c;
}

void append_utf8(std::string& out, char32_t c) {
  if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) c = kReplacementCharacter;
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += {static_cast<char>(0xC0 | c >> 6), static_cast<char>(0x80 | (c & 0x3F))};
  } else if (c < 0x10000) {
    out += {static_cast<char>(0xE0 | c >> 12), static_cast<char>(0x80 | (c >> 6 & 0x3F)),
            static_cast<char>(0x80 | (c & 0x3F))};
  } else {
    out += {static_cast<char>(0xF0 | c >> 18), static_cast<char>(0x80 | (c >> 12 & 0x3F)),
            static_cast<char>(0x80 | (c >> 6 & 0x3F)), static_cast<char>(0x80 | (c & 0x3F))};
  }
}

std::size_t character_count(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t pos = 0; pos < text.size(); ++count) next_code_point(text, pos);
  return count;
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t pos = 0; pos < text.size();) {
    const char32_t c = next_code_point(text, pos);
    width += is_invisible(c) ? 0 : is_wide(c) ? 2 : 1;
  }
  return width;
}

bool is_blank(char32_t c) {
  return c == ' ' || (c >= 0x09 && c <= 0x0D) || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x3000;
}

bool is_invisible(char32_t c) {
  if (is_blank(c)) return false;
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0xAD || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
}

std::string_view trim(std::string_view text) {
  const auto vanishes = [](char32_t c) { return is_blank(c) || is_invisible(c); };
  std::size_t first = text.size(), end = 0;
  for (std::size_t pos = 0; pos < text.size();) {
    const std::size_t start = pos;
    if (vanishes(next_code_point(text, pos))) continue;
    first = std::min(first, start);
    end = pos;
  }
  return end == 0 ? std::string_view{} : text.substr(first, end - first);
}

std::string remove_invisible(std::string_view text) {
  return filtered(text, [](char32_t c, std::string& out) {
    if (!is_invisible(c)) append_utf8(out, c);
  });
}

std::string squeeze(std::string_view text) {
  bool gap = false;
  return filtered(trim(text), [&](char32_t c, std::string& out) {
    if (is_blank(c)) {
      gap = true;
    } else if (!is_invisible(c)) {
      if (std::exchange(gap, false)) out += ' ';
      append_utf8(out, c);
    }
  });
}

std::string fold_width(std::string_view text) {
  return filtered(text, [](char32_t c, std::string& out) { append_utf8(out, half_width(c)); });
}

std::string to_lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), ascii_lower);
  return out;
}

std::string to_upper(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), ascii_upper);
  return out;
}

std::string clean_name(std::string_view name) {
  for (std::size_t end; (end = closing_note(name)) != std::string_view::npos;) name = name.substr(0, end);
  return squeeze(name);
}

std::string name_key(std::string_view name) {
  const std::string clean = clean_name(name);
  return filtered(clean, [](char32_t c, std::string& out) {
    if (is_blank(c)) return;
    const char32_t folded = round_bracket(half_width(c));
    append_utf8(out, folded < 0x80 ? static_cast<char32_t>(ascii_lower(static_cast<char>(folded))) : folded);
  });
}

}  // namespace zw
