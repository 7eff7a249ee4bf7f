// Duties change hands only as the rules allow, on both databases; plans are computed, adopted, outdated.
#include <gtest/gtest.h>

#include <set>

#include "engines/match/verify.h"
#include "modules/registry/duty_adopt.h"
#include "modules/registry/duty_plan.h"
#include "modules/registry/enterprise.h"
#include "modules/registry/match_json.h"
#include "modules/registry/people.h"
#include "storage/testing.h"
#include "storage/transact.h"

namespace zw::modules::registry {
namespace {

using storage::Connection;
using storage::Records;

class DutyTest : public storage::testing::OnBothDatabases {
 protected:
  void SetUp() override {
    storage::Catalogue::set({&record::describe<Enterprise>(), &record::describe<Fact>(),
                             &record::describe<Person>(), &record::describe<Organisation>(),
                             &record::describe<Officer>(), &record::describe<DutyPlan>(),
                             &record::describe<DutyPlanRow>(), &record::describe<Duty>()});
    within([&](Records& records) {
      for (int i = 0; i < 3; ++i) officers_.push_back(add_officer(records, i));
      for (int i = 0; i < 6; ++i) firms_.push_back(add_firm(records, i));
    });
  }

  template <class Act>
  void within(Act act) {
    database().write([&](Connection& connection) {
      Records records(connection, scope_);
      act(records);
    });
  }
  Id add_officer(Records& records, int i) {
    Person person;
    person.name = "演示员" + std::to_string(i);
    Officer officer;
    officer.person_id = *records.insert(person);
    officer.capacity = 4;
    officer.industries = i == 0 ? "C" : "I,65";
    officer.languages = i == 1 ? "川" : "";
    return *records.insert(officer);
  }
  Id add_firm(Records& records, int i) {
    Enterprise firm;
    firm.name = "示例" + std::to_string(i) + "有限公司";
    firm.industry_code = i < 3 ? "C35" : "I65";
    firm.needs_residency = i == 0 || i == 3;
    firm.needs_language = i == 5 ? "川" : "";
    return *records.insert(firm);
  }
  std::vector<ObjectRef> refs(std::initializer_list<int> firms) const {
    std::vector<ObjectRef> out;
    for (int firm : firms) out.push_back({ObjectKind::enterprise, firms_[static_cast<std::size_t>(firm)]});
    return out;
  }
  Result<DutyChanges> try_assign(std::initializer_list<int> firms, int officer) {
    return storage::transact(database(), [&](Connection& connection) {
      Records records(connection, scope_);
      return assign(records, refs(firms), officers_[static_cast<std::size_t>(officer)], "test");
    });
  }
  std::int64_t active_duties() {
    std::int64_t count = 0;
    database().read([&](Connection& connection) {
      auto cursor = connection.query("SELECT count(*) FROM duty WHERE zone_id = $1 AND state = 'active'",
                                     {scope_.zone.value});
      cursor->step();
      count = cursor->integer(0);
    });
    return count;
  }
  Id propose(PlanMode mode, std::optional<Id> leaving = {}) {
    Id id;
    within([&](Records& records) {
      DutyPlan plan;
      plan.mode = mode;
      plan.leaving_officer_id = leaving;
      plan.created_at = scope_.now;
      id = *records.insert(plan);
    });
    const auto store =
        compute_plan(database(), scope_, {enterprise_source()}, id, StopRule{}, [](const PlanProgress&) {});
    database().write(store);
    return id;
  }
  DutyPlan load(Id id) {
    std::optional<DutyPlan> plan;
    within([&](Records& records) { plan = records.find<DutyPlan>(id); });
    return *plan;
  }
  Result<Adoption> adopt(Id id) {
    return storage::transact(database(), [&](Connection& connection) {
      Records records(connection, scope_);
      return adopt_plan(records, *records.find<DutyPlan>(id), "test");
    });
  }

  storage::Scope scope_ = storage::testing::test_scope();
  std::vector<Id> officers_, firms_;
};

TEST_P(DutyTest, AssigningKeepsHistoryAndCounts) {
  auto first = try_assign({0, 1, 2}, 0);
  ASSERT_TRUE(first.ok());
  EXPECT_EQ(first->assigned, 3);
  auto second = try_assign({1, 2, 3}, 1);
  ASSERT_TRUE(second.ok());
  EXPECT_EQ(second->moved, 2);
  EXPECT_EQ(second->assigned, 1);
  EXPECT_EQ(try_assign({1}, 1)->kept, 1);
  EXPECT_EQ(active_duties(), 4);
}

TEST_P(DutyTest, EveryRefusalIsNamedAndNothingRemains) {
  const auto refused = try_assign({0, 1, 2, 3, 4}, 0);
  ASSERT_FALSE(refused.ok());
  std::set<std::string> codes;
  for (const auto& problem : refused.problems()) codes.insert(problem.code);
  EXPECT_EQ(codes, (std::set<std::string>{"duty.capacity_exceeded", "duty.second_residency"}));
  EXPECT_EQ(active_duties(), 0);
}

TEST_P(DutyTest, ADryRunTellsEverythingAndStoresNothing) {
  ASSERT_TRUE(try_assign({0, 1}, 0).ok());
  ASSERT_TRUE(try_assign({2}, 1).ok());
  within([&](Records& records) {
    const auto preview = preview_assignment(records, refs({1, 2, 4}), officers_[0]);
    ASSERT_TRUE(preview.ok());
    EXPECT_EQ(preview->changes.kept, 1);
    EXPECT_EQ(preview->changes.moved, 1);
    EXPECT_EQ(preview->changes.assigned, 1);
    EXPECT_EQ(preview->load, 4);
    EXPECT_EQ(preview->capacity, 4);
    EXPECT_TRUE(preview->problems.empty());

    const auto refused = preview_assignment(records, refs({2, 3, 4, 5}), officers_[0]);
    ASSERT_TRUE(refused.ok());
    EXPECT_EQ(refused->load, 6);
    ASSERT_EQ(refused->problems.size(), 2u);
    EXPECT_EQ(refused->problems[0].code, "duty.second_residency");
    EXPECT_EQ(refused->problems[0].params.front().second, "示例3有限公司");
    EXPECT_EQ(refused->problems[1].code, "duty.capacity_exceeded");
    EXPECT_EQ(preview_assignment(records, refs({2}), Id{99}).problems().front().code, "duty.unknown_officer");
  });
  EXPECT_EQ(active_duties(), 3);
}

TEST_P(DutyTest, APlanIsProvenAdoptedAndThenOutdated) {
  const Id plan = propose(PlanMode::best);
  ASSERT_EQ(load(plan).state, PlanState::proposed) << load(plan).problem;
  EXPECT_EQ(load(plan).total, load(plan).bound);
  EXPECT_EQ(load(plan).added, 6);
  const auto adopted = adopt(plan);
  ASSERT_TRUE(adopted.ok()) << adopted.problems().front().code;
  EXPECT_EQ(adopted->assigned, 6);
  EXPECT_EQ(active_duties(), 6);
  EXPECT_EQ(adopt(plan).problems().front().code, "duty_plan.state");
  within([&](Records& records) {
    const auto duty = accountable_duty(records, refs({5}).front());
    ASSERT_TRUE(duty);
    EXPECT_EQ(duty->officer_id, officers_[1]) << "only one officer speaks the language";
  });

  const Id stale = propose(PlanMode::best);
  EXPECT_EQ(load(stale).kept, 6);
  within([&](Records& records) {
    auto ended = end_duty(records, *accountable_duty(records, refs({4}).front()), "left");
    ASSERT_TRUE(ended.ok());
  });
  EXPECT_EQ(adopt(stale).problems().front().code, "duty_plan.outdated");
}

TEST_P(DutyTest, WhenAnOfficerLeavesNobodyElseMoves) {
  ASSERT_TRUE(adopt(propose(PlanMode::best)).ok());
  const Id plan = propose(PlanMode::fewest_changes, officers_[0]);
  database().read([&](Connection& connection) {
    Records records(connection, scope_);
    const auto rows = records.all<DutyPlanRow>();
    for (const auto& row : rows)
      if (row.plan_id == plan && row.change == Change::moved) {
        EXPECT_EQ(row.previous_officer_id, officers_[0]);
      }
  });
}

TEST_P(DutyTest, TheStoredPlanStillExplainsItself) {
  const Id id = propose(PlanMode::best);
  const auto stored = load_plan(load(id));
  ASSERT_TRUE(stored.ok());
  EXPECT_TRUE(engines::match::verify(stored->instance, engines::match::Claim(stored->solution)).empty());
  database().read([&](Connection& connection) {
    Records records(connection, scope_);
    const int object = *object_index(*stored, ObjectKind::enterprise, firms_[5]);
    EXPECT_NE(why_json(records, *stored, object).find("演示员1"), std::string::npos);
    const std::string no = why_not_json(records, *stored, object, *officer_index(*stored, officers_[0]));
    EXPECT_NE(no.find("\"verdict\":\"ineligible\""), std::string::npos) << no;
    EXPECT_NE(no.find("language 川"), std::string::npos) << no;
  });
  EXPECT_FALSE(object_index(*stored, ObjectKind::project, firms_[0]).ok());
}

TEST_P(DutyTest, QuestionsAndAnswersComeBackFromJson) {
  const auto stored = load_plan(load(propose(PlanMode::best)));
  const std::string text = draft_json(stored->instance.draft());
  const auto draft = draft_from_json(*record::parse_json(text));
  ASSERT_TRUE(draft.ok());
  EXPECT_EQ(draft_json(*draft), text);
  const auto wrong = draft_from_json(
      *record::parse_json(R"({"officers":[{"id":1,"capacity":"x"}],"objects":[{"id":1,"x":3}],"colour":1})"));
  ASSERT_FALSE(wrong.ok());
  EXPECT_EQ(wrong.problems().size(), 3u);
}

ZW_ON_BOTH_DATABASES(DutyTest);

}  // namespace
}  // namespace zw::modules::registry
