// The demonstration zone as plain values: what the generator makes and `store` writes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/casework/around.h"
#include "modules/casework/law.h"
#include "modules/casework/parts.h"
#include "modules/projects/node_event.h"
#include "modules/projects/progress_rule.h"
#include "modules/projects/projects.h"
#include "modules/registry/duty.h"
#include "modules/registry/enterprise.h"
#include "modules/registry/law.h"
#include "modules/registry/people.h"
#include "storage/scope.h"

namespace zw::app::demo {

namespace registry = modules::registry;
namespace projects = modules::projects;
namespace casework = modules::casework;

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
inline constexpr int kCases = 8200;
inline constexpr int kVisits = 2600;
inline constexpr int kKeyDates = 300;
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
  std::vector<projects::InvestmentMonth> investment_months;
  std::vector<registry::Duty> duties;
  std::vector<registry::CalendarDay> calendar_days;
  std::vector<registry::LawLimit> law_limits;
  std::vector<registry::Setting> settings;
  std::vector<casework::Standard> standards;
  std::vector<casework::LightRule> light_rules;
  std::vector<projects::ProgressRule> progress_rules;
  std::vector<projects::VarianceReason> variance_reasons;
  std::vector<projects::NodeEvent> node_events;  ///< in the order of their time
  std::vector<casework::Template> templates;
  std::vector<casework::TemplateStep> template_steps;
  std::vector<casework::Case> cases;  ///< in the order of their receipt
  std::vector<casework::Step> case_steps;
  std::vector<casework::Event> case_events;
  std::vector<casework::Pause> case_pauses;
  std::vector<casework::Span> case_spans;
  std::vector<casework::Message> messages;
  std::vector<casework::Supervision> supervisions;
  std::vector<casework::Link> case_links;
  std::vector<casework::KeyDate> key_dates;
  std::vector<casework::Visit> visits;
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
  visit(zone.investment_months);
  visit(zone.duties);
  visit(zone.calendar_days);
  visit(zone.law_limits);
  visit(zone.settings);
  visit(zone.standards);
  visit(zone.light_rules);
  visit(zone.progress_rules);
  visit(zone.variance_reasons);
  visit(zone.node_events);
  visit(zone.templates);
  visit(zone.template_steps);
  visit(zone.cases);
  visit(zone.case_steps);
  visit(zone.case_events);
  visit(zone.case_pauses);
  visit(zone.case_spans);
  visit(zone.messages);
  visit(zone.supervisions);
  visit(zone.case_links);
  visit(zone.key_dates);
  visit(zone.visits);
}

}  // namespace zw::app::demo
