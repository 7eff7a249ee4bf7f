#include <algorithm>

#include "modules/projects/module.h"
#include "modules/projects/node_life.h"
#include "modules/projects/node_verbs.h"
#include "modules/projects/variance.h"
#include "modules/registry/registry.h"
#include "record/json.h"

namespace zw::modules::projects {
namespace {

using http::Context;
using http::Response;
using record::JsonWriter;
using storage::Records;

/// Everything the ledger of one project is made of.
struct Story {
  std::vector<Node> nodes;
  std::vector<NodeEvent> events;
  std::map<Id, VarianceReason> reasons;
};

template <class T>
std::vector<T> of_project(Records& records, Id project, std::string sort) {
  return records.all<T>(
      {.limit = SIZE_MAX,
       .sort = std::move(sort),
       .filters = {{record::describe<T>().find("project_id"), {record::Value{project.value}}}},
       .wants_total = false});
}

Story read_story(Records& records, Id project) {
  Story story{
      of_project<Node>(records, project, "sequence"), of_project<NodeEvent>(records, project, "at"), {}};
  for (VarianceReason& reason : records.all<VarianceReason>()) story.reasons[reason.id] = std::move(reason);
  return story;
}

bool moves_a_date(const NodeEvent& event) { return event.after_on && event.before_on != event.after_on; }

std::optional<VarianceLedger> ledger_of(const Story& story) {
  std::vector<DatedNode> nodes;
  for (const Node& node : story.nodes)
    if (node.planned_on) nodes.push_back({node.id, *node.planned_on, *expected_on(node)});
  std::vector<DateMove> moves;
  for (const NodeEvent& event : story.events)
    if (moves_a_date(event)) moves.push_back({event.id, event.node_id, *event.after_on, event.reason_id});
  return reckon_variance(nodes, moves);
}

void append_day(JsonWriter& json, std::string_view name, const std::optional<Date>& day) {
  json.key(name);
  day ? json.string(to_string(*day)) : json.null();
}

void append_reason(JsonWriter& json, const Story& story, const std::optional<Id>& id) {
  json.key("reason");
  const auto found = id ? story.reasons.find(*id) : story.reasons.end();
  if (found == story.reasons.end()) {
    json.null();
    return;
  }
  const VarianceReason& reason = found->second;
  json.begin_object()
      .member("id", reason.id.value)
      .member("zh", reason.name)
      .member("en", reason.name_en.empty() ? reason.name : reason.name_en)
      .end_object();
}

void append_lines(JsonWriter& json, std::string_view name, const Story& story,
                  const std::vector<ReasonDays>& lines) {
  json.key(name).begin_array();
  for (const ReasonDays& line : lines) {
    json.begin_object();
    append_reason(json, story, line.reason);
    json.member("days", line.days).end_object();
  }
  json.end_array();
}

void append_ledger(JsonWriter& json, const Story& story) {
  json.key("ledger");
  const auto ledger = ledger_of(story);
  if (!ledger) {
    json.null();
    return;
  }
  json.begin_object();
  append_day(json, "baseline_finish", ledger->baseline_finish);
  append_day(json, "expected_finish", ledger->expected_finish);
  json.member("variance", ledger->variance()).member("unexplained", ledger->unexplained);
  append_lines(json, "lost", story, ledger->lost);
  append_lines(json, "recovered", story, ledger->recovered);
  json.key("entries").begin_array();
  for (const LedgerEntry& entry : ledger->entries) {
    json.begin_object().member("event_id", entry.event.value);
    append_reason(json, story, entry.reason);
    json.member("days", entry.days).end_object();
  }
  json.end_array().end_object();
}

void append_event(JsonWriter& json, const Story& story, const NodeEvent& event, std::string_view person) {
  json.begin_object()
      .member("id", event.id.value)
      .member("kind", choices_of(event.kind)[static_cast<std::size_t>(event.kind)].name)
      .member("at", event.at.micros)
      .member("person", person)
      .member("words", event.words);
  append_day(json, "done_on", event.done_on);
  append_day(json, "before_on", event.before_on);
  append_day(json, "after_on", event.after_on);
  append_reason(json, story, event.reason_id);
  json.end_object();
}

std::optional<Id> reporter_of(const Story& story, Id node) {
  std::optional<Id> reporter;
  for (const NodeEvent& event : story.events)
    if (event.node_id == node && event.kind == NodeEventKind::reported) reporter = event.person_id;
  return reporter;
}

void append_nodes(JsonWriter& json, Records& records, const Story& story) {
  std::vector<Id> people;
  for (const NodeEvent& event : story.events) people.push_back(event.person_id);
  const auto names = records.titles(*storage::Catalogue::find("person"), people);
  const bool is_owner = !story.nodes.empty() && is_own_node(records, story.nodes.front().id);
  json.key("nodes").begin_array();
  for (const Node& node : story.nodes) {
    const auto expected = expected_on(node);
    json.begin_object().member("id", node.id.value).member("name", node.name).member("is_key", node.is_key);
    json.member("state", choices_of(node.state)[static_cast<std::size_t>(node.state)].name);
    append_day(json, "planned_on", node.planned_on);
    append_day(json, "expected_on", expected);
    json.key("days");
    expected&& node.planned_on ? json.number(std::int64_t{*expected - *node.planned_on}) : json.null();
    json.member("version", node.version).key("abilities").begin_array();
    for (const std::string_view verb :
         offered_verbs(node, reporter_of(story, node.id), records.scope().actor, is_owner))
      json.string(verb);
    json.end_array().key("events").begin_array();
    for (std::size_t i = 0; i < story.events.size(); ++i)
      if (story.events[i].node_id == node.id) append_event(json, story, story.events[i], names[i]);
    json.end_array().end_object();
  }
  json.end_array();
}

Response variance(const Context& context) {
  const auto id = http::path_id(context.request);
  if (!id) return http::refuse(id.problems(), context.request);
  Response response = http::refuse({{"record.not_found", "", {}}}, context.request);
  context.services.database.read([&](storage::Connection& connection) {
    Records records(connection, context.scope);
    if (!records.find<Project>(*id)) return;
    const Story story = read_story(records, *id);
    std::string body;
    JsonWriter json(body);
    json.begin_object();
    append_ledger(json, story);
    append_nodes(json, records, story);
    json.end_object();
    response = Response::json(std::move(body));
  });
  return response;
}

}  // namespace

http::Route variance_route() {
  return {http::Method::get,
          "/api/projects/projects/{id}/variance",
          registry::kStaff,
          false,
          nullptr,
          nullptr,
          http::Shape::custom,
          "",
          "Days lost by cause and recovered by measure, which add up to the present variance; nodes with "
          "what moved them.",
          &variance};
}

}  // namespace zw::modules::projects
