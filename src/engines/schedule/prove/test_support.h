// Small random questions and their best answers by trying everything, for the tests of this folder.
#pragma once

#include <algorithm>
#include <map>
#include <optional>

#include "base/rng.h"
#include "engines/schedule/instance.h"
#include "engines/schedule/plan.h"

namespace zw::engines::schedule::prove::test_support {

struct Size {
  int activities = 4;
  int resources = 2;
  Slot horizon = 9;
  int modes = 1;
  int budgets = 0;
  int link_percent = 30, maximum_percent = 0;
  bool has_calendars = false, has_steps = false, has_progress = false, has_zones = false;
};

inline std::vector<Span> random_working(Rng& rng, Slot horizon) {
  std::vector<Span> spans;
  for (Slot t = static_cast<Slot>(rng.between(0, 1)); t < horizon + 3;) {
    const Slot until = t + static_cast<Slot>(rng.between(1, 4));
    spans.push_back({t, until});
    t = until + static_cast<Slot>(rng.between(1, 2));
  }
  return spans;
}

inline Draft::Activity random_activity(Rng& rng, const Size& size, int index) {
  Draft::Activity activity;
  activity.id = {1 + index};
  const int modes = static_cast<int>(rng.between(1, size.modes));
  for (int m = 0; m < modes; ++m) {
    Draft::Mode mode;
    mode.work = static_cast<Slot>(rng.between(rng.chance(10) ? 0 : 1, 3));
    for (int r = 1; r <= size.resources; ++r)
      if (rng.chance(70)) mode.needs.push_back({{r}, rng.between(1, 3)});
    for (int b = 1; b <= size.budgets; ++b)
      if (rng.chance(80)) mode.needs.push_back({{100 + b}, rng.between(1, 4)});
    if (size.has_zones && rng.chance(40)) mode.places.push_back({{rng.between(1, 3)}, 0});
    activity.modes.push_back(mode);
  }
  if (rng.chance(20)) activity.release = static_cast<Slot>(rng.between(0, 3));
  if (rng.chance(20)) activity.deadline = static_cast<Slot>(rng.between(5, size.horizon));
  if (size.has_calendars && rng.chance(60)) activity.calendar = {rng.between(1, 2)};
  if (size.has_progress && rng.chance(25)) {
    activity.mode = 0;
    if (rng.chance(50)) {
      activity.actual_start = static_cast<Slot>(rng.between(-1, 2));
      if (rng.chance(30)) activity.actual_finish = 2;
    } else {
      activity.planned_start = static_cast<Slot>(rng.between(2, 5));
    }
  }
  return activity;
}

inline Draft::Link random_link(Rng& rng, const Size& size, int from, int to) {
  Draft::Link link;
  link.from = {1 + from}, link.to = {1 + to};
  link.type = static_cast<LinkType>(rng.between(0, 3));
  link.lag = static_cast<Slot>(rng.between(-1, 2));
  if (rng.chance(size.maximum_percent)) link.is_maximum = true, link.lag += 3;
  if (size.has_calendars && rng.chance(30)) link.calendar = {rng.between(1, 2)};
  return link;
}

/// Drafts until one is valid.
inline Instance random_instance(Rng& rng, const Size& size) {
  for (;;) {
    Draft draft;
    draft.horizon = size.horizon;
    if (size.has_progress) draft.data_date = 2, draft.frozen_until = 4;
    for (int c = 1; c <= 2; ++c) draft.calendars.push_back({{c}, random_working(rng, size.horizon)});
    for (int r = 1; r <= size.resources; ++r) {
      Draft::Resource resource;
      resource.id = {r};
      resource.capacity = rng.between(3, 5);
      if (size.has_steps && rng.chance(60)) resource.steps = {{3, rng.between(1, 4)}, {6, rng.between(2, 5)}};
      draft.resources.push_back(resource);
    }
    for (int b = 1; b <= size.budgets; ++b)
      draft.resources.push_back({{100 + b}, ResourceKind::budget, rng.between(5, 3 * size.activities)});
    if (size.has_zones) draft.zones = {{{1}, {}, 0}, {{2}, {1}, 0}, {{3}, {1}, 0}};
    for (int i = 0; i < size.activities; ++i) draft.activities.push_back(random_activity(rng, size, i));
    for (int i = 0; i < size.activities; ++i)
      for (int j = i + 1; j < size.activities; ++j)
        if (rng.chance(size.link_percent)) draft.links.push_back(random_link(rng, size, i, j));
    Result<Instance> instance = read(draft);
    if (instance) return std::move(instance).value();
  }
}

/// Tries every plan.
class Twin {
 public:
  explicit Twin(const Instance& instance) : instance_(instance) {
    plan_.start.resize(instance.activities()), plan_.mode.resize(instance.activities());
    place(0);
  }
  /// Nothing when there is no plan.
  const std::optional<Slot>& best() const { return best_; }

  static bool keeps_rules(const Instance& instance, const Plan& plan) {
    Twin judge(instance, plan);
    for (int i = 0; i < instance.activities(); ++i)
      if (!judge.is_allowed(i) || !judge.links_hold(i)) return false;
    return judge.resources_suffice();
  }

 private:
  Twin(const Instance& instance, Plan plan) : instance_(instance), plan_(std::move(plan)) {}

  void place(int activity) {
    if (activity == instance_.activities()) {
      if (!resources_suffice()) return;
      const Slot makespan = value_of(instance_, plan_).makespan;
      if (!best_ || makespan < *best_) best_ = makespan;
      return;
    }
    for (plan_.mode[activity] = 0; plan_.mode[activity] < instance_.modes(activity); ++plan_.mode[activity])
      for (Slot t = -kEarly; t <= instance_.horizon(); ++t) {
        plan_.start[activity] = t;
        if (is_allowed(activity) && links_hold(activity)) place(activity + 1);
      }
  }
  bool is_allowed(int i) const {
    const int mode = plan_.mode[i];
    const Slot start = plan_.start[i];
    if (!instance_.is_allowed(i, mode)) return false;
    if (instance_.fixed(i)) return start == instance_.fixed(i)->from;
    return start >= instance_.release(i) && instance_.earliest_start(i, mode, start) == start &&
           instance_.finish(i, mode, start) <= instance_.deadline(i);
  }
  /// Links to activities that have been placed.
  bool links_hold(int placed) const {
    for (const auto& arc : instance_.arcs()) {
      if (std::max(arc.from, arc.to) != placed) continue;
      const Slot from = arc.from_finish ? finish_of(instance_, plan_, arc.from) : plan_.start[arc.from];
      const Slot to = arc.to_finish ? finish_of(instance_, plan_, arc.to) : plan_.start[arc.to];
      if (to < instance_.after_lag(arc, from)) return false;
    }
    return true;
  }
  bool resources_suffice() const {
    for (int r = 0; r < instance_.resources(); ++r)
      if (!(instance_.is_renewable(r) ? slots_suffice(r) : budget_suffices(r))) return false;
    return true;
  }
  bool budget_suffices(int r) const {
    std::int64_t left = instance_.capacity(r)[0].capacity;
    for (int i = 0; i < instance_.activities(); ++i)
      for (const Use& use : instance_.spends(i, plan_.mode[i]))
        if (use.resource == r) left -= use.amount;
    return left >= 0;
  }
  bool slots_suffice(int r) const {
    for (Slot t = 0; t < instance_.horizon(); ++t) {
      std::int64_t left = 0;
      for (const auto& step : instance_.capacity(r))
        if (step.from <= t) left = step.capacity;
      for (int i = 0; i < instance_.activities(); ++i) {
        const bool has_started = instance_.draft().activities[i].actual_start.has_value();
        if (has_started && t < instance_.draft().data_date) continue;
        if (plan_.start[i] > t || finish_of(instance_, plan_, i) <= t) continue;
        for (const Use& use : instance_.uses(i, plan_.mode[i]))
          if (use.resource == r) left -= use.amount;
      }
      if (left < 0) return false;
    }
    return true;
  }

  static constexpr Slot kEarly = 2;
  const Instance& instance_;
  Plan plan_;
  std::optional<Slot> best_;
};

}  // namespace zw::engines::schedule::prove::test_support
