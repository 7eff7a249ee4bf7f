// The campaign's service desk: eight thousand requests, and what surrounds them.
#include "app/demo/case_teller.h"
#include "app/world.h"

namespace zw::app::demo {
namespace {

WorkingCalendar calendar_of(const DemoZone& zone) {
  std::vector<CalendarDay> days;
  for (const registry::CalendarDay& row : zone.calendar_days)
    days.push_back({row.day, row.is_working, row.note});
  return WorkingCalendar(days);
}

}  // namespace

void add_cases(DemoZone& zone) {
  if (zone.options.stage == Stage::chaos) return;
  const WorkingCalendar calendar = calendar_of(zone);
  const OfficeTime time(calendar, date_of(Stage::chaos), date_of(Stage::article_day));
  const auto plans = plan_cases(zone, time);
  zone.cases.reserve(plans.size());
  zone.case_events.reserve(plans.size() * 5);
  zone.case_spans.reserve(plans.size() * 5);
  CaseTeller teller(zone, time, calendar, morning_of(date_of(zone.options.stage)));
  for (const CasePlan& plan : plans) teller.tell(plan);
}

}  // namespace zw::app::demo
