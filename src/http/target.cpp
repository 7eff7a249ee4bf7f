#include "http/target.h"

#include <algorithm>
#include <cstdint>

namespace zw::http {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

enum class Plus { literal, space };

std::optional<std::string> decode(std::string_view raw, Plus plus) {
  std::string out;
  out.reserve(raw.size());
  for (std::size_t i = 0; i < raw.size(); ++i) {
    char c = raw[i];
    if (c == '%') {
      if (i + 2 >= raw.size()) return std::nullopt;
      const int high = hex_digit(raw[i + 1]), low = hex_digit(raw[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      c = static_cast<char>(high * 16 + low);
      i += 2;
    } else if (c == '+' && plus == Plus::space) {
      c = ' ';
    }
    out.push_back(c);
  }
  return out;
}

/// Line breaks and tabs are ordinary in a query value (a pasted search), never in a path.
bool is_clean(std::string_view text, bool allow_blank_controls) {
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte == 0x7f) return false;
    if (byte >= 0x20) continue;
    if (!allow_blank_controls || (c != '\t' && c != '\n' && c != '\r')) return false;
  }
  return is_utf8(text);
}

bool parse_query(std::string_view raw, Target& target) {
  while (!raw.empty()) {
    const std::size_t end = std::min(raw.find('&'), raw.size());
    const std::string_view pair = raw.substr(0, end);
    raw.remove_prefix(std::min(end + 1, raw.size()));
    if (pair.empty()) continue;
    const std::size_t equals = std::min(pair.find('='), pair.size());
    auto name = decode(pair.substr(0, equals), Plus::space);
    auto value = decode(equals < pair.size() ? pair.substr(equals + 1) : std::string_view{}, Plus::space);
    if (!name || !value || !is_clean(*name, false) || !is_clean(*value, true)) return false;
    target.query.emplace_back(std::move(*name), std::move(*value));
  }
  return true;
}

std::string_view without_authority(std::string_view raw) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!raw.starts_with(scheme)) continue;
    raw.remove_prefix(scheme.size());
    const std::size_t slash = raw.find('/');
    return slash == std::string_view::npos ? std::string_view("/") : raw.substr(slash);
  }
  return raw;
}

}  // namespace

bool is_utf8(std::string_view bytes) {
  for (std::size_t i = 0; i < bytes.size();) {
    const auto lead = static_cast<unsigned char>(bytes[i]);
    if (lead < 0x80) {
      ++i;
      continue;
    }
    const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || i + length > bytes.size()) return false;
    std::uint32_t code = lead & (0xffu >> (length + 1));
    for (std::size_t k = 1; k < length; ++k) {
      const auto next = static_cast<unsigned char>(bytes[i + k]);
      if ((next & 0xc0) != 0x80) return false;
      code = code << 6 | (next & 0x3fu);
    }
    const bool is_overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
    if (is_overlong || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return false;
    i += length;
  }
  return true;
}

std::optional<Target> parse_target(std::string_view raw) {
  raw = without_authority(raw);
  if (raw.empty() || raw.front() != '/' || raw.find('#') != std::string_view::npos) return std::nullopt;
  const std::size_t question = std::min(raw.find('?'), raw.size());
  Target target;
  std::string_view path = raw.substr(0, question);
  while (!path.empty()) {
    path.remove_prefix(1);
    const std::size_t end = std::min(path.find('/'), path.size());
    auto segment = decode(path.substr(0, end), Plus::literal);
    if (!segment || *segment == "." || *segment == ".." || !is_clean(*segment, false)) return std::nullopt;
    target.path.push_back('/');
    target.path += *segment;
    target.segments.push_back(std::move(*segment));
    path.remove_prefix(end);
  }
  if (question < raw.size() && !parse_query(raw.substr(question + 1), target)) return std::nullopt;
  return target;
}

}  // namespace zw::http
