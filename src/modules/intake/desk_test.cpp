#include "modules/intake/desk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "modules/intake/defect_rows.h"
#include "modules/intake/intake.h"
#include "modules/intake/testing.h"
#include "record/sheet/workbook.h"
#include "record/sql.h"
#include "storage/audit.h"
#include "storage/testing.h"
#include "storage/transact.h"

namespace zw::modules::intake {
namespace {

using namespace testing;
using storage::Connection;
using storage::Records;

constexpr std::string_view kHead =
    "企业名称,统一社会信用代码,联系电话,职工人数,注册资本（万元）,成立日期,上级企业\n";

std::string line(int n) {
  return fmt::format("示例{}号公司,{},1000000{:04},{},{},2019-05-06,\n", n, code(n), n, n % 900, 10 * n);
}

std::string ledger(int rows) {
  std::string csv(kHead);
  for (int n = 1; n <= rows; ++n) csv += line(n);
  return csv;
}

class DeskTest : public storage::testing::OnBothDatabases {
 protected:
  void SetUp() override {
    storage::Catalogue::set({&enterprise(), &record::describe<Batch>(), &record::describe<Defect>(),
                             &record::describe<BatchChange>()});
    targets_ = {enterprise_target()};
  }
  void TearDown() override { storage::Catalogue::set({}); }

  Desk desk() { return Desk(database(), upload_blobs(test_.folder().file("data")), targets_); }

  Id open(const std::string& csv, std::string name = "台账.csv") {
    const auto id = desk().open(scope_, {std::move(name), "enterprise", csv});
    EXPECT_TRUE(id.ok()) << (id.ok() ? "" : id.problems().front().code);
    return id.ok() ? id.value() : Id{};
  }
  ImportResult import(Id id) {
    const auto result = desk().import(scope_, id);
    EXPECT_TRUE(result.ok()) << (result.ok() ? "" : result.problems().front().code);
    return result.ok() ? result.value() : ImportResult{};
  }
  UndoResult undo(Id id) {
    const auto result = desk().undo(scope_, id);
    EXPECT_TRUE(result.ok()) << (result.ok() ? "" : result.problems().front().code);
    return result.ok() ? result.value() : UndoResult{};
  }
  /// Every firm as text, without its version.
  std::vector<std::string> firms() {
    std::vector<std::string> all;
    database().read([&](Connection& connection) {
      auto cursor = connection.query(
          fmt::format("SELECT {} FROM enterprise ORDER BY id", record::column_list(enterprise())), {});
      while (cursor->step()) {
        std::string row;
        for (std::size_t f = 0; f < enterprise().fields.size(); ++f)
          row += cursor->is_null(static_cast<int>(f) + 2)
                     ? "∅|"
                     : std::string(cursor->text(static_cast<int>(f) + 2)) + "|";
        all.push_back(row);
      }
    });
    return all;
  }
  std::vector<Defect> defects(Id batch) {
    std::vector<Defect> all;
    database().read([&](Connection& connection) {
      Records records(connection, scope_);
      all = load_defects(records, batch);
    });
    return all;
  }
  Batch batch(Id id) {
    Batch found;
    database().read([&](Connection& connection) { found = *Records(connection, scope_).find<Batch>(id); });
    return found;
  }
  bool audit_is_sound() {
    bool sound = false;
    database().read(
        [&](Connection& connection) { sound = !storage::verify_audit(connection, scope_.zone).fault; });
    return sound;
  }
  void change_firm(std::string_view name, std::string_view address) {
    const auto changed = storage::transact(database(), [&](Connection& connection) -> Result<std::int64_t> {
      Records records(connection, scope_);
      const auto item = records.find_by(enterprise(), "name", std::string(name));
      auto firm = record::from_row<registry::Enterprise>(item->row, item->id, item->version);
      firm.address = address;
      return records.update(firm);
    });
    ASSERT_TRUE(changed.ok());
  }

  storage::Scope scope_ = storage::testing::test_scope();
  std::vector<Target> targets_;
};

TEST_P(DeskTest, TablesEqualTheDescriptions) {
  storage::testing::TestDatabase described(GetParam(), storage::testing::Schema::none);
  const auto columns = [](storage::Database& database, std::string_view table) {
    std::vector<std::string> names;
    database.read([&](Connection& connection) {
      const bool is_sqlite = database.backend() == storage::Backend::sqlite;
      auto cursor = connection.query(
          is_sqlite
              ? "SELECT name || ' ' || type || ' ' || \"notnull\" FROM pragma_table_info($1) ORDER BY cid"
              : "SELECT column_name || ' ' || data_type || ' ' || is_nullable FROM "
                "information_schema.columns WHERE table_name = $1 ORDER BY ordinal_position",
          {std::string(table)});
      while (cursor->step()) names.emplace_back(cursor->text(0));
    });
    return names;
  };
  described->write([&](Connection& connection) {
    for (const record::Entity* entity :
         {&record::describe<Batch>(), &record::describe<Defect>(), &record::describe<BatchChange>()})
      for (const std::string& statement : record::create_statements(*entity))
        connection.run_script(GetParam() == storage::Backend::sqlite ? record::for_sqlite(statement)
                                                                     : record::for_postgres(statement));
  });
  for (const char* table : {"batch", "defect", "batch_change"})
    EXPECT_EQ(columns(database(), table), columns(*described, table)) << table;
}

TEST_P(DeskTest, ImportsOnceAndTheSecondTimeNothingChanges) {
  const Id first = open(ledger(40));
  EXPECT_EQ(batch(first).created, 40);
  EXPECT_EQ(import(first).created, 40);
  const auto stored = firms();
  const Id second = open(ledger(40));
  const ImportResult again = import(second);
  EXPECT_EQ(again.same, 40);
  EXPECT_EQ(again.created + again.updated, 0);
  EXPECT_EQ(firms(), stored);
  EXPECT_TRUE(audit_is_sound());
}

TEST_P(DeskTest, RowsWithErrorsWaitAndAllOthersAreImported) {
  const Id id = open(ledger(3) + fmt::format("示例四公司,{},10000000004,约200人,400,2020.6.14,\n", code(4)));
  EXPECT_EQ(batch(id).blocked, 1);
  const ImportResult result = import(id);
  EXPECT_EQ(result.created, 3);
  EXPECT_EQ(result.skipped, 1);
  EXPECT_EQ(firms().size(), 3u);
}

TEST_P(DeskTest, AcceptedProposalsAreStoredAndKeptAsHistory) {
  const Id id =
      open(ledger(1) + fmt::format("示例四公司（盖章）,{},10000000004,约200人,400,2020.6.14,\n", code(4)));
  ASSERT_EQ(defects(id).size(), 3u);
  ASSERT_TRUE(desk()
                  .fix(scope_, id,
                       {.accepts_all = true, .accepts_code = {}, .accepts = {}, .ignores = {}, .edits = {}})
                  .ok());
  EXPECT_EQ(batch(id).defects, 0);
  EXPECT_EQ(import(id).created, 2);
  EXPECT_THAT(firms()[1],
              ::testing::AllOf(::testing::StartsWith("示例四公司|"), ::testing::HasSubstr("|200|"),
                               ::testing::HasSubstr("|2020-06-14|")));
  for (const Defect& defect : defects(id)) EXPECT_EQ(defect.state, DefectState::accepted) << defect.code;
}

TEST_P(DeskTest, DecisionsAreMadeOneByOneByClassAndByTyping) {
  const Id id = open(std::string(kHead) + fmt::format("示例一公司（盖章）,{},10000000001,约10人,1,2020.1.1,"
                                                      "\n示例二公司,{},10000000002,约20人,1,2020.1.1,\n",
                                                      code(1), code(2)));
  const auto with = [&](std::string_view cell) {
    for (const Defect& defect : defects(id))
      if (defect.cell == cell) return defect;
    return Defect{};
  };
  Fix fix;
  fix.accepts_code = "intake.date_notation";
  fix.ignores = {with("A2").id};
  fix.edits = {{with("D3").id, "21"}};
  ASSERT_TRUE(desk().fix(scope_, id, fix).ok());
  EXPECT_EQ(with("F2").state, DefectState::accepted);
  EXPECT_EQ(with("F3").state, DefectState::accepted);
  EXPECT_EQ(with("A2").state, DefectState::ignored);
  EXPECT_EQ(with("D3").state, DefectState::edited);
  EXPECT_EQ(with("D2").state, DefectState::open);
  EXPECT_EQ(import(id).created, 1);
  EXPECT_THAT(firms(), ::testing::ElementsAre(::testing::HasSubstr("|21|")));
}

TEST_P(DeskTest, UndoRestoresEveryByte) {
  import(open(ledger(10)));
  const auto before = firms();
  std::string more(kHead);
  for (int n = 1; n <= 5; ++n)
    more += fmt::format("示例{}号公司,{},10000009999,{},{},2019-05-06,\n", n, code(n), 7, 10 * n);
  more += fmt::format(
      "示例子公司,{},10000000011,1,1,2019-05-06,示例总公司\n示例总公司,{},10000000012,1,1,2019-05-06,\n",
      code(101), code(102));
  const Id id = open(more);
  const ImportResult done = import(id);
  EXPECT_EQ(done.updated, 5);
  EXPECT_EQ(done.created, 2);
  EXPECT_NE(firms(), before);
  const UndoResult undone = undo(id);
  EXPECT_EQ(undone.restored, 5);
  EXPECT_EQ(undone.removed, 2);
  EXPECT_EQ(undone.kept, 0);
  EXPECT_EQ(firms(), before);
  EXPECT_EQ(batch(id).state, BatchState::undone);
  EXPECT_TRUE(audit_is_sound());
  EXPECT_EQ(import(id).created, 2);  // and it may be imported once more
}

TEST_P(DeskTest, UndoKeepsWhatMovedOnSince) {
  const Id id = open(ledger(3));
  import(id);
  change_firm("示例2号公司", "示例路 2 号");
  const UndoResult undone = undo(id);
  EXPECT_EQ(undone.removed, 2);
  EXPECT_EQ(undone.kept, 1);
  EXPECT_EQ(firms().size(), 1u);
}

TEST_P(DeskTest, ABatchIsImportedAndUndoneOnlyInItsState) {
  const Id id = open(ledger(1));
  EXPECT_EQ(desk().undo(scope_, id).problems().front().code, "batch.state");
  import(id);
  EXPECT_EQ(desk().import(scope_, id).problems().front().code, "batch.state");
  EXPECT_EQ(desk().fix(scope_, id, {}).problems().front().code, "batch.state");
}

TEST_P(DeskTest, WhatFollowsAStoredRowKnowsTheCellItCameFrom) {
  std::vector<std::string> sources;
  targets_[0].after_import = [&](Records& records, const storage::Item*, const storage::Item&) -> Outcome {
    sources.push_back(records.scope().source);
    return Nothing{};
  };
  import(open(ledger(2)));
  EXPECT_THAT(sources, ::testing::ElementsAre(::testing::EndsWith("A2"), ::testing::EndsWith("A3")));
  EXPECT_THAT(sources[0], ::testing::StartsWith("台账.csv!"));
}

TEST_P(DeskTest, AFailureHalfWayImportsNothing) {
  int calls = 0;
  targets_[0].after_import = [&](Records&, const storage::Item*, const storage::Item&) -> Outcome {
    if (++calls == 3) return Problem{"test.refused", "", {}};
    return Nothing{};
  };
  const Id id = open(ledger(5));
  const auto result = desk().import(scope_, id);
  ASSERT_FALSE(result.ok());
  EXPECT_THAT(result.problems().front().field, ::testing::EndsWith("A4"));
  EXPECT_TRUE(firms().empty());
  EXPECT_EQ(batch(id).state, BatchState::previewed);
}

TEST_P(DeskTest, ZonesDoNotMeet) {
  import(open(ledger(2)));
  scope_.zone = {2};
  EXPECT_EQ(batch(open(ledger(2))).created, 2);
}

TEST_P(DeskTest, TheErrorWorkbookMarksTheCell) {
  const Id id = open(ledger(1) + fmt::format("示例二公司,{},10000000002,约200人,1,2019-05-06,\n", code(2)));
  const auto bytes = desk().error_workbook(scope_, id);
  ASSERT_TRUE(bytes.ok());
  const auto workbook = record::sheet::load(bytes.value(), {});
  ASSERT_TRUE(workbook.ok());
  EXPECT_EQ(workbook.value().sheets.front().rows[2].at(3).text, "约200人");
}

TEST_P(DeskTest, ATemplateIsRecognisedAsItStands) {
  const std::string bytes = template_workbook(targets_[0]);
  const auto id = desk().open(scope_, {"模板.xlsx", "enterprise", bytes});
  ASSERT_TRUE(id.ok());
  EXPECT_TRUE(defects(id.value()).empty());
}

TEST_P(DeskTest, APastedBlockIsReadLikeAFile) {
  const Id id = open(fmt::format("企业名称\t税号\t人数\n示例一公司\t{}\t12\n", code(1)), "pasted");
  EXPECT_EQ(import(id).created, 1);
}

TEST_P(DeskTest, AFileThatIsNoTableIsRefusedInOneSentence) {
  for (const std::string& bytes : {std::string(), std::string("PK\x03\x04 nothing"), std::string(4096, '\0'),
                                   std::string("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8)}) {
    const auto id = desk().open(scope_, {"x.xlsx", "enterprise", bytes});
    ASSERT_FALSE(id.ok());
    EXPECT_EQ(id.problems().size(), 1u);
    EXPECT_THAT(id.problems().front().code, ::testing::StartsWith("sheet."));
  }
}

TEST_P(DeskTest, TheCommandLineImportsAFileInOneStep) {
  Desk made = desk();
  const auto report =
      import_file(made, scope_,
                  {"台账.csv", "enterprise",
                   ledger(3) + fmt::format("示例四公司,{},10000000004,#N/A,1,2020.1.1,\n", code(4))},
                  true);
  ASSERT_TRUE(report.ok());
  EXPECT_EQ(report.value().result.created, 3);
  ASSERT_EQ(report.value().problems.size(), 1u);
  EXPECT_THAT(report.value().problems.front(), ::testing::HasSubstr("!D5: "));
}

ZW_ON_BOTH_DATABASES(DeskTest);

}  // namespace
}  // namespace zw::modules::intake
