#include "modules/registry/objects.h"

namespace zw::modules::registry {
namespace {

std::optional<std::int64_t> optional_integer(const storage::Cursor& cursor, int column) {
  if (cursor.is_null(column)) return {};
  return cursor.integer(column);
}

}  // namespace

std::vector<DutyObject> live_enterprises(storage::Records& records) {
  auto cursor = records.connection().query(
      "SELECT id, name, latitude_e6, longitude_e6, needs_residency, industry_code, needs_skill, "
      "needs_language FROM enterprise "
      "WHERE zone_id = $1 AND status IN ('registered', 'preparing', 'suspended') ORDER BY id",
      {records.scope().zone.value});
  std::vector<DutyObject> objects;
  while (cursor->step())
    objects.push_back({ObjectKind::enterprise, Id{cursor->integer(0)}, std::string(cursor->text(1)),
                       optional_integer(*cursor, 2), optional_integer(*cursor, 3), cursor->integer(4) != 0,
                       std::string(cursor->text(5)), std::string(cursor->text(6)),
                       std::string(cursor->text(7))});
  return objects;
}

std::vector<DutyObject> live_objects(storage::Records& records, const DutySources& sources) {
  std::vector<DutyObject> objects;
  for (const DutySource& source : sources) {
    auto more = source(records);
    objects.insert(objects.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  }
  return objects;
}

std::string_view to_string(ObjectKind kind) { return choices_of(kind)[static_cast<std::size_t>(kind)].name; }

}  // namespace zw::modules::registry
