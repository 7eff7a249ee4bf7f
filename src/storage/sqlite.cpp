// The SQLite driver: one writer thread with group commit beside a pool of readers, each inside its own
// snapshot.
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <filesystem>
#include <optional>

#include "base/assert.h"
#include "storage/group_commit.h"
#include "storage/mirror.h"
#include "storage/sqlite_connection.h"

namespace zw::storage {
namespace {

/// "ZWRT" in the header of the file: tells our databases from those of other programs.
constexpr int kApplicationId = 0x5a575254;
constexpr std::string_view kMemory = ":memory:";

class FileDescriptor {
 public:
  explicit FileDescriptor(int number) : number_(number) {}
  ~FileDescriptor() {
    if (number_ >= 0) ::close(number_);
  }
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;
  int number() const { return number_; }

 private:
  int number_;
};

std::string folder_of(const std::string& path) {
  const auto folder = std::filesystem::path(path).parent_path();
  return folder.empty() ? "." : folder.string();
}

/// SQLite makes the journal's directory entry durable, but not that of a new database file or of a copy.
void sync_path(const std::string& path) {
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.number() < 0 || ::fsync(file.number()) != 0)
    throw DatabaseError(Failure::other,
                        fmt::format("{} cannot be written to the disk; check the disk and try again.", path));
}

/// Held while a process is the one owner of a database file.
class OwnerLock {
 public:
  explicit OwnerLock(const std::string& path)
      : file_(::open((path + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
    if (file_.number() < 0) {
      if (errno == EROFS || errno == EACCES)
        throw DatabaseError(
            Failure::read_only,
            fmt::format("{} cannot be written; make the file and its folder writable for this user.", path));
      throw DatabaseError(
          errno == ENOSPC ? Failure::full : Failure::other,
          fmt::format("{}.lock cannot be made; check that its folder exists and has room.", path));
    }
    if (::flock(file_.number(), LOCK_EX | LOCK_NB) != 0)
      throw DatabaseError(
          Failure::busy,
          fmt::format(
              "{} is already served by another Zonewright; stop that one or use another --data folder.",
              path));
  }

 private:
  FileDescriptor file_;
};

class SqliteWriter final : public WriterSession {
 public:
  SqliteWriter(SqliteConnection& connection, Signal& events, std::mutex* single,
               std::atomic<std::uint64_t>& commit_count)
      : connection_(connection), events_(events), single_(single), commit_count_(commit_count) {}

  Connection& connection() override { return connection_; }
  void begin() override {
    if (single_) turn_ = std::unique_lock(*single_);
    connection_.late_rows()->forget();
    connection_.execute("BEGIN IMMEDIATE");
  }
  void savepoint() override {
    connection_.late_rows()->keep();
    connection_.execute("SAVEPOINT work");
  }
  void release() override { connection_.execute("RELEASE work"); }
  void rollback_to_savepoint() override {
    connection_.late_rows()->undo();
    connection_.execute("ROLLBACK TO work");
  }
  void commit() override {
    connection_.late_rows()->write(connection_);
    connection_.execute("COMMIT");
    // Before anybody is told of it: who was told must not be shown what was remembered earlier.
    commit_count_.fetch_add(1, std::memory_order_release);
    end_turn();
  }
  void rollback() noexcept override {
    // When this fails too, the handle has left its transaction by itself.
    if (in_transaction()) sqlite3_exec(connection_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
    connection_.take_announcement();
    end_turn();
  }
  bool in_transaction() const override { return sqlite3_get_autocommit(connection_.handle()) == 0; }
  void committed() override {
    if (connection_.take_announcement()) events_.emit();
  }

 private:
  void end_turn() {
    if (turn_.owns_lock()) turn_.unlock();
  }

  SqliteConnection& connection_;
  Signal& events_;
  std::mutex* single_;  ///< shared with the readers of a database in memory, otherwise null
  std::unique_lock<std::mutex> turn_;
  std::atomic<std::uint64_t>& commit_count_;
};

class SqliteDatabase final : public Database {
 public:
  explicit SqliteDatabase(const SqliteOptions& options)
      : options_(options),
        lock_(options.exclusive && !in_memory() ? std::make_unique<OwnerLock>(options.path) : nullptr),
        connection_(options, SqliteConnection::Access::write) {
    configure();
    writer_.emplace(connection_, events_, in_memory() ? &single_ : nullptr, commit_count_);
    commits_.emplace(*writer_);
  }

  Backend backend() const override { return Backend::sqlite; }
  Signal& events() override { return events_; }
  void read(const std::function<void(Connection&)>& work) override;
  void write(const std::function<void(Connection&)>& work) override { commits_->write(work); }
  void backup(const std::string& target) override;

 private:
  bool in_memory() const { return options_.path == kMemory; }
  void configure();
  void claim_file();
  std::unique_ptr<SqliteConnection> take_reader();
  void give_back(std::unique_ptr<SqliteConnection> reader);

  const SqliteOptions options_;
  std::unique_ptr<OwnerLock> lock_;
  SqliteConnection connection_;  ///< of the writer
  Signal events_;
  std::atomic<std::uint64_t> commit_count_{1};
  std::mutex single_;
  std::mutex readers_mutex_;
  Mirror mirror_;
  std::vector<std::unique_ptr<SqliteConnection>> idle_readers_;
  std::optional<SqliteWriter> writer_;
  std::optional<GroupCommit> commits_;  ///< last: its thread ends before all it uses
};

void SqliteDatabase::configure() {
  claim_file();
  const std::string mode = connection_.single_text("PRAGMA journal_mode=WAL");
  if (mode != "wal" && !in_memory())
    throw DatabaseError(
        Failure::other,
        fmt::format("{} cannot use write-ahead logging ({}); put it on a local disk.", options_.path, mode));
  connection_.run_script(options_.durable ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=OFF");
  connection_.run_script("PRAGMA cache_size=-32768; PRAGMA journal_size_limit=67108864");
}

/// Refuses what is not ours or cannot be written; marks a new file as ours.
void SqliteDatabase::claim_file() {
  if (in_memory()) return;
  if (sqlite3_db_readonly(connection_.handle(), "main") == 1)
    throw_sqlite_error(connection_.handle(), SQLITE_READONLY, options_.path);
  const bool is_empty = connection_.single_text("SELECT COUNT(*) FROM sqlite_master") == "0";
  const std::string owner = connection_.single_text("PRAGMA application_id");
  if (owner == std::to_string(kApplicationId)) return;
  if (!is_empty || owner != "0") throw_sqlite_error(connection_.handle(), SQLITE_NOTADB, options_.path);
  connection_.run_script(fmt::format("PRAGMA application_id={}", kApplicationId));
  if (options_.durable) sync_path(folder_of(options_.path));
}

std::unique_ptr<SqliteConnection> SqliteDatabase::take_reader() {
  {
    std::lock_guard lock(readers_mutex_);
    if (!idle_readers_.empty()) {
      auto reader = std::move(idle_readers_.back());
      idle_readers_.pop_back();
      return reader;
    }
  }
  auto reader = std::make_unique<SqliteConnection>(options_, SqliteConnection::Access::read);
  reader->use_mirror(&mirror_);
  return reader;
}

void SqliteDatabase::give_back(std::unique_ptr<SqliteConnection> reader) {
  std::lock_guard lock(readers_mutex_);
  idle_readers_.push_back(std::move(reader));
}

/// The last reader to come back is the first to go out again: its statements and pages are warm. There are as
/// many readers as reads ever ran at once.
void SqliteDatabase::read(const std::function<void(Connection&)>& work) {
  if (in_memory()) {
    std::lock_guard turn(single_);
    return work(connection_);
  }
  auto reader = take_reader();
  reader->begin_read(commit_count_.load(std::memory_order_acquire));
  // A reader whose work failed is closed, and with it its snapshot.
  work(*reader);
  reader->end_read();
  give_back(std::move(reader));
}

void SqliteDatabase::backup(const std::string& target) {
  if (std::filesystem::exists(target))
    throw DatabaseError(Failure::other,
                        fmt::format("{} exists already; name a new file for the backup.", target));
  const std::string partial = target + ".partial";
  std::filesystem::remove(partial);
  if (in_memory()) {
    std::lock_guard turn(single_);
    connection_.execute("VACUUM INTO $1", {partial});
  } else {
    // Its own handle: VACUUM INTO may not run inside a transaction, nor under query_only.
    SqliteConnection copier(options_, SqliteConnection::Access::write);
    copier.execute("VACUUM INTO $1", {partial});
  }
  // VACUUM INTO does not wait for the disk.
  sync_path(partial);
  std::filesystem::rename(partial, target);
  sync_path(folder_of(target));
}

}  // namespace

std::unique_ptr<Database> open_sqlite(const SqliteOptions& options) {
  if (!options.create && options.path != kMemory && !std::filesystem::exists(options.path))
    throw DatabaseError(
        Failure::other,
        fmt::format("There is no database at {}; name the right --data folder.", options.path));
  return std::make_unique<SqliteDatabase>(options);
}

}  // namespace zw::storage
