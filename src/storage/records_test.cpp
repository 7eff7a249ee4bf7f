// The generic store on both databases: stored, found, paged, searched, refused — always with audit row and
// event.
#include "storage/records.h"

#include <gtest/gtest.h>

#include <set>

#include "base/rng.h"
#include "storage/audit.h"
#include "storage/cursor_code.h"
#include "storage/outbox.h"
#include "storage/testing.h"
#include "storage/transact.h"

namespace zw::storage {

struct Place : record::Stored {
  std::string name;
  std::optional<std::string> code;
  std::optional<std::int64_t> size;
  std::optional<Id> parent_id;
};

}  // namespace zw::storage

template <>
const zw::record::Entity& zw::record::describe<zw::storage::Place>() {
  using zw::storage::Place;
  static const Entity entity{
      .module = "test",
      .name = "place",
      .plural = "places",
      .label = {"地点", "Place"},
      .title = "name",
      .fields = {field<&Place::name>("name", {"名称", "Name"}, kOpen).required().searched(),
                 field<&Place::code>("code", {"编码", "Code"}, kOpen).unique(),
                 field<&Place::size>("size", {"大小", "Size"}, kOpen),
                 field<&Place::parent_id>("parent_id", {"上级", "Parent"}, kOpen).refers_to("place")},
      .default_sort = "name"};
  return entity;
}

#include "record/sql.h"

namespace zw::storage {
namespace {

class RecordsTest : public testing::OnBothDatabases {
 protected:
  void SetUp() override {
    Catalogue::set({&entity()});
    database().write([&](Connection& connection) {
      for (const auto& statement : record::create_statements(entity()))
        connection.run_script(GetParam() == Backend::sqlite ? record::for_sqlite(statement)
                                                            : record::for_postgres(statement));
    });
  }
  static const Entity& entity() { return record::describe<Place>(); }

  Result<Id> add(const std::string& name, std::optional<std::string> code = {},
                 std::optional<std::int64_t> size = {}, std::int64_t zone = 1) {
    const Scope scope = testing::test_scope(zone);
    return transact(database(), [&](Connection& connection) {
      Place place;
      place.name = name, place.code = std::move(code), place.size = size;
      return Records(connection, scope).insert(place);
    });
  }
  Page list(const ListQuery& query, std::int64_t zone = 1) {
    const Scope scope = testing::test_scope(zone);
    Page page;
    database().read(
        [&](Connection& connection) { page = *Records(connection, scope).list(entity(), query); });
    return page;
  }
  /// All pages of `limit` rows, by id.
  std::vector<std::int64_t> walk(const std::string& sort, std::size_t limit) {
    std::vector<std::int64_t> ids;
    ListQuery query{.limit = limit, .sort = sort};
    while (true) {
      const Page page = list(query);
      for (const Item& item : page.items) ids.push_back(item.id.value);
      if (page.next.empty()) return ids;
      query.after = page.next;
    }
  }
};

TEST_P(RecordsTest, EveryOrderWalksEveryRowOnce) {
  Rng rng(4);
  for (int i = 0; i < 60; ++i)
    ASSERT_TRUE(add(rng.chance(50) ? "示例园" : "演示区", {},
                    rng.chance(30) ? std::nullopt : std::optional(rng.between(1, 5)))
                    .ok());
  for (const char* sort : {"id", "-id", "name", "-name", "size", "-size"}) {
    const auto whole = walk(sort, 1000);
    EXPECT_EQ(std::set<std::int64_t>(whole.begin(), whole.end()).size(), 60u) << sort;
    EXPECT_EQ(walk(sort, 7), whole) << sort;
    EXPECT_EQ(walk(sort, 1), whole) << sort;
  }
  const Page page = list({.limit = 10, .sort = "size"});
  EXPECT_EQ(page.total, 60);
  EXPECT_FALSE(record::is_null(page.items.front().row[2])) << "empty values come last";
}

TEST_P(RecordsTest, NamesAreFoundByPinyinInitialsAndPart) {
  ASSERT_TRUE(add("示例精密机械").ok());
  ASSERT_TRUE(add("演示100%_花园").ok());
  EXPECT_EQ(list({.search = "jingmi"}).total, 1);
  EXPECT_EQ(list({.search = "sljmjx"}).total, 1);
  EXPECT_EQ(list({.search = "精密"}).total, 1);
  EXPECT_EQ(list({.search = "精 密"}).total, 1) << "blanks of the question say nothing";
  EXPECT_EQ(list({.search = "100%_"}).total, 1) << "wildcards are letters here";
  EXPECT_EQ(list({.search = "1%花"}).total, 0);
}

TEST_P(RecordsTest, FiltersTakeSeveralValuesAndEmptiness) {
  ASSERT_TRUE(add("a", "x", 1).ok());
  ASSERT_TRUE(add("b", "y", 2).ok());
  ASSERT_TRUE(add("c").ok());
  const auto* size = entity().find("size");
  EXPECT_EQ(list({.filters = {{size, {Value{std::int64_t{1}}, Value{std::int64_t{2}}}}}}).total, 2);
  EXPECT_EQ(list({.filters = {{size, {Value{}}}}}).total, 1);
  EXPECT_EQ(list({.filters = {{size, {Value{}, Value{std::int64_t{1}}}}}}).total, 2);
}

TEST_P(RecordsTest, UniqueInsideAZoneOnly) {
  ASSERT_TRUE(add("a", "x").ok());
  const auto again = add("b", "x");
  ASSERT_FALSE(again.ok());
  EXPECT_EQ(again.problems().front().code, "field.taken");
  EXPECT_TRUE(add("b", "x", {}, 2).ok());
  EXPECT_EQ(list({}).total, 1);
  EXPECT_EQ(list({}, 2).total, 1);
}

TEST_P(RecordsTest, ReferencesMustExistAndHold) {
  const Scope scope = testing::test_scope();
  const Id parent = *add("parent");
  database().write([&](Connection& connection) {
    Records records(connection, scope);
    Place child;
    child.name = "child", child.parent_id = Id{999};
    EXPECT_EQ(records.insert(child).problems().front().code, "field.unknown_reference");
    child.parent_id = parent;
    EXPECT_TRUE(records.insert(child).ok());
  });
  try {
    database().write([&](Connection& connection) {
      Records records(connection, scope);
      records.erase(entity(), *records.find(entity(), parent));
    });
    FAIL() << "a record that others refer to was deleted";
  } catch (const DatabaseError& error) {
    EXPECT_EQ(explain_violation(error)->code, "record.still_referred");
  }
}

TEST_P(RecordsTest, AStaleChangeIsRefusedAndAnEmptyOneDoesNothing) {
  const Scope scope = testing::test_scope();
  const Id id = *add("a");
  database().write([&](Connection& connection) {
    Records records(connection, scope);
    const Item before = *records.find(entity(), id);
    EXPECT_EQ(*records.update(entity(), before, before.row), 1);
    Row after = before.row;
    after[0] = std::string("b");
    EXPECT_EQ(*records.update(entity(), before, after), 2);
    after[0] = std::string("c");
    EXPECT_EQ(records.update(entity(), before, after).problems().front().code, "record.stale");
  });
  EXPECT_EQ(list({.search = "b"}).total, 1) << "the search key follows";
}

TEST_P(RecordsTest, EveryChangeIsAuditedAndAnnounced) {
  const Scope scope = testing::test_scope();
  const Id id = *add("a");
  ASSERT_FALSE(add("").ok()) << "a refused record leaves no trace";
  database().write([&](Connection& connection) {
    Records records(connection, scope);
    records.erase(entity(), *records.find(entity(), id));
  });
  database().read([&](Connection& connection) {
    EXPECT_EQ(verify_audit(connection, scope.zone).rows, 2);
    const auto events = events_after(connection, scope.zone, 0, 10);
    ASSERT_EQ(events.size(), 2u);
    EXPECT_EQ(events[0].topic, "place.created");
    EXPECT_EQ(events[1].topic, "place.deleted");
  });
}

TEST(CursorCodeTest, OnlyOwnCursorsAreTaken) {
  const std::string cursor = encode_cursor("name", {std::string("示例 1"), 7});
  const auto back = decode_cursor(cursor, "name", true);
  ASSERT_TRUE(back);
  EXPECT_EQ(record::text(back->value), "示例 1");
  EXPECT_EQ(back->id, 7);
  EXPECT_FALSE(decode_cursor(cursor, "size", false));
  EXPECT_FALSE(decode_cursor(cursor, "name", false));
  EXPECT_FALSE(decode_cursor("@@@", "name", true));
  EXPECT_FALSE(decode_cursor("", "name", true));
  EXPECT_TRUE(record::is_null(decode_cursor(encode_cursor("size", {{}, 3}), "size", false)->value));
}

ZW_ON_BOTH_DATABASES(RecordsTest);

}  // namespace
}  // namespace zw::storage
