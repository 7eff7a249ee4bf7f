#include "engines/schedule/repair.h"

#include <algorithm>
#include <tuple>

#include "base/rng.h"

namespace zw::engines::schedule {
namespace {

class Mender {
 public:
  Mender(const Instance& instance, const Plan& before, const RepairOptions& options)
      : instance_(instance), before_(before), options_(options), general_(instance), rng_(options.seed) {}

  Repaired mend(const StopRule& stop) {
    key_ = before_.start;
    try_shift(true);
    best_ = candidate_;
    try_shift(false);
    keep_better();
    while (stop.check(general_.schedules()) == StopReason::finished && best_.moved > 0) {
      hurry_some();
      try_shift(rng_.chance(70));
      if (!keep_better()) key_ = kept_key_;
      kept_key_ = key_;
    }
    return std::move(best_);
  }

 private:
  void try_shift(bool keeps_places) {
    general_.shift(before_, key_, keeps_places, candidate_.plan);
    candidate_.judgement = general_.judge(candidate_.plan);
    candidate_.moved = 0;
    for (int i = 0; i < instance_.activities(); ++i)
      if (!instance_.fixed(i)) candidate_.moved += candidate_.plan.start[i] != before_.start[i] ? 1 : 0;
  }

  bool keep_better() {
    const auto rank = [&](const Repaired& repaired) {
      return std::tuple(repaired.judgement.violation, std::max(0, repaired.moved - options_.most_moved),
                        repaired.judgement.value);
    };
    if (!(rank(candidate_) < rank(best_))) return false;
    best_ = candidate_;
    return true;
  }

  /// Some of those that were moved go before whatever they waited for.
  void hurry_some() {
    kept_key_ = key_;
    std::vector<int> moved;
    for (int i = 0; i < instance_.activities(); ++i)
      if (best_.plan.start[i] > before_.start[i]) moved.push_back(i);
    if (moved.empty()) return;
    for (int count = 0; count < 3; ++count) {
      const int i = rng_.pick(moved);
      key_[i] -= static_cast<Slot>(rng_.between(1, 1 + best_.plan.start[i] - before_.start[i]));
    }
  }

  const Instance& instance_;
  const Plan& before_;
  RepairOptions options_;
  General general_;
  Rng rng_;
  std::vector<Slot> key_, kept_key_;
  Repaired best_, candidate_;
};

}  // namespace

Repaired repair(const Instance& instance, const Plan& before, const RepairOptions& options,
                const StopRule& stop) {
  return Mender(instance, before, options).mend(stop);
}

}  // namespace zw::engines::schedule
