// Clauses over bound literals, each watched by two of its literals: what was given and what was learnt.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engines/schedule/prove/bounds.h"

namespace zw::engines::schedule::prove {

using ClauseRef = int;
inline constexpr ClauseRef kNoClause = -1;

/// Watches hang at the predicate that falsifies the literal, in buckets by the bound at which it does, so
/// that a bound that moves by a few slots looks at the clauses of those slots only.
class WatchLists {
 public:
  struct Watch {
    int bound = 0;  ///< the watched literal is false from here on
    ClauseRef clause = kNoClause;
    Literal blocker;  ///< another literal of the clause; when it is true there is nothing to do
  };

  void add_predicate(int low, int high);
  void add(Predicate predicate, const Watch& watch) {
    buckets_[bucket_of(predicate, watch.bound)].push_back(watch);
  }
  int bucket_of(Predicate predicate, int bound) const {
    const Range& range = ranges_[predicate];
    return range.first + ((bound - range.low) >> range.shift);
  }
  std::vector<Watch>& bucket(int index) { return buckets_[index]; }
  void clear();

 private:
  struct Range {
    int low = 0, shift = 0, first = 0;
  };
  std::vector<Range> ranges_;
  std::vector<std::vector<Watch>> buckets_;
};

class Clauses {
 public:
  void add_variable(int low, int high);
  /// At least two literals; the first two are watched and must be the last to become false. `id` names the
  /// clause in the certificate.
  ClauseRef add(std::span<const Literal> literals, int distance, int id);

  std::span<Literal> literals(ClauseRef clause) {
    return {reinterpret_cast<Literal*>(&memory_[clause + kHeader]),
            static_cast<std::size_t>(memory_[clause])};
  }
  std::span<const Literal> literals(ClauseRef clause) const {
    return {reinterpret_cast<const Literal*>(&memory_[clause + kHeader]),
            static_cast<std::size_t>(memory_[clause])};
  }
  int id(ClauseRef clause) const { return memory_[clause + 2]; }
  /// Raises the clause's standing when the next reduction is made.
  void mark_used(ClauseRef clause) { memory_[clause + 3] = reductions_; }

  /// Visits the clauses whose literals the change at `position` of the trail made false. kNoClause, or the
  /// clause that has become false.
  ClauseRef propagate(Bounds& bounds, int position);

  int learnt() const { return learnt_; }
  /// At level 0 with nothing left to propagate: drops what always holds and the worse half of what was
  /// learnt; appends the ids of dropped clauses.
  void reduce(const Bounds& bounds, std::vector<int>& dropped);

 private:
  /// size, distance (0: given), id, last use; then pairs of predicate and bound.
  static constexpr int kHeader = 4;

  void watch(ClauseRef clause);
  bool visit(Bounds& bounds, Literal falsified, WatchLists::Watch& watch, bool& is_kept);
  void rebuild(const Bounds& bounds, const std::vector<ClauseRef>& kept);

  std::vector<int> memory_;
  std::vector<ClauseRef> all_;
  WatchLists watches_;
  int learnt_ = 0, reductions_ = 0;
};

}  // namespace zw::engines::schedule::prove
