#include "modules/registry/duty_change.h"

#include <fmt/format.h>

#include "modules/registry/people.h"

namespace zw::modules::registry {
namespace {

using storage::Records;

struct LiveObject {
  std::string name;
  bool needs_residency = false;
};

std::optional<LiveObject> find_object(Records& records, ObjectRef object) {
  auto cursor = records.connection().query(
      fmt::format("SELECT name, needs_residency FROM {} WHERE zone_id = $1 AND id = $2",
                  to_string(object.kind)),
      {records.scope().zone.value, object.id.value});
  if (!cursor->step()) return {};
  return LiveObject{std::string(cursor->text(0)), cursor->integer(1) != 0};
}

bool has_residency(Records& records, Id officer, ObjectRef except) {
  auto cursor = records.connection().query(
      "SELECT 1 FROM duty WHERE zone_id = $1 AND officer_id = $2 AND is_residency = 1 AND kind = "
      "'accountable' AND state = "
      "'active' AND NOT (object_kind = $3 AND object_id = $4)",
      {records.scope().zone.value, officer.value, std::string(to_string(except.kind)), except.id.value});
  return cursor->step();
}

}  // namespace

std::optional<Duty> accountable_duty(Records& records, ObjectRef object) {
  std::optional<Id> id;
  {
    auto cursor = records.connection().query(
        "SELECT id FROM duty WHERE zone_id = $1 AND object_kind = $2 AND object_id = $3 AND kind = "
        "'accountable' AND state = "
        "'active'",
        {records.scope().zone.value, std::string(to_string(object.kind)), object.id.value});
    if (cursor->step()) id = Id{cursor->integer(0)};
  }
  return id ? records.find<Duty>(*id) : std::nullopt;
}

std::int64_t load_of(Records& records, Id officer) {
  auto cursor = records.connection().query(
      "SELECT count(*) FROM duty WHERE zone_id = $1 AND officer_id = $2 AND kind = 'accountable' AND state = "
      "'active'",
      {records.scope().zone.value, officer.value});
  cursor->step();
  return cursor->integer(0);
}

Outcome end_duty(Records& records, const Duty& duty, const std::string& reason) {
  Duty ended = duty;
  ended.state = DutyState::ended;
  ended.ends_on = china_date(records.scope().now);
  if (!reason.empty()) ended.reason = reason;
  auto done = records.update(ended, "ended");
  if (!done) return done.problems();
  return Nothing{};
}

Outcome hand_over(Records& records, ObjectRef object, bool is_residency, Id officer,
                  const std::string& reason, std::optional<Id> plan) {
  if (const auto present = accountable_duty(records, object)) {
    auto ended = end_duty(records, *present, reason);
    if (!ended) return ended.problems();
  }
  Duty duty;
  duty.object_kind = object.kind;
  duty.object_id = object.id.value;
  duty.officer_id = officer;
  duty.is_residency = is_residency;
  duty.starts_on = china_date(records.scope().now);
  duty.reason = reason;
  duty.plan_id = plan;
  auto stored = records.insert(duty);
  if (!stored) return stored.problems();
  return Nothing{};
}

Result<AssignmentPreview> preview_assignment(Records& records, const std::vector<ObjectRef>& objects,
                                             Id officer_id) {
  const auto officer = records.find<Officer>(officer_id);
  if (!officer) return Problem{"duty.unknown_officer", "officer_id", {}};
  AssignmentPreview preview;
  if (officer->state != OfficerState::active)
    preview.problems.push_back({"duty.officer_not_active", "officer_id", {}});

  std::optional<ObjectRef> residency;
  for (std::size_t i = 0; i < objects.size(); ++i) {
    const auto live = find_object(records, objects[i]);
    const std::string place = fmt::format("objects/{}", i);
    if (!live) {
      preview.problems.push_back(
          {"duty.unknown_object", place, {{"id", fmt::format("{}", objects[i].id.value)}}});
      continue;
    }
    const auto present = accountable_duty(records, objects[i]);
    if (present && present->officer_id == officer_id) {
      ++preview.changes.kept;
      continue;
    }
    if (live->needs_residency && (residency || has_residency(records, officer_id, objects[i])))
      preview.problems.push_back({"duty.second_residency", place, {{"name", live->name}}});
    if (live->needs_residency) residency = objects[i];
    ++(present ? preview.changes.moved : preview.changes.assigned);
    preview.moves.push_back({objects[i], live->needs_residency});
  }
  preview.capacity = officer->capacity;
  preview.load = load_of(records, officer_id) + static_cast<std::int64_t>(preview.moves.size());
  if (preview.load > preview.capacity)
    preview.problems.push_back(
        {"duty.capacity_exceeded",
         "officer_id",
         {{"capacity", fmt::format("{}", preview.capacity)}, {"load", fmt::format("{}", preview.load)}}});
  return preview;
}

Result<DutyChanges> assign(Records& records, const std::vector<ObjectRef>& objects, Id officer,
                           const std::string& reason, std::optional<Id> plan) {
  const auto preview = preview_assignment(records, objects, officer);
  if (!preview) return preview.problems();
  if (!preview->problems.empty()) return preview->problems;
  for (const Move& move : preview->moves) {
    auto done = hand_over(records, move.object, move.is_residency, officer, reason, plan);
    if (!done) return done.problems();
  }
  return preview->changes;
}

}  // namespace zw::modules::registry
