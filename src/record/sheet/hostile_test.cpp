#include <gtest/gtest.h>

#include "base/rng.h"
#include "record/sheet/test_workbook.h"
#include "record/sheet/workbook.h"
#include "record/sheet/write.h"

namespace zw::record::sheet {
namespace {

using testing::code_of;
using testing::refusal;
using testing::rows;
using testing::XlsxParts;
using testing::ZipMaker;

std::string utf16(std::string_view ascii) {
  std::string out;
  for (char c : ascii) out += {c, '\0'};
  return out;
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  out.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

const std::string kOle = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(512, '\0');

TEST(Hostile, OtherFormatsAreRefusedWithTheRemedy) {
  EXPECT_EQ(refusal(""), "sheet.empty");
  const auto old = sniff(kOle + utf16("Workbook"));
  ASSERT_FALSE(old.ok());
  EXPECT_EQ(old.problems()[0], (Problem{"sheet.xls_unsupported", "", {{"remedy", "save_as_xlsx"}}}));
  EXPECT_EQ(refusal(kOle + utf16("EncryptedPackage")), "sheet.encrypted");
  EXPECT_EQ(refusal(kOle), "sheet.not_a_sheet");
  EXPECT_EQ(refusal("%PDF-1.4 …"), "sheet.not_a_sheet");
  EXPECT_EQ(refusal(std::string_view("ab\0cd", 5)), "sheet.not_a_sheet");
  EXPECT_EQ(refusal("\xEF\xBB\xBF <HTML><table>"), "sheet.unsupported_format");
  EXPECT_EQ(refusal("<?xml version=\"1.0\"?><Workbook/>"), "sheet.unsupported_format");
  EXPECT_EQ(refusal(ZipMaker().add("mimetype", "x").add("content.xml", "<a/>").finish()),
            "sheet.unsupported_format");
  EXPECT_EQ(refusal(ZipMaker().add("readme.txt", "x").finish()), "sheet.not_a_sheet");
  EXPECT_EQ(refusal(ZipMaker().finish()), "sheet.damaged");
}

TEST(Hostile, TruncatedAndDamagedArchives) {
  XlsxParts parts;
  parts.sheet_data = rows(repeated("<c><v>1</v></c>", 200));
  const std::string good = parts.finish();
  EXPECT_EQ(refusal(good), "");
  for (std::size_t cut = 4; cut < good.size(); cut += 37) EXPECT_NE(refusal(good.substr(0, cut)), "") << cut;
  const std::string xml = parts.worksheet();
  ZipMaker lying;
  lying.add("xl/workbook.xml", parts.workbook).add("xl/_rels/workbook.xml.rels", parts.workbook_rels);
  lying.add_packed("xl/worksheets/sheet1.xml", xml, xml.size(), 12345, ZipMaker::Packing::stored);
  EXPECT_EQ(refusal(lying.finish()), "sheet.damaged") << "wrong checksum";
}

TEST(Hostile, EncryptedEntries) {
  ZipMaker zip;
  zip.flags(1).add("xl/workbook.xml", "<workbook/>").add("xl/_rels/workbook.xml.rels", "<Relationships/>");
  EXPECT_EQ(refusal(zip.finish()), "sheet.encrypted");
}

TEST(Hostile, ZipBomb) {
  XlsxParts bomb;
  bomb.packing = ZipMaker::Packing::deflated;
  bomb.sheet_data = std::string(20u << 20, ' ') + rows("<c><v>1</v></c>");
  EXPECT_EQ(refusal(bomb.finish()), "sheet.too_large_unpacked") << "20 MB of blanks pack a thousandfold";
  Limits wide;
  wide.ratio = 2000;
  wide.total_bytes = 1u << 20;
  EXPECT_EQ(refusal(bomb.finish(), wide), "sheet.too_large_unpacked") << "the sum of all parts";
  // The directory claims a small size; what comes out is counted all the same.
  const std::string xml = bomb.worksheet();
  ZipMaker lying;
  lying.add("xl/workbook.xml", bomb.workbook).add("xl/_rels/workbook.xml.rels", bomb.workbook_rels);
  lying.add_packed("xl/worksheets/sheet1.xml", ZipMaker::deflated(xml), 100, ZipMaker::checksum(xml),
                   ZipMaker::Packing::deflated);
  EXPECT_NE(refusal(lying.finish()), "");
}

TEST(Hostile, PathNamesAndCountsOfEntries) {
  ZipMaker zip;
  for (const char* name : {"../../../../etc/passwd", "/etc/shadow", "C:\\windows\\x", "xl/../../x"})
    zip.add(name, "harmless");
  XlsxParts parts;
  parts.sheet_data = rows("<c><v>1</v></c>");
  zip.add("XL\\workbook.xml", parts.workbook).add("/xl/_rels/workbook.xml.rels", parts.workbook_rels);
  zip.add("xl/worksheets/sheet1.xml", parts.worksheet());
  EXPECT_EQ(refusal(zip.finish()), "") << "names are only compared, never opened";
  ZipMaker crowd;
  for (int i = 0; i < 300; ++i) crowd.add("x" + std::to_string(i), "");
  Limits few;
  few.archive_entries = 299;
  EXPECT_EQ(refusal(crowd.finish(), few), "sheet.too_many_parts");
}

TEST(Hostile, DocumentTypesAndEntities) {
  XlsxParts parts;
  parts.shared_strings =
      R"(<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><sst><si><t>&b;</t></si></sst>)";
  parts.sheet_data = rows(R"(<c t="s"><v>0</v></c>)");
  EXPECT_EQ(refusal(parts.finish()), "sheet.doctype");
  parts.shared_strings = R"(<!DOCTYPE x SYSTEM "file:///etc/passwd"><sst/>)";
  EXPECT_EQ(refusal(parts.finish()), "sheet.doctype");
  parts.shared_strings = "<sst><si><t>&undefined;</t></si></sst>";
  EXPECT_EQ(refusal(parts.finish()), "sheet.malformed");
}

TEST(Hostile, DeepNestingAndEndlessTokens) {
  XlsxParts deep;
  deep.sheet_data = repeated("<a>", 100'000);
  EXPECT_EQ(refusal(deep.finish()), "sheet.malformed");
  XlsxParts endless;
  endless.sheet_data = "<row r=\"" + std::string(8u << 20, '1');
  EXPECT_EQ(refusal(endless.finish()), "sheet.malformed");
  XlsxParts comment;
  comment.sheet_data = "<!--" + std::string(8u << 20, 'x');
  EXPECT_EQ(refusal(comment.finish()), "sheet.malformed");
}

TEST(Hostile, EndlessRowsAndColumns) {
  Limits small;
  small.rows = 3;
  small.columns = 4;
  small.cells = 9;
  small.characters_per_cell = 10;
  const auto code = [&](std::string data) {
    XlsxParts parts;
    parts.sheet_data = "<sheetData>" + std::move(data) + "</sheetData>";
    return refusal(parts.finish(), small);
  };
  EXPECT_EQ(code(repeated("<row><c><v>1</v></c></row>", 3)), "");
  EXPECT_EQ(code(repeated("<row><c><v>1</v></c></row>", 4)), "sheet.too_many_rows");
  EXPECT_EQ(code(repeated("<row><c s=\"1\"/></row>", 400)), "") << "empty rows cost nothing";
  EXPECT_EQ(code("<row><c r=\"E1\"><v>1</v></c></row>"), "sheet.too_many_columns");
  EXPECT_EQ(code("<row><c t=\"inlineStr\"><is><t>徐徐徐徐徐徐徐徐徐徐</t></is></c></row>"), "")
      << "ten characters, not thirty bytes";
  EXPECT_EQ(code("<row><c t=\"inlineStr\"><is><t>12345678901</t></is></c></row>"), "sheet.cell_too_long");
  EXPECT_EQ(code("<row><c><v>" + std::string(5000, '1') + "</v></c></row>"), "sheet.cell_too_long");
  EXPECT_EQ(code(repeated("<row><c><v>1</v></c><c><v>1</v></c><c><v>1</v></c></row>", 3)), "");
  EXPECT_EQ(code(repeated("<row>" + repeated("<c><v>1</v></c>", 4) + "</row>", 3)), "sheet.too_many_cells");
  EXPECT_EQ(code("<row r=\"5\"/><row r=\"4\"/>"), "sheet.malformed") << "rows run downwards";
  EXPECT_EQ(code("<row><c r=\"B1\"/><c r=\"A1\"/></row>"), "sheet.malformed");
  EXPECT_EQ(code("<row r=\"99999999\"/>"), "sheet.malformed");
  EXPECT_EQ(code("<row><c t=\"s\"><v>5</v></c></row>"), "sheet.malformed") << "no such shared string";
  EXPECT_EQ(code("<row><c t=\"s\"><v>-1</v></c></row>"), "sheet.malformed");
}

TEST(Hostile, AWholeWorkbookInMemoryHasItsOwnLimit) {
  Limits small;
  small.loaded_text_bytes = 100 + std::string_view("csv").size();  // the sheet's name is kept as well
  EXPECT_EQ(code_of(load(repeated("0123456789\n", 10), small)), "");
  EXPECT_EQ(code_of(load(repeated("0123456789\n", 11), small)), "sheet.too_much_text");
}

TEST(Hostile, CountsOfOtherThings) {
  XlsxParts parts;
  parts.sheet_data = "<mergeCells>" + repeated(R"(<mergeCell ref="A1:B2"/>)", 11) + "</mergeCells>";
  Limits small;
  small.merged_ranges = 10;
  EXPECT_EQ(refusal(parts.finish(), small), "sheet.too_many_merged");
  XlsxParts texts;
  texts.shared_strings =
      R"(<sst uniqueCount="2000000000">)" + repeated("<si><t>0123456789</t></si>", 200) + "</sst>";
  small.shared_text_bytes = 1000;
  EXPECT_EQ(refusal(texts.finish(), small), "sheet.too_much_text");
  XlsxParts sheets;
  sheets.workbook =
      "<workbook><sheets>" + repeated(R"(<sheet name="a" r:id="rId1"/>)", 300) + "</sheets></workbook>";
  EXPECT_EQ(refusal(sheets.finish()), "sheet.too_many_sheets");
}

std::string honest_xlsx() {
  auto writer = make_xlsx_writer();
  writer->sheet("台账", {{"企业名称"}, {"面积", ColumnKind::decimal_number}, {"签约", ColumnKind::date}});
  for (int i = 0; i < 40; ++i) {
    const std::string name = "示例" + std::to_string(i);
    writer->row(std::vector<Field>{std::string_view(name), i * 1.5, Date{18'000 + i}});
  }
  return writer->finish();
}

void mutate(std::string& bytes, Rng& rng) {
  for (auto left = rng.between(1, 12); left > 0 && !bytes.empty(); --left) {
    const std::size_t at = rng.below(bytes.size());
    switch (rng.below(4)) {
      case 0:
        bytes[at] = static_cast<char>(rng.below(256));
        break;
      case 1:
        bytes.erase(at, rng.below(20) + 1);
        break;
      case 2:
        bytes.insert(at, bytes.substr(rng.below(bytes.size()), rng.below(60)));
        break;
      default:
        bytes.insert(at, 1, "<>\"&\xFF,\n;\t"[rng.below(9)]);
        break;
    }
  }
}

/// Whatever happens, the reading ends with a result and the texts are UTF-8 or a problem is named.
void read_mutated(const std::string& bytes) {
  const auto workbook = load(bytes, {});
  if (!workbook) {
    EXPECT_FALSE(workbook.problems().front().code.empty());
  }
}

TEST(Fuzz, MutatedArchivesNeverCrash) {
  const std::string good = honest_xlsx();
  ASSERT_EQ(refusal(good), "");
  Rng rng(2020);
  for (int i = 0; i < 2000; ++i) {
    std::string bytes = good;
    mutate(bytes, rng);
    read_mutated(bytes);
  }
}

TEST(Fuzz, MutatedPartsNeverCrash) {
  XlsxParts good;
  good.shared_strings = "<sst><si><t>甲</t></si><si><r><t>乙</t></r><rPh><t>yi</t></rPh></si></sst>";
  good.styles =
      R"(<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy"/></numFmts><cellXfs><xf numFmtId="164"/><xf numFmtId="9"/></cellXfs></styleSheet>)";
  good.sheet_data =
      R"(<cols><col min="1" max="2" width="9"/></cols>)" +
      rows(
          R"(<c r="A1" t="s"><v>0</v></c><c r="B1" s="0"><v>43996.5</v></c><c r="C1" s="1"><f>A1</f><v>0.5</v></c><c r="D1" t="inlineStr"><is><t>x</t></is></c>)") +
      R"(<mergeCells><mergeCell ref="A1:B2"/></mergeCells>)";
  Rng rng(614);
  int read = 0;
  for (int i = 0; i < 2000; ++i) {
    XlsxParts parts = good;
    std::string* const kinds[] = {&parts.sheet_data, &parts.sheet_data, &parts.shared_strings,
                                  &parts.styles,     &parts.workbook,   &parts.workbook_rels};
    mutate(*kinds[rng.below(6)], rng);
    const std::string bytes = parts.finish();
    read_mutated(bytes);
    read += refusal(bytes).empty();
    if (i % 20 == 0) (void)mark_cells(bytes, {}, {{"台账", 1, {1, MarkKind::error, "x"}}});
  }
  EXPECT_GT(read, 10) << "some mutations stay readable, so the readers behind the parser are reached";
}

TEST(Fuzz, MutatedCsvNeverCrashes) {
  const std::string good = "企业名称,面积,备注\r\n示例一,12.5,\"含,逗号\"\r\n示例二,13,\"两\n行\"\r\n";
  Rng rng(7);
  for (int i = 0; i < 2000; ++i) {
    std::string bytes = good;
    mutate(bytes, rng);
    read_mutated(bytes);
  }
}

}  // namespace
}  // namespace zw::record::sheet
