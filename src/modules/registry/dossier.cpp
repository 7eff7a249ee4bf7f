#include "modules/registry/dossier.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "modules/registry/duty_change.h"
#include "modules/registry/enterprise.h"
#include "modules/registry/people.h"

namespace zw::modules::registry {
namespace {

using record::Field;
using record::JsonWriter;
using record::Value;
using storage::Item;
using storage::Records;

bool is_empty(const Value& value) {
  const auto* text = std::get_if<std::string>(&value);
  return record::is_null(value) || (text && text->empty());
}

std::string plain_text(const Value& value) {
  if (record::is_null(value)) return "";
  if (const auto* number = std::get_if<std::int64_t>(&value)) return fmt::format("{}", *number);
  return record::text(value);
}

struct Kin {
  Id id;
  std::string name;
  std::optional<Id> parent;
  std::int64_t employees = 0;
};

/// Every firm that has a parent or is one, by id.
std::map<Id, Kin> load_kin(Records& records) {
  auto cursor = records.connection().query(
      "SELECT id, name, parent_id, coalesce(employees, 0) FROM enterprise WHERE zone_id = $1 AND (parent_id IS NOT NULL OR id IN "
      "(SELECT parent_id FROM enterprise WHERE zone_id = $2 AND parent_id IS NOT NULL)) ORDER BY id",
      {records.scope().zone.value, records.scope().zone.value});
  std::map<Id, Kin> kin;
  while (cursor->step()) {
    Kin one{Id{cursor->integer(0)}, std::string(cursor->text(1)), {}, cursor->integer(3)};
    if (!cursor->is_null(2)) one.parent = Id{cursor->integer(2)};
    kin[one.id] = one;
  }
  return kin;
}

struct Forest {
  std::map<Id, Kin> kin;
  std::map<Id, std::vector<Id>> children;  ///< of id 0: the roots

  explicit Forest(Records& records) : kin(load_kin(records)) {
    for (const auto& [id, one] : kin) children[one.parent && kin.contains(*one.parent) ? *one.parent : Id{}].push_back(id);
  }
  struct Sum {
    std::int64_t entities = 0, employees = 0;
  };
  Sum roll_up(Id id) const {
    Sum sum{1, kin.at(id).employees};
    if (const auto found = children.find(id); found != children.end())
      for (Id child : found->second) {
        const Sum below = roll_up(child);
        sum.entities += below.entities, sum.employees += below.employees;
      }
    return sum;
  }
};

void append_tree(JsonWriter& json, const Forest& forest, Id id) {
  const auto sum = forest.roll_up(id);
  json.begin_object().member("id", id.value).member("name", forest.kin.at(id).name);
  json.member("entities", sum.entities).member("employees", sum.employees).key("children").begin_array();
  if (const auto found = forest.children.find(id); found != forest.children.end())
    for (Id child : found->second) append_tree(json, forest, child);
  json.end_array().end_object();
}

void append_facts(JsonWriter& json, Records& records, Id enterprise) {
  auto cursor = records.connection().query(
      "SELECT field, as_of, source FROM fact WHERE zone_id = $1 AND enterprise_id = $2 ORDER BY as_of, id",
      {records.scope().zone.value, enterprise.value});
  std::map<std::string, std::pair<std::string, std::string>> newest;
  while (cursor->step()) newest[std::string(cursor->text(0))] = {std::string(cursor->text(1)), std::string(cursor->text(2))};
  json.key("facts").begin_object();
  for (const auto& [field, fact] : newest)
    json.key(field).begin_object().member("as_of", fact.first).member("source", fact.second).end_object();
  json.end_object();
}

void append_accountable(JsonWriter& json, Records& records, Id enterprise) {
  json.key("accountable");
  const auto duty = accountable_duty(records, {ObjectKind::enterprise, enterprise});
  if (!duty) {
    json.null();
    return;
  }
  json.begin_object().member("duty_id", duty->id.value).member("officer_id", duty->officer_id.value);
  json.member("name", records.titles(record::describe<Officer>(), {duty->officer_id}).front());
  json.member("since", to_string(duty->starts_on)).member("is_residency", duty->is_residency).end_object();
}

void append_group(JsonWriter& json, Records& records, Id enterprise, std::int64_t own_employees) {
  const Forest forest(records);
  json.key("group").begin_object().key("ancestors").begin_array();
  std::vector<Id> ancestors;
  for (auto at = forest.kin.find(enterprise); at != forest.kin.end() && at->second.parent && ancestors.size() < 20;) {
    ancestors.push_back(*at->second.parent);
    at = forest.kin.find(*at->second.parent);
  }
  for (auto id = ancestors.rbegin(); id != ancestors.rend(); ++id)
    if (forest.kin.contains(*id))
      json.begin_object().member("id", id->value).member("name", forest.kin.at(*id).name).end_object();
  json.end_array().key("children").begin_array();
  if (const auto found = forest.children.find(enterprise); found != forest.children.end())
    for (Id child : found->second)
      json.begin_object().member("id", child.value).member("name", forest.kin.at(child).name)
          .member("children_count", forest.roll_up(child).entities - 1).end_object();
  const auto sum = forest.kin.contains(enterprise) ? forest.roll_up(enterprise) : Forest::Sum{1, own_employees};
  json.end_array().member("entities", sum.entities).member("employees", sum.employees).end_object();
}

/// One line of the timeline; `difference` is JSON.
struct Moment {
  std::int64_t at = 0;
  std::string actor, action, entity, summary, difference = "[]";
};

/// Changes as they were audited, and the days on which that happened.
std::vector<Moment> audited_changes(Records& records, Id enterprise, std::set<Date>& days) {
  auto cursor = records.connection().query(
      "SELECT at, actor_name, action, difference FROM audit WHERE zone_id = $1 AND entity = 'enterprise' AND entity_id = $2 ORDER BY "
      "seq DESC LIMIT 200",
      {records.scope().zone.value, enterprise.value});
  std::vector<Moment> moments;
  while (cursor->step()) {
    moments.push_back({cursor->integer(0), std::string(cursor->text(1)), std::string(cursor->text(2)), "enterprise", "",
                       std::string(cursor->text(3))});
    days.insert(china_date(Instant{cursor->integer(0)}));
  }
  return moments;
}

/// Values that came from elsewhere than an audited change: one line for each day and source.
std::vector<Moment> recorded_facts(Records& records, Id enterprise, const std::set<Date>& audited) {
  auto cursor = records.connection().query(
      "SELECT as_of, source, field, value FROM fact WHERE zone_id = $1 AND enterprise_id = $2 ORDER BY as_of DESC, source, id",
      {records.scope().zone.value, enterprise.value});
  const auto& entity = record::describe<Enterprise>();
  std::vector<Moment> moments;
  while (cursor->step()) {
    const auto as_of = parse_date(cursor->text(0));
    if (!as_of || audited.contains(*as_of)) continue;
    const std::int64_t at = china_midnight(*as_of).micros;
    const bool continues = !moments.empty() && moments.back().at == at && moments.back().actor == cursor->text(1);
    if (!continues) moments.push_back({at, std::string(cursor->text(1)), "recorded", "enterprise", "", "["});
    const Field* field = entity.find(cursor->text(2));
    const bool is_masked = field && field->privacy.data_class >= record::DataClass::personal;
    std::string& difference = moments.back().difference;
    if (difference.size() > 1) difference += ',';
    JsonWriter(difference).begin_object().member("field", cursor->text(2)).key("before").null()
        .member("after", is_masked ? record::mask(cursor->text(3)) : std::string(cursor->text(3))).end_object();
  }
  for (Moment& moment : moments) moment.difference += ']';
  return moments;
}

std::vector<Moment> changes_of_officer(Records& records, Id enterprise) {
  auto cursor = records.connection().query(
      "SELECT d.starts_on, d.ends_on, p.name, d.reason FROM duty d JOIN officer o ON o.zone_id = d.zone_id AND o.id = d.officer_id JOIN "
      "person p ON p.zone_id = o.zone_id AND p.id = o.person_id WHERE d.zone_id = $1 AND d.object_kind = 'enterprise' AND d.object_id = "
      "$2 ORDER BY d.id DESC LIMIT 100",
      {records.scope().zone.value, enterprise.value});
  std::vector<Moment> moments;
  while (cursor->step())
    for (const auto& [column, action] : {std::pair{1, "ended"}, std::pair{0, "assigned"}}) {
      const auto day = cursor->is_null(column) ? std::nullopt : parse_date(cursor->text(column));
      if (day) moments.push_back({china_midnight(*day).micros, std::string(cursor->text(2)), action, "duty", std::string(cursor->text(3))});
    }
  return moments;
}

/// What happened to the firm and to who is accountable for it, newest first.
void append_timeline(JsonWriter& json, Records& records, Id enterprise) {
  std::set<Date> audited;
  std::vector<Moment> moments = audited_changes(records, enterprise, audited);
  for (auto more : {recorded_facts(records, enterprise, audited), changes_of_officer(records, enterprise)})
    moments.insert(moments.end(), more.begin(), more.end());
  std::stable_sort(moments.begin(), moments.end(), [](const Moment& a, const Moment& b) { return a.at > b.at; });
  json.key("timeline").begin_array();
  for (const Moment& moment : moments)
    json.begin_object().member("at", moment.at).member("actor", moment.actor).member("action", moment.action)
        .member("entity", moment.entity).member("summary", moment.summary).key("difference").raw(moment.difference).end_object();
  json.end_array();
}

}  // namespace

Outcome record_facts(Records& records, const Item* before, const Item& after) {
  const auto& entity = record::describe<Enterprise>();
  const auto& scope = records.scope();
  for (std::size_t i = 0; i < entity.fields.size(); ++i) {
    const bool is_new = !before || before->row[i] != after.row[i];
    if (!is_new || (is_empty(after.row[i]) && (!before || is_empty(before->row[i])))) continue;
    Fact fact;
    fact.enterprise_id = after.id;
    fact.field = entity.fields[i].name;
    fact.value = plain_text(after.row[i]);
    fact.as_of = china_date(scope.now);
    fact.source = scope.source.empty() ? scope.actor.name : scope.source;
    records.append(record::describe<Fact>(), record::to_row(fact));
  }
  return Nothing{};
}

std::string dossier_json(const http::Resource& enterprises, Records& records, const Item& item) {
  std::string out;
  JsonWriter json(out);
  std::int64_t filled = 0;
  for (const Value& value : item.row) filled += !is_empty(value);
  json.begin_object().key("enterprise").raw(http::record_json(enterprises, records, item));
  append_facts(json, records, item.id);
  append_accountable(json, records, item.id);
  const Value& employees = item.row[record::describe<Enterprise>().index("employees")];
  append_group(json, records, item.id, record::is_null(employees) ? 0 : record::integer(employees));
  append_timeline(json, records, item.id);
  json.key("completeness").begin_object().member("filled", filled).member("of", item.row.size()).end_object().end_object();
  return out;
}

std::string groups_json(Records& records) {
  const Forest forest(records);
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("items").begin_array();
  if (const auto roots = forest.children.find(Id{}); roots != forest.children.end())
    for (Id root : roots->second) append_tree(json, forest, root);
  json.end_array().end_object();
  return out;
}

Outcome check_parent(Records& records, Id self, std::optional<Id> parent) {
  std::set<Id> seen{self};
  while (parent) {
    if (!seen.insert(*parent).second) return Problem{"enterprise.parent_circle", "parent_id", {}};
    auto cursor = records.connection().query("SELECT parent_id FROM enterprise WHERE zone_id = $1 AND id = $2",
                                             {records.scope().zone.value, parent->value});
    if (!cursor->step() || cursor->is_null(0)) break;
    parent = Id{cursor->integer(0)};
  }
  return Nothing{};
}

}  // namespace zw::modules::registry
