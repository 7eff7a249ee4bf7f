#include "engines/schedule/evolve.h"

#include <algorithm>
#include <cmath>

namespace zw::engines::schedule {
namespace {

constexpr int kLosersAsked = 3;
constexpr int kJustified = 60;  ///< children in a hundred that are packed to both sides
/// Above so many activities a schedule is so dear that only a handful of members is worth their keep.
constexpr int kMany = 2'000;

}  // namespace

Evolution::Evolution(const Instance& instance, General& general, const Options& options)
    : instance_(instance), general_(general), options_(options), rng_(options.seed) {
  const double root = 0.4 * std::sqrt(static_cast<double>(options.expected_schedules));
  size_ = instance.activities() > kMany ? 6 : static_cast<std::size_t>(std::clamp(root, 10.0, 150.0));
  for (int i = 0; i < instance.activities(); ++i) {
    std::int64_t least = INT64_MAX;
    for (int m = 0; m < instance.modes(i); ++m)
      if (instance.is_allowed(i, m)) least = std::min(least, instance.cost(i, m));
    least_cost_ += least;
    if (instance.modes(i) > 1 && instance.fixed_mode(i) == kNone) free_modes_.push_back(i);
  }
}

bool Evolution::is_perfect() const {
  const Value& value = best_.judgement.value;
  return best_.judgement.violation == 0 && value.lateness == 0 && value.cost == least_cost_ &&
         value.makespan <= options_.lower_bound && value.changes == 0;
}

void Evolution::admit() {
  if (child_.judgement < best_.judgement) best_ = child_, is_better_ = true;
  const auto is_same = [&](const Member& one) {
    return one.judgement == child_.judgement && one.plan == child_.plan;
  };
  if (std::any_of(members_.begin(), members_.end(), is_same)) return;
  if (members_.size() < size_) return members_.push_back(child_);
  std::size_t worst = rng_.below(members_.size());
  for (int k = 1; k < kLosersAsked; ++k) {
    const std::size_t other = rng_.below(members_.size());
    if (members_[worst].judgement < members_[other].judgement) worst = other;
  }
  if (!(members_[worst].judgement < child_.judgement)) std::swap(members_[worst], child_);
}

void Evolution::adopt(const Plan& plan) {
  child_.plan = plan;
  child_.judgement = general_.judge(plan);
  admit();
}

/// What a step makes worse is what it was, and no further step is taken.
bool Evolution::try_step(const std::function<void()>& step) {
  const Plan before = child_.plan;
  step();
  const Judgement after = general_.judge(child_.plan);
  const bool is_fine = !(child_.judgement < after);
  if (is_fine)
    child_.judgement = after;
  else
    child_.plan = before;
  return is_fine;
}

void Evolution::bear() {
  general_.generate(key_, mode_, child_.plan);
  child_.judgement = general_.judge(child_.plan);
  const Slot makespan = child_.judgement.value.makespan;
  const bool is_packed = founded_ > 1 && rng_.chance(kJustified);
  const bool is_fine = !is_packed || try_step([&] { general_.justify(child_.plan, makespan); });
  if (is_fine && child_.judgement.value.changes > 0)
    try_step([&] { general_.settle(child_.plan, child_.judgement.value.makespan); });
  admit();
}

/// The first member is what urgency says; the others blur it and choose their modes otherwise.
void Evolution::found() {
  const int wish = founded_ == 0 ? 0 : static_cast<int>(rng_.below(101));
  mode_ = general_.choose_modes(wish, rng_);
  key_ = general_.urgent_keys(mode_);
  Slot lowest = kMaxSlot, highest = -kMaxSlot;
  for (const Slot k : key_) lowest = std::min(lowest, k), highest = std::max(highest, k);
  const auto blur = static_cast<std::uint64_t>(highest - lowest) / 3 + 1;
  if (founded_ > 0)
    for (Slot& k : key_) k += static_cast<Slot>(rng_.below(blur));
  ++founded_;
  bear();
}

const Evolution::Member& Evolution::pick() {
  const Member& one = rng_.pick(members_);
  const Member& other = rng_.pick(members_);
  return other.judgement < one.judgement ? other : one;
}

void Evolution::cross(const Member& mother, const Member& father) {
  const Slot now = instance_.draft().data_date;
  const Slot span = std::max(1, father.judgement.value.makespan - now);
  const Slot length =
      std::max(1, static_cast<Slot>(static_cast<std::int64_t>(span) * rng_.between(5, 60) / 100));
  const Slot from = now + static_cast<Slot>(rng_.below(static_cast<std::uint64_t>(span))) - length / 2;
  for (std::size_t i = 0; i < key_.size(); ++i) {
    const bool is_fathers = father.plan.start[i] >= from && father.plan.start[i] < from + length;
    key_[i] = (is_fathers ? father : mother).plan.start[i];
    mode_[i] = (is_fathers ? father : mother).plan.mode[i];
  }
}

void Evolution::mutate() {
  const Slot span = std::max(8, (best_.judgement.value.makespan - instance_.draft().data_date) / 8);
  const std::uint64_t most = std::max<std::uint64_t>(1, key_.size() / 10);
  for (std::uint64_t count = 1 + rng_.below(most); count > 0; --count)
    key_[rng_.below(key_.size())] += static_cast<Slot>(rng_.between(-span, span));
  if (free_modes_.empty() || rng_.chance(30)) return;
  for (std::uint64_t count = 1 + rng_.below(1 + free_modes_.size() / 12); count > 0; --count) {
    const int i = rng_.pick(free_modes_);
    mode_[i] = static_cast<int>(rng_.below(static_cast<std::uint64_t>(instance_.modes(i))));
  }
}

void Evolution::breed() {
  key_.resize(instance_.activities()), mode_.resize(instance_.activities());
  const Member& mother = pick();
  cross(mother, pick());
  mutate();
  general_.repair_budgets(mode_, rng_);
  bear();
}

StopReason Evolution::search(const StopRule& stop, const std::function<void()>& on_better) {
  while (true) {
    const StopReason reason = stop.check(general_.schedules());
    if (reason != StopReason::finished && founded_ > 0) return reason;
    if (founded_ > 0 && is_perfect()) return StopReason::finished;
    if (founded_ == 0 || (members_.size() < size_ && founded_ < 3 * size_))
      found();
    else
      breed();
    if (is_better_) on_better();
    is_better_ = false;
  }
}

}  // namespace zw::engines::schedule
