#include "engines/schedule/neighbourhood.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "engines/schedule/general.h"
#include "engines/schedule/test_support.h"
#include "engines/schedule/verify.h"

namespace zw::engines::schedule {
namespace {

using test_support::Inventor;
using test_support::kPlainSize;

struct Case {
  Instance instance;
  Plan plan;
};

Case some_case(Rng& rng, int activities) {
  while (true) {
    test_support::Size size = kPlainSize;
    size.activities = activities, size.links = activities, size.horizon = 20 * activities;
    Draft draft = Inventor(rng, size).draft();
    draft.data_date = 0;
    auto instance = read(draft);
    if (!instance) continue;
    General general(*instance);
    const std::vector<int> mode(activities, 0);
    std::vector<Slot> key(activities);
    for (Slot& k : key) k = static_cast<Slot>(rng.below(100));
    Plan plan;
    general.generate(key, mode, plan);
    if (general.judge(plan).violation == 0) return {std::move(*instance), std::move(plan)};
  }
}

/// Delay activities at random and push along pairs and links: no resource is ever exceeded.
TEST(KeptOrder, AnyStartsThatKeepItFit) {
  Rng rng(3);
  for (int round = 0; round < 60; ++round) {
    const auto [instance, plan] = some_case(rng, 12);
    const std::vector<char> nobody(12, 0);
    const auto pairs = kept_order(instance, plan, nobody);
    Plan moved = plan;
    for (Slot& start : moved.start)
      if (rng.chance(30)) start += static_cast<Slot>(rng.below(6));
    for (bool is_calm = false; !is_calm;) {
      is_calm = true;
      const auto push = [&](int to, Slot start) {
        if (moved.start[to] < start) moved.start[to] = start, is_calm = false;
      };
      for (const auto& [before, after] : pairs) push(after, finish_of(instance, moved, before));
      for (const Arc& arc : instance.arcs()) {
        const Slot from = arc.from_finish ? finish_of(instance, moved, arc.from) : moved.start[arc.from];
        push(arc.to, from + arc.lag - (arc.to_finish ? instance.work(arc.to, 0) : 0));
      }
    }
    EXPECT_TRUE(verify(instance, {moved}).empty());
  }
}

TEST(KeptOrder, LeavesTheFreedOut) {
  Rng rng(4);
  const auto [instance, plan] = some_case(rng, 15);
  std::vector<char> is_free(15, 0);
  for (char& f : is_free) f = rng.chance(40);
  for (const auto& [before, after] : kept_order(instance, plan, is_free)) {
    EXPECT_FALSE(is_free[before] || is_free[after]);
    EXPECT_LE(finish_of(instance, plan, before), plan.start[after]);
  }
}

TEST(Neighbourhood, AsksForLessAndGivesOnlyWhatIsBetter) {
  Rng rng(5);
  int improved = 0;
  for (int round = 0; round < 20; ++round) {
    auto [instance, plan] = some_case(rng, 20);
    Neighbourhood neighbourhood(instance, 1);
    const SubSolver solver = reshuffler();
    for (int k = 0; k < 20; ++k) {
      const Slot before = value_of(instance, plan).makespan;
      const auto better = neighbourhood.improve(plan, solver, StopRule(30));
      if (!better) continue;
      EXPECT_LT(value_of(instance, *better).makespan, before);
      EXPECT_TRUE(verify(instance, {*better}).empty());
      plan = *better, ++improved;
    }
  }
  EXPECT_GT(improved, 5);
}

TEST(Neighbourhood, TrustsNoSolver) {
  Rng rng(6);
  const auto [instance, plan] = some_case(rng, 10);
  Neighbourhood neighbourhood(instance, 1);
  const SubSolver lazy = [](const Instance&, const SubProblem& part, const StopRule&) {
    EXPECT_FALSE(part.windows.empty());
    return std::optional(part.incumbent);
  };
  EXPECT_FALSE(neighbourhood.improve(plan, lazy, StopRule()));
}

}  // namespace
}  // namespace zw::engines::schedule
