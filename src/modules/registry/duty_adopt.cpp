#include "modules/registry/duty_adopt.h"

#include <fmt/format.h>

namespace zw::modules::registry {
namespace {

using storage::Records;

std::vector<DutyPlanRow> rows_of(Records& records, Id plan) {
  const auto& entity = record::describe<DutyPlanRow>();
  const storage::ListQuery query{.limit = SIZE_MAX,
                                 .filters = {{entity.find("plan_id"), {record::Value{plan.value}}}},
                                 .wants_total = false};
  return records.all<DutyPlanRow>(query);
}

/// Rows whose object is held by somebody else than the plan was computed on.
Problems outdated(Records& records, const std::vector<DutyPlanRow>& rows) {
  Problems problems;
  for (const DutyPlanRow& row : rows) {
    const auto present = accountable_duty(records, {row.object_kind, Id{row.object_id}});
    const std::optional<Id> holder = present ? std::optional(present->officer_id) : std::nullopt;
    if (holder != row.previous_officer_id && problems.size() < 20)
      problems.push_back({"duty_plan.outdated",
                          "",
                          {{"object", fmt::format("{} {}", to_string(row.object_kind), row.object_id)}}});
  }
  return problems;
}

}  // namespace

Result<Adoption> adopt_plan(Records& records, const DutyPlan& plan, const std::string& reason) {
  if (plan.state != PlanState::proposed || !plan.verified) return Problem{"duty_plan.state", "state", {}};
  const auto rows = rows_of(records, plan.id);
  if (auto problems = outdated(records, rows); !problems.empty()) return problems;

  // Duties end before others begin, so that no officer holds two residencies on the way.
  Adoption adoption;
  for (const DutyPlanRow& row : rows) {
    if (row.change == Change::kept || !row.previous_officer_id) continue;
    const auto present = accountable_duty(records, {row.object_kind, Id{row.object_id}});
    auto ended = end_duty(records, *present, reason);
    if (!ended) return ended.problems();
    ++adoption.ended;
  }
  for (const DutyPlanRow& row : rows) {
    if (row.change == Change::kept) ++adoption.kept;
    if (row.change == Change::kept || !row.officer_id) continue;
    auto cursor = records.connection().query(
        fmt::format("SELECT needs_residency FROM {} WHERE zone_id = $1 AND id = $2",
                    to_string(row.object_kind)),
        {records.scope().zone.value, row.object_id});
    if (!cursor->step())
      return Problem{"duty_plan.outdated", "", {{"object", fmt::format("{}", row.object_id)}}};
    const bool is_residency = cursor->integer(0) != 0;
    cursor.reset();
    auto done = hand_over(records, {row.object_kind, Id{row.object_id}}, is_residency, *row.officer_id,
                          reason, plan.id);
    if (!done) return done.problems();
    ++(row.previous_officer_id ? adoption.moved : adoption.assigned);
  }
  DutyPlan adopted = plan;
  adopted.state = PlanState::adopted;
  adopted.reason = reason;
  adopted.adopted_at = records.scope().now;
  auto stored = records.update(adopted, "adopted");
  if (!stored) return stored.problems();
  return adoption;
}

}  // namespace zw::modules::registry
