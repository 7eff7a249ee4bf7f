// Office time as one line of seconds: stories that are laid along it happen while people are at work.
#pragma once

#include <cstdint>
#include <vector>

#include "base/working_calendar.h"

namespace zw::app::demo {

class OfficeTime {
 public:
  static constexpr int kMinutesPerDay = 7 * 60;

  /// The working days in [first, until).
  OfficeTime(const WorkingCalendar& calendar, Date first, Date until) {
    for (Date date = first; date < until; date = date + 1)
      if (calendar.is_working(date)) days_.push_back(date);
  }

  const std::vector<Date>& days() const { return days_; }
  int minutes() const { return static_cast<int>(days_.size()) * kMinutesPerDay; }
  Date date_of(int second) const { return days_[static_cast<std::size_t>(second / kSecondsPerDay)]; }
  /// 09:00–12:00 and 13:30–17:30.
  Instant at(int second) const {
    constexpr int kMorning = 3 * 3600, kOpens = 9 * 3600, kLunch = 90 * 60;
    const int within = second % kSecondsPerDay;
    return plus_seconds(china_midnight(date_of(second)), kOpens + within + (within < kMorning ? 0 : kLunch));
  }

 private:
  static constexpr int kSecondsPerDay = kMinutesPerDay * 60;
  std::vector<Date> days_;
};

}  // namespace zw::app::demo
