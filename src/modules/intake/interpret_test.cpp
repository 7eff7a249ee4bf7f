#include "modules/intake/interpret.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "base/rng.h"
#include "modules/intake/testing.h"

namespace zw::modules::intake {
namespace {

using namespace testing;
using record::Value;

const Line kHead = {"企业名称", "统一社会信用代码", "联系电话", "职工人数", "注册资本(万元)",
                    "成立日期", "规模类别",         "需驻厂",   "上级企业"};

Line firm_line(int n) {
  static const char* kSizes[] = {"规上工业", "规上服务业", "规下"};
  const std::string date = to_string(*make_date(2000 + n % 20, 1 + n % 12, 1 + n % 28));
  return {fmt::format("示例{}号公司", n),
          code(n),
          fmt::format("1000000{:04}", n % 10'000),
          n % 900,
          10.5 * n,
          day(date),
          kSizes[n % 3],
          n % 2 ? "是" : "否",
          ""};
}

std::vector<Line> firm_lines(int rows) {
  std::vector<Line> lines{kHead};
  for (int n = 1; n <= rows; ++n) lines.push_back(firm_line(n));
  return lines;
}

Value value_of(const RowReading& row, std::string_view field) {
  return row.result[enterprise().index(field)];
}

TEST(Interpret, ACleanSheetHasNoDefectAndIsStoredExactly) {
  const auto reading = interpret(grid(sheet(firm_lines(300))), enterprise_target(), {}, {});
  EXPECT_THAT(open_defects(reading), ::testing::IsEmpty());
  EXPECT_EQ(reading.summary.create, 300u);
  for (int n = 1; n <= 300; ++n) {
    const RowReading& row = reading.rows[static_cast<std::size_t>(n) - 1];
    EXPECT_EQ(value_of(row, "name"), Value{fmt::format("示例{}号公司", n)});
    EXPECT_EQ(value_of(row, "uscc"), Value{code(n)});
    EXPECT_EQ(value_of(row, "employees"), Value{std::int64_t{n % 900}});
    EXPECT_EQ(value_of(row, "registered_capital"), Value{std::int64_t{n} * 10'500'000});
    EXPECT_EQ(value_of(row, "established_on"), Value{firm_line(n)[5].text});
    EXPECT_EQ(value_of(row, "size_class"), (Value{std::string(n % 3 == 0   ? "industry_above"
                                                              : n % 3 == 1 ? "service_above"
                                                                           : "small")}));
    EXPECT_EQ(value_of(row, "needs_residency"), Value{std::int64_t{n % 2}});
  }
}

struct Seeded {
  std::size_t column;
  std::string code;
  AnyCell cell;
};

/// A defect that can befall any row; the cell is made from the sound one.
Seeded seed(int kind, int n, const Line& line) {
  switch (kind) {
    case 0:
      return {0, "intake.closing_note", line[0].text + "（盖章）"};
    case 1:
      return {0, "intake.blanks", " " + line[0].text};
    case 2:
      return {1, "intake.look_alike", std::string(line[1].text).replace(line[1].text.find('0', 2), 1, "O")};
    case 3:
      return {2, "intake.two_phones", line[2].text + "/10000009999"};
    case 4:
      return {3, "intake.number_note", fmt::format("约{}人", n % 900)};
    case 5:
      return {3, "intake.formula_error", failed("#N/A")};
    case 6:
      return {4, "intake.unit_mixed", fmt::format("{}亿元", n)};
    case 7:
      return {5, "intake.date_notation", fmt::format("{}.{}.{}", 2000 + n % 20, 1 + n % 12, 1 + n % 28)};
    case 8:
      return {5, "intake.date_serial", 44'000 + n % 100};
    case 9:
      return {6, "intake.unknown_choice", "规模以上工业"};
    case 10:
      return {7, "intake.unknown_choice", "√"};
    default:
      return {1, "intake.lost_digits", 9.1990000e17};
  }
}
constexpr int kSeeds = 12;

TEST(Interpret, ThreeHundredDefectsAmongTwoThousandRowsAreAllFoundAndNothingElse) {
  auto lines = firm_lines(2036);
  std::vector<Expected> planted;
  Rng rng(20200614);
  std::map<int, int> rows;
  while (rows.size() < 300)
    rows.emplace(1 + static_cast<int>(rng.below(2036)), static_cast<int>(rng.below(kSeeds)));
  for (const auto& [n, kind] : rows) {
    const Seeded seeded = seed(kind, n, lines[static_cast<std::size_t>(n)]);
    lines[static_cast<std::size_t>(n)][seeded.column] = seeded.cell;
    planted.push_back({cell_name(n + 1, seeded.column), seeded.code});
  }
  const Grid made = grid(sheet(lines));
  const auto reading = interpret(made, enterprise_target(), {}, {});
  std::vector<Expected> found = open_defects(reading);
  std::size_t fixable = 0;
  for (Expected& defect : found) fixable += defect.proposal.has_value(), defect.proposal.reset();
  EXPECT_EQ(found, planted);
  EXPECT_EQ(reading.summary.rows, 2036u);
  EXPECT_GE(fixable, 230u);

  Decisions decisions;
  const auto fixed = accept_all(made, enterprise_target(), {}, decisions);
  EXPECT_EQ(fixed.summary.blocked, 300 - fixable);
  EXPECT_EQ(fixed.summary.create, 2036 - (300 - fixable));
}

/// The one promise of the import, checked from outside: what would be stored is what is written, or a
/// decision was made.
TEST(Interpret, NothingChangesSilently) {
  for (int kind = 0; kind < kSeeds; ++kind) {
    auto lines = firm_lines(3);
    const Seeded seeded = seed(kind, 2, lines[2]);
    lines[2][seeded.column] = seeded.cell;
    const Grid made = grid(sheet(lines));
    const auto clean = interpret(grid(sheet(firm_lines(3))), enterprise_target(), {}, {});
    const auto before = interpret(made, enterprise_target(), {}, {});
    const RowReading& row = before.rows[1];
    if (row.action == Action::blocked) continue;
    const Column& column = *columns_with_field(before.layout.sheets[0])[seeded.column];
    EXPECT_EQ(value_of(row, column.field->name), Value{seeded.cell.text}) << seeded.code;
    EXPECT_EQ(before.rows[0].result, clean.rows[0].result);
    EXPECT_EQ(before.rows[2].result, clean.rows[2].result);
  }
}

TEST(Interpret, AcceptingALaterProposalOfACellAcceptsTheEarlierOnes) {
  auto lines = firm_lines(2);
  lines[2][0] = AnyCell(" 示例２号公司(公章)");
  const Grid made = grid(sheet(lines));
  Decisions decisions;
  decisions.set({0, 3, 0}, "intake.closing_note", {DefectState::accepted, {}});
  const auto reading = interpret(made, enterprise_target(), {}, decisions);
  EXPECT_THAT(open_defects(reading), ::testing::IsEmpty());
  EXPECT_EQ(value_of(reading.rows[1], "name"), Value{std::string("示例2号公司")});
}

TEST(Interpret, IgnoringKeepsTheCellAsWrittenOrLeavesItOut) {
  auto lines = firm_lines(2);
  lines[1][0] = AnyCell("示例1号公司（盖章）");
  lines[2][3] = AnyCell("约200人");
  Decisions decisions;
  decisions.set({0, 2, 0}, "intake.closing_note", {DefectState::ignored, {}});
  decisions.set({0, 3, 3}, "intake.number_note", {DefectState::ignored, {}});
  const auto reading = interpret(grid(sheet(lines)), enterprise_target(), {}, decisions);
  EXPECT_EQ(reading.summary.create, 2u);
  EXPECT_EQ(value_of(reading.rows[0], "name"), Value{std::string("示例1号公司（盖章）")});
  EXPECT_EQ(value_of(reading.rows[1], "employees"), Value{});
}

TEST(Interpret, WhatIsTypedOverACellIsReadLikeTheSheet) {
  auto lines = firm_lines(2);
  lines[2][3] = failed("#N/A");
  const Place place{0, 3, 3};
  Decisions good, bad;
  good.set(place, "intake.formula_error", {DefectState::edited, "77"});
  bad.set(place, "intake.formula_error", {DefectState::edited, "约77人"});
  const auto fixed = interpret(grid(sheet(lines)), enterprise_target(), {}, good);
  EXPECT_THAT(open_defects(fixed), ::testing::IsEmpty());
  EXPECT_EQ(value_of(fixed.rows[1], "employees"), Value{std::int64_t{77}});
  EXPECT_EQ(open_defects(interpret(grid(sheet(lines)), enterprise_target(), {}, bad)),
            (std::vector<Expected>{{"D3", "intake.number_note", "77"}}));
}

TEST(Interpret, ARowThatChangesNothingIsTheSameAndABlankCellSaysNothing) {
  auto lines = firm_lines(3);
  const auto first = interpret(grid(sheet(lines)), enterprise_target(), {}, {});
  std::vector<storage::Item> items;
  for (const RowReading& row : first.rows) items.push_back({Id{row.row}, 1, row.result});
  const Known known(enterprise_target(), items, {});
  EXPECT_EQ(interpret(grid(sheet(lines)), enterprise_target(), known, {}).summary.same, 3u);

  lines[1][2] = AnyCell("");   // keeps the telephone
  lines[2][3] = AnyCell(555);  // changes the number
  lines[3][1] = AnyCell("");   // is found by its name
  const auto second = interpret(grid(sheet(lines)), enterprise_target(), known, {});
  EXPECT_EQ(second.rows[0].action, Action::same);
  EXPECT_EQ(second.rows[1].action, Action::update);
  EXPECT_EQ(second.rows[2].action, Action::same);
}

TEST(Interpret, ColumnsAreKnownByNameInAnyOrderAndLanguage) {
  const Grid made =
      grid(sheet({{"Employees", "单位名称", "联系人", "税号"}, {7, "示例一公司", "王芳", code(1)}}));
  const auto reading = interpret(made, enterprise_target(), {}, {});
  EXPECT_THAT(open_defects(reading), ::testing::IsEmpty());
  EXPECT_EQ(value_of(reading.rows[0], "uscc"), Value{code(1)});
  EXPECT_EQ(value_of(reading.rows[0], "employees"), Value{std::int64_t{7}});
}

TEST(Interpret, ARowMayReferToAnotherRowOfTheSameUpload) {
  const Grid made = grid(sheet({{"企业名称", "上级企业"}, {"示例子公司", "示例母公司"}, {"示例母公司", ""}}));
  const auto reading = interpret(made, enterprise_target(), {}, {});
  EXPECT_THAT(open_defects(reading), ::testing::IsEmpty());
  EXPECT_EQ(value_of(reading.rows[0], "parent_id"), Value{Reference::to_row(1).value});
}

TEST(Interpret, CirclesOfParentsAreRefused) {
  const Grid made = grid(sheet({{"企业名称", "上级企业"},
                                {"示例甲公司", "示例乙公司"},
                                {"示例乙公司", "示例丙公司"},
                                {"示例丙公司", "示例甲公司"}}));
  const auto reading = interpret(made, enterprise_target(), {}, {});
  EXPECT_EQ(reading.summary.create, 0u);
  EXPECT_EQ(reading.summary.blocked, 3u);
}

}  // namespace
}  // namespace zw::modules::intake
