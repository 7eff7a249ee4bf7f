// What no plan can beat, from links and from single resources: the engine's quick `bound`.
#pragma once

#include <optional>

#include "base/stop_rule.h"
#include "engines/schedule/instance.h"

namespace zw::engines::schedule {

/// Every plan ends at this slot or later; nothing when there is no plan at all because links and windows
/// contradict each other.
std::optional<Slot> bound(const Instance& instance, const StopRule& stop);

}  // namespace zw::engines::schedule
