#include "modules/projects/exchange/import_support.h"

#include <cmath>

namespace zw::modules::projects::exchange {

engines::schedule::Slot roomy_horizon(const engines::schedule::Draft& draft, const Axis& axis,
                                      engines::schedule::Slot last) {
  const std::int64_t week = 7 * (kMinutesPerDay / axis.grain);
  std::int64_t slots = 0;
  for (const auto& activity : draft.activities) slots += activity.modes[0].work;
  for (const auto& link : draft.links) slots += std::max(0, link.lag);
  // Eight hours of twenty-four, five days of seven.
  slots *= axis.is_daily() ? 2 : 5;
  engines::schedule::Slot begun = draft.data_date;
  for (const auto& activity : draft.activities) {
    begun = std::max(begun, activity.release.value_or(0));
    last = std::max({last, activity.deadline.value_or(0), activity.planned_start.value_or(0)});
  }
  slots = std::max(slots + begun, 2 * std::int64_t{last}) + week;
  return static_cast<engines::schedule::Slot>(
      std::clamp<std::int64_t>(slots, 1, engines::schedule::kMaxSlot));
}

std::int64_t unit_scale(const std::vector<double>& units) {
  return std::all_of(units.begin(), units.end(), [](double unit) { return unit == std::floor(unit); }) ? 1
                                                                                                       : 100;
}

}  // namespace zw::modules::projects::exchange
