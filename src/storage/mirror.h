// Lists of large tables, answered from memory as of the very snapshot that asks.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <utility>
#include <vector>

#include "storage/columns.h"
#include "storage/database.h"

namespace zw::storage {

/// Of one database. Holds the columns of every table that is large enough to need it and `is_followed`:
/// each change of such a row is in the outbox, so that the events since the last look say which rows to read
/// again. Events count up in the order of the commits; a reader whose snapshot is older than what is held is
/// answered by the database itself.
class Mirror {
 public:
  /// Smaller tables are as fast in the database. Together at most `most_bytes` are held.
  explicit Mirror(std::int64_t fewest_rows = 2'000, std::size_t most_bytes = std::size_t{2} << 30)
      : fewest_rows_(fewest_rows), most_bytes_(most_bytes) {}

  /// Calls `use` with the columns as of the snapshot of `connection`; false, without a call, when the
  /// database has to answer.
  bool with(Connection& connection, ZoneId zone, const Entity& entity,
            const std::function<void(const Columns&)>& use);

 private:
  struct Kept {
    std::shared_mutex mutex;
    std::unique_ptr<Columns> columns;  ///< nothing while the table is small
    std::int64_t seq = -1;             ///< the last event that is contained
    std::int64_t small_until = -1;     ///< up to this event the table cannot have become large
    std::atomic<bool> is_making = false;
    std::atomic<std::int64_t> used = 0;
  };

  std::shared_ptr<Kept> kept(ZoneId zone, const Entity& entity);
  void make(Kept& kept, Connection& connection, ZoneId zone, const Entity& entity, std::int64_t now);
  void follow(Kept& kept, Connection& connection, ZoneId zone, const Entity& entity, std::int64_t now);
  /// Gives up what was not used for the longest time until the rest fits.
  void make_room(const Kept& except);

  const std::int64_t fewest_rows_;
  const std::size_t most_bytes_;
  std::atomic<std::int64_t> uses_ = 0;
  std::mutex mutex_;  ///< of the map alone
  std::map<std::pair<std::int64_t, const Entity*>, std::shared_ptr<Kept>> kept_;
};

}  // namespace zw::storage
