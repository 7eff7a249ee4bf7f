// Why an activity is not earlier, and the chain of such reasons that leads back to where nothing holds it: as
// indices, slots and codes.
#pragma once

#include <vector>

#include "engines/schedule/instance.h"
#include "engines/schedule/plan.h"

namespace zw::engines::schedule {

enum class CauseKind {
  started,    ///< it has begun: a fact
  frozen,     ///< the plan for the near future stays as it is
  data_date,  ///< the past cannot be planned
  release,    ///< it may not start before
  calendar,   ///< no working slot earlier
  link,       ///< another activity comes first; see `link`
  resource,   ///< others hold what it needs; see `resource`, `holders`
  space       ///< others are in the zone, or take its area; see `resource`, `holders`
};

/// One reason that by itself forbids the next earlier start while everything else stays where it is.
struct Cause {
  CauseKind kind = CauseKind::release;
  int link = kNone;            ///< in the draft
  int resource = kNone;        ///< in the instance; of a zone for `space`
  std::vector<int> holders{};  ///< activities that stand in the way, those that finish last first
  /// The start that would be possible without this cause alone; the present start when other causes forbid
  /// every earlier one too. Exact: found by trying.
  Slot start_without = 0;

  friend bool operator==(const Cause&, const Cause&) = default;
};

struct Why {
  int activity = 0;
  Slot start = 0;
  Slot earlier = kNone;         ///< the next earlier slot in which it could start, going by its own calendar
  std::vector<Cause> causes{};  ///< none: it could be earlier, and is where it is by choice
};

/// Why an activity does not start earlier while all others stay. O(n + links) for each slot that is tried.
Why explain(const Instance& instance, const Plan& plan, int activity);

/// One sentence of a chain: `cause` keeps `activity`, because of `by`, or kNone at the chain's beginning.
struct Sentence {
  int activity = 0;
  Cause cause;
  int by = kNone;
};

/// From an activity back, from each to one that stands in its way, until nobody does: together they add up to
/// its start. Links are followed before crews, crews before zones. Each activity is named once.
std::vector<Sentence> chain(const Instance& instance, const Plan& plan, int activity);

/// The activity that finishes last.
int last_activity(const Instance& instance, const Plan& plan);

/// The question without a cause, to be solved again: without the link or the release; with as much more of
/// the resource as the activity needs; with the activity elsewhere, bound neither to the place nor to its
/// hours.
Draft without(const Instance& instance, const Plan& plan, int activity, const Cause& cause);

}  // namespace zw::engines::schedule
