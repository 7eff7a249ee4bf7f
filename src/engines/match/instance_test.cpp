#include "engines/match/instance.h"

#include <gtest/gtest.h>

#include "engines/match/test_support.h"

namespace zw::engines::match {
namespace {

using namespace test_support;

std::vector<std::pair<std::string, std::string>> problems_of(const Draft& draft) {
  std::vector<std::pair<std::string, std::string>> found;
  const auto instance = read(draft);
  if (!instance)
    for (const Problem& problem : instance.problems()) found.emplace_back(problem.code, problem.field);
  return found;
}

TEST(MatchRead, ReportsEveryProblemWithItsField) {
  Draft draft;
  draft.weights.metres_per_point = 0;
  draft.officers = {{.id = {1}, .capacity = -1, .load_penalty = {3, 2}},
                    {.id = {1}, .capacity = 5, .place = Place{kMaxMetres + 1, 0}},
                    {.id = {}, .capacity = 5, .load_penalty = {kMaxPoints + 1}}};
  draft.objects = {
      {.id = {4}, .wanted_skills = {{1}, {1}}, .current = {77}},
      {.id = {4}, .pinned = {78}, .forbidden = {{{79}, "x"}}, .extras = {{{1}, "", 1}, {{80}, "wish", 1}}},
      {.id = {4}, .kind = Kind::project}};
  const std::vector<std::pair<std::string, std::string>> expected{
      {"match.out_of_range", "weights.metres_per_point"},
      {"match.out_of_range", "officers[0].capacity"},
      {"match.load_penalty_decreases", "officers[0].load_penalty[1]"},
      {"match.duplicate_id", "officers[1].id"},
      {"match.out_of_range", "officers[1].place.x_metres"},
      {"match.id_missing", "officers[2].id"},
      {"match.out_of_range", "officers[2].load_penalty[0]"},
      {"match.named_twice", "objects[0].wanted_skills"},
      {"match.unknown_officer", "objects[0].current"},
      {"match.duplicate_id", "objects[1].id"},
      {"match.unknown_officer", "objects[1].pinned"},
      {"match.unknown_officer", "objects[1].forbidden[0].officer"},
      {"match.term_without_name", "objects[1].extras[0].term"},
      {"match.unknown_officer", "objects[1].extras[1].officer"}};
  EXPECT_EQ(problems_of(draft), expected);
}

TEST(MatchRead, NamesThePinsThatCannotAllBeTrueAndNoMore) {
  Draft draft;
  draft.officers = {{.id = {1}, .capacity = 2}, {.id = {2}, .is_present = false, .capacity = 2}};
  for (int j = 0; j < 5; ++j) draft.objects.push_back({.id = {j + 1}, .is_residency = j >= 2, .pinned = {1}});
  draft.objects.push_back({.id = {6}, .pinned = {2}});
  const auto instance = read(draft);
  ASSERT_FALSE(instance);
  const Problems expected{
      {"match.pin_not_eligible", "objects[5].pinned", {{"reason", "absent"}, {"subject", "2"}}},
      {"match.pins_exceed_capacity",
       "objects[2].pinned",
       {{"officer", "1"},
        {"places", "2"},
        {"pin", "objects[0].pinned"},
        {"pin", "objects[1].pinned"},
        {"pin", "objects[2].pinned"}}},
      {"match.pins_share_residency",
       "objects[3].pinned",
       {{"officer", "1"}, {"places", "1"}, {"pin", "objects[2].pinned"}, {"pin", "objects[3].pinned"}}}};
  EXPECT_EQ(instance.problems(), expected);
}

TEST(MatchRead, RefusesPointsThatCouldNotBeAddedUp) {
  Draft draft;
  draft.rule = Rule::fewest_changes;
  draft.weights.skill = kMaxPoints;
  for (int i = 0; i < 300; ++i) draft.officers.push_back({.id = {i + 1}, .capacity = 1});
  draft.objects = {{.id = {1}, .wanted_skills = {{1}, {2}, {3}, {4}, {5}}}};
  EXPECT_EQ(problems_of(draft),
            (std::vector<std::pair<std::string, std::string>>{{"match.points_too_large", "weights"}}));
}

TEST(MatchRead, AnEmptyDraftIsAQuestionWithAnEmptyAnswer) {
  const Solution solution = solved(read(Draft{}).value());
  EXPECT_EQ(solution.value, 0);
  EXPECT_TRUE(solution.is_proven());
}

TEST(MatchRead, WithoutOfficersEveryObjectIsNamedUnassigned) {
  Draft draft;
  draft.objects = {{.id = {1}}, {.id = {2}, .is_residency = true}};
  const Instance instance = read(draft).value();
  const Solution solution = solved(instance);
  EXPECT_EQ(solution.unassigned, (std::vector<int>{0, 1}));
  EXPECT_TRUE(solution.is_proven());
  const auto conflict = shortage(instance, solution.assignment, 1);
  ASSERT_TRUE(conflict);
  EXPECT_EQ(conflict->objects, std::vector<int>{1});
  EXPECT_TRUE(conflict->officers.empty());
}

}  // namespace
}  // namespace zw::engines::match
