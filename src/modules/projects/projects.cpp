#include "modules/projects/projects.h"

namespace zw::modules::projects {

using record::Choice;

std::span<const Choice> choices_of(ProjectClass) {
  static constexpr Choice kChoices[] = {{"industrial", {"重大产业", "Major industrial"}},
                                        {"urban", {"重点城建", "Major urban"}},
                                        {"livelihood", {"为民办实事", "People's livelihood"}}};
  return kChoices;
}
std::span<const Choice> choices_of(ProjectState) {
  static constexpr Choice kChoices[] = {
      {"planned", {"谋划", "Planned"}},      {"negotiating", {"洽谈", "Negotiating"}},
      {"signed", {"签约", "Signed"}},        {"registered", {"注册", "Registered"}},
      {"approved", {"立项", "Approved"}},    {"land", {"用地", "Land"}},
      {"permits", {"前期审批", "Permits"}},  {"started", {"开工", "Started"}},
      {"building", {"在建", "Building"}},    {"completed", {"竣工", "Completed"}},
      {"producing", {"投产", "Producing"}},  {"full_capacity", {"达产", "Full capacity"}},
      {"listed", {"入规", "In statistics"}}, {"paused", {"暂缓", "Paused"}},
      {"stopped", {"终止", "Stopped"}}};
  return kChoices;
}
std::span<const Choice> choices_of(ProgrammeKind) {
  static constexpr Choice kChoices[] = {{"programme", {"产业基地", "Programme"}},
                                        {"cluster", {"项目组团", "Cluster"}}};
  return kChoices;
}
std::span<const Choice> choices_of(PhaseState) {
  static constexpr Choice kChoices[] = {{"planned", {"未开工", "Planned"}},
                                        {"building", {"在建", "Building"}},
                                        {"trial", {"试生产", "Trial production"}},
                                        {"producing", {"投产", "Producing"}},
                                        {"full_capacity", {"达产", "Full capacity"}}};
  return kChoices;
}
std::span<const Choice> choices_of(NodeState) {
  static constexpr Choice kChoices[] = {{"not_started", {"未开始", "Not started"}},
                                        {"running", {"进行", "Running"}},
                                        {"awaiting_check", {"待验", "Awaiting check"}},
                                        {"done", {"完成", "Done"}},
                                        {"blocked", {"受阻", "Blocked"}}};
  return kChoices;
}

}  // namespace zw::modules::projects

namespace zw::record {

using namespace modules::projects;

template <>
const Entity& describe<Programme>() {
  static const Entity entity{
      .module = "projects",
      .name = "programme",
      .plural = "programmes",
      .label = {"组团与基地", "Programme"},
      .title = "name",
      .fields =
          {field<&Programme::name>("name", {"名称", "Name"}, kOpen).required().unique().listed().searched(),
           field<&Programme::kind>("kind", {"类型", "Kind"}, kOpen).listed(),
           field<&Programme::target_capacity>("target_capacity", {"目标产能", "Target capacity"}, kOpen)
               .range(0, INT64_MAX)
               .listed(),
           field<&Programme::capacity_unit>("capacity_unit", {"产能单位", "Capacity unit"}, kOpen)
               .at_most(20)
               .listed(),
           field<&Programme::enterprise_id>("enterprise_id", {"所属集团", "Group"}, kOpen)
               .refers_to("enterprise"),
           field<&Programme::note>("note", {"备注", "Note"}, kInternal).long_text(5000)},
      .default_sort = "name"};
  return entity;
}

template <>
const Entity& describe<Project>() {
  static const Entity entity{
      .module = "projects",
      .name = "project",
      .plural = "projects",
      .label = {"项目", "Project"},
      .title = "name",
      .fields =
          {field<&Project::name>("name", {"项目名称", "Name"}, kOpen)
               .required()
               .unique()
               .listed()
               .searched()
               .also_called({"名称", "项目", "Project"}),
           field<&Project::code>("code", {"项目编号", "Code"}, kOpen)
               .at_most(40)
               .also_called({"编号", "项目代码"}),
           field<&Project::project_class>("class", {"类别", "Class"}, kOpen)
               .listed()
               .also_called({"项目类别", "分类"}),
           field<&Project::cluster_id>("cluster_id", {"项目组团", "Cluster"}, kOpen)
               .refers_to("programme")
               .listed(),
           field<&Project::programme_id>("programme_id", {"产业基地", "Programme"}, kOpen)
               .refers_to("programme"),
           field<&Project::enterprise_id>("enterprise_id", {"业主企业", "Owner firm"}, kOpen)
               .refers_to("enterprise")
               .listed(),
           field<&Project::owner_organisation_id>("owner_organisation_id", {"责任单位", "Owner organisation"},
                                                  kOpen)
               .refers_to("organisation"),
           field<&Project::state>("state", {"阶段", "Stage"}, kOpen)
               .listed()
               .also_called({"项目阶段", "进展"}),
           field<&Project::address>("address", {"地址", "Address"}, kOpen).also_called({"建设地点"}),
           field<&Project::latitude_e6>("latitude_e6", {"纬度", "Latitude"}, kInternal)
               .range(-90'000'000, 90'000'000)
               .unit("millionths of a degree, WGS 84"),
           field<&Project::longitude_e6>("longitude_e6", {"经度", "Longitude"}, kInternal)
               .range(-180'000'000, 180'000'000)
               .unit("millionths of a degree, WGS 84"),
           field<&Project::investment>("investment", {"总投资", "Investment"}, kOpen)
               .range(0, 1'000'000'000'000'000)
               .listed()
               .also_called({"投资额", "总投资(万元)", "总投资（万元）", "总投资(亿元)"}),
           field<&Project::planned_start>("planned_start", {"计划开工", "Planned start"}, kOpen)
               .listed()
               .also_called({"开工时间", "开工日期"}),
           field<&Project::planned_finish>("planned_finish", {"计划竣工", "Planned finish"}, kOpen)
               .listed()
               .also_called({"竣工时间", "竣工日期"}),
           field<&Project::design_capacity>("design_capacity", {"设计产能", "Design capacity"}, kOpen)
               .range(0, INT64_MAX),
           field<&Project::capacity_unit>("capacity_unit", {"产能单位", "Capacity unit"}, kOpen).at_most(20),
           field<&Project::needs_residency>("needs_residency", {"需驻点", "Needs a resident officer"},
                                            kInternal),
           field<&Project::note>("note", {"备注", "Note"}, kInternal).long_text(5000)},
      .default_sort = "name",
      .is_followed = true};
  return entity;
}

template <>
const Entity& describe<Phase>() {
  static const Entity entity{
      .module = "projects",
      .name = "phase",
      .plural = "phases",
      .label = {"分期", "Phase"},
      .title = "name",
      .fields =
          {field<&Phase::project_id>("project_id", {"项目", "Project"}, kOpen)
               .refers_to("project")
               .cascading()
               .listed(),
           field<&Phase::name>("name", {"名称", "Name"}, kOpen).required().listed(),
           field<&Phase::sequence>("sequence", {"顺序", "Sequence"}, kOpen).range(1, 100).listed(),
           field<&Phase::capacity>("capacity", {"产能", "Capacity"}, kOpen).range(0, INT64_MAX).listed(),
           field<&Phase::capacity_unit>("capacity_unit", {"产能单位", "Capacity unit"}, kOpen)
               .at_most(20)
               .listed(),
           field<&Phase::planned_on>("planned_on", {"计划投产", "Planned on"}, kOpen).listed(),
           field<&Phase::actual_on>("actual_on", {"实际投产", "Actual on"}, kOpen).listed(),
           field<&Phase::state>("state", {"状态", "State"}, kOpen).listed()},
      .unique_together = {{"one_place", {"project_id", "sequence"}, "", "phase.sequence_taken"}},
      .default_sort = "sequence"};
  return entity;
}

template <>
const Entity& describe<Node>() {
  static const Entity entity{
      .module = "projects",
      .name = "node",
      .plural = "nodes",
      .label = {"节点", "Node"},
      .title = "name",
      .fields =
          {field<&Node::project_id>("project_id", {"项目", "Project"}, kOpen)
               .refers_to("project")
               .cascading()
               .listed(),
           field<&Node::name>("name", {"节点", "Node"}, kOpen).required().listed(),
           field<&Node::sequence>("sequence", {"顺序", "Sequence"}, kOpen).range(1, 1000).listed(),
           field<&Node::planned_on>("planned_on", {"计划日期", "Planned on"}, kOpen).listed(),
           field<&Node::actual_on>("actual_on", {"实际日期", "Actual on"}, kOpen).read_only().listed(),
           field<&Node::state>("state", {"状态", "State"}, kOpen).read_only().listed(),
           field<&Node::weight>("weight", {"权重", "Weight"}, kOpen).range(0, 1000),
           field<&Node::factor>("factor", {"要素", "Factor"}, kOpen),
           field<&Node::is_key>("is_key", {"关键节点", "Key node"}, kOpen),
           field<&Node::forecast_on>("forecast_on", {"现计划日期", "Expected on"}, kOpen).read_only(),
           field<&Node::evidence>("evidence", {"佐证", "Evidence"}, kInternal).long_text(4000).read_only()},
      .unique_together = {{"one_place", {"project_id", "sequence"}, "", "node.sequence_taken"}},
      .default_sort = "sequence"};
  return entity;
}

}  // namespace zw::record
