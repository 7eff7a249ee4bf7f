#include "engines/schedule/general.h"

#include <algorithm>
#include <cstdlib>
#include <functional>

namespace zw::engines::schedule {
namespace {

/// An activity that maximum links have moved so often is left where it is, and the plan is no good.
constexpr int kMostMoves = 40;

}  // namespace

Profile::Profile(std::span<const Draft::Step> capacity) {
  for (const auto& step : capacity) events_.push_back({step.from, step.capacity});
}

std::size_t Profile::event_at(Slot t) const {
  const auto after = std::upper_bound(events_.begin(), events_.end(), t,
                                      [](Slot slot, const Event& event) { return slot < event.from; });
  return after == events_.begin() ? 0 : static_cast<std::size_t>(after - events_.begin()) - 1;
}

std::size_t Profile::split(Slot t) {
  const std::size_t index = event_at(t);
  if (events_[index].from >= t) return index;
  events_.insert(events_.begin() + static_cast<std::ptrdiff_t>(index) + 1, {t, events_[index].free});
  return index + 1;
}

void Profile::merge(std::size_t index) {
  if (index > 0 && index < events_.size() && events_[index].free == events_[index - 1].free)
    events_.erase(events_.begin() + static_cast<std::ptrdiff_t>(index));
}

void Profile::take(Slot from, Slot until, std::int64_t amount) {
  from = std::max(from, 0);
  if (from >= until || amount == 0) return;
  const std::size_t first = split(from), end = split(until);
  for (std::size_t k = first; k < end; ++k) events_[k].free -= amount;
  merge(end);
  merge(first);
}

Span Profile::shortage(Slot from, Slot until, std::int64_t amount) const {
  for (std::size_t k = event_at(from); k < events_.size() && events_[k].from < until; ++k) {
    if (events_[k].free >= amount) continue;
    std::size_t end = k + 1;
    while (end < events_.size() && events_[end].free < amount) ++end;
    return {std::max(from, events_[k].from), end < events_.size() ? events_[end].from : kMaxSlot};
  }
  return {};
}

General::General(const Instance& instance) : instance_(instance) {
  const auto n = static_cast<std::size_t>(instance.activities());
  in_.resize(n), out_.resize(n);
  finish_.resize(n), floor_.resize(n), is_planned_.resize(n), waits_for_.resize(n), moved_.resize(n);
  for (std::size_t a = 0; a < instance.arcs().size(); ++a) {
    in_[instance.arcs()[a].to].push_back(static_cast<int>(a));
    out_[instance.arcs()[a].from].push_back(static_cast<int>(a));
  }
  order_links();
  for (int r = 0; r < instance.resources(); ++r) empty_.emplace_back(instance.capacity(r));
  for (std::size_t i = 0; i < n; ++i) {
    if (!instance.fixed(static_cast<int>(i))) continue;
    const Span& span = *instance.fixed(static_cast<int>(i));
    for (const Use& use : instance.uses(static_cast<int>(i), instance.fixed_mode(static_cast<int>(i))))
      empty_[use.resource].take(std::max(span.from, instance.draft().data_date), span.until, use.amount);
  }
}

/// Links that push forward are kept in order; those that pull back, and what would close a circle, are
/// looked after when their source comes later than their target.
void General::order_links() {
  const int n = instance_.activities();
  const auto arcs = instance_.arcs();
  is_leading_.assign(arcs.size(), 0);
  std::vector<int> waits(n, 0);
  for (std::size_t a = 0; a < arcs.size(); ++a) {
    const Slot weight = arcs[a].lag + (arcs[a].from_finish ? instance_.work(arcs[a].from, 0) : 0) -
                        (arcs[a].to_finish ? instance_.work(arcs[a].to, 0) : 0);
    is_leading_[a] = weight >= 0 || !instance_.draft().links[arcs[a].link].is_maximum;
    waits[arcs[a].to] += is_leading_[a];
  }
  std::vector<char> is_ordered(n, 0);
  const auto append = [&](int i) { is_ordered[i] = 1, order_.push_back(i); };
  for (int i = 0; i < n; ++i)
    if (waits[i] == 0) append(i);
  for (std::size_t k = 0; static_cast<int>(order_.size()) < n || k < order_.size(); ++k) {
    if (k == order_.size())
      for (int i = 0; i < n; ++i)
        if (!is_ordered[i]) {
          append(i);
          break;
        }
    for (const int a : out_[order_[k]])
      if (is_leading_[a] && --waits[arcs[a].to] == 0 && !is_ordered[arcs[a].to]) append(arcs[a].to);
  }
  rank_.resize(n);
  for (int k = 0; k < n; ++k) rank_[order_[k]] = k;
  for (std::size_t a = 0; a < arcs.size(); ++a)
    if (rank_[arcs[a].from] > rank_[arcs[a].to]) is_leading_[a] = 0;
}

void General::clear() {
  profile_ = empty_;
  std::fill(is_planned_.begin(), is_planned_.end(), 0);
  std::fill(moved_.begin(), moved_.end(), 0);
  for (int i = 0; i < instance_.activities(); ++i) floor_[i] = instance_.release(i);
  eligible_.clear();
}

/// The slot that the event at the end of an arc must reach.
Slot General::reach(const Arc& arc, const Plan& plan) const {
  return instance_.after_lag(arc, arc.from_finish ? finish_[arc.from] : plan.start[arc.from]);
}

/// The first start with which the event at the end of an arc is at or after `event`.
Slot General::start_for(const Arc& arc, Slot event, int mode) const {
  if (!arc.to_finish) return event;
  if (instance_.table_of(arc.to, mode) == kNone) return event - instance_.work(arc.to, mode);
  // Whatever starts after the last start that finishes before `event` finishes at or after it.
  return event <= 0 ? 0 : instance_.latest_start(arc.to, mode, event - 1) + 1;
}

Slot General::earliest_by_links(int i, const Plan& plan) const {
  Slot t = floor_[i];
  for (const int a : in_[i]) {
    const Arc& arc = instance_.arcs()[a];
    if (is_planned_[arc.from]) t = std::max(t, start_for(arc, reach(arc, plan), plan.mode[i]));
  }
  return t;
}

Slot General::earliest_fit(int i, int mode, Slot t) const {
  const auto uses = instance_.uses(i, mode);
  while (true) {
    t = instance_.earliest_start(i, mode, t);
    const Slot finish = instance_.finish(i, mode, t);
    if (t > instance_.horizon() || finish > instance_.horizon()) return instance_.horizon() + 1;
    Slot next = t;
    for (const Use& use : uses) {
      const Span shortage = profile_[use.resource].shortage(next, std::max(finish, next), use.amount);
      if (shortage.until > 0) next = shortage.until;
    }
    if (next == t) return t;
    t = std::min(next, instance_.horizon() + 1);
  }
}

/// The latest start not before `not_before` with finish ≤ `latest`; kNone when there is none.
Slot General::latest_fit(int i, int mode, Slot not_before, Slot latest) const {
  const auto uses = instance_.uses(i, mode);
  while (true) {
    const Slot t = instance_.latest_start(i, mode, latest);
    if (t < not_before) return kNone;
    const Slot finish = instance_.finish(i, mode, t);
    Slot bound = finish;
    for (const Use& use : uses) {
      const Span shortage = profile_[use.resource].shortage(t, bound, use.amount);
      if (shortage.until > 0) bound = std::min(bound, shortage.from);
    }
    if (bound == finish) return t;
    latest = bound;
  }
}

void General::hold(int i, const Plan& plan, int sign) {
  if (finish_[i] > instance_.horizon()) return;
  for (const Use& use : instance_.uses(i, plan.mode[i]))
    profile_[use.resource].take(plan.start[i], finish_[i], sign * use.amount);
}

void General::place_fixed(Plan& plan) {
  for (int i = 0; i < instance_.activities(); ++i) {
    waits_for_[i] = 0;
    for (const int a : in_[i])
      waits_for_[i] += is_leading_[a] && !instance_.fixed(instance_.arcs()[a].from) ? 1 : 0;
    if (const auto& fixed = instance_.fixed(i)) {
      plan.start[i] = fixed->from;
      plan.mode[i] = instance_.fixed_mode(i);
      finish_[i] = fixed->until;
      is_planned_[i] = 1;
    }
  }
}

void General::put(int i, Plan& plan) {
  Slot t = earliest_fit(i, plan.mode[i], earliest_by_links(i, plan));
  plan.start[i] = std::min(t, instance_.horizon());
  finish_[i] = t > instance_.horizon() ? t : instance_.finish(i, plan.mode[i], t);
  is_planned_[i] = 1;
  hold(i, plan, +1);
  for (const int a : out_[i]) {
    const int j = instance_.arcs()[a].to;
    if (is_leading_[a] && --waits_for_[j] == 0 && !is_planned_[j]) {
      eligible_.emplace_back(key_[j], j);
      std::push_heap(eligible_.begin(), eligible_.end(), std::greater<>{});
    }
  }
}

void General::take_out(int i, Plan& plan) {
  if (!is_planned_[i] || instance_.fixed(i)) return;
  is_planned_[i] = 0;
  hold(i, plan, -1);
  for (const int a : out_[i]) {
    if (!is_leading_[a]) continue;
    ++waits_for_[instance_.arcs()[a].to];
    take_out(instance_.arcs()[a].to, plan);
  }
  if (waits_for_[i] == 0) {
    eligible_.emplace_back(key_[i], i);
    std::push_heap(eligible_.begin(), eligible_.end(), std::greater<>{});
  }
}

/// Those planned before i that a link from i now puts later: they and all that follow them are taken out and
/// start no earlier than the link says. False when nothing was.
bool General::pull_along(int i, Plan& plan) {
  bool has_pulled = false;
  for (const int a : out_[i]) {
    const Arc& arc = instance_.arcs()[a];
    const int j = arc.to;
    if (!is_planned_[j] || instance_.fixed(j)) continue;
    const Slot wanted = start_for(arc, reach(arc, plan), plan.mode[j]);
    if (plan.start[j] >= wanted || wanted > instance_.horizon() || moved_[j] >= kMostMoves) continue;
    ++moved_[j];
    floor_[j] = std::max(floor_[j], wanted);
    take_out(j, plan);
    has_pulled = true;
  }
  return has_pulled;
}

void General::generate(std::span<const Slot> key, std::span<const int> mode, Plan& plan) {
  ++schedules_;
  key_ = key;
  clear();
  plan.start.assign(key.size(), 0);
  plan.mode.assign(mode.begin(), mode.end());
  place_fixed(plan);
  drain(plan);
}

/// Plans everything that is not planned yet, smallest key first.
void General::drain(Plan& plan) {
  eligible_.clear();
  for (int i = 0; i < instance_.activities(); ++i)
    if (!is_planned_[i] && waits_for_[i] == 0) eligible_.emplace_back(key_[i], i);
  std::make_heap(eligible_.begin(), eligible_.end(), std::greater<>{});
  while (!eligible_.empty()) {
    std::pop_heap(eligible_.begin(), eligible_.end(), std::greater<>{});
    const int i = eligible_.back().second;
    eligible_.pop_back();
    // An entry outlives what it stood for when the activity was taken out twice.
    if (is_planned_[i] || waits_for_[i] > 0) continue;
    put(i, plan);
    pull_along(i, plan);
  }
}

bool General::can_stay(int i, const Plan& plan, Slot t) const {
  if (t < instance_.release(i) || earliest_by_links(i, plan) > t) return false;
  return earliest_fit(i, plan.mode[i], t) == t;
}

void General::shift(const Plan& before, std::span<const Slot> key, bool keeps_places, Plan& plan) {
  ++schedules_;
  key_ = key;
  clear();
  plan = before;
  place_fixed(plan);
  for (int i = 0; i < instance_.activities(); ++i) floor_[i] = std::max(floor_[i], before.start[i]);
  if (keeps_places) {
    std::vector<int> list(order_);
    std::stable_sort(list.begin(), list.end(),
                     [&](int a, int b) { return before.start[a] < before.start[b]; });
    for (const int i : list)
      if (!is_planned_[i] && can_stay(i, plan, before.start[i])) put(i, plan);
  }
  drain(plan);
}

Slot General::latest_by_links(int i, const Plan& plan, Slot latest) const {
  latest = std::min(latest, instance_.deadline(i));
  const int mode = plan.mode[i];
  for (const int a : out_[i]) {
    const Arc& arc = instance_.arcs()[a];
    const Slot target = arc.to_finish ? finish_[arc.to] : plan.start[arc.to];
    if (arc.calendar != kNone) {
      // Lags in calendars are not turned round: the activity stays where it is.
      latest = std::min(latest, finish_[i]);
      continue;
    }
    const Slot event = target - arc.lag;
    if (arc.from_finish) {
      latest = std::min(latest, event);
    } else if (event < plan.start[i] + 1) {
      latest = std::min(latest, finish_[i]);
    } else {
      const Slot start = instance_.earliest_start(i, mode, event);
      const Slot finish = instance_.finish(i, mode, std::min(start, instance_.horizon()));
      latest = std::min(latest, start > event ? std::max(finish - 1, finish_[i]) : finish);
    }
  }
  return latest;
}

void General::justify(Plan& plan, Slot latest) {
  ++schedules_;
  const int n = instance_.activities();
  std::vector<int> list;
  for (int i = 0; i < n; ++i)
    if (!instance_.fixed(i) && finish_[i] <= instance_.horizon()) list.push_back(i);
  std::sort(list.begin(), list.end(), [&](int a, int b) {
    return finish_[a] != finish_[b] ? finish_[a] > finish_[b] : rank_[a] > rank_[b];
  });
  for (const int i : list) {
    hold(i, plan, -1);
    const Slot t = latest_fit(i, plan.mode[i], plan.start[i], latest_by_links(i, plan, latest));
    if (t > plan.start[i]) plan.start[i] = t, finish_[i] = instance_.finish(i, plan.mode[i], t);
    hold(i, plan, +1);
  }
  std::sort(list.begin(), list.end(), [&](int a, int b) {
    return plan.start[a] != plan.start[b] ? plan.start[a] < plan.start[b] : rank_[a] < rank_[b];
  });
  for (int i = 0; i < n; ++i) floor_[i] = instance_.release(i);
  for (const int i : list) {
    hold(i, plan, -1);
    const Slot t = earliest_fit(i, plan.mode[i], earliest_by_links(i, plan));
    if (t < plan.start[i]) plan.start[i] = t, finish_[i] = instance_.finish(i, plan.mode[i], t);
    hold(i, plan, +1);
  }
}

void General::settle(Plan& plan, Slot makespan) {
  std::vector<int> list;
  for (int i = 0; i < instance_.activities(); ++i) {
    const auto& planned = instance_.draft().activities[i].planned_start;
    if (planned && *planned > plan.start[i] && !instance_.fixed(i) && finish_[i] <= instance_.horizon())
      list.push_back(i);
  }
  std::sort(list.begin(), list.end(), [&](int a, int b) {
    return finish_[a] != finish_[b] ? finish_[a] > finish_[b] : rank_[a] > rank_[b];
  });
  for (const int i : list) {
    const Draft::Activity& row = instance_.draft().activities[i];
    const Slot wish = instance_.earliest_start(i, plan.mode[i], *row.planned_start);
    Slot latest = std::min(makespan, instance_.finish(i, plan.mode[i], std::min(wish, instance_.horizon())));
    if (row.due && row.weight > 0) latest = std::min(latest, std::max(*row.due, finish_[i]));
    hold(i, plan, -1);
    const Slot t = latest_fit(i, plan.mode[i], plan.start[i], latest_by_links(i, plan, latest));
    const bool is_nearer =
        t > plan.start[i] && std::abs(t - *row.planned_start) < std::abs(plan.start[i] - *row.planned_start);
    if (is_nearer) plan.start[i] = t, finish_[i] = instance_.finish(i, plan.mode[i], t);
    hold(i, plan, +1);
  }
}

Judgement General::judge(const Plan& plan) const {
  Judgement judgement;
  std::vector<std::int64_t> spent(instance_.resources(), 0);
  const auto finish = [&](int i) { return finish_of(instance_, plan, i); };
  for (int i = 0; i < instance_.activities(); ++i) {
    for (const Use& use : instance_.spends(i, plan.mode[i])) spent[use.resource] += use.amount;
    if (instance_.fixed(i)) continue;
    judgement.violation += std::max(0, finish(i) - instance_.deadline(i));
  }
  for (int r = 0; r < instance_.resources(); ++r)
    if (!instance_.is_renewable(r))
      judgement.violation += std::max<std::int64_t>(0, spent[r] - instance_.capacity(r)[0].capacity);
  for (const Arc& arc : instance_.arcs()) {
    const Slot from = arc.from_finish ? finish(arc.from) : plan.start[arc.from];
    const Slot to = arc.to_finish ? finish(arc.to) : plan.start[arc.to];
    judgement.violation += std::max(0, instance_.after_lag(arc, from) - to);
  }
  judgement.value = value_of(instance_, plan);
  return judgement;
}

std::vector<Slot> General::urgent_keys(std::span<const int> mode) const {
  const int n = instance_.activities();
  std::vector<Slot> latest(n);
  for (std::size_t k = order_.size(); k-- > 0;) {
    const int i = order_[k];
    const Draft::Activity& row = instance_.draft().activities[i];
    Slot finish = instance_.deadline(i);
    if (row.due && row.weight > 0) finish = std::min(finish, *row.due);
    Slot start = finish - instance_.work(i, mode[i]);
    for (const int a : out_[i]) {
      const Arc& arc = instance_.arcs()[a];
      if (!is_leading_[a]) continue;
      const Slot event =
          latest[arc.to] + (arc.to_finish ? instance_.work(arc.to, mode[arc.to]) : 0) - arc.lag;
      start = std::min(start, event - (arc.from_finish ? instance_.work(i, mode[i]) : 0));
    }
    latest[i] = start;
  }
  return latest;
}

std::vector<int> General::choose_modes(int wish, Rng& rng) const {
  std::vector<int> chosen(instance_.activities());
  for (int i = 0; i < instance_.activities(); ++i) {
    if (instance_.fixed_mode(i) != kNone) {
      chosen[i] = instance_.fixed_mode(i);
      continue;
    }
    const bool is_short = rng.chance(wish);
    for (int m = 1; m < instance_.modes(i); ++m) {
      const auto cheap = [&](int k) { return std::pair(instance_.cost(i, k), instance_.work(i, k)); };
      const auto quick = [&](int k) {
        return std::pair(static_cast<std::int64_t>(instance_.work(i, k)),
                         static_cast<Slot>(instance_.cost(i, k)));
      };
      if (is_short ? quick(m) < quick(chosen[i]) : cheap(m) < cheap(chosen[i])) chosen[i] = m;
    }
  }
  repair_budgets(chosen, rng);
  return chosen;
}

/// Takes at random among the changes that lessen the excess, until there is none (or none lessens it).
void General::repair_budgets(std::vector<int>& mode, Rng& rng) const {
  std::vector<double> left(instance_.resources(), 0);
  bool has_budget = false;
  for (int r = 0; r < instance_.resources(); ++r)
    if (!instance_.is_renewable(r))
      left[r] = static_cast<double>(instance_.capacity(r)[0].capacity), has_budget = true;
  if (!has_budget) return;
  const auto spend = [&](int i, int m, double sign) {
    for (const Use& use : instance_.spends(i, m))
      left[use.resource] -= sign * static_cast<double>(use.amount);
  };
  const auto excess = [&] {
    double sum = 0;
    for (int r = 0; r < instance_.resources(); ++r)
      if (!instance_.is_renewable(r) && left[r] < 0)
        sum -= left[r] / std::max<double>(1, static_cast<double>(instance_.capacity(r)[0].capacity));
    return sum;
  };
  const int n = instance_.activities();
  for (int i = 0; i < n; ++i) spend(i, mode[i], +1);
  std::vector<int> order(n);
  for (int i = 0; i < n; ++i) order[i] = i;
  double now = excess();
  for (bool is_better = true; now > 0 && is_better;) {
    is_better = false;
    rng.shuffle(order);
    for (const int i : order) {
      for (int m = 0; m < instance_.modes(i) && now > 0; ++m) {
        if (m == mode[i] || !instance_.is_allowed(i, m)) continue;
        spend(i, mode[i], -1), spend(i, m, +1);
        if (const double after = excess(); after < now) {
          now = after, mode[i] = m, is_better = true;
        } else {
          spend(i, m, -1), spend(i, mode[i], +1);
        }
      }
    }
  }
}

}  // namespace zw::engines::schedule
