// One way of doing one activity, as the propagators over resources see it.
#pragma once

#include <algorithm>

#include "engines/schedule/instance.h"
#include "engines/schedule/prove/bounds.h"

namespace zw::engines::schedule::prove {

/// Holds its uses from its start until its finish, when `present` is true.
struct Task {
  const Instance* instance = nullptr;
  int activity = 0, mode = 0;
  Variable start = 0;
  Literal present;
  Slot duration = kNone;  ///< slots from start to finish; kNone: by the calendar

  /// The earliest finish when it starts at `start` or later.
  Slot finish(Slot start_slot) const {
    if (duration != kNone) return start_slot + duration;
    return instance->finish(activity, mode, instance->earliest_start(activity, mode, start_slot));
  }
  /// The first start from which it holds its uses in `slot`, if it has begun by then.
  Slot first_covering(Slot slot) const {
    if (duration != kNone) return slot - duration + 1;
    return std::max(instance->latest_start(activity, mode, slot) + 1, 0);
  }
  Literal begins_late_enough(Slot slot) const { return at_least(start, first_covering(slot)); }
  Literal begins_by(Slot slot) const { return at_most(start, slot); }
};

}  // namespace zw::engines::schedule::prove
