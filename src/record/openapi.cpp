#include "record/openapi.h"

namespace zw::record {
namespace {

std::string_view type_of(Kind kind) {
  switch (kind) {
    case Kind::boolean:
      return "boolean";
    case Kind::ref:
    case Kind::integer:
    case Kind::money:
    case Kind::instant:
      return "integer";
    default:
      return "string";
  }
}

void write_type(JsonWriter& json, const Field& field) {
  if (field.kind == Kind::json) return;  // any value
  json.key("type");
  if (field.rules.required) {
    json.string(type_of(field.kind));
  } else {
    json.begin_array().string(type_of(field.kind)).string("null").end_array();
  }
}

void write_limits(JsonWriter& json, const Field& field) {
  if (field.kind == Kind::date) json.member("format", "date");
  if (field.kind == Kind::money) json.member("x-unit", "fen");
  if (field.kind == Kind::instant) json.member("x-unit", "microseconds since 1970-01-01T00:00:00Z");
  if (!field.rules.unit.empty()) json.member("x-unit", field.rules.unit);
  if (field.kind == Kind::text || field.kind == Kind::long_text)
    json.member("maxLength", field.rules.max_length);
  if (field.rules.minimum != INT64_MIN) json.member("minimum", field.rules.minimum);
  if (field.rules.maximum != INT64_MAX) json.member("maximum", field.rules.maximum);
  if (field.rules.read_only) json.member("readOnly", true);
  if (field.rules.unique) json.member("x-unique", true);
  if (!field.rules.refers_to.empty()) json.member("x-refers-to", field.rules.refers_to);
}

void write_label(JsonWriter& json, const Label& label) {
  json.begin_object().member("zh", label.zh).member("en", label.en).end_object();
}

void write_choices(JsonWriter& json, const Field& field) {
  if (field.kind != Kind::choice) return;
  json.key("enum").begin_array();
  for (const Choice& choice : field.choices) json.string(choice.name);
  if (!field.rules.required) json.null();
  json.end_array().key("x-choices").begin_object();
  for (const Choice& choice : field.choices) json.key(choice.name), write_label(json, choice.label);
  json.end_object();
}

void write_field(JsonWriter& json, const Field& field) {
  json.key(field.name).begin_object();
  write_type(json, field);
  write_limits(json, field);
  write_choices(json, field);
  json.key("x-label"), write_label(json, field.label);
  json.member("x-data-class", to_string(field.privacy.data_class));
  if (!field.privacy.purpose.empty()) json.member("x-purpose", field.privacy.purpose);
  json.end_object();
}

bool appears(const Field& field, SchemaUse use) {
  if (field.privacy.data_class == DataClass::secret) return false;
  return use == SchemaUse::answer || !field.rules.read_only;
}

void write_required(JsonWriter& json, const Entity& entity, SchemaUse use) {
  json.key("required").begin_array();
  if (use == SchemaUse::answer) json.string("id").string("version");
  for (const Field& field : entity.fields)
    if (appears(field, use) && field.rules.required) json.string(field.name);
  json.end_array();
}

}  // namespace

std::string_view to_string(DataClass data_class) {
  static constexpr std::string_view kNames[] = {"public", "internal", "personal", "sensitive", "secret"};
  return kNames[static_cast<int>(data_class)];
}

void write_schema(JsonWriter& json, const Entity& entity, SchemaUse use) {
  json.begin_object().member("type", "object");
  json.key("x-label"), write_label(json, entity.label);
  json.member("x-title", entity.title);
  write_required(json, entity, use);
  json.key("properties").begin_object();
  if (use == SchemaUse::answer) {
    json.key("id").begin_object().member("type", "integer").end_object();
    json.key("version").begin_object().member("type", "integer").end_object();
    json.key("abilities").begin_object().member("type", "array").key("items");
    json.begin_object().member("type", "string").end_object().end_object();
  }
  for (const Field& field : entity.fields)
    if (appears(field, use)) write_field(json, field);
  json.end_object().end_object();
}

}  // namespace zw::record
