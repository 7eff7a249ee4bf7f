#include "modules/projects/node_event.h"

namespace zw::modules::projects {

using record::Choice;

std::span<const Choice> choices_of(NodeEventKind) {
  static constexpr Choice kChoices[] = {
      {"started", {"开始", "Started"}},          {"reported", {"报完成", "Reported done"}},
      {"confirmed", {"核验通过", "Confirmed"}},  {"refused", {"退回", "Refused"}},
      {"replanned", {"调整日期", "Re-planned"}}, {"blocked", {"受阻", "Blocked"}},
      {"unblocked", {"解除受阻", "Unblocked"}}};
  return kChoices;
}
std::span<const Choice> choices_of(ReasonKind) {
  static constexpr Choice kChoices[] = {{"cause", {"延误原因", "Cause of delay"}},
                                        {"measure", {"赶工措施", "Measure of recovery"}}};
  return kChoices;
}

}  // namespace zw::modules::projects

namespace zw::record {

using namespace modules::projects;

template <>
const Entity& describe<VarianceReason>() {
  static const Entity entity{
      .module = "projects",
      .name = "variance_reason",
      .plural = "variance_reasons",
      .label = {"延误与赶工", "Delay and recovery"},
      .title = "name",
      .fields =
          {field<&VarianceReason::name>("name", {"名称", "Name"}, kOpen).required().unique().listed(),
           field<&VarianceReason::name_en>("name_en", {"英文名", "English name"}, kOpen).listed(),
           field<&VarianceReason::kind>("kind", {"类型", "Kind"}, kOpen).listed(),
           field<&VarianceReason::sequence>("sequence", {"顺序", "Sequence"}, kOpen).range(0, 1000).listed()},
      .default_sort = "sequence"};
  return entity;
}

template <>
const Entity& describe<NodeEvent>() {
  static const Entity entity{
      .module = "projects",
      .name = "node_event",
      .plural = "node_events",
      .label = {"节点经过", "Event of a node"},
      .title = "at",
      .fields = {field<&NodeEvent::node_id>("node_id", {"节点", "Node"}, kOpen)
                     .refers_to("node")
                     .cascading()
                     .listed(),
                 field<&NodeEvent::project_id>("project_id", {"项目", "Project"}, kOpen)
                     .refers_to("project")
                     .cascading(),
                 field<&NodeEvent::kind>("kind", {"经过", "What happened"}, kOpen).listed(),
                 field<&NodeEvent::at>("at", {"时间", "When"}, kOpen).listed(),
                 field<&NodeEvent::person_id>("person_id", {"经办人", "Who"}, kInternal)
                     .refers_to("person")
                     .listed(),
                 field<&NodeEvent::round>("round", {"第几次报送", "Which report"}, kOpen).range(0, 10'000),
                 field<&NodeEvent::done_on>("done_on", {"完成日期", "Done on"}, kOpen),
                 field<&NodeEvent::before_on>("before_on", {"原日期", "Before"}, kOpen).listed(),
                 field<&NodeEvent::after_on>("after_on", {"新日期", "After"}, kOpen).listed(),
                 field<&NodeEvent::reason_id>("reason_id", {"原因或措施", "Cause or measure"}, kOpen)
                     .refers_to("variance_reason")
                     .listed(),
                 field<&NodeEvent::words>("words", {"说明", "Words"}, kInternal).long_text(4000)},
      // Whoever reports a node does not also confirm or refuse it.
      .unique_together = {{"other_person",
                           {"node_id", "round", "person_id"},
                           "kind IN ('reported', 'confirmed', 'refused')",
                           "node.forbidden"}},
      .default_sort = "at"};
  return entity;
}

}  // namespace zw::record
