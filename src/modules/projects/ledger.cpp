#include <fmt/format.h>

#include <map>

#include "modules/projects/module.h"
#include "modules/projects/projects.h"
#include "record/json.h"

namespace zw::modules::projects {
namespace {

using record::JsonWriter;
using storage::Records;

void append_counts(JsonWriter& json, Records& records, std::string_view name, std::string_view column) {
  auto cursor = records.connection().query(
      fmt::format("SELECT {0}, count(*) FROM project WHERE zone_id = $1 GROUP BY {0} ORDER BY {0}", column),
      {records.scope().zone.value});
  json.key(name).begin_object();
  while (cursor->step()) json.member(cursor->text(0), cursor->integer(1));
  json.end_object();
}

void append_clusters(JsonWriter& json, Records& records) {
  auto cursor = records.connection().query(
      "SELECT g.id, g.name, count(p.id) FROM programme g LEFT JOIN project p ON p.zone_id = g.zone_id AND "
      "p.cluster_id = g.id WHERE "
      "g.zone_id = $1 AND g.kind = 'cluster' GROUP BY g.id, g.name ORDER BY g.id",
      {records.scope().zone.value});
  json.key("by_cluster").begin_array();
  while (cursor->step())
    json.begin_object()
        .member("id", cursor->integer(0))
        .member("name", cursor->text(1))
        .member("projects", cursor->integer(2))
        .end_object();
  json.end_array();
}

struct PhaseLine {
  std::int64_t id = 0, project = 0, capacity = 0;
  std::string project_name, name, unit, state, planned_on, actual_on;
};

std::map<std::int64_t, std::vector<PhaseLine>> phases_by_programme(Records& records) {
  auto cursor = records.connection().query(
      "SELECT p.programme_id, h.id, p.id, p.name, h.name, coalesce(h.capacity, 0), coalesce(h.capacity_unit, "
      "''), h.state, "
      "coalesce(h.planned_on, ''), coalesce(h.actual_on, '') FROM phase h JOIN project p ON p.zone_id = "
      "h.zone_id AND p.id = "
      "h.project_id WHERE h.zone_id = $1 AND p.programme_id IS NOT NULL ORDER BY p.programme_id, p.id, "
      "h.sequence",
      {records.scope().zone.value});
  std::map<std::int64_t, std::vector<PhaseLine>> phases;
  while (cursor->step())
    phases[cursor->integer(0)].push_back({cursor->integer(1), cursor->integer(2), cursor->integer(5),
                                          std::string(cursor->text(3)), std::string(cursor->text(4)),
                                          std::string(cursor->text(6)), std::string(cursor->text(7)),
                                          std::string(cursor->text(8)), std::string(cursor->text(9))});
  return phases;
}

void append_phase(JsonWriter& json, const PhaseLine& phase) {
  json.begin_object()
      .member("id", phase.id)
      .member("project_id", phase.project)
      .member("project", phase.project_name);
  json.member("name", phase.name)
      .member("capacity", phase.capacity)
      .member("unit", phase.unit)
      .member("state", phase.state);
  json.member("planned_on", phase.planned_on).member("actual_on", phase.actual_on).end_object();
}

void append_programmes(JsonWriter& json, Records& records) {
  const auto phases = phases_by_programme(records);
  auto cursor = records.connection().query(
      "SELECT id, name, target_capacity, coalesce(capacity_unit, '') FROM programme WHERE zone_id = $1 AND "
      "kind = 'programme' ORDER BY id",
      {records.scope().zone.value});
  json.key("programmes").begin_array();
  while (cursor->step()) {
    const auto found = phases.find(cursor->integer(0));
    const std::vector<PhaseLine> none;
    const auto& lines = found == phases.end() ? none : found->second;
    std::int64_t sum = 0;
    for (const PhaseLine& line : lines) sum += line.capacity;
    json.begin_object().member("id", cursor->integer(0)).member("name", cursor->text(1)).key("target");
    cursor->is_null(2) ? json.null() : json.number(cursor->integer(2));
    json.member("sum", sum)
        .member("unit", cursor->text(3))
        .member("adds_up", !cursor->is_null(2) && cursor->integer(2) == sum);
    json.key("phases").begin_array();
    for (const PhaseLine& line : lines) append_phase(json, line);
    json.end_array().end_object();
  }
  json.end_array();
}

/// Somebody answers for every project until it is stopped.
registry::LiveRule live_project() {
  registry::LiveRule rule{"state", {}};
  for (const record::Choice& state : choices_of(ProjectState{}))
    if (state.name != "stopped") rule.values.push_back(state.name);
  return rule;
}

std::vector<registry::DutyObject> live_projects(Records& records) {
  auto cursor = records.connection().query(
      fmt::format(
          "SELECT p.id, p.name, p.latitude_e6, p.longitude_e6, p.needs_residency, "
          "coalesce(e.industry_code, '') FROM project p LEFT JOIN enterprise e ON e.zone_id = p.zone_id "
          "AND e.id = p.enterprise_id WHERE p.zone_id = $1 AND p.{} ORDER BY p.id",
          live_project().sql()),
      {records.scope().zone.value});
  std::vector<registry::DutyObject> objects;
  while (cursor->step()) {
    registry::DutyObject object;
    object.kind = registry::ObjectKind::project;
    object.id = Id{cursor->integer(0)};
    object.name = cursor->text(1);
    if (!cursor->is_null(2)) object.latitude_e6 = cursor->integer(2);
    if (!cursor->is_null(3)) object.longitude_e6 = cursor->integer(3);
    object.needs_residency = cursor->integer(4) != 0;
    object.industry_code = cursor->text(5);
    objects.push_back(std::move(object));
  }
  return objects;
}

}  // namespace

registry::DutySource project_source() {
  return {registry::ObjectKind::project, &record::describe<Project>(), live_project(), &live_projects};
}

std::string ledger_json(Records& records) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  append_counts(json, records, "by_class", "class");
  append_counts(json, records, "by_state", "state");
  append_clusters(json, records);
  append_programmes(json, records);
  json.end_object();
  return out;
}

}  // namespace zw::modules::projects
