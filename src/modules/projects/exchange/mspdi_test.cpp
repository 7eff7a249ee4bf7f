#include "modules/projects/exchange/mspdi.h"

#include <gtest/gtest.h>

#include <set>

#include "engines/schedule/test_support.h"
#include "modules/projects/schedule_json.h"

namespace zw::modules::projects::exchange {
namespace {

using engines::schedule::Draft;
using engines::schedule::LinkType;
using engines::schedule::Slot;
using engines::schedule::Span;
namespace test_support = engines::schedule::test_support;

/// Only what the format has words for, in the order in which it is written.
Draft sayable(Draft draft, Rng& rng) {
  draft.zones.clear();
  draft.frozen_until = 0;
  for (auto& calendar : draft.calendars) {
    std::vector<Span> merged;
    for (Span span : calendar.working) {
      span.until = std::min(span.until, draft.horizon);
      if (span.from >= span.until) continue;
      if (!merged.empty() && merged.back().until == span.from)
        merged.back().until = span.until;
      else
        merged.push_back(span);
    }
    calendar.working = merged;
  }
  for (auto& resource : draft.resources)
    resource = {.id = resource.id, .capacity = resource.capacity, .calendar = resource.calendar};
  for (auto& activity : draft.activities) {
    activity.modes.resize(1);
    activity.modes[0].cost = 0, activity.modes[0].places.clear(), activity.mode.reset();
    if (activity.release) activity.deadline.reset();
    activity.weight = activity.due ? 1 : 0;
    if (activity.actual_start) activity.planned_start.reset();
    if (activity.actual_finish) activity.remaining.reset();
  }
  std::vector<Draft::Link> links;
  for (const auto& activity : draft.activities) {
    for (auto link : draft.links) {
      if (link.to != activity.id) continue;
      link.is_maximum = false;
      link.calendar = link.lag != 0 && rng.chance(50) ? activity.calendar : Id{};
      links.push_back(link);
    }
  }
  draft.links = links;
  return draft;
}

TEST(Mspdi, OwnFilesComeBackAsTheyWere) {
  Rng rng(71);
  for (int round = 0; round < 300; ++round) {
    const Axis axis{parse_date("2026-03-02").value(), rng.pick(std::vector{15, 60, 480, 1440})};
    const Draft draft =
        sayable(test_support::random_draft(rng, {.activities = 5, .horizon = 40, .steps = 0}), rng);
    const Exported exported = write_mspdi(draft, axis);
    EXPECT_EQ(exported.left_out, Problems{});
    const auto back = read_mspdi(exported.xml, {axis.grain, draft.horizon});
    ASSERT_TRUE(back) << back.problems()[0].field << " " << exported.xml;
    EXPECT_EQ(back.value().left_out, Problems{});
    ASSERT_EQ(schedule_draft_json(back.value().draft), schedule_draft_json(draft)) << exported.xml;
  }
}

constexpr std::string_view kOffice = R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Project xmlns="http://schemas.microsoft.com/project"><StartDate>2026-03-02T08:00:00</StartDate>
<FinishDate>2026-03-13T17:00:00</FinishDate><CalendarUID>1</CalendarUID><MinutesPerDay>480</MinutesPerDay>
<Calendars><Calendar><UID>1</UID><Name>Standard</Name><IsBaseCalendar>1</IsBaseCalendar><BaseCalendarUID>-1</BaseCalendarUID>
<WeekDays><WeekDay><DayType>1</DayType><DayWorking>0</DayWorking></WeekDay>
<WeekDay><DayType>2</DayType><DayWorking>1</DayWorking><WorkingTimes>
<WorkingTime><FromTime>08:00:00</FromTime><ToTime>12:00:00</ToTime></WorkingTime>
<WorkingTime><FromTime>13:00:00</FromTime><ToTime>17:00:00</ToTime></WorkingTime></WorkingTimes></WeekDay>
<WeekDay><DayType>3</DayType><DayWorking>1</DayWorking><WorkingTimes>
<WorkingTime><FromTime>08:00:00</FromTime><ToTime>12:00:00</ToTime></WorkingTime>
<WorkingTime><FromTime>13:00:00</FromTime><ToTime>17:00:00</ToTime></WorkingTime></WorkingTimes></WeekDay></WeekDays>
<Exceptions><Exception><TimePeriod><FromDate>2026-03-09T00:00:00</FromDate><ToDate>2026-03-09T23:59:00</ToDate></TimePeriod>
<DayWorking>0</DayWorking></Exception></Exceptions></Calendar>
<Calendar><UID>2</UID><Name>Crew</Name><BaseCalendarUID>1</BaseCalendarUID></Calendar></Calendars>
<Tasks><Task><UID>0</UID><Summary>1</Summary></Task><Task><UID>1</UID><Name>Phase</Name><Summary>1</Summary></Task>
<Task><UID>2</UID><Name>Dig</Name><Duration>PT12H0M0S</Duration><DurationFormat>7</DurationFormat>
<ConstraintType>4</ConstraintType><ConstraintDate>2026-03-03T08:00:00</ConstraintDate></Task>
<Task><UID>3</UID><Name>Pour &amp; cure</Name><Duration>PT24H0M0S</Duration><DurationFormat>8</DurationFormat>
<Deadline>2026-03-12T17:00:00</Deadline>
<PredecessorLink><PredecessorUID>2</PredecessorUID><Type>3</Type><LinkLag>2400</LinkLag><LagFormat>7</LagFormat></PredecessorLink>
<PredecessorLink><PredecessorUID>1</PredecessorUID><Type>1</Type></PredecessorLink></Task>
<Task><UID>4</UID><Duration>PT0H0M0S</Duration><ConstraintType>2</ConstraintType><ConstraintDate>2026-03-12T08:00:00</ConstraintDate>
<PredecessorLink><PredecessorUID>2</PredecessorUID><Type>1</Type><LinkLag>50</LinkLag><LagFormat>19</LagFormat></PredecessorLink></Task></Tasks>
<Resources><Resource><UID>0</UID></Resource><Resource><UID>1</UID><Name>Diggers</Name><Type>1</Type><MaxUnits>2.50</MaxUnits>
<CalendarUID>2</CalendarUID></Resource><Resource><UID>2</UID><Type>0</Type></Resource></Resources>
<Assignments><Assignment><TaskUID>2</TaskUID><ResourceUID>1</ResourceUID><Units>1</Units></Assignment>
<Assignment><TaskUID>3</TaskUID><ResourceUID>-65535</ResourceUID></Assignment></Assignments></Project>)";

TEST(Mspdi, ReadsWhatTheOfficeWrites) {
  const Imported imported = read_mspdi(kOffice, {.grain = 60}).value();
  const Draft& draft = imported.draft;
  ASSERT_EQ(draft.activities.size(), 3u);
  EXPECT_EQ(imported.activity_names.at({3}), "Pour & cure");
  EXPECT_EQ(draft.activities[0].modes[0].work, 12);
  EXPECT_EQ(draft.activities[0].calendar, Id{1});
  EXPECT_EQ(draft.activities[0].release, 32);
  EXPECT_EQ(draft.activities[1].modes[0].work, 24);
  EXPECT_EQ(draft.activities[1].calendar, Id{}) << "elapsed";
  EXPECT_EQ(draft.activities[1].due, 10 * 24 + 17);
  EXPECT_EQ(draft.calendars[0].working[0], (Span{8, 12}));
  EXPECT_EQ(draft.calendars[0].working[4], (Span{8 * 24 + 8, 8 * 24 + 12})) << "Monday the 9th is free";
  EXPECT_EQ(draft.calendars[1].working, draft.calendars[0].working) << "as its base";
  ASSERT_EQ(draft.links.size(), 2u);
  EXPECT_EQ(draft.links[0].type, LinkType::start_start);
  EXPECT_EQ(draft.links[0].lag, 4);
  EXPECT_EQ(draft.links[1].lag, 6) << "half of twelve hours";
  EXPECT_EQ(draft.links[1].calendar, Id{1});
  EXPECT_EQ(draft.resources[0].capacity, 250) << "hundredths, as half a person is wanted";
  EXPECT_EQ(draft.activities[0].modes[0].needs[0].amount, 100);
  EXPECT_EQ(imported.left_out.size(), 3u) << "a material, a link of a summary, a task that must start";
  EXPECT_TRUE(engines::schedule::read(draft));
}

TEST(Mspdi, ADailySlotIsADayOfWork) {
  const Draft draft = read_mspdi(kOffice).value().draft;
  EXPECT_EQ(draft.activities[0].modes[0].work, 2) << "twelve hours are begun on two days";
  EXPECT_EQ(draft.activities[1].modes[0].work, 1);
  EXPECT_EQ(draft.calendars[0].working[0], (Span{0, 2}));
}

TEST(Mspdi, NamesWhatItCannotRead) {
  EXPECT_EQ(read_mspdi("<Project>").problems()[0].code, "xml.malformed");
  EXPECT_EQ(read_mspdi("<Projects/>").problems()[0].code, "exchange.not_mspdi");
  EXPECT_EQ(read_mspdi("<Project/>").problems()[0],
            (Problem{"exchange.bad_value", "project", {{"what", "StartDate"}}}));
  EXPECT_EQ(read_mspdi(kOffice, {.grain = 7}).problems()[0].code, "exchange.bad_grain");
  std::string bytes(kOffice);
  bytes.replace(bytes.find("PT12H0M0S"), 9, "12 hours.");
  bytes.replace(bytes.find("<Type>3</Type>"), 14, "<Type>9</Type>");
  const Problems expected{{"exchange.bad_value", "task 2", {{"what", "Duration"}}}};
  EXPECT_EQ(read_mspdi(bytes).problems(), expected);
}

TEST(Mspdi, SaysWhatTheFormatHasNoWordFor) {
  Draft draft;
  draft.horizon = 9;
  draft.zones = {{.id = {1}}};
  draft.resources = {{.id = {1}, .kind = engines::schedule::ResourceKind::budget, .capacity = 9}};
  draft.activities = {{.id = {1}, .modes = {{.work = 1}, {.work = 2}}}, {.id = {2}, .modes = {{.work = 1}}}};
  draft.links = {{.from = {1}, .to = {2}, .lag = 3, .is_maximum = true}};
  std::set<std::string> fields;
  for (const Problem& problem : write_mspdi(draft, {}).left_out) fields.insert(problem.field);
  EXPECT_EQ(fields, (std::set<std::string>{"activities[0]", "links[0]", "resources[0]", "zones[0]"}));
}

TEST(Mspdi, ChangedBytesAreRefusedOrRead) {
  Rng rng(72);
  for (int round = 0; round < 3'000; ++round) {
    std::string changed(kOffice);
    for (int k = 0; k < 3; ++k) changed[rng.below(changed.size())] = "0123456789-<>/:TPHM "[rng.below(20)];
    if (auto imported = read_mspdi(changed, {.grain = 1440, .horizon = 60}))
      static_cast<void>(engines::schedule::read(imported.value().draft).ok());
  }
}

}  // namespace
}  // namespace zw::modules::projects::exchange
