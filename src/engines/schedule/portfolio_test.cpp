#include "engines/schedule/portfolio.h"

#include <gtest/gtest.h>

#include <thread>

#include "engines/schedule/prove/check.h"
#include "engines/schedule/test_support.h"
#include "engines/schedule/test_twin.h"
#include "engines/schedule/verify.h"

namespace zw::engines::schedule {
namespace {

/// Every feature of the model, and nothing to choose between plans but their makespan.
constexpr test_support::Size kMakespanAlone{.lateness = 0, .planned = 0};

Instance some_instance(Rng& rng) {
  while (true) {
    Draft draft = test_support::random_draft(rng, kMakespanAlone);
    for (auto& activity : draft.activities)
      for (auto& mode : activity.modes) mode.cost = 0;
    if (auto instance = read(std::move(draft))) return *std::move(instance);
  }
}

StopRule after(std::uint64_t schedules) { return StopRule(schedules); }

TEST(SchedulePortfolio, FindsTheBestPlanOrProvesThatThereIsNone) {
  Rng rng(3);
  int planned = 0, refuted = 0;
  for (int round = 0; round < 300; ++round) {
    const Instance instance = some_instance(rng);
    const auto best = test_support::Twin(instance.draft()).best();
    Portfolio portfolio(instance);
    portfolio.take_turns(after(100'000));
    const Solution solution = portfolio.solution();
    EXPECT_EQ(solution.stopped, StopReason::finished);
    EXPECT_EQ(solution.is_infeasible, !best.has_value());
    if (!best) {
      ++refuted;
      continue;
    }
    ++planned;
    ASSERT_FALSE(solution.plan.is_empty());
    EXPECT_EQ(solution.value, value_of(instance, *best).makespan);
    EXPECT_TRUE(solution.is_proven());
    EXPECT_TRUE(
        verify(instance, {solution.plan, solution.worth, static_cast<Slot>(*solution.bound)}).empty());
    if (HasFailure()) return;
  }
  EXPECT_GT(planned, 50);
  EXPECT_GT(refuted, 20);
}

TEST(SchedulePortfolio, ACertificateOfTheBoundIsAcceptedByTheSecondProgram) {
  Rng rng(8);
  for (int round = 0; round < 60; ++round) {
    const Instance instance = some_instance(rng);
    Portfolio portfolio(instance, {.wants_certificate = true});
    portfolio.take_turns(after(100'000));
    const Solution solution = portfolio.solution();
    if (solution.stopped != StopReason::finished || portfolio.certificate().lines.empty()) continue;
    const prove::Certificate& certificate = portfolio.certificate();
    EXPECT_EQ(certificate.is_infeasible, solution.is_infeasible);
    EXPECT_TRUE(solution.is_infeasible || certificate.makespan == *solution.bound);
    EXPECT_FALSE(prove::check(instance, certificate)) << "round " << round;
  }
}

TEST(SchedulePortfolio, TheSameLimitGivesTheSameAnswer) {
  Rng rng(4);
  const Instance instance = test_support::random_instance(
      rng, {.activities = 12, .horizon = 60, .links = 10, .work = 8, .window = 0});
  const auto answer = [&](std::uint64_t seed) {
    Portfolio portfolio(instance, {.seed = seed});
    portfolio.take_turns(after(20'000));
    return portfolio.solution();
  };
  const Solution one = answer(2), again = answer(2);
  EXPECT_EQ(one.plan, again.plan);
  EXPECT_EQ(one.worth, again.worth);
  EXPECT_EQ(one.bound, again.bound);
  EXPECT_EQ(one.statistics.evaluations, again.statistics.evaluations);
}

TEST(SchedulePortfolio, TwoThreadsAgreeWithOne) {
  Rng rng(6);
  for (int round = 0; round < 40; ++round) {
    const Instance instance = some_instance(rng);
    Portfolio alone(instance), together(instance);
    alone.take_turns(after(100'000));
    const StopRule above(100'000), below(100'000);
    std::thread prover([&] { together.prove(below); });
    together.seek(above);
    prover.join();
    EXPECT_EQ(alone.solution().is_infeasible, together.solution().is_infeasible);
    EXPECT_EQ(alone.solution().worth, together.solution().worth);
    EXPECT_EQ(alone.solution().bound, together.solution().bound);
  }
}

TEST(SchedulePortfolio, TellsOfBetterPlansOnlyAndKeepsWhatItIsOffered) {
  Rng rng(9);
  Instance instance = some_instance(rng);
  std::optional<Plan> best;
  while (!(best = test_support::Twin(instance.draft()).best())) instance = some_instance(rng);
  Portfolio portfolio(instance);
  std::vector<Value> heard;
  portfolio.on_better([&](const Solution& better) { heard.push_back(better.worth); });
  portfolio.offer(*best);
  portfolio.take_turns(after(50'000));
  ASSERT_EQ(heard.size(), 1u);
  EXPECT_EQ(portfolio.solution().worth, value_of(instance, *best));
}

}  // namespace
}  // namespace zw::engines::schedule
