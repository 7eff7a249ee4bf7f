#include "storage/database.h"

#include <atomic>
#include <future>
#include <latch>
#include <thread>

#include "storage/testing.h"

namespace zw::storage {
namespace {

class DatabaseTest : public testing::OnBothDatabases {
 protected:
  void SetUp() override {
    database().write([](Connection& c) {
      c.run_script(
          "CREATE TABLE thing (zone_id BIGINT NOT NULL, id BIGINT NOT NULL, name TEXT, amount BIGINT CHECK "
          "(amount >= 0),"
          " must TEXT NOT NULL DEFAULT '', parent BIGINT, PRIMARY KEY (zone_id, id),"
          " FOREIGN KEY (zone_id, parent) REFERENCES thing (zone_id, id));"
          "CREATE UNIQUE INDEX thing_name_unique ON thing (zone_id, name)");
    });
  }
  void insert(std::int64_t id, Value name, Value amount = {}) {
    database().write([&](Connection& c) {
      c.execute("INSERT INTO thing (zone_id, id, name, amount) VALUES (1, $1, $2, $3)", {id, name, amount});
    });
  }
  std::int64_t count() {
    std::int64_t n = -1;
    database().read([&](Connection& c) { n = count(c); });
    return n;
  }
  static std::int64_t count(Connection& c) {
    const auto cursor = c.query("SELECT COUNT(*) FROM thing WHERE zone_id = 1");
    return cursor->step() ? cursor->integer(0) : -1;
  }
  /// What a write that fails fails with.
  DatabaseError failure_of(const std::string& sql, std::vector<Value> arguments = {}) {
    try {
      database().write([&](Connection& c) { c.execute(sql, arguments); });
    } catch (const DatabaseError& error) {
      return error;
    }
    return {Failure::other, "no failure"};
  }
};
ZW_ON_BOTH_DATABASES(DatabaseTest);

TEST_P(DatabaseTest, CarriesWholeNumbersTextsAndNothing) {
  insert(1, "经济开发区 🏭 '\"\\", INT64_MAX);
  insert(2, Value{}, Value{});
  insert(3, "", std::int64_t{0});
  database().read([](Connection& c) {
    const auto cursor = c.query("SELECT id, name, amount FROM thing WHERE zone_id = 1 ORDER BY id");
    ASSERT_TRUE(cursor->step());
    EXPECT_EQ(cursor->text(1), "经济开发区 🏭 '\"\\");
    EXPECT_EQ(cursor->integer(2), INT64_MAX);
    ASSERT_TRUE(cursor->step());
    EXPECT_TRUE(cursor->is_null(1));
    EXPECT_TRUE(cursor->is_null(2));
    ASSERT_TRUE(cursor->step());
    EXPECT_FALSE(cursor->is_null(1));
    EXPECT_EQ(cursor->text(1), "");
    EXPECT_EQ(cursor->integer(2), 0);
    EXPECT_FALSE(cursor->step());
    EXPECT_FALSE(cursor->step()) << "the end stays the end";
  });
}

TEST_P(DatabaseTest, ArithmeticOnArgumentsKeepsSixtyFourBits) {
  database().read([](Connection& c) {
    const auto cursor = c.query("SELECT $1 + 1, COALESCE($2, 0)", {INT64_MAX - 1, INT64_MIN});
    ASSERT_TRUE(cursor->step());
    EXPECT_EQ(cursor->integer(0), INT64_MAX);
    EXPECT_EQ(cursor->integer(1), INT64_MIN);
  });
}

TEST_P(DatabaseTest, ArgumentsAreFoundByNumberNotByPlace) {
  insert(1, "a", 5);
  insert(2, "b", 6);
  database().read([](Connection& c) {
    const auto cursor =
        c.query("SELECT id FROM thing WHERE zone_id = 1 AND name = $2 AND amount = $1 AND $2 <> ''",
                {std::int64_t{6}, std::string("b")});
    ASSERT_TRUE(cursor->step());
    EXPECT_EQ(cursor->integer(0), 2);
  });
}

TEST_P(DatabaseTest, TheSameTextMayBePreparedAgainAndAgain) {
  for (std::int64_t i = 1; i <= 20; ++i) insert(i, std::to_string(i), i % 2 ? Value{i} : Value{});
  database().read([](Connection& c) {
    for (std::int64_t i = 1; i <= 20; ++i) {
      const auto cursor = c.query("SELECT name FROM thing WHERE zone_id = 1 AND id = $1", {i});
      ASSERT_TRUE(cursor->step());
      EXPECT_EQ(cursor->text(0), std::to_string(i));
    }
    for (int i = 0; i < 1200; ++i) {
      const auto cursor = c.query(fmt::format("SELECT {}", i));
      ASSERT_TRUE(cursor->step());
      EXPECT_EQ(cursor->integer(0), i);
    }
  });
}

TEST_P(DatabaseTest, ExecuteAnswersTheRowsItChanged) {
  for (std::int64_t i = 1; i <= 3; ++i) insert(i, std::to_string(i));
  database().write([](Connection& c) {
    EXPECT_EQ(c.execute("UPDATE thing SET amount = $1 WHERE zone_id = 1 AND id >= $2",
                        {std::int64_t{9}, std::int64_t{2}}),
              2);
    EXPECT_EQ(c.execute("UPDATE thing SET amount = 1 WHERE zone_id = 2"), 0);
    EXPECT_EQ(c.execute("DELETE FROM thing WHERE zone_id = 1"), 3);
  });
}

TEST_P(DatabaseTest, NamesTheViolatedUniqueIndex) {
  insert(1, "a");
  const auto by_name = failure_of("INSERT INTO thing (zone_id, id, name) VALUES (1, 2, 'a')");
  EXPECT_EQ(by_name.failure(), Failure::unique);
  EXPECT_EQ(by_name.constraint(), "thing_name_unique");
  const auto by_key = failure_of("INSERT INTO thing (zone_id, id, name) VALUES (1, 1, 'b')");
  EXPECT_EQ(by_key.failure(), Failure::unique);
  EXPECT_EQ(by_key.constraint(), "thing_pkey");
}

TEST_P(DatabaseTest, TellsTheOtherConstraintsApart) {
  insert(1, "a");
  EXPECT_EQ(failure_of("INSERT INTO thing (zone_id, id, parent) VALUES (1, 2, 99)").failure(),
            Failure::foreign_key);
  const auto missing = failure_of("INSERT INTO thing (zone_id, id, must) VALUES (1, 2, $1)", {Value{}});
  EXPECT_EQ(missing.failure(), Failure::not_null);
  EXPECT_EQ(missing.constraint(), "thing.must");
  EXPECT_EQ(failure_of("INSERT INTO thing (zone_id, id, amount) VALUES (1, 2, -1)").failure(),
            Failure::check);
  EXPECT_EQ(failure_of("INSERT INTO nowhere VALUES (1)").failure(), Failure::other);
  EXPECT_EQ(count(), 1);
}

TEST_P(DatabaseTest, WhatAWorkThrowsUndoesOnlyItsOwnEffects) {
  insert(1, "kept");
  struct Refusal {};
  EXPECT_THROW(database().write([](Connection& c) {
    c.execute("INSERT INTO thing (zone_id, id) VALUES (1, 2)");
    throw Refusal{};
  }),
               Refusal);
  insert(3, "also kept");
  EXPECT_EQ(count(), 2);
}

TEST_P(DatabaseTest, AReadSeesOneMomentWhileWritesGoOn) {
  insert(1, "a");
  database().read([&](Connection& c) {
    EXPECT_EQ(count(c), 1);
    std::thread([&] { insert(2, "b"); }).join();
    EXPECT_EQ(count(c), 1);
  });
  EXPECT_EQ(count(), 2);
}

TEST_P(DatabaseTest, AReadMayNotWrite) {
  EXPECT_THROW(
      database().read([](Connection& c) { c.execute("INSERT INTO thing (zone_id, id) VALUES (1, 1)"); }),
      DatabaseError);
  EXPECT_EQ(count(), 0);
  insert(1, "writing still works");
}

TEST_P(DatabaseTest, ConcurrentWritersLoseNothing) {
  constexpr int kThreads = 8, kEach = 25;
  std::atomic<int> refused{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t)
    threads.emplace_back([&, t] {
      for (int i = 0; i < kEach; ++i) {
        const std::int64_t id = 1 + t * kEach + i;
        // Every fifth collides with the same name as all the others of that kind.
        try {
          insert(id, i % 5 == 0 ? "taken" : std::to_string(id));
        } catch (const DatabaseError& error) {
          EXPECT_EQ(error.failure(), Failure::unique);
          ++refused;
        }
      }
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(refused, kThreads * kEach / 5 - 1);
  EXPECT_EQ(count(), kThreads * kEach - refused);
}

TEST_P(DatabaseTest, AnnouncedCommitsWakeListenersAndOthersDoNot) {
  std::promise<void> woken;
  std::atomic<bool> was_committed{false};
  std::atomic<int> calls{0};
  auto& events = database().events();
  auto listening = events.listen([&] {
    // PostgreSQL's listener wakes everybody once when it begins.
    if (was_committed && calls++ == 0) woken.set_value();
  });
  insert(1, "silent");
  database().write([&](Connection& c) {
    c.execute("INSERT INTO thing (zone_id, id) VALUES (1, 2)");
    c.announce();
    was_committed = true;
  });
  woken.get_future().get();
  EXPECT_EQ(count(), 2);
}

TEST_P(DatabaseTest, ALongTextSurvives) {
  const std::string text(3'000'000, 'x');
  database().write(
      [&](Connection& c) { c.execute("INSERT INTO thing (zone_id, id, must) VALUES (1, 1, $1)", {text}); });
  database().read([&](Connection& c) {
    const auto cursor = c.query("SELECT must FROM thing WHERE zone_id = 1");
    ASSERT_TRUE(cursor->step());
    EXPECT_EQ(cursor->text(0).size(), text.size());
  });
}

}  // namespace
}  // namespace zw::storage
