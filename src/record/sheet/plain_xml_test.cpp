#include "record/sheet/plain_xml.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/rng.h"
#include "record/sheet/test_workbook.h"

namespace zw::record::sheet {
namespace {

using testing::XlsxParts;

/// "<name key=value>", "text" and "</name>", as they were read.
std::string told(const PlainXml& xml) {
  std::string text;
  for (const PlainXml::Event& event : xml.events()) {
    if (event.kind == PlainXml::Event::Kind::text) {
      text += fmt::format("[{}]", event.text);
    } else if (event.kind == PlainXml::Event::Kind::end) {
      text += fmt::format("</{}>", event.text);
    } else {
      text += fmt::format("<{}", event.text);
      for (const char* const* pair = xml.attributes(event); *pair; pair += 2)
        text += fmt::format(" {}={}", pair[0], pair[1]);
      text += ">";
    }
  }
  return text;
}

TEST(PlainXml, PlainElementsAreRead) {
  const std::pair<std::string_view, std::string_view> pieces[] = {
      {"", ""},
      {"<row/>", "<row></row>"},
      {"\n <row r=\"1\" x:y=\"\"  ><c/></row>\t", "[\n ]<row r=1 x:y=><c></c></row>[\t]"},
      {"<a><b k=\"徐州 > 'x'\" />12</a><a>\n徐州</a>", "<a><b k=徐州 > 'x'></b>[12]</a><a>[\n徐州]</a>"}};
  PlainXml xml;
  for (const auto& [piece, expected] : pieces) {
    EXPECT_TRUE(xml.read(piece)) << piece;
    EXPECT_EQ(told(xml), expected);
  }
}

TEST(PlainXml, EverythingElseIsLeftToExpat) {
  const std::string_view pieces[] = {"<a>",
                                     "</a>",
                                     "<a></b>",
                                     "<a><b></a></b>",
                                     "<a",
                                     "<a b=\"1\"",
                                     "<a b=\"1",
                                     "<a b=1/>",
                                     "<a b='1'/>",
                                     "<a b/>",
                                     "<a b =\"\"/>",
                                     "<a\nb=\"\"/>",
                                     "<a b=\"\"c=\"\"/>",
                                     "<a b=\"\" b=\"\"/>",
                                     "<a b=\"<\"/>",
                                     "<a / >",
                                     "<a//>",
                                     "<a></a >",
                                     "< a/>",
                                     "<1/>",
                                     "<é/>",
                                     "<a b=\"&lt;\"/>",
                                     "<a>&amp;</a>",
                                     "<a>]]></a>",
                                     "<a><!-- --></a>",
                                     "<!-- -->",
                                     "<?a?>",
                                     "<a><![CDATA[]]></a>",
                                     "<!DOCTYPE a>",
                                     "<a>\r</a>",
                                     "<a b=\"\t\"/>",
                                     "<a>\x01</a>",
                                     "<a>\xFF</a>",
                                     "<a>\xED\xA0\x80</a>",
                                     "<a>\xEF\xBF\xBE</a>",
                                     "<",
                                     "</",
                                     "<a>\xE5\xBE</a>"};
  PlainXml xml;
  for (const std::string_view piece : pieces) EXPECT_FALSE(xml.read(piece)) << piece;
  EXPECT_FALSE(xml.read(std::string_view("<a>\0</a>", 8)));
  std::string deep;
  for (int i = 0; i < 100; ++i) deep += "<a>";
  for (int i = 0; i < 100; ++i) deep += "</a>";
  EXPECT_FALSE(xml.read(deep));
}

/// All that a reader hears of a workbook.
class Listener final : public RowSink {
 public:
  Flow row(const Row& row) override {
    heard += fmt::format("{}{}:", row.number, row.is_hidden ? " hidden" : "");
    for (const Cell& cell : row.cells)
      heard += fmt::format(" {}/{}/{}", cell.column, static_cast<int>(cell.kind), cell.text);
    heard += "\n";
    return Flow::go_on;
  }
  std::string heard;
};

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != text.npos; at += to.size())
    text.replace(at, from.size(), to);
}

std::string heard_of(const XlsxParts& parts) {
  Listener listener;
  const Outcome outcome = read(parts.finish(), {}, listener);
  if (!outcome)
    for (const Problem& problem : outcome.problems()) {
      listener.heard += problem.code;
      for (const auto& [name, value] : problem.params) listener.heard += fmt::format(" {}={}", name, value);
    }
  // What the blank below makes of such a tag inside a text.
  replace_all(listener.heard, "</row >", "</row>");
  replace_all(listener.heard, "</si >", "</si>");
  return listener.heard;
}

/// With a blank in the end tags nothing is cut and expat reads everything.
XlsxParts for_expat_alone(XlsxParts parts) {
  replace_all(parts.sheet_data, "</row>", "</row >");
  replace_all(parts.shared_strings, "</si>", "</si >");
  return parts;
}

XlsxParts many_rows() {
  XlsxParts parts;
  parts.shared_strings = "<sst>";
  for (int i = 0; i < 8; ++i)
    parts.shared_strings +=
        fmt::format("<si><t>甲{}</t></si>\n<si><r><t xml:space=\"preserve\"> 乙</t></r></si>", i);
  parts.shared_strings += "</sst>";
  parts.sheet_data = "<sheetData>";
  for (int i = 1; i <= 8; ++i)
    parts.sheet_data += fmt::format(
        "<row r=\"{0}\" spans=\"1:4\"><c r=\"A{0}\" t=\"s\"><v>{0}</v></c><c "
        "r=\"B{0}\"><f>A1</f><v>0.5</v></c>\n"
        "<c r=\"C{0}\" t=\"inlineStr\"><is><t>徐州</t></is></c></row>\n",
        i);
  parts.sheet_data += "</sheetData><mergeCells><mergeCell ref=\"A1:B2\"/></mergeCells>";
  return parts;
}

TEST(PlainXml, AWorkbookIsHeardAsExpatAloneWouldTellIt) {
  const XlsxParts parts = many_rows();
  EXPECT_EQ(heard_of(parts), heard_of(for_expat_alone(parts)));
  EXPECT_NE(heard_of(parts).find("8: 0/1/甲4 1/2/0.5 2/1/徐州\n"), std::string::npos) << heard_of(parts);
}

TEST(PlainXml, MutatedWorkbooksAreHeardAsExpatAloneWouldTellThem) {
  constexpr std::string_view kPieces[] = {"<",
                                          ">",
                                          "/",
                                          "&",
                                          "\"",
                                          "=",
                                          "<!--",
                                          "-->",
                                          "<![CDATA[",
                                          "]]>",
                                          "<?a ?>",
                                          "&amp;",
                                          "&#65;",
                                          "&x;",
                                          "</row>",
                                          "<row>",
                                          "<row/>",
                                          "<row r=\"3\"/><!-- ",
                                          "</si>",
                                          "<si/>",
                                          "<c/>",
                                          "</c>",
                                          " a=\"b\"",
                                          "\n",
                                          "\r",
                                          "\t",
                                          "\xEF\xBF\xBE",
                                          "\xED\xA0\x80",
                                          "\xFF",
                                          "徐",
                                          "<t>",
                                          "</t>",
                                          "</worksheet>",
                                          "</sheetData>",
                                          " ",
                                          "<!DOCTYPE a>"};
  Rng rng(46);
  int sound = 0;
  for (int i = 0; i < 1'500; ++i) {
    XlsxParts parts = many_rows();
    std::string& text = rng.below(3) == 0 ? parts.shared_strings : parts.sheet_data;
    for (std::uint64_t changes = 1 + rng.below(3); changes > 0; --changes) {
      const std::size_t at = rng.below(text.size());
      text.replace(at, rng.below(2) * rng.below(9), kPieces[rng.below(std::size(kPieces))]);
    }
    const std::string heard = heard_of(parts);
    ASSERT_EQ(heard, heard_of(for_expat_alone(parts))) << parts.sheet_data << parts.shared_strings;
    sound += heard.find("sheet.") == heard.npos;
  }
  EXPECT_GT(sound, 50) << "some mutations stay readable";
}

TEST(PlainXml, OtherEncodingsAreExpatsWork) {
  for (const char* encoding : {"UTF-8", "utf-8", "ISO-8859-1", "US-ASCII"}) {
    XlsxParts parts = many_rows();
    parts.shared_strings =
        fmt::format("<?xml version=\"1.0\" encoding=\"{}\"?>", encoding) + parts.shared_strings;
    EXPECT_EQ(heard_of(parts), heard_of(for_expat_alone(parts))) << encoding;
  }
}

TEST(PlainXml, PartsLargerThanAChunkAreCutRightly) {
  XlsxParts parts;
  parts.sheet_data = "<sheetData>";
  for (int i = 1; i <= 3'000; ++i)
    parts.sheet_data += fmt::format("<row><c t=\"str\"><v>{}{}</v></c></row>", i % 7 == 0 ? "&lt;" : "", i);
  parts.sheet_data += "</sheetData>";
  const std::string heard = heard_of(parts);
  EXPECT_EQ(heard, heard_of(for_expat_alone(parts)));
  EXPECT_NE(heard.find("3000: 0/1/3000\n"), heard.npos);
  EXPECT_NE(heard.find("2996: 0/1/<2996\n"), heard.npos);
}

}  // namespace
}  // namespace zw::record::sheet
