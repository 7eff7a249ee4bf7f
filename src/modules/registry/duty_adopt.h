// Adopting a proposal: one transaction from computed rows to duties with history.
#pragma once

#include "modules/registry/duty_change.h"

namespace zw::modules::registry {

struct Adoption {
  std::int64_t assigned = 0, moved = 0, ended = 0, kept = 0;
};

/// Puts every row of a proposed plan into force. Problems: duty_plan.state when it is not proposed,
/// duty_plan.outdated (params object) when duties changed since it was computed: then compute it again.
Result<Adoption> adopt_plan(storage::Records& records, const DutyPlan& plan, const std::string& reason);

}  // namespace zw::modules::registry
