// JSON as a small tree for reading, and a writer that appends to a string.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/result.h"

namespace zw::record {

class Json;
using JsonArray = std::vector<Json>;
using JsonObject = std::vector<std::pair<std::string, Json>>;  ///< in the order they were written

/// A parsed document. Numbers without fraction that fit are int64, all others double.
class Json {
 public:
  Json() = default;
  Json(bool v) : value_(v) {}
  Json(std::int64_t v) : value_(v) {}
  Json(double v) : value_(v) {}
  Json(std::string v) : value_(std::move(v)) {}
  Json(JsonArray v) : value_(std::move(v)) {}
  Json(JsonObject v) : value_(std::move(v)) {}

  bool is_null() const { return value_.index() == 0; }
  const bool* boolean() const { return std::get_if<bool>(&value_); }
  const std::int64_t* integer() const { return std::get_if<std::int64_t>(&value_); }
  const double* decimal() const { return std::get_if<double>(&value_); }
  const std::string* text() const { return std::get_if<std::string>(&value_); }
  const JsonArray* array() const { return std::get_if<JsonArray>(&value_); }
  const JsonObject* object() const { return std::get_if<JsonObject>(&value_); }

  /// The member of that name, or nothing when this is not an object or has none.
  const Json* find(std::string_view name) const;
  /// Text of the member, or "" when absent or of another kind.
  std::string_view text_of(std::string_view name) const;
  std::int64_t integer_of(std::string_view name, std::int64_t otherwise = 0) const;
  bool boolean_of(std::string_view name, bool otherwise = false) const;

 private:
  std::variant<std::monostate, bool, std::int64_t, double, std::string, JsonArray, JsonObject> value_;
};

struct JsonLimits {
  std::size_t depth = 32;
};

/// Problems: json.syntax (params: offset, reason), json.too_deep, json.duplicate_member. UTF-8 is checked.
Result<Json> parse_json(std::string_view bytes, JsonLimits limits = {});

/// Appends JSON to a string; commas and quotes are its business, balance is the caller's.
class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}

  JsonWriter& begin_object() { return open('{'); }
  JsonWriter& end_object() { return close('}'); }
  JsonWriter& begin_array() { return open('['); }
  JsonWriter& end_array() { return close(']'); }
  JsonWriter& key(std::string_view name);
  /// As `key`, for a name that the program itself gave and that needs no escapes: field names, by the
  /// thousand.
  JsonWriter& own_key(std::string_view name);
  JsonWriter& string(std::string_view value);
  JsonWriter& number(std::int64_t value);
  JsonWriter& number(double value);
  JsonWriter& boolean(bool value);
  JsonWriter& null();
  /// A document that is already JSON.
  JsonWriter& raw(std::string_view json);
  JsonWriter& json(const Json& value);

  JsonWriter& member(std::string_view name, std::string_view value) { return key(name).string(value); }
  JsonWriter& member(std::string_view name, const char* value) { return key(name).string(value); }
  JsonWriter& member(std::string_view name, const std::string& value) { return key(name).string(value); }
  JsonWriter& member(std::string_view name, std::int64_t value) { return key(name).number(value); }
  JsonWriter& member(std::string_view name, int value) { return key(name).number(std::int64_t{value}); }
  JsonWriter& member(std::string_view name, std::size_t value) {
    return key(name).number(static_cast<std::int64_t>(value));
  }
  JsonWriter& member(std::string_view name, double value) { return key(name).number(value); }
  JsonWriter& member(std::string_view name, bool value) { return key(name).boolean(value); }

 private:
  JsonWriter& open(char bracket);
  JsonWriter& close(char bracket);
  void separate();

  std::string& out_;
  bool needs_comma_ = false;
};

/// The text with quotes and escapes.
void append_json_string(std::string& out, std::string_view text);

}  // namespace zw::record
