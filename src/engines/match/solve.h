// Finds the best plan, with prices that prove it; re-plans after a change; bounds what any plan can reach.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/stop_rule.h"
#include "engines/match/instance.h"
#include "engines/search/answer.h"

namespace zw::engines::match {

/// For each object its officer's index, or kNobody.
using Assignment = std::vector<int>;

/// What a place is worth, in points: the dual variables. All prices are ≥ 0.
struct Prices {
  std::vector<std::int64_t> place;      ///< per officer: of one more object
  std::vector<std::int64_t> residency;  ///< per officer: on top of `place`, for a full residency

  friend bool operator==(const Prices&, const Prices&) = default;
};

/// `value` = Σ pair scores − Σ load penalties − unassigned_penalty × objects without an officer.
struct Solution : search::Answer {
  Assignment assignment;
  Prices prices;
  std::int64_t pair_points = 0;  ///< Σ scores, without the kept points of Rule::fewest_changes
  std::int64_t load_points = 0;  ///< Σ load penalties, ≥ 0
  std::vector<int> unassigned;   ///< objects without an officer; `shortage` tells why

  int officer(int object) const { return assignment[object]; }
};

struct Options {
  /// Order in which objects are served, which decides between equally good plans; 0 is the order of the
  /// draft.
  std::uint64_t seed = 0;
};

/// Stops at the proven best plan (`value == bound`), or earlier by the rule, whose iterations are objects
/// served: then with the best plan known and a valid bound; when stopped before every pair is scored, with a
/// partial plan and no bound. Pins hold in every case. `on_incumbent` hears of every better plan, at most
/// ten. Memory 4 · n · m bytes. Statistics: iterations = objects served, evaluations = stations whose way was
/// mended, moves = objects passed on.
Solution solve(const Instance& instance, const Options& options, const StopRule& stop,
               const search::OnIncumbent<Solution>& on_incumbent = {});

/// No plan is worth more: the value of the best one when the rule lets the search finish; nothing when it
/// stops before every pair is scored.
std::optional<std::int64_t> bound(const Instance& instance, const StopRule& stop);

/// The draft for a new question in which `plan` is what is so today and moves are to be few: `current` is
/// replaced and the rule is Rule::fewest_changes. The caller then changes what has changed (an officer
/// absent, a firm added with no current officer, a capacity).
Draft replan(const Instance& instance, const Assignment& plan);

/// What adopting a plan changes, by object.
struct Changes {
  std::vector<int> fresh;    ///< had nobody
  std::vector<int> orphans;  ///< had an officer who may no longer take it
  std::vector<int> moved;    ///< taken from an officer who could have kept it
};
Changes changes(const Instance& instance, const Assignment& plan);

}  // namespace zw::engines::match
