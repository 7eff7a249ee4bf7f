#include "modules/privacy/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "storage/outbox.h"
#include "storage/search_key.h"

namespace zw::modules::privacy {
namespace {

using record::Entity;
using record::Field;
using record::Value;
using storage::Records;
using storage::TextColumns;

/// Digests, which hold no words, and keys, which are made anew.
constexpr std::array<std::string_view, 8> kPassedOver = {
    "hash", "previous_hash", "digest", "request_hash", "password_hash", "totp_secret", "search_key", "salt"};
/// Tables of the lower floors that say by number whose name they hold.
constexpr std::array<std::pair<std::string_view, std::string_view>, 1> kNamedByNumber = {
    {{"job", "created_by"}}};

bool is_passed_over(const std::string& column) {
  return std::ranges::find(kPassedOver, column) != kPassedOver.end();
}

/// An open value is of public record: the name of a firm that is called after its owner stays.
bool is_public(const Entity* entity, const std::string& column) {
  const Field* field = entity ? entity->find(column) : nullptr;
  return field && field->privacy.data_class == record::DataClass::open;
}

/// One statement over a table, as it grows.
struct Statement {
  std::string assignments;
  std::string condition;
  std::vector<Value> arguments;

  std::string add(Value value) {
    arguments.push_back(std::move(value));
    return fmt::format("${}", arguments.size());
  }
};

std::vector<Id> ids_of(Records& records, const Entity& entity, const std::string& condition,
                       const std::vector<Value>& arguments) {
  std::vector<Id> ids;
  const auto row = records.connection().query(
      fmt::format("SELECT id FROM {} WHERE zone_id = $1 AND ({})", entity.name, condition), arguments);
  while (row->step()) ids.push_back(Id{row->integer(0)});
  return ids;
}

void renew_search_keys(Records& records, const Entity& entity, const std::vector<Id>& ids) {
  for (const Id id : ids) {
    const auto item = records.find(entity, id);
    records.connection().execute(
        fmt::format("UPDATE {} SET search_key = $1 WHERE zone_id = $2 AND id = $3", entity.name),
        {storage::search_key_of(entity, item->row), records.scope().zone.value, id.value});
  }
}

/// Lists in memory read again what they are told of.
void tell(Records& records, const Entity& entity, Id id) {
  if (entity.is_followed)
    storage::publish(records.connection(), records.scope(), fmt::format("{}.erased", entity.name),
                     entity.name, id);
}

/// `further` is put in front of the condition: $1 is the zone, what follows its own arguments.
std::int64_t take_out(Records& records, const TextColumns& table, const std::vector<std::string>& words,
                      const std::vector<std::string>& names_only, Statement further) {
  const Entity* entity = storage::Catalogue::find(table.table);
  Statement made = std::move(further);
  // A word gets its place in the statement with the first column it is looked for in.
  std::vector<std::string> places(words.size());
  std::string touched;
  for (const std::string& column : table.columns) {
    if (is_passed_over(column)) continue;
    std::string replaced = column;
    for (std::size_t w = 0; w < words.size(); ++w) {
      const bool is_name = std::ranges::find(names_only, words[w]) != names_only.end();
      if (is_name && is_public(entity, column)) continue;
      if (places[w].empty()) places[w] = made.add(words[w]);
      replaced = fmt::format("replace({}, {}, '{}')", replaced, places[w], kErased);
      touched += fmt::format("{}replace({}, {}, '') <> {}", touched.empty() ? "" : " OR ", column, places[w],
                             column);
    }
    if (replaced != column)
      made.assignments += fmt::format("{}{} = {}", made.assignments.empty() ? "" : ", ", column, replaced);
  }
  if (made.assignments.empty()) return 0;
  const std::string condition =
      made.condition.empty() ? touched : fmt::format("({}) AND ({})", made.condition, touched);
  // Looked for first: it is seldom there, and a search takes no lock.
  std::vector<Id> ids;
  if (entity) ids = ids_of(records, *entity, condition, made.arguments);
  if (entity && ids.empty()) return 0;
  const auto changed = records.connection().execute(
      fmt::format("UPDATE {0} SET {1}{2} WHERE zone_id = $1 AND ({3})", table.table, made.assignments,
                  entity ? ", version = version + 1" : "", condition),
      made.arguments);
  if (entity && entity->is_searchable()) renew_search_keys(records, *entity, ids);
  for (const Id id : ids) tell(records, *entity, id);
  return changed;
}

Statement of_zone(Records& records) {
  Statement statement;
  statement.add(records.scope().zone.value);
  return statement;
}

}  // namespace

bool replace_word(std::string& text, std::string_view word) {
  if (word.empty()) return false;
  bool is_changed = false;
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + kErased.size())) {
    text.replace(at, word.size(), kErased);
    is_changed = true;
  }
  return is_changed;
}

std::int64_t take_out_words(Records& records, const TextColumns& table,
                            const std::vector<std::string>& words) {
  if (words.empty()) return 0;
  // Telephones and addresses have no place in a public value either; names may.
  std::vector<std::string> names;
  for (const std::string& word : words)
    if (std::ranges::none_of(word, [](unsigned char c) { return c == '@' || (c >= '0' && c <= '9'); }))
      names.push_back(word);
  return take_out(records, table, words, names, of_zone(records));
}

std::int64_t take_out_shared_name(Records& records, const TextColumns& table, const Subject& subject) {
  const Entity* entity = storage::Catalogue::find(table.table);
  Statement further = of_zone(records);
  const auto add = [&](const std::string& more) {
    further.condition += (further.condition.empty() ? "" : " OR ") + more;
  };
  std::vector<std::string> columns = entity ? columns_of_person(*entity) : std::vector<std::string>{};
  if (entity && entity->name == "person") columns.emplace_back("id");
  for (const auto& [name, column] : kNamedByNumber)
    if (table.table == name) columns.emplace_back(column);
  if (subject.person && !columns.empty()) {
    const std::string place = further.add(subject.person->value);
    for (const std::string& column : columns) add(fmt::format("{} = {}", column, place));
  }
  for (const std::string& reach : subject.reaches) {
    const std::string place = further.add(reach);
    for (const std::string& column : table.columns)
      if (!is_passed_over(column)) add(fmt::format("replace({0}, {1}, '') <> {0}", column, place));
  }
  if (further.condition.empty()) return 0;
  return take_out(records, table, {subject.name}, {subject.name}, std::move(further));
}

void take_out_of_parts(Records& records, const Entity& part, const Field& field, Id referred,
                       const std::vector<std::string>& words) {
  if (words.empty()) return;
  TextColumns table{std::string(part.name), {}};
  for (const Field& one : part.fields)
    if (!is_number(one.kind) && one.kind != record::Kind::choice && one.kind != record::Kind::date)
      table.columns.emplace_back(one.name);
  Statement further = of_zone(records);
  further.condition = fmt::format("{} = {}", field.name, further.add(referred.value));
  take_out(records, table, words, {}, std::move(further));
}

void overwrite(Records& records, const Entity& entity, const storage::Item& before, const record::Row& row) {
  Statement made;
  for (std::size_t i = 0; i < row.size(); ++i)
    if (before.row[i] != row[i])
      made.assignments += fmt::format(", {} = {}", entity.fields[i].name, made.add(row[i]));
  if (made.assignments.empty()) return;
  if (entity.is_searchable())
    made.assignments += fmt::format(", search_key = {}", made.add(storage::search_key_of(entity, row)));
  const std::string zone = made.add(records.scope().zone.value), id = made.add(before.id.value);
  records.connection().execute(
      fmt::format("UPDATE {} SET version = version + 1{} WHERE zone_id = {} AND id = {}", entity.name,
                  made.assignments, zone, id),
      made.arguments);
  tell(records, entity, before.id);
}

}  // namespace zw::modules::privacy
