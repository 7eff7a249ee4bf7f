// What planned progress is measured by in a zone that has not yet chosen: the definition shipped as data.
#pragma once

#include "modules/projects/progress_rule.h"

namespace zw::app {

/// In force from that day on.
modules::projects::ProgressRule shipped_progress_rule(Date effective_from);

}  // namespace zw::app
