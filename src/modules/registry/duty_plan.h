// A duty plan's life: computed from the zone as it is, verified, stored with its proof, explained on demand.
#pragma once

#include <functional>
#include <string>

#include "base/clock.h"
#include "engines/match/match.h"
#include "modules/registry/duty_draft.h"
#include "storage/database.h"

namespace zw::modules::registry {

struct PlanProgress {
  std::int64_t best = 0;
  std::optional<std::int64_t> bound;
  std::string_view phase;  ///< "reading", "solving", "verifying", "storing"
};

/// Computes the rows of a plan. What is returned stores them, or why there are none; it is to run in the
/// transaction that ends the job. A solution that `verify` refuses is never stored: the plan fails with the
/// verifier's words. `stop` ends the search early with the best complete plan so far.
std::function<void(storage::Connection&)> compute_plan(
    storage::Database& database, const storage::Scope& scope, const DutySources& sources, Id plan,
    const StopRule& stop, const std::function<void(const PlanProgress&)>& report);

/// The engine's question and answer as they were stored, for receipts.
struct StoredPlan {
  engines::match::Instance instance;
  engines::match::Solution solution;
  std::vector<std::string> skill_names;
};
Result<StoredPlan> load_plan(const DutyPlan& plan);

/// Index of an object or an officer in the plan; problem duty_plan.unknown_object or
/// duty_plan.unknown_officer.
Result<int> object_index(const StoredPlan& plan, ObjectKind kind, Id id);
Result<int> officer_index(const StoredPlan& plan, Id id);

/// Why this officer; why not that one: what `docs/engines/match.md` calls receipts, as JSON with names.
std::string why_json(storage::Records& records, const StoredPlan& plan, int object);
std::string why_not_json(storage::Records& records, const StoredPlan& plan, int object, int officer);

}  // namespace zw::modules::registry
