// People, the organisations and groups they belong to, and the posts they hold.
#pragma once

#include "record/description.h"

namespace zw::modules::registry {

enum class OrganisationKind {
  committee,
  subdistrict,
  department,
  bank,
  hospital,
  labour_agency,
  carrier,
  other
};
enum class OfficerState { active, absent, left };
enum class TeamKind {
  task_force,
  front_headquarters,
  tackling_team,
  support_team,
  audit_team,
  help_team,
  party_branch,
  grid
};
enum class TeamState { forming, active, dissolved };
enum class TenureKind { full, acting, concurrent };

std::span<const record::Choice> choices_of(OrganisationKind);
std::span<const record::Choice> choices_of(OfficerState);
std::span<const record::Choice> choices_of(TeamKind);
std::span<const record::Choice> choices_of(TeamState);
std::span<const record::Choice> choices_of(TenureKind);

struct Organisation : record::Stored {
  std::string name;
  OrganisationKind kind = OrganisationKind::department;
  std::optional<Id> parent_id;
  std::string note;
};

struct Person : record::Stored {
  std::string name;
  std::string mobile;
  std::string email;
  std::optional<Id> organisation_id;
  std::optional<Id> enterprise_id;  ///< the firm a contact speaks for
  std::string note;
};

/// A resident officer's competence and reach; a person may be one officer.
struct Officer : record::Stored {
  Id person_id;
  std::string skills;      ///< comma-separated
  std::string industries;  ///< comma-separated section letters or divisions of GB/T 4754
  std::string languages;   ///< comma-separated
  std::int64_t capacity = 40;
  std::string station;  ///< the desk they start from, never a position
  std::optional<std::int64_t> latitude_e6, longitude_e6;
  std::optional<Date> available_from, available_until;
  OfficerState state = OfficerState::active;
};

/// A group with a charter and a term: task force, front headquarters, help team, temporary party branch,
/// grid.
struct Team : record::Stored {
  std::string name;
  TeamKind kind = TeamKind::task_force;
  std::optional<Id> parent_id;
  std::string charter;
  Date starts_on;
  std::optional<Date> ends_on;
  TeamState state = TeamState::active;
  std::string subject_kind;  ///< "project", "enterprise", "programme", or empty
  std::optional<std::int64_t> subject_id;
};

/// A seat in an organisation or a team, whoever sits on it.
struct Post : record::Stored {
  std::string name;
  std::optional<Id> organisation_id;
  std::optional<Id> team_id;
  bool is_lead = false;
};

/// Who holds a post, since when, until when, as what.
struct Tenure : record::Stored {
  Id person_id;
  Id post_id;
  TenureKind kind = TenureKind::full;
  Date starts_on;
  std::optional<Date> ends_on;
  std::string hand_over_note;
};

}  // namespace zw::modules::registry

namespace zw::record {
template <>
const Entity& describe<modules::registry::Organisation>();
template <>
const Entity& describe<modules::registry::Person>();
template <>
const Entity& describe<modules::registry::Officer>();
template <>
const Entity& describe<modules::registry::Team>();
template <>
const Entity& describe<modules::registry::Post>();
template <>
const Entity& describe<modules::registry::Tenure>();
}  // namespace zw::record
