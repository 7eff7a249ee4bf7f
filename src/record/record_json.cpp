#include "record/record_json.h"

#include "record/validate.h"

namespace zw::record {
namespace {

/// The JSON value as this field's value, or nothing when it is of another type.
std::optional<Value> from_json(const Field& field, const Json& json) {
  if (json.is_null()) return Value{};
  switch (field.kind) {
    case Kind::boolean:
      if (const auto* b = json.boolean()) return Value{std::int64_t{*b}};
      return {};
    case Kind::ref:
    case Kind::integer:
    case Kind::money:
    case Kind::instant:
      if (const auto* i = json.integer()) return Value{*i};
      return {};
    case Kind::json: {
      std::string text;
      JsonWriter(text).json(json);
      return Value{std::move(text)};
    }
    default:
      if (const auto* s = json.text()) return Value{*s};
      return {};
  }
}

/// Texts that are not optional are stored empty rather than null.
Value settled(const Field& field, Value value) {
  const bool is_plain_text = field.kind == Kind::text || field.kind == Kind::long_text;
  const auto* text = std::get_if<std::string>(&value);
  if (is_plain_text && text && text->empty() && field.rules.unique) return Value{};
  return value;
}

bool is_personal(const Field& field) {
  return field.privacy.data_class == DataClass::personal || field.privacy.data_class == DataClass::sensitive;
}

/// Numbers, days, choices and documents have no part that could be shown.
bool has_mask(const Field& field) { return field.kind == Kind::text || field.kind == Kind::long_text; }

std::size_t bytes_of_characters(std::string_view text, std::size_t characters) {
  std::size_t at = 0;
  while (at < text.size() && characters-- > 0) do
      ++at;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80);
  return at;
}

}  // namespace

std::string mask(std::string_view text) {
  const std::size_t length = length_in_characters(text);
  if (length == 0) return "";
  if (length <= 3)
    return std::string(text.substr(0, bytes_of_characters(text, 1))) + std::string(length - 1, '*');
  const std::size_t head = length >= 7 ? 3 : 1, tail = length >= 7 ? 4 : 1;
  return std::string(text.substr(0, bytes_of_characters(text, head))) + "****" +
         std::string(text.substr(bytes_of_characters(text, length - tail)));
}

void append_value(JsonWriter& json, const Field& field, const Value& value, Sight sight) {
  if (is_null(value) || field.privacy.data_class == DataClass::secret) {
    json.null();
  } else if (sight == Sight::masked && is_personal(field) && !has_mask(field)) {
    json.null();
  } else if (field.kind == Kind::boolean) {
    json.boolean(integer(value) != 0);
  } else if (const auto* number = std::get_if<std::int64_t>(&value)) {
    json.number(*number);
  } else if (field.kind == Kind::json) {
    text(value).empty() ? json.null() : json.raw(text(value));
  } else if (sight == Sight::masked && is_personal(field)) {
    json.string(mask(text(value)));
  } else {
    json.string(text(value));
  }
}

void append_fields(JsonWriter& json, const Entity& entity, Id id, std::int64_t version, const Row& row,
                   Sight sight) {
  json.member("id", id.value).member("version", version);
  for (std::size_t i = 0; i < row.size(); ++i) {
    const Field& field = entity.fields[i];
    if (field.privacy.data_class == DataClass::secret) continue;
    json.own_key(field.name);
    append_value(json, field, row[i], sight);
  }
}

Result<Row> apply_json(const Entity& entity, Row row, const Json& object) {
  if (!object.object()) return Problem{"json.not_an_object", "", {}};
  Problems problems;
  for (const auto& [name, value] : *object.object()) {
    if (name == "id" || name == "version" || name == "abilities" || name == "titles") continue;
    const Field* field = entity.find(name);
    if (!field || field->privacy.data_class == DataClass::secret) {
      problems.push_back({"field.unknown", name, {}});
      continue;
    }
    const std::size_t index = entity.index(name);
    auto wanted = from_json(*field, value);
    if (!wanted) {
      problems.push_back({"field.type", name, {}});
    } else if (field->rules.read_only) {
      if (*wanted != row[index]) problems.push_back({"field.read_only", name, {}});
    } else if (is_null(*wanted) && (field->kind == Kind::text || field->kind == Kind::long_text) &&
               !field->rules.unique) {
      row[index] = std::string{};
    } else {
      row[index] = settled(*field, std::move(*wanted));
    }
  }
  // What people cannot fill in, the program fills in later; the store checks the whole row again.
  for (auto& problem : validate(entity, row))
    if (const Field* field = entity.find(problem.field); !field || !field->rules.read_only)
      problems.push_back(std::move(problem));
  if (!problems.empty()) return problems;
  return row;
}

std::string difference(const Entity& entity, const Row* before, const Row* after) {
  std::string out;
  JsonWriter json(out);
  json.begin_array();
  for (std::size_t i = 0; i < entity.fields.size(); ++i) {
    const Field& field = entity.fields[i];
    const Value nothing;
    const Value& old_value = before ? (*before)[i] : nothing;
    const Value& new_value = after ? (*after)[i] : nothing;
    if (old_value == new_value) continue;
    json.begin_object().member("field", field.name);
    if (field.privacy.data_class != DataClass::secret && field.kind != Kind::json) {
      json.key("before");
      append_value(json, field, old_value, Sight::masked);
      json.key("after");
      append_value(json, field, new_value, Sight::masked);
    }
    json.end_object();
  }
  json.end_array();
  return out;
}

}  // namespace zw::record
