#include "modules/projects/progress_rule.h"

namespace zw::modules::projects {

std::span<const record::Choice> choices_of(Definition) {
  static constexpr record::Choice kChoices[] = {{"time", {"按时间", "By time"}},
                                                {"investment", {"按投资", "By investment"}},
                                                {"nodes", {"按节点", "By weighted nodes"}}};
  return kChoices;
}

}  // namespace zw::modules::projects

namespace zw::record {

using namespace modules::projects;

template <>
const Entity& describe<ProgressRule>() {
  static const Entity entity{
      .module = "projects",
      .name = "progress_rule",
      .plural = "progress_rules",
      .label = {"序时进度口径", "Definition of planned progress"},
      .title = "name",
      .fields =
          {field<&ProgressRule::name>("name", {"名称", "Name"}, kOpen).required().listed(),
           field<&ProgressRule::headline>("headline", {"主口径", "Headline"}, kOpen).listed(),
           field<&ProgressRule::bands>("bands", {"亮灯区间", "Light bands"}, kOpen)
               .required()
               .json()
               .unit("whole percentage points behind plan"),
           field<&ProgressRule::reason>("reason", {"采用理由", "Reason"}, kOpen).required().long_text(1000),
           field<&ProgressRule::citation>("citation", {"依据", "Citation"}, kOpen)
               .required()
               .long_text(1000)
               .listed(),
           field<&ProgressRule::effective_from>("effective_from", {"施行日期", "In force from"}, kOpen)
               .listed()},
      .unique_together = {{"one_version", {"effective_from"}, "", "progress_rule.day_taken"}},
      .default_sort = "-effective_from"};
  return entity;
}

template <>
const Entity& describe<InvestmentMonth>() {
  static const Entity entity{
      .module = "projects",
      .name = "investment_month",
      .plural = "investment_months",
      .label = {"月度投资", "Investment of a month"},
      .title = "month",
      .fields = {field<&InvestmentMonth::project_id>("project_id", {"项目", "Project"}, kOpen)
                     .refers_to("project")
                     .cascading()
                     .listed(),
                 field<&InvestmentMonth::month>("month", {"月份", "Month"}, kOpen).listed(),
                 field<&InvestmentMonth::planned>("planned", {"计划投资", "Planned"}, kOpen)
                     .range(0, 1'000'000'000'000'000)
                     .listed(),
                 field<&InvestmentMonth::actual>("actual", {"完成投资", "Invested"}, kOpen)
                     .range(0, 1'000'000'000'000'000)
                     .listed()},
      .unique_together = {{"one_month", {"project_id", "month"}, "", "investment_month.month_taken"}},
      .default_sort = "month"};
  return entity;
}

}  // namespace zw::record
