#include "engines/schedule/instance.h"

#include <gtest/gtest.h>

#include <functional>
#include <map>

#include "engines/schedule/test_support.h"
#include "engines/schedule/test_twin.h"

namespace zw::engines::schedule {
namespace {

using namespace test_support;

/// Two activities in a room of a floor, with a crew and a budget.
Draft sound_draft() {
  Draft draft;
  draft.horizon = 20, draft.data_date = 2;
  draft.calendars = {{.id = {1}, .working = {{0, 5}, {7, 12}}}};
  draft.resources = {{.id = {1}, .capacity = 3, .steps = {{4, 2}, {9, 5}}, .calendar = {1}},
                     {.id = {2}, .kind = ResourceKind::budget, .capacity = 10}};
  draft.zones = {{.id = {1}}, {.id = {2}, .parent = {1}, .area = 50, .calendar = {1}}};
  draft.activities = {
      {.id = {1},
       .modes = {{.work = 3, .needs = {{{1}, 2}, {{2}, 4}}, .places = {{{2}, 20}}}, {.work = 2, .cost = 5}}},
      {.id = {2}, .modes = {{.work = 1, .places = {{{1}}}}}, .calendar = {1}}};
  draft.links = {{.from = {1}, .to = {2}}};
  return draft;
}

struct Fault {
  const char* code;
  const char* field;
  std::function<void(Draft&)> plant;
};

const Fault kFaults[] = {
    {"schedule.bad_horizon", "horizon", [](Draft& d) { d.horizon = 0; }},
    {"schedule.bad_horizon", "horizon", [](Draft& d) { d.horizon = kMaxSlot + 1; }},
    {"schedule.bad_date", "data_date", [](Draft& d) { d.data_date = 21; }},
    {"schedule.bad_date", "frozen_until", [](Draft& d) { d.frozen_until = -1; }},
    {"schedule.bad_date", "activities[0].release", [](Draft& d) { d.activities[0].release = 21; }},
    {"schedule.bad_date", "activities[0].deadline", [](Draft& d) { d.activities[0].deadline = -1; }},
    {"schedule.bad_date", "activities[1].due", [](Draft& d) { d.activities[1].due = kMaxSlot + 1; }},
    {"schedule.bad_date", "activities[1].planned_start",
     [](Draft& d) { d.activities[1].planned_start = 99; }},
    {"schedule.bad_id", "zones[0].id", [](Draft& d) { d.zones[0].id = {}, d.zones[1].parent = {}; }},
    {"schedule.bad_id", "activities[1].id", [](Draft& d) { d.activities[1].id = {-4}, d.links.clear(); }},
    {"schedule.duplicate_id", "resources[1].id", [](Draft& d) { d.resources[1].id = {1}; }},
    {"schedule.unknown_id", "resources[0].calendar", [](Draft& d) { d.resources[0].calendar = {9}; }},
    {"schedule.unknown_id", "zones[1].parent", [](Draft& d) { d.zones[1].parent = {9}; }},
    {"schedule.unknown_id", "zones[0].calendar", [](Draft& d) { d.zones[0].calendar = {9}; }},
    {"schedule.unknown_id", "activities[1].calendar", [](Draft& d) { d.activities[1].calendar = {9}; }},
    {"schedule.unknown_id", "activities[0].modes[0].needs[1].resource",
     [](Draft& d) { d.activities[0].modes[0].needs[1].resource = {9}; }},
    {"schedule.unknown_id", "activities[0].modes[0].places[0].zone",
     [](Draft& d) { d.activities[0].modes[0].places[0].zone = {9}; }},
    {"schedule.unknown_id", "links[0].to", [](Draft& d) { d.links[0].to = {9}; }},
    {"schedule.unknown_id", "links[0].calendar", [](Draft& d) { d.links[0].calendar = {9}; }},
    {"schedule.bad_span", "calendars[0].working[1]", [](Draft& d) { d.calendars[0].working[1].from = 4; }},
    {"schedule.bad_span", "calendars[0].working[0]", [](Draft& d) { d.calendars[0].working[0].until = 0; }},
    {"schedule.bad_steps", "resources[0].steps[1].from", [](Draft& d) { d.resources[0].steps[1].from = 4; }},
    {"schedule.bad_steps", "resources[0].steps[0].from", [](Draft& d) { d.resources[0].steps[0].from = -1; }},
    {"schedule.out_of_range", "resources[0].capacity", [](Draft& d) { d.resources[0].capacity = -1; }},
    {"schedule.out_of_range", "resources[0].steps[0].capacity",
     [](Draft& d) { d.resources[0].steps[0].capacity = kMaxAmount + 1; }},
    {"schedule.out_of_range", "zones[1].area", [](Draft& d) { d.zones[1].area = -1; }},
    {"schedule.out_of_range", "activities[0].weight", [](Draft& d) { d.activities[0].weight = -1; }},
    {"schedule.out_of_range", "activities[0].modes[1].cost",
     [](Draft& d) { d.activities[0].modes[1].cost = -1; }},
    {"schedule.out_of_range", "activities[0].modes[1].work",
     [](Draft& d) { d.activities[0].modes[1].work = 21; }},
    {"schedule.out_of_range", "activities[0].modes[0].needs[0].amount",
     [](Draft& d) { d.activities[0].modes[0].needs[0].amount = -1; }},
    {"schedule.out_of_range", "activities[0].modes[0].places[0].area",
     [](Draft& d) { d.activities[0].modes[0].places[0].area = -1; }},
    {"schedule.bad_date", "activities[0].release",
     [](Draft& d) { d.activities[0].release = std::numeric_limits<Slot>::max(); }},
    {"schedule.out_of_range", "links[0].lag",
     [](Draft& d) { d.links[0].lag = std::numeric_limits<Slot>::min(), d.links[0].is_maximum = true; }},
    {"schedule.out_of_range", "links[0].lag", [](Draft& d) { d.links[0].lag = kMaxSlot + 1; }},
    {"schedule.budget_varies", "resources[1]",
     [](Draft& d) {
       d.resources[1].steps = {{3, 4}};
     }},
    {"schedule.budget_varies", "resources[1]", [](Draft& d) { d.resources[1].calendar = {1}; }},
    {"schedule.zone_cycle", "zones[0].parent", [](Draft& d) { d.zones[0].parent = {2}; }},
    {"schedule.zone_cycle", "zones[0].parent", [](Draft& d) { d.zones[0].parent = {1}; }},
    {"schedule.zone_has_no_area", "activities[1].modes[0].places[0].area",
     [](Draft& d) { d.activities[1].modes[0].places[0].area = 1; }},
    {"schedule.named_twice", "activities[0].modes[0].needs[1].resource",
     [](Draft& d) {
       d.activities[0].modes[0].needs[1] = {{1}, 1};
     }},
    {"schedule.named_twice", "activities[0].modes[0].places[1].zone",
     [](Draft& d) {
       d.activities[0].modes[0].places.push_back({{2}, 1});
     }},
    {"schedule.no_mode", "activities[1].modes", [](Draft& d) { d.activities[1].modes.clear(); }},
    {"schedule.exceeds_capacity", "activities[0].modes[0].needs[0].amount",
     [](Draft& d) { d.activities[0].modes[0].needs[0].amount = 6; }},
    {"schedule.exceeds_capacity", "activities[0].modes[0].needs[1].amount",
     [](Draft& d) { d.activities[0].modes[0].needs[1].amount = 11; }},
    {"schedule.exceeds_capacity", "activities[0].modes[0].places[0].area",
     [](Draft& d) { d.activities[0].modes[0].places[0].area = 51; }},
    {"schedule.deadline_before_release", "activities[1].deadline",
     [](Draft& d) { d.activities[1].release = 8, d.activities[1].deadline = 8; }},
    {"schedule.no_working_time", "activities[1]", [](Draft& d) { d.activities[1].release = 12; }},
    {"schedule.no_working_time", "activities[1]",
     [](Draft& d) { d.activities[1].actual_start = 1, d.activities[1].remaining = 12; }},
    {"schedule.bad_progress", "activities[0].mode", [](Draft& d) { d.activities[0].mode = 2; }},
    {"schedule.bad_progress", "activities[0].mode", [](Draft& d) { d.activities[0].actual_start = 1; }},
    {"schedule.bad_progress", "activities[1].actual_start",
     [](Draft& d) { d.activities[1].actual_start = 3; }},
    {"schedule.bad_progress", "activities[1].actual_finish",
     [](Draft& d) { d.activities[1].actual_finish = 1; }},
    {"schedule.bad_progress", "activities[1].actual_finish",
     [](Draft& d) { d.activities[1].actual_start = 1, d.activities[1].actual_finish = 0; }},
    {"schedule.bad_progress", "activities[1].remaining", [](Draft& d) { d.activities[1].remaining = 1; }},
    {"schedule.bad_progress", "activities[1].remaining",
     [](Draft& d) { d.activities[1].actual_start = 1, d.activities[1].remaining = -1; }},
    {"schedule.self_link", "links[0]", [](Draft& d) { d.links[0].to = {1}; }},
    {"schedule.link_cycle", "links[1]", [](Draft& d) { d.links.push_back({.from = {2}, .to = {1}}); }}};

TEST(ScheduleRead, NamesEachFaultAndItsField) {
  ASSERT_TRUE(read(sound_draft()));
  for (const Fault& fault : kFaults) {
    Draft draft = sound_draft();
    fault.plant(draft);
    const auto instance = read(draft);
    ASSERT_FALSE(instance) << fault.code << " " << fault.field;
    ASSERT_EQ(instance.problems().size(), 1u) << fault.code << " " << fault.field;
    EXPECT_EQ(instance.problems()[0].code, fault.code) << fault.field;
    if (std::string(fault.code) != "schedule.link_cycle" && std::string(fault.code) != "schedule.zone_cycle")
      EXPECT_EQ(instance.problems()[0].field, fault.field) << fault.code;
    else
      EXPECT_FALSE(instance.problems()[0].params.empty()) << "the chain";
  }
}

TEST(ScheduleRead, ReportsFaultsOfOneFloorTogether) {
  Draft draft = sound_draft();
  draft.activities[0].weight = -1, draft.activities[1].modes[0].cost = -1, draft.links[0].to = {1};
  EXPECT_EQ(read(draft).problems().size(), 3u);
}

TEST(ScheduleRead, CountsWorkingTimeAsOneCountsItDayByDay) {
  Rng rng(41);
  for (int round = 0; round < 400; ++round) {
    const Instance instance = random_instance(rng);
    const Draft& draft = instance.draft();
    const Twin twin(draft);
    for (int i = 0; i < instance.activities(); ++i) {
      for (int m = 0; m < instance.modes(i); ++m) {
        const Slot work = instance.work(i, m);
        std::vector<Slot> possible;  ///< starts, by the twin
        for (Slot t = 0; t < draft.horizon; ++t)
          if (work == 0 || twin.works(i, m, t)) possible.push_back(t);
        for (Slot t = 0; t < draft.horizon; ++t) {
          const auto next = std::lower_bound(possible.begin(), possible.end(), t);
          ASSERT_EQ(instance.earliest_start(i, m, t), next == possible.end() ? draft.horizon : *next);
          Slot latest = -1;
          for (const Slot start : possible)
            if (twin.end_of(i, m, start, work) <= t) latest = start;
          ASSERT_EQ(std::max(-1, instance.latest_start(i, m, t)), latest) << "to finish by " << t;
        }
        for (const Slot start : possible)
          ASSERT_EQ(std::min(instance.finish(i, m, start), draft.horizon + 1),
                    std::min(twin.end_of(i, m, start, work), draft.horizon + 1));
      }
    }
  }
}

TEST(ScheduleRead, ArcsAskForTheFirstSlotThatKeepsTheLag) {
  Rng rng(42);
  int with_calendar = 0;
  for (int round = 0; round < 400; ++round) {
    const Instance instance = random_instance(rng, {.links = 6, .calendar = 50});
    const Draft& draft = instance.draft();
    const Twin twin(draft);
    for (const Arc& arc : instance.arcs()) {
      const Draft::Link& link = draft.links[arc.link];
      with_calendar += link.calendar ? 1 : 0;
      for (Slot t = 0; t <= draft.horizon; ++t) {
        const Id calendar = link.lag == 0 ? Id{} : link.calendar;
        Slot first = 0;
        while (first <= draft.horizon && (link.is_maximum ? twin.count(calendar, first, t) > link.lag
                                                          : twin.count(calendar, t, first) < link.lag))
          ++first;
        ASSERT_EQ(std::clamp(instance.after_lag(arc, t), 0, draft.horizon + 1), first)
            << t << " in " << round;
      }
    }
  }
  EXPECT_GT(with_calendar, 100);
}

TEST(ScheduleRead, AZoneAsAWholeIsEverythingInIt) {
  Rng rng(43);
  for (int round = 0; round < 400; ++round) {
    const Instance instance = random_instance(rng, {.zones = 6, .progress = 0});
    const Draft& draft = instance.draft();
    const Twin twin(draft);
    for (int i = 0; i < instance.activities(); ++i) {
      for (int m = 0; m < instance.modes(i); ++m) {
        std::map<int, std::int64_t> expected;
        for (const auto& place : draft.activities[i].modes[m].places) {
          for (int z = 0; z < static_cast<int>(draft.zones.size()); ++z) {
            const auto& zone = draft.zones[z];
            if (place.area > 0 && zone.id == place.zone) expected[instance.area_resource(z)] = place.area;
          }
        }
        for (const auto& place : draft.activities[i].modes[m].places) {
          if (place.area > 0) continue;
          for (int z = 0; z < static_cast<int>(draft.zones.size()); ++z) {
            if (!twin.is_inside(draft.zones[z].id, place.zone)) continue;
            if (draft.zones[z].area > 0) expected[instance.area_resource(z)] = draft.zones[z].area;
            const bool is_leaf = std::none_of(draft.zones.begin(), draft.zones.end(), [&](const auto& other) {
              return other.parent == draft.zones[z].id;
            });
            ASSERT_EQ(is_leaf, instance.leaf_resource(z) != kNone);
            if (is_leaf) expected[instance.leaf_resource(z)] = 1;
          }
        }
        std::map<int, std::int64_t> found;
        for (const Use& use : instance.uses(i, m))
          if (instance.zone_of(use.resource) != kNone) found[use.resource] = use.amount;
        ASSERT_EQ(found, expected) << round;
      }
    }
  }
}

TEST(ScheduleRead, FactsAndFrozenPlansStayWhereTheyAre) {
  Rng rng(44);
  int facts = 0, frozen = 0;
  for (int round = 0; round < 1'000; ++round) {
    const Instance instance = random_instance(rng, {.frozen = 80, .planned = 70});
    const Draft& draft = instance.draft();
    const Twin twin(draft);
    for (int i = 0; i < instance.activities(); ++i) {
      Plan plan;
      plan.start.assign(draft.activities.size(), 0), plan.mode.assign(draft.activities.size(), 0);
      plan.mode[i] = std::max(0, instance.fixed_mode(i));
      const auto planned = twin.frozen_start(i);
      if (planned) plan.start[i] = *planned;
      const bool is_fixed = draft.activities[i].actual_start || planned;
      ASSERT_EQ(instance.fixed(i), is_fixed ? std::optional(twin.stay(plan, i)) : std::nullopt) << round;
      facts += draft.activities[i].actual_start ? 1 : 0, frozen += planned ? 1 : 0;
    }
  }
  EXPECT_GT(facts, 100);
  EXPECT_GT(frozen, 100);
}

}  // namespace
}  // namespace zw::engines::schedule
