// What searches of one question tell each other while they run, each perhaps in a thread of its own.
#pragma once

#include <atomic>
#include <mutex>

#include "engines/schedule/plan.h"

namespace zw::engines::schedule {

/// Plans get better and bounds get higher; safe from any thread.
class Exchange {
 public:
  /// Keeps the plan when it is the best so far.
  bool offer(const Plan& plan, const Value& value) {
    std::lock_guard lock(mutex_);
    if (!plan_.is_empty() && value_ <= value) return false;
    plan_ = plan, value_ = value;
    makespan_ = value.makespan;
    return true;
  }
  /// No plan ends before `makespan`.
  void raise(Slot makespan) {
    Slot known = bound_;
    while (known < makespan && !bound_.compare_exchange_weak(known, makespan)) {
    }
  }
  void refute() { is_infeasible_ = true; }

  /// The best plan, when it is better than `than`.
  bool better(const Value& than, Plan& plan) const {
    std::lock_guard lock(mutex_);
    if (plan_.is_empty() || !(value_ < than)) return false;
    return plan = plan_, true;
  }
  Plan plan() const {
    std::lock_guard lock(mutex_);
    return plan_;
  }
  Value value() const {
    std::lock_guard lock(mutex_);
    return value_;
  }
  /// kMaxSlot while there is no plan.
  Slot makespan() const { return makespan_; }
  Slot bound() const { return bound_; }
  bool is_infeasible() const { return is_infeasible_; }
  /// Nothing is left to find where only the makespan counts.
  bool is_closed() const { return is_infeasible_ || bound_ >= makespan_; }

 private:
  mutable std::mutex mutex_;
  Plan plan_;
  Value value_;
  std::atomic<Slot> makespan_{kMaxSlot}, bound_{0};
  std::atomic<bool> is_infeasible_{false};
};

}  // namespace zw::engines::schedule
