#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "record/sheet/cell_value.h"
#include "record/sheet/test_workbook.h"
#include "record/sheet/workbook.h"
#include "record/sheet/xlsx_parts.h"

namespace zw::record::sheet {
namespace {

using testing::code_of;
using testing::rows;
using testing::XlsxParts;

Workbook loaded(const XlsxParts& parts) {
  Result<Workbook> workbook = load(parts.finish(), {});
  EXPECT_TRUE(workbook.ok()) << code_of(workbook);
  return workbook.ok() ? std::move(workbook.value()) : Workbook{};
}

Cell only_cell(XlsxParts parts, std::string_view cell) {
  static Workbook workbook;  // keeps the text of the cell alive
  parts.sheet_data = rows(cell);
  workbook = loaded(parts);
  if (workbook.sheets.empty() || workbook.sheets[0].rows.empty()) return {};
  return workbook.sheets[0].rows[0].cells.at(0);
}

const std::string kStyles =
    R"(<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/>)"
    R"(<numFmt numFmtId="165" formatCode="00000000"/><numFmt numFmtId="166" formatCode="[Red]0.00&quot;days&quot;"/></numFmts>)"
    R"(<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/>)"
    R"(<xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="31"/><xf numFmtId="10"/><xf numFmtId="46"/></cellXfs></styleSheet>)";

TEST(Xlsx, ReadsSharedStringsWithRichTextButWithoutPhonetics) {
  XlsxParts parts;
  parts.shared_strings =
      R"(<sst uniqueCount="4"><si><t>企业名称</t></si><si><r><t>徐州</t></r><r><rPr><b/></rPr><t xml:space="preserve"> 重工</t></r></si>)"
      R"(<si><t>示例机械</t><rPh sb="0" eb="2"><t>shili</t></rPh><phoneticPr fontId="1"/></si><si><t>一行_x000D_
二行</t></si></sst>)";
  parts.sheet_data = rows(
      R"(<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="D1" t="s"><v>2</v></c><c t="s"><v>3</v></c>)");
  const Workbook workbook = loaded(parts);
  const Row& row = workbook.sheets.at(0).rows.at(0);
  EXPECT_EQ(row.sheet, "台账");
  EXPECT_EQ(row.at(0).text, "企业名称");
  EXPECT_EQ(row.at(1).text, "徐州 重工");
  EXPECT_EQ(row.at(2).kind, CellKind::empty);
  EXPECT_EQ(row.at(3).text, "示例机械");
  EXPECT_EQ(row.at(4).text, "一行\r\n二行") << "a cell without reference follows the one before";
}

TEST(Xlsx, ReadsInlineAndFormulaTexts) {
  EXPECT_EQ(
      only_cell(
          {}, R"(<c r="A1" t="inlineStr"><is><r><t>甲</t></r><rPh><t>jia</t></rPh><r><t>乙</t></r></is></c>)")
          .text,
      "甲乙");
  const Cell computed = only_cell({}, R"(<c r="A1" t="str"><f>A2&amp;"x"</f><v>甲x</v></c>)");
  EXPECT_EQ(computed.kind, CellKind::text);
  EXPECT_EQ(computed.text, "甲x");
  EXPECT_EQ(only_cell({}, R"(<c r="A1" t="inlineStr"><is><t>
    甲  </t></is></c>)")
                .text,
            "甲")
      << "blanks count only with xml:space";
}

TEST(Xlsx, TellsFormulasWithoutValueFromThoseWithOne) {
  for (const char* cell : {R"(<c r="A1"><f>SUM(B1:B9)</f><v></v></c>)", R"(<c r="A1"><f>SUM(B1:B9)</f></c>)",
                           R"(<c r="A1"><f>SUM(B1:B9)</f><v/></c>)"}) {
    const Cell empty = only_cell({}, cell);
    EXPECT_EQ(empty.kind, CellKind::formula_without_value);
    EXPECT_EQ(empty.text, "=SUM(B1:B9)");
  }
  const Cell computed = only_cell({}, R"(<c r="A1"><f>SUM(B1:B9)</f><v>12</v></c>)");
  EXPECT_EQ(computed.kind, CellKind::number);
  EXPECT_EQ(computed.number, 12);
  EXPECT_EQ(only_cell({}, R"(<c r="A1" t="str"><f>""</f><v></v></c>)").kind, CellKind::empty)
      << "computed to an empty text";
}

TEST(Xlsx, ReadsBooleansErrorsAndNumbers) {
  EXPECT_EQ(only_cell({}, R"(<c r="A1" t="b"><v>1</v></c>)").text, "TRUE");
  const Cell error = only_cell({}, R"(<c r="A1" t="e"><f>VLOOKUP(1,2,3)</f><v>#N/A</v></c>)");
  EXPECT_EQ(error.kind, CellKind::error);
  EXPECT_EQ(error.text, "#N/A");
  EXPECT_EQ(only_cell({}, R"(<c r="A1"><v>1.38E10</v></c>)").text, "13800000000");
  EXPECT_EQ(only_cell({}, R"(<c r="A1"><v>0.1</v></c>)").text, "0.1");
  EXPECT_EQ(only_cell({}, R"(<c r="A1"><v>-2</v></c>)").number, -2);
  EXPECT_EQ(only_cell({}, R"(<c r="A1"><v>12亩</v></c>)").kind, CellKind::text);
}

TEST(Xlsx, ReadsNumbersAsTheyLook) {
  XlsxParts parts;
  parts.styles = kStyles;
  EXPECT_EQ(only_cell(parts, R"(<c r="A1" s="1"><v>43996</v></c>)").text, "2020-06-14");
  EXPECT_EQ(only_cell(parts, R"(<c r="A1" s="2"><v>43996</v></c>)").date, make_date(2020, 6, 14));
  EXPECT_EQ(only_cell(parts, R"(<c r="A1" s="5"><v>43996</v></c>)").kind, CellKind::date);
  EXPECT_EQ(only_cell(parts, R"(<c r="A1" s="3"><v>123</v></c>)").text, "00000123");
  EXPECT_EQ(only_cell(parts, R"(<c r="A1" s="4"><v>43996</v></c>)").kind, CellKind::number)
      << "colour and unit are no date";
  EXPECT_EQ(only_cell(parts, R"(<c r="A1" s="6"><v>0.07</v></c>)").text, "7%");
  EXPECT_EQ(only_cell(parts, R"(<c r="A1" s="99"><v>5</v></c>)").text, "5") << "a style that does not exist";
  const Cell moment = only_cell(parts, R"(<c r="A1" s="1"><v>43996.354166666664</v></c>)");
  EXPECT_EQ(moment.text, "2020-06-14 08:30:00");
  EXPECT_EQ(moment.time, parse_instant("2020-06-14T08:30:00+08:00"));
  const Cell time = only_cell(parts, R"(<c r="A1" s="7"><v>0.354166666666667</v></c>)");
  EXPECT_EQ(time.kind, CellKind::number);
  EXPECT_EQ(time.text, "08:30:00");
}

TEST(Xlsx, KnowsBothCalendars) {
  Cell cell;
  EXPECT_EQ(fill_date(cell, 1, false), "1900-01-01");
  EXPECT_EQ(fill_date(cell, 59, false), "1900-02-28");
  EXPECT_EQ(fill_date(cell, 60, false), "60") << "a day that never was";
  EXPECT_EQ(fill_date(cell, 61, false), "1900-03-01");
  EXPECT_EQ(fill_date(cell, 2'958'465, false), "9999-12-31");
  EXPECT_EQ(fill_date(cell, 2'958'466, false), "2958466");
  EXPECT_EQ(fill_date(cell, -1, false), "-1");
  EXPECT_EQ(fill_date(cell, 43996.9999999, false), "2020-06-15") << "rounded to the second";
  EXPECT_EQ(fill_date(cell, 0, true), "1904-01-01");
  for (int serial = 1; serial < 200; ++serial) {
    if (serial == 60) continue;
    Cell dated;
    fill_date(dated, serial, false);
    EXPECT_EQ(date_serial(*dated.date), serial);
  }
  XlsxParts parts;
  parts.styles = kStyles;
  parts.workbook =
      R"(<workbook><workbookPr date1904="1"/><sheets><sheet name="a" r:id="rId1"/></sheets></workbook>)";
  EXPECT_EQ(only_cell(parts, R"(<c r="A1" s="1"><v>42534</v></c>)").text, "2020-06-14");
}

TEST(Xlsx, ClassifiesFormatCodes) {
  using enum NumberLook::Kind;
  for (const char* code : {"yyyy-mm-dd", "m/d/yy h:mm", "[$-804]yyyy年m月", "[h]:mm:ss", "mm:ss.0",
                           R"(yyyy\.mm\.dd)", "AM/PM h"})
    EXPECT_EQ(look_of_format(code).kind, date) << code;
  for (const char* code : {"General", "0", "#,##0.00", "0.00E+00", "[Red]0", R"("days"0)", R"(0\d)", "@",
                           "_ * #,##0_ ", "#,##0;[Red]yy", "0_d"})
    EXPECT_EQ(look_of_format(code).kind, plain) << code;
  EXPECT_EQ(look_of_format("0.0%").kind, percent);
  EXPECT_EQ(look_of_format("000000").digits, 6);
}

TEST(Xlsx, FindsPartsByAbsoluteAndRelativeTargets) {
  for (const char* folder : {"/xl/", "../xl/", "./../xl/"}) {
    XlsxParts parts;
    parts.shared_strings = "<sst><si><t>甲</t></si></sst>";
    parts.workbook_rels = XlsxParts::relationships(std::string(folder) + "worksheets/sheet1.xml", folder);
    if (std::string_view(folder) == "./../xl/") continue;
    EXPECT_EQ(only_cell(parts, R"(<c r="A1" t="s"><v>0</v></c>)").text, "甲") << folder;
  }
  XlsxParts lost;
  lost.workbook_rels = XlsxParts::relationships("worksheets/elsewhere.xml");
  EXPECT_EQ(code_of(load(lost.finish(), {})), "sheet.damaged");
}

TEST(Xlsx, ReadsPrefixedElements) {
  XlsxParts parts;
  parts.sheet_data =
      R"(<x:sheetData><x:row r="3" hidden="1"><x:c r="B3"><x:v>7</x:v></x:c></x:row></x:sheetData>)";
  const Workbook workbook = loaded(parts);
  const Row& row = workbook.sheets.at(0).rows.at(0);
  EXPECT_EQ(row.number, 3);
  EXPECT_TRUE(row.is_hidden);
  EXPECT_EQ(row.at(1).number, 7);
}

TEST(Xlsx, TellsLookOfSheets) {
  XlsxParts parts;
  parts.workbook =
      R"(<workbook><sheets><sheet name="a" r:id="rId1" state="veryHidden"/></sheets></workbook>)";
  parts.sheet_data = R"(<cols><col min="1" max="2" width="12.5"/><col min="3" max="3" hidden="1"/></cols>)" +
                     rows(R"(<c r="A1"><v>1</v></c>)") +
                     R"(<mergeCells><mergeCell ref="A1:B3"/><mergeCell ref="bad"/></mergeCells>)";
  const Workbook workbook = loaded(parts);
  const SheetInfo& info = workbook.sheets.at(0).info;
  EXPECT_TRUE(info.is_hidden);
  ASSERT_EQ(info.columns.size(), 2u);
  EXPECT_EQ(info.columns[0].width, 12.5);
  EXPECT_TRUE(info.columns[1].is_hidden);
  EXPECT_EQ(info.merged, (std::vector<Range>{{1, 0, 3, 1}}));
}

TEST(Xlsx, LeavesOutEmptyRowsAndCells) {
  XlsxParts parts;
  parts.sheet_data =
      R"(<sheetData><row r="1"><c r="A1" s="1"/><c r="ZZ1"/></row><row r="5"><c r="A5"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"/></row></sheetData>)";
  const Workbook workbook = loaded(parts);
  ASSERT_EQ(workbook.sheets.at(0).rows.size(), 1u);
  EXPECT_EQ(workbook.sheets[0].rows[0].number, 5);
}

TEST(Xlsx, AnEmptySheetIsStillASheet) {
  XlsxParts parts;
  EXPECT_EQ(loaded(parts).sheets.size(), 1u);
}

TEST(Xlsx, SinkMayStop) {
  class FirstRow final : public RowSink {
   public:
    Flow row(const Row&) override { return ++count, Flow::stop; }
    int count = 0;
  } sink;
  XlsxParts parts;
  parts.sheet_data = R"(<sheetData><row><c><v>1</v></c></row><row><c><v>2</v></c></row></sheetData>)";
  EXPECT_TRUE(read(parts.finish(), {}, sink).ok());
  EXPECT_EQ(sink.count, 1);
}

TEST(Xlsx, EscapesOfOffice) {
  for (auto [in, out] : {std::pair{"a_x000D_b", "a\rb"},
                         {"_x005F_x0041_", "_x0041_"},
                         {"_x00", "_x00"},
                         {"_xZZZZ_", "_xZZZZ_"},
                         {"x_x4E2D_", "x中"}}) {
    std::string text = in;
    unescape(text);
    EXPECT_EQ(text, out);
  }
}

/// The same three rows as LibreOffice 7.4 and openpyxl 3.0 store them, dates, fractions and shared texts each
/// in its way.
TEST(Xlsx, ReadsWhatOtherProgramsWrite) {
  for (const char* program : {"libreoffice", "openpyxl"}) {
    SCOPED_TRACE(program);
    std::ifstream file(std::string(ZW_SOURCE_DIR) + "/tests/fixtures/" + program + ".xlsx", std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(file)), {});
    const auto workbook = load(bytes, {});
    ASSERT_TRUE(workbook.ok()) << code_of(workbook);
    ASSERT_EQ(workbook->sheets.size(), 1u);
    EXPECT_EQ(workbook->sheets[0].info.name, "lo");
    const auto& read = workbook->sheets[0].rows;
    ASSERT_EQ(read.size(), 3u);
    EXPECT_EQ(read[0].at(4).text, "注册资本（万元）");
    EXPECT_EQ(read[1].at(0).text, "示例一号制造有限公司");
    EXPECT_EQ(read[1].at(1).text, "91990000MA0000001X");
    EXPECT_EQ(read[1].at(2).number, 120);
    EXPECT_EQ(read[1].at(3).kind, CellKind::date);
    EXPECT_EQ(read[1].at(3).date, make_date(2001, 3, 4));
    EXPECT_EQ(read[1].at(4).number, 500.5);
    EXPECT_EQ(read[1].at(5).text, "齿轮, 轴承");
    EXPECT_EQ(read[2].at(3).date, make_date(2015, 12, 31));
  }
}

TEST(References, AreNamedAndParsed) {
  EXPECT_EQ(column_name(0), "A");
  EXPECT_EQ(column_name(25), "Z");
  EXPECT_EQ(column_name(26), "AA");
  EXPECT_EQ(column_name(16'383), "XFD");
  EXPECT_EQ(cell_place("台账", 2, 12), "台账!C12");
  for (int column = 0; column < 20'000; column += 7) {
    const auto reference = parse_reference(cell_name(column, 3));
    ASSERT_TRUE(reference);
    ASSERT_EQ(reference->column, column);
  }
  for (const char* bad : {"", "A", "1", "A0", "a1", "A1B", "ABCDE1", "A99999999999"})
    EXPECT_FALSE(parse_reference(bad)) << bad;
}

}  // namespace
}  // namespace zw::record::sheet
