// Judges a plan from the raw columns alone, sharing no code with the search nor with the Instance's tables.
#pragma once

#include <optional>

#include "engines/schedule/instance.h"
#include "engines/schedule/plan.h"

namespace zw::engines::schedule {

/// What somebody says about a plan; it may have come from a file.
struct Claim {
  Plan plan;
  std::optional<Value> value{};
  std::optional<Slot> makespan_bound{};  ///< no plan is shorter
};

/// Every rule the plan breaks and every number that is not so; empty when the claim holds. Fields name the
/// row of the draft, such as `activities[3]`, `links[2]`, `resources[0]`, `zones[5]`:
/// - schedule.wrong_size: not one start and one mode for each activity
/// - schedule.unknown_mode: the activity has no such mode; nothing more is judged then
/// - schedule.mode_decided: another mode than the decided one
/// - schedule.started_moved: has started at another slot; what has started is exempt from all that follows,
/// links into it included
/// - schedule.frozen_moved: is planned to start before `frozen_until` and could, but does not
/// - schedule.before_data_date, schedule.before_release; schedule.deadline_missed, schedule.beyond_horizon
/// - schedule.not_in_working_time: starts in a slot that is free in one of the calendars it keeps to
/// - schedule.link_broken; params from, to: the slots of both events
/// - schedule.resource_exceeded, schedule.area_exceeded: by what is still to start, from the data date on;
/// params slot, held, capacity, where each overload begins
/// - schedule.zone_shared: starts in or around a zone that is taken as a whole; params slot, activity
/// - schedule.budget_exceeded
/// - schedule.value_wrong: a part, recomputed, differs; params claimed, recomputed
/// - schedule.bound_wrong: the plan itself is shorter
Problems verify(const Instance& instance, const Claim& claim);

}  // namespace zw::engines::schedule
