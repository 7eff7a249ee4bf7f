#include "modules/projects/module.h"

#include <fmt/format.h>

#include "modules/projects/projects.h"
#include "modules/projects/schedule_messages.h"
#include "modules/registry/registry.h"

namespace zw::modules::projects {
namespace {

using http::Policy;
using registry::kAdministrators;
using registry::kDesk;
using registry::kStaff;
using storage::Scope;

Policy ledger_policy() {
  Policy policy;
  policy.read = kStaff;
  policy.create = policy.update = kDesk;
  policy.remove = kAdministrators;
  return policy;
}

/// The accountable officer may bring their project, its phases and its nodes up to date.
Policy owned_policy(std::string_view project_column) {
  Policy policy = ledger_policy();
  policy.update_own = {storage::Role::officer};
  policy.own = [column = std::string(project_column)](const Scope& scope) {
    return fmt::format(
        "{} IN (SELECT d.object_id FROM duty d JOIN officer o ON o.zone_id = d.zone_id AND o.id = "
        "d.officer_id WHERE "
        "d.zone_id = {} AND d.object_kind = 'project' AND d.state = 'active' AND o.person_id = {})",
        column, scope.zone.value, scope.actor.person.value);
  };
  return policy;
}

/// A phase is measured as its project is; nobody is asked for the unit again.
Outcome take_unit_of_project(storage::Records& records, record::Row& row) {
  auto phase = record::from_row<Phase>(row);
  if (!phase.capacity_unit.empty()) return Nothing{};
  if (const auto project = records.find<Project>(phase.project_id))
    phase.capacity_unit = project->capacity_unit;
  row = record::to_row(phase);
  return Nothing{};
}

std::vector<http::Resource> resources() {
  Policy project = owned_policy("id"), phase = owned_policy("project_id");
  phase.before_create = &take_unit_of_project;
  project.verbs = {{"assign", kDesk}};
  return {{&record::describe<Programme>(), ledger_policy()},
          {&record::describe<Project>(), project},
          {&record::describe<Phase>(), phase},
          {&record::describe<Node>(), owned_policy("project_id")}};
}

http::Response ledger(const http::Context& context) {
  std::string body;
  context.services.database.read([&](storage::Connection& connection) {
    storage::Records records(connection, context.scope);
    body = ledger_json(records);
  });
  return http::Response::json(std::move(body));
}

constexpr http::Message kMessages[] = {
    {"phase.sequence_taken", "该项目已有相同顺序的分期", "This project already has a phase in that place"},
    {"node.sequence_taken", "该项目已有相同顺序的节点", "This project already has a node in that place"},
};

}  // namespace

Module projects_module() {
  Module module;
  module.name = "projects";
  module.entities = {&record::describe<Programme>(), &record::describe<Project>(), &record::describe<Phase>(),
                     &record::describe<Node>()};
  module.resources = resources();
  module.routes.push_back(
      {http::Method::get, "/api/projects/ledger", kStaff, false, nullptr, nullptr, http::Shape::custom, "",
       "Projects by class, stage and cluster; programmes with phases against their target.", &ledger});
  module.messages.assign(std::begin(kMessages), std::end(kMessages));
  const auto of_the_engine = schedule_messages();
  module.messages.insert(module.messages.end(), of_the_engine.begin(), of_the_engine.end());
  module.invariants = {
      {"projects.phase_capacity_not_negative", "SELECT zone_id, id FROM phase WHERE capacity < 0"},
      {"projects.cluster_is_a_cluster",
       "SELECT p.zone_id, p.id FROM project p JOIN programme g ON g.zone_id = p.zone_id AND g.id = "
       "p.cluster_id WHERE g.kind <> 'cluster'"}};
  return module;
}

}  // namespace zw::modules::projects
