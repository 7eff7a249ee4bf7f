// What readers of other programs' project files share: noting what is wrong, and a horizon with room to plan.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "modules/projects/exchange/mspdi.h"

namespace zw::modules::projects::exchange {

inline bool is_good_grain(int grain) {
  return grain >= 15 && grain <= kMinutesPerDay && kMinutesPerDay % grain == 0;
}

inline Problem bad_value(std::string field, std::string_view what) {
  return {"exchange.bad_value", std::move(field), {{"what", std::string(what)}}};
}
inline Problem left_out(std::string field, std::string_view what) {
  return {"exchange.left_out", std::move(field), {{"what", std::string(what)}}};
}

/// Enough for all work and lags one after the other in calendars that rest half of the time, and for twice
/// the time up to `last`.
engines::schedule::Slot roomy_horizon(const engines::schedule::Draft& draft, const Axis& axis,
                                      engines::schedule::Slot last);

/// Units of resources as whole numbers: as they are when all of them are whole, else in hundredths.
std::int64_t unit_scale(const std::vector<double>& units);

}  // namespace zw::modules::projects::exchange
