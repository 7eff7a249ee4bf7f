#include "app/demo/store.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "app/app.h"
#include "base/clock.h"
#include "storage/audit.h"
#include "storage/records.h"
#include "storage/testing.h"
#include "storage/transact.h"

namespace zw::app::demo {
namespace {

using storage::Backend;
using storage::testing::TestDatabase;

class StoredDemo : public ::testing::Test {
 protected:
  void build(Stage stage) {
    describe_world(all_modules());
    const auto built = build_demo(*database_, clock_, database_.folder().file(""), {.stage = stage});
    ASSERT_TRUE(built.ok());
  }

  std::int64_t number(const std::string& sql) {
    std::int64_t answer = 0;
    database_->read([&](storage::Connection& connection) {
      auto cursor = connection.query(sql);
      ASSERT_TRUE(cursor->step());
      answer = cursor->integer(0);
    });
    return answer;
  }

  TestDatabase database_{Backend::sqlite};
  FixedClock clock_{Instant{1'592'092'800'000'000}};
};

TEST_F(StoredDemo, KeepsTheTotalsOfTheZone) {
  build(Stage::article_day);
  EXPECT_EQ(number("SELECT count(*) FROM enterprise WHERE zone_id = 1"), 2036);
  EXPECT_EQ(number("SELECT count(*) FROM officer WHERE zone_id = 1"), 74);
  EXPECT_EQ(number("SELECT count(*) FROM project WHERE zone_id = 1"), 54);
  EXPECT_EQ(number("SELECT count(*) FROM node WHERE zone_id = 1"), 540);
  EXPECT_EQ(number("SELECT count(*) FROM duty WHERE zone_id = 1 AND state = 'active'"), 2090);
  EXPECT_EQ(number("SELECT count(*) FROM fact WHERE zone_id = 1 AND source = '月度监测'"), 520);
}

TEST_F(StoredDemo, IsFoundByPinyinInitials) {
  build(Stage::middle);
  const storage::Scope scope = storage::testing::test_scope(kDemoZone.value);
  database_->read([&](storage::Connection& connection) {
    const auto page = storage::Records(connection, scope).list(record::describe<projects::Project>(), {.search = "slkl"});
    ASSERT_TRUE(page.ok());
    EXPECT_EQ(page->total, 1);  // 示例颗粒硅项目
  });
}

TEST_F(StoredDemo, HasOneAccountForEachRoleThatNoPasswordOpens) {
  build(Stage::article_day);
  EXPECT_EQ(number("SELECT count(*) FROM account WHERE zone_id = 1 AND password_hash = ''"), 6);
  EXPECT_EQ(number("SELECT count(DISTINCT roles) FROM account WHERE zone_id = 1"), 6);
}

TEST_F(StoredDemo, LetsWorkGoOnWithTheNextNumber) {
  build(Stage::article_day);
  const storage::Scope scope = storage::testing::test_scope(kDemoZone.value);
  const auto id = storage::transact(*database_, [&](storage::Connection& connection) {
    registry::Enterprise firm;
    firm.name = "示例新来的有限公司";
    return storage::Records(connection, scope).insert(firm);
  });
  ASSERT_TRUE(id.ok());
  EXPECT_EQ(id.value(), Id{2037});
  database_->read([&](storage::Connection& connection) { EXPECT_FALSE(storage::verify_audit(connection, kDemoZone).fault); });
}

TEST_F(StoredDemo, RefusesASecondZone) {
  build(Stage::middle);
  const auto again = build_demo(*database_, clock_, "", {.stage = Stage::middle});
  ASSERT_FALSE(again.ok());
  EXPECT_EQ(again.problems().front().code, "demo.not_empty");
}

TEST_F(StoredDemo, DeliversTheWorkbookOnTheFirstStage) {
  build(Stage::chaos);
  EXPECT_EQ(number("SELECT count(*) FROM enterprise WHERE zone_id = 1"), 0);
  EXPECT_GT(std::filesystem::file_size(database_.folder().file("ledger.xlsx")), 100'000u);
}

}  // namespace
}  // namespace zw::app::demo
