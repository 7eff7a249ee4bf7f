// One SQLite handle with its prepared statements, used by one thread at a time.
#pragma once

#include <sqlite3.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "storage/database.h"
#include "storage/late_rows.h"
#include "storage/memo.h"
#include "storage/text_hash.h"

namespace zw::storage {

/// Throws the DatabaseError that says what went wrong with the file at `path`, and the remedy.
[[noreturn]] void throw_sqlite_error(sqlite3* handle, int code, std::string_view path);

class SqliteConnection final : public Connection {
 public:
  enum class Access { write, read };

  SqliteConnection(const SqliteOptions& options, Access access);
  ~SqliteConnection() override;
  SqliteConnection(const SqliteConnection&) = delete;
  SqliteConnection& operator=(const SqliteConnection&) = delete;

  using Connection::execute;
  using Connection::query;
  std::unique_ptr<Cursor> query(std::string_view sql, std::span<const Value> arguments) override;
  std::int64_t execute(std::string_view sql, std::span<const Value> arguments) override;
  void run_script(std::string_view sql) override;
  void announce() override { announced_ = true; }
  Memo* memo() override { return memo_.get(); }
  LateRows* late_rows() override { return memo_ ? nullptr : &late_rows_; }

  /// Begins a read after so many commits of this process. The snapshot is opened by the first statement, or
  /// at once when what is remembered may be too old: after a commit, or when another program may have made
  /// one.
  void begin_read(std::uint64_t commits);
  void end_read();

  /// Whether anything was announced since the last call.
  bool take_announcement() { return std::exchange(announced_, false); }
  sqlite3* handle() const { return handle_; }
  const std::string& path() const { return path_; }
  /// The first column of the first row, as text.
  std::string single_text(std::string_view sql);

 private:
  friend class SqliteCursor;
  struct Statement {
    sqlite3_stmt* handle = nullptr;
    std::vector<std::size_t> argument_of;  ///< for each parameter of SQLite, the position of its argument
    bool in_use = false;
  };

  Statement& prepare(std::string_view sql);
  void forget_idle_statements();
  void bind(Statement& statement, std::span<const Value> arguments, bool copy_texts);
  bool step(sqlite3_stmt* statement);
  [[noreturn]] void fail(int code);
  /// The index that SQLite names only by its columns ("t.zone_id, t.code"), or "<table>_pkey" as PostgreSQL
  /// says.
  std::string unique_index(std::string_view columns);

  std::string path_;
  sqlite3* handle_ = nullptr;
  std::unordered_map<std::string, Statement, TextHash, std::equal_to<>> statements_;
  bool announced_ = false;
  LateRows late_rows_;  ///< of the writer

  void open_snapshot();
  void open_snapshot_if_needed() {
    if (awaits_snapshot_) open_snapshot();
  }

  // Of readers:
  std::unique_ptr<Memo> memo_;
  std::unique_ptr<Memo> outdated_;  ///< whose slots the present read may still hold
  bool awaits_snapshot_ = false;
  std::uint64_t seen_commits_ = 0;
  std::chrono::steady_clock::time_point looked_at_;
};

}  // namespace zw::storage
