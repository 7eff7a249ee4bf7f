#include "record/sheet/write.h"

#include <gtest/gtest.h>

#include <functional>

#include "record/sheet/test_workbook.h"
#include "record/sheet/workbook.h"
#include "record/sheet/zip.h"

namespace zw::record::sheet {
namespace {

using testing::code_of;
using testing::rows;
using testing::XlsxParts;

std::string part(std::string_view archive, std::string_view name) {
  std::string content;
  auto zip = ZipArchive::open(archive, {});
  EXPECT_TRUE(zip.ok());
  EXPECT_TRUE(
      zip.value().read(name, [&](std::string_view chunk) { return content += chunk, Flow::go_on; }).ok())
      << name;
  return content;
}

Workbook loaded(std::string_view bytes) {
  auto workbook = load(bytes, {});
  EXPECT_TRUE(workbook.ok()) << code_of(workbook);
  return workbook.ok() ? std::move(workbook.value()) : Workbook{};
}

std::string sample() {
  auto writer = make_xlsx_writer();
  writer->sheet("企业", {{"名称"},
                         {"人数", ColumnKind::whole_number},
                         {"签约", ColumnKind::date},
                         {"更新", ColumnKind::instant},
                         {"重点"}});
  const Mark marks[] = {{1, MarkKind::error, "人数应为整数"}};
  writer->row(std::vector<Field>{std::string_view("=HYPERLINK(\"x\")"), 12.5, *make_date(2020, 6, 14),
                                 *parse_instant("2020-06-14T08:30:00Z"), true},
              marks);
  writer->row(std::vector<Field>{std::string_view("徐工"), std::monostate{}, *make_date(1900, 1, 2)});
  writer->sheet("企业", {{"同名"}});
  return writer->finish();
}

TEST(XlsxWriter, WritesWhatTheReaderReads) {
  const std::string bytes = sample();
  const Workbook workbook = loaded(bytes);
  ASSERT_EQ(workbook.sheets.size(), 2u);
  EXPECT_EQ(workbook.sheets[0].info.name, "企业");
  EXPECT_EQ(workbook.sheets[1].info.name, "企业 2") << "Excel refuses the same name twice";
  const auto& read = workbook.sheets[0].rows;
  ASSERT_EQ(read.size(), 3u);
  EXPECT_EQ(read[0].at(1).text, "人数");
  EXPECT_EQ(read[1].at(0).text, "=HYPERLINK(\"x\")");
  EXPECT_EQ(read[1].at(0).kind, CellKind::text) << "a text stays a text";
  EXPECT_EQ(read[1].at(1).number, 12.5);
  EXPECT_EQ(read[1].at(2).date, make_date(2020, 6, 14));
  EXPECT_EQ(read[1].at(3).text, "2020-06-14 16:30:00") << "in China";
  EXPECT_EQ(read[1].at(4).kind, CellKind::boolean);
  EXPECT_EQ(read[2].at(1).kind, CellKind::empty);
  EXPECT_EQ(read[2].at(2).text, "1900-01-02");
}

TEST(XlsxWriter, MarksCellsAndFreezesTheHeading) {
  const std::string bytes = sample();
  EXPECT_NE(part(bytes, "xl/comments1.xml").find("人数应为整数"), std::string::npos);
  EXPECT_NE(part(bytes, "xl/comments1.xml").find("ref=\"B2\""), std::string::npos);
  EXPECT_NE(part(bytes, "xl/worksheets/sheet1.xml").find("state=\"frozen\""), std::string::npos);
  EXPECT_EQ(part(bytes, "xl/worksheets/sheet1.xml").find("<f>"), std::string::npos) << "no formula anywhere";
  EXPECT_NE(part(bytes, "xl/styles.xml").find("FFF8CBCB"), std::string::npos) << "the colour of errors";
}

TEST(XlsxWriter, MendsNamesAndTextsThatExcelRefuses) {
  auto writer = make_xlsx_writer();
  writer->sheet("a/b:[很长很长很长很长很长很长很长很长很长很长很长很长很长很长]", {{"x"}});
  writer->row(std::vector<Field>{std::string_view("a\x01\0b\xEF\xBF\xBF_x0041_", 15)});
  writer->sheet("", {{"x"}});
  const Workbook workbook = loaded(writer->finish());
  EXPECT_EQ(workbook.sheets[0].info.name.substr(0, 5), "a_b__");
  EXPECT_EQ(workbook.sheets[1].info.name, "Sheet");
  EXPECT_EQ(workbook.sheets[0].rows[1].at(0).text,
            "a\x01"
            "b_x0041_");
}

TEST(CsvWriter, MakesFormulasHarmless) {
  auto writer = make_csv_writer();
  writer->sheet("x", {{"名称"}, {"数"}, {"日"}});
  writer->row(std::vector<Field>{std::string_view("=1+1"), -5.0, *make_date(2020, 6, 14)});
  writer->row(std::vector<Field>{std::string_view("a\"b,c"), false, *parse_instant("2020-06-14T08:30:00Z")});
  EXPECT_EQ(writer->finish(),
            "\xEF\xBB\xBF名称,数,日\r\n'=1+1,-5,2020-06-14\r\n\"a\"\"b,c\",FALSE,2020-06-14 16:30:00\r\n");
  for (const char* text : {"=1", "+1", "-1", "@x", "'=1", "\tx"}) EXPECT_TRUE(would_calculate(text)) << text;
  for (const char* text : {"", "1", "a=b", "'a", "徐"}) EXPECT_FALSE(would_calculate(text)) << text;
}

XlsxParts messy() {
  XlsxParts parts;
  parts.workbook =
      R"(<workbook><sheets><sheet name="说明" r:id="rId1" state="hidden"/><sheet name="台账" r:id="rId1"/></sheets></workbook>)";
  parts.styles =
      R"(<styleSheet><numFmts><numFmt numFmtId="165" formatCode="00000000"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="165"/><xf numFmtId="9"/><xf numFmtId="20"/></cellXfs></styleSheet>)";
  parts.sheet_data =
      R"(<cols><col min="2" max="2" width="30" hidden="1"/></cols><sheetData>)"
      R"(<row r="2"><c r="A2" t="inlineStr"><is><t>开发区企业台账</t></is></c></row>)"
      R"(<row r="4" hidden="1"><c r="A4" s="1"><v>43996.5</v></c><c r="C4" s="2"><v>42</v></c><c r="D4" s="3"><v>0.5</v></c>)"
      R"(<c r="E4" t="b"><v>0</v></c><c r="F4" t="e"><v>#REF!</v></c><c r="G4"><f>A1</f></c><c r="H4" s="4"><v>0.5</v></c></row></sheetData>)"
      R"(<mergeCells><mergeCell ref="A2:H2"/><mergeCell ref="A4:A9"/></mergeCells>)";
  return parts;
}

/// Everything a person sees, as one text.
std::string picture(const Workbook& workbook) {
  std::string out;
  for (const Sheet& sheet : workbook.sheets) {
    out += "[" + sheet.info.name + (sheet.info.is_hidden ? " hidden]" : "]");
    for (const Range& range : sheet.info.merged)
      out += " " + cell_name(range.first_column, range.first_row) + ":" +
             cell_name(range.last_column, range.last_row);
    for (const Row& row : sheet.rows) {
      out += row.is_hidden ? "\nhidden" : "\n";
      for (const Cell& cell : row.cells)
        out += " " + cell_name(cell.column, row.number) + "=" + std::string(cell.text);
    }
    out += "\n";
  }
  return out;
}

TEST(MarkCells, KeepsTheLayoutOfTheOriginal) {
  const std::string original = messy().finish();
  const auto marked = mark_cells(original, {},
                                 {{"台账", 4, {2, MarkKind::error, "码不对"}},
                                  {"台账", 4, {2, MarkKind::notice, "建议改"}},
                                  {"台账", 4, {1, MarkKind::error, "必填"}},
                                  {"台账", 3, {0, MarkKind::notice, "空行"}},
                                  {"台账", 12, {0, MarkKind::error, "末尾"}}});
  ASSERT_TRUE(marked.ok());
  const Workbook before = loaded(original), after = loaded(*marked);
  EXPECT_EQ(picture(after), picture(before));
  EXPECT_EQ(after.sheets[1].info.columns.at(0).first, 1);
  EXPECT_TRUE(after.sheets[1].info.columns.at(0).is_hidden);
  const std::string comments = part(*marked, "xl/comments1.xml");
  for (const char* piece : {"ref=\"C4\"", "码不对\n建议改", "ref=\"B4\"", "ref=\"A3\"", "ref=\"A12\""})
    EXPECT_NE(comments.find(piece), std::string::npos) << piece;
}

TEST(MarkCells, ACsvComesBackAsAWorkbook) {
  const auto marked =
      mark_cells("名称,数\n甲,1x\n", {}, {{"企业", 2, {1, MarkKind::error, "不是数"}}}, "企业");
  ASSERT_TRUE(marked.ok());
  EXPECT_EQ(picture(loaded(*marked)), "[企业]\n A1=名称 B1=数\n A2=甲 B2=1x\n");
  EXPECT_EQ(code_of(mark_cells("", {}, {})), "sheet.empty");
}

}  // namespace
}  // namespace zw::record::sheet
