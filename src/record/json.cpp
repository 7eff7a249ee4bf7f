#include "record/json.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/json/basic_parser_impl.hpp>
#include <charconv>
#include <cmath>
#include <cstring>

namespace zw::record {
namespace {

namespace bj = boost::json;

/// Builds our tree from Boost.JSON's events.
struct TreeHandler {
  static constexpr std::size_t max_object_size = 100'000;
  static constexpr std::size_t max_array_size = 10'000'000;
  static constexpr std::size_t max_key_size = 1'000;
  static constexpr std::size_t max_string_size = 64'000'000;

  std::vector<Json> values;
  std::vector<std::string> keys;
  std::string buffer;
  bool has_duplicate = false;
  std::string duplicate;

  bool on_document_begin(bj::error_code&) { return true; }
  bool on_document_end(bj::error_code&) { return true; }
  bool on_object_begin(bj::error_code&) { return true; }
  bool on_array_begin(bj::error_code&) { return true; }
  bool on_array_end(std::size_t n, bj::error_code&) {
    JsonArray items(std::make_move_iterator(values.end() - static_cast<std::ptrdiff_t>(n)),
                    std::make_move_iterator(values.end()));
    values.resize(values.size() - n);
    values.emplace_back(std::move(items));
    return true;
  }
  bool on_object_end(std::size_t n, bj::error_code&) {
    JsonObject members;
    members.reserve(n);
    for (std::size_t i = 0; i < n; ++i)
      members.emplace_back(std::move(keys[keys.size() - n + i]), std::move(values[values.size() - n + i]));
    keys.resize(keys.size() - n);
    values.resize(values.size() - n);
    note_duplicates(members);
    values.emplace_back(std::move(members));
    return true;
  }
  void note_duplicates(const JsonObject& members) {
    std::vector<std::string_view> names;
    for (const auto& [name, value] : members) names.push_back(name);
    std::sort(names.begin(), names.end());
    const auto twice = std::adjacent_find(names.begin(), names.end());
    if (twice != names.end() && !has_duplicate) has_duplicate = true, duplicate = *twice;
  }
  bool on_key_part(bj::string_view s, std::size_t, bj::error_code&) {
    return buffer.append(s.data(), s.size()), true;
  }
  bool on_key(bj::string_view s, std::size_t, bj::error_code&) {
    buffer.append(s.data(), s.size());
    keys.push_back(std::exchange(buffer, {}));
    return true;
  }
  bool on_string_part(bj::string_view s, std::size_t, bj::error_code&) {
    return buffer.append(s.data(), s.size()), true;
  }
  bool on_string(bj::string_view s, std::size_t, bj::error_code&) {
    buffer.append(s.data(), s.size());
    values.emplace_back(std::exchange(buffer, {}));
    return true;
  }
  bool on_number_part(bj::string_view, bj::error_code&) { return true; }
  bool on_int64(std::int64_t v, bj::string_view, bj::error_code&) { return values.emplace_back(v), true; }
  bool on_uint64(std::uint64_t v, bj::string_view, bj::error_code&) {
    return values.emplace_back(static_cast<double>(v)), true;
  }
  bool on_double(double v, bj::string_view, bj::error_code&) { return values.emplace_back(v), true; }
  bool on_bool(bool v, bj::error_code&) { return values.emplace_back(v), true; }
  bool on_null(bj::error_code&) { return values.emplace_back(), true; }
  bool on_comment_part(bj::string_view, bj::error_code&) { return true; }
  bool on_comment(bj::string_view, bj::error_code&) { return true; }
};

}  // namespace

Result<Json> parse_json(std::string_view bytes, JsonLimits limits) {
  bj::parse_options options;
  options.max_depth = limits.depth;
  bj::basic_parser<TreeHandler> parser(options);
  bj::error_code error;
  const std::size_t used = parser.write_some(false, bytes.data(), bytes.size(), error);
  if (!error && used < bytes.size()) error = bj::error::extra_data;
  if (error == bj::error::too_deep)
    return Problem{"json.too_deep", "", {{"limit", fmt::format("{}", limits.depth)}}};
  if (error)
    return Problem{"json.syntax", "", {{"offset", fmt::format("{}", used)}, {"reason", error.message()}}};
  auto& handler = parser.handler();
  if (handler.has_duplicate) return Problem{"json.duplicate_member", handler.duplicate, {}};
  ZW_ASSERT(handler.values.size() == 1, "a complete document is one value");
  return std::move(handler.values.front());
}

const Json* Json::find(std::string_view name) const {
  if (const auto* members = object())
    for (const auto& [key, value] : *members)
      if (key == name) return &value;
  return nullptr;
}

std::string_view Json::text_of(std::string_view name) const {
  const Json* member = find(name);
  return member && member->text() ? std::string_view(*member->text()) : std::string_view{};
}

std::int64_t Json::integer_of(std::string_view name, std::int64_t otherwise) const {
  const Json* member = find(name);
  return member && member->integer() ? *member->integer() : otherwise;
}

bool Json::boolean_of(std::string_view name, bool otherwise) const {
  const Json* member = find(name);
  return member && member->boolean() ? *member->boolean() : otherwise;
}

namespace {

constexpr bool needs_escape(unsigned char c) { return c < 0x20 || c == '"' || c == '\\'; }

/// Bytes of `text` from `at` on that may stand as they are. Eight at a time: a byte's high bit is set in
/// `found` when it is a quote, a backslash, or below 0x20 (Mycroft's test; a false alarm from a borrow is
/// settled byte by byte).
std::size_t clean_until(std::string_view text, std::size_t at) {
  constexpr std::uint64_t kOnes = 0x0101010101010101, kHighs = 0x8080808080808080;
  const auto has_zero = [](std::uint64_t word) { return (word - kOnes) & ~word & kHighs; };
  for (; at + 8 <= text.size(); at += 8) {
    std::uint64_t word;
    std::memcpy(&word, text.data() + at, 8);
    const std::uint64_t below_space = (word - kOnes * 0x20) & ~word & kHighs;
    const std::uint64_t found =
        below_space | has_zero(word ^ (kOnes * '"')) | has_zero(word ^ (kOnes * '\\'));
    if (found) break;
  }
  while (at < text.size() && !needs_escape(static_cast<unsigned char>(text[at]))) ++at;
  return at;
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  static constexpr char kHex[] = "0123456789abcdef";
  out.push_back('"');
  for (std::size_t at = 0;;) {
    const std::size_t end = clean_until(text, at);
    out.append(text, at, end - at);
    if (end == text.size()) break;
    const auto c = static_cast<unsigned char>(text[end]);
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        out += "\\u00", out.push_back(kHex[c >> 4]), out.push_back(kHex[c & 15]);
    }
    at = end + 1;
  }
  out.push_back('"');
}

void JsonWriter::separate() {
  if (needs_comma_) out_.push_back(',');
  needs_comma_ = true;
}
JsonWriter& JsonWriter::open(char bracket) {
  separate();
  out_.push_back(bracket);
  needs_comma_ = false;
  return *this;
}
JsonWriter& JsonWriter::close(char bracket) {
  out_.push_back(bracket);
  needs_comma_ = true;
  return *this;
}
JsonWriter& JsonWriter::key(std::string_view name) {
  separate();
  append_json_string(out_, name);
  out_.push_back(':');
  needs_comma_ = false;
  return *this;
}
JsonWriter& JsonWriter::own_key(std::string_view name) {
  out_.append(needs_comma_ ? ",\"" : "\"").append(name).append("\":");
  needs_comma_ = false;
  return *this;
}
JsonWriter& JsonWriter::string(std::string_view value) {
  separate();
  append_json_string(out_, value);
  return *this;
}
JsonWriter& JsonWriter::number(std::int64_t value) {
  separate();
  std::array<char, 24> digits;
  out_.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr);
  return *this;
}
JsonWriter& JsonWriter::number(double value) {
  if (!std::isfinite(value)) return null();
  separate();
  std::array<char, 32> digits;
  out_.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr);
  return *this;
}
JsonWriter& JsonWriter::boolean(bool value) {
  separate();
  out_ += value ? "true" : "false";
  return *this;
}
JsonWriter& JsonWriter::null() {
  separate();
  out_ += "null";
  return *this;
}
JsonWriter& JsonWriter::raw(std::string_view json) {
  separate();
  out_ += json;
  return *this;
}
JsonWriter& JsonWriter::json(const Json& value) {
  if (const auto* b = value.boolean()) return boolean(*b);
  if (const auto* i = value.integer()) return number(*i);
  if (const auto* d = value.decimal()) return number(*d);
  if (const auto* s = value.text()) return string(*s);
  if (const auto* items = value.array()) {
    begin_array();
    for (const Json& item : *items) json(item);
    return end_array();
  }
  if (const auto* members = value.object()) {
    begin_object();
    for (const auto& [name, member] : *members) key(name).json(member);
    return end_object();
  }
  return null();
}

}  // namespace zw::record
