#include "engines/schedule/general.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "engines/schedule/bound.h"
#include "engines/schedule/test_support.h"
#include "engines/schedule/test_twin.h"
#include "engines/schedule/verify.h"

namespace zw::engines::schedule {
namespace {

using test_support::Inventor;
using test_support::Size;

TEST(Profile, TakesGivesBackAndNamesTheShortage) {
  const std::vector<Draft::Step> steps{{0, 5}, {10, 3}, {20, 6}};
  Profile profile(steps);
  EXPECT_EQ(profile.shortage(0, 30, 3), Span{});
  EXPECT_EQ(profile.shortage(4, 30, 4), (Span{10, 20}));
  profile.take(8, 12, 3);
  EXPECT_EQ(profile.shortage(0, 30, 3), (Span{8, 12}));
  EXPECT_EQ(profile.shortage(9, 30, 5), (Span{9, 20})) << "as far as the shortage lasts";
  EXPECT_EQ(profile.shortage(0, 8, 5), Span{});
  profile.take(8, 12, -3);
  EXPECT_EQ(profile.shortage(0, 30, 3), Span{});
  EXPECT_EQ(profile.shortage(0, 30, 7).until, kMaxSlot) << "never enough";
}

/// The list of events says what an array of slots says.
TEST(Profile, AgreesWithSlots) {
  Rng rng(2);
  for (int round = 0; round < 200; ++round) {
    std::vector<std::int64_t> slots(40, 6);
    Profile profile(std::vector<Draft::Step>{{0, 6}});
    for (int k = 0; k < 12; ++k) {
      const auto from = static_cast<Slot>(rng.below(35));
      const auto until = from + static_cast<Slot>(rng.below(6));
      const std::int64_t amount = rng.between(-2, 3);
      profile.take(from, until, amount);
      for (Slot t = from; t < until; ++t) slots[t] -= amount;
      const std::int64_t wanted = rng.between(0, 7);
      const Span shortage = profile.shortage(from, 40, wanted);
      Slot first = from;
      while (first < 40 && slots[first] >= wanted) ++first;
      EXPECT_EQ(shortage.until > 0, first < 40);
      EXPECT_EQ(first < 40 ? shortage.from : first, first);
    }
  }
}

/// Without deadlines, maximum links and budgets that are too small, every list gives a plan that holds, and
/// so does whatever is moved in it.
TEST(General, EveryPlanHolds) {
  Rng rng(4);
  int judged = 0;
  for (int round = 0; round < 400; ++round) {
    Size size{.activities = 2 + round % 12, .horizon = 90, .links = round % 12};
    size.maximum = 0, size.window = 0, size.budget = 0, size.progress = 0, size.frozen = 0;
    const auto instance = read(Inventor(rng, size).draft());
    if (!instance) continue;
    General general(*instance);
    const auto mode = general.choose_modes(static_cast<int>(rng.below(101)), rng);
    std::vector<Slot> key = general.urgent_keys(mode);
    for (Slot& k : key) k += static_cast<Slot>(rng.below(30));
    Plan plan;
    general.generate(key, mode, plan);
    const Judgement judgement = general.judge(plan);
    if (judgement.violation > 0) continue;
    ++judged;
    EXPECT_TRUE(verify(*instance, {plan, judgement.value}).empty());
    const auto least = bound(*instance, StopRule());
    ASSERT_TRUE(least);
    EXPECT_LE(*least, judgement.value.makespan);
    general.justify(plan, judgement.value.makespan);
    EXPECT_TRUE(verify(*instance, {plan}).empty());
    const Judgement packed = general.judge(plan);
    EXPECT_EQ(packed.violation, 0);
    EXPECT_LE(packed.value.makespan, judgement.value.makespan);
    general.settle(plan, packed.value.makespan);
    EXPECT_TRUE(verify(*instance, {plan}).empty());
    EXPECT_LE(general.judge(plan).value.makespan, packed.value.makespan);
    EXPECT_LE(general.judge(plan).value.lateness, packed.value.lateness);
  }
  EXPECT_GT(judged, 120);
}

/// The bound never exceeds what trying everything finds, and says "no plan" only when there is none.
TEST(Bound, IsBelowTheBestPlan) {
  Rng rng(6);
  for (int round = 0; round < 150; ++round) {
    const Draft draft = Inventor(rng, Size{}).draft();
    const auto instance = read(draft);
    if (!instance) continue;
    const auto best = test_support::Twin(draft).best();
    const auto least = bound(*instance, StopRule());
    if (!best) continue;
    ASSERT_TRUE(least) << round;
    Value value = value_of(*instance, *best);
    EXPECT_LE(*least, value.makespan) << round;
  }
}

TEST(General, RepairsBudgetsByOtherModes) {
  Draft draft;
  draft.horizon = 50;
  draft.resources.push_back({.id = {1}, .kind = ResourceKind::budget, .capacity = 10});
  for (int i = 1; i <= 5; ++i) {
    Draft::Activity activity{.id = {i}};
    activity.modes.push_back({.work = 2, .needs = {{{1}, 4}}});
    activity.modes.push_back({.work = 6, .needs = {{{1}, 1}}});
    draft.activities.push_back(activity);
  }
  const auto instance = read(draft);
  ASSERT_TRUE(instance);
  const General general(*instance);
  Rng rng(1);
  for (int wish = 0; wish <= 100; wish += 20) {
    std::int64_t spent = 0;
    const auto mode = general.choose_modes(wish, rng);
    for (const int m : mode) spent += m == 0 ? 4 : 1;
    EXPECT_LE(spent, 10);
  }
}

}  // namespace
}  // namespace zw::engines::schedule
