#include "engines/schedule/verify.h"

#include <gtest/gtest.h>

#include <map>

#include "engines/schedule/test_support.h"
#include "engines/schedule/test_twin.h"

namespace zw::engines::schedule {
namespace {

using namespace test_support;

/// A plan that keeps every rule, for whichever random question has one.
struct Sample {
  Instance instance;
  Claim truth;
};

Sample random_sample(Rng& rng, const Size& size = {}) {
  while (true) {
    Instance instance = random_instance(rng, size);
    const Twin twin(instance.draft());
    if (const auto plan = twin.some_plan(rng)) {
      const Value value = twin.value(*plan);
      return {std::move(instance), {*plan, value, value.makespan}};
    }
  }
}

/// Makes a true claim false in one way or leaves it true.
using Plant = void (*)(const Draft&, Claim&, Rng&);

void move_one(const Draft& draft, Claim& claim, Rng& rng) {
  claim.plan.start[rng.below(claim.plan.start.size())] =
      static_cast<Slot>(rng.between(-2, draft.horizon + 2));
}
void move_two(const Draft& draft, Claim& claim, Rng& rng) {
  move_one(draft, claim, rng);
  move_one(draft, claim, rng);
}
void move_to_another(const Draft&, Claim& claim, Rng& rng) {
  claim.plan.start[rng.below(claim.plan.start.size())] = rng.pick(claim.plan.start);
}
void change_mode(const Draft& draft, Claim& claim, Rng& rng) {
  const std::size_t i = rng.below(claim.plan.mode.size());
  claim.plan.mode[i] = static_cast<int>(rng.below(draft.activities[i].modes.size()));
}
void pull_together(const Draft& draft, Claim& claim, Rng& rng) {
  for (std::size_t i = 0; i < claim.plan.start.size(); ++i) {
    claim.plan.start[i] = draft.data_date + static_cast<Slot>(rng.between(0, 1));
    claim.plan.mode[i] = static_cast<int>(rng.below(draft.activities[i].modes.size()));
  }
}

TEST(ScheduleVerify, NamesExactlyTheRulesThatAChangedPlanBreaks) {
  Rng rng(31);
  std::map<std::string, int> refused;
  int planted = 0, kept = 0;
  for (int round = 0; round < 110; ++round) {
    const Sample sample = random_sample(rng, {.frozen = 70, .planned = 60});
    const Draft& draft = sample.instance.draft();
    const Twin twin(draft);
    ASSERT_EQ(verify(sample.instance, sample.truth), Problems{}) << round;
    const Plant plants[] = {move_one, move_two, move_to_another, change_mode, pull_together};
    for (int k = 0; k < 15; ++k) {
      Claim claim = sample.truth;
      plants[k % 5](draft, claim, rng);
      claim.value = twin.value(claim.plan), claim.makespan_bound.reset();
      const auto expected = twin.broken(claim.plan);
      // Beyond the horizon the end of work is anybody's guess.
      if (expected.contains("schedule.beyond_horizon")) claim.value.reset();
      ASSERT_EQ(codes_of(verify(sample.instance, claim)), expected) << round;
      for (const auto& code : expected) ++refused[code];
      expected.empty() ? ++kept : ++planted;
    }
  }
  EXPECT_GE(planted, 1'000);
  EXPECT_GE(kept, 100);
  for (const char* code :
       {"mode_decided", "started_moved", "frozen_moved", "before_data_date", "before_release",
        "deadline_missed", "beyond_horizon", "not_in_working_time", "link_broken", "resource_exceeded",
        "area_exceeded", "zone_shared", "budget_exceeded"})
    EXPECT_GE(refused["schedule." + std::string(code)], 10) << code;
}

TEST(ScheduleVerify, RefusesPlansThatAreNotOfThisQuestion) {
  Rng rng(32);
  for (int round = 0; round < 30; ++round) {
    const Sample sample = random_sample(rng);
    Claim claim = sample.truth;
    (rng.chance(50) ? claim.plan.start : claim.plan.mode).pop_back();
    EXPECT_EQ(codes_of(verify(sample.instance, claim)), std::set<std::string>{"schedule.wrong_size"});
    claim = sample.truth;
    const std::size_t i = rng.below(claim.plan.mode.size());
    claim.plan.mode[i] = rng.chance(50) ? -1 : sample.instance.modes(static_cast<int>(i));
    EXPECT_EQ(codes_of(verify(sample.instance, claim)), std::set<std::string>{"schedule.unknown_mode"});
    claim = sample.truth;
    claim.plan.start[i] =
        rng.chance(50) ? std::numeric_limits<Slot>::max() : std::numeric_limits<Slot>::min();
    EXPECT_NE(verify(sample.instance, claim), Problems{}) << "and nothing overflows";
  }
}

TEST(ScheduleVerify, RecomputesEveryPartOfTheValue) {
  Rng rng(33);
  for (int round = 0; round < 30; ++round) {
    const Sample sample = random_sample(rng);
    const Problems wrong[] = {{{"schedule.value_wrong", "value.lateness", {}}},
                              {{"schedule.value_wrong", "value.cost", {}}},
                              {{"schedule.value_wrong", "value.makespan", {}}},
                              {{"schedule.value_wrong", "value.changes", {}}}};
    for (int part = 0; part < 4; ++part) {
      Claim claim = sample.truth;
      if (part == 0) claim.value->lateness += rng.between(1, 5);
      if (part == 1) claim.value->cost -= rng.between(1, 5);
      if (part == 2) claim.value->makespan -= 1;
      if (part == 3) claim.value->changes += 1;
      const Problems found = verify(sample.instance, claim);
      ASSERT_EQ(found.size(), 1u);
      EXPECT_EQ(found[0].code, wrong[part][0].code);
      EXPECT_EQ(found[0].field, wrong[part][0].field);
    }
    Claim claim = sample.truth;
    *claim.makespan_bound += 1;
    EXPECT_EQ(codes_of(verify(sample.instance, claim)), std::set<std::string>{"schedule.bound_wrong"});
  }
}

TEST(ScheduleVerify, AcceptsTheBestPlanOfAllAndNoOtherIsBetter) {
  Rng rng(35);
  for (int round = 0; round < 30; ++round) {
    const Sample sample = random_sample(rng, {.activities = 3});
    const Twin twin(sample.instance.draft());
    const Plan best = twin.best().value();
    const Value value = twin.value(best);
    EXPECT_EQ(verify(sample.instance, {best, value, {}}), Problems{});
    EXPECT_LE(value, *sample.truth.value);
  }
}

TEST(ScheduleVerify, AgreesWithTheEngineOnWhatAPlanIsWorth) {
  Rng rng(34);
  for (int round = 0; round < 50; ++round) {
    const Sample sample = random_sample(rng);
    EXPECT_EQ(value_of(sample.instance, sample.truth.plan), *sample.truth.value);
  }
}

TEST(ScheduleVerify, SaysWhereAndByHowMuch) {
  Draft draft;
  draft.horizon = 20;
  draft.resources = {{.id = {1}, .capacity = 3, .steps = {{10, 1}}}};
  draft.activities = {{.id = {1}, .modes = {{.work = 6, .needs = {{{1}, 2}}}}},
                      {.id = {2}, .modes = {{.work = 4, .needs = {{{1}, 2}}}}}};
  draft.links = {{.from = {1}, .to = {2}, .lag = 1}};
  const Instance instance = read(draft).value();
  const Problems expected{
      {"schedule.link_broken", "links[0]", {{"from", "11"}, {"to", "7"}}},
      {"schedule.resource_exceeded", "resources[0]", {{"slot", "7"}, {"held", "4"}, {"capacity", "3"}}}};
  EXPECT_EQ(verify(instance, {.plan = {{5, 7}, {0, 0}}}), expected)
      << "one overload, though the capacity falls while it lasts";
}

TEST(ScheduleVerify, WhatHasStartedMayHoldMoreThanThereIsButNothingMayJoinIt) {
  Draft draft;
  draft.horizon = 20, draft.data_date = 3;
  draft.resources = {{.id = {1}, .capacity = 2}};
  draft.zones = {{.id = {1}}, {.id = {2}, .parent = {1}}};
  const Draft::Mode both{.work = 5, .needs = {{{1}, 2}}, .places = {{{1}}}};
  draft.activities = {{.id = {1}, .modes = {both}, .actual_start = 0},
                      {.id = {2}, .modes = {both}, .actual_start = 1},
                      {.id = {3}, .modes = {{.work = 1, .needs = {{{1}, 1}}, .places = {{{2}}}}}}};
  const Instance instance = read(draft).value();
  EXPECT_EQ(verify(instance, {.plan = {{0, 1, 6}, {0, 0, 0}}}), Problems{});
  const Problems expected{
      {"schedule.resource_exceeded", "resources[0]", {{"slot", "5"}, {"held", "3"}, {"capacity", "2"}}},
      {"schedule.zone_shared", "zones[1]", {{"slot", "5"}, {"activity", "3"}}}};
  EXPECT_EQ(verify(instance, {.plan = {{0, 1, 5}, {0, 0, 0}}}), expected);
}

}  // namespace
}  // namespace zw::engines::schedule
