// One small sheet for each class of defect: the cell, the class and the proposal that must come out, and
// nothing else.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "modules/intake/sentence.h"
#include "modules/intake/testing.h"

namespace zw::modules::intake {
namespace {

using namespace testing;

const std::string kA = code(1), kB = code(2), kC = code(3);
const Line kHead = {"企业名称",         "统一社会信用代码", "联系电话", "职工人数",
                    "注册资本（万元）", "成立日期",         "规模类别", "上级企业"};
const Line kFirst = {"示例一公司", kA, "10000000001", 10, 100, day("2018-01-02"), "规上工业", ""};
const Line kSecond = {"示例二公司", kB, "10000000002", 20, 200, day("2019-05-06"), "规下", ""};
enum Position : std::size_t { kName, kCode, kPhone, kEmployees, kCapital, kDay, kSize, kParent };

Line changed(Line line, std::size_t column, AnyCell cell) {
  if (line.size() <= column) line.resize(column + 1, AnyCell(""));
  line[column] = std::move(cell);
  return line;
}
/// Header in row 1, a sound row in row 2, then `lines`.
Grid ledger(std::vector<Line> lines, Line head = kHead) {
  lines.insert(lines.begin(), {std::move(head), kFirst});
  return grid(sheet(lines));
}
/// The second firm in row 3, one cell of it changed.
Grid one(Position column, AnyCell cell) { return ledger({changed(kSecond, column, std::move(cell))}); }
Grid merged(Grid made, std::vector<Merge> merges) { return made.sheets[0].merges = std::move(merges), made; }
Grid as_text(Grid made) { return made.is_text = true, made; }
Grid named(Grid made, std::string file) { return made.file_name = std::move(file), made; }
Grid and_sheet(Grid made, GridSheet more) { return made.sheets.push_back(std::move(more)), made; }
Grid hide_row(Grid made, std::size_t row) { return made.sheets[0].rows[row - 1].is_hidden = true, made; }
GridSheet hide(GridSheet made) { return made.is_hidden = true, made; }

registry::Enterprise firm(std::string name, std::string former_name, std::string uscc) {
  registry::Enterprise made;
  made.name = std::move(name);
  made.former_name = std::move(former_name);
  made.uscc = std::move(uscc);
  return made;
}

struct Case {
  Grid grid;
  std::vector<Expected> expected;
  std::vector<registry::Enterprise> known = {};
};

std::vector<Case> layout_cases() {
  return {
      {merged(grid(sheet(
                  {{"企业名称", "联系人", ""}, {"", "姓名", "电话"}, {"示例一公司", "王芳", "10000000001"}})),
              {{1, 2, 0, 0}, {1, 1, 1, 2}}),
       {{"A1", "intake.header_merged"}}},
      {grid(sheet({{"企业名称", "法定代表人", "", "联系人", ""},
                   {"", "姓名", "电话", "姓名", "电话"},
                   {"示例一公司", "李明", "10000000003", "王芳", "10000000001"}})),
       {{"B2", "intake.heading_repeated"},
        {"C2", "intake.unknown_column"},
        {"D2", "intake.heading_repeated"},
        {"E2", "intake.heading_repeated"}}},
      {and_sheet(ledger({}), sheet({{"统一社会信用代码", "企业名称"}, {kB, "示例二公司"}}, "二")),
       {{"A1", "intake.columns_reordered"}}},
      {ledger({kHead, kSecond}), {{"A3", "intake.repeated_header"}}},
      {grid(sheet({{"示例湖街道2020年企业台账"}, kHead, kFirst})), {{"A1", "intake.title_row"}}},
      {ledger({{"填表人：王芳", "", "", "审核：李明"}}), {{"A3", "intake.footer_row"}}},
      {ledger({{"合计", "", "", 30, 300}}), {{"A3", "intake.total_row"}}},
      {ledger({{"工业小计", "", "", 30, 300}, {"二、服务业"}}),
       {{"A3", "intake.subtotal_row"}, {"A4", "intake.subtotal_row"}}},
      {hide_row(ledger({kSecond}), 3), {{"A3", "intake.hidden_row"}}},
      {and_sheet(ledger({}), hide(sheet({kHead, kSecond}, "旧"))), {{"A1", "intake.hidden_sheet"}}},
      {ledger({}, changed(kHead, 8, "吉祥物")), {{"I1", "intake.unknown_column"}}},
      {ledger({}, changed(kHead, 8, "手机")), {{"I1", "intake.duplicate_column"}}},
      {ledger({}, changed(kHead, kPhone, "企业详细联系电话")), {{"C1", "intake.heading_guessed"}}},
      {and_sheet(ledger({}), sheet({{"随手记", "其他"}, {"1", "2"}}, "草稿")),
       {{"A1", "intake.unknown_sheet"}}},
      {as_text(grid(sheet({{"企业名称|联系电话"}, {"示例一公司|10000000001"}}))),
       {{"A1", "intake.wrong_separator"}}},
      {as_text(ledger({changed(changed(kSecond, kDay, "2019-05-06"), 8, "多出来的")})), {{"F2", "x"}}},
      {ledger({}, changed(kHead, kEmployees, "职工人数（1-5月）")), {{"D1", "intake.cumulative_column"}}},
      {ledger({}, changed(kHead, kCapital, "注册资本")), {{"E1", "intake.unit_missing"}}},
  };
}

std::vector<Case> cell_cases() {
  const std::string with_letter = std::string(kB).replace(kB.find('0', 2), 1, "O");
  return {
      {merged(ledger({kSecond, {"示例三公司", kC, "10000000004", 5, 50, "", "规下", ""}}), {{3, 4, 5, 5}}),
       {{"F4", "intake.merged_cell", "2019-05-06"}}},
      {one(kSize, "同上"), {{"G3", "intake.same_as_above", "规上工业"}}},
      {one(kSize, "〃"), {{"G3", "intake.same_as_above", "规上工业"}}},
      {one(kEmployees, failed("#N/A")), {{"D3", "intake.formula_error"}}},
      {one(kEmployees, uncomputed("=SUM(A1:A9)")), {{"D3", "intake.formula_without_value"}}},
      {one(kName, "绀轰緥"), {{"A3", "intake.garbled", "示例"}}},
      {one(kName, "示例\x01二公司"), {{"A3", "intake.control_character", "示例二公司"}}},
      {one(kName, "示例二公司😀"), {{"A3", "intake.emoji", "示例二公司"}}},
      {one(kName, "示例\n二公司"), {{"A3", "intake.line_break", "示例二公司"}}},
      {one(kName, "示例二公司\xC2\xA0 "), {{"A3", "intake.blanks", "示例二公司"}}},
      {one(kName, "示例\xE2\x80\x8B二公司"), {{"A3", "intake.blanks", "示例二公司"}}},
      {one(kPhone, "１００００００００２０"), {{"C3", "intake.full_width", "10000000020"}}},
      {one(kName, "示例Ｂ公司"), {{"A3", "intake.full_width", "示例B公司"}}},
      {one(kEmployees, "—"), {{"D3", "intake.placeholder", ""}}},
      {one(kName, "=cmd|' /C calc'!A0"), {{"A3", "intake.formula_text", "cmd|' /C calc'!A0"}}},
      {one(kName, "示例二公司（盖章）"), {{"A3", "intake.closing_note", "示例二公司"}}},
      {one(kCode, 9.1990000e17), {{"B3", "intake.lost_digits"}}},
      {one(kCode, "9.1990000E+17"), {{"B3", "intake.lost_digits"}}},
      {one(kPhone, 51612345678.0), {{"C3", "intake.lost_zero", "051612345678"}}},
      {one(kCode, with_letter), {{"B3", "intake.look_alike", kB}}},
      {one(kCode, std::string(kB).replace(3, 1, "7")), {{"B3", "intake.code_invalid"}}},
      {one(kCode, "320311770706001"), {{"B3", "intake.old_code"}}},
      {one(kCapital, "1.2亿元"), {{"E3", "intake.unit_mixed", "120000000元"}}},
      {one(kCapital, "500元"), {{"E3", "intake.unit_mixed", "500元"}}},
      {one(kEmployees, "约200人"), {{"D3", "intake.number_note", "200"}}},
      {one(kEmployees, "1,200"), {{"D3", "intake.separators", "1200"}}},
      {one(kEmployees, "45%"), {{"D3", "intake.percent"}}},
      {one(kEmployees, percent(0.45)), {{"D3", "intake.percent"}}},
      {one(kEmployees, 12.5), {{"D3", "intake.fraction"}}},
      {one(kEmployees, -5), {{"D3", "intake.out_of_range"}}},
      {one(kEmployees, day("2020-03-05")), {{"D3", "intake.wrong_type"}}},
      {one(kDay, "2020.6.14"), {{"F3", "intake.date_notation", "2020-06-14"}}},
      {one(kDay, "2020年6月14日"), {{"F3", "intake.date_notation", "2020-06-14"}}},
      {one(kDay, "2020/6/14 08:30:00"), {{"F3", "intake.date_notation", "2020-06-14"}}},
      {one(kDay, 20200614), {{"F3", "intake.date_notation", "2020-06-14"}}},
      {named(one(kDay, "6月14日"), "2020年台账.xlsx"), {{"F3", "intake.date_without_year", "2020-06-14"}}},
      {one(kDay, 44000), {{"F3", "intake.date_serial", "2020-06-18"}}},
      {one(kDay, "2020年6月"), {{"F3", "intake.date_incomplete", "2020-06-01"}}},
      {one(kDay, 2020.1), {{"F3", "intake.date_incomplete"}}},
      {one(kDay, "2020-02-30"), {{"F3", "intake.date_impossible"}}},
      {one(kPhone, "10000000002/10000000003"), {{"C3", "intake.two_phones", "10000000002"}}},
      {one(kPhone, "见名片"), {{"C3", "intake.phone_invalid"}}},
      {one(kSize, "规模以上工业"), {{"G3", "intake.unknown_choice", "规上工业"}}},
      {one(kParent, "示例一公"), {{"H3", "intake.unknown_reference", "示例一公司"}}},
      {one(kParent, "完全陌生的集团"), {{"H3", "intake.unknown_reference"}}},
      {one(kName, std::string(201, 'x')), {{"A3", "intake.too_long"}}},
  };
}

std::vector<Case> meeting_cases() {
  return {
      {one(kParent, "示例二公司"), {{"H3", "intake.own_parent"}}},
      {one(kName, ""), {{"A3", "intake.blank_key"}}},
      {ledger({kFirst}), {{"A3", "intake.duplicate_row"}}},
      {one(kCode, kA), {{"B3", "intake.duplicate_key"}}},
      {grid(sheet({{"企业名称", "曾用名"}, {"示例新公司", "示例旧公司"}, {"示例旧公司", ""}})),
       {{"A3", "intake.duplicate_former_name"}}},
      {grid(sheet({{"企业名称", "联系电话"}, {"示例旧公司", "10000000001"}})),
       {{"A2", "intake.former_name_used", "示例新公司"}},
       {firm("示例新公司", "示例旧公司", kA)}},
      {one(kName, "示例二公司"),
       {{"A3", "intake.name_conflict", "演示机械公司"}},
       {firm("演示机械公司", "", kB)}},
      {one(kName, "示例二公司"), {{"B3", "intake.code_conflict", kC}}, {firm("示例二公司", "", kC)}},
      {ledger({changed(kSecond, kParent, "示例三公司"),
               {"示例三公司", kC, "10000000004", failed("#REF!"), 50, "", "规下", ""}}),
       {{"H3", "intake.parent_not_imported"}, {"D4", "intake.formula_error"}}},
  };
}

std::vector<Case> all_cases() {
  std::vector<Case> cases = layout_cases();
  // Columns beyond the header of a text file; its days are texts too.
  Line first = changed(kFirst, kDay, "2018-01-02"),
       second = changed(changed(kSecond, kDay, "2019-05-06"), 8, "多出来的");
  for (Case& made : cases)
    if (made.expected.front().code == "x")
      made = {as_text(grid(sheet({kHead, first, second}))), {{"I3", "intake.extra_cells"}}};
  for (auto more : {cell_cases(), meeting_cases()}) cases.insert(cases.end(), more.begin(), more.end());
  return cases;
}

Known known_of(const std::vector<registry::Enterprise>& firms) {
  std::vector<storage::Item> items;
  for (const auto& each : firms) items.push_back(stored(static_cast<std::int64_t>(items.size()) + 1, each));
  return {enterprise_target(), std::move(items), {}};
}

TEST(Defects, EachClassIsFoundAtItsCellWithItsProposalAndNothingElse) {
  for (const Case& made : all_cases()) {
    const auto reading = interpret(made.grid, enterprise_target(), known_of(made.known), {});
    EXPECT_EQ(open_defects(reading), made.expected) << made.expected.front();
  }
}

TEST(Defects, EveryClassOfTheCatalogueHasAFixture) {
  std::set<std::string_view> covered;
  const auto cases = all_cases();
  for (const Case& made : cases)
    for (const Expected& expected : made.expected) covered.insert(expected.code);
  for (const DefectClass& defect : defect_classes())
    EXPECT_TRUE(covered.contains(defect.code)) << defect.code;
}

TEST(Defects, ClassesAreNumberedInOrderAndSpeakBothLanguages) {
  int number = 0;
  for (const DefectClass& defect : defect_classes()) {
    EXPECT_EQ(defect.number, ++number);
    EXPECT_FALSE(defect.zh.empty());
    EXPECT_FALSE(defect.en.empty());
  }
}

TEST(Defects, AcceptingEveryProposalLeavesOnlyWhatNobodyCanPropose) {
  for (const Case& made : all_cases()) {
    Decisions decisions;
    const auto reading = accept_all(made.grid, enterprise_target(), known_of(made.known), decisions);
    for (const Expected& left : open_defects(reading)) EXPECT_EQ(left.proposal, std::nullopt) << left;
  }
}

TEST(Defects, SentencesHaveNoGaps) {
  for (const Case& made : all_cases()) {
    for (const Found& defect : interpret(made.grid, enterprise_target(), known_of(made.known), {}).defects)
      for (Tongue tongue : {Tongue::zh, Tongue::en}) {
        const std::string words = sentence(defect, tongue);
        EXPECT_EQ(words.find("“”"), std::string::npos) << defect.code << ": " << words;
        EXPECT_EQ(words.find('{'), std::string::npos) << words;
      }
  }
}

}  // namespace
}  // namespace zw::modules::intake
