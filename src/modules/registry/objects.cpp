#include "modules/registry/objects.h"

#include <fmt/format.h>

#include <array>

namespace zw::modules::registry {
namespace {

std::optional<std::int64_t> optional_integer(const storage::Cursor& cursor, int column) {
  if (cursor.is_null(column)) return {};
  return cursor.integer(column);
}

constexpr std::string_view kLiveEnterprise = "status IN ('registered', 'preparing', 'suspended')";

std::vector<DutyObject> live_enterprises(storage::Records& records) {
  auto cursor = records.connection().query(
      fmt::format("SELECT id, name, latitude_e6, longitude_e6, needs_residency, industry_code, needs_skill, "
                  "needs_language FROM enterprise WHERE zone_id = $1 AND {} ORDER BY id",
                  kLiveEnterprise),
      {records.scope().zone.value});
  std::vector<DutyObject> objects;
  while (cursor->step())
    objects.push_back({ObjectKind::enterprise, Id{cursor->integer(0)}, std::string(cursor->text(1)),
                       optional_integer(*cursor, 2), optional_integer(*cursor, 3), cursor->integer(4) != 0,
                       std::string(cursor->text(5)), std::string(cursor->text(6)),
                       std::string(cursor->text(7))});
  return objects;
}

std::vector<std::int64_t> count_kind(storage::Records& records, const DutySource& source) {
  const std::string kind(to_string(source.kind));
  auto cursor = records.connection().query(
      fmt::format(
          "SELECT count(*), sum(CASE WHEN EXISTS (SELECT 1 FROM duty d WHERE d.zone_id = {0}.zone_id AND "
          "d.object_kind = $1 AND d.object_id = {0}.id AND d.kind = 'accountable' AND d.state = "
          "'active') THEN 0 ELSE 1 END) FROM {0} WHERE zone_id = $2 AND {1}",
          kind, source.live),
      std::vector<record::Value>{kind, records.scope().zone.value});
  cursor->step();
  return {cursor->integer(0), cursor->is_null(1) ? 0 : cursor->integer(1)};
}

}  // namespace

DutySource enterprise_source() { return {ObjectKind::enterprise, kLiveEnterprise, &live_enterprises}; }

DutyCount count_objects(storage::Records& records, const DutySources& sources) {
  DutyCount counted;
  for (const DutySource& source : sources) {
    const std::array tables{to_string(source.kind), std::string_view("duty")};
    const auto of_kind = records.summary(fmt::format("live {}", to_string(source.kind)), tables,
                                         [&] { return count_kind(records, source); });
    counted.objects += of_kind[0];
    counted.unassigned += of_kind[1];
  }
  return counted;
}

std::vector<DutyObject> live_objects(storage::Records& records, const DutySources& sources) {
  std::vector<DutyObject> objects;
  for (const DutySource& source : sources) {
    auto more = source.load(records);
    objects.insert(objects.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  }
  return objects;
}

std::string_view to_string(ObjectKind kind) { return choices_of(kind)[static_cast<std::size_t>(kind)].name; }

}  // namespace zw::modules::registry
