#include "engines/schedule/verify.h"

#include <algorithm>
#include <limits>
#include <map>
#include <string>
#include <tuple>
#include <unordered_map>

#include "engines/schedule/verify_time.h"
#include "engines/schedule/verify_zones.h"

namespace zw::engines::schedule {
namespace {

constexpr std::int64_t kNever = std::int64_t{4} * kMaxSlot;

template <class Rows>
std::unordered_map<Id, int> places_of(const Rows& rows) {
  std::unordered_map<Id, int> places;
  for (std::size_t i = 0; i < rows.size(); ++i) places.emplace(rows[i].id, static_cast<int>(i));
  return places;
}

std::string at(std::string_view name, std::size_t index) {
  return std::string(name) + "[" + std::to_string(index) + "]";
}

/// Stays at the end of its type instead of leaving it.
void add(std::int64_t& sum, std::int64_t factor, std::int64_t amount) {
  std::int64_t product = 0;
  if (__builtin_mul_overflow(factor, amount, &product) || __builtin_add_overflow(sum, product, &sum))
    sum = std::numeric_limits<std::int64_t>::max();
}

/// The rules of the draft, read afresh and one by one.
class Judge {
 public:
  Judge(const Draft& draft, const Claim& claim)
      : draft_(draft),
        plan_(claim.plan),
        claim_(claim),
        calendars_(places_of(draft.calendars)),
        resources_(places_of(draft.resources)),
        zones_(places_of(draft.zones)),
        activities_(places_of(draft.activities)) {
    for (const auto& zone : draft.zones) parent_.push_back(zone.parent ? zones_.at(zone.parent) : kNone);
  }

  Problems judge() && {
    const std::size_t n = draft_.activities.size();
    if (plan_.start.size() != n || plan_.mode.size() != n) {
      report("wrong_size", "plan",
             {{"starts", plan_.start.size()}, {"modes", plan_.mode.size()}, {"activities", n}});
      return std::move(problems_);
    }
    for (std::size_t i = 0; i < n; ++i)
      if (plan_.mode[i] < 0 || plan_.mode[i] >= static_cast<int>(draft_.activities[i].modes.size()))
        report("unknown_mode", at("activities", i), {{"mode", plan_.mode[i]}});
    if (!problems_.empty()) return std::move(problems_);
    for (std::size_t i = 0; i < n; ++i) check_activity(i);
    check_links();
    check_resources();
    check_areas();
    check_exclusion();
    check_value();
    return std::move(problems_);
  }

 private:
  struct Stay {
    std::int64_t from = 0, until = 0;
  };
  /// What one activity holds of something.
  struct Hold {
    std::size_t activity = 0;
    std::int64_t amount = 0;
  };
  struct Number {
    const char* name;
    std::int64_t value;

    template <class Integer>
    Number(const char* given_name, Integer given)
        : name(given_name), value(static_cast<std::int64_t>(given)) {}
  };

  void report(const char* code, std::string field, const std::vector<Number>& numbers) {
    Problem problem{std::string("schedule.") + code, std::move(field), {}};
    for (const Number& number : numbers)
      problem.params.emplace_back(number.name, std::to_string(number.value));
    problems_.push_back(std::move(problem));
  }

  bool has_started(std::size_t i) const { return draft_.activities[i].actual_start.has_value(); }

  const Draft::Mode& mode_of(std::size_t i) const { return draft_.activities[i].modes[plan_.mode[i]]; }

  /// Every calendar that this way of doing it keeps to, its own, its resources' and its zones'; nothing when
  /// there is none and all slots work.
  const WorkingSpans* working_time(std::size_t i, const Draft::Mode& mode) {
    std::vector<int> kept;
    const auto keep = [&](Id calendar) {
      if (calendar) kept.push_back(calendars_.at(calendar));
    };
    keep(draft_.activities[i].calendar);
    for (const Draft::Need& need : mode.needs) {
      const Draft::Resource& resource = draft_.resources[resources_.at(need.resource)];
      if (need.amount > 0 && resource.kind == ResourceKind::renewable) keep(resource.calendar);
    }
    for (const Draft::Place& place : mode.places)
      for (int zone = zones_.at(place.zone); zone != kNone; zone = parent_[zone])
        keep(draft_.zones[zone].calendar);
    if (kept.empty()) return nullptr;
    std::sort(kept.begin(), kept.end());
    kept.erase(std::unique(kept.begin(), kept.end()), kept.end());
    return &common_time(kept);
  }

  const WorkingSpans& common_time(const std::vector<int>& kept) {
    if (const auto found = common_.find(kept); found != common_.end()) return found->second;
    WorkingSpans spans(draft_.calendars[kept[0]].working);
    for (std::size_t k = 1; k < kept.size(); ++k)
      spans = spans.common_with(draft_.calendars[kept[k]].working);
    return common_.emplace(kept, std::move(spans)).first->second;
  }

  /// When so much work that begins at `from` is over.
  static std::int64_t end_of(const WorkingSpans* time, std::int64_t from, std::int64_t work) {
    if (work == 0) return from;
    return time ? time->end_of(from, work).value_or(kNever) : from + work;
  }

  /// A started activity is where it is: done, or with what is left of it from the data date on.
  Stay fact(std::size_t i, const Draft::Mode& mode) {
    const Draft::Activity& activity = draft_.activities[i];
    const std::int64_t start = *activity.actual_start, now = draft_.data_date;
    if (activity.actual_finish) return {start, *activity.actual_finish};
    const WorkingSpans* time = working_time(i, mode);
    const std::int64_t passed = time ? time->count_before(now) - time->count_before(start) : now - start;
    const std::int64_t overdue = mode.work == 0 ? 0 : 1;
    const std::int64_t left =
        activity.remaining ? *activity.remaining : std::max(overdue, mode.work - passed);
    return {start, end_of(time, now, left)};
  }

  void check_activity(std::size_t i) {
    const Draft::Activity& activity = draft_.activities[i];
    const std::string field = at("activities", i);
    const int decided = activity.mode.value_or(activity.modes.size() == 1 ? 0 : plan_.mode[i]);
    if (decided != plan_.mode[i])
      report("mode_decided", field, {{"mode", plan_.mode[i]}, {"decided", decided}});
    const std::int64_t start = plan_.start[i];
    if (activity.actual_start) {
      stay_.push_back(fact(i, activity.modes[decided]));
      if (start != *activity.actual_start)
        report("started_moved", field, {{"slot", start}, {"started", *activity.actual_start}});
      return;
    }
    const WorkingSpans* time = working_time(i, mode_of(i));
    stay_.push_back({start, end_of(time, start, mode_of(i).work)});
    check_window(i, time, field);
    if (const auto frozen = frozen_start(i); frozen && *frozen != start)
      report("frozen_moved", field, {{"slot", start}, {"planned", *frozen}});
  }

  void check_window(std::size_t i, const WorkingSpans* time, const std::string& field) {
    const Draft::Activity& activity = draft_.activities[i];
    const auto [start, finish] = stay_[i];
    if (start < draft_.data_date)
      report("before_data_date", field, {{"slot", start}, {"data_date", draft_.data_date}});
    if (activity.release && start < *activity.release)
      report("before_release", field, {{"slot", start}, {"release", *activity.release}});
    if (time && mode_of(i).work > 0 && !time->contains(start))
      report("not_in_working_time", field, {{"slot", start}});
    if (activity.deadline && finish > *activity.deadline)
      report("deadline_missed", field, {{"slot", finish}, {"deadline", *activity.deadline}});
    if (finish > draft_.horizon)
      report("beyond_horizon", field, {{"slot", finish}, {"horizon", draft_.horizon}});
  }

  /// What is planned to start soon, in a decided mode, stays where it is planned if it can be there at all.
  std::optional<std::int64_t> frozen_start(std::size_t i) {
    const Draft::Activity& activity = draft_.activities[i];
    if (!activity.planned_start || *activity.planned_start >= draft_.frozen_until) return {};
    if (!activity.mode && activity.modes.size() > 1) return {};
    const Draft::Mode& mode = activity.modes[activity.mode.value_or(0)];
    const std::int64_t start = *activity.planned_start;
    if (start < draft_.data_date || start < activity.release.value_or(0)) return {};
    const WorkingSpans* time = working_time(i, mode);
    if (time && mode.work > 0 && !time->contains(start)) return {};
    if (end_of(time, start, mode.work) > std::min(draft_.horizon, activity.deadline.value_or(draft_.horizon)))
      return {};
    return start;
  }

  void check_links() {
    for (std::size_t k = 0; k < draft_.links.size(); ++k) {
      const Draft::Link& link = draft_.links[k];
      const int from = activities_.at(link.from), to = activities_.at(link.to);
      if (has_started(static_cast<std::size_t>(to))) continue;
      const bool leaves_finish = link.type == LinkType::finish_start || link.type == LinkType::finish_finish;
      const bool enters_finish = link.type == LinkType::finish_finish || link.type == LinkType::start_finish;
      const std::int64_t first = leaves_finish ? stay_[from].until : stay_[from].from;
      const std::int64_t second = enters_finish ? stay_[to].until : stay_[to].from;
      std::int64_t between = second - first;
      // No lag is no lag in every calendar.
      if (link.calendar && link.lag != 0) {
        const WorkingSpans& time = common_time({calendars_.at(link.calendar)});
        between = time.count_before(second) - time.count_before(first);
      }
      if (link.is_maximum ? between > link.lag : between < link.lag)
        report("link_broken", at("links", k), {{"from", first}, {"to", second}});
    }
  }

  /// One walk over the slots where something changes. What has started may hold more than there is; what is
  /// still to start may not make it worse.
  void check_held(const std::vector<Hold>& holds, std::int64_t capacity,
                  const std::vector<Draft::Step>& steps, const char* code, const std::string& field) {
    struct Change {
      std::int64_t started = 0, others = 0;
    };
    const std::int64_t now = draft_.data_date;
    std::map<std::int64_t, Change> changes;
    for (const Hold& hold : holds) {
      const std::int64_t from = std::max(now, stay_[hold.activity].from), until = stay_[hold.activity].until;
      if (from >= until) continue;
      const auto part = has_started(hold.activity) ? &Change::started : &Change::others;
      changes[from].*part += hold.amount;
      changes[until].*part -= hold.amount;
    }
    for (const Draft::Step& step : steps) changes[step.from];
    std::size_t next = 0;
    Change held;
    bool was_exceeded = false;
    for (const auto& [slot, change] : changes) {
      held.started += change.started, held.others += change.others;
      for (; next < steps.size() && steps[next].from <= slot; ++next) capacity = steps[next].capacity;
      const std::int64_t sum = held.started + held.others;
      const bool is_exceeded = held.others > 0 && sum > capacity;
      if (is_exceeded && !was_exceeded)
        report(code, field, {{"slot", slot}, {"held", sum}, {"capacity", capacity}});
      was_exceeded = is_exceeded;
    }
  }

  void check_resources() {
    std::vector<std::vector<Hold>> holds(draft_.resources.size());
    for (std::size_t i = 0; i < stay_.size(); ++i)
      for (const Draft::Need& need : mode_of(i).needs)
        holds[resources_.at(need.resource)].push_back({i, need.amount});
    for (std::size_t r = 0; r < holds.size(); ++r) {
      const Draft::Resource& resource = draft_.resources[r];
      if (resource.kind == ResourceKind::renewable) {
        check_held(holds[r], resource.capacity, resource.steps, "resource_exceeded", at("resources", r));
        continue;
      }
      std::int64_t spent = 0;
      for (const Hold& hold : holds[r]) add(spent, 1, hold.amount);
      if (spent > resource.capacity)
        report("budget_exceeded", at("resources", r), {{"held", spent}, {"capacity", resource.capacity}});
    }
  }

  void check_areas() {
    std::vector<std::vector<Hold>> holds(draft_.zones.size());
    for (std::size_t i = 0; i < stay_.size(); ++i)
      for (const Draft::Place& place : mode_of(i).places)
        if (place.area > 0) holds[zones_.at(place.zone)].push_back({i, place.area});
    for (std::size_t z = 0; z < holds.size(); ++z)
      check_held(holds[z], draft_.zones[z].area, {}, "area_exceeded", at("zones", z));
  }

  /// In the order of time, who leaves before who comes and who has started before all others: whoever comes
  /// finds out whether it may.
  void check_exclusion() {
    enum Turn { leaves, is_there, comes };
    struct Event {
      std::int64_t slot;
      Turn turn;
      std::size_t activity;
    };
    std::vector<Event> events;
    for (std::size_t i = 0; i < stay_.size(); ++i) {
      const std::int64_t from = std::max<std::int64_t>(draft_.data_date, stay_[i].from);
      if (mode_of(i).places.empty() || from >= stay_[i].until) continue;
      events.push_back({from, has_started(i) ? is_there : comes, i});
      events.push_back({stay_[i].until, leaves, i});
    }
    std::sort(events.begin(), events.end(), [](const Event& a, const Event& b) {
      return std::tie(a.slot, a.turn, a.activity) < std::tie(b.slot, b.turn, b.activity);
    });
    Occupation occupation(parent_);
    for (const auto& [slot, turn, activity] : events) {
      if (turn == comes) check_entry(occupation, activity, slot);
      for (const Draft::Place& place : mode_of(activity).places) {
        const int zone = zones_.at(place.zone);
        turn == leaves ? occupation.leave(zone, place.area == 0) : occupation.enter(zone, place.area == 0);
      }
    }
  }

  void check_entry(const Occupation& occupation, std::size_t activity, std::int64_t slot) {
    for (const Draft::Place& place : mode_of(activity).places) {
      const int zone = zones_.at(place.zone);
      if (occupation.is_taken(zone) || (place.area == 0 && occupation.is_entered(zone)))
        report("zone_shared", at("zones", static_cast<std::size_t>(zone)),
               {{"slot", slot}, {"activity", draft_.activities[activity].id.value}});
    }
  }

  void check_value() {
    std::int64_t lateness = 0, cost = 0, changes = 0, makespan = 0;
    for (std::size_t i = 0; i < stay_.size(); ++i) {
      const Draft::Activity& activity = draft_.activities[i];
      makespan = std::max(makespan, stay_[i].until);
      add(cost, 1, mode_of(i).cost);
      if (activity.due && stay_[i].until > *activity.due)
        add(lateness, activity.weight, stay_[i].until - *activity.due);
      if (activity.planned_start) {
        const std::int64_t moved = std::int64_t{plan_.start[i]} - *activity.planned_start;
        add(changes, 1, moved < 0 ? -moved : moved);
      }
    }
    const auto compare = [&](std::int64_t claimed, std::int64_t recomputed, const char* field) {
      if (claimed != recomputed)
        report("value_wrong", field, {{"claimed", claimed}, {"recomputed", recomputed}});
    };
    if (claim_.value) {
      compare(claim_.value->lateness, lateness, "value.lateness");
      compare(claim_.value->cost, cost, "value.cost");
      compare(claim_.value->makespan, makespan, "value.makespan");
      compare(claim_.value->changes, changes, "value.changes");
    }
    if (claim_.makespan_bound && *claim_.makespan_bound > makespan)
      report("bound_wrong", "makespan_bound", {{"claimed", *claim_.makespan_bound}, {"makespan", makespan}});
  }

  const Draft& draft_;
  const Plan& plan_;
  const Claim& claim_;
  std::unordered_map<Id, int> calendars_, resources_, zones_, activities_;
  std::vector<int> parent_;
  std::map<std::vector<int>, WorkingSpans> common_;
  std::vector<Stay> stay_;
  Problems problems_;
};

}  // namespace

Problems verify(const Instance& instance, const Claim& claim) {
  return Judge(instance.draft(), claim).judge();
}

}  // namespace zw::engines::schedule
