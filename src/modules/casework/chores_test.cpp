// Contacts the desk proposes, and the matrix of projects and factors, on both databases.
#include "modules/casework/chores.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "modules/casework/around.h"
#include "modules/casework/board.h"
#include "modules/casework/testing.h"

namespace zw::modules::casework {
namespace {

using testing::codes;
using testing::Desk;
using testing::Who;

class ChoresTest : public storage::testing::OnBothDatabases {
 protected:
  void SetUp() override {
    desk_.within(Who::program, [&](Records& records) {
      registry::Officer officer;
      officer.person_id = desk_.person(Who::officer);
      const auto stored = records.insert(officer);
      ASSERT_TRUE(stored.ok());
      for (const Id firm : {desk_.firm, desk_.other_firm}) {
        registry::Duty duty;
        duty.object_id = firm.value;
        duty.officer_id = *stored;
        duty.starts_on = *parse_date("2020-01-01");
        ASSERT_TRUE(records.insert(duty).ok());
      }
    });
  }
  void remember(Id firm, KeyDateKind kind, std::string name, std::string_view day) {
    desk_.within(Who::officer, [&](Records& records) {
      KeyDate date;
      date.enterprise_id = firm;
      date.kind = kind;
      date.name = std::move(name);
      date.due_on = *parse_date(day);
      ASSERT_TRUE(records.insert(date).ok());
    });
  }
  void set_budget(std::string_view value) {
    desk_.within(Who::program, [&](Records& records) {
      records.connection().execute(
          "INSERT INTO setting (zone_id, id, version, key, value) VALUES (1, 1, 1, 'casework.visit_budget', "
          "$1)",
          {std::string(value)});
    });
  }
  std::int64_t propose() {
    std::int64_t proposed = 0;
    desk_.within(Who::program, [&](Records& records) { proposed = propose_contacts(records); });
    return proposed;
  }
  /// "firm kind about" of every suggestion, in their order.
  std::vector<std::string> proposals() {
    std::vector<std::string> told;
    desk_.within(Who::program, [&](Records& records) {
      auto cursor = records.connection().query(
          "SELECT enterprise_id, kind, about, officer_person_id FROM suggestion WHERE zone_id = 1 ORDER BY "
          "id",
          {});
      while (cursor->step()) {
        EXPECT_EQ(cursor->integer(3), desk_.person(Who::officer).value) << "the officer of the firm calls";
        told.push_back(fmt::format("{} {} {}", cursor->integer(0) == desk_.firm.value ? "first" : "other",
                                   cursor->text(1), cursor->text(2)));
      }
    });
    return told;
  }
  std::string matrix() {
    std::string out;
    desk_.within(Who::leader, [&](Records& records) { out = matrix_json(records); });
    return out;
  }
  void add_node(std::string_view factor, std::string_view state, std::string_view planned) {
    desk_.within(Who::program, [&](Records& records) {
      records.connection().execute(
          "INSERT INTO node (zone_id, id, version, project_id, name, sequence, planned_on, state, weight, "
          "factor) VALUES (1, $1, 1, $2, '示例节点', $1, $3, $4, 1, $5)",
          {++nodes_, Desk::project.value, std::string(planned), std::string(state), std::string(factor)});
    });
  }

  Desk desk_{database()};
  std::int64_t nodes_ = 0;
};

TEST_P(ChoresTest, AContactIsProposedForAReasonThatIsNear) {
  remember(desk_.firm, KeyDateKind::permit, "排污许可", "2020-07-10");
  remember(desk_.firm, KeyDateKind::permit, "安全许可", "2020-07-16");
  remember(desk_.other_firm, KeyDateKind::loan, "流动资金贷款", "2020-06-15");
  remember(desk_.other_firm, KeyDateKind::loan, "已到期贷款", "2020-06-14");
  EXPECT_EQ(propose(), 2);
  EXPECT_EQ(proposals(),
            (std::vector<std::string>{"first permit_expiring 排污许可", "other loan_due 流动资金贷款"}))
      << "30 days ahead and no longer, and nothing that is over";
  EXPECT_EQ(propose(), 0) << "not twice";
}

TEST_P(ChoresTest, ANodeOfItsProjectInFourteenDaysIsAReason) {
  desk_.within(Who::program, [&](Records& records) {
    records.connection().execute("UPDATE project SET enterprise_id = $1 WHERE zone_id = 1",
                                 {desk_.firm.value});
  });
  add_node("eia", "running", "2020-06-29");
  add_node("land", "not_started", "2020-06-30");
  add_node("permits", "done", "2020-06-20");
  EXPECT_EQ(propose(), 1);
  EXPECT_EQ(proposals(), std::vector<std::string>{"first node_near 示例节点"});
}

TEST_P(ChoresTest, ALongSilenceIsAReasonAndARequestOrAVisitEndsIt) {
  desk_.within(Who::program, [&](Records& records) {
    records.connection().execute("UPDATE enterprise SET size_class = 'industry_above' WHERE zone_id = 1");
  });
  ASSERT_EQ(codes(desk_.enter(Who::officer, desk_.simple_case())), "ok");
  EXPECT_EQ(propose(), 1);
  EXPECT_EQ(proposals(), std::vector<std::string>{"other long_silence "}) << "the first firm has just asked";
}

TEST_P(ChoresTest, AFirmIsNotAskedForMoreVisitsThanItsBudget) {
  set_budget("1");
  for (const auto* name : {"甲", "乙", "丙"}) remember(desk_.firm, KeyDateKind::permit, name, "2020-06-20");
  remember(desk_.other_firm, KeyDateKind::permit, "丁", "2020-06-20");
  desk_.within(Who::officer, [&](Records& records) {
    Visit visit;
    visit.enterprise_id = desk_.other_firm;
    visit.person_id = desk_.person(Who::officer);
    visit.visited_on = *parse_date("2020-06-02");
    visit.purpose = "走访";
    ASSERT_TRUE(records.insert(visit).ok());
  });
  EXPECT_EQ(propose(), 1) << "one of three for the first firm; the other was visited this month";
  EXPECT_EQ(proposals().size(), 1u);
}

TEST_P(ChoresTest, AFactorIsAsFarAsItsCasesAndNodes) {
  add_node("land", "done", "2020-03-01");
  add_node("eia", "running", "2020-06-14");
  add_node("permits", "not_started", "2020-06-29");
  add_node("energy", "not_started", "2020-06-30");
  add_node("labour", "blocked", "2020-12-01");
  const std::string told = matrix();
  const auto state = [&](std::string_view factor) {
    const std::size_t found = told.find(fmt::format("\"{}\":{{\"state\":\"", factor));
    if (found == std::string::npos) return std::string("clear");
    const std::size_t from = found + factor.size() + 13;
    return told.substr(from, told.find('"', from) - from);
  };
  EXPECT_EQ(state("land"), "done");
  EXPECT_EQ(state("eia"), "red") << "past its day";
  EXPECT_EQ(state("permits"), "yellow") << "within 14 days";
  EXPECT_EQ(state("energy"), "open");
  EXPECT_EQ(state("labour"), "red") << "blocked";
  EXPECT_EQ(state("funds"), "clear");
  Case of_project = desk_.simple_case();
  of_project.project_id = Desk::project;
  of_project.enterprise_id.reset();
  of_project.category = Category::land;
  ASSERT_EQ(codes(desk_.enter(Who::officer, of_project)), "ok");
  EXPECT_NE(matrix().find(R"("land":{"state":"open","alive":1,"closed":0,"nodes_open":0,"nodes_done":1})"),
            std::string::npos)
      << matrix();
}

ZW_ON_BOTH_DATABASES(ChoresTest);

}  // namespace
}  // namespace zw::modules::casework
