#include "modules/registry/board.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "record/json.h"

namespace zw::modules::registry {
namespace {

using record::JsonWriter;
using storage::Records;

struct OfficerLine {
  Id id, person;
  std::string name, station, state;
  std::int64_t capacity = 0, load = 0;
  std::optional<std::pair<std::string, std::int64_t>> residency;  ///< object kind and id
};

std::vector<OfficerLine> load_officers(Records& records) {
  const auto zone = records.scope().zone.value;
  std::vector<OfficerLine> lines;
  {
    auto cursor = records.connection().query(
        "SELECT o.id, o.person_id, p.name, o.station, o.state, o.capacity FROM officer o JOIN person p ON p.zone_id = o.zone_id AND "
        "p.id = o.person_id WHERE o.zone_id = $1 ORDER BY o.id",
        {zone});
    while (cursor->step())
      lines.push_back({Id{cursor->integer(0)}, Id{cursor->integer(1)}, std::string(cursor->text(2)), std::string(cursor->text(3)),
                       std::string(cursor->text(4)), cursor->integer(5), 0, {}});
  }
  std::map<std::int64_t, OfficerLine*> by_id;
  for (OfficerLine& line : lines) by_id[line.id.value] = &line;
  auto cursor = records.connection().query(
      "SELECT officer_id, count(*), max(CASE WHEN is_residency = 1 THEN object_id ELSE 0 END), max(CASE WHEN is_residency = 1 "
      "THEN object_kind ELSE '' END) FROM duty WHERE zone_id = $1 AND kind = 'accountable' AND state = 'active' GROUP BY officer_id",
      {zone});
  while (cursor->step()) {
    const auto found = by_id.find(cursor->integer(0));
    if (found == by_id.end()) continue;
    found->second->load = cursor->integer(1);
    if (cursor->integer(2) > 0) found->second->residency = {std::string(cursor->text(3)), cursor->integer(2)};
  }
  return lines;
}

std::set<std::pair<std::string, std::int64_t>> assigned_objects(Records& records) {
  auto cursor = records.connection().query(
      "SELECT object_kind, object_id FROM duty WHERE zone_id = $1 AND kind = 'accountable' AND state = 'active'",
      {records.scope().zone.value});
  std::set<std::pair<std::string, std::int64_t>> assigned;
  while (cursor->step()) assigned.emplace(cursor->text(0), cursor->integer(1));
  return assigned;
}

std::vector<DutyObject> without_anybody(Records& records, const std::vector<DutyObject>& objects) {
  const auto assigned = assigned_objects(records);
  std::vector<DutyObject> lonely;
  std::copy_if(objects.begin(), objects.end(), std::back_inserter(lonely), [&](const DutyObject& object) {
    return !assigned.contains({std::string(to_string(object.kind)), object.id.value});
  });
  return lonely;
}

void append_officer(JsonWriter& json, const OfficerLine& line, const std::map<std::pair<std::string, std::int64_t>, std::string>& names) {
  json.begin_object().member("id", line.id.value).member("person_id", line.person.value).member("name", line.name);
  json.member("station", line.station).member("capacity", line.capacity).member("load", line.load).member("state", line.state);
  json.key("residency");
  if (line.residency) {
    const auto name = names.find(*line.residency);
    json.begin_object().member("kind", line.residency->first).member("id", line.residency->second);
    json.member("name", name == names.end() ? std::string() : name->second).end_object();
  } else {
    json.null();
  }
  json.end_object();
}

void append_recent_changes(JsonWriter& json, Records& records) {
  auto cursor = records.connection().query(
      "SELECT at, actor_name, action, entity, entity_id FROM audit WHERE zone_id = $1 ORDER BY seq DESC LIMIT 60",
      {records.scope().zone.value});
  struct Line {
    std::int64_t at, id;
    std::string actor, action, entity;
  };
  std::vector<Line> lines;
  while (cursor->step() && lines.size() < 15) {
    Line line{cursor->integer(0), cursor->integer(4), std::string(cursor->text(1)), std::string(cursor->text(2)),
              std::string(cursor->text(3))};
    const bool is_shown = storage::Catalogue::find(line.entity) && line.action != "queued";
    if (!is_shown) continue;
    if (lines.empty() || lines.back().entity != line.entity || lines.back().action != line.action || lines.back().actor != line.actor)
      lines.push_back(std::move(line));
  }
  cursor.reset();
  json.key("changed").begin_array();
  for (const Line& line : lines) {
    const record::Entity* entity = storage::Catalogue::find(line.entity);
    json.begin_object().member("at", line.at).member("actor", line.actor).member("action", line.action).member("entity", line.entity);
    json.member("id", line.id).member("title", entity && line.id ? records.titles(*entity, {Id{line.id}}).front() : std::string());
    json.end_object();
  }
  json.end_array();
}

void append_imports(JsonWriter& json, Records& records) {
  json.key("imported").begin_array();
  if (storage::Catalogue::find("batch")) {
    auto cursor = records.connection().query(
        "SELECT id, file_name, state, created, updated, blocked, created_at FROM batch WHERE zone_id = $1 ORDER BY id DESC LIMIT 5",
        {records.scope().zone.value});
    while (cursor->step())
      json.begin_object().member("id", cursor->integer(0)).member("file_name", cursor->text(1)).member("state", cursor->text(2))
          .member("created", cursor->integer(3)).member("updated", cursor->integer(4)).member("blocked", cursor->integer(5)).member("created_at", cursor->integer(6))
          .end_object();
  }
  json.end_array();
}

void append_mine(JsonWriter& json, Records& records) {
  auto cursor = records.connection().query(
      "SELECT d.object_kind, count(*), max(d.is_residency) FROM duty d JOIN officer o ON o.zone_id = d.zone_id AND o.id = "
      "d.officer_id WHERE d.zone_id = $1 AND o.person_id = $2 AND d.kind = 'accountable' AND d.state = 'active' GROUP BY d.object_kind",
      {records.scope().zone.value, records.scope().actor.person.value});
  std::int64_t firms = 0, projects = 0;
  bool residency = false;
  while (cursor->step()) {
    (cursor->text(0) == "enterprise" ? firms : projects) = cursor->integer(1);
    residency = residency || cursor->integer(2) != 0;
  }
  json.key("mine").begin_object().member("firms", firms).member("projects", projects).member("residency", residency).end_object();
}

void append_pending_plans(JsonWriter& json, Records& records) {
  auto cursor = records.connection().query(
      "SELECT id, moved, added, kept, unassigned, created_at FROM duty_plan WHERE zone_id = $1 AND state = 'proposed' ORDER BY id "
      "DESC LIMIT 5",
      {records.scope().zone.value});
  json.key("plans").begin_array();
  while (cursor->step())
    json.begin_object().member("id", cursor->integer(0)).member("moved", cursor->integer(1)).member("added", cursor->integer(2))
        .member("kept", cursor->integer(3)).member("unassigned", cursor->integer(4)).member("created_at", cursor->integer(5))
        .end_object();
  json.end_array();
}

std::string persona_of(const storage::Actor& actor) {
  using storage::Role;
  if (actor.roles.has(Role::administrator)) return "administrator";
  if (actor.roles.has(Role::secretary)) return "secretary";
  if (actor.roles.has(Role::leader)) return "leader";
  if (actor.roles.has(Role::officer)) return "officer";
  if (actor.roles.has(Role::auditor)) return "auditor";
  return "contact";
}

}  // namespace

std::string board_json(Records& records, const DutySources& sources) {
  const auto officers = load_officers(records);
  const auto objects = live_objects(records, sources);
  const auto lonely = without_anybody(records, objects);
  std::map<std::pair<std::string, std::int64_t>, std::string> names;
  for (const DutyObject& object : objects)
    if (object.needs_residency) names[{std::string(to_string(object.kind)), object.id.value}] = object.name;

  std::string out;
  JsonWriter json(out);
  json.begin_object().key("officers").begin_array();
  for (const OfficerLine& line : officers) append_officer(json, line, names);
  json.end_array().key("objects").begin_object().member("total", objects.size());
  json.member("assigned", objects.size() - lonely.size()).member("unassigned", lonely.size()).end_object();
  json.key("unassigned").begin_array();
  for (std::size_t i = 0; i < std::min<std::size_t>(lonely.size(), 200); ++i)
    json.begin_object().member("kind", to_string(lonely[i].kind)).member("id", lonely[i].id.value).member("name", lonely[i].name)
        .member("needs_residency", lonely[i].needs_residency).end_object();
  json.end_array().key("spread").begin_object();
  std::int64_t low = 0, high = 0, sum = 0, active = 0;
  for (const OfficerLine& line : officers) {
    if (line.state != "active") continue;
    low = active == 0 ? line.load : std::min(low, line.load);
    high = std::max(high, line.load), sum += line.load, ++active;
  }
  json.member("min", low).member("max", high);
  json.member("mean", active ? static_cast<double>(sum * 10 / active) / 10.0 : 0.0).end_object().end_object();
  return out;
}

std::string today_json(Records& records, const DutySources& sources) {
  const auto& scope = records.scope();
  std::string out;
  JsonWriter json(out);
  json.begin_object().member("persona", persona_of(scope.actor));
  const bool is_contact = persona_of(scope.actor) == "contact";
  const auto objects = is_contact ? std::vector<DutyObject>{} : live_objects(records, sources);
  json.member("objects", objects.size()).member("unassigned", is_contact ? 0 : without_anybody(records, objects).size());
  if (is_contact) {
    json.member("enterprise_id", scope.actor.enterprise.value);
    json.key("imported").begin_array().end_array().key("changed").begin_array().end_array().key("plans").begin_array().end_array();
  } else {
    append_imports(json, records);
    append_recent_changes(json, records);
    append_pending_plans(json, records);
  }
  append_mine(json, records);
  auto cursor = records.connection().query("SELECT max(day) FROM calendar_day WHERE zone_id = $1", {scope.zone.value});
  json.key("calendar_ends_on");
  if (cursor->step() && !cursor->is_null(0)) json.string(std::string(cursor->text(0)).substr(0, 4) + "-12-31");
  else json.null();
  json.end_object();
  return out;
}

}  // namespace zw::modules::registry
