// Integer variables known only by their bounds, and the trail of every change: the ground the prover stands
// on.
#pragma once

#include <cstdint>
#include <vector>

#include "engines/schedule/prove/literal.h"

namespace zw::engines::schedule::prove {

/// Who moved a bound: the search, a clause, or a propagator with two numbers of its own.
struct Reason {
  static constexpr int kDecision = 0, kClause = 1, kFact = 2, kArc = 3, kFirstPropagator = 4;

  int source = kDecision;
  int data = 0, extra = 0;
};

class Bounds {
 public:
  struct Entry {
    Predicate predicate = 0;
    int bound = 0, before = 0;  ///< after and before the change
    int previous = -1;          ///< position of the predicate's change before this one
    int level = 0;
    Reason reason;
  };

  Variable add_variable(int low, int high);
  int variables() const { return static_cast<int>(low_.size() / 2); }

  int low(Predicate predicate) const { return low_[predicate]; }
  int lowest(Variable variable) const { return low_[2 * variable]; }
  int highest(Variable variable) const { return -low_[2 * variable + 1]; }
  bool is_fixed(Variable variable) const { return lowest(variable) == highest(variable); }
  bool is_true(Literal literal) const { return low_[literal.predicate] >= literal.bound; }
  bool is_false(Literal literal) const { return low_[literal.predicate ^ 1] > -literal.bound; }

  /// The literal must be neither true nor false.
  void set(Literal literal, Reason reason);

  int level() const { return static_cast<int>(level_start_.size()); }
  void open_level() { level_start_.push_back(size()); }
  void return_to(int level);
  /// Forgets how the bounds of level 0 came about.
  void settle_root();

  int size() const { return static_cast<int>(trail_.size()); }
  const Entry& entry(int position) const { return trail_[position]; }
  /// Where a true literal became true; −1 when it always was.
  int position_of(Literal literal) const {
    int position = latest_[literal.predicate];
    if (low_[literal.predicate] < literal.bound) return size();
    while (position >= 0 && trail_[position].before >= literal.bound) position = trail_[position].previous;
    return position;
  }
  bool is_true_before(Literal literal, int position) const { return position_of(literal) < position; }
  /// The bound as it was before that position.
  int low_before(Predicate predicate, int position) const {
    int at = latest_[predicate];
    int bound = low_[predicate];
    for (; at >= position; at = trail_[at].previous) bound = trail_[at].before;
    return bound;
  }
  int level_at(int position) const { return position < 0 ? 0 : trail_[position].level; }

 private:
  std::vector<int> low_, latest_;
  std::vector<Entry> trail_;
  std::vector<int> level_start_;
};

}  // namespace zw::engines::schedule::prove
