// Judges a plan from the raw columns alone, sharing no code with the search.
#pragma once

#include <cstdint>
#include <optional>

#include "engines/match/instance.h"
#include "engines/match/solve.h"

namespace zw::engines::match {

/// What somebody says about a plan; it may have come from a file.
struct Claim {
  Assignment assignment;
  std::optional<std::int64_t> value;
  std::optional<std::int64_t> bound;  ///< needs `prices` as its proof
  Prices prices;

  Claim() = default;
  explicit Claim(const Solution& solution)
      : assignment(solution.assignment),
        value(solution.value),
        bound(solution.bound),
        prices(solution.prices) {}
};

/// Every rule the plan breaks and every number that is not so; empty when the claim holds:
/// - match.wrong_size: not one entry per object, or prices not one per officer
/// - match.unknown_officer: an entry is no officer
/// - match.unassigned: nobody, though the claim does not prove that it cannot be otherwise
/// - match.not_eligible: the pair may not be
/// - match.pin_broken: another officer than the pinned one
/// - match.capacity_exceeded: more objects than the officer can take
/// - match.residency_twice: two full residencies on one officer
/// - match.total_wrong: the value, recomputed term by term, differs
/// - match.price_negative: a price below 0 proves nothing
/// - match.bound_wrong: the prices do not prove the bound (one pass over all pairs)
Problems verify(const Instance& instance, const Claim& claim);

}  // namespace zw::engines::match
