#include <fmt/format.h>

#include <string>
#include <utility>

#include "app/demo/parts.h"
#include "app/law.h"

namespace zw::app::demo {
namespace {

void add_setting(DemoZone& zone, std::string key, std::string value, std::string note) {
  add(zone.settings,
      registry::Setting{.key = std::move(key), .value = std::move(value), .note = std::move(note)});
}

}  // namespace

void add_law(DemoZone& zone) {
  for (auto& day : shipped_calendar()) add(zone.calendar_days, std::move(day));
  for (auto& limit : shipped_limits(Limits::with_demonstration)) add(zone.law_limits, std::move(limit));
  add_setting(zone, "demo.stage", to_string(date_of(zone.options.stage)), "演示数据所处的日期");
  add_setting(zone, "demo.scale", fmt::format("{}", zone.options.scale), "演示数据的倍数");
  add_setting(zone, "demo.seed", fmt::format("{}", zone.options.seed), "演示数据的种子");
  add_setting(zone, "office.hours", "09:00-12:00,13:30-17:30", "办公时间，用于按工作时间计时");
}

}  // namespace zw::app::demo
