#include "engines/schedule/repair.h"

#include <gtest/gtest.h>

#include "engines/schedule/solve.h"
#include "engines/schedule/test_support.h"
#include "engines/schedule/verify.h"

namespace zw::engines::schedule {
namespace {

using test_support::Inventor;
using test_support::Size;

/// Three activities in a row on one crew, and a fourth elsewhere.
Draft row_of_three() {
  Draft draft;
  draft.horizon = 60;
  draft.resources.push_back({.id = {1}, .capacity = 1});
  draft.resources.push_back({.id = {2}, .capacity = 1});
  for (int i = 1; i <= 4; ++i) {
    Draft::Activity activity{.id = {i}};
    activity.modes.push_back({.work = 5, .needs = {{{i == 4 ? 2 : 1}, 1}}});
    activity.planned_start = i == 4 ? 0 : 5 * (i - 1);
    draft.activities.push_back(activity);
  }
  return draft;
}

TEST(Repair, MovesWhatFollowsTheDisturbedAndNothingElse) {
  Draft draft = row_of_three();
  draft.activities[0].modes[0].work = 8;
  const auto instance = read(draft);
  ASSERT_TRUE(instance);
  const Plan before{{0, 5, 10, 0}, {0, 0, 0, 0}};
  const Repaired repaired = repair(*instance, before, {}, StopRule(2));
  EXPECT_TRUE(verify(*instance, {repaired.plan}).empty());
  EXPECT_EQ(repaired.plan.start[3], 0);
  EXPECT_EQ(repaired.judgement.value.makespan, 18);
  EXPECT_LE(repaired.moved, 2);
}

TEST(Repair, LeavesAPlanThatStillHoldsAlone) {
  const auto instance = read(row_of_three());
  ASSERT_TRUE(instance);
  const Plan before{{0, 5, 10, 0}, {0, 0, 0, 0}};
  const Repaired repaired = repair(*instance, before, {}, StopRule(50));
  EXPECT_EQ(repaired.plan, before);
  EXPECT_EQ(repaired.moved, 0);
}

TEST(Repair, StaysWithinTheStartsThatMayMove) {
  Draft draft = row_of_three();
  draft.activities[0].modes[0].work = 7;
  const auto instance = read(draft);
  ASSERT_TRUE(instance);
  const Repaired repaired = repair(*instance, {{0, 5, 10, 0}, {0, 0, 0, 0}}, {.most_moved = 1}, StopRule(50));
  EXPECT_LE(repaired.moved, 1);
  EXPECT_TRUE(verify(*instance, {repaired.plan}).empty());
}

/// Any activity takes longer than was planned.
TEST(Repair, EveryMendedPlanHolds) {
  Rng rng(12);
  int mended = 0;
  for (int round = 0; round < 120; ++round) {
    Size size{.activities = 10, .horizon = 200, .links = 8};
    size.maximum = 0, size.window = 0, size.budget = 0, size.progress = 0, size.frozen = 0, size.planned = 0;
    Draft draft = Inventor(rng, size).draft();
    const auto instance = read(draft);
    if (!instance) continue;
    const Solution solution = solve(*instance, {.expected_schedules = 100}, StopRule(100));
    if (solution.plan.is_empty() || solution.violation > 0) continue;
    for (std::size_t i = 0; i < draft.activities.size(); ++i)
      draft.activities[i].planned_start = solution.plan.start[i];
    for (auto& mode : draft.activities[rng.below(draft.activities.size())].modes) mode.work += 2;
    const auto after = read(draft);
    if (!after) continue;
    const Repaired repaired = repair(*after, solution.plan, {}, StopRule(30));
    if (repaired.judgement.violation > 0) continue;
    EXPECT_TRUE(verify(*after, {repaired.plan, repaired.judgement.value}).empty());
    ++mended;
  }
  EXPECT_GT(mended, 30);
}

}  // namespace
}  // namespace zw::engines::schedule
