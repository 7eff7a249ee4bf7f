// Checklists: their faults, their levels, parallel opening, and the way back to a step.
#include "modules/casework/steps.h"

#include <gtest/gtest.h>

#include "modules/casework/testing.h"

namespace zw::modules::casework {
namespace {

using testing::at;
using testing::china;
using testing::shipped_calendar;
using Keys = std::vector<std::string>;
using Levels = std::vector<Keys>;

TemplateStep step(std::string code, std::string depends_on = "") {
  TemplateStep made;
  made.name = "步骤" + code;
  made.code = std::move(code);
  made.depends_on = std::move(depends_on);
  return made;
}

/// a before b and c, both before d; e stands alone.
std::vector<TemplateStep> diamond() {
  return {step("a"), step("b", "a"), step("c", "a"), step("d", "b, c"), step("e")};
}

std::vector<Step> begun(const std::vector<TemplateStep>& steps, std::string_view now = "2020-06-15 09:00") {
  return begin_steps(steps, Id{1}, shipped_calendar(), at(now));
}

/// One letter a step: waiting, open, done, skipped.
std::string states(const std::vector<Step>& steps) {
  std::string text;
  for (const Step& one : steps) text += name_of(one.state).front();
  return text;
}

std::string faults(const std::vector<TemplateStep>& steps) {
  std::string text;
  for (const Problem& problem : check_checklist(steps)) {
    text += (text.empty() ? "" : "; ") + problem.code;
    for (const auto& [key, value] : problem.params) text += " " + value;
  }
  return text;
}

TEST(Steps, KeysAreSeparatedByCommas) {
  EXPECT_EQ(keys_of("a, b"), (Keys{"a", "b"}));
  EXPECT_EQ(keys_of(" a ,,b,"), (Keys{"a", "b"}));
  EXPECT_EQ(keys_of(""), Keys{});
  EXPECT_EQ(keys_of(" , "), Keys{});
}

TEST(Steps, LevelsSayWhatGoesOnSideBySide) {
  EXPECT_EQ(levels_of(diamond()), (Levels{{"a", "e"}, {"b", "c"}, {"d"}}));
  EXPECT_EQ(levels_of({step("z", "y"), step("y", "x"), step("x")}), (Levels{{"x"}, {"y"}, {"z"}}))
      << "the order of the rows does not count";
  EXPECT_EQ(levels_of({}), Levels{});
}

TEST(Steps, ASoundChecklistHasNoFaults) { EXPECT_EQ(faults(diamond()), ""); }

TEST(Steps, EveryFaultIsNamed) {
  EXPECT_EQ(faults({}), "checklist.empty");
  EXPECT_EQ(faults({step("a"), step("b", "a, x"), step("c", "y")}),
            "checklist.unknown_key 步骤b x; checklist.unknown_key 步骤c y");
  EXPECT_EQ(faults({step("a", "a")}), "checklist.circle a");
  EXPECT_EQ(faults({step("a"), step("b", "a, d"), step("c", "b"), step("d", "c"), step("e", "a")}),
            "checklist.circle b, c, d");
  TemplateStep promised = step("a");
  promised.legal_days = 5;
  promised.promised_days = 6;
  EXPECT_EQ(faults({promised, step("b", "x")}),
            "checklist.promise_longer 步骤a; checklist.unknown_key 步骤b x");
  promised.promised_days = 5;
  EXPECT_EQ(faults({promised}), "") << "a promise may be as long as the law";
  promised.legal_days = {};
  EXPECT_EQ(faults({promised}), "") << "where no law sets a limit any promise holds";
}

TEST(Steps, WhatDependsOnNothingOpensAtOnce) {
  auto steps = begun(diamond());
  EXPECT_EQ(states(steps), "owwwo");
  EXPECT_EQ(steps[0].case_id, Id{1});
  EXPECT_EQ(china(steps[0].entered_at), "2020-06-15 09:00");
  EXPECT_FALSE(steps[1].entered_at);
}

TEST(Steps, ApprovalsOpenSideBySideAndJoin) {
  auto steps = begun(diamond());
  const auto finish = [&](std::size_t i, StepState state) {
    steps[i].state = state;
    return open_ready(steps, shipped_calendar(), at("2020-06-16 10:00"));
  };
  EXPECT_EQ(finish(0, StepState::done), (std::vector<std::size_t>{1, 2}));
  EXPECT_EQ(states(steps), "doowo");
  EXPECT_EQ(china(steps[1].entered_at), "2020-06-16 10:00");
  EXPECT_TRUE(finish(1, StepState::skipped).empty()) << "d waits for c as well";
  EXPECT_EQ(finish(2, StepState::done), (std::vector<std::size_t>{3})) << "a skipped step is behind, too";
  EXPECT_EQ(states(steps), "dsdoo");
  EXPECT_TRUE(open_ready(steps, shipped_calendar(), at("2020-06-17 10:00")).empty());
}

TEST(Steps, TheLimitOfAStepBeginsWhenItOpens) {
  TemplateStep limited = step("a");
  limited.legal_days = 20;
  EXPECT_EQ(china(begun({limited}).front().due_at), "2020-07-13 17:30");
  limited.promised_days = 7;
  EXPECT_EQ(china(begun({limited}, "2020-06-19 16:30").front().due_at), "2020-07-01 16:30")
      << "the zone goes by its promise; the Dragon Boat Festival does not count, the Sunday after it does";
  EXPECT_FALSE(begun({step("a")}).front().due_at) << "no limit, no due date";
}

TEST(Steps, GoingBackResetsTheFollowersOnly) {
  auto steps = begun(diamond());
  for (Step& one : steps) {
    one.state = StepState::done;
    one.entered_at = one.left_at = one.due_at = at("2020-06-16 10:00");
  }
  const auto changed = go_back_to(steps, 1, shipped_calendar(), at("2020-06-17 11:00"));
  EXPECT_EQ(changed, (std::vector<std::size_t>{1, 3}));
  EXPECT_EQ(states(steps), "dodwd") << "a, its sibling c and the lonely e stay done";
  EXPECT_EQ(china(steps[1].entered_at), "2020-06-17 11:00");
  EXPECT_FALSE(steps[1].left_at);
  EXPECT_FALSE(steps[3].entered_at || steps[3].left_at || steps[3].due_at);
  EXPECT_EQ(china(steps[2].left_at), "2020-06-16 10:00");

  steps[1].state = StepState::done;
  EXPECT_EQ(open_ready(steps, shipped_calendar(), at("2020-06-17 12:00")), (std::vector<std::size_t>{3}));
}

/// a → b → c, written last first, so that one round over the rows does not reach the end.
TEST(Steps, GoingBackReachesFollowersOfFollowers) {
  auto steps = begun({step("c", "b"), step("b", "a"), step("a")});
  for (Step& one : steps) one.state = StepState::done;
  go_back_to(steps, 2, shipped_calendar(), at("2020-06-17 11:00"));
  EXPECT_EQ(states(steps), "wwo");
}

TEST(Steps, GoingBackLeavesWaitingStepsAlone) {
  auto steps = begun(diamond());
  steps[0].state = StepState::done;
  open_ready(steps, shipped_calendar(), at("2020-06-16 10:00"));
  EXPECT_EQ(go_back_to(steps, 0, shipped_calendar(), at("2020-06-16 11:00")),
            (std::vector<std::size_t>{0, 1, 2}))
      << "d waited already and is not written again";
  EXPECT_EQ(states(steps), "owwwo");
}

}  // namespace
}  // namespace zw::modules::casework
