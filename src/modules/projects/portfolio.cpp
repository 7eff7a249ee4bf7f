#include "modules/projects/portfolio.h"

#include <fmt/format.h>

#include <algorithm>

namespace zw::modules::projects {
namespace {

using storage::Records;

std::optional<Date> day_at(storage::Cursor& cursor, int column) {
  return cursor.is_null(column) ? std::nullopt : parse_date(cursor.text(column));
}

/// Steps and months of all projects, or of one: a zone has many thousands of them.
void read_steps(Records& records, std::map<Id, Course>& courses, const std::string& condition) {
  auto cursor = records.connection().query(
      "SELECT project_id, planned_on, actual_on, state, weight FROM node WHERE zone_id = $1" + condition +
          " ORDER BY project_id, sequence",
      {records.scope().zone.value});
  while (cursor->step()) {
    const auto found = courses.find(Id{cursor->integer(0)});
    if (found == courses.end()) continue;
    const bool is_done = cursor->text(3) == "done";
    found->second.steps.push_back(
        {day_at(*cursor, 1), is_done ? day_at(*cursor, 2) : std::nullopt, cursor->integer(4)});
  }
}

void read_months(Records& records, std::map<Id, Course>& courses, const std::string& condition) {
  auto cursor = records.connection().query(
      "SELECT project_id, month, planned, actual FROM investment_month WHERE zone_id = $1" + condition +
          " ORDER BY project_id, month",
      {records.scope().zone.value});
  while (cursor->step()) {
    const auto found = courses.find(Id{cursor->integer(0)});
    if (found == courses.end()) continue;
    Course::Month month{*day_at(*cursor, 1), Money{cursor->integer(2)}, {}};
    if (!cursor->is_null(3)) month.actual = Money{cursor->integer(3)};
    found->second.months.push_back(month);
  }
}

Course begun(const Project& project) {
  Course course;
  course.planned_start = project.planned_start;
  course.planned_finish = project.planned_finish;
  return course;
}

bool is_wanted(const Project& project, const Wanted& wanted) {
  return (!wanted.project_class || project.project_class == *wanted.project_class) &&
         (!wanted.cluster || project.cluster_id == wanted.cluster);
}

bool is_wanted(const Line& line, const Wanted& wanted) {
  return is_wanted(*line.project, wanted) && (!wanted.standing || line.standing == *wanted.standing) &&
         (!wanted.light || line.light == *wanted.light);
}

}  // namespace

Knowledge read_knowledge(Records& records) {
  Knowledge known;
  known.rules = records.all<ProgressRule>();
  for (Project& project : records.all<Project>({.limit = SIZE_MAX, .sort = "name", .wants_total = false}))
    if (project.state != ProjectState::stopped) known.projects.push_back(std::move(project));
  for (const Project& project : known.projects) known.courses.emplace(project.id, begun(project));
  for (const Programme& programme : records.all<Programme>()) known.clusters[programme.id] = programme.name;
  read_steps(records, known.courses, "");
  read_months(records, known.courses, "");
  return known;
}

Course read_course(Records& records, const Project& project) {
  std::map<Id, Course> courses;
  courses.emplace(project.id, begun(project));
  const std::string condition = fmt::format(" AND project_id = {}", project.id.value);
  read_steps(records, courses, condition);
  read_months(records, courses, condition);
  return std::move(courses.begin()->second);
}

std::optional<Measured> Yardstick::headline_of(const Measures& measures) const {
  return rule ? measures[static_cast<std::size_t>(rule->headline)] : std::nullopt;
}

Yardstick yardstick_at(const std::vector<ProgressRule>& rules, Date day) {
  Yardstick yardstick{rule_in_force(rules, day), {}};
  if (!yardstick.rule) return yardstick;
  auto bands = progress_bands(*yardstick.rule);
  ZW_ASSERT(bands.ok(), "the bands of a rule were linted before it was stored");
  yardstick.bands = *std::move(bands);
  return yardstick;
}

Line line_of(const Project& project, const Course& course, const Yardstick& yardstick, Date day) {
  Line line{&project, measure(course, day), {}};
  line.headline = yardstick.headline_of(line.measures);
  line.standing = standing_of(line.headline);
  line.light = light_of(yardstick.bands, line.headline);
  return line;
}

std::vector<Line> lines_of(const Knowledge& known, const Yardstick& yardstick, Date day,
                           const Wanted& wanted) {
  std::vector<Line> lines;
  for (const Project& project : known.projects) {
    const Line line = line_of(project, known.courses.at(project.id), yardstick, day);
    if (is_wanted(line, wanted)) lines.push_back(line);
  }
  const auto place = [](const Line& line) {
    return line.headline ? line.headline->deviation().count : INT64_MAX;
  };
  std::stable_sort(lines.begin(), lines.end(),
                   [&](const Line& a, const Line& b) { return place(a) < place(b); });
  return lines;
}

Tally tally_of(const Knowledge& known, const Yardstick& yardstick, Date day, const Wanted& wanted) {
  Tally tally{};
  for (const Project& project : known.projects) {
    const Line line = line_of(project, known.courses.at(project.id), yardstick, day);
    if (is_wanted(line, wanted)) ++tally[static_cast<std::size_t>(line.standing)];
  }
  return tally;
}

}  // namespace zw::modules::projects
