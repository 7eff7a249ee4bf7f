#include <fmt/format.h>

#include <algorithm>

#include "http/once.h"
#include "modules/projects/module.h"
#include "modules/projects/node_life.h"
#include "modules/projects/node_verbs.h"
#include "modules/registry/registry.h"

namespace zw::modules::projects {
namespace {

using http::Context;
using http::Method;
using http::Response;
using http::Shape;
using record::Json;
using storage::Item;
using storage::Records;

constexpr storage::Roles kConfirming{storage::Role::secretary, storage::Role::leader,
                                     storage::Role::administrator};

bool decides(NodeVerb verb) { return verb == NodeVerb::confirm || verb == NodeVerb::refuse; }

/// Reports are decided by the desk and the leaders; all else is the desk's, and the accountable officer's.
bool may_do(NodeVerb verb, storage::Roles roles, bool is_owner) {
  if (decides(verb)) return roles.meets(kConfirming);
  return roles.meets(registry::kDesk) || (is_owner && roles.has(storage::Role::officer));
}

std::optional<NodeEvent> last_report(Records& records, Id node) {
  const auto& entity = record::describe<NodeEvent>();
  const auto reports =
      records.all<NodeEvent>({.limit = 1,
                              .sort = "-round",
                              .filters = {{entity.find("node_id"), {record::Value{node.value}}},
                                          {entity.find("kind"), {record::Value{std::string("reported")}}}},
                              .wants_total = false});
  return reports.empty() ? std::nullopt : std::optional(reports.front());
}

/// What the body says; problems of its words.
NodeAct read_act(Records& records, NodeVerb verb, const Json& body, Problems& problems) {
  NodeAct act;
  act.verb = verb;
  act.person = records.scope().actor.person;
  act.at = records.scope().now;
  act.words = body.text_of(verb == NodeVerb::report ? "evidence" : "reason");
  for (const std::string_view name : {"done_on", "forecast_on"}) {
    const std::string_view text = body.text_of(name);
    if (text.empty()) continue;
    act.day = parse_date(text);
    if (!act.day) problems.push_back({"field.date", std::string(name), {{"value", std::string(text)}}});
  }
  if (const Json* reason = body.find("reason_id"); reason && reason->integer()) {
    act.reason = records.find<VarianceReason>(Id{*reason->integer()});
    if (!act.reason) problems.push_back({"field.unknown_reference", "reason_id", {}});
  }
  return act;
}

/// Of one place only what was found first.
void merge(Problems& problems, const Problems& more) {
  for (const Problem& problem : more)
    if (problem.field.empty() ||
        std::ranges::find(problems, problem.field, &Problem::field) == problems.end())
      problems.push_back(problem);
}

void store(Records& records, const NodeChange& change, NodeVerb verb) {
  const auto stored = records.update(change.node, name_of(verb));
  ZW_ASSERT(stored.ok(), "a checked act leaves a valid node");
  records.append(record::describe<NodeEvent>(), record::to_row(change.event));
}

/// The nodes after it that are still to be done move by as many days, for the same reason.
void move_following(Records& records, const Node& node, const NodeAct& act, int days) {
  const auto& entity = record::describe<Node>();
  const auto nodes =
      records.all<Node>({.limit = SIZE_MAX,
                         .sort = "sequence",
                         .filters = {{entity.find("project_id"), {record::Value{node.project_id.value}}}},
                         .wants_total = false});
  for (const Node& other : nodes) {
    const auto expected = expected_on(other);
    if (other.sequence <= node.sequence || !expected || !is_allowed(NodeVerb::replan, other.state)) continue;
    NodeAct same = act;
    same.day = *expected + days;
    store(records, perform(other, same), NodeVerb::replan);
  }
}

Result<Response> perform_verb(const Context& context, Records& records, Id id, NodeVerb verb,
                              const Json& body) {
  const auto item = http::find_visible(node_resource(), records, id);
  if (!item) return item.problems();
  if (!may_do(verb, records.scope().actor.roles, is_own_node(records, id)))
    return Problem{"role.forbidden", "", {}};
  const std::string_view expected = context.request.header("if-match");
  if (!expected.empty() && expected != fmt::format("\"v{}\"", item->version))
    return Problem{"record.stale", "", {{"version", fmt::format("{}", item->version)}}};
  const Node node = record::from_row<Node>(item->row, item->id, item->version);
  Problems problems;
  NodeAct act = read_act(records, verb, body, problems);
  act.report = last_report(records, id);
  if (const auto checked = check(node, act); !checked) merge(problems, checked.problems());
  if (!problems.empty()) return problems;
  const auto before = expected_on(node);
  store(records, perform(node, act), verb);
  if (verb == NodeVerb::replan && body.boolean_of("following", true))
    move_following(records, node, act, *act.day - *before);
  return http::record_response(node_resource(), records, *records.find(record::describe<Node>(), id));
}

http::Handler handler_of(NodeVerb verb) {
  return [verb](const Context& context) {
    const auto id = http::path_id(context.request);
    if (!id) return http::refuse(id.problems(), context.request);
    const auto body = http::body_object(context.request);
    if (!body) return http::refuse(body.problems(), context.request);
    return http::once(context,
                      [&](Records& records) { return perform_verb(context, records, *id, verb, *body); });
  };
}

constexpr std::string_view kSummaries[kNodeVerbs] = {
    "Says that work on a node has begun.",
    "Reports a node done, with the day and the evidence; another person confirms it.",
    "Confirms a reported node: done, by somebody who did not report it.",
    "Refuses a report with a reason; the node goes on.",
    "Expects a node on another day, for a cause or by a measure; later nodes move along unless told not to.",
    "Says that a node cannot go on, and why.",
    "Says that a blocked node goes on.",
};

}  // namespace

bool is_own_node(Records& records, Id node) {
  const storage::Scope& scope = records.scope();
  const std::string sql = fmt::format("SELECT 1 FROM node WHERE zone_id = $1 AND id = $2 AND ({})",
                                      node_resource().policy.own(scope));
  return records.connection().query(sql, {scope.zone.value, node.value})->step();
}

std::vector<std::string_view> offered_verbs(const Node& node, const std::optional<Id>& reporter,
                                            const storage::Actor& actor, bool is_owner) {
  std::vector<std::string_view> names;
  for (int v = 0; v < kNodeVerbs; ++v) {
    const auto verb = static_cast<NodeVerb>(v);
    if (!is_allowed(verb, node.state) || !may_do(verb, actor.roles, is_owner)) continue;
    if (decides(verb) && reporter == actor.person) continue;
    names.push_back(name_of(verb));
  }
  return names;
}

std::vector<http::Verb> node_verbs() {
  std::vector<http::Verb> verbs;
  for (int v = 0; v < kNodeVerbs; ++v) {
    const auto verb = static_cast<NodeVerb>(v);
    verbs.push_back(
        {std::string(name_of(verb)), decides(verb) ? kConfirming : registry::kDesk,
         [verb](const Item& item) { return is_allowed(verb, record::from_row<Node>(item.row).state); }});
  }
  return verbs;
}

http::Routes node_routes() {
  constexpr storage::Roles kReporting{storage::Role::officer, storage::Role::secretary,
                                      storage::Role::administrator};
  http::Routes routes;
  for (int v = 0; v < kNodeVerbs; ++v) {
    const auto verb = static_cast<NodeVerb>(v);
    routes.push_back({Method::post, fmt::format("/api/projects/nodes/{{id}}/{}", name_of(verb)),
                      decides(verb) ? kConfirming : kReporting, false, nullptr, &record::describe<Node>(),
                      Shape::one, std::string(name_of(verb)), std::string(kSummaries[v]), handler_of(verb)});
  }
  return routes;
}

}  // namespace zw::modules::projects
