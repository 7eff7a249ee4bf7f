#include "app/demo/zone.h"

#include <algorithm>

#include "app/demo/parts.h"

namespace zw::app::demo {
namespace {

constexpr Stage kStages[] = {Stage::chaos, Stage::middle, Stage::article_day};

/// Keeps the rows that had begun by `day`; the list is in the order of their beginning.
template <class T, class Begin>
void cut_after(std::vector<T>& list, Date day, Begin begin) {
  const auto late = std::find_if(list.begin(), list.end(), [&](const T& row) { return begin(row) > day; });
  list.erase(late, list.end());
}

/// Before the import nobody knows the firms: nothing may refer to them.
void forget_firms(DemoZone& zone) {
  zone.enterprises.clear();
  zone.facts.clear();
  zone.duties.clear();
  for (auto& programme : zone.programmes) programme.enterprise_id.reset();
  for (auto& project : zone.projects) project.enterprise_id.reset();
  for (auto& person : zone.people) person.enterprise_id.reset();
}

void reopen_duties(DemoZone& zone, Date day) {
  cut_after(zone.duties, day, [](const registry::Duty& duty) { return duty.starts_on; });
  for (auto& duty : zone.duties)
    if (duty.ends_on && *duty.ends_on > day)
      duty.ends_on.reset(), duty.state = registry::DutyState::active, duty.reason = "首轮分派";
}

/// The register shows of each value what was known by then.
void forget_later_facts(DemoZone& zone, Date day) {
  cut_after(zone.facts, day, [](const registry::Fact& fact) { return fact.as_of; });
  for (const registry::Fact& fact : zone.facts)
    if (fact.field == "employees")
      zone.enterprises[static_cast<std::size_t>(fact.enterprise_id.value) - 1].employees =
          std::stoll(fact.value);
}

void dissolve_later_teams(DemoZone& zone, Date day) {
  cut_after(zone.teams, day, [](const registry::Team& team) { return team.starts_on; });
  const auto last = static_cast<std::int64_t>(zone.teams.size());
  std::erase_if(zone.posts,
                [&](const registry::Post& post) { return post.team_id && post.team_id->value > last; });
  const auto last_post = static_cast<std::int64_t>(zone.posts.size());
  std::erase_if(zone.tenures,
                [&](const registry::Tenure& tenure) { return tenure.post_id.value > last_post; });
}

/// A step not done by then is running when it is the next one, and blocked when its day has passed.
void reopen_nodes(DemoZone& zone, Date day) {
  using projects::NodeState;
  std::vector<std::size_t> done(zone.projects.size());
  for (auto& node : zone.nodes) {
    std::size_t& count = done[static_cast<std::size_t>(node.project_id.value) - 1];
    if (*node.actual_on <= day) {
      ++count;
      continue;
    }
    const bool is_next = static_cast<std::size_t>(node.sequence) == count + 1;
    const bool is_almost_done = is_next && *node.actual_on - day <= 5;
    node.state = !is_next                 ? NodeState::not_started
                 : is_almost_done         ? NodeState::awaiting_check
                 : *node.planned_on < day ? NodeState::blocked
                                          : NodeState::running;
    node.actual_on.reset();
  }
  for (auto& project : zone.projects)
    project.state = state_after(project.project_class, done[static_cast<std::size_t>(project.id.value) - 1]);
}

/// What a month has cost is known when it is over.
void forget_later_money(DemoZone& zone, Date day) {
  for (auto& month : zone.investment_months)
    if (civil(month.month).year == civil(day).year && civil(month.month).month >= civil(day).month)
      month.actual.reset();
}

void reopen_phases(DemoZone& zone, Date day) {
  using projects::PhaseState;
  for (auto& phase : zone.phases) {
    if (phase.actual_on && *phase.actual_on > day)
      phase.actual_on.reset(), phase.state = PhaseState::building;
    if (phase.state == PhaseState::trial && *phase.planned_on - day > 30) phase.state = PhaseState::building;
  }
}

}  // namespace

Date date_of(Stage stage) {
  switch (stage) {
    case Stage::chaos:
      return *make_date(2020, 2, 10);
    case Stage::middle:
      return *make_date(2020, 3, 15);
    case Stage::article_day:
      return *make_date(2020, 6, 14);
  }
  return {};
}

std::optional<Stage> stage_of(Date date) {
  for (Stage stage : kStages)
    if (date_of(stage) == date) return stage;
  return {};
}

void cut_to_stage(DemoZone& zone) {
  const Date day = date_of(zone.options.stage);
  if (zone.options.stage == Stage::chaos)
    forget_firms(zone);
  else
    forget_later_facts(zone, day);
  reopen_duties(zone, day);
  dissolve_later_teams(zone, day);
  reopen_nodes(zone, day);
  reopen_phases(zone, day);
  forget_later_money(zone, day);
}

DemoZone generate(const Options& options) {
  ZW_ASSERT(options.scale >= 1 && options.scale <= 100, "scales are checked where they are typed");
  DemoZone zone;
  zone.options = options;
  zone.name = "示例经开区·示例湖街道";
  add_organisations(zone);
  add_enterprises(zone);
  add_projects(zone);
  add_investment(zone);
  add_people(zone);
  add_teams(zone);
  add_duties(zone);
  add_facts(zone);
  add_law(zone);
  add_cases(zone);
  add_contacts(zone);
  cut_to_stage(zone);
  add_node_life(zone);
  return zone;
}

}  // namespace zw::app::demo
