#include "modules/projects/schedule_json.h"

#include <gtest/gtest.h>

#include "engines/schedule/test_support.h"

namespace zw::modules::projects {
namespace {

using engines::schedule::Claim;
using engines::schedule::Draft;
using engines::schedule::Instance;
namespace test_support = engines::schedule::test_support;

record::Json parsed(std::string_view text) { return record::parse_json(text).value(); }

std::vector<std::pair<std::string, std::string>> problems_of(const Problems& problems) {
  std::vector<std::pair<std::string, std::string>> found;
  for (const Problem& problem : problems) found.emplace_back(problem.code, problem.field);
  return found;
}

TEST(ScheduleJson, DraftsComeBackAsTheyWere) {
  Rng rng(51);
  for (int round = 0; round < 200; ++round) {
    const std::string text = schedule_draft_json(test_support::random_draft(rng));
    const auto draft = schedule_draft_from_json(parsed(text));
    ASSERT_TRUE(draft) << text;
    EXPECT_EQ(schedule_draft_json(draft.value()), text);
  }
}

TEST(ScheduleJson, ReadsWhatPeopleWrite) {
  const Draft draft = schedule_draft_from_json(parsed(R"({"note": "one hall", "horizon": 30,
      "calendars": [{"id": 1, "name": "six days", "working": [[0, 6], [7, 13]]}],
      "resources": [{"id": 2, "name": "crew", "capacity": 2, "steps": [[9, 1]], "calendar": 1}],
      "zones": [{"id": 3, "area": 40}, {"id": 4, "parent": 3}],
      "activities": [{"id": 5, "modes": [{"work": 4, "needs": [[2, 1]], "places": [[3, 15], [4, 0]], "cost": 7}],
                      "due": -1, "weight": 3, "release": 0}, {"id": 6, "modes": [{"work": 1}]}],
      "links": [{"from": 5, "to": 6, "type": "SS", "lag": 2, "maximum": true, "calendar": 1}]})"))
                          .value();
  EXPECT_EQ(draft.activities[0].modes[0].places[0].area, 15);
  EXPECT_EQ(draft.activities[0].due, -1);
  EXPECT_EQ(draft.activities[0].release, 0);
  EXPECT_FALSE(draft.activities[0].deadline);
  EXPECT_EQ(draft.links[0].type, engines::schedule::LinkType::start_start);
  EXPECT_TRUE(draft.links[0].is_maximum);
  EXPECT_EQ(draft.resources[0].steps[0].capacity, 1);
}

TEST(ScheduleJson, NamesEveryMemberThatIsWrongOrUnknown) {
  const auto draft = schedule_draft_from_json(parsed(R"({"horizon": 9999999999, "colour": "red",
      "calendars": [{"id": 1, "working": [[0, 6, 7]]}], "resources": [{"id": 2, "kind": "crew"}],
      "activities": [{"id": 5, "modes": [{"work": "4"}]}], "links": [{"from": 5, "to": 6, "type": "XY"}]})"));
  ASSERT_FALSE(draft);
  const std::vector<std::pair<std::string, std::string>> expected{
      {"schedule.field_type", "horizon"},          {"schedule.field_type", "calendars/0/working"},
      {"schedule.field_type", "resources/0/kind"}, {"schedule.field_type", "activities/0/modes/0/work"},
      {"schedule.field_type", "links/0/type"},     {"schedule.field_unknown", "colour"}};
  EXPECT_EQ(problems_of(draft.problems()), expected);
}

TEST(ScheduleJson, ClaimsNameActivitiesInAnyOrder) {
  Draft draft;
  draft.horizon = 9;
  draft.activities = {{.id = {7}, .modes = {{.work = 2}}}, {.id = {8}, .modes = {{.work = 1}, {.work = 3}}}};
  const Instance instance = engines::schedule::read(draft).value();
  const Claim claim{{{4, 0}, {0, 1}}, engines::schedule::Value{1, 2, 6, 3}, 5};
  const std::string text = schedule_claim_json(instance, claim);
  const Claim back = schedule_claim_from_json(instance, parsed(text)).value();
  EXPECT_EQ(back.plan, claim.plan);
  EXPECT_EQ(back.value, claim.value);
  EXPECT_EQ(back.makespan_bound, 5);
  const Claim turned =
      schedule_claim_from_json(
          instance,
          parsed(R"({"plan": [{"activity": 8, "start": 0, "mode": 1}, {"activity": 7, "start": 4}]})"))
          .value();
  EXPECT_EQ(turned.plan, claim.plan);
  EXPECT_FALSE(turned.value);
  const auto wrong = schedule_claim_from_json(
      instance, parsed(R"({"plan": [{"activity": 8}, {"activity": 8}, {"activity": 9}]})"));
  const std::vector<std::pair<std::string, std::string>> expected{
      {"schedule.named_twice", "plan/1/activity"},
      {"schedule.unknown_activity", "plan/2/activity"},
      {"schedule.activity_missing", "plan"}};
  EXPECT_EQ(problems_of(wrong.problems()), expected);
}

}  // namespace
}  // namespace zw::modules::projects
