#include "app/progress_law.h"

#include "app/law.h"

namespace zw::app {

modules::projects::ProgressRule shipped_progress_rule(Date effective_from) {
  modules::projects::ProgressRule rule;
  rule.name = "序时进度口径（形象进度）";
  rule.headline = modules::projects::Definition::nodes;
  // Published rules leave 0 to 10 points behind without a light. Whoever is a whole point behind is not
  // green.
  rule.bands =
      R"([{"until":1,"light":"green"},{"from":1,"until":30,"light":"yellow"},{"from":30,"light":"red"}])";
  rule.reason = "节点由他人核验，不随报表口径变化；时间与投资两个口径并列供对照。";
  rule.citation =
      "参照各地公布的重大项目亮灯办法：落后30个百分点亮红灯；原办法未规定落后10个百分点以内，本区从严亮黄灯";
  rule.effective_from = effective_from;
  return rule;
}

std::vector<modules::projects::VarianceReason> shipped_variance_reasons() {
  using modules::projects::ReasonKind;
  std::vector<modules::projects::VarianceReason> reasons;
  for (const auto& cells : law_table("variance_reasons.csv")) {
    modules::projects::VarianceReason reason;
    reason.kind = cells[0] == "measure" ? ReasonKind::measure : ReasonKind::cause;
    reason.name = cells[1];
    reason.name_en = cells[2];
    reason.sequence = static_cast<std::int64_t>(reasons.size()) + 1;
    reasons.push_back(std::move(reason));
  }
  return reasons;
}

}  // namespace zw::app
