#include "modules/privacy/subject.h"

#include <fmt/format.h>

#include <algorithm>

#include "modules/registry/people.h"
#include "record/record_json.h"

namespace zw::modules::privacy {
namespace {

using record::Entity;
using record::Field;
using record::JsonWriter;
using record::Kind;
using record::Sight;
using record::Value;
using storage::Item;
using storage::Records;

/// Shorter ones are no telephones; taking them out of texts would tear other numbers apart.
constexpr std::size_t kShortestReach = 7;

void add_reach(Subject& subject, const std::string& reach) {
  if (reach.size() >= kShortestReach && std::ranges::find(subject.reaches, reach) == subject.reaches.end())
    subject.reaches.push_back(reach);
}

/// Names elsewhere that are this one or hold it.
bool is_shared(Records& records, const Subject& subject) {
  const auto zone = records.scope().zone.value;
  const std::int64_t self = subject.person ? subject.person->value : 0;
  const auto people = records.connection().query(
      "SELECT name FROM person WHERE zone_id = $1 AND id <> $2 AND replace(name, $3, '') <> name",
      {zone, self, subject.name});
  if (people->step()) return true;
  for (const char* sql : {"SELECT contact_name, contact_phone FROM enterprise WHERE zone_id = $1 AND "
                          "replace(contact_name, $2, '') <> contact_name",
                          "SELECT contact_name, contact_phone FROM service_case WHERE zone_id = $1 AND "
                          "replace(contact_name, $2, '') <> contact_name"}) {
    const auto contact = records.connection().query(sql, {zone, subject.name});
    while (contact->step()) {
      const std::string phone = contact->is_null(1) ? "" : std::string(contact->text(1));
      const bool is_theirs = contact->text(0) == subject.name &&
                             (phone.empty() || std::ranges::any_of(subject.reaches, [&](const auto& reach) {
                                return phone.find(reach) != std::string::npos;
                              }));
      if (!is_theirs) return true;
    }
  }
  return false;
}

bool speaks_of(const Value& value, const Subject& subject) {
  const auto* text = std::get_if<std::string>(&value);
  return text && std::ranges::any_of(subject.words(), [&](const std::string& word) {
           return text->find(word) != std::string::npos;
         });
}

bool is_own(const Entity& entity, const Item& item, const Subject& subject) {
  if (!subject.person) return false;
  if (entity.name == "person") return item.id == *subject.person;
  return std::ranges::any_of(columns_of_person(entity), [&](const std::string& column) {
    const Value& value = item.row[entity.index(column)];
    return !record::is_null(value) && record::integer(value) == subject.person->value;
  });
}

void append_item(JsonWriter& json, const Entity& entity, const Item& item, const Subject& subject) {
  json.begin_object().member("id", item.id.value);
  // What a record of several persons says about the others stays masked.
  const bool is_voice = entity.name == "person" || entity.name == "feedback";
  const bool is_full = is_voice && is_own(entity, item, subject);
  for (std::size_t i = 0; i < item.row.size(); ++i) {
    const Field& field = entity.fields[i];
    if (field.privacy.data_class == record::DataClass::secret || record::is_null(item.row[i])) continue;
    json.own_key(field.name);
    record::append_value(json, field, item.row[i],
                         is_full || speaks_of(item.row[i], subject) ? Sight::full : Sight::masked);
  }
  json.end_object();
}

void append_acts(JsonWriter& json, Records& records, Id person) {
  json.key("acts").begin_array();
  const auto row = records.connection().query(
      "SELECT at, action, entity, entity_id FROM audit WHERE zone_id = $1 AND actor_id = $2 ORDER BY seq",
      {records.scope().zone.value, person.value});
  while (row->step())
    json.begin_object()
        .member("at", to_string(Instant{row->integer(0)}))
        .member("action", row->text(1))
        .member("entity", row->text(2))
        .member("id", row->integer(3))
        .end_object();
  json.end_array();
}

void append_account(JsonWriter& json, Records& records, Id person) {
  json.key("account");
  const auto row = records.connection().query(
      "SELECT login, roles, created_at FROM account WHERE zone_id = $1 AND person_id = $2",
      {records.scope().zone.value, person.value});
  if (!row->step()) {
    json.null();
    return;
  }
  json.begin_object()
      .member("login", row->text(0))
      .member("roles", row->text(1))
      .member("created_at", to_string(Instant{row->integer(2)}))
      .end_object();
}

/// Files are listed; their bytes are handed over on request, since they may speak of others.
void append_files(JsonWriter& json, Records& records, const Subject& subject, const FileHolders& files) {
  json.key("files").begin_array();
  for (const FileHolder& holder : files)
    for (const Item& item : records_of(records, *holder.entity, subject))
      json.begin_object()
          .member("entity", holder.entity->name)
          .member("id", item.id.value)
          .member("name", record::text(item.row[holder.entity->index(holder.name_field)]))
          .member("digest", record::text(item.row[holder.entity->index(holder.digest_field)]))
          .end_object();
  json.end_array();
}

}  // namespace

bool is_personal(const Field& field) {
  return field.privacy.data_class == record::DataClass::personal ||
         field.privacy.data_class == record::DataClass::sensitive;
}

std::vector<std::string> Subject::words() const {
  std::vector<std::string> all = reaches;
  if (!name.empty() && !is_name_shared) all.push_back(name);
  return all;
}

Result<Subject> subject_by_person(Records& records, Id person) {
  const auto found = records.find<registry::Person>(person);
  if (!found) return Problem{"privacy.unknown_person", "", {}};
  Subject subject;
  subject.person = person;
  // Who was erased has no name that could be looked for.
  if (found->name.find(kErased) == std::string::npos) subject.name = found->name;
  add_reach(subject, found->mobile);
  add_reach(subject, found->email);
  subject.is_name_shared = !subject.name.empty() && is_shared(records, subject);
  return subject;
}

Result<Subject> subject_by_phone(Records& records, const std::string& phone) {
  if (phone.size() < kShortestReach) return Problem{"privacy.unknown_person", "", {}};
  const auto zone = records.scope().zone.value;
  {
    const auto person = records.connection().query(
        "SELECT id FROM person WHERE zone_id = $1 AND mobile = $2 ORDER BY id LIMIT 1", {zone, phone});
    if (person->step()) return subject_by_person(records, Id{person->integer(0)});
  }
  Subject subject;
  for (const char* sql :
       {"SELECT contact_name FROM enterprise WHERE zone_id = $1 AND contact_phone = $2",
        "SELECT contact_name FROM service_case WHERE zone_id = $1 AND contact_phone = $2"}) {
    const auto contact = records.connection().query(sql, {zone, phone});
    while (contact->step()) {
      add_reach(subject, phone);
      if (subject.name.empty() && !contact->is_null(0)) subject.name = contact->text(0);
    }
  }
  if (subject.reaches.empty()) return Problem{"privacy.unknown_person", "", {}};
  subject.is_name_shared = !subject.name.empty() && is_shared(records, subject);
  return subject;
}

std::vector<std::string> columns_of_person(const Entity& entity) {
  std::vector<std::string> columns;
  for (const Field& field : entity.fields)
    if (field.rules.refers_to == "person") columns.emplace_back(field.name);
  return columns;
}

std::vector<Item> records_of(Records& records, const Entity& entity, const Subject& subject) {
  std::string condition;
  const auto add = [&](const std::string& more) { condition += (condition.empty() ? "" : " OR ") + more; };
  std::vector<Value> arguments{records.scope().zone.value};
  if (subject.person) {
    arguments.emplace_back(subject.person->value);
    if (entity.name == "person") add("id = $2");
    for (const std::string& column : columns_of_person(entity)) add(column + " = $2");
  }
  if (condition.empty() && subject.person) arguments.pop_back();
  std::vector<std::string> columns;
  for (const Field& field : entity.fields)
    if (!is_number(field.kind) && field.kind != Kind::choice) columns.emplace_back(field.name);
  for (const std::string& word : subject.words()) {
    if (columns.empty()) break;
    arguments.emplace_back(word);
    for (const std::string& column : columns)
      add(fmt::format("replace({0}, ${1}, '') <> {0}", column, arguments.size()));
  }
  std::vector<Item> items;
  if (condition.empty()) return items;
  std::vector<Id> ids;
  {
    const auto row = records.connection().query(
        fmt::format("SELECT id FROM {} WHERE zone_id = $1 AND ({}) ORDER BY id", entity.name, condition),
        arguments);
    while (row->step()) ids.push_back(Id{row->integer(0)});
  }
  for (const Id id : ids) items.push_back(*records.find(entity, id));
  return items;
}

std::string export_subject(Records& records, const Subject& subject, const FileHolders& files) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().member("exported_at", to_string(records.scope().now)).key("person");
  subject.person ? json.number(subject.person->value) : json.null();
  json.member("name", subject.name).member("name_is_shared", subject.is_name_shared);
  json.key("records").begin_object();
  for (const Entity* entity : storage::Catalogue::all()) {
    const auto items = records_of(records, *entity, subject);
    if (items.empty()) continue;
    json.key(entity->name).begin_array();
    for (const Item& item : items) append_item(json, *entity, item, subject);
    json.end_array();
  }
  json.end_object();
  append_files(json, records, subject, files);
  if (subject.person) {
    append_account(json, records, *subject.person);
    append_acts(json, records, *subject.person);
  }
  json.end_object();
  return out;
}

}  // namespace zw::modules::privacy
