#include "modules/registry/duty.h"
#include "modules/registry/enterprise.h"
#include "modules/registry/law.h"
#include "modules/registry/people.h"
#include "modules/registry/registry.h"

namespace zw::modules::registry {
namespace {

constexpr http::Message kMessages[] = {
    {"enterprise.uscc_invalid", "统一社会信用代码校验不通过：{value}",
     "The unified social credit code fails its check: {value}"},
    {"enterprise.industry_invalid", "行业代码不符合 GB/T 4754-2017：{value}",
     "Not an industry code of GB/T 4754-2017: {value}"},
    {"enterprise.parent_circle", "上级企业形成了循环", "The parent enterprises form a circle"},
    {"duty.unknown_object", "找不到该对象（{id}）", "There is no such firm or project ({id})"},
    {"duty.unknown_officer", "找不到该驻厂员", "There is no such officer"},
    {"duty.officer_not_active", "该驻厂员不在岗", "This officer is not active"},
    {"duty.capacity_exceeded", "超出承载上限：上限 {capacity}，将达到 {load}",
     "Beyond the officer's capacity: {load} of {capacity}"},
    {"duty.second_residency", "一名驻厂员至多驻一家（处），不能再驻“{name}”",
     "An officer is resident at one object at most, so not also at “{name}”"},
    {"duty.already_accountable", "该对象已有主责人", "This object already has an accountable officer"},
    {"duty.outdated", "符合条件的企业已从 {expected} 家变为 {found} 家，请重新查看",
     "{found} firms match now, no longer {expected}; look again"},
    {"duty.state", "该责任已终止", "This duty has ended"},
    {"duty_plan.state", "方案当前状态不允许此操作", "The plan's state does not allow this"},
    {"duty_plan.outdated", "方案生成后责任已变动（{object}），请重新生成",
     "Duties changed since the plan was computed ({object}); compute it again"},
    {"duty_plan.unknown_object", "方案中没有该对象", "The plan does not have this object"},
    {"duty_plan.unknown_officer", "方案中没有该驻厂员", "The plan does not have this officer"},
    {"team.state", "该组织已撤销", "This group is dissolved already"},
    {"team.has_parts", "仍有下属组织“{name}”，请先指定承接组织",
     "It still has the sub-group “{name}”; name a successor"},
    {"team.successor", "承接组织不存在或已撤销", "The successor does not exist or is dissolved"},
    {"tenure.state", "该任职已结束", "This tenure has ended"},
    {"tenure.same_person", "交接对象是同一人", "The post would go to the same person"},
    {"tenure.too_early", "交接日期早于任职开始日期 {starts_on}",
     "The post was taken on {starts_on}; it cannot be handed over before"},
    {"tenure.post_taken", "该岗位已有人任职", "Somebody holds this post already"},
    {"law_limit.version_exists", "同一代码在该施行日期已有版本",
     "This code already has a version from that day"},
};

}  // namespace

Module registry_module(DutySources sources, ProjectBook projects, DayParts parts) {
  using record::describe;
  Module module;
  module.name = "registry";
  module.entities = {&describe<Organisation>(), &describe<Enterprise>(), &describe<Fact>(),
                     &describe<Person>(),       &describe<Officer>(),    &describe<Team>(),
                     &describe<Post>(),         &describe<Tenure>(),     &describe<DutyPlan>(),
                     &describe<DutyPlanRow>(),  &describe<Duty>(),       &describe<CalendarDay>(),
                     &describe<LawLimit>(),     &describe<Setting>(),    &describe<SavedView>()};
  module.resources = resources();
  for (auto routes : {view_routes(sources, projects, parts), verb_routes(), plan_routes(sources)})
    for (auto& route : routes) module.routes.push_back(std::move(route));
  module.messages.assign(std::begin(kMessages), std::end(kMessages));
  module.invariants = {
      {"registry.one_accountable_officer",
       "SELECT zone_id, max(id) FROM duty WHERE kind = 'accountable' AND state = 'active' GROUP BY zone_id, "
       "object_kind, object_id HAVING count(*) > 1"},
      {"registry.one_residency_each",
       "SELECT zone_id, max(id) FROM duty WHERE kind = 'accountable' AND state = 'active' AND is_residency = "
       "1 GROUP BY zone_id, officer_id HAVING count(*) > 1"},
      {"registry.ended_duties_have_an_end",
       "SELECT zone_id, id FROM duty WHERE state = 'ended' AND ends_on IS NULL"},
      {"registry.adopted_plans_are_verified",
       "SELECT zone_id, id FROM duty_plan WHERE state IN ('proposed', 'adopted') AND verified = 0"}};
  module.register_jobs = [sources](jobs::Runner& runner) { register_plan_job(runner, sources); };
  return module;
}

}  // namespace zw::modules::registry
