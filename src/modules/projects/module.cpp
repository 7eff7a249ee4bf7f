#include "modules/projects/module.h"

#include <fmt/format.h>

#include "modules/projects/node_life.h"
#include "modules/projects/progress.h"
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

/// Made for days to come and never changed in force: a past day gives the same answer for ever.
Policy progress_rule_policy() {
  Policy policy;
  policy.read = kStaff;
  policy.create = policy.update = policy.remove = kAdministrators;
  const auto rule_of = [](const record::Row& row) { return record::from_row<ProgressRule>(row); };
  const auto today = [](storage::Records& records) { return china_date(records.scope().now); };
  policy.before_create = [=](storage::Records& records, record::Row& row) {
    return check_new_rule(rule_of(row), today(records));
  };
  policy.before_update = [=](storage::Records& records, const storage::Item& before,
                             record::Row& after) -> Outcome {
    if (auto open = check_rule_still_open(rule_of(before.row), today(records)); !open) return open.problems();
    return check_new_rule(rule_of(after), today(records));
  };
  policy.before_remove = [=](storage::Records& records, const storage::Item& before) {
    return check_rule_still_open(rule_of(before.row), today(records));
  };
  return policy;
}

Policy investment_policy() {
  Policy policy = owned_policy("project_id");
  const auto check = [](const record::Row& row) {
    return check_month(record::from_row<InvestmentMonth>(row));
  };
  policy.before_create = [check](storage::Records&, record::Row& row) { return check(row); };
  policy.before_update = [check](storage::Records&, const storage::Item&, record::Row& after) {
    return check(after);
  };
  return policy;
}

Policy node_policy() {
  Policy policy = owned_policy("project_id");
  policy.verbs = node_verbs();
  policy.before_update = [](storage::Records&, const storage::Item& before, record::Row& after) {
    return check_edit(record::from_row<Node>(before.row), record::from_row<Node>(after));
  };
  return policy;
}

/// Written by verbs, read by the zone's people.
Policy event_policy() {
  Policy policy;
  policy.read = kStaff;
  return policy;
}

Policy reason_policy() {
  Policy policy;
  policy.read = kStaff;
  policy.create = policy.update = policy.remove = kAdministrators;
  return policy;
}

std::vector<http::Resource> resources() {
  Policy project = owned_policy("id"), phase = owned_policy("project_id");
  phase.before_create = &take_unit_of_project;
  project.verbs = {{"assign", kDesk}};
  return {{&record::describe<Programme>(), ledger_policy()},
          {&record::describe<Project>(), project},
          {&record::describe<Phase>(), phase},
          node_resource(),
          {&record::describe<NodeEvent>(), event_policy()},
          {&record::describe<VarianceReason>(), reason_policy()},
          {&record::describe<ProgressRule>(), progress_rule_policy()},
          {&record::describe<InvestmentMonth>(), investment_policy()}};
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
    {"node.state", "节点目前为“{state}”，不能这样做", "The node is {state} now; that cannot be done"},
    {"node.forbidden", "报送人不能核验或退回自己的报送",
     "Whoever reported a node cannot confirm or refuse it"},
    {"node.done_in_the_future", "完成日期不能晚于今天", "Nothing is done in the future"},
    {"node.no_date", "节点还没有计划日期", "The node has no planned date yet"},
    {"node.same_day", "与现计划日期相同", "It is expected on that day already"},
    {"node.cause_needed", "推迟须选择延误原因", "A later day needs a cause"},
    {"node.measure_needed", "提前须选择赶工措施", "An earlier day needs a measure"},
    {"node.replan_needed", "任务书日期不能直接改，请用“调整日期”并说明理由",
     "The date of the mandate stays; re-plan the node and say why"},
    {"progress_rule.day_taken", "这一天已有一个口径", "There is already a definition from that day on"},
    {"progress_rule.starts_in_the_past", "施行日期不得早于今天（{today}）：过去的结论不能改写",
     "It cannot be in force before today ({today}): what was said of the past stays"},
    {"progress_rule.in_force", "自 {date} 起已施行，不能修改或删除；请另立新口径",
     "In force since {date}: it cannot be changed or deleted. Make a new one"},
    {"investment_month.month_taken", "该项目这个月已有一行", "This project already has a row for that month"},
    {"investment_month.not_first_day", "月份请填当月一日", "Name a month by its first day"},
};

}  // namespace

const http::Resource& node_resource() {
  static const http::Resource resource{&record::describe<Node>(), node_policy()};
  return resource;
}

Module projects_module() {
  Module module;
  module.name = "projects";
  module.entities = {&record::describe<Programme>(),      &record::describe<Project>(),
                     &record::describe<Phase>(),          &record::describe<Node>(),
                     &record::describe<ProgressRule>(),   &record::describe<InvestmentMonth>(),
                     &record::describe<VarianceReason>(), &record::describe<NodeEvent>()};
  module.resources = resources();
  module.routes.push_back(
      {http::Method::get, "/api/projects/ledger", kStaff, false, nullptr, nullptr, http::Shape::custom, "",
       "Projects by class, stage and cluster; programmes with phases against their target.", &ledger});
  for (auto& route : progress_routes()) module.routes.push_back(std::move(route));
  for (auto& route : node_routes()) module.routes.push_back(std::move(route));
  module.routes.push_back(variance_route());
  module.messages.assign(std::begin(kMessages), std::end(kMessages));
  const auto of_the_engine = schedule_messages();
  module.messages.insert(module.messages.end(), of_the_engine.begin(), of_the_engine.end());
  module.invariants = {
      {"projects.phase_capacity_not_negative", "SELECT zone_id, id FROM phase WHERE capacity < 0"},
      {"projects.cluster_is_a_cluster",
       "SELECT p.zone_id, p.id FROM project p JOIN programme g ON g.zone_id = p.zone_id AND g.id = "
       "p.cluster_id WHERE g.kind <> 'cluster'"},
      {"projects.month_has_money_of_one_month",
       "SELECT zone_id, id FROM investment_month WHERE month NOT LIKE '____-__-01' OR planned < 0"},
      {"projects.node_confirmed_by_another",
       "SELECT c.zone_id, c.node_id FROM node_event c JOIN node_event r ON r.zone_id = c.zone_id AND "
       "r.node_id = "
       "c.node_id AND r.round = c.round AND r.person_id = c.person_id WHERE c.kind IN ('confirmed', "
       "'refused') AND "
       "r.kind = 'reported'"}};
  return module;
}

}  // namespace zw::modules::projects
