// The outbox: what happened, written in the transaction that made it happen and read after the commit, in
// order.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "storage/database.h"
#include "storage/scope.h"

namespace zw::storage {

struct Event {
  std::int64_t seq = 0;  ///< counts up in the order of the commits of a zone, without gaps
  Instant at;
  std::string topic;  ///< "enterprise.updated"
  std::string entity;
  Id id;
};

/// Whoever listens to Database::events() is woken after the commit. Holds the zone until the transaction
/// ends; the event is written shortly before, together with others, and the transaction itself cannot read
/// it.
void publish(Connection& connection, const Scope& scope, std::string_view topic, std::string_view entity,
             Id id);

/// The oldest `limit` events after `seq`. Not in a transaction that publishes.
std::vector<Event> events_after(Connection& connection, ZoneId zone, std::int64_t seq, std::int64_t limit);
/// Seq of the newest event, 0 when there was none.
std::int64_t last_event(Connection& connection, ZoneId zone);
/// Removes what is older than `before`; answers how many.
std::int64_t forget_events(Connection& connection, ZoneId zone, Instant before);

}  // namespace zw::storage
