// Mends a plan after an event, at once and with few changes.
#pragma once

#include <cstdint>

#include "base/stop_rule.h"
#include "engines/schedule/general.h"
#include "engines/schedule/instance.h"
#include "engines/schedule/plan.h"

namespace zw::engines::schedule {

struct RepairOptions {
  std::uint64_t seed = 1;
  /// Starts that may differ from the plan before; more only when no mended plan gets by with fewer.
  int most_moved = 1'000'000;
};

struct Repaired {
  Plan plan;
  Judgement judgement;  ///< violation 0: the plan holds
  int moved = 0;        ///< starts that differ from the plan before
};

/// `instance` is the question after the event: work longer, capacity lower for a while, started late.
/// `before` is the plan that held until then. First everything is shifted right as far as it must be, then
/// the rule, asked with the number of plans generated, allows tries that lessen lateness and changes.
Repaired repair(const Instance& instance, const Plan& before, const RepairOptions& options,
                const StopRule& stop);

}  // namespace zw::engines::schedule
