#include "record/xml.h"

#include <gtest/gtest.h>

namespace zw::record {
namespace {

TEST(Xml, ReadsATreeWithTextsAndWithoutPrefixes) {
  const XmlElement root = parse_xml(
                              "<?xml version=\"1.0\"?><p:Plan xmlns:p=\"x\" at=\"1\"> <Task>\n<Name>A &amp; "
                              "B</Name></Task><Task/></p:Plan>")
                              .value();
  EXPECT_EQ(root.name, "Plan");
  ASSERT_EQ(root.children.size(), 2u);
  EXPECT_EQ(root.find("Task")->text_of("Name"), "A & B");
  EXPECT_EQ(root.text_of("Nothing"), "");
}

TEST(Xml, RefusesWhatIsMalformedDeepLargeOrDeclaresEntities) {
  EXPECT_EQ(parse_xml("<a>\n<b></a>").problems()[0], (Problem{"xml.malformed", "", {{"line", "2"}}}));
  EXPECT_EQ(parse_xml("").problems()[0].code, "xml.malformed");
  EXPECT_EQ(parse_xml("<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>").problems()[0].code, "xml.doctype");
  EXPECT_EQ(parse_xml("<a><b><c/></b></a>", {.depth = 2}).problems()[0].code, "xml.malformed");
  EXPECT_EQ(parse_xml("<a></a>", {.bytes = 3}).problems()[0].code, "xml.too_large");
}

TEST(Xml, WritesTextsThatComeBack) {
  std::string out = "<a>";
  append_xml_text(out, "1 < 2 & 3 > 2 管\x01");
  EXPECT_EQ(parse_xml(out + "</a>").value().text, "1 < 2 & 3 > 2 管");
}

}  // namespace
}  // namespace zw::record
