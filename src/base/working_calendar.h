// Which days and minutes count: China's working days with holidays and make-up days, and the office hours
// within them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace zw {

/// One day that may differ from "Monday to Friday".
struct CalendarDay {
  Date date;
  bool is_working = false;
  std::string note;
};

/// Rows of "date,working,note" (working 1 or 0), lines that begin with '#' and the heading are passed over.
Result<std::vector<CalendarDay>> read_calendar(std::string_view csv);

/// Part of a working day, minutes since midnight in China, `from` included.
struct OfficeHours {
  Minutes from, until;
};

/// 09:00–12:00 and 13:30–17:30.
std::vector<OfficeHours> default_office_hours();

/// A day that was reckoned; past the last covered day it knows no holidays and people must be warned.
struct DueDate {
  Date date;
  bool is_beyond_calendar = false;
};
struct DueInstant {
  Instant at;
  bool is_beyond_calendar = false;
};

/// Days without a row are Monday to Friday. Holidays are announced by the year, so a year counts as covered
/// when it has a row, and the calendar ends with the last covered year before the first gap.
class WorkingCalendar {
 public:
  explicit WorkingCalendar(const std::vector<CalendarDay>& days,
                           std::vector<OfficeHours> hours = default_office_hours());

  Date first_covered() const { return first_; }
  Date last_covered() const { return last_; }
  bool is_covered(Date date) const { return first_ <= date && date <= last_; }
  bool is_working(Date date) const { return working_days_before(date + 1) != working_days_before(date); }

  /// The n-th working day after `start`, which itself never counts; for n < 0 before it. n = 0 is `start` or,
  /// when that is free, the next working day.
  DueDate add_working_days(Date start, int n) const;
  /// Working days in (from, to]; negative when `to` lies before `from`.
  int working_days_between(Date from, Date to) const;

  /// The earliest moment at which `amount` ≥ 0 of office time has passed since `start`; `start` itself for 0.
  DueInstant add_working_minutes(Instant start, Minutes amount) const;
  /// Whole minutes of office time between the two; negative when `to` lies before `from`.
  Minutes working_minutes_between(Instant from, Instant to) const;

 private:
  /// Counted from the first covered day, negative before it: grows with the date and makes every question a
  /// difference.
  int working_days_before(Date date) const;
  Date working_day(int number) const;
  std::int64_t office_micros_before(Instant at) const;

  Date first_{}, last_{};
  std::vector<int> before_;  ///< working days between first_ and each covered day, one entry more than days
  std::vector<OfficeHours> hours_;
  std::int64_t micros_per_day_ = 0;
};

}  // namespace zw
