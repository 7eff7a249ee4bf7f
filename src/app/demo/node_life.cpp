#include <algorithm>

#include "app/demo/parts.h"

namespace zw::app::demo {
namespace {

using projects::Node;
using projects::NodeEvent;
using projects::NodeEventKind;
using projects::NodeState;
using projects::ReasonKind;

/// A round of re-planning of every project: on this day, all nodes not yet done, for a cause or by a measure.
struct Round {
  Date on;
  std::string_view reason, words;
  int least, most;  ///< days later, or earlier when below nothing
};

std::vector<Round> rounds() {
  return {{day(2020, 2, 25), "疫情停工", "1月24日至2月20日停工，复工后重新排定", 24, 32},
          {day(2020, 3, 10), "劳动力", "外地班组返岗晚于预期", 3, 9},
          {day(2020, 4, 6), "增加班组", "前线指挥部协调增加一个班组", -20, -14},
          {day(2020, 5, 11), "交叉施工", "两个工作面交叉施工", -38, -28}};
}

class LifeTeller {
 public:
  explicit LifeTeller(DemoZone& zone)
      : zone_(zone), rng_(rng_for(zone, Stream::node_life)), today_(date_of(zone.options.stage)) {
    for (const registry::Duty& duty : zone.duties)
      if (duty.object_kind == registry::ObjectKind::project && duty.kind == registry::DutyKind::accountable &&
          duty.state == registry::DutyState::active)
        reporters_[Id{duty.object_id}] = officer(duty.officer_id).person_id;
    for (const Persona& persona : personas(zone))
      if (persona.role == storage::Role::secretary) desk_ = persona.person;
  }

  void tell() {
    std::vector<NodeEvent> events;
    for (std::size_t first = 0; first < zone_.nodes.size(); first += kNodesPerProject)
      tell_project(std::span(zone_.nodes).subspan(first, kNodesPerProject), events);
    std::ranges::stable_sort(events, {}, &NodeEvent::at);
    for (NodeEvent& event : events) add(zone_.node_events, std::move(event));
  }

 private:
  const registry::Officer& officer(Id id) const {
    return zone_.officers[static_cast<std::size_t>(id.value) - 1];
  }

  Id reporter_of(Id project) const {
    const auto found = reporters_.find(project);
    if (found != reporters_.end()) return found->second;
    return zone_.officers[static_cast<std::size_t>(project.value) % zone_.officers.size()].person_id;
  }

  Id reason(std::string_view name) const {
    for (const auto& one : zone_.variance_reasons)
      if (one.name == name) return one.id;
    ZW_ASSERT(false, "the story names reasons that are shipped");
    return {};
  }

  NodeEvent event(const Node& node, NodeEventKind kind, Date on, int hour) const {
    NodeEvent made;
    made.node_id = node.id;
    made.project_id = node.project_id;
    made.kind = kind;
    made.at = plus_seconds(china_midnight(on), hour * 3600);
    made.person_id = reporter_of(node.project_id);
    return made;
  }

  void tell_project(std::span<Node> nodes, std::vector<NodeEvent>& events) {
    for (const Round& round : rounds()) {
      const auto days = static_cast<int>(rng_.between(round.least, round.most));
      if (round.on > today_) continue;
      for (Node& node : nodes)
        if (!is_done_by(node, round.on)) replan(node, round, days, events);
    }
    for (Node& node : nodes) {
      if (node.state == NodeState::done) finish(node, events);
      if (node.state == NodeState::awaiting_check) report(node, today_ - 1, {}, events);
    }
  }

  static bool is_done_by(const Node& node, Date day) {
    return node.state == NodeState::done && *node.actual_on <= day;
  }

  void replan(Node& node, const Round& round, int days, std::vector<NodeEvent>& events) const {
    NodeEvent made = event(node, NodeEventKind::replanned, round.on, 10);
    made.before_on = node.forecast_on ? node.forecast_on : node.planned_on;
    made.after_on = node.forecast_on = *made.before_on + days;
    made.reason_id = reason(round.reason);
    made.words = round.words;
    events.push_back(std::move(made));
  }

  void report(Node& node, Date done_on, std::optional<Id> why, std::vector<NodeEvent>& events) const {
    node.actual_on = done_on;
    node.evidence = "现场影像与监理记录已核对";
    NodeEvent made = event(node, NodeEventKind::reported, done_on, 16);
    made.round = 1;
    made.done_on = done_on;
    made.reason_id = why;
    made.words = node.evidence;
    events.push_back(std::move(made));
  }

  /// Reported on the day itself and confirmed by the desk an hour later.
  void finish(Node& node, std::vector<NodeEvent>& events) const {
    const Date done_on = *node.actual_on;
    const Date before = node.forecast_on.value_or(*node.planned_on);
    std::optional<Id> why;
    if (done_on > before) why = reason("劳动力");
    if (done_on < before) why = reason("延长作业时间");
    report(node, done_on, why, events);
    NodeEvent made = event(node, NodeEventKind::confirmed, done_on, 17);
    made.person_id = desk_;
    made.round = 1;
    made.done_on = made.after_on = done_on;
    made.before_on = before;
    made.reason_id = why;
    events.push_back(std::move(made));
  }

  DemoZone& zone_;
  Rng rng_;
  Date today_;
  std::map<Id, Id> reporters_;  ///< the accountable officer of each project
  Id desk_;
};

}  // namespace

void add_node_life(DemoZone& zone) { LifeTeller(zone).tell(); }

}  // namespace zw::app::demo
