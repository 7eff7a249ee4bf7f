// The steps of the generator: each adds its lists to a zone that holds those of the steps before it.
#pragma once

#include "app/demo/zone.h"
#include "base/rng.h"

namespace zw::app::demo {

/// The zone is first made as it stands on the article's day; `cut_to_stage` then takes away what came later.
void add_organisations(DemoZone& zone);
void add_enterprises(DemoZone& zone);
void add_projects(DemoZone& zone);
/// A year plan by month for each project, and what was spent.
void add_investment(DemoZone& zone);
void add_people(DemoZone& zone);
void add_teams(DemoZone& zone);
void add_duties(DemoZone& zone);
void add_facts(DemoZone& zone);
void add_law(DemoZone& zone);
/// These two see the whole campaign but tell only what had happened by the stage.
void add_cases(DemoZone& zone);
void add_contacts(DemoZone& zone);
void cut_to_stage(DemoZone& zone);
/// What had happened to the nodes by the stage: reports, confirmations, re-planned dates.
void add_node_life(DemoZone& zone);

/// The state of a project with so many of its ten steps behind it.
projects::ProjectState state_after(projects::ProjectClass project_class, std::size_t steps_done);

/// Each step draws from its own stream, so that a change of one leaves the others as they were.
enum class Stream {
  enterprises = 1,
  projects,
  people,
  duties,
  facts,
  ledger,
  cases,
  contacts,
  investment,
  node_life
};
inline Rng rng_for(const DemoZone& zone, Stream stream) {
  return Rng(zone.options.seed * 1000 + static_cast<std::uint64_t>(stream));
}

inline Date day(int year, int month, int day_of_month) { return *make_date(year, month, day_of_month); }

/// A stored record's id is its place in its list.
template <class T>
T& add(std::vector<T>& list, T value) {
  value.id = Id{static_cast<std::int64_t>(list.size()) + 1};
  value.version = 1;
  return list.emplace_back(std::move(value));
}

}  // namespace zw::app::demo
