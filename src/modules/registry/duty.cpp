#include "modules/registry/duty.h"

namespace zw::modules::registry {

using record::Choice;

std::span<const Choice> choices_of(ObjectKind) {
  static constexpr Choice kChoices[] = {{"enterprise", {"企业", "Enterprise"}},
                                        {"project", {"项目", "Project"}}};
  return kChoices;
}
std::span<const Choice> choices_of(DutyKind) {
  static constexpr Choice kChoices[] = {{"accountable", {"主责", "Accountable"}},
                                        {"assisting", {"协办", "Assisting"}},
                                        {"linked_leader", {"包联", "Linked leader"}}};
  return kChoices;
}
std::span<const Choice> choices_of(DutyState) {
  static constexpr Choice kChoices[] = {{"active", {"生效", "Active"}}, {"ended", {"终止", "Ended"}}};
  return kChoices;
}
std::span<const Choice> choices_of(PlanState) {
  static constexpr Choice kChoices[] = {{"computing", {"计算中", "Computing"}},
                                        {"proposed", {"待采纳", "Proposed"}},
                                        {"adopted", {"已采纳", "Adopted"}},
                                        {"discarded", {"已放弃", "Discarded"}},
                                        {"failed", {"失败", "Failed"}}};
  return kChoices;
}
std::span<const Choice> choices_of(PlanMode) {
  static constexpr Choice kChoices[] = {{"best", {"总体最优", "Best total"}},
                                        {"fewest_changes", {"变动最少", "Fewest changes"}}};
  return kChoices;
}
std::span<const Choice> choices_of(Change) {
  static constexpr Choice kChoices[] = {{"kept", {"不变", "Kept"}},
                                        {"moved", {"调整", "Moved"}},
                                        {"new", {"新增", "New"}},
                                        {"unassigned", {"无人可派", "Nobody"}}};
  return kChoices;
}

}  // namespace zw::modules::registry

namespace zw::record {

using namespace modules::registry;

template <>
const Entity& describe<Duty>() {
  static const Entity entity{
      .module = "registry",
      .name = "duty",
      .plural = "duties",
      .label = {"责任", "Duty"},
      .title = "object_id",
      .fields =
          {field<&Duty::object_kind>("object_kind", {"对象类型", "Object kind"}, kInternal).listed(),
           field<&Duty::object_id>("object_id", {"对象", "Object"}, kInternal).listed().range(1, INT64_MAX),
           field<&Duty::officer_id>("officer_id", {"责任人", "Officer"}, kInternal)
               .refers_to("officer")
               .listed(),
           field<&Duty::kind>("kind", {"责任类型", "Kind"}, kInternal).listed(),
           field<&Duty::is_residency>("is_residency", {"驻厂", "Residency"}, kInternal).listed(),
           field<&Duty::starts_on>("starts_on", {"自", "Since"}, kInternal).listed(),
           field<&Duty::ends_on>("ends_on", {"至", "Until"}, kInternal),
           field<&Duty::state>("state", {"状态", "State"}, kInternal).listed(),
           field<&Duty::reason>("reason", {"原因", "Reason"}, kInternal).at_most(500),
           field<&Duty::plan_id>("plan_id", {"方案", "Plan"}, kInternal).refers_to("duty_plan").read_only()},
      .unique_together = {{"one_accountable",
                           {"object_kind", "object_id"},
                           "kind = 'accountable' AND state = 'active'",
                           "duty.already_accountable"},
                          {"one_residency",
                           {"officer_id"},
                           "is_residency = 1 AND kind = 'accountable' AND state = 'active'",
                           "duty.second_residency"}},
      .is_followed = true};
  return entity;
}

template <>
const Entity& describe<DutyPlan>() {
  static const Entity entity{
      .module = "registry",
      .name = "duty_plan",
      .plural = "duty_plans",
      .label = {"责任方案", "Duty plan"},
      .title = "id",
      .fields =
          {field<&DutyPlan::state>("state", {"状态", "State"}, kInternal).read_only().listed(),
           field<&DutyPlan::mode>("mode", {"方式", "Mode"}, kInternal).listed(),
           field<&DutyPlan::leaving_officer_id>("leaving_officer_id", {"离任驻厂员", "Leaving officer"},
                                                kInternal)
               .refers_to("officer")
               .listed(),
           field<&DutyPlan::job_id>("job_id", {"任务号", "Job"}, kInternal).read_only(),
           field<&DutyPlan::total>("total", {"总分", "Total score"}, kInternal).read_only().listed(),
           field<&DutyPlan::bound>("bound", {"可证上界", "Proven bound"}, kInternal).read_only().listed(),
           field<&DutyPlan::gap_ppm>("gap_ppm", {"差距", "Gap"}, kInternal)
               .read_only()
               .unit("parts per million"),
           field<&DutyPlan::moved>("moved", {"调整", "Moved"}, kInternal).read_only().listed(),
           field<&DutyPlan::kept>("kept", {"不变", "Kept"}, kInternal).read_only().listed(),
           field<&DutyPlan::added>("added", {"新增", "New"}, kInternal).read_only().listed(),
           field<&DutyPlan::unassigned>("unassigned", {"无人可派", "Nobody"}, kInternal).read_only().listed(),
           field<&DutyPlan::verified>("verified", {"已验证", "Verified"}, kInternal).read_only().listed(),
           field<&DutyPlan::input>("input", {"计算输入", "Input"}, kSecret).json().read_only(),
           field<&DutyPlan::certificate>("certificate", {"证明", "Certificate"}, kSecret).json().read_only(),
           field<&DutyPlan::problem>("problem", {"问题", "Problem"}, kInternal).json().read_only(),
           field<&DutyPlan::reason>("reason", {"采纳理由", "Reason"}, kInternal).at_most(500).read_only(),
           field<&DutyPlan::created_at>("created_at", {"生成时间", "Created"}, kInternal)
               .read_only()
               .listed(),
           field<&DutyPlan::adopted_at>("adopted_at", {"采纳时间", "Adopted"}, kInternal)
               .read_only()
               .listed()},
      .default_sort = "-id"};
  return entity;
}

template <>
const Entity& describe<DutyPlanRow>() {
  static const Entity entity{
      .module = "registry",
      .name = "duty_plan_row",
      .plural = "duty_plan_rows",
      .label = {"方案明细", "Plan row"},
      .title = "object_id",
      .fields = {
          field<&DutyPlanRow::plan_id>("plan_id", {"方案", "Plan"}, kInternal)
              .refers_to("duty_plan")
              .cascading(),
          field<&DutyPlanRow::object_kind>("object_kind", {"对象类型", "Object kind"}, kInternal).listed(),
          field<&DutyPlanRow::object_id>("object_id", {"对象", "Object"}, kInternal).listed(),
          field<&DutyPlanRow::officer_id>("officer_id", {"拟任", "Proposed"}, kInternal)
              .refers_to("officer")
              .listed(),
          field<&DutyPlanRow::previous_officer_id>("previous_officer_id", {"现任", "Today"}, kInternal)
              .refers_to("officer")
              .listed(),
          field<&DutyPlanRow::change>("change", {"变动", "Change"}, kInternal).listed(),
          field<&DutyPlanRow::score>("score", {"得分", "Score"}, kInternal).listed(),
          field<&DutyPlanRow::terms>("terms", {"得分构成", "Terms"}, kInternal).json()}};
  return entity;
}

}  // namespace zw::record
