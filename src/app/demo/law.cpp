#include <fmt/format.h>

#include <string>
#include <utility>

#include "app/demo/parts.h"
#include "app/desk_law.h"
#include "app/law.h"
#include "app/progress_law.h"

namespace zw::app::demo {
namespace {

void add_setting(DemoZone& zone, std::string key, std::string value, std::string note) {
  add(zone.settings,
      registry::Setting{.key = std::move(key), .value = std::move(value), .note = std::move(note)});
}

/// In force before the first request came.
void add_desk_law(DemoZone& zone) {
  DeskLaw law = shipped_desk_law(day(2020, 2, 1));
  for (auto& standard : law.standards) add(zone.standards, std::move(standard));
  for (auto& rule : law.light_rules) add(zone.light_rules, std::move(rule));
  for (auto& made : law.templates) add(zone.templates, std::move(made));
  for (auto& step : law.steps) add(zone.template_steps, std::move(step));
}

}  // namespace

void add_law(DemoZone& zone) {
  for (auto& day : shipped_calendar()) add(zone.calendar_days, std::move(day));
  for (auto& limit : shipped_limits(Limits::with_demonstration)) add(zone.law_limits, std::move(limit));
  add_setting(zone, "demo.stage", to_string(date_of(zone.options.stage)), "演示数据所处的日期");
  add_setting(zone, "demo.scale", fmt::format("{}", zone.options.scale), "演示数据的倍数");
  add_setting(zone, "demo.seed", fmt::format("{}", zone.options.seed), "演示数据的种子");
  add_setting(zone, "office.hours", "09:00-12:00,13:30-17:30", "办公时间，用于按工作时间计时");
  add_desk_law(zone);
  add(zone.progress_rules, shipped_progress_rule(day(2020, 1, 1)));
  for (auto& reason : shipped_variance_reasons()) add(zone.variance_reasons, std::move(reason));
}

}  // namespace zw::app::demo
