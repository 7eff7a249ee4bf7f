// The narrow door to a database: prepared statements over SQLite or PostgreSQL, readers beside one
// group-committing writer.
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

#include "record/value.h"
#include "storage/signal.h"

namespace zw::storage {

using record::Value;

class Memo;
class LateRows;
class Mirror;

enum class Failure {
  unique,
  foreign_key,
  not_null,
  check,
  busy,
  full,
  read_only,
  corrupt,
  connection,
  other
};

/// The database said no, or the world failed. `constraint` names the violated index or constraint when known.
class DatabaseError : public std::runtime_error {
 public:
  DatabaseError(Failure failure, std::string message, std::string constraint = "")
      : std::runtime_error(std::move(message)), failure_(failure), constraint_(std::move(constraint)) {}
  Failure failure() const { return failure_; }
  const std::string& constraint() const { return constraint_; }

 private:
  Failure failure_;
  std::string constraint_;
};

/// A running query. Columns count from 0; texts live until the next step.
class Cursor {
 public:
  virtual ~Cursor() = default;
  virtual bool step() = 0;
  virtual bool is_null(int column) const = 0;
  virtual std::int64_t integer(int column) const = 0;
  virtual std::string_view text(int column) const = 0;

  enum class As { number, text };
  /// The column as a value of its own, nothing when it is null.
  virtual Value value(int column, As type) const {
    if (is_null(column)) return {};
    return type == As::number ? Value{integer(column)} : Value{std::string(text(column))};
  }
};

/// One session with the database. SQL is the common subset of SQLite 3.40 and PostgreSQL 15 with $1…$n, each
/// first appearing in order. Statements are prepared once per connection and text.
class Connection {
 public:
  virtual ~Connection() = default;
  /// At most one open cursor per SQL text and connection.
  virtual std::unique_ptr<Cursor> query(std::string_view sql, std::span<const Value> arguments) = 0;
  /// Runs a statement to its end; answers the number of rows it changed.
  virtual std::int64_t execute(std::string_view sql, std::span<const Value> arguments) = 0;
  /// Several statements without arguments, separated by semicolons (migrations).
  virtual void run_script(std::string_view sql) = 0;

  /// Puts this transaction in line behind every other that holds the zone, until it ends. Counters, the audit
  /// chain and the outbox take it first, so that two writers never wait for each other in a circle. Zone 0 is
  /// the installation. Does nothing where there is only one writer anyway.
  virtual void hold(ZoneId /*zone*/) {}
  /// Emits Database::events() once this transaction has committed.
  virtual void announce() = 0;
  /// What reads of this version of the data may share (storage/memo.h). Nothing where this connection may
  /// write, or could not tell that another program has written.
  virtual Memo* memo() { return nullptr; }
  /// Rows to be written when this transaction commits (storage/late_rows.h). Nothing where this connection
  /// only reads.
  virtual LateRows* late_rows() { return nullptr; }

  /// Large lists in memory (storage/mirror.h). Nothing inside a transaction that writes.
  Mirror* mirror() const { return mirror_; }
  void use_mirror(Mirror* mirror) { mirror_ = mirror; }

  std::unique_ptr<Cursor> query(std::string_view sql, std::initializer_list<Value> arguments = {}) {
    return query(sql, std::span(arguments.begin(), arguments.size()));
  }
  std::int64_t execute(std::string_view sql, std::initializer_list<Value> arguments = {}) {
    return execute(sql, std::span(arguments.begin(), arguments.size()));
  }

 private:
  Mirror* mirror_ = nullptr;
};

enum class Backend { sqlite, postgres };

class Database {
 public:
  virtual ~Database() = default;
  virtual Backend backend() const = 0;

  /// Runs `work` on a reading connection of this thread, inside one consistent snapshot.
  virtual void read(const std::function<void(Connection&)>& work) = 0;

  /// Runs `work` in a transaction and returns when its effects are durable. On SQLite many waiting writes
  /// share one transaction and one fsync, each under its own savepoint: what `work` throws undoes only its
  /// own effects and is thrown on to the caller. `work` must not touch the database other than through its
  /// argument.
  virtual void write(const std::function<void(Connection&)>& work) = 0;

  /// Emitted after a commit that announced itself, on a thread of the database: listeners must be quick and
  /// may not write. On PostgreSQL also for the commits of other nodes.
  virtual Signal& events() = 0;

  /// A consistent copy while writes go on. `target` must not exist.
  virtual void backup(const std::string& target) = 0;
};

struct SqliteOptions {
  std::string path;     ///< of the database file, or ":memory:" for tests
  bool create = true;   ///< make the file when it is missing
  bool durable = true;  ///< synchronous=FULL; false only for building a fresh demo zone
  bool exclusive =
      false;  ///< refuse when another process holds the file as its exclusive owner (serve, import)
  int busy_millis = 5000;  ///< to wait for another program that is writing
  std::string vfs = "";    ///< name of a registered SQLite VFS (fault injection in tests)
};

/// Opens or creates; throws DatabaseError with one sentence when the file is broken, locked, or not ours.
std::unique_ptr<Database> open_sqlite(const SqliteOptions& options);
/// `conninfo` as libpq takes it. `pool` sessions at most.
std::unique_ptr<Database> open_postgres(const std::string& conninfo, int pool = 8);

/// Brings the schema to the newest embedded migration, each in its transaction, checksums compared; on SQLite
/// an existing database is first copied to `backup_path` (if not empty). Answers how many were applied.
int migrate(Database& database, const std::string& backup_path = "");

}  // namespace zw::storage
