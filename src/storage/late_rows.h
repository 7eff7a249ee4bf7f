// Rows that one transaction changes thousands of times, written once before it commits.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "storage/database.h"

namespace zw::storage {

/// PostgreSQL keeps every version of a row until the transaction that made it has ended, and walks through
/// all of them at each further change: a counter raised twenty thousand times by one import would cost two
/// hundred million steps. Only for rows that nobody else may change meanwhile (`Connection::hold`) and that
/// the transaction itself reads through here.
class LateRows {
 public:
  using Values = std::vector<Value>;

  /// What the row will be, or nothing while this transaction has not changed it.
  const Values* find(std::string_view name) const {
    const auto found = rows_.find(name);
    return found == rows_.end() ? nullptr : &found->second.values;
  }
  /// `upsert` with `values` will be run at the end, in place of what was put under the same name before.
  void put(std::string name, std::string_view upsert, Values values) {
    rows_.insert_or_assign(std::move(name), Row{std::string(upsert), std::move(values)});
  }
  void write(Connection& connection) {
    for (const auto& [name, row] : std::exchange(rows_, {})) connection.execute(row.upsert, row.values);
  }
  void forget() { rows_.clear(); }

 private:
  struct Row {
    std::string upsert;
    Values values;
  };
  std::map<std::string, Row, std::less<>> rows_;
};

}  // namespace zw::storage
