// The engine's twin, slow and plain: counts slot by slot and tries every plan; shares no code with the
// engine.
#pragma once

#include <algorithm>
#include <optional>
#include <set>
#include <string>

#include "base/rng.h"
#include "engines/schedule/instance.h"
#include "engines/schedule/plan.h"

namespace zw::engines::schedule::test_support {

class Twin {
 public:
  explicit Twin(const Draft& draft) : draft_(draft) {}

  bool works(Id calendar, Slot t) const {
    if (!calendar) return true;
    for (const Span& span : row(draft_.calendars, calendar).working)
      if (span.from <= t && t < span.until) return true;
    return false;
  }
  /// In all calendars that the mode keeps to.
  bool works(int i, int m, Slot t) const {
    const Draft::Activity& activity = draft_.activities[i];
    if (!works(activity.calendar, t)) return false;
    for (const auto& need : activity.modes[m].needs) {
      const auto& resource = row(draft_.resources, need.resource);
      if (need.amount > 0 && resource.kind == ResourceKind::renewable && !works(resource.calendar, t))
        return false;
    }
    for (const auto& place : activity.modes[m].places)
      for (Id zone = place.zone; zone; zone = row(draft_.zones, zone).parent)
        if (!works(row(draft_.zones, zone).calendar, t)) return false;
    return true;
  }
  bool is_inside(Id zone, Id around) const {
    for (; zone; zone = row(draft_.zones, zone).parent)
      if (zone == around) return true;
    return false;
  }
  /// The end of `work` slots from `start` on; beyond the horizon it is some slot beyond it.
  Slot end_of(int i, int m, Slot start, Slot work) const {
    Slot t = start;
    for (Slot done = 0; done < work && t <= draft_.horizon + work + 5; ++t)
      if (works(i, m, t)) ++done;
    return t;
  }
  Slot count(Id calendar, Slot from, Slot until) const {
    Slot count = 0;
    for (Slot t = std::min(from, until); t < std::max(from, until); ++t) count += works(calendar, t) ? 1 : 0;
    return from <= until ? count : -count;
  }

  /// Where an activity is in a plan; facts are where they are.
  Span stay(const Plan& plan, int i) const {
    const Draft::Activity& activity = draft_.activities[i];
    const int m = activity.actual_start ? activity.mode.value_or(0) : plan.mode[i];
    if (!activity.actual_start) return {plan.start[i], end_of(i, m, plan.start[i], activity.modes[m].work)};
    if (activity.actual_finish) return {*activity.actual_start, *activity.actual_finish};
    Slot left = activity.modes[m].work;
    for (Slot t = *activity.actual_start; t < draft_.data_date; ++t)
      if (works(i, m, t) && left > 0) --left;
    if (left == 0 && activity.modes[m].work > 0) left = 1;
    return {*activity.actual_start, end_of(i, m, draft_.data_date, activity.remaining.value_or(left))};
  }

  std::optional<Slot> frozen_start(int i) const {
    const Draft::Activity& activity = draft_.activities[i];
    if (activity.actual_start || !activity.planned_start || (activity.modes.size() > 1 && !activity.mode))
      return {};
    const int m = activity.mode.value_or(0);
    const Slot start = *activity.planned_start, work = activity.modes[m].work;
    const bool is_soon = start < draft_.frozen_until;
    const bool is_late_enough = start >= draft_.data_date && start >= activity.release.value_or(0);
    const bool can_start = work == 0 || works(i, m, start);
    const bool fits =
        end_of(i, m, start, work) <= std::min(activity.deadline.value_or(draft_.horizon), draft_.horizon);
    return is_soon && is_late_enough && can_start && fits ? std::optional(start) : std::nullopt;
  }

  /// Codes of the rules that this activity breaks by itself.
  void break_alone(const Plan& plan, int i, std::set<std::string>& broken) const {
    const Draft::Activity& activity = draft_.activities[i];
    const Slot start = plan.start[i], finish = stay(plan, i).until;
    if (activity.mode && *activity.mode != plan.mode[i]) broken.insert("schedule.mode_decided");
    if (activity.actual_start) {
      if (start != *activity.actual_start) broken.insert("schedule.started_moved");
      return;
    }
    if (start < draft_.data_date) broken.insert("schedule.before_data_date");
    if (activity.release && start < *activity.release) broken.insert("schedule.before_release");
    if (activity.modes[plan.mode[i]].work > 0 && !works(i, plan.mode[i], start))
      broken.insert("schedule.not_in_working_time");
    if (activity.deadline && finish > *activity.deadline) broken.insert("schedule.deadline_missed");
    if (finish > draft_.horizon) broken.insert("schedule.beyond_horizon");
    if (frozen_start(i).value_or(start) != start) broken.insert("schedule.frozen_moved");
  }

  void break_link(const Plan& plan, const Draft::Link& link, std::set<std::string>& broken) const {
    if (row(draft_.activities, link.to).actual_start) return;
    const Span from = stay(plan, index(link.from)), to = stay(plan, index(link.to));
    const bool is_from_start = link.type == LinkType::start_start || link.type == LinkType::start_finish;
    const bool is_to_start = link.type == LinkType::start_start || link.type == LinkType::finish_start;
    const Slot between = count(link.lag == 0 ? Id{} : link.calendar, is_from_start ? from.from : from.until,
                               is_to_start ? to.from : to.until);
    if (link.is_maximum ? between > link.lag : between < link.lag) broken.insert("schedule.link_broken");
  }

  /// Rules about what the first `planned` activities hold together.
  void break_together(const Plan& plan, int planned, std::set<std::string>& broken) const {
    std::vector<Span> stays;
    for (int i = 0; i < planned; ++i) stays.push_back(stay(plan, i));
    for (const auto& resource : draft_.resources)
      if (resource.kind == ResourceKind::budget && held(plan, stays, resource.id, {}) > resource.capacity)
        broken.insert("schedule.budget_exceeded");
    for (Slot t = draft_.data_date; t < draft_.horizon + 15; ++t) {
      for (const auto& resource : draft_.resources)
        if (resource.kind == ResourceKind::renewable &&
            held(plan, stays, resource.id, t) >
                std::max(capacity(resource, t), held(plan, stays, resource.id, t, true)))
          broken.insert("schedule.resource_exceeded");
      for (const auto& zone : draft_.zones)
        if (area(plan, stays, zone.id, t) > std::max(zone.area, area(plan, stays, zone.id, t, true)))
          broken.insert("schedule.area_exceeded");
      for (int i = 0; i < planned; ++i)
        for (int j = 0; j < planned; ++j)
          if (i != j && is_there(stays[i], t) && is_there(stays[j], t) && do_collide(plan, i, j))
            broken.insert("schedule.zone_shared");
    }
  }

  /// Of every rule that a plan of existing modes breaks.
  std::set<std::string> broken(const Plan& plan) const {
    std::set<std::string> broken;
    const int n = static_cast<int>(draft_.activities.size());
    for (int i = 0; i < n; ++i) break_alone(plan, i, broken);
    for (const auto& link : draft_.links) break_link(plan, link, broken);
    break_together(plan, n, broken);
    return broken;
  }

  /// Of the first activities.
  Value value(const Plan& plan, int planned) const {
    Value value;
    for (int i = 0; i < planned; ++i) {
      const Draft::Activity& activity = draft_.activities[i];
      const Slot finish = stay(plan, i).until;
      value.makespan = std::max(value.makespan, finish);
      value.cost += activity.modes[plan.mode[i]].cost;
      for (Slot t = activity.due.value_or(finish); t < finish; ++t) value.lateness += activity.weight;
      if (activity.planned_start)
        value.changes +=
            std::max(plan.start[i] - *activity.planned_start, *activity.planned_start - plan.start[i]);
    }
    return value;
  }
  Value value(const Plan& plan) const { return value(plan, static_cast<int>(draft_.activities.size())); }

  /// The best plan of all, or nothing when there is none.
  std::optional<Plan> best() const {
    Search search{*this, nullptr, {}, {}, {}};
    search.go(0);
    return search.best;
  }
  /// Any plan that keeps every rule.
  std::optional<Plan> some_plan(Rng& rng) const {
    Search search{*this, &rng, {}, {}, {}};
    search.go(0);
    return search.best;
  }

 private:
  /// Depth first over starts and modes; parts of plans that break a rule or cost too much are left.
  struct Search {
    const Twin& twin;
    Rng* rng;  ///< when given, the first plan will do
    Plan plan;
    std::optional<Plan> best;
    Value value;

    void go(int i) {
      const Draft& draft = twin.draft_;
      if (i == static_cast<int>(draft.activities.size())) {
        best = plan, value = twin.value(plan);
        return;
      }
      std::vector<std::pair<Slot, int>> choices;
      const auto started = draft.activities[i].actual_start;
      for (int m = 0; m < static_cast<int>(draft.activities[i].modes.size()); ++m)
        for (Slot start = started.value_or(0); start <= started.value_or(draft.horizon); ++start)
          choices.emplace_back(start, m);
      if (rng) rng->shuffle(choices);
      for (const auto& [start, mode] : choices) {
        if (rng && best) return;
        plan.start.push_back(start), plan.mode.push_back(mode);
        if (is_possible(i + 1)) go(i + 1);
        plan.start.pop_back(), plan.mode.pop_back();
      }
    }
    bool is_possible(int planned) const {
      if (best && twin.value(plan, planned) >= value) return false;
      std::set<std::string> broken;
      twin.break_alone(plan, planned - 1, broken);
      if (!broken.empty()) return false;
      for (const auto& link : twin.draft_.links)
        if (std::max(twin.index(link.from), twin.index(link.to)) == planned - 1)
          twin.break_link(plan, link, broken);
      if (!broken.empty()) return false;
      twin.break_together(plan, planned, broken);
      return broken.empty();
    }
  };

  template <class Rows>
  static const typename Rows::value_type& row(const Rows& rows, Id id) {
    return *std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row.id == id; });
  }
  int index(Id activity) const {
    return static_cast<int>(&row(draft_.activities, activity) - draft_.activities.data());
  }
  static std::int64_t capacity(const Draft::Resource& resource, Slot t) {
    std::int64_t capacity = resource.capacity;
    for (const auto& step : resource.steps)
      if (step.from <= t) capacity = step.capacity;
    return capacity;
  }
  bool has_started(int i) const { return draft_.activities[i].actual_start.has_value(); }
  static bool is_there(const Span& stay, Slot t) { return stay.from <= t && t < stay.until; }
  std::int64_t held(const Plan& plan, const std::vector<Span>& stays, Id resource, std::optional<Slot> t,
                    bool started_only = false) const {
    std::int64_t sum = 0;
    for (int i = 0; i < static_cast<int>(stays.size()); ++i)
      for (const auto& need : draft_.activities[i].modes[plan.mode[i]].needs)
        if (need.resource == resource && (!t || is_there(stays[i], *t)) && (!started_only || has_started(i)))
          sum += need.amount;
    return sum;
  }
  std::int64_t area(const Plan& plan, const std::vector<Span>& stays, Id zone, Slot t,
                    bool started_only = false) const {
    std::int64_t sum = 0;
    for (int i = 0; i < static_cast<int>(stays.size()); ++i)
      for (const auto& place : draft_.activities[i].modes[plan.mode[i]].places)
        if (place.zone == zone && is_there(stays[i], t) && (!started_only || has_started(i)))
          sum += place.area;
    return sum;
  }
  /// i has taken a place as a whole and j is in it, and not both are facts.
  bool do_collide(const Plan& plan, int i, int j) const {
    if (has_started(i) && has_started(j)) return false;
    for (const auto& mine : draft_.activities[i].modes[plan.mode[i]].places)
      for (const auto& other : draft_.activities[j].modes[plan.mode[j]].places)
        if (mine.area == 0 && is_inside(other.zone, mine.zone)) return true;
    return false;
  }

  const Draft& draft_;
};

}  // namespace zw::engines::schedule::test_support
