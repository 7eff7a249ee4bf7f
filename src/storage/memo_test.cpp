// What a reading connection remembers is never older than the data, whoever changed them.
#include "storage/memo.h"

#include <chrono>
#include <thread>

#include "storage/testing.h"

namespace zw::storage {
namespace {

using testing::TestDatabase;

/// What a read finds in its slot; it leaves 7 there. Nothing where the connection remembers nothing.
std::optional<int> exchange_slot(Database& database) {
  std::optional<int> found;
  database.read([&](Connection& connection) {
    if (Memo* memo = connection.memo()) found = std::exchange(memo->slot<int>("answer"), 7);
  });
  return found;
}

void found_zone(Database& database, std::int64_t zone) {
  database.write([&](Connection& connection) {
    connection.execute("INSERT INTO zone (zone_id, code, name, created_at) VALUES ($1, $2, $3, 0)",
                       {zone, fmt::format("z{}", zone), "示例"});
  });
}

TEST(MemoTest, HoldsFromReadToRead) {
  TestDatabase database(Backend::sqlite);
  EXPECT_EQ(exchange_slot(*database), 0);
  EXPECT_EQ(exchange_slot(*database), 7);
}

TEST(MemoTest, EndsWithACommit) {
  TestDatabase database(Backend::sqlite);
  exchange_slot(*database);
  found_zone(*database, 1);
  EXPECT_EQ(exchange_slot(*database), 0);
}

TEST(MemoTest, SurvivesAWriteThatWasUndone) {
  TestDatabase database(Backend::sqlite);
  exchange_slot(*database);
  EXPECT_THROW(database->write([](Connection&) { throw std::runtime_error("refused"); }), std::runtime_error);
  EXPECT_EQ(exchange_slot(*database), 7);
}

TEST(MemoTest, EndsWithTheCommitOfAnotherProgram) {
  TestDatabase database(Backend::sqlite);
  const auto other = open_sqlite({.path = database.path(), .durable = false});
  exchange_slot(*database);
  found_zone(*other, 1);
  // Other programs are looked at ten times a second.
  std::optional<int> found = 7;
  for (int i = 0; i < 500 && found == 7; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
    found = exchange_slot(*database);
  }
  EXPECT_EQ(found, 0);
}

TEST(MemoTest, ASlotOutlivesTheNewsThatItsOwnReadBrings) {
  TestDatabase database(Backend::sqlite);
  const auto other = open_sqlite({.path = database.path(), .durable = false});
  exchange_slot(*database);
  database->read([&](Connection& connection) {
    int& kept = connection.memo()->slot<int>("answer");
    found_zone(*other, 1);
    // This statement opens the snapshot and finds that the data have changed.
    EXPECT_TRUE(connection.query("SELECT 1 FROM zone WHERE zone_id = 1")->step());
    EXPECT_EQ(kept, 7);
    EXPECT_EQ(connection.memo()->slot<int>("answer"), 0);
  });
}

TEST(MemoTest, IsNotThereWhereOthersMayChangeTheDataUnseen) {
  TestDatabase database(Backend::postgres);
  EXPECT_EQ(exchange_slot(*database), std::nullopt);
}

TEST(MemoTest, WritersRememberNothing) {
  TestDatabase database(Backend::sqlite);
  database->write([](Connection& connection) { EXPECT_EQ(connection.memo(), nullptr); });
}

TEST(MemoTest, TooMuchIsForgotten) {
  Memo memo;
  memo.begin(1);
  memo.slot<int>("answer") = 7;
  memo.weigh(1 << 30);
  memo.begin(1);
  EXPECT_EQ(memo.slot<int>("answer"), 0);
}

}  // namespace
}  // namespace zw::storage
