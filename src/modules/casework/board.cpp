#include "modules/casework/board.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "modules/casework/asked.h"
#include "modules/casework/casework.h"
#include "modules/registry/calendar.h"

namespace zw::modules::casework {
namespace {

using record::JsonWriter;
using record::Value;

constexpr int kCategoryCount = 11;
constexpr int kForecastDays = 3;
constexpr std::size_t kMostBlockers = 8;
/// Causes are told of the last so many days.
constexpr int kCauseDays = 90;
/// Days before its planned day from which a node is near.
constexpr int kNearDays = 14;

std::string alive_states() {
  std::string names;
  for (int s = 0; s < kStateCount; ++s)
    if (is_alive(static_cast<State>(s)))
      names += fmt::format("{}'{}'", names.empty() ? "" : ", ", name_of(static_cast<State>(s)));
  return names;
}

/// What is counted of the cases that are or were alive.
struct Tally {
  std::map<std::string, std::int64_t, std::less<>> states, lights;
  std::map<std::string, std::array<std::int64_t, 3>, std::less<>> categories;  ///< alive, red, yellow
  std::int64_t alive = 0;
};

State state_of(std::string_view name) {
  const auto choices = choices_of(State{});
  const auto found = std::ranges::find(choices, name, &record::Choice::name);
  return static_cast<State>(found - choices.begin());
}

const record::Entity& case_entity() { return record::describe<Case>(); }

void add(Tally& out, std::string_view state, std::string_view light, std::string_view category,
         std::int64_t rows) {
  out.alive += rows;
  out.states[std::string(state)] += rows;
  out.lights[std::string(light)] += rows;
  auto& of_category = out.categories[std::string(category)];
  of_category[0] += rows;
  if (light == "red") of_category[1] += rows;
  if (light == "yellow") of_category[2] += rows;
}

Tally tally_now(Records& records) {
  Tally out;
  for (const auto& group : records.groups(case_entity(), {.filters = {alive_cases()}},
                                          std::array<std::string_view, 3>{"state", "light", "category"}))
    add(out, record::text(group.values[0]), record::text(group.values[1]), record::text(group.values[2]),
        group.rows);
  return out;
}

Tally tally_at(Records& records, Instant as_of) {
  Tally out;
  auto cursor = records.connection().query(
      "SELECT state, light, category, count(*) FROM case_span WHERE zone_id = $1 AND from_at <= $2 AND "
      "(until_at IS NULL OR until_at > $3) AND state IN (" +
          alive_states() + ") GROUP BY state, light, category",
      std::vector<Value>{records.scope().zone.value, as_of.micros, as_of.micros});
  while (cursor->step()) add(out, cursor->text(0), cursor->text(1), cursor->text(2), cursor->integer(3));
  return out;
}

/// A figure and the list it is the size of.
class Figures {
 public:
  Figures(JsonWriter& json, std::optional<Instant> as_of) : json_(json), as_of_(as_of) {}

  void add(std::string_view name, std::int64_t value, std::string_view field, std::string_view wanted) {
    json_.key(name).begin_object().member("value", value).member("query", query(field, wanted)).end_object();
  }
  std::string query(std::string_view field, std::string_view wanted) const {
    if (as_of_) {
      std::string asked = fmt::format("as_of={}", as_of_->micros);
      if (field != "state") asked += "&as_of_state=alive";
      return asked + fmt::format("&as_of_{}={}", field, wanted);
    }
    if (wanted == "alive") return "alive=true";
    return field == "state" ? fmt::format("state={}", wanted)
                            : fmt::format("alive=true&{}={}", field, wanted);
  }

 private:
  JsonWriter& json_;
  const std::optional<Instant> as_of_;
};

std::int64_t of(const std::map<std::string, std::int64_t, std::less<>>& counts, std::string_view name) {
  const auto found = counts.find(name);
  return found == counts.end() ? 0 : found->second;
}

void append_headline(JsonWriter& json, const Tally& counted, std::optional<Instant> as_of) {
  Figures figures(json, as_of);
  figures.add("alive", counted.alive, "state", "alive");
  figures.add("red", of(counted.lights, "red"), "light", "red");
  figures.add("yellow", of(counted.lights, "yellow"), "light", "yellow");
  figures.add("paused", of(counted.states, "paused"), "state", "paused");
  figures.add("awaiting_firm", of(counted.states, "resolved"), "state", "resolved");
}

void append_groups(JsonWriter& json, const Tally& counted, std::optional<Instant> as_of) {
  const Figures figures(json, as_of);
  json.key("states").begin_array();
  for (const auto& choice : choices_of(State{}))
    if (const auto cases = of(counted.states, choice.name))
      json.begin_object()
          .member("state", choice.name)
          .member("cases", cases)
          .member("query", figures.query("state", choice.name))
          .end_object();
  json.end_array().key("categories").begin_array();
  for (const auto& choice : choices_of(Category{})) {
    const auto found = counted.categories.find(choice.name);
    if (found == counted.categories.end()) continue;
    json.begin_object()
        .member("category", choice.name)
        .member("alive", found->second[0])
        .member("red", found->second[1])
        .member("yellow", found->second[2])
        .member("query", figures.query("category", choice.name))
        .end_object();
  }
  json.end_array();
}

/// Cases whose closure will be overdue by the end of each of the next working days if nobody acts.
void append_forecast(JsonWriter& json, Records& records) {
  const auto calendar = registry::working_calendar(records);
  const Date today = china_date(records.scope().now);
  json.key("forecast").begin_array();
  for (int n = 1; n <= kForecastDays; ++n) {
    const Date day = calendar->add_working_days(today, n).date;
    const std::int64_t until = china_midnight(day + 1).micros;
    json.begin_object()
        .member("day", to_string(day))
        .member("cases",
                records.count(case_entity(), {.filters = {alive_cases()},
                                              .limits = {cases_between("close_due_at", INT64_MIN, until)}}))
        .member("query", fmt::format("alive=true&due_before={}&sort=due_at", until))
        .end_object();
  }
  json.end_array();
}

/// Cases by the value of one field, the most frequent first.
void append_pairs(JsonWriter& json, Records& records, std::string_view name, std::string_view column,
                  const storage::ListQuery& query) {
  auto groups = records.groups(case_entity(), query, std::array{column});
  std::ranges::stable_sort(groups, std::greater{}, &storage::Group::rows);
  json.key(name).begin_array();
  for (const auto& group : groups) {
    json.begin_object().key(column);
    record::is_null(group.values[0]) ? json.null() : json.string(record::text(group.values[0]));
    json.member("cases", group.rows).end_object();
  }
  json.end_array();
}

struct Blocked {
  std::int64_t id = 0, alive = 0, red = 0;
};

std::vector<Blocked> most_blocked(Records& records, std::string_view column) {
  std::vector<Blocked> blocked;
  const storage::ListQuery alive{.filters = {alive_cases()}, .limits = {cases_between(column)}};
  for (const auto& group :
       records.groups(case_entity(), alive, std::array<std::string_view, 2>{column, "light"})) {
    const std::int64_t id = record::integer(group.values[0]);
    if (blocked.empty() || blocked.back().id != id) blocked.push_back({id});
    blocked.back().alive += group.rows;
    if (record::text(group.values[1]) == "red") blocked.back().red += group.rows;
  }
  const auto shown = blocked.begin() + static_cast<std::ptrdiff_t>(std::min(blocked.size(), kMostBlockers));
  std::ranges::partial_sort(blocked, shown, [](const Blocked& a, const Blocked& b) {
    return std::tuple(b.red, b.alive, a.id) < std::tuple(a.red, a.alive, b.id);
  });
  blocked.erase(shown, blocked.end());
  return blocked;
}

void append_blockers(JsonWriter& json, Records& records, std::string_view name, std::string_view column,
                     std::string_view entity) {
  const auto blocked = most_blocked(records, column);
  std::vector<Id> ids;
  for (const Blocked& one : blocked) ids.push_back(Id{one.id});
  const record::Entity* described = storage::Catalogue::find(entity);
  const auto titles = described ? records.titles(*described, ids) : std::vector<std::string>(ids.size());
  json.key(name).begin_array();
  for (std::size_t i = 0; i < blocked.size(); ++i)
    json.begin_object()
        .member("id", blocked[i].id)
        .member("name", titles[i])
        .member("alive", blocked[i].alive)
        .member("red", blocked[i].red)
        .member("query", fmt::format("alive=true&{}={}", column, blocked[i].id))
        .end_object();
  json.end_array();
}

/// Rows of cases in one order, as many as a page of a phone holds.
void append_cases(JsonWriter& json, Records& records, std::string_view name,
                  std::vector<storage::Filter> filters, std::string_view sort, std::size_t limit = 20) {
  const auto page =
      records.list(case_entity(), {.limit = limit, .sort = std::string(sort), .filters = std::move(filters)});
  ZW_ASSERT(page.ok(), "the desk sorts by fields of a case");
  json.key(name).raw(http::page_json(case_resource(), records, *page));
}

void append_asked(JsonWriter& json, Records& records, std::string_view name, std::string_view sql) {
  auto cursor =
      records.connection().query(sql, {records.scope().zone.value, records.scope().actor.person.value});
  json.key(name).begin_array();
  while (cursor->step()) {
    json.begin_object().member("case_id", cursor->integer(0)).member("title", cursor->text(1));
    json.member("what", cursor->text(2)).key("due_at");
    cursor->is_null(3) ? json.null() : json.number(cursor->integer(3));
    json.end_object();
  }
  json.end_array();
}

/// Notices not read yet; some are of no case.
void append_news(JsonWriter& json, Records& records) {
  auto cursor = records.connection().query(
      "SELECT n.id, n.case_id, coalesce(c.title, n.text, ''), n.kind, n.at FROM notice n LEFT JOIN "
      "service_case "
      "c ON c.zone_id = n.zone_id AND c.id = n.case_id WHERE n.zone_id = $1 AND n.person_id = $2 AND "
      "n.read_at "
      "IS NULL ORDER BY n.id DESC LIMIT 20",
      {records.scope().zone.value, records.scope().actor.person.value});
  json.key("unread").begin_array();
  while (cursor->step()) {
    json.begin_object().member("id", cursor->integer(0)).key("case_id");
    cursor->is_null(1) ? json.null() : json.number(cursor->integer(1));
    json.member("title", cursor->text(2)).member("what", cursor->text(3));
    json.member("at", cursor->integer(4)).end_object();
  }
  json.end_array();
}

void append_asks(JsonWriter& json, Records& records) {
  append_asked(
      json, records, "signatures",
      "SELECT c.id, c.title, s.note, c.due_at FROM case_signer s JOIN service_case c ON c.zone_id = "
      "s.zone_id "
      "AND c.id = s.case_id WHERE s.zone_id = $1 AND s.person_id = $2 AND s.state = 'asked' ORDER BY s.id");
  append_asked(
      json, records, "assistances",
      "SELECT c.id, c.title, a.task, a.due_at FROM case_assistance a JOIN service_case c ON c.zone_id = "
      "a.zone_id AND c.id = a.case_id WHERE a.zone_id = $1 AND a.person_id = $2 AND a.done_at IS NULL ORDER "
      "BY a.due_at");
  append_asked(
      json, records, "steps",
      "SELECT c.id, c.title, t.name, t.due_at FROM case_step t JOIN service_case c ON c.zone_id = t.zone_id "
      "AND c.id = t.case_id WHERE t.zone_id = $1 AND t.owner_id = $2 AND t.state = 'open' ORDER BY t.due_at");
  append_news(json, records);
  append_asked(
      json, records, "suggestions",
      "SELECT s.id, e.name, s.kind, NULL FROM suggestion s JOIN enterprise e ON e.zone_id = s.zone_id AND "
      "e.id = s.enterprise_id WHERE s.zone_id = $1 AND s.officer_person_id = $2 AND s.state = 'open' ORDER "
      "BY s.due_on LIMIT 10");
}

/// Supervised cases, and those that ended with less than the firm's word.
void append_ends(JsonWriter& json, Records& records) {
  Figures figures(json, {});
  figures.add("supervised",
              records.count(case_entity(),
                            {.filters = {alive_cases(), cases_with("is_supervised", std::int64_t{1})}}),
              "is_supervised", "true");
  storage::ListQuery unrated;
  narrow_to_unrated(unrated);
  json.key("unrated_closed")
      .begin_object()
      .member("value", records.count(case_entity(), unrated))
      .member("query", "unrated=true")
      .end_object();
  const storage::Filter without_firm{case_field("closing"),
                                     {std::string("firm_gone"), std::string("unreachable")}};
  json.key("closed_without_firm")
      .begin_object()
      .member("value", records.count(case_entity(), {.filters = {without_firm}}))
      .member("query", "closing=firm_gone,unreachable")
      .end_object();
}

storage::ListQuery told_causes(std::int64_t since) {
  storage::Filter told{case_field("cause"), {}};
  for (const auto& choice : choices_of(Cause{})) told.any_of.push_back(std::string(choice.name));
  return {.filters = {told}, .limits = {cases_between("resolved_at", since)}};
}

/// How far one project is in one matter, by its cases and its nodes.
struct Factor {
  std::int64_t alive = 0, ended = 0, red = 0, yellow = 0;
  std::int64_t nodes_open = 0, nodes_done = 0, nodes_late = 0, nodes_near = 0;

  std::string_view state() const {
    if (red + nodes_late > 0) return "red";
    if (yellow + nodes_near > 0) return "yellow";
    return alive + nodes_open > 0 ? "open" : "done";
  }
};
using Matrix = std::map<std::int64_t, std::map<std::string, Factor, std::less<>>>;

void add_cases(Records& records, Matrix& cells) {
  for (const auto& group :
       records.groups(case_entity(), {.limits = {cases_between("project_id")}},
                      std::array<std::string_view, 4>{"project_id", "category", "light", "state"})) {
    Factor& factor = cells[record::integer(group.values[0])][record::text(group.values[1])];
    const bool alive = is_alive(state_of(record::text(group.values[3])));
    (alive ? factor.alive : factor.ended) += group.rows;
    if (alive && record::text(group.values[2]) == "red") factor.red += group.rows;
    if (alive && record::text(group.values[2]) == "yellow") factor.yellow += group.rows;
  }
}

/// A node that is blocked or past its day is red, one that is near is yellow.
void add_nodes(Records& records, Matrix& cells) {
  const Date today = china_date(records.scope().now);
  auto cursor = records.connection().query(
      "SELECT project_id, factor, sum(CASE WHEN state = 'done' THEN 0 ELSE 1 END), "
      "sum(CASE WHEN state = 'done' THEN 1 ELSE 0 END), "
      "sum(CASE WHEN state = 'blocked' OR (state <> 'done' AND planned_on < $2) THEN 1 ELSE 0 END), "
      "sum(CASE WHEN state <> 'done' AND planned_on <= $3 THEN 1 ELSE 0 END) "
      "FROM node WHERE zone_id = $1 AND factor IS NOT NULL GROUP BY project_id, factor",
      {records.scope().zone.value, to_string(today), to_string(today + kNearDays)});
  while (cursor->step()) {
    Factor& factor = cells[cursor->integer(0)][std::string(cursor->text(1))];
    factor.nodes_open = cursor->integer(2);
    factor.nodes_done = cursor->integer(3);
    factor.nodes_late = cursor->integer(4);
    factor.nodes_near = cursor->integer(5);
  }
}

}  // namespace

std::string board_json(Records& records, std::optional<Instant> as_of) {
  std::string out;
  JsonWriter json(out);
  const Tally counted = as_of ? tally_at(records, *as_of) : tally_now(records);
  json.begin_object().member("as_of", as_of.value_or(records.scope().now).micros);
  append_headline(json, counted, as_of);
  append_groups(json, counted, as_of);
  if (!as_of) {
    append_ends(json, records);
    append_forecast(json, records);
    const std::int64_t since = records.scope().now.micros - kCauseDays * kMicrosPerDay;
    append_pairs(json, records, "causes", "cause", told_causes(since));
    append_pairs(json, records, "ratings", "rating", {.limits = {cases_between("closed_at", since)}});
    json.key("blockers").begin_object();
    append_blockers(json, records, "firms", "enterprise_id", "enterprise");
    append_blockers(json, records, "projects", "project_id", "project");
    json.end_object();
  }
  json.end_object();
  return out;
}

std::string matrix_json(Records& records) {
  Matrix cells;
  add_cases(records, cells);
  add_nodes(records, cells);
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("categories").begin_array();
  for (const auto& choice : choices_of(Category{})) json.string(choice.name);
  json.end_array().key("projects").begin_array();
  auto cursor =
      records.connection().query("SELECT id, name FROM project WHERE zone_id = $1 ORDER BY search_key, id",
                                 {records.scope().zone.value});
  while (cursor->step()) {
    json.begin_object()
        .member("id", cursor->integer(0))
        .member("name", cursor->text(1))
        .key("cells")
        .begin_object();
    for (const auto& [category, factor] : cells[cursor->integer(0)])
      json.key(category)
          .begin_object()
          .member("state", factor.state())
          .member("alive", factor.alive)
          .member("closed", factor.ended)
          .member("nodes_open", factor.nodes_open)
          .member("nodes_done", factor.nodes_done)
          .end_object();
    json.end_object().end_object();
  }
  json.end_array().end_object();
  return out;
}

void append_day(JsonWriter& json, Records& records) {
  const auto& actor = records.scope().actor;
  json.begin_object();
  if (actor.roles.has(storage::Role::contact)) {
    append_cases(json, records, "mine", {cases_with("enterprise_id", actor.enterprise.value)}, "-received_at",
                 10);
    json.end_object();
    return;
  }
  const storage::Filter mine = cases_with("owner_id", actor.person.value);
  append_cases(json, records, "waiting",
               {mine, cases_in({State::registered, State::accepted, State::dispatched})}, "due_at");
  append_cases(json, records, "due", {mine, cases_in({State::handling, State::paused})}, "due_at");
  append_asks(json, records);
  const bool leads =
      actor.roles.meets({storage::Role::leader, storage::Role::secretary, storage::Role::administrator});
  if (leads) {
    json.key("board").raw(board_json(records, {}));
    append_cases(json, records, "red", {alive_cases(), cases_with("light", std::string("red"))}, "due_at",
                 10);
  }
  json.end_object();
}

}  // namespace zw::modules::casework
