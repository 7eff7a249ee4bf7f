#include "app/demo/zone.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "app/demo/dump.h"
#include "app/demo/testing.h"
#include "base/codes.h"
#include "modules/projects/node_life.h"
#include "modules/projects/portfolio.h"
#include "record/validate.h"
#include "storage/digest.h"

namespace zw::app::demo {
namespace {

using registry::DutyState;
using registry::SizeClass;
using registry::TeamKind;

using testing::zone_at;

template <class List, class Test>
int count(const List& list, Test test) {
  return static_cast<int>(std::count_if(list.begin(), list.end(), test));
}

TEST(DemoZone, HasTheTotalsOfTheArticle) {
  const DemoZone& zone = zone_at(Stage::article_day);
  EXPECT_EQ(zone.enterprises.size(), 2036u);
  EXPECT_EQ(
      count(zone.enterprises, [](const auto& firm) { return firm.size_class == SizeClass::industry_above; }),
      58);
  EXPECT_EQ(zone.officers.size(), 74u);
  EXPECT_EQ(zone.projects.size(), 54u);
  const auto of_class = [&](projects::ProjectClass c) {
    return count(zone.projects, [&](const auto& p) { return p.project_class == c; });
  };
  EXPECT_EQ(of_class(projects::ProjectClass::industrial), 18);
  EXPECT_EQ(of_class(projects::ProjectClass::urban), 17);
  EXPECT_EQ(of_class(projects::ProjectClass::livelihood), 19);
  EXPECT_EQ(count(zone.projects, [](const auto& p) { return p.cluster_id == Id{1}; }), 11);
  EXPECT_EQ(count(zone.projects, [](const auto& p) { return p.cluster_id == Id{2}; }), 9);
  EXPECT_EQ(zone.nodes.size(), 540u);
  EXPECT_EQ(count(zone.facts, [](const auto& fact) { return fact.source == kObservationSource; }), 520);
}

TEST(DemoZone, HasTheGroupsOfTheArticle) {
  const DemoZone& zone = zone_at(Stage::article_day);
  const auto of_kind = [&](TeamKind kind) {
    return count(zone.teams, [&](const auto& team) { return team.kind == kind; });
  };
  EXPECT_EQ(of_kind(TeamKind::task_force), 3);
  EXPECT_EQ(of_kind(TeamKind::front_headquarters), 2);
  EXPECT_EQ(
      of_kind(TeamKind::tackling_team) + of_kind(TeamKind::support_team) + of_kind(TeamKind::audit_team), 6);
  EXPECT_EQ(of_kind(TeamKind::help_team), 7);
  EXPECT_EQ(of_kind(TeamKind::party_branch), 5);
  const auto of_office = [&](registry::OrganisationKind kind) {
    return count(zone.organisations, [&](const auto& o) { return o.kind == kind; });
  };
  EXPECT_EQ(of_office(registry::OrganisationKind::bank), 6);
  EXPECT_EQ(of_office(registry::OrganisationKind::hospital), 3);
  EXPECT_EQ(of_office(registry::OrganisationKind::labour_agency), 1);
}

TEST(DemoZone, TheSecretaryOfTheSubdistrictIsAlsoSecretaryOfABranch) {
  const DemoZone& zone = zone_at(Stage::article_day);
  std::set<std::string> seats;
  for (const auto& tenure : zone.tenures)
    if (tenure.person_id == Id{2} && !tenure.ends_on)
      seats.insert(zone.posts[static_cast<std::size_t>(tenure.post_id.value) - 1].name);
  EXPECT_TRUE(seats.contains("街道党工委书记"));
  EXPECT_TRUE(seats.contains("支部书记"));
}

TEST(DemoZone, PhasesAddUpToTheirProgrammes) {
  const DemoZone& zone = zone_at(Stage::article_day);
  std::map<std::string, std::int64_t> sums;
  for (const auto& phase : zone.phases) {
    const auto& project = zone.projects[static_cast<std::size_t>(phase.project_id.value) - 1];
    sums[zone.programmes[static_cast<std::size_t>(project.programme_id->value) - 1].name] += *phase.capacity;
  }
  for (const auto& programme : zone.programmes)
    if (programme.target_capacity) {
      EXPECT_EQ(sums[programme.name], *programme.target_capacity) << programme.name;
    }
  EXPECT_EQ(sums,
            (std::map<std::string, std::int64_t>{
                {"示例单晶硅片基地", 10}, {"示例电子级多晶硅基地", 5'000}, {"示例颗粒硅基地", 54'000}}));
}

TEST(DemoZone, OneGroupHasAtLeastSevenEntitiesOnThreeLevels) {
  const DemoZone& zone = zone_at(Stage::article_day);
  int below_first = 0, deepest = 0;
  for (const auto& firm : zone.enterprises) {
    int depth = 0;
    Id at = firm.id;
    while (const auto parent = zone.enterprises[static_cast<std::size_t>(at.value) - 1].parent_id)
      at = *parent, ++depth;
    if (at == Id{1}) ++below_first, deepest = std::max(deepest, depth);
  }
  EXPECT_GE(below_first, 7);
  EXPECT_EQ(deepest, 2);
}

/// Active accountable duties, checked for being one per object and one residency per officer.
std::map<Id, int> loads_of(const DemoZone& zone) {
  std::map<Id, int> loads;
  std::set<std::pair<registry::ObjectKind, std::int64_t>> objects;
  std::set<Id> residents;
  for (const auto& duty : zone.duties) {
    if (duty.state != DutyState::active) continue;
    EXPECT_FALSE(duty.ends_on);
    EXPECT_TRUE(objects.emplace(duty.object_kind, duty.object_id).second);
    EXPECT_TRUE(!duty.is_residency || residents.insert(duty.officer_id).second);
    ++loads[duty.officer_id];
  }
  return loads;
}

TEST(DemoZone, EveryObjectHasExactlyOneAccountableOfficerOnTheDay) {
  const DemoZone& zone = zone_at(Stage::article_day);
  const auto loads = loads_of(zone);
  ASSERT_EQ(loads.size(), 74u);
  int sum = 0, highest = 0;
  for (const auto& [officer, load] : loads) {
    sum += load, highest = std::max(highest, load);
    EXPECT_LE(load, zone.officers[static_cast<std::size_t>(officer.value) - 1].capacity);
  }
  EXPECT_EQ(sum, 2090);
  EXPECT_EQ(highest, 41);
  EXPECT_GT(count(zone.duties, [](const auto& duty) { return duty.state == DutyState::ended; }), 100);
}

TEST(DemoZone, TheMiddleHasPartOfTheDuties) {
  int sum = 0;
  for (const auto& [officer, load] : loads_of(zone_at(Stage::middle))) sum += load;
  EXPECT_EQ(sum, 1450);
}

TEST(DemoZone, ResidenciesFitTheOfficers) {
  const DemoZone& zone = zone_at(Stage::article_day);
  const int wanted = count(zone.enterprises, [](const auto& firm) { return firm.needs_residency; }) +
                     count(zone.projects, [](const auto& project) { return project.needs_residency; });
  EXPECT_GE(wanted, 60);
  EXPECT_LE(wanted, 74);
}

TEST(DemoZone, BeginsWithPeopleAndProjectsButNoFirms) {
  const DemoZone& zone = zone_at(Stage::chaos);
  EXPECT_TRUE(zone.enterprises.empty());
  EXPECT_TRUE(zone.facts.empty());
  EXPECT_TRUE(zone.duties.empty());
  EXPECT_EQ(zone.officers.size(), 74u);
  EXPECT_EQ(zone.projects.size(), 54u);
}

projects::Knowledge knowledge_of(const DemoZone& zone) {
  projects::Knowledge known;
  known.projects = zone.projects;
  known.rules = zone.progress_rules;
  for (const auto& project : zone.projects) {
    known.courses[project.id].planned_start = project.planned_start;
    known.courses[project.id].planned_finish = project.planned_finish;
  }
  for (const auto& node : zone.nodes)
    known.courses[node.project_id].steps.push_back(
        {node.planned_on, node.state == projects::NodeState::done ? node.actual_on : std::nullopt,
         node.weight});
  for (const auto& month : zone.investment_months)
    known.courses[month.project_id].months.push_back({month.month, month.planned, month.actual});
  return known;
}

TEST(DemoZone, EveryProjectIsBehindInMarchAndAheadAtTheEndOfMay) {
  const projects::Knowledge known = knowledge_of(zone_at(Stage::article_day));
  const auto tally = [&](Date day) {
    return projects::tally_of(known, projects::yardstick_at(known.rules, day), day);
  };
  EXPECT_EQ(tally(*make_date(2020, 3, 1)), (projects::Tally{54, 0, 0, 0}));
  EXPECT_EQ(tally(*make_date(2020, 5, 31)), (projects::Tally{0, 0, 54, 0}));
}

TEST(DemoZone, NodesAreConfirmedByAnotherAndEveryMoveIsTold) {
  for (Stage stage : {Stage::chaos, Stage::middle, Stage::article_day}) {
    const DemoZone& zone = zone_at(stage);
    std::map<Id, Id> reporters;
    std::map<Id, Date> expected;
    for (const auto& node : zone.nodes) expected[node.id] = *node.planned_on;
    for (const auto& event : zone.node_events) {
      EXPECT_LE(china_date(event.at), date_of(stage));
      if (event.kind == projects::NodeEventKind::reported) reporters[event.node_id] = event.person_id;
      if (event.kind == projects::NodeEventKind::confirmed) {
        EXPECT_NE(event.person_id, reporters.at(event.node_id));
      }
      if (!event.after_on) continue;
      EXPECT_EQ(event.before_on, expected[event.node_id]);
      expected[event.node_id] = *event.after_on;
      EXPECT_TRUE(event.reason_id || event.before_on == event.after_on);
    }
    for (const auto& node : zone.nodes) EXPECT_EQ(projects::expected_on(node), expected[node.id]);
  }
}

TEST(DemoZone, YearPlansAddUpAndMoneyIsKnownWhenTheMonthIsOver) {
  const DemoZone& zone = zone_at(Stage::article_day);
  EXPECT_EQ(zone.investment_months.size(), 54u * 12);
  std::map<Id, Money> years;
  for (const auto& month : zone.investment_months) {
    years[month.project_id] += month.planned;
    EXPECT_EQ(month.actual.has_value(), month.month < *make_date(2020, 6, 1)) << to_string(month.month);
  }
  for (const auto& project : zone.projects) EXPECT_LT(years[project.id], *project.investment);
}

TEST(DemoZone, NothingLiesInTheFutureOfItsStage) {
  for (Stage stage : {Stage::chaos, Stage::middle, Stage::article_day}) {
    const DemoZone& zone = zone_at(stage);
    const Date day = date_of(stage);
    for (const auto& node : zone.nodes) EXPECT_FALSE(node.actual_on && *node.actual_on > day);
    for (const auto& duty : zone.duties) EXPECT_LE(duty.starts_on, day);
    for (const auto& duty : zone.duties) EXPECT_FALSE(duty.ends_on && *duty.ends_on > day);
    for (const auto& fact : zone.facts) EXPECT_LE(fact.as_of, day);
    for (const auto& team : zone.teams) EXPECT_LE(team.starts_on, day);
    for (const auto& tenure : zone.tenures) EXPECT_LE(tenure.starts_on, day);
  }
}

TEST(DemoZone, TheNewestFactIsTheValueThatIsShown) {
  for (Stage stage : {Stage::middle, Stage::article_day}) {
    const DemoZone& zone = zone_at(stage);
    std::map<Id, std::string> newest;
    for (const auto& fact : zone.facts)
      if (fact.field == "employees") newest[fact.enterprise_id] = fact.value;
    for (const auto& firm : zone.enterprises) EXPECT_EQ(newest[firm.id], std::to_string(*firm.employees));
  }
}

TEST(DemoZone, EveryRecordKeepsTheRulesOfItsDescription) {
  for (Stage stage : {Stage::chaos, Stage::middle, Stage::article_day})
    for_each_list(zone_at(stage), [](const auto& list) {
      using T = typename std::decay_t<decltype(list)>::value_type;
      std::int64_t id = 0;
      for (const T& record : list) {
        EXPECT_EQ(record.id.value, ++id);
        const auto problems = record::validate(record::describe<T>(), record::to_row(record));
        EXPECT_TRUE(problems.empty()) << record::describe<T>().name << " " << id << ": "
                                      << problems.front().code << " " << problems.front().field;
      }
    });
}

TEST(DemoZone, NobodyRealCanBeMeant) {
  const DemoZone& zone = zone_at(Stage::article_day);
  std::set<std::string> names, codes;
  for (const auto& firm : zone.enterprises) {
    EXPECT_TRUE(firm.name.starts_with("示例") || firm.name.starts_with("演示")) << firm.name;
    EXPECT_TRUE(names.insert(firm.name).second) << firm.name;
    EXPECT_TRUE(firm.former_name.empty() || names.insert(firm.former_name).second) << firm.former_name;
    EXPECT_TRUE(codes.insert(*firm.uscc).second);
    EXPECT_EQ(firm.uscc->substr(2, 6), "990000");
    EXPECT_TRUE(firm.contact_phone.starts_with("1000000") && firm.contact_phone.size() == 11);
    EXPECT_TRUE(firm.contact_name.starts_with("示例") || firm.contact_name.starts_with("演示"));
  }
  for (const auto& person : zone.people) {
    EXPECT_TRUE(person.name.starts_with("示例") || person.name.starts_with("演示")) << person.name;
    EXPECT_TRUE(person.mobile.starts_with("1000000")) << person.mobile;
  }
  for (const auto& project : zone.projects) EXPECT_TRUE(project.name.starts_with("示例")) << project.name;
}

TEST(DemoZone, ScaleMultipliesWhatGrowsWithAZone) {
  const DemoZone zone = generate({.stage = Stage::article_day, .scale = 3});
  EXPECT_EQ(zone.enterprises.size(), 3u * 2036);
  EXPECT_EQ(zone.officers.size(), 3u * 74);
  EXPECT_EQ(zone.projects.size(), 3u * 54);
  const auto loads = loads_of(zone);
  EXPECT_EQ(loads.size(), 3u * 74);
  std::set<std::string> names;
  for (const auto& firm : zone.enterprises) names.insert(firm.name);
  EXPECT_EQ(names.size(), zone.enterprises.size());
}

/// A change of the generator or of a description shows here; a new digest is right when the change was meant.
TEST(DemoZone, IsTheSameOnEveryMachine) {
  const std::map<Stage, std::string> digests = {
      {Stage::chaos, "01d54f2d9d9b189d58c5055162fe8d93378858bb9dd0fb30a27cfab3be8a82c0"},
      {Stage::middle, "801168075c810b0a6352df41599ab03a6069bc09d7d110256439b2ffba1b0e06"},
      {Stage::article_day, "7e9c7e6cb68e48d86a2b72dd95136cea13f8c21194011cadc19d0ebde69503ed"}};
  for (const auto& [stage, digest] : digests)
    EXPECT_EQ(storage::digest(dump(zone_at(stage))), digest) << to_string(date_of(stage));
}

TEST(DemoZone, TheSameSeedGivesTheSameZone) {
  EXPECT_EQ(dump(generate({.stage = Stage::middle})), dump(zone_at(Stage::middle)));
  EXPECT_NE(dump(generate({.stage = Stage::middle, .seed = 7})), dump(zone_at(Stage::middle)));
}

}  // namespace
}  // namespace zw::app::demo
