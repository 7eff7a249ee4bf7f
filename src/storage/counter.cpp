#include "storage/counter.h"

namespace zw::storage {

Id next_id(Connection& connection, ZoneId zone, std::string_view entity) {
  connection.hold(zone);
  const auto cursor = connection.query(
      "INSERT INTO id_counter (zone_id, entity, last_id) VALUES ($1, $2, 1)"
      " ON CONFLICT (zone_id, entity) DO UPDATE SET last_id = id_counter.last_id + 1 RETURNING last_id",
      {zone.value, std::string(entity)});
  ZW_ASSERT(cursor->step(), "an upsert answers its row");
  return {cursor->integer(0)};
}

}  // namespace zw::storage
