#include "record/record_json.h"

#include <gtest/gtest.h>

#include <map>

#include "record/sql.h"
#include "record/typescript.h"
#include "record/validate.h"

namespace zw::record {

enum class Colour { red, green };
std::span<const Choice> choices_of(Colour) {
  static constexpr Choice kChoices[] = {{"red", {"红", "Red"}}, {"green", {"绿", "Green"}}};
  return kChoices;
}

struct Thing : Stored {
  std::string name;
  std::optional<std::string> code;
  Colour colour = Colour::red;
  bool is_big = false;
  std::optional<std::int64_t> size;
  Money price;
  std::optional<Date> made_on;
  std::string phone;
  std::string secret;
};

template <>
const Entity& describe<Thing>() {
  static const Entity entity{
      .module = "test",
      .name = "thing",
      .plural = "things",
      .label = {"物", "Thing"},
      .title = "name",
      .fields = {field<&Thing::name>("name", {"名称", "Name"}, kOpen).required().at_most(5).searched(),
                 field<&Thing::code>("code", {"编码", "Code"}, kOpen).unique(),
                 field<&Thing::colour>("colour", {"颜色", "Colour"}, kOpen),
                 field<&Thing::is_big>("is_big", {"大", "Big"}, kOpen),
                 field<&Thing::size>("size", {"尺寸", "Size"}, kOpen).range(1, 10),
                 field<&Thing::price>("price", {"价格", "Price"}, kOpen),
                 field<&Thing::made_on>("made_on", {"日期", "Made on"}, kOpen),
                 field<&Thing::phone>("phone", {"电话", "Phone"}, Privacy{DataClass::personal, "test"}),
                 field<&Thing::secret>("secret", {"密", "Secret"}, kSecret).read_only()}};
  return entity;
}

/// Somebody writes it; the program says who.
struct Note : Stored {
  Id author;
  std::string words;
};

template <>
const Entity& describe<Note>() {
  static const Entity entity{
      .module = "test",
      .name = "note",
      .plural = "notes",
      .label = {"便条", "Note"},
      .title = "words",
      .fields = {
          field<&Note::author>("author", {"作者", "Author"}, kOpen).refers_to("thing").required().read_only(),
          field<&Note::words>("words", {"内容", "Words"}, kOpen).required()}};
  return entity;
}

namespace {

Thing sample() {
  Thing thing;
  thing.name = "示例";
  thing.colour = Colour::green;
  thing.size = 7;
  thing.price = yuan(3);
  thing.made_on = make_date(2020, 6, 14);
  thing.phone = "10000001234";
  thing.secret = "hush";
  return thing;
}

std::string json_of(const Row& row, Sight sight) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  append_fields(json, describe<Thing>(), Id{3}, 2, row, sight);
  json.end_object();
  return out;
}

Result<Row> laid(const Row& row, std::string_view text) {
  return apply_json(describe<Thing>(), row, *parse_json(text));
}

TEST(RecordJsonTest, NobodyIsAskedForWhatTheProgramFillsIn) {
  const auto written =
      apply_json(describe<Note>(), blank_row(describe<Note>()), *parse_json(R"({"words":"好"})"));
  ASSERT_TRUE(written.ok());
  EXPECT_EQ(validate(describe<Note>(), *written).front().field, "author") << "the store still wants it";
  const auto empty = apply_json(describe<Note>(), blank_row(describe<Note>()), *parse_json("{}"));
  ASSERT_EQ(empty.problems().size(), 1u);
  EXPECT_EQ(empty.problems().front().field, "words");
}

TEST(RecordJsonTest, AStructComesBackFromItsRow) {
  const Thing thing = from_row<Thing>(to_row(sample()), Id{3}, 2);
  EXPECT_EQ(to_row(thing), to_row(sample()));
  EXPECT_EQ(thing.id, Id{3});
  EXPECT_EQ(thing.colour, Colour::green);
}

TEST(RecordJsonTest, SecretsNeverLeaveAndPersonalValuesAreMasked) {
  const std::string full = json_of(to_row(sample()), Sight::full),
                    masked = json_of(to_row(sample()), Sight::masked);
  EXPECT_NE(full.find("10000001234"), std::string::npos);
  EXPECT_EQ(masked.find("10000001234"), std::string::npos);
  EXPECT_NE(masked.find("100****1234"), std::string::npos);
  EXPECT_EQ(full.find("hush"), std::string::npos);
  EXPECT_EQ(full.find("secret"), std::string::npos);
}

TEST(RecordJsonTest, WhatIsSentBackUnchangedChangesNothing) {
  const Row row = to_row(sample());
  const auto back = laid(row, json_of(row, Sight::full));
  ASSERT_TRUE(back.ok());
  EXPECT_EQ(*back, row);
}

TEST(RecordJsonTest, EveryProblemIsNamedAtItsField) {
  const auto refused = laid(
      to_row(sample()),
      R"({"name":"太长的名字了","colour":"blue","is_big":1,"size":11,"price":"3","made_on":"2021-02-29","secret":"x","nonsense":1})");
  ASSERT_FALSE(refused.ok());
  std::map<std::string, std::string> found;
  for (const Problem& problem : refused.problems()) found[problem.field] = problem.code;
  EXPECT_EQ(found, (std::map<std::string, std::string>{{"name", "field.too_long"},
                                                       {"colour", "field.choice"},
                                                       {"is_big", "field.type"},
                                                       {"size", "field.too_large"},
                                                       {"price", "field.type"},
                                                       {"made_on", "field.date"},
                                                       {"secret", "field.unknown"},
                                                       {"nonsense", "field.unknown"}}));
}

TEST(RecordJsonTest, RequiredMeansNeitherAbsentNorEmpty) {
  EXPECT_FALSE(laid(to_row(Thing{}), "{}").ok());
  EXPECT_FALSE(laid(to_row(sample()), R"({"name":""})").ok());
  EXPECT_FALSE(laid(to_row(sample()), R"({"name":null})").ok());
  EXPECT_TRUE(laid(to_row(sample()), R"({"size":null})").ok());
}

TEST(RecordJsonTest, DifferencesNameOnlyWhatChangedAndMask) {
  Row before = to_row(sample()), after = before;
  after[describe<Thing>().index("size")] = std::int64_t{8};
  after[describe<Thing>().index("phone")] = std::string("10000009999");
  after[describe<Thing>().index("secret")] = std::string("new");
  EXPECT_EQ(
      difference(describe<Thing>(), &before, &after),
      R"([{"field":"size","before":7,"after":8},{"field":"phone","before":"100****1234","after":"100****9999"},{"field":"secret"}])");
}

TEST(RecordJsonTest, MasksKeepTheEnds) {
  EXPECT_EQ(mask(""), "");
  EXPECT_EQ(mask("王"), "王");
  EXPECT_EQ(mask("王小明"), "王**");
  EXPECT_EQ(mask("1000000"), "100****0000");
}

TEST(RecordJsonTest, TablesAndTypesFollow) {
  const auto statements = create_statements(describe<Thing>());
  EXPECT_NE(statements[0].find("zone_id BIGINT NOT NULL"), std::string::npos);
  EXPECT_NE(statements[0].find("CHECK (colour IN ('red', 'green'))"), std::string::npos);
  EXPECT_EQ(statements[1], "CREATE UNIQUE INDEX thing_code_unique ON thing (zone_id, code)");
  const std::string type = typescript(describe<Thing>());
  EXPECT_NE(type.find("colour: 'red' | 'green'\n"), std::string::npos);
  EXPECT_NE(type.find("size: number | null\n"), std::string::npos);
  EXPECT_EQ(type.find("secret"), std::string::npos);
}

}  // namespace
}  // namespace zw::record
