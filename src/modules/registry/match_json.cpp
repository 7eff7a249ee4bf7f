#include "modules/registry/match_json.h"

#include <fmt/format.h>

#include <map>

#include "record/object_reader.h"

namespace zw::modules::registry {
namespace {

using engines::match::Draft;
using engines::match::Instance;
using engines::match::Kind;
using engines::match::kNobody;
using engines::match::Place;
using engines::match::Rule;
using engines::match::Solution;
using record::Json;
using record::JsonWriter;

void append_ids(JsonWriter& json, std::string_view name, const std::vector<Id>& ids) {
  if (ids.empty()) return;
  json.key(name).begin_array();
  for (Id id : ids) json.number(id.value);
  json.end_array();
}

void append_numbers(JsonWriter& json, std::string_view name, const std::vector<std::int64_t>& numbers) {
  json.key(name).begin_array();
  for (auto number : numbers) json.number(number);
  json.end_array();
}

void append_place(JsonWriter& json, const std::optional<Place>& place) {
  if (place) json.member("x", place->x_metres).member("y", place->y_metres);
}

void append_officer(JsonWriter& json, const Draft::Officer& officer) {
  json.begin_object().member("id", officer.id.value).member("capacity", officer.capacity);
  if (!officer.is_present) json.member("present", false);
  append_numbers(json, "load_penalty", officer.load_penalty);
  append_ids(json, "skills", officer.skills);
  append_ids(json, "industries", officer.industries);
  append_place(json, officer.place);
  if (officer.reach_metres) json.member("reach", officer.reach_metres);
  json.end_object();
}

void append_object(JsonWriter& json, const Draft::Object& object) {
  json.begin_object()
      .member("id", object.id.value)
      .member("kind", object.kind == Kind::firm ? "firm" : "project");
  if (object.is_residency) json.member("residency", true);
  append_ids(json, "wanted_skills", object.wanted_skills);
  append_ids(json, "required_skills", object.required_skills);
  if (object.industry) json.member("industry", object.industry.value);
  append_place(json, object.place);
  if (object.current) json.member("current", object.current.value);
  if (object.pinned) json.member("pinned", object.pinned.value);
  if (!object.forbidden.empty()) {
    json.key("forbidden").begin_array();
    for (const auto& f : object.forbidden)
      json.begin_object().member("officer", f.officer.value).member("reason", f.reason).end_object();
    json.end_array();
  }
  if (!object.extras.empty()) {
    json.key("extras").begin_array();
    for (const auto& e : object.extras)
      json.begin_object()
          .member("officer", e.officer.value)
          .member("term", e.term)
          .member("points", e.points)
          .end_object();
    json.end_array();
  }
  json.end_object();
}

/// Reads members by name, noting what is wrong as match.….
class ObjectReader : public record::ObjectReader {
 public:
  ObjectReader(const Json& json, std::string place, Problems& problems)
      : record::ObjectReader("match", json, std::move(place), problems) {}

  std::optional<Place> place() {
    const bool has_x = find("x") != nullptr, has_y = find("y") != nullptr;
    if (!has_x && !has_y) return {};
    if (has_x != has_y) wrong(has_x ? "y" : "x");
    return Place{number("x"), number("y")};
  }
};

Draft::Officer officer_from(const Json& json, const std::string& place, Problems& problems) {
  ObjectReader read(json, place, problems);
  Draft::Officer officer;
  officer.id = Id{read.number("id")};
  officer.is_present = read.flag("present", true);
  officer.capacity = read.number("capacity");
  officer.load_penalty = read.numbers("load_penalty");
  officer.skills = read.ids("skills");
  officer.industries = read.ids("industries");
  officer.place = read.place();
  officer.reach_metres = read.number("reach");
  read.find("name");
  return officer;
}

Draft::Object object_from(const Json& json, const std::string& place, Problems& problems) {
  ObjectReader read(json, place, problems);
  Draft::Object object;
  object.id = Id{read.number("id")};
  const std::string kind = read.word("kind");
  if (!kind.empty() && kind != "firm" && kind != "project") read.wrong("kind");
  object.kind = kind == "project" ? Kind::project : Kind::firm;
  object.is_residency = read.flag("residency", false);
  object.wanted_skills = read.ids("wanted_skills");
  object.required_skills = read.ids("required_skills");
  object.industry = Id{read.number("industry")};
  object.place = read.place();
  object.current = Id{read.number("current")};
  object.pinned = Id{read.number("pinned")};
  read.each("forbidden", [&](const Json& item, const std::string& at) {
    ObjectReader one(item, at, problems);
    object.forbidden.push_back({Id{one.number("officer")}, one.word("reason")});
  });
  read.each("extras", [&](const Json& item, const std::string& at) {
    ObjectReader one(item, at, problems);
    object.extras.push_back({Id{one.number("officer")}, one.word("term"), one.number("points")});
  });
  read.find("name");
  return object;
}

}  // namespace

std::string draft_json(const Draft& draft) {
  std::string out;
  JsonWriter json(out);
  const auto& w = draft.weights;
  json.begin_object().member("rule", draft.rule == Rule::best_total ? "best_total" : "fewest_changes");
  json.key("weights").begin_object().member("skill", w.skill).member("industry", w.industry);
  json.member("metres_per_point", w.metres_per_point)
      .member("distance_cap", w.distance_cap)
      .member("continuity", w.continuity)
      .end_object();
  json.key("officers").begin_array();
  for (const auto& officer : draft.officers) append_officer(json, officer);
  json.end_array().key("objects").begin_array();
  for (const auto& object : draft.objects) append_object(json, object);
  json.end_array().end_object();
  return out;
}

Result<Draft> draft_from_json(const Json& json) {
  Problems problems;
  Draft draft;
  {
    ObjectReader read(json, "", problems);
    const std::string rule = read.word("rule");
    if (!rule.empty() && rule != "best_total" && rule != "fewest_changes") read.wrong("rule");
    draft.rule = rule == "fewest_changes" ? Rule::fewest_changes : Rule::best_total;
    if (const Json* weights = read.find("weights")) {
      ObjectReader w(*weights, "weights", problems);
      draft.weights.skill = w.number("skill", draft.weights.skill);
      draft.weights.industry = w.number("industry", draft.weights.industry);
      draft.weights.metres_per_point = w.number("metres_per_point", draft.weights.metres_per_point);
      draft.weights.distance_cap = w.number("distance_cap", draft.weights.distance_cap);
      draft.weights.continuity = w.number("continuity", draft.weights.continuity);
    }
    read.each("officers", [&](const Json& item, const std::string& at) {
      draft.officers.push_back(officer_from(item, at, problems));
    });
    read.each("objects", [&](const Json& item, const std::string& at) {
      draft.objects.push_back(object_from(item, at, problems));
    });
    read.find("note");
  }
  if (!problems.empty()) return problems;
  return draft;
}

std::string solution_json(const Instance& instance, const Solution& solution) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().member("value", solution.value).key("bound");
  solution.bound ? json.number(*solution.bound) : json.null();
  json.member("stopped", to_string(solution.stopped)).member("pair_points", solution.pair_points);
  json.member("load_points", solution.load_points).member("unassigned", solution.unassigned.size());
  json.key("assignment").begin_array();
  for (int officer : solution.assignment) {
    if (officer == kNobody)
      json.null();
    else
      json.number(instance.draft().officers[static_cast<std::size_t>(officer)].id.value);
  }
  json.end_array().key("prices").begin_object();
  append_numbers(json, "place", solution.prices.place);
  append_numbers(json, "residency", solution.prices.residency);
  json.end_object().end_object();
  return out;
}

Result<Solution> solution_from_json(const Instance& instance, const Json& json) {
  Problems problems;
  Solution solution;
  {
    ObjectReader read(json, "", problems);
    solution.value = read.number("value");
    if (const Json* bound = read.find("bound"); bound && bound->integer()) solution.bound = *bound->integer();
    const std::string stopped = read.word("stopped");
    for (StopReason reason :
         {StopReason::finished, StopReason::iteration_limit, StopReason::deadline, StopReason::cancelled})
      if (stopped == to_string(reason)) solution.stopped = reason;
    solution.pair_points = read.number("pair_points");
    solution.load_points = read.number("load_points");
    read.find("unassigned");
    std::map<Id, int> index;
    for (int i = 0; i < instance.officers(); ++i)
      index[instance.draft().officers[static_cast<std::size_t>(i)].id] = i;
    read.each("assignment", [&](const Json& item, const std::string& at) {
      int officer = kNobody;
      if (const auto* id = item.integer()) {
        const auto found = index.find(Id{*id});
        if (found == index.end())
          problems.push_back({"match.unknown_officer", at, {{"id", fmt::format("{}", *id)}}});
        else
          officer = found->second;
      } else if (!item.is_null()) {
        problems.push_back({"match.field_type", at, {}});
      }
      if (officer == kNobody) solution.unassigned.push_back(static_cast<int>(solution.assignment.size()));
      solution.assignment.push_back(officer);
    });
    if (const Json* prices = read.find("prices")) {
      ObjectReader p(*prices, "prices", problems);
      solution.prices.place = p.numbers("place");
      solution.prices.residency = p.numbers("residency");
    }
  }
  if (solution.assignment.size() != static_cast<std::size_t>(instance.objects()))
    problems.push_back(
        {"match.assignment_length", "assignment", {{"expected", fmt::format("{}", instance.objects())}}});
  if (!problems.empty()) return problems;
  return solution;
}

std::string_view to_string(StopReason reason) {
  switch (reason) {
    case StopReason::finished:
      return "finished";
    case StopReason::iteration_limit:
      return "iteration_limit";
    case StopReason::deadline:
      return "deadline";
    case StopReason::cancelled:
      return "cancelled";
  }
  return "";
}

}  // namespace zw::modules::registry
