// What a zone begins with before it has chosen itself: the definition of planned progress, causes and
// measures.
#pragma once

#include <vector>

#include "modules/projects/node_event.h"
#include "modules/projects/progress_rule.h"

namespace zw::app {

/// In force from that day on.
modules::projects::ProgressRule shipped_progress_rule(Date effective_from);

/// Causes of delay and measures of recovery.
std::vector<modules::projects::VarianceReason> shipped_variance_reasons();

}  // namespace zw::app
