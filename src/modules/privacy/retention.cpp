#include "modules/privacy/retention.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "http/resource.h"
#include "modules/privacy/erasure.h"
#include "record/json.h"
#include "storage/audit.h"

namespace zw::modules::privacy {
namespace {

using record::Entity;
using record::Field;
using record::JsonWriter;
using record::Kind;
using record::Value;
using storage::Connection;
using storage::Database;
using storage::Item;
using storage::Records;

/// In one transaction, so that people's writes go on between.
constexpr std::size_t kAtOnce = 200;
/// Shown of a preview.
constexpr std::size_t kShown = 200;
constexpr std::string_view kApplied = "retention_applied";

/// Where the term of a rule begins: a column of the table itself, or of the one a reference leads to.
struct Start {
  const Entity* entity = nullptr;
  const Field* reference = nullptr;  ///< nothing when the date is the record's own
  const Field* date = nullptr;

  bool is_known() const { return date != nullptr; }
};

const Field* moment(const Entity* entity, std::string_view name) {
  const Field* field = entity ? entity->find(name) : nullptr;
  return field && (field->kind == Kind::date || field->kind == Kind::instant) ? field : nullptr;
}

Start start_of(const RetentionRule& rule) {
  Start start{storage::Catalogue::find(rule.entity), nullptr, nullptr};
  const std::size_t dot = rule.after_field.find('.');
  if (!start.entity) return start;
  if (dot == std::string::npos) {
    start.date = moment(start.entity, rule.after_field);
    return start;
  }
  start.reference = start.entity->find(std::string_view(rule.after_field).substr(0, dot));
  if (start.reference)
    start.date = moment(storage::Catalogue::find(start.reference->rules.refers_to),
                        std::string_view(rule.after_field).substr(dot + 1));
  return start;
}

const FileHolder* holder_of(const FileHolders& files, std::string_view entity) {
  const auto found =
      std::ranges::find_if(files, [&](const FileHolder& one) { return one.entity->name == entity; });
  return found == files.end() ? nullptr : &*found;
}

bool has_personal(const Entity& entity) { return std::ranges::any_of(entity.fields, &is_personal); }

/// Whether there is still something left to do to the row.
std::string remaining(const RetentionRule& rule, const Entity& entity) {
  if (rule.act == RetentionAct::delete_rows) return "1 = 1";
  if (rule.act == RetentionAct::delete_files) return fmt::format("t.digest <> '{}'", kErasedDigest);
  std::string condition;
  for (const Field& field : entity.fields) {
    if (!is_personal(field)) continue;
    const bool is_text = field.kind == Kind::text || field.kind == Kind::long_text;
    condition += condition.empty() ? "" : " OR ";
    condition += is_text ? fmt::format("(t.{0} <> '' AND t.{0} <> '{1}')", field.name, kErased)
                         : fmt::format("t.{} IS NOT NULL", field.name);
  }
  return "(" + condition + ")";
}

/// A case that is argued about, and all that belongs to it, waits. So does what an administrator holds back.
std::string hold(const Entity& entity) {
  std::string condition = fmt::format(
      "EXISTS (SELECT 1 FROM legal_hold h WHERE h.zone_id = t.zone_id AND h.entity = '{}' AND h.record_id = "
      "t.id AND (h.until IS NULL OR h.until >= $2))",
      entity.name);
  std::string case_id = entity.name == "service_case" ? "t.id" : "";
  for (const Field& field : entity.fields)
    if (field.rules.refers_to == "service_case" && case_id.empty()) case_id = fmt::format("t.{}", field.name);
  if (case_id.empty()) return condition;
  return condition +
         fmt::format(
             " OR EXISTS (SELECT 1 FROM service_case c WHERE c.zone_id = t.zone_id AND c.id = {0} AND "
             "(c.is_supervised = 1 OR c.closed_at IS NULL OR (c.objections > 0 AND c.state <> 'archived') OR "
             "(c.rectify_due_at IS NOT NULL AND c.state NOT IN ('reviewed', 'archived')) OR EXISTS (SELECT 1 "
             "FROM supervision s WHERE s.zone_id = c.zone_id AND s.case_id = c.id AND s.closed_at IS NULL) "
             "OR "
             "EXISTS (SELECT 1 FROM legal_hold l WHERE l.zone_id = c.zone_id AND l.entity = 'service_case' "
             "AND "
             "l.record_id = c.id AND (l.until IS NULL OR l.until >= $2))))",
             case_id);
}

struct Asked {
  std::string from;
  std::vector<Value> arguments;
};

Asked question(Records& records, const RetentionRule& rule, const Start& start) {
  const Date today = china_date(records.scope().now);
  const Date before = today - static_cast<int>(rule.term_days);
  const Value limit =
      start.date->kind == Kind::date ? Value{to_string(before)} : Value{china_midnight(before).micros};
  const std::string column = fmt::format("{}.{}", start.reference ? "o" : "t", start.date->name);
  const std::string join = start.reference
                               ? fmt::format(" JOIN {} o ON o.zone_id = t.zone_id AND o.id = t.{}",
                                             start.reference->rules.refers_to, start.reference->name)
                               : "";
  return {fmt::format("{} t{} WHERE t.zone_id = $1 AND {{}}({}) AND {} IS NOT NULL AND {} < $3 AND {}",
                      start.entity->name, join, hold(*start.entity), column, column,
                      remaining(rule, *start.entity)),
          {records.scope().zone.value, to_string(today), limit}};
}

void write_run(Database& database, const storage::Scope& scope, const RetentionRun& run) {
  std::string difference;
  JsonWriter json(difference);
  json.begin_array();
  for (const auto& [rule, count] : run.done)
    if (count > 0)
      json.begin_object().member("field", rule.code).key("before").null().member("after", count).end_object();
  json.end_array();
  database.write([&](Connection& connection) {
    storage::append_audit(connection, scope, {kApplied, "retention_rule", Id{}, 0, difference});
  });
}

std::vector<ZoneId> zones_to_do(Database& database, Instant now) {
  const Instant midnight = china_midnight(china_date(now));
  std::vector<ZoneId> zones;
  database.read([&](Connection& connection) {
    const auto row = connection.query(
        "SELECT z.zone_id FROM zone z WHERE z.zone_id > 0 AND NOT EXISTS (SELECT 1 FROM audit a WHERE "
        "a.zone_id = z.zone_id AND a.entity = 'retention_rule' AND a.entity_id = 0 AND a.at >= $1) ORDER BY "
        "z.zone_id",
        {midnight.micros});
    while (row->step()) zones.push_back({row->integer(0)});
  });
  return zones;
}

void append_rule(JsonWriter& json, Records& records, const RetentionRule& rule) {
  const Due due = due_of(records, rule, kShown);
  json.begin_object().member("rule_id", rule.id.value).member("code", rule.code);
  json.member("name", rule.name).member("name_en", rule.name_en).member("entity", rule.entity);
  json.member("act", record::text(record::detail::to_value(rule.act))).member("citation", rule.citation);
  json.member("count", due.total).member("spared", due.spared).key("ids").begin_array();
  for (const Id id : due.ids) json.number(id.value);
  json.end_array().end_object();
}

http::Response preview(const http::Context& context) {
  std::string out;
  JsonWriter json(out);
  context.services.database.read([&](Connection& connection) {
    Records records(connection, context.scope);
    json.begin_object().member("on", to_string(china_date(context.scope.now))).key("items").begin_array();
    for (const RetentionRule& rule : rules_in_force(records)) append_rule(json, records, rule);
    json.end_array().end_object();
  });
  return http::Response::json(std::move(out));
}

http::Response apply_now(const http::Context& context, const FileHolders& files) {
  const auto body = http::body_object(context.request);
  if (!body) return http::refuse(body.problems(), context.request);
  // There is nothing to say: whoever says something means something else.
  if (!body->object()->empty())
    return http::refuse({{"field.unknown", body->object()->front().first, {}}}, context.request);
  const RetentionRun run =
      apply_retention(context.services.database, context.scope, files, context.services.data_dir);
  std::string out;
  JsonWriter json(out);
  json.begin_object().member("total", run.total()).key("items").begin_array();
  for (const auto& [rule, count] : run.done)
    json.begin_object().member("code", rule.code).member("count", count).end_object();
  json.end_array().end_object();
  return http::Response::json(std::move(out));
}

}  // namespace

std::int64_t RetentionRun::total() const {
  std::int64_t sum = 0;
  for (const auto& [rule, count] : done) sum += count;
  return sum;
}

Outcome check_rule(const RetentionRule& rule, const FileHolders& files) {
  const Start start = start_of(rule);
  if (!start.entity) return Problem{"retention.unknown_entity", "entity", {{"value", rule.entity}}};
  Problems problems;
  if (!start.is_known())
    problems.push_back({"retention.unknown_field", "after_field", {{"value", rule.after_field}}});
  if (rule.act == RetentionAct::erase_personal && !has_personal(*start.entity))
    problems.push_back({"retention.nothing_personal", "act", {}});
  if (rule.act == RetentionAct::delete_files && !holder_of(files, rule.entity))
    problems.push_back({"retention.no_files", "act", {}});
  if (!problems.empty()) return problems;
  return Nothing{};
}

std::vector<RetentionRule> rules_in_force(Records& records) {
  const std::string today = to_string(china_date(records.scope().now));
  std::map<std::string, RetentionRule> newest;
  for (RetentionRule& rule : records.all<RetentionRule>()) {
    if (to_string(rule.effective_from) > today) continue;
    if (rule.effective_until && to_string(*rule.effective_until) < today) continue;
    const auto found = newest.find(rule.code);
    if (found == newest.end() || found->second.effective_from < rule.effective_from)
      newest.insert_or_assign(rule.code, std::move(rule));
  }
  std::vector<RetentionRule> rules;
  for (auto& [code, rule] : newest) rules.push_back(std::move(rule));
  return rules;
}

Due due_of(Records& records, const RetentionRule& rule, std::size_t limit) {
  const Start start = start_of(rule);
  Due due;
  // A rule about something this program no longer has is written in the list, and does nothing.
  if (!start.is_known()) return due;
  const Asked asked = question(records, rule, start);
  const auto ask = [&](const char* what, const char* held) {
    return records.connection().query(
        fmt::format("SELECT {} FROM {}", what, fmt::format(fmt::runtime(asked.from), held)), asked.arguments);
  };
  {
    const auto row = ask("count(*)", "NOT ");
    row->step();
    due.total = row->integer(0);
  }
  {
    const auto row = ask("count(*)", "");
    row->step();
    due.spared = row->integer(0);
  }
  const auto row = ask("t.id", "NOT ");
  while (due.ids.size() < limit && row->step()) due.ids.push_back(Id{row->integer(0)});
  return due;
}

std::int64_t apply_rule(Records& records, const RetentionRule& rule, const FileHolders& files,
                        std::size_t limit, std::vector<std::string>& removed) {
  const Due due = due_of(records, rule, limit);
  const Entity* entity = storage::Catalogue::find(rule.entity);
  std::vector<Item> items;
  for (const Id id : due.ids) items.push_back(*records.find(*entity, id));
  if (items.empty()) return 0;
  if (const FileHolder* holder = holder_of(files, rule.entity);
      holder && rule.act != RetentionAct::erase_personal)
    for (std::string& digest : drop_files(records, files, *holder, items))
      removed.push_back(std::move(digest));
  if (rule.act == RetentionAct::erase_personal) return erase_personal(records, *entity, items);
  if (rule.act == RetentionAct::delete_rows) {
    if (has_personal(*entity)) erase_personal(records, *entity, items);
    for (const Item& item : items)
      records.connection().execute(fmt::format("DELETE FROM {} WHERE zone_id = $1 AND id = $2", entity->name),
                                   {records.scope().zone.value, item.id.value});
  }
  return static_cast<std::int64_t>(items.size());
}

RetentionRun apply_retention(Database& database, const storage::Scope& scope, const FileHolders& files,
                             const std::string& data_dir) {
  RetentionRun run;
  std::vector<RetentionRule> rules;
  database.read([&](Connection& connection) {
    Records records(connection, scope);
    rules = rules_in_force(records);
  });
  for (const RetentionRule& rule : rules) {
    std::int64_t sum = 0, batch = 0;
    do {
      std::vector<std::string> removed;
      database.write([&](Connection& connection) {
        removed.clear();
        Records records(connection, scope);
        batch = apply_rule(records, rule, files, kAtOnce, removed);
      });
      remove_files(data_dir, removed);
      sum += batch;
    } while (batch == static_cast<std::int64_t>(kAtOnce));
    run.done.emplace_back(rule, sum);
  }
  write_run(database, scope, run);
  return run;
}

http::Routes retention_routes(FileHolders files) {
  constexpr storage::Roles kAdministrators{storage::Role::administrator};
  http::Routes routes;
  routes.push_back({http::Method::get, "/api/privacy/retention", kAdministrators, false, nullptr, nullptr,
                    http::Shape::custom, "", "What would be erased today, and what a hold spares.",
                    &preview});
  routes.push_back(
      {http::Method::post, "/api/privacy/retention/apply", kAdministrators, false, nullptr, nullptr,
       http::Shape::custom, "", "Applies the rules of retention now.",
       [files = std::move(files)](const http::Context& context) { return apply_now(context, files); }});
  return routes;
}

jobs::Chore retention_chore(FileHolders files, std::string data_dir, std::function<void()> compact) {
  return [=](Database& database, Instant now) {
    std::int64_t erased = 0;
    for (const ZoneId zone : zones_to_do(database, now)) {
      const storage::Scope scope{.zone = zone,
                                 .actor = {.person = {},
                                           .name = "zonewright",
                                           .roles = {storage::Role::administrator},
                                           .enterprise = {}},
                                 .now = now,
                                 .request = "retention"};
      erased += apply_retention(database, scope, files, data_dir).total();
    }
    if (erased > 0) compact();
  };
}

}  // namespace zw::modules::privacy
