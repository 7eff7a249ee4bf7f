#include "engines/schedule/formats/zonelib.h"

#include <gtest/gtest.h>

#include <set>

#include "base/rng.h"
#include "engines/schedule/verify.h"

namespace zw::engines::schedule::formats {
namespace {

/// One activity after the other, in their order.
Plan one_by_one(const Instance& instance) {
  Plan plan;
  Slot now = 0;
  for (int i = 0; i < instance.activities(); ++i) {
    for (const Arc& arc : instance.arcs())
      if (arc.to == i)
        now = std::max(now, instance.after_lag(arc, instance.finish(arc.from, 0, plan.start[arc.from])));
    plan.start.push_back(instance.earliest_start(i, 0, now)), plan.mode.push_back(0);
    now = instance.finish(i, 0, plan.start.back());
  }
  return plan;
}

TEST(ScheduleZonelib, EverySiteCanBePlanned) {
  Rng rng(61);
  for (int round = 0; round < 60; ++round) {
    const Zonelib shape{.seed = rng.next(),
                        .trades = static_cast<int>(rng.between(1, 10)),
                        .buildings = static_cast<int>(rng.between(1, 2)),
                        .floors = static_cast<int>(rng.between(1, 3)),
                        .rooms = static_cast<int>(rng.between(1, 4)),
                        .slots_per_day = static_cast<Slot>(rng.between(2, 8)),
                        .due_of_flow = 100};
    const auto instance = read(invent_zonelib(shape));
    ASSERT_TRUE(instance) << instance.problems()[0].code << " " << instance.problems()[0].field;
    EXPECT_EQ(verify(*instance, {.plan = one_by_one(*instance)}), Problems{}) << round;
  }
}

TEST(ScheduleZonelib, HasAllThatMakesASite) {
  const Draft draft = invent_zonelib({.trades = 20, .buildings = 2, .floors = 4, .rooms = 5});
  std::set<LinkType> types;
  std::set<bool> drying, shared, fronts;
  for (const auto& link : draft.links) types.insert(link.type), drying.insert(link.lag > 0);
  for (const auto& activity : draft.activities) {
    shared.insert(activity.modes[0].places[0].area > 0), fronts.insert(activity.modes.size() > 1);
    if (activity.modes.size() > 1) {
      EXPECT_LT(activity.modes[1].work, activity.modes[0].work);
      EXPECT_GT(activity.modes[1].cost, 0);
    }
  }
  EXPECT_EQ(types, (std::set{LinkType::finish_start, LinkType::start_start, LinkType::finish_finish}));
  EXPECT_EQ(drying.size() + shared.size() + fronts.size(), 6u);
  EXPECT_EQ(draft.zones.size(), 2u + 8u + 40u);
  EXPECT_GT(draft.activities.size(), 500u);
}

/// The sum over all numbers of a draft that chance decided; written down once, the same everywhere.
TEST(ScheduleZonelib, IsTheSameOnEveryMachine) {
  const auto print = [](const Draft& draft) {
    auto sum = static_cast<std::uint64_t>(draft.horizon);
    for (const auto& activity : draft.activities)
      for (const auto& mode : activity.modes)
        sum = sum * 31 + static_cast<std::uint64_t>(mode.work + mode.cost + mode.places[0].area);
    for (const auto& link : draft.links)
      sum = sum * 31 + static_cast<std::uint64_t>(link.from.value + link.to.value + link.lag);
    return sum;
  };
  EXPECT_EQ(print(invent_zonelib({.seed = 7})), 14604029692428759440u);
  EXPECT_NE(print(invent_zonelib({.seed = 7})), print(invent_zonelib({.seed = 8})));
}

}  // namespace
}  // namespace zw::engines::schedule::formats
