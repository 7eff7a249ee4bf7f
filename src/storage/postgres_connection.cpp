#include "storage/postgres_connection.h"

#include <fmt/format.h>

#include <charconv>
#include <vector>

#include "base/assert.h"

namespace zw::storage {
namespace {

constexpr Oid kInt8 = 20;
/// The server finds the type of a text or a null from where it stands.
constexpr Oid kInferred = 0;
constexpr std::size_t kMostStatements = 512;

std::string_view detail(const PGresult* answer, int field) {
  const char* text = PQresultErrorField(answer, field);
  return text ? text : "";
}

std::string column_of(const PGresult* answer) {
  return fmt::format("{}.{}", detail(answer, PG_DIAG_TABLE_NAME), detail(answer, PG_DIAG_COLUMN_NAME));
}

std::string one_line(std::string_view message) {
  while (!message.empty() && message.back() == '\n') message.remove_suffix(1);
  std::string line(message);
  for (char& c : line)
    if (c == '\n') c = ' ';
  return line;
}

[[noreturn]] void throw_lost(std::string_view reason) {
  throw DatabaseError(
      Failure::connection,
      fmt::format(
          "The PostgreSQL server cannot be reached ({}); check that it runs and what --postgres says.",
          one_line(reason)));
}

/// Codes: PostgreSQL 15, appendix A.
[[noreturn]] void throw_answer(const PGresult* answer) {
  const std::string_view state = detail(answer, PG_DIAG_SQLSTATE);
  const std::string_view message = detail(answer, PG_DIAG_MESSAGE_PRIMARY);
  const std::string constraint(detail(answer, PG_DIAG_CONSTRAINT_NAME));
  if (state == "40001" || state == "40P01")
    throw PostgresConflict(Failure::busy, "Another change to the same records came first; try again.");
  if (state == "23505")
    throw DatabaseError(Failure::unique,
                        fmt::format("A record with the same values exists already ({}).", constraint),
                        constraint);
  if (state == "23503")
    throw DatabaseError(Failure::foreign_key,
                        "The record refers to one that does not exist, or is still referred to.", constraint);
  if (state == "23502")
    throw DatabaseError(Failure::not_null,
                        fmt::format("A required value is missing ({}).", column_of(answer)),
                        column_of(answer));
  if (state == "23514")
    throw DatabaseError(Failure::check,
                        fmt::format("A value is outside what the table allows ({}).", constraint),
                        constraint);
  if (state == "53100")
    throw DatabaseError(Failure::full,
                        "The disk of the PostgreSQL server is full; free some space and try again.");
  if (state == "55P03")
    throw DatabaseError(Failure::busy, "The records are in use by another change; try again.");
  if (state == "25006")
    throw DatabaseError(Failure::read_only,
                        "The PostgreSQL server is read-only; connect to the primary server.");
  if (state == "XX001" || state == "XX002")
    throw DatabaseError(Failure::corrupt,
                        fmt::format("The PostgreSQL database is damaged ({}); restore a backup.", message));
  // What the client library says itself has no code: the connection broke.
  if (state.empty()) throw_lost(PQresultErrorMessage(answer));
  if (state.starts_with("08") || state.starts_with("57P")) throw_lost(message);
  throw DatabaseError(
      Failure::other,
      fmt::format("The database refused a statement ({}); this is a defect of the program, report it.",
                  message));
}

/// Works on the whole answer, so any number of cursors may be open.
class PostgresCursor final : public Cursor {
 public:
  explicit PostgresCursor(PostgresAnswer answer) : answer_(std::move(answer)) {}

  bool step() override {
    if (row_ < PQntuples(answer_.get())) ++row_;
    return row_ < PQntuples(answer_.get());
  }
  bool is_null(int column) const override { return PQgetisnull(answer_.get(), row_, column) == 1; }
  std::int64_t integer(int column) const override {
    const std::string_view digits = text(column);
    if (digits == "t" || digits == "f") return digits == "t";
    std::int64_t number = 0;
    const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    ZW_ASSERT(parsed.ec == std::errc() && parsed.ptr == digits.data() + digits.size(),
              "a column read as a number holds one");
    return number;
  }
  std::string_view text(int column) const override {
    ZW_ASSERT(!is_null(column), "is_null is asked before a value is read");
    return {PQgetvalue(answer_.get(), row_, column),
            static_cast<std::size_t>(PQgetlength(answer_.get(), row_, column))};
  }

 private:
  PostgresAnswer answer_;
  int row_ = -1;
};

/// Arguments in the form libpq wants: nul-terminated texts that live as long as this.
class TextArguments {
 public:
  explicit TextArguments(std::span<const Value> values) {
    digits_.reserve(values.size());
    for (const Value& value : values) {
      const char* pointer = nullptr;
      if (const auto* number = std::get_if<std::int64_t>(&value))
        pointer = digits_.emplace_back(std::to_string(*number)).c_str();
      if (const auto* text = std::get_if<std::string>(&value)) {
        if (text->find('\0') != std::string::npos)
          throw DatabaseError(Failure::check,
                              "A text contains a NUL character, which PostgreSQL cannot store.");
        pointer = text->c_str();
      }
      pointers_.push_back(pointer);
    }
  }
  int count() const { return static_cast<int>(pointers_.size()); }
  const char* const* data() const { return pointers_.data(); }

 private:
  std::vector<std::string> digits_;
  std::vector<const char*> pointers_;
};

}  // namespace

PostgresSession connect_postgres(const std::string& conninfo) {
  PostgresSession session(PQconnectdb(conninfo.c_str()));
  if (PQstatus(session.get()) != CONNECTION_OK) throw_lost(PQerrorMessage(session.get()));
  PQsetNoticeProcessor(
      session.get(), [](void*, const char*) {}, nullptr);
  const PostgresAnswer answer(PQexec(session.get(), "SET client_encoding = 'UTF8'; SET TIME ZONE 'UTC'"));
  if (PQresultStatus(answer.get()) != PGRES_COMMAND_OK) throw_answer(answer.get());
  return session;
}

void PostgresConnection::expect_success(const PostgresAnswer& answer) {
  const ExecStatusType status = PQresultStatus(answer.get());
  if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY) return;
  if (!answer || !is_alive()) throw_lost(PQerrorMessage(session_.get()));
  throw_answer(answer.get());
}

const std::string& PostgresConnection::prepare(std::string_view sql, std::span<const Value> arguments) {
  if (const auto found = statements_.find(sql); found != statements_.end()) return found->second;
  if (statements_.size() >= kMostStatements) {
    run_script("DEALLOCATE ALL");
    statements_.clear();
  }
  std::vector<Oid> types;
  for (const Value& value : arguments)
    types.push_back(std::holds_alternative<std::int64_t>(value) ? kInt8 : kInferred);
  std::string name = fmt::format("s{}", ++prepared_);
  const std::string text(sql);
  expect_success(PostgresAnswer(
      PQprepare(session_.get(), name.c_str(), text.c_str(), static_cast<int>(types.size()), types.data())));
  return statements_.emplace(text, std::move(name)).first->second;
}

PostgresAnswer PostgresConnection::run(std::string_view sql, std::span<const Value> arguments) {
  const std::string& name = prepare(sql, arguments);
  const TextArguments texts(arguments);
  PostgresAnswer answer(
      PQexecPrepared(session_.get(), name.c_str(), texts.count(), texts.data(), nullptr, nullptr, 0));
  expect_success(answer);
  return answer;
}

std::unique_ptr<Cursor> PostgresConnection::query(std::string_view sql, std::span<const Value> arguments) {
  return std::make_unique<PostgresCursor>(run(sql, arguments));
}

std::int64_t PostgresConnection::execute(std::string_view sql, std::span<const Value> arguments) {
  const PostgresAnswer answer = run(sql, arguments);
  const std::string_view digits = PQcmdTuples(answer.get());
  std::int64_t count = 0;
  if (PQresultStatus(answer.get()) == PGRES_COMMAND_OK)
    std::from_chars(digits.data(), digits.data() + digits.size(), count);
  return count;
}

void PostgresConnection::run_script(std::string_view sql) {
  expect_success(PostgresAnswer(PQexec(session_.get(), std::string(sql).c_str())));
}

void PostgresConnection::hold(ZoneId zone) {
  if (held_.contains(zone)) return;
  execute("SELECT pg_advisory_xact_lock($1)", {zone.value});
  held_.insert(zone);
}

void PostgresConnection::announce() {
  if (!std::exchange(announced_, true)) run_script(fmt::format("NOTIFY {}", kChannel));
}

void PostgresConnection::begin(std::string_view statement) {
  held_.clear();
  late_rows_.forget();
  announced_ = false;
  run_script(statement);
}

/// The server answers COMMIT with ROLLBACK when a statement failed and the work went on as if it had not.
void PostgresConnection::commit() {
  // A transaction that a failed statement has ended commits nothing; its COMMIT below says so.
  if (PQtransactionStatus(session_.get()) == PQTRANS_INTRANS) late_rows_.write(*this);
  const PostgresAnswer answer(PQexec(session_.get(), "COMMIT"));
  expect_success(answer);
  if (std::string_view(PQcmdStatus(answer.get())) != "COMMIT")
    throw DatabaseError(Failure::other, "A statement of the change failed; nothing was changed.");
}

void PostgresConnection::rollback() noexcept { PQclear(PQexec(session_.get(), "ROLLBACK")); }

}  // namespace zw::storage
