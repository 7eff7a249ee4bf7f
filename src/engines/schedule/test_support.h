// Small random questions with every feature of the model, for the tests of this folder.
#pragma once

#include <algorithm>
#include <set>
#include <string>

#include "base/rng.h"
#include "engines/schedule/instance.h"

namespace zw::engines::schedule::test_support {

/// Chances are in a hundred; 0 leaves a feature out.
struct Size {
  int activities = 4;
  Slot horizon = 10;
  int calendars = 2, resources = 2, zones = 4, links = 4;
  int modes = 2;      ///< at most
  Slot work = 3;      ///< at most
  int calendar = 30;  ///< of anything to have a calendar
  int maximum = 25;   ///< of a link to be a maximum
  int budget = 35;    ///< of a resource to be one
  int steps = 30;     ///< of a capacity to change
  int window = 25;    ///< of a release, of a deadline
  int progress = 50;  ///< of a data date behind the start
  int frozen = 30;    ///< of a frozen time
  int lateness = 60;  ///< of a due date
  int planned = 40;   ///< of a planned start
  int decided = 10;   ///< of a decided mode
};

/// Activities of one mode that share resources, as in the public sets.
inline constexpr Size kPlainSize{.calendars = 0,
                                 .zones = 0,
                                 .modes = 1,
                                 .calendar = 0,
                                 .maximum = 0,
                                 .budget = 0,
                                 .steps = 0,
                                 .window = 0,
                                 .progress = 0,
                                 .frozen = 0,
                                 .lateness = 0,
                                 .planned = 0,
                                 .decided = 0};

class Inventor {
 public:
  Inventor(Rng& rng, const Size& size) : rng_(rng), size_(size) {}

  Draft draft() {
    draft_.horizon = size_.horizon;
    if (rng_.chance(size_.progress)) draft_.data_date = slot(1, 3);
    if (rng_.chance(size_.frozen)) draft_.frozen_until = slot(0, draft_.data_date + 3);
    for (int c = 0; c < size_.calendars; ++c) add_calendar({c + 1});
    for (int r = 0; r < size_.resources; ++r) add_resource({r + 10});
    for (int z = 0; z < size_.zones; ++z) add_zone({z + 20});
    for (int i = 0; i < size_.activities; ++i) add_activity({i + 100});
    for (int k = 0; k < size_.links && size_.activities > 1; ++k) add_link();
    return std::move(draft_);
  }

 private:
  Slot slot(Slot low, Slot high) { return static_cast<Slot>(rng_.between(low, std::max(low, high))); }
  bool happens(int percent) { return rng_.chance(percent); }
  Id any_calendar() {
    return draft_.calendars.empty() || !happens(size_.calendar) ? Id{} : rng_.pick(draft_.calendars).id;
  }

  void add_calendar(Id id) {
    Draft::Calendar calendar{.id = id};
    for (Slot t = slot(0, 2); t < size_.horizon + 3;) {
      const Slot until = t + slot(1, 4);
      calendar.working.push_back({t, until});
      t = until + slot(0, 2);
    }
    draft_.calendars.push_back(std::move(calendar));
  }

  void add_resource(Id id) {
    Draft::Resource resource{.id = id, .capacity = rng_.between(1, 4)};
    if (happens(size_.budget)) {
      resource.kind = ResourceKind::budget;
      resource.capacity = rng_.between(size_.activities, 3 * size_.activities);
    } else {
      if (happens(size_.steps))
        for (Slot t = slot(0, 4); t < size_.horizon + 2; t += slot(1, 6))
          resource.steps.push_back({t, rng_.between(0, 4)});
      resource.calendar = any_calendar();
    }
    draft_.resources.push_back(std::move(resource));
  }

  void add_zone(Id id) {
    Draft::Zone zone{.id = id};
    if (!draft_.zones.empty() && happens(70)) zone.parent = rng_.pick(draft_.zones).id;
    if (happens(50)) zone.area = rng_.between(2, 6);
    if (happens(50)) zone.calendar = any_calendar();
    draft_.zones.push_back(zone);
  }

  Draft::Mode any_mode() {
    Draft::Mode mode{.work = slot(happens(20) ? 0 : 1, size_.work), .cost = rng_.between(0, 3)};
    for (const auto& resource : draft_.resources)
      if (happens(50)) mode.needs.push_back({resource.id, rng_.between(0, 3)});
    std::set<Id> seen;
    for (int k = static_cast<int>(rng_.between(0, 2)); k > 0 && !draft_.zones.empty(); --k) {
      const Draft::Zone& zone = rng_.pick(draft_.zones);
      if (!seen.insert(zone.id).second) continue;
      mode.places.push_back({zone.id, zone.area > 0 && happens(60) ? rng_.between(1, zone.area) : 0});
    }
    return mode;
  }

  void add_activity(Id id) {
    Draft::Activity activity{.id = id, .calendar = any_calendar()};
    for (int m = static_cast<int>(rng_.between(1, size_.modes)); m > 0; --m)
      activity.modes.push_back(any_mode());
    if (happens(size_.window)) activity.release = slot(0, 3);
    if (happens(size_.window)) activity.deadline = slot(size_.horizon - 4, size_.horizon);
    if (happens(size_.lateness)) {
      activity.due = slot(-1, size_.horizon);
      activity.weight = rng_.between(0, 3);
    }
    if (happens(size_.planned)) activity.planned_start = slot(0, size_.horizon / 2);
    const bool has_started = draft_.data_date > 0 && happens(30);
    if (has_started || happens(size_.decided))
      activity.mode = static_cast<int>(rng_.below(activity.modes.size()));
    if (has_started) add_progress(activity);
    draft_.activities.push_back(std::move(activity));
  }

  void add_progress(Draft::Activity& activity) {
    activity.actual_start = slot(-2, draft_.data_date);
    if (happens(40)) activity.actual_finish = slot(*activity.actual_start, draft_.data_date);
    if (happens(40)) activity.remaining = slot(0, 2);
  }

  void add_link() {
    const std::size_t n = draft_.activities.size(), from = rng_.below(n);
    const std::size_t to = (from + 1 + rng_.below(n - 1)) % n;
    Draft::Link link{.from = draft_.activities[std::min(from, to)].id,
                     .to = draft_.activities[std::max(from, to)].id,
                     .type = static_cast<LinkType>(rng_.below(4)),
                     .lag = slot(-2, 2),
                     .is_maximum = happens(size_.maximum),
                     .calendar = any_calendar()};
    if (link.is_maximum) link.lag = slot(0, 6);
    if (happens(15)) std::swap(link.from, link.to);
    draft_.links.push_back(link);
  }

  Rng& rng_;
  const Size& size_;
  Draft draft_;
};

inline Draft random_draft(Rng& rng, const Size& size = {}) { return Inventor(rng, size).draft(); }

/// Valid; whether it has a plan is not said.
inline Instance random_instance(Rng& rng, const Size& size = {}) {
  while (true)
    if (Result<Instance> instance = read(random_draft(rng, size))) return std::move(instance).value();
}

inline std::set<std::string> codes_of(const Problems& problems) {
  std::set<std::string> codes;
  for (const Problem& problem : problems) codes.insert(problem.code);
  return codes;
}

}  // namespace zw::engines::schedule::test_support
