#include "record/json.h"

#include <gtest/gtest.h>

#include "base/rng.h"

namespace zw::record {
namespace {

std::string written(const Json& json) {
  std::string out;
  JsonWriter(out).json(json);
  return out;
}

TEST(JsonTest, ReadsAndWritesTheSameText) {
  for (const char* text : {"null", "true", "-9223372036854775808", "0.5", R"("示例\n\"\\\u0001")", "[]", "{}",
                           R"({"a":[1,2,{"b":null}],"c":{"d":false}})"}) {
    const auto json = parse_json(text);
    ASSERT_TRUE(json.ok()) << text;
    const std::string again = written(*json);
    const auto twice = parse_json(again);
    ASSERT_TRUE(twice.ok()) << again;
    EXPECT_EQ(written(*twice), again);
  }
  EXPECT_EQ(written(*parse_json(R"({"b":1,"a":[true,"x"]})")), R"({"b":1,"a":[true,"x"]})")
      << "members keep their order";
}

TEST(JsonTest, RefusesWhatIsNotJson) {
  for (const char* text :
       {"", "{", "[1,]", "{\"a\":1,}", "tru", "01", "\"\x01\"", "\"\xff\"", "1 2", "{\"a\" 1}"}) {
    const auto json = parse_json(text);
    ASSERT_FALSE(json.ok()) << text;
    EXPECT_EQ(json.problems().front().code, "json.syntax") << text;
  }
  EXPECT_EQ(parse_json(std::string(40, '[') + std::string(40, ']')).problems().front().code, "json.too_deep");
  EXPECT_EQ(parse_json(R"({"a":1,"a":2})").problems().front().code, "json.duplicate_member");
}

TEST(JsonTest, NumbersBeyondInt64AreDecimals) {
  EXPECT_TRUE(parse_json("9223372036854775807")->integer());
  EXPECT_TRUE(parse_json("9223372036854775808")->decimal());
  EXPECT_EQ(parse_json("1e3")->integer(), nullptr);
}

Json random_json(Rng& rng, int depth) {
  switch (rng.below(depth > 3 ? 4 : 6)) {
    case 0:
      return {};
    case 1:
      return Json(rng.chance(50));
    case 2:
      return Json(rng.between(INT64_MIN / 2, INT64_MAX / 2));
    case 3: {
      std::string text;
      for (std::uint64_t i = rng.below(8); i > 0; --i)
        text += rng.chance(30) ? std::string("园") : std::string(1, static_cast<char>(rng.between(1, 126)));
      return Json(text);
    }
    case 4: {
      JsonArray items;
      for (std::uint64_t i = rng.below(4); i > 0; --i) items.push_back(random_json(rng, depth + 1));
      return Json(items);
    }
    default: {
      JsonObject members;
      for (std::uint64_t i = rng.below(4); i > 0; --i)
        members.emplace_back("k" + std::to_string(i), random_json(rng, depth + 1));
      return Json(members);
    }
  }
}

TEST(JsonTest, EveryTreeComesBack) {
  Rng rng(1);
  for (int round = 0; round < 2000; ++round) {
    const std::string text = written(random_json(rng, 0));
    const auto back = parse_json(text);
    ASSERT_TRUE(back.ok()) << text;
    EXPECT_EQ(written(*back), text);
  }
}

}  // namespace
}  // namespace zw::record
