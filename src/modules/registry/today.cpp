#include "modules/registry/today.h"

#include "modules/registry/board.h"
#include "modules/registry/dossier.h"
#include "modules/registry/enterprise.h"
#include "modules/registry/registry.h"

namespace zw::modules::registry {
namespace {

using record::JsonWriter;
using storage::Records;

/// As many changes of the own firm as a first page should carry; the dossier has all.
constexpr std::size_t kChangesOfFirm = 8;

void append_recent_changes(JsonWriter& json, Records& records) {
  auto cursor = records.connection().query(
      "SELECT at, actor_name, action, entity, entity_id FROM audit WHERE zone_id = $1 ORDER BY seq DESC "
      "LIMIT 60",
      {records.scope().zone.value});
  struct Line {
    std::int64_t at, id;
    std::string actor, action, entity;
  };
  std::vector<Line> lines;
  while (cursor->step() && lines.size() < 15) {
    Line line{cursor->integer(0), cursor->integer(4), std::string(cursor->text(1)),
              std::string(cursor->text(2)), std::string(cursor->text(3))};
    const bool is_shown = storage::Catalogue::find(line.entity) && line.action != "queued";
    if (!is_shown) continue;
    if (lines.empty() || lines.back().entity != line.entity || lines.back().action != line.action ||
        lines.back().actor != line.actor)
      lines.push_back(std::move(line));
  }
  cursor.reset();
  json.key("changed").begin_array();
  for (const Line& line : lines) {
    const record::Entity* entity = storage::Catalogue::find(line.entity);
    json.begin_object()
        .member("at", line.at)
        .member("actor", line.actor)
        .member("action", line.action)
        .member("entity", line.entity);
    json.member("id", line.id)
        .member("title", entity && line.id ? records.titles(*entity, {Id{line.id}}).front() : std::string());
    json.end_object();
  }
  json.end_array();
}

void append_imports(JsonWriter& json, Records& records) {
  json.key("imported").begin_array();
  if (storage::Catalogue::find("batch")) {
    auto cursor = records.connection().query(
        "SELECT id, file_name, state, created, updated, blocked, created_at FROM batch WHERE zone_id = $1 "
        "ORDER BY id DESC LIMIT 5",
        {records.scope().zone.value});
    while (cursor->step())
      json.begin_object()
          .member("id", cursor->integer(0))
          .member("file_name", cursor->text(1))
          .member("state", cursor->text(2))
          .member("created", cursor->integer(3))
          .member("updated", cursor->integer(4))
          .member("blocked", cursor->integer(5))
          .member("created_at", cursor->integer(6))
          .end_object();
  }
  json.end_array();
}

/// The one object the acting officer lives in at, or null.
void append_residency(JsonWriter& json, Records& records) {
  json.key("residency");
  std::string kind;
  Id id;
  {
    auto cursor = records.connection().query(
        "SELECT d.object_kind, d.object_id FROM duty d JOIN officer o ON o.zone_id = d.zone_id AND o.id = "
        "d.officer_id WHERE d.zone_id "
        "= $1 AND o.person_id = $2 AND d.kind = 'accountable' AND d.state = 'active' AND d.is_residency = 1",
        {records.scope().zone.value, records.scope().actor.person.value});
    if (cursor->step()) kind = cursor->text(0), id = Id{cursor->integer(1)};
  }
  const record::Entity* entity = storage::Catalogue::find(kind);
  if (!entity) {
    json.null();
    return;
  }
  json.begin_object()
      .member("kind", kind)
      .member("id", id.value)
      .member("name", records.titles(*entity, {id}).front())
      .end_object();
}

void append_mine(JsonWriter& json, Records& records) {
  std::int64_t firms = 0, projects = 0, officer = 0;
  {
    auto cursor = records.connection().query(
        "SELECT d.object_kind, count(*), max(o.id) FROM duty d JOIN officer o ON o.zone_id = d.zone_id AND "
        "o.id = d.officer_id WHERE d.zone_id = "
        "$1 AND o.person_id = $2 AND d.kind = 'accountable' AND d.state = 'active' GROUP BY d.object_kind",
        {records.scope().zone.value, records.scope().actor.person.value});
    while (cursor->step()) {
      (cursor->text(0) == "enterprise" ? firms : projects) = cursor->integer(1);
      officer = cursor->integer(2);
    }
  }
  json.key("mine")
      .begin_object()
      .member("firms", firms)
      .member("projects", projects)
      .member("officer_id", officer);
  append_residency(json, records);
  json.end_object();
}

void append_pending_plans(JsonWriter& json, Records& records) {
  auto cursor = records.connection().query(
      "SELECT id, moved, added, kept, unassigned, created_at FROM duty_plan WHERE zone_id = $1 AND state = "
      "'proposed' ORDER BY id "
      "DESC LIMIT 5",
      {records.scope().zone.value});
  json.key("plans").begin_array();
  while (cursor->step())
    json.begin_object()
        .member("id", cursor->integer(0))
        .member("moved", cursor->integer(1))
        .member("added", cursor->integer(2))
        .member("kept", cursor->integer(3))
        .member("unassigned", cursor->integer(4))
        .member("created_at", cursor->integer(5))
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

/// Member "firm": the firm a contact speaks for, as far as the dossier shows it to them, or null.
void append_firm(JsonWriter& json, Records& records, const ProjectBook& projects) {
  json.key("firm");
  const auto firm = http::find_visible(enterprise_resource(), records, records.scope().actor.enterprise);
  if (!firm) {
    json.null();
    return;
  }
  json.begin_object().member("id", firm->id.value);
  json.member("name", record::text(firm->row[record::describe<Enterprise>().index("name")]));
  append_accountable(json, records, firm->id);
  json.key("projects");
  projects.append ? projects.append(json, records, firm->id) : void(json.begin_array().end_array());
  append_timeline(json.key("changed"), records, firm->id, kChangesOfFirm);
  json.end_object();
}

void append_calendar_end(JsonWriter& json, Records& records) {
  auto cursor = records.connection().query("SELECT max(day) FROM calendar_day WHERE zone_id = $1",
                                           {records.scope().zone.value});
  json.key("calendar_ends_on");
  if (cursor->step() && !cursor->is_null(0))
    json.string(std::string(cursor->text(0)).substr(0, 4) + "-12-31");
  else
    json.null();
}

}  // namespace

std::string today_json(Records& records, const DutySources& sources, const ProjectBook& projects,
                       const DayParts& parts) {
  std::string out;
  JsonWriter json(out);
  const std::string persona = persona_of(records.scope().actor);
  json.begin_object().member("persona", persona);
  for (const DayPart& part : parts) part.append(json.key(part.name), records);
  if (persona == "contact") {
    append_firm(json, records, projects);
    json.end_object();
    return out;
  }
  const DutyCount counted = count_objects(records, sources);
  json.member("objects", counted.objects).member("unassigned", counted.unassigned);
  append_imports(json, records);
  append_recent_changes(json, records);
  append_pending_plans(json, records);
  append_mine(json, records);
  append_calendar_end(json, records);
  json.end_object();
  return out;
}

}  // namespace zw::modules::registry
