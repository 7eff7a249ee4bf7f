// Files that are not what they should be: one sentence with the remedy, the right kind of failure, not a byte
// changed.
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <thread>

#include "base/rng.h"
#include "ledger.h"

namespace zw::faults {
namespace {

using storage::DatabaseError;
using storage::Failure;
using storage::testing::TemporaryFolder;

constexpr uid_t kNobody = 65534;

std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

class FileTest : public ::testing::Test {
 protected:
  FileTest() {
    make_database(path_);
    sound_ = bytes_of(path_);
  }
  void put(const std::string& bytes) { std::ofstream(path_, std::ios::binary | std::ios::trunc) << bytes; }

  /// Opening and reading everything is refused with that failure, and the file stays as it is.
  void expect_refusal(Failure failure, const std::string& remedy) {
    const std::string before = bytes_of(path_);
    try {
      const auto database = storage::open_sqlite({.path = path_, .busy_millis = 20});
      recorded(*database);
      ADD_FAILURE() << "it was opened";
    } catch (const DatabaseError& error) {
      EXPECT_EQ(error.failure(), failure) << error.what();
      EXPECT_NE(std::string_view(error.what()).find(remedy), std::string_view::npos) << error.what();
    }
    EXPECT_TRUE(bytes_of(path_) == before) << "the file was changed";
  }

  TemporaryFolder folder_;
  std::string path_ = folder_.file("zonewright.db");
  std::string sound_;
};

TEST_F(FileTest, RandomBytes) {
  Rng rng(3);
  std::string noise(50'000, '\0');
  for (char& c : noise) c = static_cast<char>(rng.below(256));
  put(noise);
  expect_refusal(Failure::corrupt, "restore");
}

TEST_F(FileTest, ATextFile) {
  put("Dear diary, today the zone opened.\n" + std::string(2000, '.'));
  expect_refusal(Failure::corrupt, "--data");
}

TEST_F(FileTest, ATruncatedFile) {
  put(sound_.substr(0, sound_.size() / 2));
  expect_refusal(Failure::corrupt, "restore");
}

TEST_F(FileTest, APageOfNoiseInTheMiddle) {
  std::string damaged = sound_;
  for (std::size_t i = 4096; i < damaged.size(); ++i) damaged[i] = static_cast<char>(i * 7919 >> 3);
  put(damaged);
  expect_refusal(Failure::corrupt, "restore");
}

TEST_F(FileTest, TheDatabaseOfAnotherProgram) {
  std::filesystem::remove(path_);
  sqlite3* other = nullptr;
  ASSERT_EQ(sqlite3_open(path_.c_str(), &other), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(other, "CREATE TABLE bookmark (url)", nullptr, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(other);
  expect_refusal(Failure::corrupt, "not a Zonewright database");
}

TEST_F(FileTest, AFileThatAnotherProgramIsWriting) {
  const auto database = storage::open_sqlite({.path = path_, .busy_millis = 20});
  sqlite3* other = nullptr;
  ASSERT_EQ(sqlite3_open(path_.c_str(), &other), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
  try {
    record(*database, 1);
    ADD_FAILURE() << "it was written";
  } catch (const DatabaseError& error) {
    EXPECT_EQ(error.failure(), Failure::busy) << error.what();
  }
  EXPECT_TRUE(recorded(*database).empty());
  sqlite3_close(other);
  EXPECT_NO_THROW(record(*database, 1));
}

TEST_F(FileTest, ASecondOwnerIsRefusedUntilTheFirstIsGone) {
  {
    const auto first = storage::open_sqlite({.path = path_, .exclusive = true});
    try {
      storage::open_sqlite({.path = path_, .exclusive = true});
      ADD_FAILURE() << "two owners";
    } catch (const DatabaseError& error) {
      EXPECT_EQ(error.failure(), Failure::busy) << error.what();
    }
    EXPECT_NO_THROW(storage::open_sqlite({.path = path_})) << "check and backup may look";
  }
  EXPECT_NO_THROW(storage::open_sqlite({.path = path_, .exclusive = true}));
}

TEST_F(FileTest, AMissingFileOrFolder) {
  EXPECT_THROW(storage::open_sqlite({.path = folder_.file("none.db"), .create = false}), DatabaseError);
  EXPECT_FALSE(std::filesystem::exists(folder_.file("none.db")));
  EXPECT_THROW(storage::open_sqlite({.path = folder_.file("no/such/folder.db")}), DatabaseError);
}

/// In a child without rights, for root may write everything.
TEST_F(FileTest, AReadOnlyFileOrFolder) {
  const std::string folder = std::filesystem::path(path_).parent_path();
  ASSERT_EQ(::chmod(path_.c_str(), 0444), 0);
  ASSERT_EQ(::chmod(folder.c_str(), 0555), 0);
  for (const bool exclusive : {false, true}) {
    const pid_t child = ::fork();
    if (child == 0) {
      if (::getuid() == 0 && (::setgid(kNobody) != 0 || ::setuid(kNobody) != 0)) ::_exit(10);
      try {
        storage::open_sqlite({.path = path_, .exclusive = exclusive});
      } catch (const DatabaseError& error) {
        ::_exit(error.failure() == Failure::read_only ? 0 : 11);
      }
      ::_exit(12);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_TRUE(WIFEXITED(status));
    EXPECT_EQ(WEXITSTATUS(status), 0) << (exclusive ? "as owner" : "as guest");
  }
  ::chmod(folder.c_str(), 0755);
  EXPECT_TRUE(bytes_of(path_) == sound_);
}

TEST_F(FileTest, ABackupIsWholeWhileWritesGoOn) {
  const auto database = storage::open_sqlite({.path = path_, .durable = false});
  Acknowledged before;
  for (std::int64_t i = 0; i < 50; ++i) record(*database, i), before.add(i);
  std::atomic<bool> is_done{false};
  std::thread writer([&] {
    for (std::int64_t i = 1000; !is_done; ++i) record(*database, i);
  });
  database->backup(folder_.file("copy.db"));
  is_done = true;
  writer.join();
  EXPECT_FALSE(std::filesystem::exists(folder_.file("copy.db.partial")));
  EXPECT_THROW(database->backup(folder_.file("copy.db")), DatabaseError)
      << "an existing file is not written over";
  expect_sound(folder_.file("copy.db"), before.numbers());
}

}  // namespace
}  // namespace zw::faults
