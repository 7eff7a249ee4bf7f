#include "engines/schedule/neighbourhood.h"

#include <algorithm>
#include <set>

#include "engines/schedule/general.h"

namespace zw::engines::schedule {
namespace {

constexpr std::uint64_t kEffort = 400;
constexpr double kSmallestShare = 0.08, kLargestShare = 0.6;

struct Unit {
  int activity = kNone;  ///< that hands on; kNone: free from the start
  Slot finish = 0;
  std::int64_t amount = 0;
};

/// Those that come before by a pair already first, then the latest.
void hand_on(std::vector<Unit>& pool, const Plan& plan, int to, std::int64_t amount, Slot finish,
             std::set<std::pair<int, int>>& pairs) {
  const auto is_better = [&](const Unit& a, const Unit& b) {
    const bool a_known = pairs.contains({a.activity, to}), b_known = pairs.contains({b.activity, to});
    return a_known != b_known ? a_known : a.finish > b.finish;
  };
  std::vector<std::size_t> ready;
  for (std::size_t k = 0; k < pool.size(); ++k)
    if (pool[k].finish <= plan.start[to]) ready.push_back(k);
  std::sort(ready.begin(), ready.end(),
            [&](std::size_t a, std::size_t b) { return is_better(pool[a], pool[b]); });
  std::int64_t wanted = amount;
  for (const std::size_t k : ready) {
    if (wanted == 0) break;
    const std::int64_t given = std::min(wanted, pool[k].amount);
    pool[k].amount -= given, wanted -= given;
    if (pool[k].activity != kNone) pairs.emplace(pool[k].activity, to);
  }
  std::erase_if(pool, [](const Unit& unit) { return unit.amount == 0; });
  pool.push_back({to, finish, amount - wanted});
}

}  // namespace

std::vector<std::pair<int, int>> kept_order(const Instance& instance, const Plan& plan,
                                            std::span<const char> is_free) {
  std::vector<int> list;
  for (int i = 0; i < instance.activities(); ++i)
    if (!is_free[i]) list.push_back(i);
  std::stable_sort(list.begin(), list.end(), [&](int a, int b) { return plan.start[a] < plan.start[b]; });
  std::vector<std::vector<Unit>> pools(instance.resources());
  for (int r = 0; r < instance.resources(); ++r)
    pools[r].push_back({kNone, -kMaxSlot, instance.capacity(r)[0].capacity});
  std::set<std::pair<int, int>> pairs;
  for (const Arc& arc : instance.arcs())
    if (arc.from_finish && !arc.to_finish && arc.lag >= 0 && !is_free[arc.from] && !is_free[arc.to])
      pairs.emplace(arc.from, arc.to);
  for (const int i : list) {
    const Slot finish = finish_of(instance, plan, i);
    if (finish == plan.start[i]) continue;
    for (const Use& use : instance.uses(i, plan.mode[i]))
      hand_on(pools[use.resource], plan, i, use.amount, finish, pairs);
  }
  return {pairs.begin(), pairs.end()};
}

SubSolver reshuffler() {
  return [](const Instance& instance, const SubProblem& part, const StopRule& stop) -> std::optional<Plan> {
    General general(instance);
    Rng rng(part.seed);
    Slot first = kMaxSlot, last = 0;
    for (int i = 0; i < instance.activities(); ++i) {
      if (!part.is_free[i]) continue;
      first = std::min(first, part.incumbent.start[i]);
      last = std::max(last, part.incumbent.start[i]);
    }
    if (first > last) return std::nullopt;
    Plan plan;
    for (std::uint64_t k = 0; k <= part.effort / 10; ++k) {
      if (stop.check(k) != StopReason::finished) break;
      std::vector<Slot> key = part.incumbent.start;
      const Slot blur = 1 + static_cast<Slot>(rng.below(static_cast<std::uint64_t>(last - first) + 1));
      for (std::size_t i = 0; i < key.size(); ++i)
        if (part.is_free[i]) key[i] += static_cast<Slot>(rng.between(-blur, blur));
      general.generate(key, part.incumbent.mode, plan);
      general.justify(plan, part.upper);
      const Judgement judgement = general.judge(plan);
      if (judgement.violation == 0 && judgement.value.makespan < part.upper) return plan;
    }
    return std::nullopt;
  };
}

Neighbourhood::Neighbourhood(const Instance& instance, std::uint64_t seed)
    : instance_(instance),
      rng_(seed),
      linked_(instance.activities()),
      is_free_(instance.activities()),
      windows_(instance.activities()) {
  for (const Arc& arc : instance.arcs()) {
    linked_[arc.from].push_back(arc.to);
    linked_[arc.to].push_back(arc.from);
  }
}

void Neighbourhood::free_window(const Plan& plan, Slot from, Slot until) {
  for (int i = 0; i < instance_.activities(); ++i)
    if (plan.start[i] < until && finish_of(instance_, plan, i) > from) is_free_[i] = 1;
}

/// The users of one resource in a window twice as long.
void Neighbourhood::free_resource(const Plan& plan) {
  const int r = static_cast<int>(rng_.below(static_cast<std::uint64_t>(instance_.resources())));
  for (int i = 0; i < instance_.activities(); ++i) {
    if (!is_free_[i]) continue;
    const auto uses = instance_.uses(i, plan.mode[i]);
    const bool does_use =
        std::any_of(uses.begin(), uses.end(), [&](const Use& use) { return use.resource == r; });
    is_free_[i] = does_use || rng_.chance(25);
  }
}

void Neighbourhood::free_links(int activity) {
  const auto wanted = static_cast<std::size_t>(share_ * instance_.activities()) + 1;
  std::vector<int> found{activity};
  is_free_[activity] = 1;
  for (std::size_t k = 0; k < found.size() && found.size() < wanted; ++k) {
    for (const int j : linked_[found[k]])
      if (!is_free_[j] && rng_.chance(70)) is_free_[j] = 1, found.push_back(j);
  }
}

/// What is over before the first freed activity starts stays where it is; starts of the others may move by as
/// much as the plan shall gain and more to the left, and the freed ones where links let them.
void Neighbourhood::set_windows(const Plan& plan, Slot upper) {
  Slot from = kMaxSlot;
  for (int i = 0; i < instance_.activities(); ++i)
    if (is_free_[i]) from = std::min(from, plan.start[i]);
  for (int i = 0; i < instance_.activities(); ++i) {
    const bool is_over = !is_free_[i] && finish_of(instance_, plan, i) <= from;
    windows_[i] = is_over ? Span{plan.start[i], plan.start[i]}
                          : Span{instance_.release(i), std::min(upper, instance_.horizon())};
  }
}

std::optional<Plan> Neighbourhood::improve(const Plan& plan, const SubSolver& solver, const StopRule& stop) {
  const int n = instance_.activities();
  const Slot makespan = value_of(instance_, plan).makespan;
  const double all = success_[0] + success_[1] + success_[2];
  double draw = static_cast<double>(rng_.below(10'000)) / 10'000 * all;
  int kind = 0;
  while (kind < 2 && draw >= success_[kind]) draw -= success_[kind++];
  std::fill(is_free_.begin(), is_free_.end(), 0);
  const int centre = static_cast<int>(rng_.below(static_cast<std::uint64_t>(n)));
  const double stretch = static_cast<Kind>(kind) == Kind::resource ? 1.0 : 0.5;
  const Slot half = std::max(1, static_cast<Slot>(share_ * stretch * makespan));
  const Slot middle = plan.start[centre];
  if (static_cast<Kind>(kind) == Kind::links)
    free_links(centre);
  else
    free_window(plan, middle - half, middle + half);
  if (static_cast<Kind>(kind) == Kind::resource && instance_.resources() > 0) free_resource(plan);
  set_windows(plan, makespan);
  const auto order = kept_order(instance_, plan, is_free_);
  auto better = solver(instance_, {plan, order, is_free_, windows_, makespan, rng_.next(), kEffort}, stop);
  success_[kind] = 0.95 * success_[kind] + (better ? 0.5 : 0.02);
  if (better && value_of(instance_, *better).makespan >= makespan) better.reset();
  return better;
}

}  // namespace zw::engines::schedule
