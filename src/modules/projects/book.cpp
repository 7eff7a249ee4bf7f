#include "modules/projects/module.h"
#include "modules/projects/projects.h"

namespace zw::modules::projects {
namespace {

using record::JsonWriter;
using storage::Records;

std::map<Id, std::int64_t> numbers_by_firm(Records& records) {
  auto cursor = records.connection().query(
      "SELECT enterprise_id, count(*) FROM project WHERE zone_id = $1 AND enterprise_id IS NOT NULL GROUP BY "
      "enterprise_id",
      {records.scope().zone.value});
  std::map<Id, std::int64_t> numbers;
  while (cursor->step()) numbers[Id{cursor->integer(0)}] = cursor->integer(1);
  return numbers;
}

template <class T>
std::vector<T> parts_of(Records& records, Id project) {
  const auto& entity = record::describe<T>();
  return records.all<T>({.limit = SIZE_MAX,
                         .sort = "sequence",
                         .filters = {{entity.find("project_id"), {record::Value{project.value}}}},
                         .wants_total = false});
}

template <class State>
void append_state(JsonWriter& json, State state) {
  const record::Choice& choice = choices_of(state)[static_cast<std::size_t>(state)];
  json.key("state").begin_object().member("name", choice.name).key("label").begin_object();
  json.member("zh", choice.label.zh).member("en", choice.label.en).end_object().end_object();
}

/// The first part in order that `is_over` leaves, or null.
template <class T>
void append_first(JsonWriter& json, std::string_view name, const std::vector<T>& parts,
                  bool (*is_over)(const T&)) {
  json.key(name);
  for (const T& part : parts) {
    if (is_over(part)) continue;
    json.begin_object().member("name", part.name).key("planned_on");
    part.planned_on ? json.string(to_string(*part.planned_on)) : json.null();
    append_state(json, part.state);
    json.end_object();
    return;
  }
  json.null();
}

bool is_working(const Phase& phase) {
  return phase.state == PhaseState::producing || phase.state == PhaseState::full_capacity;
}
bool is_done(const Node& node) { return node.state == NodeState::done; }

void append_projects(JsonWriter& json, Records& records, Id firm) {
  const auto& entity = record::describe<Project>();
  json.begin_array();
  for (const Project& project : records.all<Project>({.limit = SIZE_MAX,
                                .filters = {{entity.find("enterprise_id"), {record::Value{firm.value}}}},
                                .wants_total = false})) {
    json.begin_object().member("id", project.id.value).member("name", project.name);
    append_state(json, project.state);
    append_first(json, "phase", parts_of<Phase>(records, project.id), &is_working);
    append_first(json, "next_node", parts_of<Node>(records, project.id), &is_done);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

registry::ProjectBook project_book() { return {&numbers_by_firm, &append_projects}; }

}  // namespace zw::modules::projects
