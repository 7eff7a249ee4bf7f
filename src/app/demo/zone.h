// The demonstration zone as plain values: what the generator makes and `store` writes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/projects/projects.h"
#include "modules/registry/duty.h"
#include "modules/registry/enterprise.h"
#include "modules/registry/law.h"
#include "modules/registry/people.h"
#include "storage/scope.h"

namespace zw::app::demo {

namespace registry = modules::registry;
namespace projects = modules::projects;

inline constexpr std::uint64_t kSeed = 20200614;

/// How far the zone has come: a workbook and nobody's duties; the middle of the campaign; the day of the
/// article.
enum class Stage { chaos, middle, article_day };

/// 2020-02-10, 2020-03-15, 2020-06-14.
Date date_of(Stage stage);
/// The stage of exactly that day.
std::optional<Stage> stage_of(Date date);

struct Options {
  Stage stage = Stage::article_day;
  int scale = 1;  ///< multiplies firms, officers, projects and what hangs on them; groups and offices stay
  std::uint64_t seed = kSeed;
};

// Totals at scale 1.
inline constexpr int kEnterprises = 2036;
inline constexpr int kOfficers = 74;
inline constexpr int kProjects = 54;
inline constexpr int kNodesPerProject = 10;
inline constexpr int kObservations = 520;
inline constexpr int kGrids = 17;
/// Of 2,090 objects this many have somebody on 2020-03-15.
inline constexpr int kAssignedInTheMiddle = 1450;

/// Names the facts that are monthly observations among those that came with the ledger or a visit.
inline constexpr std::string_view kObservationSource = "月度监测";

/// Ids count from 1 within each list, in its order, and refer only to records of this zone.
struct DemoZone {
  Options options;
  std::string name;
  std::vector<registry::Organisation> organisations;
  std::vector<registry::Enterprise> enterprises;
  std::vector<registry::Fact> facts;
  std::vector<registry::Person> people;
  std::vector<registry::Officer> officers;
  std::vector<registry::Team> teams;
  std::vector<registry::Post> posts;
  std::vector<registry::Tenure> tenures;
  std::vector<projects::Programme> programmes;
  std::vector<projects::Project> projects;
  std::vector<projects::Phase> phases;
  std::vector<projects::Node> nodes;
  std::vector<registry::Duty> duties;
  std::vector<registry::CalendarDay> calendar_days;
  std::vector<registry::LawLimit> law_limits;
  std::vector<registry::Setting> settings;
};

/// Whose shoes a visitor may step into.
struct Persona {
  storage::Role role;
  Id person;
  std::optional<Id> enterprise;  ///< the firm a contact speaks for
};

/// One person for each role.
std::vector<Persona> personas(const DemoZone& zone);

/// The same options give the same zone on every machine.
DemoZone generate(const Options& options);

/// Calls `visit(rows)` for each list, those before that others refer to.
template <class Zone, class Visit>
void for_each_list(Zone& zone, Visit&& visit) {
  visit(zone.organisations);
  visit(zone.enterprises);
  visit(zone.facts);
  visit(zone.people);
  visit(zone.officers);
  visit(zone.teams);
  visit(zone.posts);
  visit(zone.tenures);
  visit(zone.programmes);
  visit(zone.projects);
  visit(zone.phases);
  visit(zone.nodes);
  visit(zone.duties);
  visit(zone.calendar_days);
  visit(zone.law_limits);
  visit(zone.settings);
}

}  // namespace zw::app::demo
