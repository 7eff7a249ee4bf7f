// What every engine's answer carries, so that commands, jobs, routes and tests treat all engines alike.
//
// The five verbs of an engine, each a free function in its namespace:
// - read: Draft → Result<Instance>; every problem at once, with field paths; an Instance is immutable
// - solve: (Instance, Options, StopRule, OnIncumbent) → Solution, which extends Answer
// - verify: (Instance, claim) → Problems; shares no code with solve; empty means the claim holds
// - explain: (Instance, Solution, subject) → receipts: enumerators, numbers and codes, never sentences
// - bound: (Instance, StopRule) → what no plan can beat
#pragma once

#include <cstdint>
#include <cstdlib>
#include <functional>
#include <optional>

#include "base/stop_rule.h"

namespace zw::engines::search {

/// How much work the search did; for people who tune it, never part of the answer.
struct Statistics {
  std::uint64_t iterations = 0;   ///< steps in the unit that `StopRule` counts
  std::uint64_t evaluations = 0;  ///< the engine's inner unit of work, named in its documentation
  std::uint64_t moves = 0;        ///< decisions that were changed after they were first made
};

struct Answer {
  std::int64_t value = 0;             ///< of the plan, in the engine's points
  std::optional<std::int64_t> bound;  ///< no plan is better than this
  StopReason stopped = StopReason::finished;
  Statistics statistics;

  bool is_proven() const { return bound == value; }
  /// |bound − value| / max(1, |value|), or nothing when no bound is known.
  std::optional<double> gap() const {
    if (!bound) return std::nullopt;
    const double size = value == 0 ? 1.0 : static_cast<double>(std::llabs(value));
    return static_cast<double>(std::llabs(*bound - value)) / size;
  }
};

/// Told of each better plan while the search goes on, in the searching thread.
template <class Solution>
using OnIncumbent = std::function<void(const Solution&)>;

}  // namespace zw::engines::search
