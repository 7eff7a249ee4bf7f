#include "storage/counter.h"

#include <fmt/format.h>

#include "storage/late_rows.h"

namespace zw::storage {
namespace {

std::int64_t last_id(Connection& connection, ZoneId zone, const std::string& entity) {
  const auto cursor = connection.query("SELECT last_id FROM id_counter WHERE zone_id = $1 AND entity = $2",
                                       {zone.value, entity});
  return cursor->step() ? cursor->integer(0) : 0;
}

}  // namespace

Id next_id(Connection& connection, ZoneId zone, std::string_view entity) {
  return next_ids(connection, zone, entity, 1);
}

Id next_ids(Connection& connection, ZoneId zone, std::string_view entity, std::int64_t count) {
  connection.hold(zone);
  LateRows* late = connection.late_rows();
  ZW_ASSERT(late, "numbers are given out by transactions that write");
  const std::string name = fmt::format("id_counter {} {}", zone.value, entity);
  const LateRows::Values* row = late->find(name);
  std::string of(entity);
  const std::int64_t next = 1 + (row ? record::integer(row->back()) : last_id(connection, zone, of));
  late->put(name,
            "INSERT INTO id_counter (zone_id, entity, last_id) VALUES ($1, $2, $3)"
            " ON CONFLICT (zone_id, entity) DO UPDATE SET last_id = excluded.last_id",
            {zone.value, std::move(of), next + count - 1});
  return {next};
}

}  // namespace zw::storage
