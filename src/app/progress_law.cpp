#include "app/progress_law.h"

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

}  // namespace zw::app
