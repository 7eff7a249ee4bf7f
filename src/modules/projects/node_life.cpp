#include "modules/projects/node_life.h"

#include <array>

namespace zw::modules::projects {
namespace {

struct Row {
  std::string_view name;
  std::array<bool, 5> from;  ///< not_started, running, awaiting_check, done, blocked
  NodeState to;
  NodeEventKind kind;
};

constexpr std::array<Row, kNodeVerbs> kTable = {{
    {"start", {true, false, false, false, false}, NodeState::running, NodeEventKind::started},
    {"report", {true, true, false, false, false}, NodeState::awaiting_check, NodeEventKind::reported},
    {"confirm", {false, false, true, false, false}, NodeState::done, NodeEventKind::confirmed},
    {"refuse", {false, false, true, false, false}, NodeState::running, NodeEventKind::refused},
    {"replan", {true, true, false, false, true}, NodeState::running, NodeEventKind::replanned},
    {"block", {true, true, false, false, false}, NodeState::blocked, NodeEventKind::blocked},
    {"unblock", {false, false, false, false, true}, NodeState::running, NodeEventKind::unblocked},
}};

const Row& row_of(NodeVerb verb) { return kTable[static_cast<std::size_t>(verb)]; }

/// What the node was expected for before anything was reported.
std::optional<Date> planned_for(const Node& node) {
  return node.forecast_on ? node.forecast_on : node.planned_on;
}

bool needs_words(NodeVerb verb) {
  return verb == NodeVerb::report || verb == NodeVerb::refuse || verb == NodeVerb::replan ||
         verb == NodeVerb::block;
}

std::string_view words_field(NodeVerb verb) { return verb == NodeVerb::report ? "evidence" : "reason"; }

/// A later day has a cause, an earlier one a measure; a report may be early without one.
void check_move(const Node& node, const NodeAct& act, Problems& problems) {
  const auto before = planned_for(node);
  if (!before || !act.day) return;
  const bool is_later = *act.day > *before, is_earlier = *act.day < *before;
  const auto is_of = [&](ReasonKind kind) { return act.reason && act.reason->kind == kind; };
  if (is_later && !is_of(ReasonKind::cause)) problems.push_back({"node.cause_needed", "reason_id", {}});
  if (is_earlier && !is_of(ReasonKind::measure) && (act.verb == NodeVerb::replan || act.reason))
    problems.push_back({"node.measure_needed", "reason_id", {}});
}

void check_days(const Node& node, const NodeAct& act, Problems& problems) {
  const std::string field = act.verb == NodeVerb::report ? "done_on" : "forecast_on";
  if (!act.day) {
    problems.push_back({"field.required", field, {}});
    return;
  }
  if (act.verb == NodeVerb::report && *act.day > china_date(act.at))
    problems.push_back({"node.done_in_the_future", field, {}});
  if (act.verb == NodeVerb::replan) {
    if (!node.planned_on) problems.push_back({"node.no_date", "planned_on", {}});
    if (act.day == planned_for(node)) problems.push_back({"node.same_day", field, {}});
  }
  check_move(node, act, problems);
}

}  // namespace

std::string_view name_of(NodeVerb verb) { return row_of(verb).name; }

bool is_allowed(NodeVerb verb, NodeState state) { return row_of(verb).from[static_cast<std::size_t>(state)]; }

std::optional<Date> expected_on(const Node& node) {
  return node.state == NodeState::done && node.actual_on ? node.actual_on : planned_for(node);
}

Outcome check(const Node& node, const NodeAct& act) {
  Problems problems;
  const bool decides = act.verb == NodeVerb::confirm || act.verb == NodeVerb::refuse;
  if (!is_allowed(act.verb, node.state))
    problems.push_back(
        {"node.state",
         "",
         {{"state", std::string(choices_of(node.state)[static_cast<std::size_t>(node.state)].name)}}});
  else if (decides && act.report && act.report->person_id == act.person)
    problems.push_back({"node.forbidden", "", {}});
  if (needs_words(act.verb) && act.words.empty())
    problems.push_back({"field.required", std::string(words_field(act.verb)), {}});
  if (act.verb == NodeVerb::report || act.verb == NodeVerb::replan) check_days(node, act, problems);
  if (!problems.empty()) return problems;
  return Nothing{};
}

NodeChange perform(const Node& node, const NodeAct& act) {
  const Row& row = row_of(act.verb);
  NodeChange change{node, {}};
  NodeEvent& event = change.event;
  event.node_id = node.id;
  event.project_id = node.project_id;
  event.kind = row.kind;
  event.at = act.at;
  event.person_id = act.person;
  event.words = act.words;
  if (act.reason) event.reason_id = act.reason->id;
  if (act.verb != NodeVerb::replan) change.node.state = row.to;
  const std::int64_t rounds = act.report ? act.report->round : 0;
  switch (act.verb) {
    case NodeVerb::report:
      event.round = rounds + 1;
      event.done_on = change.node.actual_on = act.day;
      change.node.evidence = act.words;
      break;
    case NodeVerb::confirm:
      event.round = rounds;
      event.done_on = node.actual_on;
      event.before_on = planned_for(node);
      event.after_on = node.actual_on;
      if (act.report) event.reason_id = act.report->reason_id;
      break;
    case NodeVerb::refuse:
      event.round = rounds;
      event.done_on = node.actual_on;
      change.node.actual_on.reset();
      break;
    case NodeVerb::replan:
      event.before_on = planned_for(node);
      event.after_on = change.node.forecast_on = act.day;
      break;
    case NodeVerb::start:
    case NodeVerb::block:
    case NodeVerb::unblock:
      break;
  }
  return change;
}

Outcome check_edit(const Node& before, const Node& after) {
  if (before.planned_on && before.planned_on != after.planned_on)
    return Problem{"node.replan_needed", "planned_on", {}};
  return Nothing{};
}

}  // namespace zw::modules::projects
