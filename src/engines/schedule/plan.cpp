#include "engines/schedule/plan.h"

#include <algorithm>
#include <cstdlib>

namespace zw::engines::schedule {

Slot finish_of(const Instance& instance, const Plan& plan, int activity) {
  const auto& fixed = instance.fixed(activity);
  return fixed ? fixed->until : instance.finish(activity, plan.mode[activity], plan.start[activity]);
}

Value value_of(const Instance& instance, const Plan& plan) {
  Value value;
  for (int i = 0; i < instance.activities(); ++i) {
    const Draft::Activity& activity = instance.draft().activities[i];
    const Slot finish = finish_of(instance, plan, i);
    value.makespan = std::max(value.makespan, finish);
    value.cost += instance.cost(i, plan.mode[i]);
    if (activity.due) value.lateness += activity.weight * std::max(0, finish - *activity.due);
    if (activity.planned_start) value.changes += std::abs(plan.start[i] - *activity.planned_start);
  }
  return value;
}

}  // namespace zw::engines::schedule
