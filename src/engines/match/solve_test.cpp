#include "engines/match/solve.h"

#include <gtest/gtest.h>

#include <numeric>

#include "engines/match/test_support.h"

namespace zw::engines::match {
namespace {

using namespace test_support;

TEST(MatchSolve, FindsTheBestOfAllPlansOnSmallQuestions) {
  Rng rng(1);
  for (int round = 0; round < 500; ++round) {
    Size size{.officers = static_cast<int>(rng.between(1, 4)),
              .objects = static_cast<int>(rng.between(0, 5))};
    const Instance instance = random_instance(rng, size);
    const Solution solution = solved(instance, rng.below(3));
    ASSERT_EQ(solution.value, best_value(instance)) << "round " << round;
    EXPECT_EQ(solution.value, value_of(instance, solution.assignment));
    EXPECT_TRUE(solution.is_proven());
    EXPECT_EQ(solution.stopped, StopReason::finished);
    EXPECT_EQ(verify(instance, Claim(solution)), Problems{}) << "round " << round;
    EXPECT_EQ(bound(instance, StopRule{}), solution.value);
  }
}

TEST(MatchSolve, FewestChangesComeBeforePointsButAfterEverybodyHasAnOfficer) {
  Rng rng(2);
  for (int round = 0; round < 300; ++round) {
    const Instance instance = random_instance(rng, {.pinned_percent = 5}, Rule::fewest_changes);
    const auto rank = [&](const Assignment& plan, std::int64_t value) {
      std::int64_t with_officer = 0, kept = 0;
      for (int j = 0; j < instance.objects(); ++j) {
        with_officer += plan[j] != kNobody;
        kept += plan[j] != kNobody && plan[j] == instance.current(j);
      }
      return std::tuple(with_officer, kept, value);
    };
    std::tuple<std::int64_t, std::int64_t, std::int64_t> best{-1, -1, 0};
    for_each_plan(instance, [&](const Assignment& plan, std::int64_t value) {
      best = std::max(best, rank(plan, value));
    });
    const Solution solution = solved(instance);
    ASSERT_EQ(rank(solution.assignment, solution.value), best) << "round " << round;
    EXPECT_TRUE(solution.is_proven());
    EXPECT_EQ(verify(instance, Claim(solution)), Problems{});
  }
}

TEST(MatchSolve, ScoresOfARowAreTheSumsOfTheNamedTerms) {
  Rng rng(3);
  for (int round = 0; round < 200; ++round) {
    const Instance instance = random_instance(rng, {.officers = 6, .objects = 4});
    std::vector<std::int32_t> row(6);
    for (int j = 0; j < instance.objects(); ++j) {
      Scorer(instance).score_row(j, row);
      for (int i = 0; i < instance.officers(); ++i) {
        ASSERT_EQ(row[i] == kIneligible, !reasons(instance, j, i).empty());
        if (row[i] != kIneligible) {
          ASSERT_EQ(row[i], score(terms(instance, j, i)));
        }
      }
    }
  }
}

TEST(MatchSolve, MiddlingQuestionsAreProvenToo) {
  Rng rng(4);
  for (int round = 0; round < 20; ++round) {
    const Instance instance =
        random_instance(rng, {.officers = 25, .objects = 120, .skills = 10, .capacity = 12});
    const Solution solution = solved(instance, rng.below(5));
    EXPECT_TRUE(solution.is_proven());
    EXPECT_EQ(verify(instance, Claim(solution)), Problems{});
    EXPECT_EQ(solution.value,
              solution.pair_points - solution.load_points -
                  instance.unassigned_penalty() * static_cast<std::int64_t>(solution.unassigned.size()));
  }
}

TEST(MatchSolve, NamesAndOrderDoNotChangeTheValue) {
  Rng rng(5);
  for (int round = 0; round < 50; ++round) {
    const Instance instance = random_instance(rng, {.officers = 8, .objects = 20, .capacity = 5});
    Draft draft = instance.draft();
    rng.shuffle(draft.officers);
    rng.shuffle(draft.objects);
    const auto renamed = [](Id id) { return id ? Id{7'000 - id.value} : id; };
    for (auto& officer : draft.officers) officer.id = renamed(officer.id);
    for (auto& object : draft.objects) {
      object.current = renamed(object.current);
      object.pinned = renamed(object.pinned);
      for (auto& forbidden : object.forbidden) forbidden.officer = renamed(forbidden.officer);
      for (auto& extra : object.extras) extra.officer = renamed(extra.officer);
    }
    EXPECT_EQ(solved(read(draft).value()).value, solved(instance).value);
  }
}

TEST(MatchSolve, MoreCapacityNeverHurts) {
  Rng rng(6);
  for (int round = 0; round < 50; ++round) {
    const Instance instance = random_instance(rng, {.officers = 8, .objects = 20, .capacity = 4});
    Draft draft = instance.draft();
    ++draft.officers[rng.below(8)].capacity;
    EXPECT_GE(solved(read(draft).value()).value, solved(instance).value);
  }
}

TEST(MatchSolve, PinningTheBestPlanKeepsItsValue) {
  Rng rng(7);
  for (int round = 0; round < 50; ++round) {
    const Instance instance = random_instance(rng, {.officers = 8, .objects = 20, .capacity = 4});
    const Solution solution = solved(instance);
    Draft draft = instance.draft();
    for (int j = 0; j < instance.objects(); ++j)
      if (solution.officer(j) != kNobody && rng.chance(50))
        draft.objects[j].pinned = draft.officers[solution.officer(j)].id;
    EXPECT_EQ(solved(read(draft).value()).value, solution.value);
  }
}

TEST(MatchSolve, SameSeedSamePlanAndAnySeedSameValue) {
  Rng rng(8);
  const Instance instance = random_instance(rng, {.officers = 10, .objects = 60, .capacity = 9});
  const Solution first = solved(instance, 3);
  EXPECT_EQ(first.assignment, solved(instance, 3).assignment);
  EXPECT_EQ(first.prices, solved(instance, 3).prices);
  for (std::uint64_t seed = 0; seed < 20; ++seed) EXPECT_EQ(solved(instance, seed).value, first.value);
}

TEST(MatchSolve, StoppedEarlyItGivesAPlanWithinTheRulesAndABoundThatHolds) {
  Rng rng(9);
  for (std::uint64_t limit = 0; limit < 40; limit += 3) {
    const Instance instance = random_instance(rng, {.officers = 10, .objects = 40, .capacity = 8});
    const Solution best = solved(instance);
    const Solution early = solve(instance, {}, StopRule{limit});
    EXPECT_EQ(early.stopped, StopReason::iteration_limit);
    EXPECT_EQ(early.statistics.iterations, limit);
    EXPECT_EQ(early.value, value_of(instance, early.assignment));
    EXPECT_LE(early.value, best.value);
    EXPECT_GE(*early.bound, best.value);
    for (const Problem& problem : verify(instance, Claim(early))) EXPECT_EQ(problem.code, "match.unassigned");
  }
}

TEST(MatchSolve, CancelledBeforeItBeginsItKeepsPinsAndClaimsNoBound) {
  Rng rng(10);
  const Instance instance = random_instance(rng, {.officers = 10, .objects = 40, .capacity = 8});
  StopRule stop;
  stop.cancel();
  const Solution solution = solve(instance, {}, stop);
  EXPECT_EQ(solution.stopped, StopReason::cancelled);
  EXPECT_FALSE(solution.bound);
  EXPECT_EQ(solution.value, value_of(instance, solution.assignment));
  for (int j = 0; j < instance.objects(); ++j) EXPECT_EQ(solution.officer(j), instance.pinned(j));
}

TEST(MatchSolve, IncumbentsGetBetterAndTheLastIsTheAnswer) {
  Rng rng(11);
  const Instance instance = random_instance(rng, {.officers = 10, .objects = 80, .capacity = 10});
  std::vector<std::int64_t> values;
  const Solution solution = solve(instance, {}, StopRule{}, [&](const Solution& better) {
    EXPECT_EQ(better.value, value_of(instance, better.assignment));
    EXPECT_GE(*better.bound, better.value);
    values.push_back(better.value);
  });
  ASSERT_FALSE(values.empty());
  EXPECT_TRUE(std::is_sorted(values.begin(), values.end()));
  EXPECT_EQ(values.back(), solution.value);
}

/// A zone with room to spare: 30 officers of 40 places, 600 objects.
Instance roomy_zone(std::uint64_t seed) {
  Rng rng(seed);
  Size size{.officers = 30,
            .objects = 600,
            .skills = 8,
            .forbidden_percent = 5,
            .residency_percent = 2,
            .pinned_percent = 0};
  Draft draft;
  for (int i = 0; i < size.officers; ++i) {
    Draft::Officer officer = random_officer(rng, size, i);
    officer.is_present = true;
    officer.capacity = 40;
    officer.reach_metres = 0;
    draft.officers.push_back(officer);
  }
  for (int j = 0; j < size.objects; ++j) {
    Draft::Object object = random_object(rng, size, j);
    object.required_skills.clear();
    draft.objects.push_back(object);
  }
  return read(draft).value();
}

TEST(MatchReplan, MovesAtMostOneInAHundredOthersWhenAnOfficerLeaves) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    const Instance before = roomy_zone(seed);
    const Solution plan = solved(before);
    Draft draft = replan(before, plan.assignment);
    draft.officers[seed].is_present = false;
    const Instance after = read(draft).value();
    const Solution next = solved(after);
    const Changes changed = changes(after, next.assignment);
    EXPECT_TRUE(next.unassigned.empty());
    EXPECT_GT(changed.orphans.size(), 0u);
    EXPECT_LE(changed.moved.size() * 100, static_cast<std::size_t>(after.objects()));
    EXPECT_EQ(verify(after, Claim(next)), Problems{});
  }
}

TEST(MatchReplan, MovesNobodyForANewFirmAndOnlyWhatNoLongerFitsForASmallerCapacity) {
  const Instance before = roomy_zone(6);
  const Solution plan = solved(before);
  Draft draft = replan(before, plan.assignment);
  Draft::Object firm;
  firm.id = {90'000};
  draft.objects.push_back(firm);
  const auto load = std::count(plan.assignment.begin(), plan.assignment.end(), 0);
  ASSERT_GT(load, 3);
  draft.officers[0].capacity = load - 3;
  const Instance after = read(draft).value();
  const Changes changed = changes(after, solved(after).assignment);
  EXPECT_EQ(changed.fresh, std::vector<int>{before.objects()});
  EXPECT_TRUE(changed.orphans.empty());
  EXPECT_EQ(changed.moved.size(), 3u);
}

TEST(MatchReplan, NothingChangedMeansNothingMoves) {
  const Instance before = roomy_zone(7);
  const Solution plan = solved(before);
  const Instance after = read(replan(before, plan.assignment)).value();
  EXPECT_EQ(solved(after).assignment, plan.assignment);
}

}  // namespace
}  // namespace zw::engines::match
