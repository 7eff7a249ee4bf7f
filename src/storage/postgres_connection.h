// One PostgreSQL session with its prepared statements, used by one thread at a time.
#pragma once

#include <libpq-fe.h>

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "storage/database.h"
#include "storage/late_rows.h"
#include "storage/text_hash.h"

namespace zw::storage {

struct CloseSession {
  void operator()(PGconn* session) const { PQfinish(session); }
};
struct ClearAnswer {
  void operator()(PGresult* answer) const { PQclear(answer); }
};
using PostgresSession = std::unique_ptr<PGconn, CloseSession>;
using PostgresAnswer = std::unique_ptr<PGresult, ClearAnswer>;

/// The channel on which a commit that announced itself wakes all nodes.
inline constexpr std::string_view kChannel = "zonewright";

/// Thrown when the transaction may succeed if it is simply run again.
class PostgresConflict : public DatabaseError {
 public:
  using DatabaseError::DatabaseError;
};

/// Throws when the server cannot be reached.
PostgresSession connect_postgres(const std::string& conninfo);

class PostgresConnection final : public Connection {
 public:
  explicit PostgresConnection(const std::string& conninfo) : session_(connect_postgres(conninfo)) {}

  using Connection::execute;
  using Connection::query;
  std::unique_ptr<Cursor> query(std::string_view sql, std::span<const Value> arguments) override;
  std::int64_t execute(std::string_view sql, std::span<const Value> arguments) override;
  void run_script(std::string_view sql) override;
  void hold(ZoneId zone) override;
  void announce() override;
  LateRows* late_rows() override { return &late_rows_; }

  void begin(std::string_view statement);
  void commit();
  void rollback() noexcept;
  bool is_alive() const { return PQstatus(session_.get()) == CONNECTION_OK; }

 private:
  const std::string& prepare(std::string_view sql, std::span<const Value> arguments);
  PostgresAnswer run(std::string_view sql, std::span<const Value> arguments);
  void expect_success(const PostgresAnswer& answer);

  PostgresSession session_;
  std::unordered_map<std::string, std::string, TextHash, std::equal_to<>> statements_;  ///< text → name
  std::uint64_t prepared_ = 0;
  std::set<ZoneId> held_;  ///< in this transaction
  LateRows late_rows_;
  bool announced_ = false;
};

}  // namespace zw::storage
