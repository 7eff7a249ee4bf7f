// The disk fills up or fails while people write.
#include <atomic>
#include <thread>
#include <vector>

#include "ledger.h"
#include "shim_vfs.h"

namespace zw::faults {
namespace {

using storage::DatabaseError;
using storage::Failure;
using storage::testing::TemporaryFolder;

/// Answers `error` to chosen calls while it is `broken`.
class BrokenDisk final : public DiskObserver {
 public:
  enum class Call { write, sync };
  BrokenDisk(Call call, int error) : call_(call), error_(error) {}

  int write(const std::string&, std::int64_t, std::string_view) override { return answer(Call::write); }
  int sync(const std::string&) override { return answer(Call::sync); }

  /// The call after that many more good ones fails, and all that follow.
  void break_after(int good_calls) { good_calls_ = good_calls; }
  void mend() { good_calls_ = kSound; }

 private:
  static constexpr int kSound = 1 << 30;
  int answer(Call call) { return call == call_ && --good_calls_ < 0 ? error_ : SQLITE_OK; }

  const Call call_;
  const int error_;
  std::atomic<int> good_calls_{kSound};
};

struct Case {
  BrokenDisk::Call call;
  int error;
  Failure failure;
};

class DiskTest : public ::testing::TestWithParam<Case> {};
INSTANTIATE_TEST_SUITE_P(, DiskTest,
                         ::testing::Values(Case{BrokenDisk::Call::write, SQLITE_FULL, Failure::full},
                                           Case{BrokenDisk::Call::write, SQLITE_IOERR_WRITE, Failure::other},
                                           Case{BrokenDisk::Call::sync, SQLITE_IOERR_FSYNC, Failure::other}));

TEST_P(DiskTest, RefusesWithOneSentenceAndGoesOnWhenMended) {
  TemporaryFolder folder;
  const std::string path = folder.file("zonewright.db");
  make_database(path);
  Acknowledged acknowledged;
  BrokenDisk disk(GetParam().call, GetParam().error);
  {
    const ShimVfs vfs("broken-disk", disk);
    const auto database = storage::open_sqlite({.path = path, .vfs = vfs.name()});
    for (int round = 0; round < 5; ++round) {
      disk.break_after(round * 2);
      std::atomic<int> refused{0};
      std::vector<std::thread> writers;
      for (int t = 0; t < 6; ++t)
        writers.emplace_back([&, t] {
          for (int i = 0; i < 20; ++i) {
            const std::int64_t number = round * 1000 + t * 100 + i;
            try {
              record(*database, number);
              acknowledged.add(number);
            } catch (const DatabaseError& error) {
              EXPECT_EQ(error.failure(), GetParam().failure) << error.what();
              EXPECT_EQ(std::string_view(error.what()).back(), '.');
              ++refused;
            }
          }
        });
      for (auto& writer : writers) writer.join();
      EXPECT_GT(refused, 0);
      EXPECT_TRUE(storage::check_database(*database).problems.empty()) << "reading goes on";
      disk.mend();
      EXPECT_NO_THROW(record(*database, round * 1000 + 999));
      acknowledged.add(round * 1000 + 999);
    }
  }
  expect_sound(path, acknowledged.numbers());
}

/// A work that swallows the error of a full disk must not make the others of its batch believe in their own
/// success.
TEST(FullDiskTest, AWorkThatHidesTheErrorIsNotBelieved) {
  TemporaryFolder folder;
  const std::string path = folder.file("zonewright.db");
  make_database(path);
  BrokenDisk disk(BrokenDisk::Call::write, SQLITE_FULL);
  const ShimVfs vfs("hidden-error", disk);
  const auto database = storage::open_sqlite({.path = path, .vfs = vfs.name()});
  const auto hide = [&](storage::Connection& connection) {
    disk.break_after(0);
    try {
      // More than the page cache holds, so that pages spill before the commit.
      for (std::int64_t i = 0; i < 400; ++i)
        storage::append_audit(connection, storage::testing::test_scope(),
                              {"created", "thing", {i}, 1, std::string(100'000, 'x')});
    } catch (const DatabaseError&) {
    }
  };
  EXPECT_THROW(database->write(hide), DatabaseError);
  disk.mend();
  EXPECT_TRUE(recorded(*database).empty());
  EXPECT_NO_THROW(record(*database, 1));
}

}  // namespace
}  // namespace zw::faults
