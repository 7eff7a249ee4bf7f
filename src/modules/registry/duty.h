// Duties: who is accountable for which firm or project, and the plans that propose them.
#pragma once

#include "record/description.h"

namespace zw::modules::registry {

enum class ObjectKind { enterprise, project };
enum class DutyKind { accountable, assisting, linked_leader };
enum class DutyState { active, ended };
enum class PlanState { computing, proposed, adopted, discarded, failed };
enum class PlanMode { best, fewest_changes };
enum class Change { kept, moved, added, unassigned };

std::span<const record::Choice> choices_of(ObjectKind);
std::span<const record::Choice> choices_of(DutyKind);
std::span<const record::Choice> choices_of(DutyState);
std::span<const record::Choice> choices_of(PlanState);
std::span<const record::Choice> choices_of(PlanMode);
std::span<const record::Choice> choices_of(Change);

/// One accountable officer per live object: a unique index says so.
struct Duty : record::Stored {
  ObjectKind object_kind = ObjectKind::enterprise;
  std::int64_t object_id = 0;
  Id officer_id;
  DutyKind kind = DutyKind::accountable;
  bool is_residency = false;
  Date starts_on;
  std::optional<Date> ends_on;
  DutyState state = DutyState::active;
  std::string reason;
  std::optional<Id> plan_id;
};

/// A computed proposal of duties with what is proven about it.
struct DutyPlan : record::Stored {
  PlanState state = PlanState::computing;
  PlanMode mode = PlanMode::best;
  std::optional<Id> leaving_officer_id;
  std::optional<std::int64_t> job_id;
  std::optional<std::int64_t> total, bound, gap_ppm;  ///< score points; gap in parts per million of the bound
  std::int64_t moved = 0, kept = 0, added = 0, unassigned = 0;
  bool verified = false;
  std::string input;        ///< the engine's draft as it was computed on
  std::string certificate;  ///< officer prices and why the search stopped
  std::string problem;
  std::string reason;
  Instant created_at;
  std::optional<Instant> adopted_at;
};

struct DutyPlanRow : record::Stored {
  Id plan_id;
  ObjectKind object_kind = ObjectKind::enterprise;
  std::int64_t object_id = 0;
  std::optional<Id> officer_id;
  std::optional<Id> previous_officer_id;
  Change change = Change::kept;
  std::int64_t score = 0;
  std::string terms;  ///< [{"code","points"}]
};

}  // namespace zw::modules::registry

namespace zw::record {
template <>
const Entity& describe<modules::registry::Duty>();
template <>
const Entity& describe<modules::registry::DutyPlan>();
template <>
const Entity& describe<modules::registry::DutyPlanRow>();
}  // namespace zw::record
