#include "storage/sqlite_connection.h"

#include <fmt/format.h>

#include <cerrno>
#include <charconv>

#include "base/assert.h"

namespace zw::storage {
namespace {

/// Dynamic lists make new texts without end; beyond this many the idle ones are finalised.
constexpr std::size_t kMostStatements = 512;

bool is_disk_full(sqlite3* handle, int code) {
  if ((code & 0xff) == SQLITE_FULL) return true;
  const int os_error = (code & 0xff) == SQLITE_IOERR ? sqlite3_system_errno(handle) : 0;
  return os_error == ENOSPC || os_error == EDQUOT;
}

/// What follows the colon in "UNIQUE constraint failed: t.zone_id, t.code".
std::string after_colon(std::string_view message) {
  const std::size_t colon = message.find(": ");
  return colon == std::string_view::npos ? "" : std::string(message.substr(colon + 2));
}

DatabaseError constraint_error(int code, std::string constraint) {
  switch (code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
      return {Failure::unique, fmt::format("A record with the same values exists already ({}).", constraint),
              constraint};
    case SQLITE_CONSTRAINT_FOREIGNKEY:
      return {Failure::foreign_key, "The record refers to one that does not exist, or is still referred to."};
    case SQLITE_CONSTRAINT_NOTNULL:
      return {Failure::not_null, fmt::format("A required value is missing ({}).", constraint), constraint};
    default:
      return {Failure::check, fmt::format("A value is outside what the table allows ({}).", constraint),
              constraint};
  }
}

DatabaseError file_error(sqlite3* handle, int code, std::string_view path) {
  if (is_disk_full(handle, code))
    return {Failure::full,
            fmt::format("The disk that holds {} is full; free some space and try again, nothing was changed.",
                        path)};
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {Failure::busy,
              fmt::format("{} is in use by another program; stop it or try again later.", path)};
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return {
          Failure::read_only,
          fmt::format("{} cannot be written; make the file and its folder writable for this user.", path)};
    case SQLITE_CORRUPT:
      return {Failure::corrupt,
              fmt::format("{} is damaged; restore the last backup with `zonewright restore`.", path)};
    case SQLITE_NOTADB:
      return {Failure::corrupt,
              fmt::format(
                  "{} is not a Zonewright database; name another folder with --data, or restore a backup.",
                  path)};
    case SQLITE_CANTOPEN:
      return {
          Failure::other,
          fmt::format("{} cannot be opened; check that its folder exists and that this user may write there.",
                      path)};
    case SQLITE_IOERR:
      return {Failure::other, fmt::format("{} cannot be read or written ({}); check the disk and try again.",
                                          path, sqlite3_errmsg(handle))};
    case SQLITE_NOMEM:
      return {Failure::other, "The database ran out of memory; give the program more and try again."};
    default:
      return {
          Failure::other,
          fmt::format("The database refused a statement ({}); this is a defect of the program, report it.",
                      sqlite3_errmsg(handle))};
  }
}

}  // namespace

void throw_sqlite_error(sqlite3* handle, int code, std::string_view path) {
  throw file_error(handle, code, path);
}

class SqliteCursor final : public Cursor {
 public:
  SqliteCursor(SqliteConnection& connection, SqliteConnection::Statement& statement)
      : connection_(connection), statement_(statement) {
    statement_.in_use = true;
  }
  ~SqliteCursor() override {
    sqlite3_reset(statement_.handle);
    statement_.in_use = false;
  }
  SqliteCursor(const SqliteCursor&) = delete;
  SqliteCursor& operator=(const SqliteCursor&) = delete;

  bool step() override {
    // SQLite would start again after the last row.
    if (!finished_) finished_ = !connection_.step(statement_.handle);
    return !finished_;
  }
  bool is_null(int column) const override {
    return sqlite3_column_type(statement_.handle, column) == SQLITE_NULL;
  }
  std::int64_t integer(int column) const override {
    ZW_ASSERT(!is_null(column), "is_null is asked before a number is read");
    return sqlite3_column_int64(statement_.handle, column);
  }
  std::string_view text(int column) const override {
    ZW_ASSERT(!is_null(column), "is_null is asked before a text is read");
    // Asking for text would make SQLite copy it to add a zero at its end.
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_.handle, column));
    return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_.handle, column))};
  }
  /// Lists are thousands of these; each call into SQLite checks everything anew.
  Value value(int column, As type) const override {
    if (is_null(column)) return {};
    if (type == As::number) return sqlite3_column_int64(statement_.handle, column);
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_.handle, column));
    return Value{std::in_place_type<std::string>, bytes,
                 static_cast<std::size_t>(sqlite3_column_bytes(statement_.handle, column))};
  }

 private:
  SqliteConnection& connection_;
  SqliteConnection::Statement& statement_;
  bool finished_ = false;
};

/// SQLite counts the memory of the whole process under one lock, which every thread would take for every row.
void count_no_memory() {
  static const int done = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  static_cast<void>(done);
}

SqliteConnection::SqliteConnection(const SqliteOptions& options, Access access) : path_(options.path) {
  count_no_memory();
  const int create = options.create && access == Access::write ? SQLITE_OPEN_CREATE : 0;
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | create;
  const char* vfs = options.vfs.empty() ? nullptr : options.vfs.c_str();
  const int code = sqlite3_open_v2(path_.c_str(), &handle_, flags, vfs);
  try {
    if (code != SQLITE_OK) fail(code);
    sqlite3_busy_timeout(handle_, options.busy_millis);
    // Small pieces of memory come from here instead of the heap; what is prepared and kept uses up the
    // default 40.
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_LOOKASIDE, nullptr, 512, 512);
    run_script("PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF");
    // Readers sort in memory. A writer may not: the journal of its savepoint would stay there too, and every
    // statement that walks it makes a large transaction quadratic.
    if (access == Access::read) {
      run_script("PRAGMA query_only=ON; PRAGMA temp_store=MEMORY");
      memo_ = std::make_unique<Memo>();
    }
  } catch (...) {
    sqlite3_close_v2(handle_);
    throw;
  }
}

SqliteConnection::~SqliteConnection() {
  for (auto& [sql, statement] : statements_) sqlite3_finalize(statement.handle);
  sqlite3_close_v2(handle_);
}

std::unique_ptr<Cursor> SqliteConnection::query(std::string_view sql, std::span<const Value> arguments) {
  open_snapshot_if_needed();
  Statement& statement = prepare(sql);
  bind(statement, arguments, true);
  return std::make_unique<SqliteCursor>(*this, statement);
}

std::int64_t SqliteConnection::execute(std::string_view sql, std::span<const Value> arguments) {
  open_snapshot_if_needed();
  Statement& statement = prepare(sql);
  bind(statement, arguments, false);
  {
    SqliteCursor cursor(*this, statement);
    while (cursor.step()) {
    }
  }
  // The arguments were not copied and end with the caller.
  sqlite3_clear_bindings(statement.handle);
  return sqlite3_stmt_readonly(statement.handle) ? 0 : sqlite3_changes64(handle_);
}

void SqliteConnection::begin_read(std::uint64_t commits) {
  // What other programs write (tokens, imports while no server runs) is seen so much later.
  constexpr std::chrono::milliseconds kBelieved{100};
  const auto now = std::chrono::steady_clock::now();
  awaits_snapshot_ = true;
  if (commits == seen_commits_ && now - looked_at_ < kBelieved) return;
  seen_commits_ = commits;
  looked_at_ = now;
  open_snapshot();
}

void SqliteConnection::open_snapshot() {
  awaits_snapshot_ = false;
  execute("BEGIN");
  // Inside the transaction it is the version of this very snapshot, whoever made it, other programs included.
  const auto row = query("PRAGMA data_version");
  row->step();
  const std::int64_t version = row->integer(0);
  // The read may have begun with what was remembered.
  if (!memo_->is_of(version) || memo_->is_full()) {
    outdated_ = std::move(memo_);
    memo_ = std::make_unique<Memo>();
  }
  memo_->begin(version);
}

void SqliteConnection::end_read() {
  if (!std::exchange(awaits_snapshot_, false)) execute("COMMIT");
  outdated_.reset();
}

void SqliteConnection::run_script(std::string_view sql) {
  open_snapshot_if_needed();
  const int code = sqlite3_exec(handle_, std::string(sql).c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail(code);
}

std::string SqliteConnection::single_text(std::string_view sql) {
  const auto cursor = query(sql);
  return cursor->step() && !cursor->is_null(0) ? std::string(cursor->text(0)) : "";
}

SqliteConnection::Statement& SqliteConnection::prepare(std::string_view sql) {
  if (const auto found = statements_.find(sql); found != statements_.end()) {
    ZW_ASSERT(!found->second.in_use, "one SQL text has at most one open cursor on a connection");
    return found->second;
  }
  if (statements_.size() >= kMostStatements) forget_idle_statements();
  Statement statement;
  const int code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &statement.handle, nullptr);
  if (code != SQLITE_OK) fail(code);
  for (int i = 1; i <= sqlite3_bind_parameter_count(statement.handle); ++i) {
    const std::string_view name = sqlite3_bind_parameter_name(statement.handle, i);
    std::size_t number = 0;
    const auto parsed = std::from_chars(name.data() + 1, name.data() + name.size(), number);
    ZW_ASSERT(parsed.ptr == name.data() + name.size() && number > 0, "parameters are called $1, $2, …");
    statement.argument_of.push_back(number - 1);
  }
  return statements_.emplace(std::string(sql), std::move(statement)).first->second;
}

void SqliteConnection::forget_idle_statements() {
  std::erase_if(statements_, [](auto& entry) {
    if (!entry.second.in_use) sqlite3_finalize(entry.second.handle);
    return !entry.second.in_use;
  });
}

void SqliteConnection::bind(Statement& statement, std::span<const Value> arguments, bool copy_texts) {
  ZW_ASSERT(statement.argument_of.size() == arguments.size(),
            "a statement gets one argument for each of its parameters");
  for (std::size_t i = 0; i < statement.argument_of.size(); ++i) {
    ZW_ASSERT(statement.argument_of[i] < arguments.size(), "parameters are numbered without gaps");
    const Value& value = arguments[statement.argument_of[i]];
    const int place = static_cast<int>(i) + 1;
    int code = SQLITE_OK;
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
      code = sqlite3_bind_int64(statement.handle, place, *number);
    } else if (const auto* text = std::get_if<std::string>(&value)) {
      code = sqlite3_bind_text64(statement.handle, place, text->data(), text->size(),
                                 copy_texts ? SQLITE_TRANSIENT : SQLITE_STATIC, SQLITE_UTF8);
    } else {
      code = sqlite3_bind_null(statement.handle, place);
    }
    if (code != SQLITE_OK) fail(code);
  }
}

bool SqliteConnection::step(sqlite3_stmt* statement) {
  const int code = sqlite3_step(statement);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  fail(code);
}

void SqliteConnection::fail(int code) {
  if ((code & 0xff) != SQLITE_CONSTRAINT) throw_sqlite_error(handle_, code, path_);
  std::string constraint = after_colon(sqlite3_errmsg(handle_));
  const bool names_columns = constraint.find('.') != std::string::npos;
  if ((code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY) && names_columns)
    constraint = unique_index(constraint);
  if (constraint.starts_with("index '")) constraint = constraint.substr(7, constraint.size() - 8);
  throw constraint_error(code, constraint);
}

std::string SqliteConnection::unique_index(std::string_view columns) {
  const std::string table(columns.substr(0, columns.find('.')));
  const auto cursor = query(
      "SELECT l.name, l.origin, (SELECT group_concat($1 || '.' || c.name, ', ') FROM "
      "pragma_index_info(l.name) AS c)"
      " FROM pragma_index_list($1) AS l WHERE l.\"unique\" = 1",
      {table});
  while (cursor->step())
    if (!cursor->is_null(2) && cursor->text(2) == columns)
      return cursor->text(1) == "pk" ? table + "_pkey" : std::string(cursor->text(0));
  return std::string(columns);
}

}  // namespace zw::storage
