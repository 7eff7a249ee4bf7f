// How duties change hands: assigned, handed over, ended — the old one kept as history.
#pragma once

#include "base/result.h"
#include "modules/registry/objects.h"

namespace zw::modules::registry {

struct ObjectRef {
  ObjectKind kind = ObjectKind::enterprise;
  Id id;

  friend auto operator<=>(const ObjectRef&, const ObjectRef&) = default;
};

struct DutyChanges {
  std::int64_t assigned = 0;  ///< objects that had nobody
  std::int64_t moved = 0;     ///< objects that changed hands
  std::int64_t kept = 0;      ///< objects the officer had already
};

/// An object as it changes hands.
struct Move {
  ObjectRef object;
  bool is_residency = false;
};

/// What an assignment would do; nothing is stored by asking.
struct AssignmentPreview {
  DutyChanges changes;
  std::int64_t load = 0, capacity = 0;  ///< of the officer afterwards, and at most
  std::vector<Move> moves;
  Problems problems;  ///< why it would be refused; none when it may be done
};

/// As many objects as one assignment may name.
inline constexpr std::size_t kMostObjects = 5000;

/// The accountable duty of an object that is in force.
std::optional<Duty> accountable_duty(storage::Records& records, ObjectRef object);

/// Problem: duty.unknown_officer. In the preview: duty.unknown_object, duty.officer_not_active,
/// duty.second_residency (params name), duty.capacity_exceeded (params capacity, load).
Result<AssignmentPreview> preview_assignment(storage::Records& records, const std::vector<ObjectRef>& objects,
                                             Id officer);

/// Makes `officer` accountable for all objects; previous duties end today with the same reason.
/// Problems: those of the preview.
Result<DutyChanges> assign(storage::Records& records, const std::vector<ObjectRef>& objects, Id officer,
                           const std::string& reason, std::optional<Id> plan = {});

/// As `assign` for one object, without the check of load: what a verified plan or a bulk assignment has
/// checked already.
Outcome hand_over(storage::Records& records, ObjectRef object, bool is_residency, Id officer,
                  const std::string& reason, std::optional<Id> plan);
Outcome end_duty(storage::Records& records, const Duty& duty, const std::string& reason);

/// Active accountable duties of an officer.
std::int64_t load_of(storage::Records& records, Id officer);

}  // namespace zw::modules::registry
