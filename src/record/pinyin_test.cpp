#include "record/pinyin.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace zw::record {
namespace {

TEST(Pinyin, GivesFullSpellingInitialsAndTheNameItself) {
  EXPECT_EQ(search_key("徐州工程机械"), "xuzhougongchengjixie xzgcjx 徐州工程机械");
  EXPECT_EQ(search_key("示例 ＡＢ1（徐州）"), "shiliab1xuzhou slab1xz 示例ab1(徐州)");
  EXPECT_EQ(search_key("ABC"), "abc");
  EXPECT_EQ(search_key(""), "");
  EXPECT_EQ(search_key("！"), "!");
}

TEST(Pinyin, GivesEveryReadingOfPolyphones) {
  EXPECT_EQ(search_key("徐州重工"), "xuzhouzhonggong xuzhouchonggong xzzg xzcg 徐州重工");
  EXPECT_NE(search_key("厦门").find("xiamen"), std::string::npos);
  EXPECT_NE(search_key("高楼大厦").find("gaoloudasha"), std::string::npos);
  const std::string bank = search_key("长城银行");
  for (const char* key : {"changchengyinhang", "ccyh"}) EXPECT_NE(bank.find(key), std::string::npos) << bank;
  EXPECT_NE(search_key("绿色").find("lvse"), std::string::npos) << "ü is typed as v";
}

TEST(Pinyin, ReadsTheCommonCharactersOfNames) {
  EXPECT_TRUE(search_key("任华石车大台邳睢铜山云龙鼓楼贾汪泉")
                  .starts_with("renhuashichedataipisuitongshanyunlonggulou"));
  EXPECT_TRUE(search_key("铝业旅游女绿吕").starts_with("lvyelvyounvlvlv")) << search_key("铝业旅游女绿吕");
}

TEST(Pinyin, ManyPolyphonesStayFew) {
  const std::string keys = search_key("重重重重重重重重重重");
  EXPECT_LE(std::count(keys.begin(), keys.end(), ' '), 16);
  EXPECT_EQ(keys.substr(0, 10), "zhongzhong");
}

TEST(Pinyin, SurvivesAnyBytes) {
  for (const char* bytes : {"\xff\xfe", "\xe5\xbe", "a\xc0z"}) EXPECT_FALSE(search_key(bytes).empty());
}

}  // namespace
}  // namespace zw::record
