// The portfolio as JSON and as a workbook.
#include "modules/projects/portfolio.h"
#include "record/json.h"
#include "record/sheet/write.h"

namespace zw::modules::projects {
namespace {

namespace sheet = record::sheet;
using casework::Light;
using record::JsonWriter;

template <class Choice>
const record::Choice& choice(Choice value) {
  return choices_of(value)[static_cast<std::size_t>(value)];
}

constexpr Light kLights[] = {Light::green, Light::yellow, Light::red, Light::none};

void append_measured(JsonWriter& json, std::string_view name, const std::optional<Measured>& measured) {
  json.key(name);
  if (!measured) {
    json.null();
    return;
  }
  json.begin_object()
      .member("planned", measured->planned.count)
      .member("actual", measured->actual.count)
      .member("deviation", measured->deviation().count)
      .end_object();
}

void append_measures(JsonWriter& json, const Measures& measures) {
  json.key("measures").begin_object();
  for (int d = 0; d < kDefinitions; ++d)
    append_measured(json, choice(static_cast<Definition>(d)).name, measures[static_cast<std::size_t>(d)]);
  json.end_object();
}

void append_rule(JsonWriter& json, const ProgressRule* rule) {
  json.key("rule");
  if (!rule) {
    json.null();
    return;
  }
  json.begin_object()
      .member("id", rule->id.value)
      .member("name", rule->name)
      .member("headline", choice(rule->headline).name)
      .member("reason", rule->reason)
      .member("citation", rule->citation)
      .member("effective_from", to_string(rule->effective_from))
      .key("bands")
      .raw(rule->bands)
      .end_object();
}

void append_state(JsonWriter& json, const Line& line) {
  json.member("standing", choice(line.standing).name).member("light", choice(line.light).name);
}

void append_tally(JsonWriter& json, const Tally& tally) {
  for (int s = 0; s < kStandings; ++s)
    json.member(choice(static_cast<Standing>(s)).name, tally[static_cast<std::size_t>(s)]);
}

std::string cluster_of(const Knowledge& known, const Project& project) {
  if (!project.cluster_id) return {};
  const auto found = known.clusters.find(*project.cluster_id);
  return found == known.clusters.end() ? std::string() : found->second;
}

void append_line(JsonWriter& json, const Knowledge& known, const Line& line) {
  const Project& project = *line.project;
  json.begin_object()
      .member("id", project.id.value)
      .member("name", project.name)
      .member("class", choice(project.project_class).name)
      .member("state", choice(project.state).name)
      .member("cluster", cluster_of(known, project));
  append_measures(json, line.measures);
  append_measured(json, "headline", line.headline);
  append_state(json, line);
  json.end_object();
}

void append_counts(JsonWriter& json, const std::vector<Line>& lines) {
  Tally standings{};
  std::array<std::int64_t, std::size(kLights)> lights{};
  for (const Line& line : lines) {
    ++standings[static_cast<std::size_t>(line.standing)];
    ++lights[static_cast<std::size_t>(line.light)];
  }
  json.member("total", lines.size()).key("standings").begin_object();
  append_tally(json, standings);
  json.end_object().key("lights").begin_object();
  for (const Light light : kLights) json.member(choice(light).name, lights[static_cast<std::size_t>(light)]);
  json.end_object();
}

/// A share of the headline as offices write it: 41.50.
sheet::Field percent(const BasisPoints& points) { return static_cast<double>(points.count) / 100; }

}  // namespace

std::string portfolio_json(const Knowledge& known, Date day, int weeks, const Wanted& wanted) {
  const Yardstick yardstick = yardstick_at(known.rules, day);
  std::string out;
  JsonWriter json(out);
  json.begin_object().member("as_of", to_string(day));
  append_rule(json, yardstick.rule);
  append_counts(json, lines_of(known, yardstick, day, wanted));
  json.key("weeks").begin_array();
  for (const Date end : week_ends(day, weeks)) {
    const Yardstick then = yardstick_at(known.rules, end);
    json.begin_object().member("ends_on", to_string(end));
    append_tally(json, tally_of(known, then, end, wanted));
    json.end_object();
  }
  json.end_array().end_object();
  return out;
}

std::string lines_json(const Knowledge& known, Date day, const Wanted& wanted) {
  const auto lines = lines_of(known, yardstick_at(known.rules, day), day, wanted);
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("items").begin_array();
  for (const Line& line : lines) append_line(json, known, line);
  json.end_array().key("next").null().member("total", lines.size()).end_object();
  return out;
}

std::string lines_sheet(const Knowledge& known, Date day, const Wanted& wanted) {
  using sheet::ColumnKind;
  auto writer = sheet::make_xlsx_writer();
  std::vector<sheet::Column> columns{{"序号", ColumnKind::whole_number, 6}, {"项目", ColumnKind::text, 34},
                                     {"类别", ColumnKind::text, 12},        {"组团", ColumnKind::text, 20},
                                     {"截至", ColumnKind::date, 12},        {"主口径", ColumnKind::text, 10},
                                     {"状态", ColumnKind::text, 8},         {"灯", ColumnKind::text, 6}};
  for (int d = 0; d < kDefinitions; ++d)
    for (const std::string_view part : {"计划%", "实际%", "偏差（百分点）"})
      columns.push_back({std::string(choice(static_cast<Definition>(d)).label.zh) + std::string(part),
                         ColumnKind::decimal_number, 16});
  writer->sheet("序时进度台账", columns);
  const Yardstick yardstick = yardstick_at(known.rules, day);
  const std::string_view headline = yardstick.rule ? choice(yardstick.rule->headline).label.zh : "未定";
  double number = 0;
  for (const Line& line : lines_of(known, yardstick, day, wanted)) {
    const std::string cluster = cluster_of(known, *line.project);
    std::vector<sheet::Field> row{++number,
                                  std::string_view(line.project->name),
                                  choice(line.project->project_class).label.zh,
                                  std::string_view(cluster),
                                  day,
                                  headline,
                                  choice(line.standing).label.zh,
                                  choice(line.light).label.zh};
    for (const auto& measured : line.measures)
      if (measured)
        row.insert(row.end(),
                   {percent(measured->planned), percent(measured->actual), percent(measured->deviation())});
      else
        row.insert(row.end(), 3, sheet::Field());
    writer->row(row);
  }
  return writer->finish();
}

std::string progress_json(const Project& project, const Course& course,
                          const std::vector<ProgressRule>& rules, Date day, int weeks) {
  const Yardstick yardstick = yardstick_at(rules, day);
  const Line line = line_of(project, course, yardstick, day);
  std::string out;
  JsonWriter json(out);
  json.begin_object().member("as_of", to_string(day));
  append_rule(json, yardstick.rule);
  append_measures(json, line.measures);
  append_state(json, line);
  json.key("weeks").begin_array();
  for (const Date end : week_ends(day, weeks)) {
    const auto headline = line_of(project, course, yardstick_at(rules, end), end).headline;
    json.begin_object().member("ends_on", to_string(end));
    append_measured(json, "headline", headline);
    json.end_object();
  }
  json.end_array().end_object();
  return out;
}

}  // namespace zw::modules::projects
