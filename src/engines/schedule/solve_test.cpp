#include "engines/schedule/solve.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <tuple>

#include "engines/schedule/test_support.h"
#include "engines/schedule/test_twin.h"
#include "engines/schedule/verify.h"

namespace zw::engines::schedule {
namespace {

using test_support::Inventor;
using test_support::Size;
using test_support::Twin;

Solution solve_briefly(const Instance& instance, std::uint64_t schedules, std::uint64_t seed = 1) {
  return solve(instance, {.seed = seed, .expected_schedules = schedules}, StopRule(schedules));
}

TEST(Solve, IsRightOnTinyQuestionsWithEveryFeature) {
  Rng rng(3);
  int solvable = 0, found = 0, optimal = 0, best_but_changes = 0;
  for (int round = 0; round < 250; ++round) {
    const Draft draft = Inventor(rng, Size{}).draft();
    const auto instance = read(draft);
    if (!instance) continue;
    const auto best = Twin(draft).best();
    const Solution solution = solve_briefly(*instance, 1'500);
    if (solution.is_infeasible) {
      EXPECT_FALSE(best) << round;
      continue;
    }
    if (solution.violation == 0) {
      const auto problems =
          verify(*instance, {solution.plan, solution.worth, static_cast<Slot>(*solution.bound)});
      // What is fixed may break rules by itself; then nobody has a plan.
      if (best) {
        EXPECT_TRUE(problems.empty()) << round << ' ' << problems[0].code << ' ' << problems[0].field;
      }
    }
    if (!best) continue;
    ++solvable;
    found += solution.violation == 0;
    const auto main_part = [](const Value& value) {
      return std::tuple(value.lateness, value.cost, value.makespan);
    };
    best_but_changes +=
        solution.violation == 0 && main_part(solution.worth) == main_part(value_of(*instance, *best));
    optimal += solution.violation == 0 && solution.worth == value_of(*instance, *best);
  }
  EXPECT_GT(solvable, 60);
  EXPECT_GE(found * 100, solvable * 97) << found << " of " << solvable;
  EXPECT_GE(best_but_changes * 100, solvable * 90) << best_but_changes << " of " << solvable;
  EXPECT_GE(optimal * 100, solvable * 75) << optimal << " of " << solvable;
}

TEST(Solve, SameSeedSameAnswerAndTheLimitIsKept) {
  Rng rng(5);
  for (const int modes : {1, 3}) {
    Size size{.activities = 20, .horizon = 120, .links = 15, .modes = modes, .maximum = 0, .window = 0};
    size.progress = size.frozen = 0;
    std::optional<Result<Instance>> instance;
    while (!instance || !instance->ok()) instance.emplace(read(Inventor(rng, size).draft()));
    const Solution first = solve_briefly(**instance, 300, 9), again = solve_briefly(**instance, 300, 9);
    EXPECT_EQ(first.plan, again.plan);
    EXPECT_EQ(first.worth, again.worth);
    EXPECT_LE(first.statistics.evaluations, 303);
  }
}

TEST(Solve, StopsWhenTheRuleSaysSo) {
  Rng rng(5);
  Size size{.activities = 30, .horizon = 300, .links = 20, .maximum = 0, .window = 0};
  size.progress = size.frozen = 0;
  std::optional<Result<Instance>> instance;
  while (!instance || !instance->ok()) instance.emplace(read(Inventor(rng, size).draft()));
  int asked = 0;
  const StopRule stop(StopRule::kNoLimit, [&] { return ++asked > 50; });
  const Solution solution = solve(**instance, {}, stop);
  EXPECT_LE(asked, 51);
  EXPECT_FALSE(solution.plan.is_empty());
}

TEST(Solve, NeverWorseThanThePlanItBeganWith) {
  Rng rng(8);
  for (int round = 0; round < 40; ++round) {
    Size size{.activities = 12, .horizon = 80, .links = 8, .maximum = 0, .window = 0};
    Draft draft = Inventor(rng, size).draft();
    const auto tight = read(draft);
    if (!tight) continue;
    const Solution before = solve_briefly(*tight, 200);
    if (before.violation > 0 || before.is_infeasible) continue;
    // More of everything: the old plan still holds.
    for (auto& resource : draft.resources) {
      resource.capacity += 1;
      for (auto& step : resource.steps) step.capacity += 1;
    }
    for (auto& activity : draft.activities) activity.deadline.reset();
    const auto loose = read(draft);
    ASSERT_TRUE(loose);
    const Solution after =
        solve(*loose, {.seed = 2, .expected_schedules = 200, .start = before.plan}, StopRule(200));
    EXPECT_EQ(after.violation, 0);
    EXPECT_LE(after.worth, before.worth);
  }
}

}  // namespace
}  // namespace zw::engines::schedule
