// What every change writes beside itself - counters, the audit chain, the outbox - gathered, and written
// together before the transaction commits.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/database.h"

namespace zw::storage {

/// Works that share a transaction all raise the same few counters and add rows to the same few tables, and
/// there each statement costs more than the row it writes. On PostgreSQL it is worse: every version of a row
/// is kept until the transaction that made it has ended, and each further change walks through all of them,
/// so that a counter raised twenty thousand times by one import would cost two hundred million steps. Only
/// for rows that nobody else may change meanwhile (`Connection::hold`) and that the transaction does not
/// read, other than through `find`. The texts of SQL live as long as the program.
class LateRows {
 public:
  using Values = std::vector<Value>;

  /// What the row will be, or nothing while this transaction has not changed it.
  const Values* find(std::string_view name) const;
  /// `upsert` with `values` will be run at the end, in place of what was put under the same name before.
  void put(std::string_view name, std::string_view upsert, Values values);
  /// `row` will be inserted into `table_and_columns`. A work that appends many has them written little by
  /// little.
  void append(Connection& connection, std::string_view table_and_columns, Values row);

  bool is_empty() const;

  /// What was given until now stays when later things are undone.
  void keep();
  /// Forgets what was given since `keep`. What of it was written already is for the database to undo.
  void undo();

  /// To be called before the commit.
  void write(Connection& connection);
  void forget();

 private:
  struct Row {
    std::string_view upsert;
    Values values;
    std::uint64_t changed_after = 0;  ///< the number of the `keep` before its last change
  };
  using Rows = std::map<std::string, Row, std::less<>>;
  struct Before {
    Rows::iterator row;
    std::optional<Values> values;  ///< nothing when the row was not there
  };
  /// Rows for one table, one behind the other.
  struct Appended {
    std::size_t columns = 0;
    std::size_t kept = 0;  ///< values
    Values values;
  };

  Rows rows_;
  std::vector<Before> before_;  ///< of the rows that were changed since `keep`
  std::uint64_t keeps_ = 1;
  std::map<std::string_view, Appended> appended_;
};

}  // namespace zw::storage
