#include "engines/schedule/prove/bounds.h"

#include "base/assert.h"

namespace zw::engines::schedule::prove {

Variable Bounds::add_variable(int low, int high) {
  ZW_ASSERT(low <= high, "a variable begins with a value to take");
  low_.push_back(low), low_.push_back(-high);
  latest_.resize(low_.size(), -1);
  return variables() - 1;
}

void Bounds::set(Literal literal, Reason reason) {
  const Predicate predicate = literal.predicate;
  trail_.push_back({predicate, literal.bound, low_[predicate], latest_[predicate], level(), reason});
  low_[predicate] = literal.bound;
  latest_[predicate] = size() - 1;
}

void Bounds::return_to(int level) {
  if (level >= this->level()) return;
  const int start = level_start_[level];
  for (int position = size() - 1; position >= start; --position) {
    const Entry& entry = trail_[position];
    low_[entry.predicate] = entry.before;
    latest_[entry.predicate] = entry.previous;
  }
  trail_.resize(start);
  level_start_.resize(level);
}

void Bounds::settle_root() {
  ZW_ASSERT(level() == 0, "only facts are settled");
  for (const Entry& entry : trail_) latest_[entry.predicate] = -1;
  trail_.clear();
}

}  // namespace zw::engines::schedule::prove
