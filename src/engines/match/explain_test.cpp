#include "engines/match/explain.h"

#include <gtest/gtest.h>

#include <map>

#include "engines/match/test_support.h"

namespace zw::engines::match {
namespace {

using namespace test_support;

/// The best value when the pair is forced, or nothing when no plan has it.
std::optional<std::int64_t> forced_value(const Instance& instance, int object, int officer) {
  Draft draft = instance.draft();
  draft.objects[object].pinned = draft.officers[officer].id;
  const auto forced = read(draft);
  if (!forced) return std::nullopt;
  return solved(*forced).value;
}

TEST(MatchExplain, EveryWhyNotIsTrueWhenThePairIsForced) {
  Rng rng(31);
  std::map<Verdict, int> seen;
  for (int round = 0; round < 60; ++round) {
    const Rule rule = round % 4 == 0 ? Rule::fewest_changes : Rule::best_total;
    const Instance instance = random_instance(rng, {.officers = 5, .objects = 12, .capacity = 4}, rule);
    const Solution solution = solved(instance);
    for (int j = 0; j < instance.objects(); ++j)
      for (int i = 0; i < instance.officers(); ++i) {
        const WhyNot answer = why_not(instance, solution, j, i);
        ++seen[answer.verdict];
        const auto consequence = chain(instance, solution, j, i);
        if (answer.verdict == Verdict::chosen || answer.verdict == Verdict::ineligible) {
          EXPECT_FALSE(consequence);
          continue;
        }
        const auto forced = forced_value(instance, j, i);
        ASSERT_EQ(forced.has_value(), consequence.has_value()) << "round " << round;
        if (!forced) continue;
        EXPECT_EQ(solution.value - *forced, consequence->loss)
            << "round " << round << " object " << j << " officer " << i;
        EXPECT_LE(answer.loss_at_least, consequence->loss);
        EXPECT_EQ(answer.loss_at_least, answer.short_by);
        EXPECT_EQ(answer.short_by, answer.there.gain() - answer.here.gain());
        if (answer.verdict == Verdict::better) {
          EXPECT_GT(answer.there.score, answer.here.score);
        }
        if (answer.verdict == Verdict::outbid) {
          EXPECT_GT(answer.short_by, 0);
        }
      }
  }
  for (const Verdict verdict :
       {Verdict::chosen, Verdict::ineligible, Verdict::better, Verdict::outbid, Verdict::chain})
    EXPECT_GT(seen[verdict], 0) << static_cast<int>(verdict);
}

TEST(MatchExplain, AChainsMovesMakeThePlanItPromises) {
  Rng rng(32);
  for (int round = 0; round < 60; ++round) {
    const Instance instance = random_instance(rng, {.officers = 5, .objects = 12, .capacity = 4});
    const Solution solution = solved(instance);
    for (int j = 0; j < instance.objects(); ++j)
      for (int i = 0; i < instance.officers(); ++i) {
        const auto consequence = chain(instance, solution, j, i);
        if (!consequence) continue;
        Assignment plan = solution.assignment;
        EXPECT_EQ(consequence->moves.front().object, j);
        EXPECT_EQ(consequence->moves.front().to, i);
        for (const Move& move : consequence->moves) {
          EXPECT_EQ(plan[move.object], move.from) << "each object moves once";
          plan[move.object] = move.to;
        }
        EXPECT_EQ(value_of(instance, plan), solution.value - consequence->loss);
      }
  }
}

TEST(MatchExplain, AClosingTermAtItsHighestDrawsLevel) {
  Rng rng(33);
  int checked = 0;
  for (int round = 0; round < 40; ++round) {
    const Instance instance = random_instance(rng, {.officers = 5, .objects = 12, .capacity = 3});
    const Solution solution = solved(instance);
    for (int j = 0; j < instance.objects(); ++j)
      for (int i = 0; i < instance.officers(); ++i) {
        const WhyNot answer = why_not(instance, solution, j, i);
        for (const Term& term : answer.closing) {
          Draft draft = instance.draft();
          draft.objects[j].extras.push_back({draft.officers[i].id, "granted", term.highest - term.points});
          const Instance granted = read(draft).value();
          // At the old prices the pair is now at least as good as the present one.
          EXPECT_LE(why_not(granted, solution, j, i).short_by, 0);
          ++checked;
        }
      }
  }
  EXPECT_GT(checked, 0);
}

TEST(MatchExplain, ReceiptsAddUpAndTheRunnerUpIsTheNextBestOffer) {
  Rng rng(34);
  for (int round = 0; round < 50; ++round) {
    const Instance instance = random_instance(rng, {.officers = 6, .objects = 12, .capacity = 4});
    const Solution solution = solved(instance);
    std::int64_t points = 0;
    for (int j = 0; j < instance.objects(); ++j) {
      const Receipt receipt = explain(instance, solution, j);
      EXPECT_EQ(receipt.chosen.officer, solution.officer(j));
      if (receipt.chosen.officer == kNobody) continue;
      EXPECT_EQ(receipt.chosen.score, score(receipt.chosen.terms));
      points += receipt.chosen.score;
      if (receipt.runner_up.officer != kNobody) {
        EXPECT_GE(receipt.chosen.gain(), receipt.runner_up.gain());
      }
    }
    EXPECT_EQ(points, solution.pair_points);
  }
}

TEST(MatchExplain, IneligiblePairsNameEveryReasonAndWhatWouldPass) {
  Draft draft;
  draft.officers = {
      {.id = {1}, .is_present = false, .capacity = 0, .place = Place{0, 0}, .reach_metres = 1000},
      {.id = {2}, .capacity = 1, .skills = {{9}}}};
  draft.objects = {{.id = {1},
                    .required_skills = {{9}},
                    .place = Place{3000, 4000},
                    .pinned = {2},
                    .forbidden = {{{1}, "relative"}}}};
  const Instance instance = read(draft).value();
  const WhyNot answer = why_not(instance, solved(instance), 0, 0);
  EXPECT_EQ(answer.verdict, Verdict::ineligible);
  const std::vector<Reason> expected{{ReasonKind::absent, {1}, "", 0, 1},
                                     {ReasonKind::no_places, {1}, "", 0, 1},
                                     {ReasonKind::forbidden, {1}, "relative", 0, 0},
                                     {ReasonKind::missing_skill, {9}, "", 0, 1},
                                     {ReasonKind::out_of_reach, {1}, "", 5000, 1000},
                                     {ReasonKind::pinned_elsewhere, {2}, "", 0, 0}};
  EXPECT_EQ(answer.reasons, expected);
}

/// Whether every statement of the list can be true together, with nothing else limiting the officers.
bool can_be_true(const Instance& instance, const Shortage& statements, std::size_t next = 0,
                 Assignment plan = {}) {
  if (next == statements.objects.size()) return true;
  const int object = statements.objects[next];
  for (int i = 0; i < instance.officers(); ++i) {
    if (!reasons(instance, object, i).empty()) continue;
    const auto names = [&](const std::vector<int>& officers) {
      return std::count(officers.begin(), officers.end(), i);
    };
    int load = 0, residents = 0;
    for (std::size_t k = 0; k < next; ++k)
      if (plan[k] == i) ++load, residents += instance.is_residency(statements.objects[k]);
    if (names(statements.officers) && load == instance.capacity(i)) continue;
    if (names(statements.residencies) && instance.is_residency(object) && residents == 1) continue;
    plan.push_back(i);
    if (can_be_true(instance, statements, next + 1, plan)) return true;
    plan.pop_back();
  }
  return false;
}

TEST(MatchShortage, NamesStatementsThatConflictAndNoneOfThemInVain) {
  Rng rng(35);
  int found = 0, with_residency = 0;
  for (int round = 0; round < 400; ++round) {
    const Instance instance = random_instance(
        rng, {.officers = 4, .objects = 9, .capacity = 3, .forbidden_percent = 60, .pinned_percent = 0});
    const Solution solution = solved(instance);
    for (const int lonely : solution.unassigned) {
      const auto conflict = shortage(instance, solution.assignment, lonely);
      ASSERT_TRUE(conflict);
      ++found;
      with_residency += !conflict->residencies.empty();
      EXPECT_FALSE(can_be_true(instance, *conflict));
      for (auto list : {&Shortage::objects, &Shortage::officers, &Shortage::residencies})
        for (std::size_t k = 0; k < ((*conflict).*list).size(); ++k) {
          Shortage others = *conflict;
          (others.*list).erase((others.*list).begin() + static_cast<std::ptrdiff_t>(k));
          EXPECT_TRUE(can_be_true(instance, others));
        }
    }
  }
  EXPECT_GT(found, 100);
  EXPECT_GT(with_residency, 10);
}

TEST(MatchShortage, IsNothingForAnObjectThatHasSomebodyOrCouldHave) {
  Draft draft;
  draft.officers = {{.id = {1}, .capacity = 2}};
  draft.objects = {{.id = {1}}, {.id = {2}}};
  const Instance instance = read(draft).value();
  EXPECT_FALSE(shortage(instance, {0, kNobody}, 0));
  EXPECT_FALSE(shortage(instance, {0, kNobody}, 1));
}

}  // namespace
}  // namespace zw::engines::match
