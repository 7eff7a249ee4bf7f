// The writes of the fault tests, and what must hold of them whatever happened.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <mutex>
#include <set>
#include <string>

#include "storage/audit.h"
#include "storage/check.h"
#include "storage/database.h"
#include "storage/outbox.h"
#include "storage/testing.h"

namespace zw::faults {

/// One change as modules make them: an audit row, an event, and enough bytes that pages spill and the journal
/// wraps.
inline void record(storage::Database& database, std::int64_t number) {
  database.write([&](storage::Connection& connection) {
    const auto scope = storage::testing::test_scope();
    storage::append_audit(connection, scope, {"created", "thing", {number}, 1, std::string(8000, 'x')});
    storage::publish(connection, scope, "thing.created", "thing", {number});
  });
}

inline std::set<std::int64_t> recorded(storage::Database& database) {
  std::set<std::int64_t> numbers;
  database.read([&](storage::Connection& connection) {
    const auto row = connection.query("SELECT entity_id FROM audit WHERE zone_id = 1");
    while (row->step()) numbers.insert(row->integer(0));
  });
  return numbers;
}

/// Every acknowledged write is there, every write is there as a whole, the file is sound, and it can be
/// written to.
inline void expect_sound(const std::string& path, const std::set<std::int64_t>& acknowledged) {
  const auto database = storage::open_sqlite({.path = path, .create = false, .durable = false});
  const auto report = storage::check_database(*database);
  for (const Problem& problem : report.problems)
    ADD_FAILURE() << problem.code << " " << problem.params.at(0).second;
  const auto found = recorded(*database);
  for (const std::int64_t number : acknowledged) EXPECT_TRUE(found.contains(number)) << "lost: " << number;
  database->read([&](storage::Connection& connection) {
    EXPECT_EQ(storage::last_event(connection, {1}), report.audit_rows)
        << "audit row and event belong together";
  });
  EXPECT_NO_THROW(record(*database, -1));
}

/// Numbers whose writes were acknowledged, from any thread.
class Acknowledged {
 public:
  void add(std::int64_t number) {
    std::lock_guard lock(mutex_);
    numbers_.insert(number);
  }
  std::set<std::int64_t> numbers() const {
    std::lock_guard lock(mutex_);
    return numbers_;
  }

 private:
  mutable std::mutex mutex_;
  std::set<std::int64_t> numbers_;
};

inline void make_database(const std::string& path) {
  storage::migrate(*storage::open_sqlite({.path = path, .durable = false}));
}

}  // namespace zw::faults
