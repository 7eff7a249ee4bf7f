// Planned progress: three measures by hand, every deviation one standing and one light, the past as it was.
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "base/rng.h"
#include "modules/projects/progress.h"

namespace zw::modules::projects {
namespace {

using casework::Light;

Date day(std::string_view text) { return *parse_date(text); }

/// A year of 366 days; four nodes of 10, 20, 30 and 40; 1,000 yuan planned in the first quarter of the year.
Course example() {
  Course course;
  course.planned_start = day("2020-01-01");
  course.planned_finish = day("2020-12-31");
  course.steps = {{day("2020-02-01"), day("2020-01-31"), 10},
                  {day("2020-05-31"), day("2020-06-10"), 20},
                  {day("2020-09-01"), {}, 30},
                  {day("2020-12-01"), {}, 40}};
  course.months = {{day("2020-01-01"), yuan(300), yuan(150)},
                   {day("2020-02-01"), yuan(300), yuan(300)},
                   {day("2020-03-01"), yuan(400), {}},
                   {day("2019-12-01"), yuan(9'999), yuan(9'999)}};
  return course;
}

const Measured& of(const Measures& measures, Definition definition) {
  return *measures[static_cast<std::size_t>(definition)];
}

TEST(Progress, ByTimeTheEndOfMayIs152Of366Days) {
  const Measured found = of(measure(example(), day("2020-05-31")), Definition::time);
  EXPECT_EQ(found.planned.count, 4153);  // 41.53 %
  EXPECT_EQ(found.actual.count, 1000);
  EXPECT_EQ(found.deviation().count, -3153);
  EXPECT_EQ(of(measure(example(), day("2020-12-31")), Definition::time).planned.count, kWhole);
  EXPECT_EQ(of(measure(example(), day("2021-07-01")), Definition::time).planned.count, kWhole);
  EXPECT_EQ(of(measure(example(), day("2019-12-31")), Definition::time).planned.count, 0);
}

TEST(Progress, ByInvestmentOnlyMonthsThatAreOverCount) {
  const auto at = [](std::string_view text) {
    return of(measure(example(), day(text)), Definition::investment);
  };
  EXPECT_EQ(at("2020-01-30").planned.count, 0);
  EXPECT_EQ(at("2020-01-31").planned.count, 3000);
  EXPECT_EQ(at("2020-01-31").actual.count, 1500);
  EXPECT_EQ(at("2020-02-29").planned.count, 6000);
  EXPECT_EQ(at("2020-02-29").actual.count, 4500);
  EXPECT_EQ(at("2020-03-31").planned.count, kWhole);
  EXPECT_EQ(at("2020-03-31").actual.count, 4500) << "what nobody has reported is not there";
  EXPECT_EQ(at("2019-12-31").planned.count, kWhole) << "each year has its own plan";
  EXPECT_FALSE(measure(example(), day("2021-01-31"))[static_cast<std::size_t>(Definition::investment)]);
}

TEST(Progress, ByNodesTheDayItselfCounts) {
  const auto at = [](std::string_view text) { return of(measure(example(), day(text)), Definition::nodes); };
  EXPECT_EQ(at("2020-05-30").deviation().count, 0);
  EXPECT_EQ(at("2020-05-31").deviation().count, -2000);
  EXPECT_EQ(at("2020-06-09").deviation().count, -2000);
  EXPECT_EQ(at("2020-06-10").deviation().count, 0);
  EXPECT_EQ(at("2020-01-31").deviation().count, 1000);
}

TEST(Progress, WithoutAPlanNothingIsMeasured) {
  for (const auto& measured : measure({}, day("2020-05-31"))) {
    EXPECT_FALSE(measured);
    EXPECT_EQ(standing_of(measured), Standing::unknown);
  }
  Course unweighted = example();
  for (auto& step : unweighted.steps) step.weight = 0;
  EXPECT_FALSE(measure(unweighted, day("2020-05-31"))[static_cast<std::size_t>(Definition::nodes)]);
}

TEST(Progress, MoneyOfALargeZoneDoesNotOverflow) {
  Course course;
  course.months = {{day("2020-01-01"), Money{1'000'000'000'000'000}, Money{999'999'999'999'999}},
                   {day("2020-02-01"), Money{1'000'000'000'000'000}, {}}};
  const Measured found = of(measure(course, day("2020-01-31")), Definition::investment);
  EXPECT_EQ(found.planned.count, 5000);
  EXPECT_EQ(found.actual.count, 5000);
}

Course random_course(Rng& rng) {
  Course course;
  const Date begin = day("2020-01-01");
  for (auto i = rng.between(0, 12); i > 0; --i) {
    Course::Step step;
    if (rng.chance(90)) step.planned_on = begin + static_cast<int>(rng.between(0, 700));
    if (rng.chance(60)) step.done_on = begin + static_cast<int>(rng.between(0, 700));
    step.weight = rng.between(0, 40);
    course.steps.push_back(step);
  }
  for (int month = 1; month <= 12; ++month)
    if (rng.chance(70))
      course.months.push_back({*make_date(2020, month, 1), Money{rng.between(0, 1'000'000)}, {}});
  for (auto& month : course.months)
    if (rng.chance(70)) month.actual = Money{rng.between(0, 1'500'000)};
  return course;
}

TEST(Progress, EveryMeasureHasOneStandingAndOneLightAndPlansNeverFall) {
  Rng rng(11);
  const auto bands = progress_bands({.bands = R"([{"until":1,"light":"green"},
      {"from":1,"until":30,"light":"yellow"},{"from":30,"light":"red"}])"});
  ASSERT_TRUE(bands.ok());
  for (int round = 0; round < 400; ++round) {
    const Course course = random_course(rng);
    std::array<std::int64_t, kDefinitions> before{};
    for (Date at = day("2020-01-01"); at <= day("2020-12-31"); at = at + 7) {
      const Measures measures = measure(course, at);
      for (std::size_t d = 0; d < measures.size(); ++d) {
        if (!measures[d]) continue;
        EXPECT_GE(measures[d]->planned.count, before[d]) << "within a year a plan only grows";
        before[d] = measures[d]->planned.count;
        EXPECT_LE(measures[d]->planned.count, kWhole);
        const std::int64_t deviation = measures[d]->deviation().count;
        EXPECT_EQ(standing_of(measures[d]), deviation < 0   ? Standing::behind
                                            : deviation > 0 ? Standing::ahead
                                                            : Standing::on);
        EXPECT_EQ(light_of(*bands, measures[d]), deviation > -100    ? Light::green
                                                 : deviation > -3000 ? Light::yellow
                                                                     : Light::red);
      }
    }
  }
}

TEST(Progress, WhatComesLaterDoesNotChangeThePast) {
  Rng rng(12);
  for (int round = 0; round < 300; ++round) {
    Course course = random_course(rng);
    const Date asked = *make_date(2020, static_cast<int>(rng.between(2, 11)), 15);
    const Measures then = measure(course, asked);
    for (auto& step : course.steps)
      if (!step.done_on || *step.done_on > asked) step.done_on = asked + static_cast<int>(rng.between(1, 90));
    for (auto& month : course.months)
      if (month.first_day > asked - 14) month.actual = Money{rng.between(0, 9'000'000)};
    const Measures now = measure(course, asked);
    for (std::size_t d = 0; d < then.size(); ++d) {
      ASSERT_EQ(then[d].has_value(), now[d].has_value());
      if (then[d]) {
        EXPECT_EQ(then[d]->deviation(), now[d]->deviation());
      }
    }
  }
}

TEST(ProgressRule, TheNewestThatHasBegunIsInForce) {
  std::vector<ProgressRule> rules(3);
  rules[0].effective_from = day("2020-01-01");
  rules[1].effective_from = day("2020-04-01");
  rules[2].effective_from = day("2020-09-01");
  EXPECT_EQ(rule_in_force(rules, day("2019-12-31")), nullptr);
  EXPECT_EQ(rule_in_force(rules, day("2020-03-31")), &rules[0]);
  EXPECT_EQ(rule_in_force(rules, day("2020-04-01")), &rules[1]);
  EXPECT_EQ(rule_in_force(rules, day("2021-01-01")), &rules[2]);
}

/// Green at or above plan, yellow from 10 to 30 points below, red beyond: says nothing of 0 to 10.
TEST(ProgressRule, ThePublishedGapOfTenPointsIsRefused) {
  ProgressRule rule;
  rule.effective_from = day("2020-06-15");
  rule.bands =
      R"([{"until":0,"light":"green"},{"from":10,"until":30,"light":"yellow"},{"from":30,"light":"red"}])";
  const auto refused = check_new_rule(rule, day("2020-06-14"));
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.problems(), (Problems{{"light_rule.gap", "bands", {{"from", "0"}, {"until", "10"}}}}));
}

TEST(ProgressRule, SaysAllThatIsWrongAndNeverRewritesThePast) {
  ProgressRule rule;
  rule.effective_from = day("2020-06-13");
  rule.bands = R"([{"from":0,"light":"green"},{"from":10,"light":"red"}])";
  const auto refused = check_new_rule(rule, day("2020-06-14"));
  ASSERT_FALSE(refused.ok());
  std::vector<std::string> codes;
  for (const Problem& problem : refused.problems()) codes.push_back(problem.code);
  EXPECT_EQ(codes, (std::vector<std::string>{"light_rule.gap", "light_rule.overlap",
                                             "progress_rule.starts_in_the_past"}));
  EXPECT_FALSE(check_rule_still_open(rule, day("2020-06-13")).ok());
  EXPECT_TRUE(check_rule_still_open(rule, day("2020-06-12")).ok());
}

TEST(ProgressRule, AMonthIsNamedByItsFirstDay) {
  InvestmentMonth month;
  month.month = day("2020-06-01");
  EXPECT_TRUE(check_month(month).ok());
  month.month = day("2020-06-02");
  EXPECT_FALSE(check_month(month).ok());
}

TEST(Progress, WeeksEndOnTheDayThatIsAskedFor) {
  const auto ends = week_ends(day("2020-05-31"), 3);
  EXPECT_EQ(ends, (std::vector<Date>{day("2020-05-17"), day("2020-05-24"), day("2020-05-31")}));
}

}  // namespace
}  // namespace zw::modules::projects
