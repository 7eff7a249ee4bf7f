#include "base/working_calendar.h"

#include <algorithm>
#include <set>

#include "base/assert.h"

namespace zw {
namespace {

constexpr std::int64_t kMicrosPerMinute = 60 * kMicrosPerSecond;

/// Mondays to Fridays before the day, counted from Monday 1970-01-05.
int weekdays_before(Date date) {
  const int days = date.days - 4;
  const int weeks = days >= 0 ? days / 7 : (days - 6) / 7;
  return weeks * 5 + std::min(days - weeks * 7, 5);
}

bool is_weekday(Date date) { return iso_weekday(date) <= 5; }
int year_of(Date date) { return civil(date).year; }

/// Takes the next line off `text`, without its line break.
std::string_view next_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

/// Years with a row, up to the first gap.
std::pair<int, int> covered_years(const std::vector<CalendarDay>& days) {
  std::set<int> years;
  for (const CalendarDay& day : days) years.insert(year_of(day.date));
  int last = *years.begin();
  while (years.contains(last + 1)) ++last;
  return {*years.begin(), last};
}

}  // namespace

Result<std::vector<CalendarDay>> read_calendar(std::string_view csv) {
  std::vector<CalendarDay> days;
  std::set<Date> seen;
  Problems problems;
  if (csv.starts_with("\xEF\xBB\xBF")) csv.remove_prefix(3);
  for (int number = 1; !csv.empty(); ++number) {
    const std::string_view line = next_line(csv);
    if (line.empty() || line.starts_with('#') || line.starts_with("date,")) continue;
    const std::string place = "line " + std::to_string(number);
    const auto date = parse_date(line.substr(0, 10));
    const bool has_flag = line.size() >= 12 && line[10] == ',' && (line[11] == '0' || line[11] == '1') &&
                          (line.size() == 12 || line[12] == ',');
    if (!date) problems.push_back({"calendar.bad_date", place, {{"value", std::string(line.substr(0, 10))}}});
    if (date && !has_flag) problems.push_back({"calendar.bad_working_flag", place, {}});
    if (!date || !has_flag) continue;
    if (!seen.insert(*date).second)
      problems.push_back({"calendar.duplicate_date", place, {{"value", to_string(*date)}}});
    days.push_back({*date, line[11] == '1', std::string(line.size() > 13 ? line.substr(13) : "")});
  }
  if (days.empty() && problems.empty()) problems.push_back({"calendar.empty", "", {}});
  if (!problems.empty()) return problems;
  return days;
}

std::vector<OfficeHours> default_office_hours() {
  return {{Minutes{9 * 60}, Minutes{12 * 60}}, {Minutes{13 * 60 + 30}, Minutes{17 * 60 + 30}}};
}

WorkingCalendar::WorkingCalendar(const std::vector<CalendarDay>& days, std::vector<OfficeHours> hours)
    : before_{0}, hours_(std::move(hours)) {
  Minutes end_of_previous{0};
  for (const OfficeHours& part : hours_) {
    ZW_ASSERT(end_of_previous <= part.from && part.from < part.until && part.until <= Minutes{24 * 60},
              "office hours are in order, do not overlap and end by midnight");
    micros_per_day_ += (part.until - part.from).count * kMicrosPerMinute;
    end_of_previous = part.until;
  }
  ZW_ASSERT(micros_per_day_ > 0, "a working day has office hours");
  last_ = first_ - 1;
  if (days.empty()) return;
  const auto [first_year, last_year] = covered_years(days);
  first_ = *make_date(first_year, 1, 1);
  last_ = *make_date(last_year, 12, 31);
  std::vector<bool> working;
  for (Date date = first_; date <= last_; date = date + 1) working.push_back(is_weekday(date));
  for (const CalendarDay& day : days)
    if (is_covered(day.date)) working[static_cast<std::size_t>(day.date - first_)] = day.is_working;
  for (bool works : working) before_.push_back(before_.back() + works);
}

int WorkingCalendar::working_days_before(Date date) const {
  if (date < first_) return weekdays_before(date) - weekdays_before(first_);
  if (date > last_) return before_.back() + weekdays_before(date) - weekdays_before(last_ + 1);
  return before_[static_cast<std::size_t>(date - first_)];
}

/// The only working day with exactly `number` working days before it.
Date WorkingCalendar::working_day(int number) const {
  // Holidays allow no fixed bound on the distance, so the bracket grows until it holds the day.
  Date low = first_, high = first_;
  for (int step = 1; working_days_before(high + 1) <= number; step *= 2) high = high + step;
  for (int step = 1; working_days_before(low + 1) > number; step *= 2) low = low - step;
  while (low < high) {
    const Date middle = low + (high - low) / 2;
    if (working_days_before(middle + 1) > number) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

DueDate WorkingCalendar::add_working_days(Date start, int n) const {
  // The days up to and including `start` are used up when counting forwards; a free start at n = 0 moves on.
  const int number = n > 0 ? working_days_before(start + 1) + n - 1 : working_days_before(start) + n;
  const Date due = working_day(number);
  return {due, !is_covered(due)};
}

int WorkingCalendar::working_days_between(Date from, Date to) const {
  return working_days_before(to + 1) - working_days_before(from + 1);
}

std::int64_t WorkingCalendar::office_micros_before(Instant at) const {
  const Date date = china_date(at);
  std::int64_t sum = working_days_before(date) * micros_per_day_;
  if (!is_working(date)) return sum;
  const std::int64_t time = at.micros - china_midnight(date).micros;
  for (const OfficeHours& part : hours_) {
    const std::int64_t from = part.from.count * kMicrosPerMinute, until = part.until.count * kMicrosPerMinute;
    sum += std::clamp(time, from, until) - from;
  }
  return sum;
}

DueInstant WorkingCalendar::add_working_minutes(Instant start, Minutes amount) const {
  ZW_ASSERT(amount >= Minutes{0}, "a clock runs forwards");
  if (amount == Minutes{0}) return {start, !is_covered(china_date(start))};
  const std::int64_t target = office_micros_before(start) + amount.count * kMicrosPerMinute;
  // Floor of (target − 1) / day: a target at the very end of a day falls due that evening, not next morning.
  const std::int64_t last = target - 1;
  const std::int64_t number =
      last >= 0 ? last / micros_per_day_ : (last - micros_per_day_ + 1) / micros_per_day_;
  const Date date = working_day(static_cast<int>(number));
  std::int64_t rest = target - number * micros_per_day_;
  for (const OfficeHours& part : hours_) {
    const std::int64_t length = (part.until - part.from).count * kMicrosPerMinute;
    if (rest <= length)
      return {{china_midnight(date).micros + part.from.count * kMicrosPerMinute + rest}, !is_covered(date)};
    rest -= length;
  }
  ZW_ASSERT(false, "the rest fits into one working day");
  return {};
}

Minutes WorkingCalendar::working_minutes_between(Instant from, Instant to) const {
  return {(office_micros_before(to) - office_micros_before(from)) / kMicrosPerMinute};
}

}  // namespace zw
