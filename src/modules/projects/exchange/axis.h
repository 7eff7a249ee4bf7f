// Slots of the schedule engine on the clock of the site, and calendars of other programs laid on them.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "engines/schedule/instance.h"

namespace zw::modules::projects::exchange {

inline constexpr int kMinutesPerDay = 1440;

/// A minute of the site's own clock, counted from 1970-01-01 00:00.
using LocalMinute = std::int64_t;

/// "2026-03-02T08:00:00" or "2026-03-02 08:00"; anything else is nothing.
std::optional<LocalMinute> parse_local(std::string_view text);
/// "2026-03-02T08:00:00"
std::string local_text(LocalMinute minute);
/// "08:30:00" or "08:30" as minutes of the day.
std::optional<int> parse_time_of_day(std::string_view text);

/// Slot 0 begins at the midnight that begins the first day.
struct Axis {
  Date first;
  int grain = kMinutesPerDay;  ///< minutes of a slot: divides a day

  bool is_daily() const { return grain == kMinutesPerDay; }
  engines::schedule::Slot slot(LocalMinute minute) const;           ///< that holds the minute
  engines::schedule::Slot slot_at_least(LocalMinute minute) const;  ///< first that begins then or later
  LocalMinute minute(engines::schedule::Slot slot) const;
  /// Slots of so much work, where a day holds `per_day` minutes of it: a daily slot is one working day.
  /// Rounded up; a negative amount down.
  std::int64_t slots_of_work(std::int64_t minutes, int per_day) const;
  std::int64_t minutes_of_work(std::int64_t slots, int per_day) const;
};

/// Minutes of a day in which there is work.
struct Shift {
  int from = 0, until = 0;

  friend bool operator==(const Shift&, const Shift&) = default;
};
using Shifts = std::vector<Shift>;

/// A week and the days that differ from it; what is left open is as in `base`.
struct WeekCalendar {
  std::array<std::optional<Shifts>, 7> week{};  ///< from Monday
  std::map<Date, Shifts> exceptions{};
  const WeekCalendar* base = nullptr;

  const Shifts& on(Date date) const;
  /// A slot works when at least half of it does; a daily one when the day has any work.
  std::vector<engines::schedule::Span> spans(const Axis& axis, engines::schedule::Slot horizon) const;
};

/// The week that the spans show most often and the days that differ from it.
WeekCalendar week_of(const std::vector<engines::schedule::Span>& spans, const Axis& axis,
                     engines::schedule::Slot horizon, int per_day);

}  // namespace zw::modules::projects::exchange
