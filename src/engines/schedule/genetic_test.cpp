#include "engines/schedule/genetic.h"

#include <gtest/gtest.h>

#include "engines/schedule/plan.h"
#include "engines/schedule/test_support.h"
#include "engines/schedule/test_twin.h"
#include "engines/schedule/verify.h"

namespace zw::engines::schedule {
namespace {

using test_support::Inventor;
using test_support::kPlainSize;

/// Links finish–start from lower to higher numbers; nothing due.
Draft plain_draft(Rng& rng, int activities) {
  test_support::Size size = kPlainSize;
  size.activities = activities, size.links = activities, size.work = 8;
  Draft draft = Inventor(rng, size).draft();
  draft.horizon = 12 * activities + 20;
  draft.data_date = 0;
  for (auto& link : draft.links) {
    if (link.from.value > link.to.value) std::swap(link.from, link.to);
    link.type = LinkType::finish_start;
    link.lag = 0;
  }
  for (auto& activity : draft.activities) activity.due.reset(), activity.planned_start.reset();
  return draft;
}

Instance some_instance(std::uint64_t seed, int activities) {
  Rng rng(seed);
  while (true) {
    auto instance = read(plain_draft(rng, activities));
    if (instance && Plain::fits(*instance)) return std::move(*instance);
  }
}

TEST(Genetic, FindsShortestPlansOfTinyQuestions) {
  Rng rng(5);
  int judged = 0;
  for (int round = 0; round < 60; ++round) {
    Draft draft = plain_draft(rng, 5);
    draft.horizon = 14;
    for (auto& activity : draft.activities) activity.modes[0].work = std::min(activity.modes[0].work, 3);
    const auto instance = read(draft);
    if (!instance || !Plain::fits(*instance)) continue;
    const auto best = test_support::Twin(draft).best();
    ASSERT_TRUE(best);
    const Plain plain(*instance);
    Generator generator(plain);
    Genetic genetic(plain, generator, {.seed = 3, .expected_schedules = 500});
    genetic.search(StopRule(500), [] {});
    EXPECT_EQ(genetic.makespan(), value_of(*instance, *best).makespan);
    ++judged;
  }
  EXPECT_GT(judged, 20);
}

TEST(Genetic, ReportsEachShorterPlanAndKeepsTheLimit) {
  const Instance instance = some_instance(6, 40);
  const Plain plain(instance);
  Generator generator(plain);
  Genetic genetic(plain, generator, {.seed = 4, .expected_schedules = 3'000});
  Slot last = kMaxSlot;
  const StopReason reason = genetic.search(StopRule(3'000), [&] {
    EXPECT_LT(genetic.makespan(), last);
    last = genetic.makespan();
    const Plan plan{{genetic.start().begin(), genetic.start().end()}, std::vector<int>(40, 0)};
    EXPECT_TRUE(verify(instance, {plan}).empty());
  });
  EXPECT_EQ(last, genetic.makespan());
  if (!genetic.is_proven()) {
    EXPECT_EQ(reason, StopReason::iteration_limit);
    EXPECT_EQ(generator.schedules(), 3'000);
  }
}

TEST(Genetic, TheSameSeedGoesTheSameWay) {
  const Instance instance = some_instance(7, 30);
  const Plain plain(instance);
  std::vector<std::vector<Slot>> plans;
  for (int round = 0; round < 2; ++round) {
    Generator generator(plain);
    Genetic genetic(plain, generator, {.seed = 8, .expected_schedules = 1'000});
    genetic.search(StopRule(1'000), [] {});
    plans.emplace_back(genetic.start().begin(), genetic.start().end());
  }
  EXPECT_EQ(plans[0], plans[1]);
}

}  // namespace
}  // namespace zw::engines::schedule
