#include "modules/privacy/about.h"

#include <map>
#include <set>

#include "modules/privacy/privacy.h"
#include "modules/privacy/subject.h"
#include "record/record_json.h"

namespace zw::modules::privacy {
namespace {

using record::Entity;
using record::Field;
using record::JsonWriter;
using storage::Item;
using storage::Records;

/// More than that nobody reads; the number says how many there are.
constexpr std::size_t kMostValues = 5;

void append_label(JsonWriter& json, std::string_view name, const record::Label& label) {
  json.key(name).begin_object().member("zh", label.zh).member("en", label.en).end_object();
}

/// One kind of value that is kept of the person.
struct Holding {
  const Entity* entity;
  const Field* field;
  std::int64_t records = 0;
  std::set<std::string> values;
};

/// A value is theirs when it says a word of theirs, or stands in their own record.
bool is_theirs(const Entity& entity, const Item& item, const Subject& subject, const std::string& value) {
  if (entity.name == "person") return subject.person && item.id == *subject.person;
  if (entity.name == "feedback") {
    const auto& from = item.row[entity.index("person_id")];
    return subject.person && !record::is_null(from) && record::integer(from) == subject.person->value;
  }
  for (const std::string& word : subject.words())
    if (value.find(word) != std::string::npos) return true;
  return false;
}

std::vector<Holding> holdings_of(Records& records, const Subject& subject) {
  std::vector<Holding> holdings;
  for (const Entity* entity : storage::Catalogue::all()) {
    std::map<std::size_t, Holding> of_entity;
    bool is_asked = false;
    for (const Field& field : entity->fields) is_asked |= is_personal(field);
    if (!is_asked) continue;
    for (const Item& item : records_of(records, *entity, subject))
      for (std::size_t i = 0; i < item.row.size(); ++i) {
        const auto* value = std::get_if<std::string>(&item.row[i]);
        if (!is_personal(entity->fields[i]) || !value || value->empty()) continue;
        if (!is_theirs(*entity, item, subject, *value)) continue;
        Holding& holding = of_entity.try_emplace(i, Holding{entity, &entity->fields[i]}).first->second;
        ++holding.records;
        if (holding.values.size() < kMostValues) holding.values.insert(*value);
      }
    for (auto& [index, holding] : of_entity) holdings.push_back(std::move(holding));
  }
  return holdings;
}

void append_held(JsonWriter& json, Records& records, const Subject& subject) {
  json.key("held").begin_array();
  for (const Holding& holding : holdings_of(records, subject)) {
    json.begin_object().member("purpose", holding.field->privacy.purpose);
    json.member("entity", holding.entity->name).member("field", holding.field->name);
    append_label(json, "entity_label", holding.entity->label);
    append_label(json, "field_label", holding.field->label);
    json.member("records", holding.records).key("values").begin_array();
    for (const std::string& value : holding.values) json.string(value);
    json.end_array().end_object();
  }
  json.end_array();
}

void append_reveals(JsonWriter& json, Records& records, Id person) {
  json.key("reveals").begin_array();
  const auto row = records.connection().query(
      "SELECT at, by_name, entity, field, reason, note FROM reveal WHERE zone_id = $1 AND subject_id = $2 "
      "ORDER BY id DESC LIMIT 500",
      {records.scope().zone.value, person.value});
  while (row->step()) {
    json.begin_object().member("at", row->integer(0));
    json.member("by", row->is_null(1) ? std::string_view() : row->text(1)).member("entity", row->text(2));
    const Entity* entity = storage::Catalogue::find(row->text(2));
    const Field* field = entity ? entity->find(row->text(3)) : nullptr;
    if (field) append_label(json, "field_label", field->label);
    json.member("field", row->text(3)).member("reason", row->text(4)).member("note", row->text(5));
    json.end_object();
  }
  json.end_array();
}

void append_rules(JsonWriter& json, Records& records) {
  const std::string today = to_string(china_date(records.scope().now));
  json.key("rules").begin_array();
  for (const RetentionRule& rule : records.all<RetentionRule>()) {
    const bool is_over = rule.effective_until && to_string(*rule.effective_until) < today;
    if (is_over || to_string(rule.effective_from) > today) continue;
    json.begin_object().member("name", rule.name).member("name_en", rule.name_en);
    json.member("term_days", rule.term_days).member("act", record::text(record::detail::to_value(rule.act)));
    json.member("citation", rule.citation).end_object();
  }
  json.end_array();
}

http::Response about_me(const http::Context& context) {
  std::string body;
  context.services.database.read([&](storage::Connection& connection) {
    Records records(connection, context.scope);
    body = about_actor(records);
  });
  return http::Response::json(std::move(body)).with("Cache-Control", "no-store");
}

}  // namespace

std::string about_actor(Records& records) {
  const auto& actor = records.scope().actor;
  std::string out;
  JsonWriter json(out);
  json.begin_object().member("name", actor.name);
  const auto subject = subject_by_person(records, actor.person);
  append_held(json, records, subject ? *subject : Subject{});
  append_reveals(json, records, actor.person);
  append_rules(json, records);
  json.end_object();
  return out;
}

http::Routes about_routes() {
  http::Routes routes;
  routes.push_back({http::Method::get, "/api/me/privacy", storage::Roles::everybody(), false, nullptr,
                    nullptr, http::Shape::custom, "",
                    "What is held about the caller and what for, who looked at it and why.", &about_me});
  return routes;
}

}  // namespace zw::modules::privacy
