#include "modules/registry/dossier.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "modules/registry/duty_change.h"
#include "modules/registry/enterprise.h"
#include "modules/registry/group_tree.h"
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

void append_facts(JsonWriter& json, Records& records, Id enterprise) {
  auto cursor = records.connection().query(
      "SELECT field, as_of, source FROM fact WHERE zone_id = $1 AND enterprise_id = $2 ORDER BY as_of, id",
      {records.scope().zone.value, enterprise.value});
  std::map<std::string, std::pair<std::string, std::string>> newest;
  while (cursor->step())
    newest[std::string(cursor->text(0))] = {std::string(cursor->text(1)), std::string(cursor->text(2))};
  json.key("facts").begin_object();
  for (const auto& [field, fact] : newest)
    json.key(field).begin_object().member("as_of", fact.first).member("source", fact.second).end_object();
  json.end_object();
}

/// One line of the timeline; `difference` is JSON.
struct Moment {
  std::int64_t at = 0;
  std::string actor, action, entity, summary, difference = "[]";
};

/// Changes as they were audited, and the days on which that happened.
std::vector<Moment> audited_changes(Records& records, Id enterprise, std::set<Date>& days) {
  auto cursor = records.connection().query(
      "SELECT at, actor_name, action, difference FROM audit WHERE zone_id = $1 AND entity = 'enterprise' AND "
      "entity_id = $2 ORDER BY "
      "seq DESC LIMIT 200",
      {records.scope().zone.value, enterprise.value});
  std::vector<Moment> moments;
  while (cursor->step()) {
    moments.push_back({cursor->integer(0), std::string(cursor->text(1)), std::string(cursor->text(2)),
                       "enterprise", "", std::string(cursor->text(3))});
    days.insert(china_date(Instant{cursor->integer(0)}));
  }
  return moments;
}

/// Values that came from elsewhere than an audited change: one line for each day and source.
std::vector<Moment> recorded_facts(Records& records, Id enterprise, const std::set<Date>& audited) {
  auto cursor = records.connection().query(
      "SELECT as_of, source, field, value, lag(value) OVER (PARTITION BY field ORDER BY as_of, id) FROM fact "
      "WHERE zone_id = $1 AND enterprise_id = $2 ORDER BY as_of DESC, source, id",
      {records.scope().zone.value, enterprise.value});
  const auto& entity = record::describe<Enterprise>();
  std::vector<Moment> moments;
  while (cursor->step()) {
    const auto as_of = parse_date(cursor->text(0));
    if (!as_of || audited.contains(*as_of)) continue;
    const std::int64_t at = china_midnight(*as_of).micros;
    const bool continues =
        !moments.empty() && moments.back().at == at && moments.back().actor == cursor->text(1);
    if (!continues) moments.push_back({at, std::string(cursor->text(1)), "recorded", "enterprise", "", "["});
    const Field* field = entity.find(cursor->text(2));
    const bool is_masked = field && field->privacy.data_class >= record::DataClass::personal;
    const auto shown = [&](int column) {
      return is_masked ? record::mask(cursor->text(column)) : std::string(cursor->text(column));
    };
    std::string& difference = moments.back().difference;
    if (difference.size() > 1) difference += ',';
    JsonWriter json(difference);
    json.begin_object().member("field", cursor->text(2)).key("before");
    if (cursor->is_null(4))
      json.null();
    else
      json.string(shown(4));
    json.member("after", shown(3)).end_object();
  }
  for (Moment& moment : moments) moment.difference += ']';
  return moments;
}

std::vector<Moment> changes_of_officer(Records& records, Id enterprise) {
  auto cursor = records.connection().query(
      "SELECT d.starts_on, d.ends_on, p.name, d.reason FROM duty d JOIN officer o ON o.zone_id = d.zone_id "
      "AND o.id = d.officer_id JOIN "
      "person p ON p.zone_id = o.zone_id AND p.id = o.person_id WHERE d.zone_id = $1 AND d.object_kind = "
      "'enterprise' AND d.object_id = "
      "$2 ORDER BY d.id DESC LIMIT 100",
      {records.scope().zone.value, enterprise.value});
  std::vector<Moment> moments;
  while (cursor->step())
    for (const auto& [column, action] : {std::pair{1, "duty_ended"}, std::pair{0, "duty_began"}}) {
      const auto day = cursor->is_null(column) ? std::nullopt : parse_date(cursor->text(column));
      if (day)
        moments.push_back({china_midnight(*day).micros, std::string(cursor->text(2)), action, "duty",
                           std::string(cursor->text(3))});
    }
  return moments;
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

void append_accountable(JsonWriter& json, Records& records, Id enterprise) {
  json.key("accountable");
  const auto duty = accountable_duty(records, {ObjectKind::enterprise, enterprise});
  const auto officer = duty ? records.find<Officer>(duty->officer_id) : std::nullopt;
  if (!officer) {
    json.null();
    return;
  }
  json.begin_object().member("duty_id", duty->id.value).member("officer_id", duty->officer_id.value);
  json.member("name", records.titles(record::describe<Officer>(), {duty->officer_id}).front())
      .member("station", officer->station);
  json.member("since", to_string(duty->starts_on)).member("is_residency", duty->is_residency).end_object();
}

void append_timeline(JsonWriter& json, Records& records, Id enterprise, std::size_t at_most) {
  std::set<Date> audited;
  std::vector<Moment> moments = audited_changes(records, enterprise, audited);
  for (auto more : {recorded_facts(records, enterprise, audited), changes_of_officer(records, enterprise)})
    moments.insert(moments.end(), more.begin(), more.end());
  std::stable_sort(moments.begin(), moments.end(),
                   [](const Moment& a, const Moment& b) { return a.at > b.at; });
  if (moments.size() > at_most) moments.resize(at_most);
  json.begin_array();
  for (const Moment& moment : moments)
    json.begin_object()
        .member("at", moment.at)
        .member("actor", moment.actor)
        .member("action", moment.action)
        .member("entity", moment.entity)
        .member("summary", moment.summary)
        .key("difference")
        .raw(moment.difference)
        .end_object();
  json.end_array();
}

std::string dossier_json(const http::Resource& enterprises, Records& records, const ProjectBook& projects,
                         const Item& item) {
  std::string out;
  JsonWriter json(out);
  std::int64_t filled = 0;
  for (const Value& value : item.row) filled += !is_empty(value);
  json.begin_object().key("enterprise").raw(http::record_json(enterprises, records, item));
  append_facts(json, records, item.id);
  append_accountable(json, records, item.id);
  const Value& employees = item.row[record::describe<Enterprise>().index("employees")];
  append_group(json, records, projects, item.id, record::is_null(employees) ? 0 : record::integer(employees));
  append_timeline(json.key("timeline"), records, item.id);
  json.key("completeness")
      .begin_object()
      .member("filled", filled)
      .member("of", item.row.size())
      .end_object()
      .end_object();
  return out;
}

}  // namespace zw::modules::registry
