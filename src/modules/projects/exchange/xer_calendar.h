// The nested text in which Primavera keeps a calendar: "(0||CalendarData()((0||DaysOfWeek()(…".
#pragma once

#include <optional>
#include <string_view>

#include "modules/projects/exchange/axis.h"

namespace zw::modules::projects::exchange {

/// Nothing when the text is not of that form.
std::optional<WeekCalendar> parse_xer_calendar(std::string_view text);

}  // namespace zw::modules::projects::exchange
