// What may be done with a node in which state and by whom, and what it leaves behind; pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "modules/projects/node_event.h"
#include "modules/projects/projects.h"

namespace zw::modules::projects {

enum class NodeVerb { start, report, confirm, refuse, replan, block, unblock };
inline constexpr int kNodeVerbs = 7;
std::string_view name_of(NodeVerb verb);

/// What somebody wants to do with a node, with everything that decides about it.
struct NodeAct {
  NodeVerb verb = NodeVerb::start;
  Id person;
  Instant at;
  std::optional<Date> day;               ///< done on, or expected from now on
  std::string words;                     ///< evidence of a report, otherwise the reason
  std::optional<VarianceReason> reason;  ///< the cause or measure that was chosen
  std::optional<NodeEvent> report;       ///< the last one of the node
};

bool is_allowed(NodeVerb verb, NodeState state);

/// The day the node is expected to be done, or was.
std::optional<Date> expected_on(const Node& node);

/// All that keeps the act from being done. Problems: node.state, node.forbidden,
/// field.required, node.done_in_the_future, node.no_date, node.same_day, node.cause_needed,
/// node.measure_needed.
Outcome check(const Node& node, const NodeAct& act);

struct NodeChange {
  Node node;
  NodeEvent event;
};
/// What a checked act makes of the node, and the row it leaves.
NodeChange perform(const Node& node, const NodeAct& act);

/// The mandate stands: a planned date that is set moves only by re-planning. Problem: node.replan_needed.
Outcome check_edit(const Node& before, const Node& after);

}  // namespace zw::modules::projects
