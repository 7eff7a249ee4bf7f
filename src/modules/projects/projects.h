// Construction projects as a ledger: class, cluster, phases with capacity, nodes, owner organisation.
#pragma once

#include "modules/casework/case.h"
#include "record/description.h"

namespace zw::modules::projects {

enum class ProjectClass { industrial, urban, livelihood };
enum class ProjectState {
  planned,
  negotiating,
  signed_up,
  registered,
  approved,
  land,
  permits,
  started,
  building,
  completed,
  producing,
  full_capacity,
  listed,
  paused,
  stopped
};
enum class ProgrammeKind { programme, cluster };
enum class PhaseState { planned, building, trial, producing, full_capacity };
enum class NodeState { not_started, running, awaiting_check, done, blocked };

std::span<const record::Choice> choices_of(ProjectClass);
std::span<const record::Choice> choices_of(ProjectState);
std::span<const record::Choice> choices_of(ProgrammeKind);
std::span<const record::Choice> choices_of(PhaseState);
std::span<const record::Choice> choices_of(NodeState);

/// A programme (one group's base, its phases adding up to a target) or a cluster with a front headquarters.
struct Programme : record::Stored {
  std::string name;
  ProgrammeKind kind = ProgrammeKind::programme;
  std::optional<std::int64_t> target_capacity;
  std::string capacity_unit;
  std::optional<Id> enterprise_id;
  std::string note;
};

struct Project : record::Stored {
  std::string name;
  std::string code;
  ProjectClass project_class = ProjectClass::industrial;
  std::optional<Id> cluster_id, programme_id;
  std::optional<Id> enterprise_id;
  std::optional<Id> owner_organisation_id;
  ProjectState state = ProjectState::planned;
  std::string address;
  std::optional<std::int64_t> latitude_e6, longitude_e6;
  std::optional<Money> investment;
  std::optional<Date> planned_start, planned_finish;
  std::optional<std::int64_t> design_capacity;
  std::string capacity_unit;
  bool needs_residency = false;
  std::string note;
};

struct Phase : record::Stored {
  Id project_id;
  std::string name;
  std::int64_t sequence = 1;
  std::optional<std::int64_t> capacity;
  std::string capacity_unit;
  std::optional<Date> planned_on, actual_on;
  PhaseState state = PhaseState::planned;
};

struct Node : record::Stored {
  Id project_id;
  std::string name;
  std::int64_t sequence = 1;
  std::optional<Date> planned_on, actual_on;
  NodeState state = NodeState::not_started;
  std::int64_t weight = 1;
  std::optional<casework::Category> factor;  ///< what it is about, in the matrix of projects and factors
  bool is_key = false;
  std::optional<Date> forecast_on;  ///< after re-planning; the planned date stays as it was signed
  std::string evidence;             ///< of the last report
};

}  // namespace zw::modules::projects

namespace zw::record {
template <>
const Entity& describe<modules::projects::Programme>();
template <>
const Entity& describe<modules::projects::Project>();
template <>
const Entity& describe<modules::projects::Phase>();
template <>
const Entity& describe<modules::projects::Node>();
}  // namespace zw::record
