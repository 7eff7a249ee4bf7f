// Finds short, punctual and cheap plans: `solve` of this engine.
#pragma once

#include <cstdint>
#include <optional>

#include "base/stop_rule.h"
#include "engines/schedule/bound.h"
#include "engines/schedule/instance.h"
#include "engines/schedule/plan.h"
#include "engines/search/answer.h"

namespace zw::engines::schedule {

/// `value` is the makespan, `bound` what no makespan is below, `statistics.evaluations` the plans generated.
struct Solution : search::Answer {
  Plan plan;
  Value worth;
  /// Of rules that the plan breaks: slots beyond deadlines and links, amounts beyond budgets; 0 for a plan
  /// that holds. The least that was found when none holds.
  std::int64_t violation = 0;
  bool is_infeasible = false;  ///< links and windows contradict each other: there is no plan
};

struct Options {
  std::uint64_t seed = 1;
  /// How many plans will probably be generated until the rule stops the search; populations grow with it.
  std::uint64_t expected_schedules = 500'000;
  Slot lower_bound = 0;         ///< proven by somebody else
  std::optional<Plan> start{};  ///< a plan to begin with; the answer is never worse
};

/// The rule is asked with the number of plans generated. Without a limit the search ends only when its plan
/// is proven.
Solution solve(const Instance& instance, const Options& options, const StopRule& stop,
               const search::OnIncumbent<Solution>& on_incumbent = {});

}  // namespace zw::engines::schedule
