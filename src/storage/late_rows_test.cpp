#include "storage/late_rows.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace zw::storage {
namespace {

/// What reached the database: the last values of each upsert, and every inserted number, with one savepoint.
class FakeConnection final : public Connection {
 public:
  using Connection::execute;
  using Connection::query;
  std::unique_ptr<Cursor> query(std::string_view, std::span<const Value>) override { return nullptr; }
  std::int64_t execute(std::string_view sql, std::span<const Value> arguments) override {
    ++statements;
    if (sql == kUpsert) {
      counters[record::text(arguments[0])] = record::integer(arguments[1]);
      return 1;
    }
    EXPECT_TRUE(sql.starts_with("INSERT INTO numbers (a, b) VALUES ($1, $2)")) << sql;
    for (std::size_t i = 0; i < arguments.size(); i += 2) {
      numbers.push_back(record::integer(arguments[i]));
      EXPECT_EQ(record::text(arguments[i + 1]), "text");
    }
    return 1;
  }
  void run_script(std::string_view) override {}
  void announce() override {}

  static constexpr std::string_view kUpsert = "upsert", kNumbers = "numbers (a, b)";
  std::map<std::string, std::int64_t> counters;
  std::vector<std::int64_t> numbers;
  int statements = 0;
};

void put(LateRows& late, const std::string& name, std::int64_t value) {
  late.put(name, FakeConnection::kUpsert, {name, value});
}

void append(LateRows& late, FakeConnection& connection, std::int64_t first, std::int64_t count) {
  for (std::int64_t number = first; number < first + count; ++number)
    late.append(connection, FakeConnection::kNumbers, {number, std::string("text")});
}

TEST(LateRows, ARowThatIsPutOftenIsWrittenOnceAndFoundBefore) {
  LateRows late;
  FakeConnection connection;
  EXPECT_EQ(late.find("a"), nullptr);
  for (std::int64_t i = 1; i <= 100; ++i) put(late, "a", i);
  EXPECT_EQ(record::integer(late.find("a")->back()), 100);
  EXPECT_EQ(connection.statements, 0);
  late.write(connection);
  EXPECT_EQ(connection.statements, 1);
  EXPECT_EQ(connection.counters["a"], 100);
  EXPECT_TRUE(late.is_empty());
}

TEST(LateRows, WhatManyWorksAppendTakesFewStatements) {
  LateRows late;
  FakeConnection connection;
  for (std::int64_t work = 0; work < 64; ++work) {
    late.keep();
    append(late, connection, work, 1);
  }
  EXPECT_EQ(connection.statements, 0);
  late.write(connection);
  EXPECT_EQ(connection.statements, 2);
  ASSERT_EQ(connection.numbers.size(), 64u);
  for (std::int64_t number = 0; number < 64; ++number) EXPECT_EQ(connection.numbers[number], number);
}

TEST(LateRows, ALargeWorkHoldsFewRowsInMemory) {
  LateRows late;
  FakeConnection connection;
  append(late, connection, 0, 1'000);
  EXPECT_GT(connection.numbers.size(), 900u);
  late.write(connection);
  EXPECT_EQ(connection.numbers.size(), 1'000u);
}

TEST(LateRows, ARefusedWorkLeavesNothingAndTakesNothingOfTheOthers) {
  EXPECT_TRUE(rc::check([](const std::vector<std::tuple<std::uint8_t, std::uint8_t, bool>>& works) {
    LateRows late;
    FakeConnection connection;
    std::map<std::string, std::int64_t> expected;
    std::multiset<std::int64_t> numbers;
    std::int64_t next = 0;
    for (const auto& [kind, count, is_refused] : works) {
      late.keep();
      const auto stored = connection.numbers;  // the savepoint of the database
      const std::string name(1, static_cast<char>('a' + kind % 3));
      put(late, name, ++next);
      append(late, connection, next * 1'000, count);
      put(late, name, ++next);
      RC_ASSERT(record::integer(late.find(name)->back()) == next);
      if (is_refused) {
        late.undo();
        connection.numbers = stored;
        RC_ASSERT((late.find(name) != nullptr) == expected.contains(name));
      } else {
        expected[name] = next;
        for (std::int64_t i = 0; i < count; ++i) numbers.insert((next - 1) * 1'000 + i);
      }
    }
    late.write(connection);
    RC_ASSERT(connection.counters == expected);
    RC_ASSERT(std::multiset<std::int64_t>(connection.numbers.begin(), connection.numbers.end()) == numbers);
  }));
}

}  // namespace
}  // namespace zw::storage
