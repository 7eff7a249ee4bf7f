// Lists from memory are the lists of the database: any filter, order, search and page, after any changes, on
// both databases.
#include "storage/mirror.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>

#include "base/rng.h"
#include "record/pinyin.h"
#include "record/sql.h"
#include "storage/outbox.h"
#include "storage/records.h"
#include "storage/testing.h"

namespace zw::storage {

enum class Colour { red, amber, green };

std::span<const record::Choice> choices_of(Colour) {
  static constexpr record::Choice kChoices[] = {
      {"red", {"红", "Red"}}, {"amber", {"黄", "Amber"}}, {"green", {"绿", "Green"}}};
  return kChoices;
}

struct Parcel : record::Stored {
  std::string name;
  std::optional<std::string> mark;
  std::optional<std::int64_t> size;
  std::optional<Colour> colour;
  std::optional<Date> day;
  std::optional<Instant> at;
  bool is_open = false;
  std::string note;
  std::string second_name;
  std::optional<std::int64_t> neighbour;
};

}  // namespace zw::storage

template <>
const zw::record::Entity& zw::record::describe<zw::storage::Parcel>() {
  using zw::storage::Parcel;
  static const Entity entity{
      .module = "test",
      .name = "parcel",
      .plural = "parcels",
      .label = {"地块", "Parcel"},
      .title = "name",
      .fields = {field<&Parcel::name>("name", {"名称", "Name"}, kOpen).required().searched(),
                 field<&Parcel::mark>("mark", {"编码", "Mark"}, kOpen),
                 field<&Parcel::size>("size", {"大小", "Size"}, kOpen),
                 field<&Parcel::colour>("colour", {"颜色", "Colour"}, kOpen),
                 field<&Parcel::day>("day", {"日期", "Day"}, kOpen),
                 field<&Parcel::at>("at", {"时间", "At"}, kOpen),
                 field<&Parcel::is_open>("is_open", {"开放", "Open"}, kOpen),
                 field<&Parcel::note>("note", {"备注", "Note"}, kOpen).long_text(),
                 field<&Parcel::second_name>("second_name", {"别名", "Second name"}, kOpen).searched(),
                 field<&Parcel::neighbour>("neighbour", {"相邻", "Neighbour"}, kOpen)},
      .default_sort = "name",
      .is_followed = true};
  return entity;
}

namespace zw::storage {
namespace {

class MirrorTest : public testing::OnBothDatabases {
 protected:
  void SetUp() override {
    Catalogue::set({&entity()});
    database().write([&](Connection& connection) {
      for (const auto& statement : record::create_statements(entity()))
        connection.run_script(GetParam() == Backend::sqlite ? record::for_sqlite(statement)
                                                            : record::for_postgres(statement));
    });
  }
  static const Entity& entity() { return record::describe<Parcel>(); }

  std::string some(std::initializer_list<std::string_view> of) {
    return std::string(of.begin()[rng_.below(of.size())]);
  }
  std::string some_name() {
    std::string name;
    for (auto left = 1 + rng_.below(4); left > 0; --left)
      name += some({"徐州", "许州", "重", "长", "ab", "AB-1", "（", "北", "贝", "z9", "%", "_", "东 ", "é"});
    return name;
  }
  Parcel some_parcel() {
    Parcel made;
    made.name = some_name();
    if (rng_.below(3)) made.mark = some({"", "A", "a", "徐", "Z", "AA"});
    if (rng_.below(3)) made.size = static_cast<std::int64_t>(rng_.below(5)) - 2;
    if (rng_.below(3)) made.colour = static_cast<Colour>(rng_.below(3));
    if (rng_.below(2)) made.day = parse_date(fmt::format("2020-0{}-11", 1 + rng_.below(9)));
    if (rng_.below(2)) made.at = Instant{static_cast<std::int64_t>(rng_.below(4)) * 1'000'000};
    made.is_open = rng_.below(2) == 0;
    made.note = some({"", "long", "longer"});
    if (rng_.below(2)) made.second_name = some_name();
    if (rng_.below(3)) made.neighbour = static_cast<std::int64_t>(rng_.below(400));
    return made;
  }
  void change_some(int changes, bool only_new = false) {
    const Scope scope = testing::test_scope();
    database().write([&](Connection& connection) {
      Records records(connection, scope);
      for (int n = 0; n < changes; ++n) {
        const auto kind = only_new ? 3 : rng_.below(4);
        const Id id{1 + static_cast<std::int64_t>(rng_.below(static_cast<std::size_t>(newest_ + 1)))};
        auto found = records.find<Parcel>(id);
        if (kind == 0 && found) {
          records.erase(entity(), *records.find(entity(), id));
        } else if (kind == 1 && found) {
          Parcel after = some_parcel();
          after.id = found->id, after.version = found->version;
          ASSERT_TRUE(records.update(after).ok());
        } else {
          newest_ = records.insert(some_parcel())->value;
        }
      }
    });
  }
  ListQuery some_query() {
    ListQuery query{.limit = 1 + rng_.below(9)};
    query.sort =
        some({"", "id", "-id", "name", "-name", "mark", "-mark", "size", "-size", "colour", "-colour", "day",
              "-day", "at", "-at", "is_open", "-is_open", "second_name", "-second_name"});
    const auto field = [](std::string_view name) { return entity().find(name); };
    if (rng_.below(3) == 0) query.filters.push_back({field("colour"), {std::string("red"), Value{}}});
    if (rng_.below(3) == 0) query.filters.push_back({field("colour"), {std::string(some({"red", "green"}))}});
    if (rng_.below(3) == 0) query.filters.push_back({field("size"), {std::int64_t{1}, std::int64_t{-2}}});
    if (rng_.below(4) == 0) query.filters.push_back({field("size"), {Value{}}});
    if (rng_.below(4) == 0) query.filters.push_back({field("mark"), {Value{}, std::string("A")}});
    if (rng_.below(4) == 0) query.filters.push_back({field("is_open"), {std::int64_t{1}}});
    if (rng_.below(4) == 0)
      query.limits.push_back({field("size"), static_cast<std::int64_t>(rng_.below(4)) - 2});
    if (rng_.below(6) == 0) query.limits.push_back({field("at"), INT64_MAX});
    if (rng_.below(2) == 0)
      query.search = some({"xuzhou", "xz", "徐", "州", "b1", "ab", "AB-1", "-", "(", "%", "_", "z9", "é",
                           "dong", "许州 ", "u", "changbei", "徐州北", "nowhere"});
    return query;
  }

  Rng rng_{20};
  std::int64_t newest_ = 0;
};

std::vector<std::int64_t> ids_of(const Page& page) {
  std::vector<std::int64_t> ids;
  for (const Item& item : page.items) ids.push_back(item.id.value);
  return ids;
}

TEST_P(MirrorTest, ListsFromMemoryAreTheListsOfTheDatabase) {
  Mirror mirror(1);
  int compared = 0;
  for (int round = 0; round < 25; ++round) {
    change_some(round == 0 ? 300 : 10);
    for (int n = 0; n < 40; ++n) {
      const ListQuery asked = some_query();
      const Scope scope = testing::test_scope();
      database().read([&](Connection& connection) {
        ListQuery query = asked;
        for (int page = 0; page < 4; ++page) {
          connection.use_mirror(nullptr);
          const auto plain = Records(connection, scope).list(entity(), query);
          connection.use_mirror(&mirror);
          const auto held = Records(connection, scope).list(entity(), query);
          ASSERT_TRUE(plain.ok() && held.ok());
          ASSERT_TRUE(mirror.with(connection, scope.zone, entity(), [](const Columns&) {}));
          ASSERT_EQ(ids_of(*held), ids_of(*plain))
              << "sort " << query.sort << " search " << query.search << " page " << page;
          ASSERT_EQ(held->total, plain->total) << "search " << query.search;
          ASSERT_EQ(held->next, plain->next) << "sort " << query.sort;
          ++compared;
          if (plain->next.empty()) break;
          query.after = plain->next;
        }
        connection.use_mirror(nullptr);
      });
      if (HasFatalFailure()) return;
    }
  }
  EXPECT_GT(compared, 1'500);
}

TEST_P(MirrorTest, NumbersFromMemoryAreTheNumbersOfTheDatabase) {
  Mirror mirror(1);
  const Scope scope = testing::test_scope();
  struct Numbers {
    std::int64_t rows = 0, unnamed = 0;
    std::vector<std::pair<std::vector<Value>, std::int64_t>> groups;
    bool operator==(const Numbers&) const = default;
  };
  const auto ask = [&](Connection& connection, const ListQuery& query, const ListQuery& naming) {
    Records records(connection, scope);
    Numbers numbers{.rows = records.count(entity(), query),
                    .unnamed = records.count_unnamed(entity(), query, entity(), naming, "neighbour")};
    for (Group& group : records.groups(entity(), query, std::array<std::string_view, 2>{"colour", "size"}))
      numbers.groups.emplace_back(std::move(group.values), group.rows);
    return numbers;
  };
  std::int64_t named = 0;
  for (int round = 0; round < 25; ++round) {
    change_some(round == 0 ? 300 : 10);
    for (int n = 0; n < 20; ++n) {
      const ListQuery query = some_query(), naming = some_query();
      database().read([&](Connection& connection) {
        const Numbers plain = ask(connection, query, naming);
        connection.use_mirror(&mirror);
        EXPECT_EQ(ask(connection, query, naming), plain) << query.search << " named by " << naming.search;
        connection.use_mirror(nullptr);
        named += plain.rows - plain.unnamed;
      });
      if (HasFailure()) return;
    }
  }
  EXPECT_GT(named, 1'000);
}

TEST_P(MirrorTest, AnOlderSnapshotIsAnsweredByTheDatabase) {
  Mirror mirror(1);
  change_some(50);
  const Scope scope = testing::test_scope();
  const auto total = [&](Connection& connection) {
    connection.use_mirror(&mirror);
    const auto counted = Records(connection, scope).list(entity(), {})->total;
    connection.use_mirror(nullptr);
    return counted;
  };
  database().read([&](Connection& older) {
    const auto before = total(older);
    change_some(1, true);
    database().read([&](Connection& newer) { EXPECT_EQ(total(newer), before + 1); });
    EXPECT_EQ(total(older), before);
  });
}

TEST_P(MirrorTest, WhatNobodyToldIsReadAnew) {
  Mirror mirror(1);
  change_some(60);
  const Scope scope = testing::test_scope();
  const auto count = [&] {
    std::int64_t rows = 0;
    database().read([&](Connection& connection) {
      mirror.with(connection, scope.zone, entity(),
                  [&](const Columns& columns) { rows = static_cast<std::int64_t>(columns.rows()); });
    });
    return rows;
  };
  const auto before = count();
  EXPECT_GT(before, 0);
  change_some(1, true);
  database().write(
      [&](Connection& connection) { forget_events(connection, scope.zone, Instant{scope.now.micros + 1}); });
  EXPECT_EQ(count(), before + 1);
}

TEST_P(MirrorTest, SmallTablesAndFullMemoryAreLeftToTheDatabase) {
  Mirror mirror(1'000);
  change_some(30);
  const Scope scope = testing::test_scope();
  const auto is_held = [&](Mirror& asked) {
    bool held = false;
    database().read([&](Connection& connection) {
      held = asked.with(connection, scope.zone, entity(), [](const Columns&) {});
    });
    return held;
  };
  EXPECT_FALSE(is_held(mirror));
  for (int n = 0; n < 12; ++n) change_some(200);
  EXPECT_TRUE(is_held(mirror));
}

ZW_ON_BOTH_DATABASES(MirrorTest);

TEST(TextColumnTest, MarksWhatASlowSearchFinds) {
  Rng rng(7);
  for (int round = 0; round < 200; ++round) {
    TextColumn column;
    std::vector<std::string> texts;
    const auto some_text = [&] {
      std::string text;
      for (auto left = rng.below(round % 2 ? 4 : 90); left > 0; --left) text += "abc"[rng.below(3)];
      return text;
    };
    for (std::size_t row = 0; row < 60; ++row) column.set(row, texts.emplace_back(some_text()));
    for (int change = 0; change < 20; ++change) {
      const std::size_t row = rng.below(texts.size());
      column.set(row, texts[row] = some_text());
    }
    std::string needle = "a";
    for (auto left = rng.below(5); left > 0; --left) needle += "abc"[rng.below(3)];
    std::vector<std::uint8_t> found(texts.size());
    column.mark(needle, found);
    for (std::size_t row = 0; row < texts.size(); ++row) {
      EXPECT_EQ(found[row] != 0, texts[row].find(needle) != std::string::npos) << texts[row] << " " << needle;
      EXPECT_EQ(column.text(row), texts[row]);
    }
  }
}

TEST(KeyColumnTest, ComparesLikeTheWholeKeys) {
  Rng rng(8);
  std::vector<std::string> keys;
  const char* pieces[] = {"徐州", "许州", "ab", "ab1", "重", "-", "a", "é", "、"};
  for (int n = 0; n < 150; ++n) {
    std::string name, other;
    for (auto left = 1 + rng.below(3); left > 0; --left) name += pieces[rng.below(9)];
    for (auto left = rng.below(3); left > 0; --left) other += pieces[rng.below(9)];
    keys.push_back(record::search_key(name) + "\n" + (other.empty() ? "" : record::search_key(other) + "\n"));
  }
  KeyColumn column;
  for (std::size_t row = 0; row < keys.size(); ++row) column.set(row, keys[row]);
  const auto sign = [](int order) { return (order > 0) - (order < 0); };
  for (std::size_t a = 0; a < keys.size(); ++a)
    for (std::size_t b = 0; b < keys.size(); ++b) {
      ASSERT_EQ(sign(column.compare(a, b)), sign(keys[a].compare(keys[b]))) << keys[a] << keys[b];
      const auto split = KeyColumn::split(keys[b]);
      ASSERT_EQ(sign(column.compare(a, split.latin, split.native)), sign(keys[a].compare(keys[b])));
    }
}

}  // namespace
}  // namespace zw::storage
