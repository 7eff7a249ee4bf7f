#include "storage/migrate.h"

#include <atomic>
#include <thread>

#include "storage/testing.h"

namespace zw::storage {
namespace {

class MigrateTest : public ::testing::TestWithParam<Backend> {
 protected:
  int apply(const std::vector<embedded::File>& files, const std::string& backup = "") {
    return apply_migrations(*test_, migrations_for(GetParam(), files), backup);
  }
  std::string refusal(const std::vector<embedded::File>& files) {
    try {
      apply(files);
    } catch (const DatabaseError& error) {
      return error.what();
    }
    return "";
  }
  bool has_table(const std::string& name) {
    try {
      test_->read([&](Connection& c) { c.query("SELECT COUNT(*) FROM " + name)->step(); });
      return true;
    } catch (const DatabaseError&) {
      return false;
    }
  }

  testing::TestDatabase test_{GetParam(), testing::Schema::none};
  static constexpr embedded::File kFirst{"0001_first.sql",
                                         "CREATE TABLE a (zone_id BIGINT NOT NULL PRIMARY KEY) STRICT;"};
  static constexpr embedded::File kSecond{"0002_second.sql",
                                          "CREATE TABLE b (zone_id BIGINT NOT NULL PRIMARY KEY) STRICT;"};
};
ZW_ON_BOTH_DATABASES(MigrateTest);

TEST_P(MigrateTest, AppliesWhatIsMissingOnce) {
  EXPECT_EQ(apply({kFirst}), 1);
  EXPECT_EQ(apply({kFirst}), 0);
  EXPECT_EQ(apply({kFirst, kSecond}), 1);
  EXPECT_TRUE(has_table("a") && has_table("b"));
}

TEST_P(MigrateTest, TheEmbeddedScriptsApply) {
  EXPECT_GE(migrate(*test_), 1);
  EXPECT_EQ(migrate(*test_), 0);
  EXPECT_TRUE(has_table("audit") && has_table("job"));
}

TEST_P(MigrateTest, AFailingScriptLeavesNothingBehind) {
  const embedded::File bad{
      "0002_bad.sql",
      "CREATE TABLE half (zone_id BIGINT NOT NULL PRIMARY KEY) STRICT; INSERT INTO nowhere VALUES (1);"};
  EXPECT_NE(refusal({kFirst, bad}), "");
  EXPECT_TRUE(has_table("a"));
  EXPECT_FALSE(has_table("half"));
  EXPECT_EQ(apply({kFirst, kSecond}), 1) << "the mended script applies";
}

TEST_P(MigrateTest, RefusesAScriptThatChangedAfterItWasApplied) {
  apply({kFirst});
  const embedded::File changed{"0001_first.sql",
                               "CREATE TABLE a (zone_id BIGINT NOT NULL PRIMARY KEY, more TEXT) STRICT;"};
  EXPECT_NE(refusal({changed, kSecond}).find("0001_first"), std::string::npos);
  EXPECT_FALSE(has_table("b")) << "nothing is applied on top of a schema we do not know";
}

TEST_P(MigrateTest, RefusesADatabaseOfANewerProgram) {
  apply({kFirst, kSecond});
  EXPECT_NE(refusal({kFirst}).find("newer"), std::string::npos);
}

TEST_P(MigrateTest, SeveralNodesMayStartAtOnce) {
  std::atomic<int> applied{0};
  std::vector<std::thread> nodes;
  for (int i = 0; i < 4; ++i) nodes.emplace_back([&] { applied += apply({kFirst, kSecond}); });
  for (auto& node : nodes) node.join();
  EXPECT_EQ(applied, 2);
}

TEST_P(MigrateTest, AnOverrideIsForPostgresOnly) {
  const embedded::File other{"0001_first.pg.sql",
                             "CREATE TABLE only_pg (zone_id BIGINT NOT NULL PRIMARY KEY)"};
  EXPECT_EQ(apply({other, kFirst}), 1);
  EXPECT_EQ(has_table("only_pg"), GetParam() == Backend::postgres);
  EXPECT_EQ(has_table("a"), GetParam() == Backend::sqlite);
}

TEST_P(MigrateTest, CopiesAnExistingDatabaseFirst) {
  const std::string copy = test_.folder().file("before.db");
  apply({kFirst}, copy);
  EXPECT_FALSE(std::filesystem::exists(copy)) << "there was nothing to lose";
  apply({kFirst, kSecond}, copy);
  EXPECT_EQ(std::filesystem::exists(copy), GetParam() == Backend::sqlite);
}

}  // namespace
}  // namespace zw::storage
