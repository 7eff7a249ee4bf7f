#include "modules/projects/schedule_json.h"

#include <algorithm>
#include <limits>
#include <unordered_map>

#include "record/object_reader.h"

namespace zw::modules::projects {
namespace {

using engines::schedule::Claim;
using engines::schedule::Draft;
using engines::schedule::Instance;
using engines::schedule::LinkType;
using engines::schedule::ResourceKind;
using engines::schedule::Slot;
using engines::schedule::Span;
using engines::schedule::Value;
using record::Json;
using record::JsonWriter;

constexpr std::pair<LinkType, std::string_view> kLinkTypes[] = {{LinkType::finish_start, "FS"},
                                                                {LinkType::start_start, "SS"},
                                                                {LinkType::finish_finish, "FF"},
                                                                {LinkType::start_finish, "SF"}};

void append_pair(JsonWriter& json, std::int64_t first, std::int64_t second) {
  json.begin_array().number(first).number(second).end_array();
}

/// [[first, second]…], left out when there is none.
template <class Rows, class Split>
void append_pairs(JsonWriter& json, std::string_view name, const Rows& rows, Split split) {
  if (rows.empty()) return;
  json.key(name).begin_array();
  for (const auto& row : rows) {
    const auto [first, second] = split(row);
    append_pair(json, first, second);
  }
  json.end_array();
}

template <class Rows, class Append>
void append_rows(JsonWriter& json, std::string_view name, const Rows& rows, Append append) {
  json.key(name).begin_array();
  for (const auto& row : rows) {
    json.begin_object();
    append(row);
    json.end_object();
  }
  json.end_array();
}

void append_some(JsonWriter& json, std::string_view name, std::int64_t value) {
  if (value != 0) json.member(name, value);
}
void append_known(JsonWriter& json, std::string_view name, const std::optional<std::int32_t>& value) {
  if (value) json.member(name, *value);
}

void append_resource(JsonWriter& json, const Draft::Resource& resource) {
  json.member("id", resource.id.value)
      .member("kind", resource.kind == ResourceKind::budget ? "budget" : "renewable")
      .member("capacity", resource.capacity);
  append_pairs(json, "steps", resource.steps, [](const Draft::Step& step) {
    return std::pair<std::int64_t, std::int64_t>(step.from, step.capacity);
  });
  append_some(json, "calendar", resource.calendar.value);
}

void append_activity(JsonWriter& json, const Draft::Activity& activity) {
  json.member("id", activity.id.value);
  append_rows(json, "modes", activity.modes, [&](const Draft::Mode& mode) {
    json.member("work", mode.work);
    append_pairs(json, "needs", mode.needs,
                 [](const Draft::Need& need) { return std::pair(need.resource.value, need.amount); });
    append_pairs(json, "places", mode.places,
                 [](const Draft::Place& place) { return std::pair(place.zone.value, place.area); });
    append_some(json, "cost", mode.cost);
  });
  append_some(json, "calendar", activity.calendar.value);
  append_known(json, "release", activity.release);
  append_known(json, "deadline", activity.deadline);
  append_known(json, "due", activity.due);
  append_some(json, "weight", activity.weight);
  append_known(json, "actual_start", activity.actual_start);
  append_known(json, "actual_finish", activity.actual_finish);
  append_known(json, "remaining", activity.remaining);
  append_known(json, "mode", activity.mode);
  append_known(json, "planned_start", activity.planned_start);
}

void append_link(JsonWriter& json, const Draft::Link& link) {
  json.member("from", link.from.value).member("to", link.to.value);
  for (const auto& [type, word] : kLinkTypes)
    if (type == link.type) json.member("type", word);
  append_some(json, "lag", link.lag);
  if (link.is_maximum) json.member("maximum", true);
  append_some(json, "calendar", link.calendar.value);
}

/// Members of the schedule engine's rows.
class RowReader : public record::ObjectReader {
 public:
  RowReader(const Json& json, std::string place, Problems& problems)
      : record::ObjectReader("schedule", json, std::move(place), problems) {}

  Id id(std::string_view name) { return {number(name)}; }
  /// People's names of things are no business of the engine.
  Id named_id() {
    find("name");
    return id("id");
  }
  Slot slot(std::string_view name) { return narrow(number(name), name); }
  std::optional<Slot> known_slot(std::string_view name) {
    return find(name) ? std::optional(slot(name)) : std::nullopt;
  }
  Slot narrow(std::int64_t value, std::string_view name) {
    if (std::numeric_limits<Slot>::min() <= value && value <= std::numeric_limits<Slot>::max())
      return static_cast<Slot>(value);
    wrong(name);
    return 0;
  }
  /// `act(first, second)` for each pair of whole numbers.
  template <class Act>
  void pairs(std::string_view name, Act act) {
    each(name, [&](const Json& item, const std::string&) {
      const auto* pair = item.array();
      if (pair && pair->size() == 2 && (*pair)[0].integer() && (*pair)[1].integer())
        act(*(*pair)[0].integer(), *(*pair)[1].integer());
      else
        wrong(name);
    });
  }
};

Draft::Calendar calendar_from(RowReader& read) {
  Draft::Calendar calendar{.id = read.named_id()};
  read.pairs("working", [&](std::int64_t from, std::int64_t until) {
    calendar.working.push_back({read.narrow(from, "working"), read.narrow(until, "working")});
  });
  return calendar;
}

Draft::Resource resource_from(RowReader& read) {
  Draft::Resource resource{.id = read.named_id()};
  const std::string kind = read.word("kind");
  if (!kind.empty() && kind != "renewable" && kind != "budget") read.wrong("kind");
  if (kind == "budget") resource.kind = ResourceKind::budget;
  resource.capacity = read.number("capacity");
  read.pairs("steps", [&](std::int64_t from, std::int64_t capacity) {
    resource.steps.push_back({read.narrow(from, "steps"), capacity});
  });
  resource.calendar = read.id("calendar");
  return resource;
}

Draft::Zone zone_from(RowReader& read) {
  return {.id = read.named_id(),
          .parent = read.id("parent"),
          .area = read.number("area"),
          .calendar = read.id("calendar")};
}

Draft::Mode mode_from(RowReader& read) {
  Draft::Mode mode{.work = read.slot("work"), .cost = read.number("cost")};
  read.pairs("needs", [&](std::int64_t resource, std::int64_t amount) {
    mode.needs.push_back({{resource}, amount});
  });
  read.pairs("places", [&](std::int64_t zone, std::int64_t area) { mode.places.push_back({{zone}, area}); });
  read.find("name");
  return mode;
}

Draft::Activity activity_from(RowReader& read, Problems& problems) {
  Draft::Activity activity{.id = read.named_id()};
  read.each("modes", [&](const Json& item, const std::string& place) {
    RowReader mode(item, place, problems);
    activity.modes.push_back(mode_from(mode));
  });
  activity.calendar = read.id("calendar");
  activity.release = read.known_slot("release");
  activity.deadline = read.known_slot("deadline");
  activity.due = read.known_slot("due");
  activity.weight = read.number("weight");
  activity.actual_start = read.known_slot("actual_start");
  activity.actual_finish = read.known_slot("actual_finish");
  activity.remaining = read.known_slot("remaining");
  activity.mode = read.known_slot("mode");
  activity.planned_start = read.known_slot("planned_start");
  return activity;
}

Draft::Link link_from(RowReader& read) {
  Draft::Link link{.from = read.id("from"), .to = read.id("to")};
  if (const std::string word = read.word("type"); !word.empty()) {
    const auto found = std::find_if(std::begin(kLinkTypes), std::end(kLinkTypes),
                                    [&](const auto& type) { return type.second == word; });
    if (found == std::end(kLinkTypes))
      read.wrong("type");
    else
      link.type = found->first;
  }
  link.lag = read.slot("lag");
  link.is_maximum = read.flag("maximum", false);
  link.calendar = read.id("calendar");
  return link;
}

Value value_from(RowReader&& read) {
  return {read.number("lateness"), read.number("cost"), read.slot("makespan"), read.number("changes")};
}

/// Start and mode of one activity, at its place in the plan.
void read_start(RowReader&& read, const std::unordered_map<Id, int>& index, Claim& claim,
                std::vector<bool>& seen, Problems& problems) {
  const Id id = read.id("activity");
  const Slot start = read.slot("start");
  const int mode = read.slot("mode");
  const auto found = index.find(id);
  if (found == index.end()) {
    problems.push_back(
        {"schedule.unknown_activity", read.field("activity"), {{"id", std::to_string(id.value)}}});
    return;
  }
  if (seen[found->second])
    problems.push_back({"schedule.named_twice", read.field("activity"), {{"id", std::to_string(id.value)}}});
  seen[found->second] = true;
  claim.plan.start[found->second] = start, claim.plan.mode[found->second] = mode;
}

}  // namespace

std::string schedule_draft_json(const Draft& draft) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().member("horizon", draft.horizon);
  append_some(json, "data_date", draft.data_date);
  append_some(json, "frozen_until", draft.frozen_until);
  append_rows(json, "calendars", draft.calendars, [&](const Draft::Calendar& calendar) {
    json.member("id", calendar.id.value);
    append_pairs(json, "working", calendar.working, [](const Span& span) {
      return std::pair<std::int64_t, std::int64_t>(span.from, span.until);
    });
  });
  append_rows(json, "resources", draft.resources,
              [&](const Draft::Resource& resource) { append_resource(json, resource); });
  append_rows(json, "zones", draft.zones, [&](const Draft::Zone& zone) {
    json.member("id", zone.id.value);
    append_some(json, "parent", zone.parent.value);
    append_some(json, "area", zone.area);
    append_some(json, "calendar", zone.calendar.value);
  });
  append_rows(json, "activities", draft.activities,
              [&](const Draft::Activity& activity) { append_activity(json, activity); });
  append_rows(json, "links", draft.links, [&](const Draft::Link& link) { append_link(json, link); });
  json.end_object();
  return out;
}

Result<Draft> schedule_draft_from_json(const Json& json) {
  Problems problems;
  Draft draft;
  {
    RowReader read(json, "", problems);
    draft.horizon = read.slot("horizon");
    draft.data_date = read.slot("data_date");
    draft.frozen_until = read.slot("frozen_until");
    const auto rows = [&](std::string_view name, auto& into, auto from) {
      read.each(name, [&](const Json& item, const std::string& place) {
        RowReader row(item, place, problems);
        into.push_back(from(row));
      });
    };
    rows("calendars", draft.calendars, calendar_from);
    rows("resources", draft.resources, resource_from);
    rows("zones", draft.zones, zone_from);
    rows("activities", draft.activities, [&](RowReader& row) { return activity_from(row, problems); });
    rows("links", draft.links, link_from);
    read.find("note");
  }
  if (!problems.empty()) return problems;
  return draft;
}

std::string schedule_claim_json(const Instance& instance, const Claim& claim) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  if (claim.value)
    json.key("value")
        .begin_object()
        .member("lateness", claim.value->lateness)
        .member("cost", claim.value->cost)
        .member("makespan", claim.value->makespan)
        .member("changes", claim.value->changes)
        .end_object();
  append_known(json, "makespan_bound", claim.makespan_bound);
  json.key("plan").begin_array();
  for (std::size_t i = 0; i < claim.plan.start.size(); ++i)
    json.begin_object()
        .member("activity", instance.draft().activities[i].id.value)
        .member("start", claim.plan.start[i])
        .member("mode", claim.plan.mode[i])
        .end_object();
  json.end_array().end_object();
  return out;
}

Result<Claim> schedule_claim_from_json(const Instance& instance, const Json& json) {
  const auto& activities = instance.draft().activities;
  std::unordered_map<Id, int> index;
  for (std::size_t i = 0; i < activities.size(); ++i) index.emplace(activities[i].id, static_cast<int>(i));
  Problems problems;
  Claim claim;
  claim.plan.start.assign(activities.size(), 0), claim.plan.mode.assign(activities.size(), 0);
  std::vector<bool> seen(activities.size(), false);
  {
    RowReader read(json, "", problems);
    if (const Json* value = read.find("value")) claim.value = value_from({*value, "value", problems});
    claim.makespan_bound = read.known_slot("makespan_bound");
    read.each("plan", [&](const Json& item, const std::string& place) {
      read_start({item, place, problems}, index, claim, seen, problems);
    });
    read.find("note");
  }
  for (std::size_t i = 0; i < seen.size(); ++i)
    if (!seen[i])
      problems.push_back(
          {"schedule.activity_missing", "plan", {{"id", std::to_string(activities[i].id.value)}}});
  if (!problems.empty()) return problems;
  return claim;
}

}  // namespace zw::modules::projects
