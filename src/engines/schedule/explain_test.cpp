#include "engines/schedule/explain.h"

#include <gtest/gtest.h>

#include "engines/schedule/test_support.h"
#include "engines/schedule/test_twin.h"
#include "engines/schedule/verify.h"

namespace zw::engines::schedule {
namespace {

using test_support::codes_of;

Draft::Activity activity(std::int64_t id, Slot work, std::vector<Draft::Need> needs = {},
                         std::vector<Draft::Place> places = {}) {
  return {.id = {id}, .modes = {{work, std::move(needs), std::move(places)}}};
}

/// Three works in a row: one waits for a link, one for a crew, one for a room.
Draft three_reasons() {
  Draft draft{.horizon = 30};
  draft.resources = {{.id = {1}, .capacity = 1}};
  draft.zones = {{.id = {1}}, {.id = {2}, .parent = {1}}};
  draft.activities = {activity(1, 3), activity(2, 4, {{{1}, 1}}), activity(3, 5, {{{1}, 1}}, {{{2}}}),
                      activity(4, 2, {}, {{{1}}})};
  draft.links = {{{1}, {2}}};
  return draft;
}
const Plan kInARow{{0, 3, 7, 12}, {0, 0, 0, 0}};

TEST(Explain, TheChainNamesLinkCrewAndRoomBackToTheBeginning) {
  const Instance instance = read(three_reasons()).value();
  ASSERT_TRUE(verify(instance, {kInARow}).empty());
  const auto sentences = chain(instance, kInARow, last_activity(instance, kInARow));
  ASSERT_EQ(sentences.size(), 3u);
  EXPECT_EQ(sentences[0].activity, 3);
  EXPECT_EQ(sentences[0].cause.kind, CauseKind::space);
  EXPECT_EQ(sentences[0].by, 2);
  EXPECT_EQ(sentences[1].cause.kind, CauseKind::resource);
  EXPECT_EQ(sentences[1].cause.start_without, 0);
  EXPECT_EQ(sentences[1].by, 1);
  EXPECT_EQ(sentences[2].cause.kind, CauseKind::link);
  EXPECT_EQ(sentences[2].cause.link, 0);
  EXPECT_EQ(sentences[2].by, 0);
}

TEST(Explain, WhatIsEarlyEnoughIsWhereItIsByChoice) {
  const Instance instance = read(three_reasons()).value();
  const Plan late{{2, 5, 9, 14}, {0, 0, 0, 0}};
  EXPECT_TRUE(explain(instance, late, 0).causes.empty());
  EXPECT_EQ(explain(instance, late, 0).earlier, 1);
}

TEST(Explain, FactsTheFrozenAndTheCalendarAreNamed) {
  Draft draft{.horizon = 20, .data_date = 2, .frozen_until = 6};
  draft.calendars = {{{1}, {{4, 20}}}};
  draft.activities = {activity(1, 3), activity(2, 2), activity(3, 2), activity(4, 1)};
  draft.activities[0].actual_start = 1;
  draft.activities[1].planned_start = 5;
  draft.activities[2].calendar = {1};
  const Instance instance = read(draft).value();
  const Plan plan{{1, 5, 4, 2}, {0, 0, 0, 0}};
  ASSERT_TRUE(verify(instance, {plan}).empty());
  const auto kind = [&](int i) { return explain(instance, plan, i).causes.at(0).kind; };
  EXPECT_EQ(kind(0), CauseKind::started);
  EXPECT_EQ(kind(1), CauseKind::frozen);
  EXPECT_EQ(kind(2), CauseKind::calendar);
  EXPECT_EQ(kind(3), CauseKind::data_date);
}

Plan moved(Plan plan, int activity, Slot start) {
  plan.start[activity] = start;
  return plan;
}

/// What is said of one activity, held against the verifier.
void expect_true(const Instance& instance, const Plan& plan, const Why& why, int& freed) {
  if (instance.fixed(why.activity) || why.earlier == kNone) return;
  const Problems broken = verify(instance, {moved(plan, why.activity, why.earlier)});
  EXPECT_EQ(why.causes.empty(), broken.empty()) << (broken.empty() ? "" : broken[0].code);
  for (const Cause& cause : why.causes) {
    EXPECT_LE(cause.start_without, plan.start[why.activity]);
    if (cause.start_without == plan.start[why.activity] || cause.kind == CauseKind::data_date) continue;
    const Result<Instance> relaxed = read(without(instance, plan, why.activity, cause));
    ASSERT_TRUE(relaxed.ok());
    // Elsewhere it keeps other hours, so it may also finish at another time than the sentence speaks of.
    const int mode = plan.mode[why.activity];
    if (relaxed->table_of(why.activity, mode) != kNone || instance.table_of(why.activity, mode) != kNone)
      if (relaxed->finish(why.activity, mode, cause.start_without) !=
          instance.finish(why.activity, mode, cause.start_without))
        continue;
    auto codes = codes_of(verify(*relaxed, {moved(plan, why.activity, cause.start_without)}));
    codes.erase("schedule.frozen_moved");  // with fewer calendars more can be frozen
    EXPECT_TRUE(codes.empty()) << *codes.begin();
    ++freed;
  }
}

TEST(Explain, EverySentenceIsTrueOfRandomPlans) {
  Rng rng(5);
  int freed = 0, plans = 0;
  for (int round = 0; round < 1'500; ++round) {
    const Instance instance = test_support::random_instance(rng, {.activities = 4, .progress = 30});
    const auto plan = test_support::Twin(instance.draft()).some_plan(rng);
    if (!plan) continue;
    ++plans;
    for (int i = 0; i < instance.activities(); ++i) {
      expect_true(instance, *plan, explain(instance, *plan, i), freed);
      if (HasFailure()) return;
    }
  }
  EXPECT_GT(plans, 500);
  EXPECT_GT(freed, 300);
}

}  // namespace
}  // namespace zw::engines::schedule
