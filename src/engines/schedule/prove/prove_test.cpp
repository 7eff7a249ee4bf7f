#include "engines/schedule/prove/prove.h"

#include <gtest/gtest.h>

#include "engines/schedule/prove/check.h"
#include "engines/schedule/prove/test_support.h"

namespace zw::engines::schedule::prove {
namespace {

using namespace test_support;

void expect_agreement(const Instance& instance, std::uint64_t round) {
  const std::optional<Slot> best = Twin(instance).best();
  Prover prover(instance, {.seed = round, .is_logged = true});
  const Proof proof = prover.run(StopRule{});
  EXPECT_EQ(check(instance, prover.certificate()), std::nullopt) << "round " << round;
  if (!best) {
    ASSERT_EQ(proof.verdict, Verdict::infeasible) << "round " << round;
    EXPECT_TRUE(prover.certificate().is_infeasible);
    return;
  }
  ASSERT_EQ(proof.verdict, Verdict::optimal) << "round " << round;
  ASSERT_EQ(proof.makespan, *best) << "round " << round;
  EXPECT_EQ(proof.lower_bound, *best);
  EXPECT_EQ(prover.certificate().makespan, *best);
  EXPECT_EQ(value_of(instance, *proof.plan).makespan, *best);
  EXPECT_TRUE(Twin::keeps_rules(instance, *proof.plan)) << "round " << round;
}

void expect_agreement(std::uint64_t seed, int rounds, const Size& size) {
  Rng rng(seed);
  for (int round = 0; round < rounds && !testing::Test::HasFailure(); ++round)
    expect_agreement(random_instance(rng, size), static_cast<std::uint64_t>(round));
}

TEST(ScheduleProve, FindsTheBestOfAllPlansOfPlainQuestions) { expect_agreement(1, 800, {}); }

TEST(ScheduleProve, FindsTheBestOfAllPlansWithMaximumLags) {
  expect_agreement(2, 800, {.link_percent = 60, .maximum_percent = 40});
}

TEST(ScheduleProve, FindsTheBestOfAllPlansWithModesAndBudgets) {
  expect_agreement(3, 400, {.activities = 3, .horizon = 7, .modes = 3, .budgets = 1, .maximum_percent = 20});
}

TEST(ScheduleProve, FindsTheBestOfAllPlansWithCalendars) {
  expect_agreement(4, 500, {.horizon = 11, .maximum_percent = 20, .has_calendars = true});
  expect_agreement(5, 300, {.activities = 3, .horizon = 11, .modes = 2, .has_calendars = true});
}

TEST(ScheduleProve, FindsTheBestOfAllPlansWithStepsZonesAndProgress) {
  expect_agreement(6, 300, {.has_steps = true, .has_zones = true});
  expect_agreement(7, 500, {.horizon = 10, .maximum_percent = 20, .has_progress = true});
  expect_agreement(8, 300,
                   {.activities = 3,
                    .horizon = 11,
                    .modes = 2,
                    .has_calendars = true,
                    .has_steps = true,
                    .has_progress = true,
                    .has_zones = true});
}

Size larger() { return {.activities = 12, .resources = 2, .horizon = 40, .link_percent = 12}; }

TEST(ScheduleProve, GivesTheSameAnswerToTheSameQuestion) {
  Rng rng(9);
  for (int round = 0; round < 20; ++round) {
    const Instance instance = random_instance(rng, larger());
    const auto answer = [&](bool is_logged) {
      return Prover(instance, {.seed = 3, .is_logged = is_logged}).run(StopRule{}, 50);
    };
    const Proof one = answer(false), two = answer(true);
    EXPECT_EQ(one.plan, two.plan);
    EXPECT_EQ(one.lower_bound, two.lower_bound);
    EXPECT_EQ(one.conflicts, two.conflicts);
  }
}

TEST(ScheduleProve, StopsWhenToldToAndGoesOnFromThere) {
  Rng rng(10);
  const Instance instance = random_instance(rng, larger());
  StopRule stop;
  stop.cancel();
  Prover prover(instance);
  const Proof none = prover.run(stop);
  EXPECT_EQ(none.stopped, StopReason::cancelled);
  EXPECT_EQ(none.verdict, Verdict::unknown);
  EXPECT_LE(prover.run(StopRule{}, 1).conflicts, 1u);
  const Proof all = prover.run(StopRule{});
  EXPECT_EQ(all.makespan, Prover(instance).run(StopRule{}).makespan);
  EXPECT_EQ(all.verdict, Verdict::optimal);
}

TEST(ScheduleProve, AnOfferedPlanIsOnlyImprovedUpon) {
  Rng rng(11);
  for (int round = 0; round < 50; ++round) {
    const Instance instance = random_instance(rng, larger());
    const Proof best = Prover(instance).run(StopRule{});
    if (!best.plan) continue;
    Prover prover(instance, {.is_logged = true});
    prover.offer(*best.plan);
    const Proof proof = prover.run(StopRule{});
    EXPECT_EQ(proof.verdict, Verdict::optimal);
    EXPECT_EQ(proof.plan, best.plan);
    EXPECT_EQ(check(instance, prover.certificate()), std::nullopt);
  }
}

TEST(ScheduleProve, ARestrictedQuestionKeepsItsOrders) {
  Rng rng(12);
  for (int round = 0; round < 50; ++round) {
    const Instance instance = random_instance(rng, larger());
    const Restriction restriction{{}, {{1, 0}, {3, 2}}};
    const Proof proof = Prover(instance, {}, restriction).run(StopRule{});
    if (!proof.plan) continue;
    EXPECT_TRUE(Twin::keeps_rules(instance, *proof.plan));
    EXPECT_LE(finish_of(instance, *proof.plan, 1), proof.plan->start[0]);
    EXPECT_LE(finish_of(instance, *proof.plan, 3), proof.plan->start[2]);
  }
}

}  // namespace
}  // namespace zw::engines::schedule::prove
