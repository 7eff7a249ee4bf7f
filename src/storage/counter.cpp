#include "storage/counter.h"

#include <fmt/format.h>

#include "storage/late_rows.h"

namespace zw::storage {
namespace {

constexpr std::string_view kUpsert =
    "INSERT INTO id_counter (zone_id, entity, last_id) VALUES ($1, $2, $3)"
    " ON CONFLICT (zone_id, entity) DO UPDATE SET last_id = excluded.last_id";

std::int64_t last_id(Connection& connection, ZoneId zone, const std::string& entity) {
  const auto cursor = connection.query("SELECT last_id FROM id_counter WHERE zone_id = $1 AND entity = $2",
                                       {zone.value, entity});
  return cursor->step() ? cursor->integer(0) : 0;
}

Id next_id_later(Connection& connection, LateRows& late, ZoneId zone, const std::string& entity) {
  const std::string name = fmt::format("id_counter {} {}", zone.value, entity);
  const LateRows::Values* row = late.find(name);
  const std::int64_t next = 1 + (row ? record::integer(row->back()) : last_id(connection, zone, entity));
  late.put(name, kUpsert, {zone.value, entity, next});
  return {next};
}

}  // namespace

Id next_id(Connection& connection, ZoneId zone, std::string_view entity) {
  connection.hold(zone);
  if (LateRows* late = connection.late_rows())
    return next_id_later(connection, *late, zone, std::string(entity));
  const auto cursor = connection.query(
      "INSERT INTO id_counter (zone_id, entity, last_id) VALUES ($1, $2, 1)"
      " ON CONFLICT (zone_id, entity) DO UPDATE SET last_id = id_counter.last_id + 1 RETURNING last_id",
      {zone.value, std::string(entity)});
  ZW_ASSERT(cursor->step(), "an upsert answers its row");
  return {cursor->integer(0)};
}

}  // namespace zw::storage
