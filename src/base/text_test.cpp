#include "base/text.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <string>

namespace zw {
namespace {

TEST(Utf8, NamesTheFirstBadByte) {
  EXPECT_EQ(first_invalid_utf8("徐州 ok"), std::nullopt);
  EXPECT_EQ(first_invalid_utf8("ab\xff"), 2u);
  EXPECT_EQ(first_invalid_utf8("徐\xe5\xb7"), 3u) << "cut inside a character";
  EXPECT_EQ(first_invalid_utf8("\xc0\xaf"), 0u) << "overlong slash";
  EXPECT_EQ(first_invalid_utf8("\xe0\x80\xaf"), 0u) << "overlong in three bytes";
  EXPECT_EQ(first_invalid_utf8("\xed\xa0\x80"), 0u) << "surrogate";
  EXPECT_EQ(first_invalid_utf8("\xf4\x90\x80\x80"), 0u) << "beyond U+10FFFF";
  EXPECT_EQ(first_invalid_utf8("x\x80"), 1u) << "a continuation without a lead";
}

TEST(Utf8, EveryScalarValueSurvivesARoundTrip) {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string text;
    append_utf8(text, c);
    std::size_t pos = 0;
    ASSERT_EQ(next_code_point(text, pos), c);
    ASSERT_EQ(pos, text.size());
  }
  std::string text;
  append_utf8(text, 0xD800);
  EXPECT_EQ(text, "\xef\xbf\xbd");
}

TEST(Utf8, AnyBytesAreWalkedToTheirEnd) {
  EXPECT_TRUE(
      rc::check("each step moves on, and valid text has no replacement", [](const std::string& bytes) {
        std::size_t pos = 0, steps = 0;
        while (pos < bytes.size()) {
          const std::size_t before = pos;
          next_code_point(bytes, pos);
          RC_ASSERT(pos > before);
          ++steps;
        }
        RC_ASSERT(pos == bytes.size());
        RC_ASSERT(steps == character_count(bytes));
        RC_ASSERT(!first_invalid_utf8(fold_width(bytes)));
      }));
}

TEST(Text, CountsCharactersAndColumns) {
  EXPECT_EQ(character_count("徐工A１"), 4u);
  EXPECT_EQ(display_width("徐工A１"), 7u);
  EXPECT_EQ(display_width("\u200bA\ufeff"), 1u);
}

TEST(Text, TrimsEveryKindOfBlank) {
  EXPECT_EQ(trim("\ufeff\u00a0\u3000 \t徐 工\u200b\r\n"), "徐 工");
  EXPECT_EQ(trim(" \u3000\u200b "), "");
  EXPECT_EQ(trim(""), "");
}

TEST(Text, RemovesWhatCannotBeSeen) {
  EXPECT_EQ(remove_invisible("徐\x01工\x7f\u202e\u200d集\n团"), "徐工集\n团");
  EXPECT_EQ(squeeze(" a\u00a0\u3000b\n\tc\u200b "), "a b c");
}

TEST(Text, FoldsWidth) {
  EXPECT_EQ(fold_width("ＡＢｚ１２３　（甲）～￥"), "ABz123 (甲)~\u00a5");
  EXPECT_EQ(fold_width("，。"), ",。") << "the ideographic full stop has no ASCII twin";
}

TEST(Text, FoldsAsciiCaseOnly) {
  EXPECT_EQ(to_lower("AbÄ徐Z"), "abÄ徐z");
  EXPECT_EQ(to_upper("abä徐z"), "ABä徐Z");
}

TEST(Names, LoseTheirClosingNotes) {
  EXPECT_EQ(clean_name(" 示例机械有限公司（盖章） "), "示例机械有限公司");
  EXPECT_EQ(clean_name("示例机械有限公司 ( 公章 )(签字)"), "示例机械有限公司");
  EXPECT_EQ(clean_name("示例（徐州）机械有限公司"), "示例（徐州）机械有限公司");
  EXPECT_EQ(clean_name("示例机械（徐州）"), "示例机械（徐州）") << "a place is part of the name";
  EXPECT_EQ(clean_name("（盖章）"), "（盖章）") << "nothing would remain";
}

TEST(Names, AreEqualWhenOnlyTheWritingDiffers) {
  const std::string key = name_key("示例(徐州)机械有限公司A");
  for (const char* other : {"示例（徐州）机械有限公司Ａ", "示例【徐州】机械 有限公司a（盖章）",
                            "\u3000示例〔徐州〕机械有限公司A\u200b"})
    EXPECT_EQ(name_key(other), key) << other;
  EXPECT_NE(name_key("示例机械有限公司"), name_key("示例机械有限公司一分公司"));
}

}  // namespace
}  // namespace zw
