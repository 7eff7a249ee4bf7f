// Words are taken out of the trail and its chain still holds; whoever takes out more is found out.
#include <fstream>
#include <iterator>

#include "storage/audit.h"
#include "storage/compact.h"
#include "storage/testing.h"
#include "storage/text_places.h"

namespace zw::storage {
namespace {

using testing::test_scope;

class AuditErasureTest : public testing::OnBothDatabases {
 protected:
  void SetUp() override {
    for (const char* name : {"甲", "乙", "甲"})
      database().write([&](Connection& c) {
        append_audit(c, test_scope(),
                     {"updated", "person", {5}, 2, std::string(R"([{"field":")") + name + R"("}])"});
      });
  }
  std::int64_t erase(std::string_view word) {
    std::int64_t reworded = 0;
    database().write([&](Connection& c) {
      reworded = reword_audit(c, test_scope(), [&](AuditWords& words) {
        const std::size_t at = words.difference.find(word);
        if (at == std::string::npos) return false;
        words.difference.replace(at, word.size(), "…");
        return true;
      });
    });
    return reworded;
  }
  AuditVerdict verdict() {
    AuditVerdict answer;
    database().read([&](Connection& c) { answer = verify_audit(c, {1}); });
    return answer;
  }
  void tamper(const std::string& sql) {
    database().write([&](Connection& c) { EXPECT_GE(c.execute(sql), 1) << sql; });
  }
  std::string text(const std::string& sql) {
    std::string answer;
    database().read([&](Connection& c) {
      const auto row = c.query(sql);
      if (row->step()) answer = row->text(0);
    });
    return answer;
  }
};
ZW_ON_BOTH_DATABASES(AuditErasureTest);

TEST_P(AuditErasureTest, TheChainHoldsAfterRewording) {
  EXPECT_EQ(erase("甲"), 2);
  EXPECT_FALSE(verdict().fault);
  EXPECT_EQ(verdict().rows, 4) << "three rows and the one that vouches";
  EXPECT_EQ(text("SELECT difference FROM audit WHERE zone_id = 1 AND seq = 1"), R"([{"field":"…"}])");
  EXPECT_EQ(text("SELECT salt FROM audit WHERE zone_id = 1 AND seq = 1"), "")
      << "nothing is left that a guess could be compared with";
  EXPECT_NE(text("SELECT salt FROM audit WHERE zone_id = 1 AND seq = 2"), "");
}

TEST_P(AuditErasureTest, NothingIsWrittenWhenNothingIsFound) {
  EXPECT_EQ(erase("丙"), 0);
  EXPECT_EQ(verdict().rows, 3);
}

TEST_P(AuditErasureTest, ARowMayBeRewordedAgain) {
  erase("甲");
  EXPECT_EQ(erase("…"), 2);
  EXPECT_FALSE(verdict().fault);
  EXPECT_EQ(verdict().rows, 5);
}

TEST_P(AuditErasureTest, WhoeverChangesARewordedRowIsFoundOut) {
  erase("甲");
  tamper("UPDATE audit SET difference = '[]' WHERE zone_id = 1 AND seq = 3");
  EXPECT_EQ(verdict().fault, AuditFault::altered);
  EXPECT_EQ(verdict().broken_seq, 3);
}

TEST_P(AuditErasureTest, AnErasureThatNobodyVouchesForIsFoundOut) {
  erase("甲");
  tamper("UPDATE audit_erasure SET digest = 'x' WHERE zone_id = 1 AND seq = 3");
  EXPECT_EQ(verdict().fault, AuditFault::altered);
}

TEST_P(AuditErasureTest, AnErasureOfTheirOwnIsFoundOut) {
  erase("甲");
  tamper(
      "INSERT INTO audit_erasure (zone_id, by_seq, seq, digest) SELECT 1, 2, 2, digest FROM audit_erasure "
      "WHERE "
      "zone_id = 1 AND seq = 1");
  EXPECT_EQ(verdict().fault, AuditFault::altered);
  tamper("UPDATE audit_erasure SET by_seq = 99 WHERE zone_id = 1 AND by_seq = 2");
  EXPECT_EQ(verdict().fault, AuditFault::altered) << "vouched for by a row that is not there";
}

TEST_P(AuditErasureTest, WhatPeopleWroteIsFoundInEveryTable) {
  database().read([&](Connection& c) {
    std::size_t audits = 0;
    for (const TextColumns& table : text_columns(c, GetParam())) {
      EXPECT_NE(table.table, "schema_version") << "of the installation";
      if (table.table == "audit") audits = table.columns.size();
    }
    EXPECT_EQ(audits, 8u);
  });
}

TEST(CompactTest, WhatWasReplacedIsNotInTheFile) {
  testing::TestDatabase database(Backend::sqlite);
  const auto holds = [&](const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(file)), {});
    return bytes.find("金丝雀之词") != std::string::npos;
  };
  database->write([](Connection& c) {
    append_audit(c, test_scope(), {"updated", "person", {5}, 2, R"(["金丝雀之词"])"});
  });
  database->write([](Connection& c) {
    reword_audit(c, test_scope(), [](AuditWords& words) { return words.difference = "[]", true; });
  });
  EXPECT_TRUE(holds(database.path()) || holds(database.path() + "-wal"));
  compact_sqlite(database.path());
  EXPECT_FALSE(holds(database.path()));
  EXPECT_FALSE(holds(database.path() + "-wal"));
}

}  // namespace
}  // namespace zw::storage
