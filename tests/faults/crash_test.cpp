// The process is killed at any moment, or at any one of its writes: an outside witness knows what was
// acknowledged.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <functional>
#include <thread>
#include <vector>

#include "base/rng.h"
#include "ledger.h"
#include "shim_vfs.h"

namespace zw::faults {
namespace {

using storage::testing::TemporaryFolder;

/// Kills this process before the n-th change or sync.
class KillAt final : public DiskObserver {
 public:
  explicit KillAt(std::uint64_t call) : left_(static_cast<std::int64_t>(call)) {}
  int write(const std::string&, std::int64_t, std::string_view) override { return count(); }
  int truncate(const std::string&, std::int64_t) override { return count(); }
  int sync(const std::string&) override { return count(); }

 private:
  int count() {
    if (--left_ == 0) ::raise(SIGKILL);
    return SQLITE_OK;
  }
  std::atomic<std::int64_t> left_;
};

/// Writes from several threads without end and tells each acknowledged number to the pipe.
[[noreturn]] void write_without_end(const std::string& path, const std::string& vfs, std::int64_t first,
                                    int pipe) {
  const auto database = storage::open_sqlite({.path = path, .vfs = vfs});
  std::atomic<std::int64_t> next{first};
  std::vector<std::thread> writers;
  for (int t = 0; t < 4; ++t)
    writers.emplace_back([&] {
      for (;;) {
        const std::int64_t number = next++;
        record(*database, number);
        if (::write(pipe, &number, sizeof number) != sizeof number) ::_exit(1);
      }
    });
  for (auto& writer : writers) writer.join();
  ::_exit(1);
}

/// Runs `body(pipe)` in a child process; `watch` sees each number that comes through the pipe, with the
/// child's id.
void run_child(const std::function<void(int)>& body, const std::function<void(pid_t, std::int64_t)>& watch) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    ::close(ends[0]);
    body(ends[1]);
  }
  ::close(ends[1]);
  std::int64_t number = 0;
  while (::read(ends[0], &number, sizeof number) == sizeof number) watch(child, number);
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  ASSERT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL)
      << "the child ended by itself, status " << status;
}

TEST(CrashTest, KilledAtAnyMoment) {
  TemporaryFolder folder;
  const std::string path = folder.file("zonewright.db");
  make_database(path);
  std::set<std::int64_t> acknowledged;
  Rng rng(1);
  for (std::int64_t round = 0; round < 5; ++round) {
    auto left = static_cast<std::int64_t>(rng.below(150));
    run_child([&](int pipe) { write_without_end(path, "", round * 100'000, pipe); },
              [&](pid_t child, std::int64_t number) {
                acknowledged.insert(number);
                if (left-- == 0) ::kill(child, SIGKILL);
              });
    expect_sound(path, acknowledged);
  }
}

TEST(CrashTest, KilledAtAnyWriteOrSync) {
  TemporaryFolder folder;
  const std::string path = folder.file("zonewright.db");
  make_database(path);
  std::set<std::int64_t> acknowledged;
  Rng rng(2);
  for (std::int64_t round = 0; round < 9; ++round) {
    // Early calls meet the recovery of the round before, late ones the checkpoints.
    KillAt killer(1 + rng.below(round % 3 == 0 ? 20 : 2000));
    const ShimVfs vfs("kill-at", killer);
    run_child([&](int pipe) { write_without_end(path, vfs.name(), round * 100'000, pipe); },
              [&](pid_t, std::int64_t number) { acknowledged.insert(number); });
    expect_sound(path, acknowledged);
  }
  EXPECT_GT(acknowledged.size(), 20u);
}

TEST(CrashTest, KilledWhileItIsMade) {
  for (std::uint64_t call = 1; call <= 40; call += 6) {
    TemporaryFolder folder;
    const std::string path = folder.file("zonewright.db");
    KillAt killer(call);
    const ShimVfs vfs("kill-while-made", killer);
    run_child(
        [&](int pipe) {
          storage::migrate(*storage::open_sqlite({.path = path, .vfs = vfs.name()}));
          write_without_end(path, vfs.name(), 1, pipe);
        },
        [](pid_t, std::int64_t) {});
    make_database(path);
    expect_sound(path, {});
  }
}

}  // namespace
}  // namespace zw::faults
