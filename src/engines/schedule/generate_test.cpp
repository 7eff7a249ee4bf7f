#include "engines/schedule/generate.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "engines/schedule/test_support.h"
#include "engines/schedule/test_twin.h"
#include "engines/schedule/verify.h"

namespace zw::engines::schedule {
namespace {

using test_support::Inventor;
using test_support::kPlainSize;
using test_support::Size;

Plan plan_of(const Plain& plain, std::span<const Slot> start) {
  Plan plan{{start.begin(), start.end()}, std::vector<int>(start.size(), 0)};
  for (Slot& slot : plan.start) slot += plain.release();
  return plan;
}

/// Links finish–start, so that every question is plain.
Draft plain_draft(Rng& rng, Size size) {
  Draft draft = Inventor(rng, size).draft();
  draft.horizon = 200;
  draft.data_date = 0;
  for (auto& link : draft.links) {
    if (link.from.value > link.to.value) std::swap(link.from, link.to);
    link.type = LinkType::finish_start;
    link.lag = std::abs(link.lag);
    link.is_maximum = false;
  }
  for (auto& activity : draft.activities) activity.due.reset(), activity.planned_start.reset();
  return draft;
}

Size size_of(int activities) {
  Size size = kPlainSize;
  size.activities = activities;
  size.links = activities;
  return size;
}

TEST(Generate, EveryPlanHolds) {
  Rng rng(7);
  int judged = 0;
  for (int round = 0; round < 300; ++round) {
    const auto instance = read(plain_draft(rng, size_of(1 + round % 20)));
    if (!instance || !Plain::fits(*instance)) continue;
    const Plain plain(*instance);
    Generator generator(plain);
    const int n = plain.activities();
    std::vector<Slot> key(n), start(n);
    std::vector<int> list(n);
    for (int side = 0; side < 2; ++side) {
      for (Slot& k : key) k = static_cast<Slot>(rng.below(30));
      const std::vector<Slot> wish = key;
      generator.sort(side, key, list);
      const Slot lengths[] = {generator.serial(side, list, start), generator.parallel(side, wish, start)};
      for (int way = 0; way < 2; ++way) {
        if (way == 0) generator.serial(side, list, start);
        if (way == 1) generator.parallel(side, wish, start);
        std::vector<Slot> seen(start);
        if (side == 1) generator.mirror(start, lengths[way], seen);
        const Plan plan = plan_of(plain, seen);
        EXPECT_TRUE(verify(*instance, {plan}).empty());
        EXPECT_EQ(value_of(*instance, plan).makespan, lengths[way] + plain.release());
        EXPECT_LE(plain.critical_path(), lengths[way]);
        ++judged;
      }
    }
    generator.sort(0, key, list);
    const Slot before = generator.serial(0, list, start);
    EXPECT_LE(generator.improve(start, before), before);
    EXPECT_TRUE(verify(*instance, {plan_of(plain, start)}).empty());
  }
  EXPECT_GT(judged, 400);
}

/// Serial generation reaches a shortest plan by some list (Sprecher, Kolisch and Drexl 1995).
TEST(Generate, AllListsTogetherReachTheOptimum) {
  Rng rng(11);
  for (int round = 0; round < 60; ++round) {
    Draft draft = plain_draft(rng, size_of(4));
    draft.horizon = 14;
    const auto instance = read(draft);
    if (!instance || !Plain::fits(*instance)) continue;
    const Plain plain(*instance);
    Generator generator(plain);
    std::vector<Slot> start(4);
    std::vector<int> list(4);
    std::vector<Slot> order{0, 1, 2, 3};
    Slot shortest = kMaxSlot;
    do {
      std::vector<Slot> key = order;
      generator.sort(0, key, list);
      shortest = std::min(shortest, generator.serial(0, list, start));
    } while (std::next_permutation(order.begin(), order.end()));
    const auto best = test_support::Twin(draft).best();
    ASSERT_TRUE(best);
    EXPECT_EQ(shortest, value_of(*instance, *best).makespan);
  }
}

/// Lanes of 32 bits, of 64 and of several words give the same plans.
TEST(Generate, EveryWidthOfLanesPlansAlike) {
  Rng rng(13);
  for (int round = 0; round < 50; ++round) {
    Draft draft = plain_draft(rng, size_of(15));
    std::vector<std::vector<Slot>> plans;
    for (const std::int64_t scale : {1, 1'000, 10'000'000}) {
      Draft scaled = draft;
      for (auto& resource : scaled.resources) resource.capacity *= scale;
      for (auto& activity : scaled.activities)
        for (auto& need : activity.modes[0].needs) need.amount *= scale;
      // Copies of the resources widen the word without changing the question.
      for (int copies = 0; scale > 1 && copies < 3; ++copies)
        for (std::size_t r = 0; r < draft.resources.size(); ++r) {
          scaled.resources.push_back(scaled.resources[r]);
          scaled.resources.back().id = {static_cast<std::int64_t>(1000 + 10 * copies + static_cast<int>(r))};
          for (auto& activity : scaled.activities)
            for (std::size_t k = activity.modes[0].needs.size(); k-- > 0;)
              if (activity.modes[0].needs[k].resource == draft.resources[r].id)
                activity.modes[0].needs.push_back(
                    {scaled.resources.back().id, activity.modes[0].needs[k].amount});
        }
      const auto instance = read(scaled);
      if (!instance || !Plain::fits(*instance)) break;
      const Plain plain(*instance);
      Generator generator(plain);
      std::vector<Slot> key = keys_of(plain, 0, Rule::latest_finish), start(key.size());
      std::vector<int> list(key.size());
      generator.sort(0, key, list);
      generator.serial(0, list, start);
      plans.push_back(start);
    }
    for (const auto& plan : plans) EXPECT_EQ(plan, plans[0]);
  }
}

TEST(Generate, GivesUpAtTheLimit) {
  Rng rng(17);
  const auto instance = read(plain_draft(rng, size_of(12)));
  ASSERT_TRUE(instance && Plain::fits(*instance));
  const Plain plain(*instance);
  Generator generator(plain);
  std::vector<Slot> key = keys_of(plain, 0, Rule::latest_start), start(12);
  std::vector<int> list(12);
  generator.sort(0, key, list);
  const Slot length = generator.serial(0, list, start);
  EXPECT_EQ(generator.serial(0, list, start, length), length);
  EXPECT_EQ(generator.serial(0, list, start, length - 1), Generator::kGivenUp);
  EXPECT_EQ(generator.serial(0, list, start), length) << "a profile given up is clean again";
}

}  // namespace
}  // namespace zw::engines::schedule
