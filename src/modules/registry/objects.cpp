#include "modules/registry/objects.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "modules/registry/enterprise.h"

namespace zw::modules::registry {
namespace {

std::optional<std::int64_t> optional_integer(const storage::Cursor& cursor, int column) {
  if (cursor.is_null(column)) return {};
  return cursor.integer(column);
}

LiveRule live_enterprise() { return {"status", {"registered", "preparing", "suspended"}}; }

std::vector<DutyObject> live_enterprises(storage::Records& records) {
  auto cursor = records.connection().query(
      fmt::format("SELECT id, name, latitude_e6, longitude_e6, needs_residency, industry_code, needs_skill, "
                  "needs_language FROM enterprise WHERE zone_id = $1 AND {} ORDER BY id",
                  live_enterprise().sql()),
      {records.scope().zone.value});
  std::vector<DutyObject> objects;
  while (cursor->step())
    objects.push_back({ObjectKind::enterprise, Id{cursor->integer(0)}, std::string(cursor->text(1)),
                       optional_integer(*cursor, 2), optional_integer(*cursor, 3), cursor->integer(4) != 0,
                       std::string(cursor->text(5)), std::string(cursor->text(6)),
                       std::string(cursor->text(7))});
  return objects;
}

storage::ListQuery accountable_duties(ObjectKind kind) {
  const record::Entity& duty = record::describe<Duty>();
  const auto is = [&](std::string_view field, std::string_view value) {
    return storage::Filter{duty.find(field), {std::string(value)}};
  };
  return {.filters = {is("object_kind", to_string(kind)), is("kind", "accountable"), is("state", "active")}};
}

}  // namespace

std::string LiveRule::sql() const { return fmt::format("{} IN ('{}')", field, fmt::join(values, "', '")); }

storage::ListQuery LiveRule::query(const record::Entity& entity) const {
  storage::Filter filter{entity.find(field), {}};
  for (const std::string_view value : values) filter.any_of.emplace_back(std::string(value));
  return {.filters = {std::move(filter)}};
}

DutySource enterprise_source() {
  return {ObjectKind::enterprise, &record::describe<Enterprise>(), live_enterprise(), &live_enterprises};
}

DutyCount count_objects(storage::Records& records, const DutySources& sources) {
  DutyCount counted;
  for (const DutySource& source : sources) {
    const auto live = source.live.query(*source.entity);
    counted.objects += records.count(*source.entity, live);
    counted.unassigned += records.count_unnamed(*source.entity, live, record::describe<Duty>(),
                                                accountable_duties(source.kind), "object_id");
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
