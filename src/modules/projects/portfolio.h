// Planned progress of all projects at a day: numbers, each the size of its list, and the same as a ledger.
#pragma once

#include <map>
#include <string>

#include "modules/projects/progress.h"
#include "modules/projects/projects.h"
#include "storage/records.h"

namespace zw::modules::projects {

/// What the zone knows, read once for whatever days are asked for.
struct Knowledge {
  std::vector<Project> projects;  ///< all that are not stopped, by name
  std::map<Id, Course> courses;   ///< of each project
  std::vector<ProgressRule> rules;
  std::map<Id, std::string> clusters;  ///< names
};

Knowledge read_knowledge(storage::Records& records);
Course read_course(storage::Records& records, const Project& project);

/// The rule of a day with its bands; nothing is the headline before the first rule.
struct Yardstick {
  const ProgressRule* rule = nullptr;
  std::vector<casework::Band> bands;

  std::optional<Measured> headline_of(const Measures& measures) const;
};
Yardstick yardstick_at(const std::vector<ProgressRule>& rules, Date day);

/// One project at one day.
struct Line {
  const Project* project;
  Measures measures;
  std::optional<Measured> headline;
  Standing standing = Standing::unknown;
  casework::Light light = casework::Light::none;
};

/// What a list of lines is narrowed to; an empty one keeps all.
struct Wanted {
  std::optional<Standing> standing;
  std::optional<casework::Light> light;
  std::optional<ProjectClass> project_class;
  std::optional<Id> cluster;
};

Line line_of(const Project& project, const Course& course, const Yardstick& yardstick, Date day);
/// The furthest behind first, then by name; projects without a plan last.
std::vector<Line> lines_of(const Knowledge& known, const Yardstick& yardstick, Date day,
                           const Wanted& wanted = {});

using Tally = std::array<std::int64_t, kStandings>;
Tally tally_of(const Knowledge& known, const Yardstick& yardstick, Date day, const Wanted& wanted = {});

/// {"as_of", "rule", "definitions", "total", "standings", "lights", "weeks"}
std::string portfolio_json(const Knowledge& known, Date day, int weeks, const Wanted& wanted);
/// {"items", "next", "total"} of the lines.
std::string lines_json(const Knowledge& known, Date day, const Wanted& wanted);
/// The lines as a workbook.
std::string lines_sheet(const Knowledge& known, Date day, const Wanted& wanted);
/// {"as_of", "rule", "measures", "standing", "light", "weeks"} of one project.
std::string progress_json(const Project& project, const Course& course,
                          const std::vector<ProgressRule>& rules, Date day, int weeks);

}  // namespace zw::modules::projects
