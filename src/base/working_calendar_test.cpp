#include "base/working_calendar.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <fstream>
#include <iterator>
#include <set>

namespace zw {
namespace {

Date day(std::string_view text) { return *parse_date(text); }
Instant at(std::string_view text) { return *parse_instant(text); }

const std::vector<CalendarDay>& shipped_days() {
  static const std::vector<CalendarDay> days = [] {
    std::ifstream file(ZW_SOURCE_DIR "/src/app/data/calendar.csv");
    const std::string csv{std::istreambuf_iterator<char>(file), {}};
    return read_calendar(csv).value();
  }();
  return days;
}

const WorkingCalendar& shipped() {
  static const WorkingCalendar calendar(shipped_days());
  return calendar;
}

TEST(WorkingCalendar, KnowsTheGoldenDueDates) {
  const struct {
    const char* start;
    int days;
    const char* due;
  } golden[] = {{"2020-01-21", 7, "2020-02-07"},
                {"2020-04-29", 7, "2020-05-12"},
                {"2020-06-23", 3, "2020-06-29"},
                {"2020-09-25", 10, "2020-10-15"},
                {"2026-02-10", 7, "2026-02-26"}};
  for (const auto& row : golden) {
    const DueDate due = shipped().add_working_days(day(row.start), row.days);
    EXPECT_EQ(to_string(due.date), row.due) << row.start;
    EXPECT_FALSE(due.is_beyond_calendar);
    EXPECT_EQ(shipped().working_days_between(day(row.start), due.date), row.days);
  }
}

TEST(WorkingCalendar, CoversWhatItHasRowsFor) {
  EXPECT_EQ(to_string(shipped().first_covered()), "2004-01-01");
  EXPECT_EQ(to_string(shipped().last_covered()), "2026-12-31");
  EXPECT_FALSE(shipped().add_working_days(day("2026-12-30"), 1).is_beyond_calendar);
  const DueDate due = shipped().add_working_days(day("2026-12-30"), 2);
  EXPECT_EQ(to_string(due.date), "2027-01-01") << "Monday to Friday where nothing is known";
  EXPECT_TRUE(due.is_beyond_calendar);
  EXPECT_TRUE(shipped().add_working_minutes(at("2026-12-31T17:00:00+08:00"), Minutes{60}).is_beyond_calendar);
}

TEST(WorkingCalendar, AYearWithoutRowsEndsIt) {
  const WorkingCalendar calendar({{day("2020-01-01"), false, ""}, {day("2022-01-03"), false, ""}});
  EXPECT_EQ(to_string(calendar.last_covered()), "2020-12-31");
  const WorkingCalendar none({});
  EXPECT_FALSE(none.is_covered(day("2020-01-01")));
  EXPECT_EQ(to_string(none.add_working_days(day("2020-01-03"), 1).date), "2020-01-06");
  EXPECT_TRUE(none.add_working_days(day("2020-01-03"), 1).is_beyond_calendar);
}

TEST(WorkingCalendar, CountsFromFreeDaysAndBackwards) {
  EXPECT_TRUE(shipped().is_working(day("2020-01-19"))) << "a make-up Sunday";
  EXPECT_FALSE(shipped().is_working(day("2020-01-31"))) << "the extended Spring Festival";
  EXPECT_EQ(to_string(shipped().add_working_days(day("2020-06-14"), 0).date), "2020-06-15");
  EXPECT_EQ(to_string(shipped().add_working_days(day("2020-06-15"), 0).date), "2020-06-15");
  EXPECT_EQ(to_string(shipped().add_working_days(day("2020-06-14"), 1).date), "2020-06-15");
  EXPECT_EQ(to_string(shipped().add_working_days(day("2020-02-03"), -1).date), "2020-01-23");
  EXPECT_EQ(shipped().working_days_between(day("2020-06-15"), day("2020-06-12")), -1);
}

TEST(WorkingCalendar, DaysAgreeWithCountingThemOneByOne) {
  std::set<Date> working;
  for (Date d = day("2003-01-01"); d <= day("2028-12-31"); d = d + 1)
    if (iso_weekday(d) <= 5) working.insert(d);
  for (const CalendarDay& exception : shipped_days()) {
    if (exception.is_working)
      working.insert(exception.date);
    else
      working.erase(exception.date);
  }
  EXPECT_TRUE(rc::check("walk day by day", [&] {
    const Date start = day("2003-06-01") + *rc::gen::inRange(0, 9000);
    const int n = *rc::gen::inRange(1, 90);
    Date walked = start;
    for (int left = n; left > 0;) left -= working.contains(walked = walked + 1);
    RC_ASSERT(shipped().add_working_days(start, n).date == walked);
    RC_ASSERT(shipped().working_days_between(start, walked) == n);
    Date back = start;
    for (int left = n; left > 0;) left -= working.contains(back = back - 1);
    RC_ASSERT(shipped().add_working_days(start, -n).date == back);
    RC_ASSERT(shipped().is_working(start) == working.contains(start));
  }));
}

TEST(WorkingCalendar, RunsOnlyInOfficeHours) {
  const auto due = [](const char* start, int minutes) {
    return to_string(shipped().add_working_minutes(at(start), Minutes{minutes}).at);
  };
  EXPECT_EQ(due("2020-06-12T16:30:00+08:00", 60), "2020-06-12T09:30:00.000000Z")
      << "to the very end of the day";
  EXPECT_EQ(due("2020-06-12T16:30:00+08:00", 61), "2020-06-15T01:01:00.000000Z") << "over the week-end";
  EXPECT_EQ(due("2020-06-12T11:59:30+08:00", 1), "2020-06-12T05:30:30.000000Z") << "over lunch, seconds kept";
  EXPECT_EQ(due("2020-06-13T11:00:00+08:00", 0), "2020-06-13T03:00:00.000000Z");
  EXPECT_EQ(due("2020-06-13T11:00:00+08:00", 420), "2020-06-15T09:30:00.000000Z");
  EXPECT_EQ(
      shipped().working_minutes_between(at("2020-06-12T16:30:00+08:00"), at("2020-06-15T09:15:00+08:00")),
      Minutes{75});
  EXPECT_EQ(
      shipped().working_minutes_between(at("2020-06-15T09:15:00+08:00"), at("2020-06-12T16:30:00+08:00")),
      Minutes{-75});
}

/// The slow and obvious way: look at every minute.
bool is_office_minute(const WorkingCalendar& calendar, const std::vector<OfficeHours>& hours,
                      Instant minute) {
  const Date date = china_date(minute);
  if (!calendar.is_working(date)) return false;
  const Minutes time{(minute.micros - china_midnight(date).micros) / (60 * kMicrosPerSecond)};
  for (const OfficeHours& part : hours)
    if (part.from <= time && time < part.until) return true;
  return false;
}

TEST(WorkingCalendar, MinutesAgreeWithCountingThemOneByOne) {
  const std::vector<std::vector<OfficeHours>> kinds = {
      default_office_hours(),
      {{Minutes{0}, Minutes{1440}}},
      {{Minutes{1}, Minutes{2}}, {Minutes{480}, Minutes{500}}}};
  EXPECT_TRUE(rc::check("walk minute by minute", [&] {
    const auto& hours = kinds[*rc::gen::inRange<std::size_t>(0, kinds.size())];
    const WorkingCalendar calendar(shipped_days(), hours);
    const Instant start = plus_seconds(at("2020-01-15T00:00:00+08:00"), 60 * *rc::gen::inRange(0, 60 * 1440));
    const int amount = *rc::gen::inRange(1, 60);
    Instant walked = start;
    for (int left = amount; left > 0; walked = plus_seconds(walked, 60))
      left -= is_office_minute(calendar, hours, walked);
    RC_ASSERT(calendar.add_working_minutes(start, Minutes{amount}).at == walked);
    RC_ASSERT(calendar.working_minutes_between(start, walked) == Minutes{amount});
  }));
}

TEST(ReadCalendar, ReportsEveryBadLine) {
  const auto result = read_calendar(
      "# note\ndate,working,note\n2020-02-30,1,x\n2020-01-01,2,x\n2020-01-02,0,a\r\n2020-01-02,0,b\n");
  ASSERT_FALSE(result.ok());
  ASSERT_EQ(result.problems().size(), 3u);
  EXPECT_EQ(result.problems()[0], (Problem{"calendar.bad_date", "line 3", {{"value", "2020-02-30"}}}));
  EXPECT_EQ(result.problems()[1].code, "calendar.bad_working_flag");
  EXPECT_EQ(result.problems()[2].code, "calendar.duplicate_date");
  EXPECT_EQ(read_calendar("").problems()[0].code, "calendar.empty");
  EXPECT_EQ(read_calendar("2020-01-01,0,元旦").value()[0].note, "元旦");
}

}  // namespace
}  // namespace zw
