#include "storage/outbox.h"

#include "storage/counter.h"
#include "storage/late_rows.h"

namespace zw::storage {

void publish(Connection& connection, const Scope& scope, std::string_view topic, std::string_view entity,
             Id id) {
  const Id seq = next_id(connection, scope.zone, "event");
  LateRows* late = connection.late_rows();
  ZW_ASSERT(late, "events are published by transactions that write");
  late->append(
      connection, "event (zone_id, seq, at, topic, entity, entity_id)",
      {scope.zone.value, seq.value, scope.now.micros, std::string(topic), std::string(entity), id.value});
  connection.announce();
}

std::vector<Event> events_after(Connection& connection, ZoneId zone, std::int64_t seq, std::int64_t limit) {
  const LateRows* late = connection.late_rows();
  ZW_ASSERT(!late || late->is_empty(), "events are read by those who come after the commit");
  const auto cursor = connection.query(
      "SELECT seq, at, topic, entity, entity_id FROM event WHERE zone_id = $1 AND seq > $2 ORDER BY seq "
      "LIMIT $3",
      {zone.value, seq, limit});
  std::vector<Event> events;
  while (cursor->step())
    events.push_back({cursor->integer(0),
                      {cursor->integer(1)},
                      std::string(cursor->text(2)),
                      std::string(cursor->text(3)),
                      {cursor->integer(4)}});
  return events;
}

std::int64_t last_event(Connection& connection, ZoneId zone) {
  const auto cursor = connection.query(
      "SELECT last_id FROM id_counter WHERE zone_id = $1 AND entity = 'event'", {zone.value});
  return cursor->step() ? cursor->integer(0) : 0;
}

std::int64_t forget_events(Connection& connection, ZoneId zone, Instant before) {
  return connection.execute("DELETE FROM event WHERE zone_id = $1 AND at < $2", {zone.value, before.micros});
}

}  // namespace zw::storage
