#include "app/demo/store.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>

#include "app/app.h"
#include "app/demo/testing.h"
#include "app/world.h"
#include "base/clock.h"
#include "modules/casework/desk.h"
#include "storage/audit.h"
#include "storage/check.h"
#include "storage/records.h"
#include "storage/testing.h"
#include "storage/transact.h"

namespace zw::app::demo {
namespace {

using storage::Backend;
using storage::testing::TestDatabase;

/// One stored zone for all tests; none of them leaves a trace.
class StoredDemo : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    describe_world(all_modules());
    database_ = std::make_unique<TestDatabase>(Backend::sqlite);
    ASSERT_TRUE(store(*database(), clock(), testing::zone_at(Stage::article_day)).ok());
  }
  static void TearDownTestSuite() { database_.reset(); }

  static TestDatabase& database() { return *database_; }
  static FixedClock& clock() {
    static FixedClock at(Instant{1'592'092'800'000'000});
    return at;
  }
  static std::int64_t number(const std::string& sql) { return number(database(), sql); }
  static std::int64_t number(TestDatabase& database, const std::string& sql) {
    std::int64_t answer = -1;
    database->read([&](storage::Connection& connection) {
      auto cursor = connection.query(sql);
      if (cursor->step()) answer = cursor->integer(0);
    });
    return answer;
  }

 private:
  static inline std::unique_ptr<TestDatabase> database_;
};

TEST_F(StoredDemo, KeepsTheTotalsOfTheZone) {
  EXPECT_EQ(number("SELECT count(*) FROM enterprise WHERE zone_id = 1"), 2036);
  EXPECT_EQ(number("SELECT count(*) FROM officer WHERE zone_id = 1"), 74);
  EXPECT_EQ(number("SELECT count(*) FROM project WHERE zone_id = 1"), 54);
  EXPECT_EQ(number("SELECT count(*) FROM node WHERE zone_id = 1"), 540);
  EXPECT_EQ(number("SELECT count(*) FROM duty WHERE zone_id = 1 AND state = 'active'"), 2090);
  EXPECT_EQ(number("SELECT count(*) FROM fact WHERE zone_id = 1 AND source = '月度监测'"), 520);
  EXPECT_EQ(number("SELECT count(*) FROM service_case WHERE zone_id = 1"), 8200);
  EXPECT_EQ(number("SELECT count(*) FROM visit WHERE zone_id = 1"), 2600);
}

TEST_F(StoredDemo, IsFoundByPinyinInitials) {
  const storage::Scope scope = storage::testing::test_scope(kDemoZone.value);
  database()->read([&](storage::Connection& connection) {
    const auto page =
        storage::Records(connection, scope).list(record::describe<projects::Project>(), {.search = "slkl"});
    ASSERT_TRUE(page.ok());
    EXPECT_EQ(page->total, 1);  // 示例颗粒硅项目
  });
}

TEST_F(StoredDemo, HasOneAccountForEachRoleThatNoPasswordOpens) {
  EXPECT_EQ(number("SELECT count(*) FROM account WHERE zone_id = 1 AND password_hash = ''"), 6);
  EXPECT_EQ(number("SELECT count(DISTINCT roles) FROM account WHERE zone_id = 1"), 6);
}

TEST_F(StoredDemo, LetsWorkGoOnWithTheNextNumber) {
  const storage::Scope scope = storage::testing::test_scope(kDemoZone.value);
  Id next;
  (void)storage::transact(*database(), [&](storage::Connection& connection) -> Outcome {
    registry::Enterprise firm;
    firm.name = "示例新来的有限公司";
    if (const auto id = storage::Records(connection, scope).insert(firm)) next = *id;
    return Problem{"test.undone", "", {}};
  });
  EXPECT_EQ(next, Id{2037});
}

TEST_F(StoredDemo, CountsCasesOn) {
  storage::Scope scope = storage::testing::test_scope(kDemoZone.value);
  scope.now = morning_of(date_of(Stage::article_day));
  std::string number;
  (void)storage::transact(*database(), [&](storage::Connection& connection) -> Outcome {
    storage::Records records(connection, scope);
    casework::Case draft;
    draft.title = "示例诉求";
    draft.enterprise_id = Id{1};
    if (const auto registered = casework::register_case(records, draft)) number = registered->number;
    return Problem{"test.undone", "", {}};
  });
  EXPECT_EQ(number, "SQ-2020-008201");
}

TEST_F(StoredDemo, BreaksNoRuleOfAnyModule) {
  const auto invariants = all_invariants(all_modules());
  EXPECT_FALSE(invariants.empty());
  for (const Problem& problem : storage::check_database(*database(), invariants).problems)
    ADD_FAILURE() << problem.code << " " << problem.field;
}

TEST_F(StoredDemo, HasNoLampThatShouldHaveChanged) {
  EXPECT_EQ(number("SELECT count(*) FROM service_case WHERE light_changes_at <= " +
                   std::to_string(morning_of(date_of(Stage::article_day)).micros)),
            0);
}

TEST_F(StoredDemo, HasASoundAuditChain) {
  database()->read([&](storage::Connection& connection) {
    const auto verdict = storage::verify_audit(connection, kDemoZone);
    EXPECT_FALSE(verdict.fault);
    EXPECT_GE(verdict.rows, 1);
  });
}

TEST_F(StoredDemo, RefusesASecondZone) {
  const auto again = store(*database(), clock(), DemoZone{});
  ASSERT_FALSE(again.ok());
  EXPECT_EQ(again.problems().front().code, "demo.not_empty");
}

TEST_F(StoredDemo, DeliversTheWorkbookOnTheFirstStage) {
  TestDatabase fresh(Backend::sqlite);
  ASSERT_TRUE(build_demo(*fresh, clock(), fresh.folder().file(""), {.stage = Stage::chaos}).ok());
  EXPECT_EQ(number(fresh, "SELECT count(*) FROM enterprise WHERE zone_id = 1"), 0);
  EXPECT_GT(std::filesystem::file_size(fresh.folder().file("ledger.xlsx")), 100'000u);
}

}  // namespace
}  // namespace zw::app::demo
