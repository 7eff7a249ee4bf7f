// Staged clocks against dates worked out by hand and against a counter that walks minute by minute; light
// rules with their gaps and overlaps.
#include "modules/casework/clocks.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "base/rng.h"
#include "modules/casework/testing.h"

namespace zw::modules::casework {
namespace {

using testing::at;
using testing::china;
using testing::codes;
using testing::shipped_calendar;
using testing::usual_bands;
using testing::usual_standard;

constexpr std::int64_t kDay = kMinutesPerWorkingDay;

/// Only the closure has a limit.
Standard closure_in(std::int64_t minutes) {
  Standard standard;
  standard.promised_minutes = minutes;
  return standard;
}

Case case_of(std::string_view received, State state = State::handling) {
  Case made;
  made.state = state;
  made.received_at = made.clock_from = at(received);
  return made;
}

Reckoning look(const Case& of_case, const Standard& standard, std::string_view now) {
  return reckon(of_case, standard, usual_bands(), shipped_calendar(), at(now));
}

TEST(Clocks, KnowTheGoldenDueDates) {
  const struct {
    const char* received;
    std::int64_t minutes;
    const char* due;
  } rows[] = {
      {"2020-01-21 09:00", 7 * kDay, "2020-02-06 17:30"},  // Spring Festival, longer than planned in 2020
      {"2020-01-21 17:30", 7 * kDay, "2020-02-07 17:30"},
      {"2020-01-19 08:00", 1 * kDay, "2020-01-19 17:30"},  // a Sunday that was worked
      {"2020-01-23 17:29", 2, "2020-02-03 09:01"},
      {"2020-06-19 16:30", 2 * kDay, "2020-06-23 16:30"},
      {"2020-06-24 16:30", 2 * kDay, "2020-06-29 16:30"},  // Dragon Boat Festival, Sunday made up
      {"2020-09-30 09:00", 5 * kDay, "2020-10-13 17:30"},  // eight days off, then a Saturday at work
      {"2020-06-15 12:15", 60, "2020-06-15 14:30"},
      {"2020-06-15 11:30", 31, "2020-06-15 13:31"},
      {"2020-06-14 22:00", 1, "2020-06-15 09:01"},
      {"2020-06-15 17:30", kDay, "2020-06-16 17:30"},
      {"2020-02-28 09:00", 2 * kDay, "2020-03-02 17:30"},
  };
  for (const auto& row : rows) {
    const Reckoning seen = look(case_of(row.received), closure_in(row.minutes), row.received);
    EXPECT_EQ(china(seen.due_at), row.due) << row.received << " + " << row.minutes;
    EXPECT_EQ(china(seen.close_due_at), row.due);
    EXPECT_EQ(seen.due_stage, Stage::closure);
    EXPECT_EQ(seen.light, Light::green);
    EXPECT_FALSE(seen.is_beyond_calendar);
  }
}

TEST(Clocks, WarnWhereNoHolidaysAreKnown) {
  const Date last = shipped_calendar().last_covered();
  Case late = case_of("2020-06-15 09:00");
  late.received_at = late.clock_from = china_midnight(last - 3);
  EXPECT_TRUE(reckon(late, closure_in(20 * kDay), usual_bands(), shipped_calendar(), late.received_at)
                  .is_beyond_calendar);
  EXPECT_FALSE(
      look(case_of("2020-06-15 09:00"), closure_in(20 * kDay), "2020-06-15 09:00").is_beyond_calendar);
}

/// Received Monday 09:00; a day to accept, two to reply, half a day to sign for, five to close.
TEST(Clocks, TheStageThatEndsFirstIsDue) {
  const Standard standard = usual_standard();
  Case c = case_of("2020-06-15 09:00", State::registered);
  Reckoning seen = look(c, standard, "2020-06-15 09:00");
  EXPECT_EQ(seen.due_stage, Stage::acceptance);
  EXPECT_EQ(china(seen.due_at), "2020-06-15 17:30");
  EXPECT_EQ(china(seen.close_due_at), "2020-06-19 17:30");

  c.state = State::accepted;
  seen = look(c, standard, "2020-06-15 10:00");
  EXPECT_EQ(seen.due_stage, Stage::reply);
  EXPECT_EQ(china(seen.due_at), "2020-06-16 17:30");

  c.state = State::dispatched;
  c.dispatched_at = at("2020-06-15 10:00");
  seen = look(c, standard, "2020-06-15 10:00");
  EXPECT_EQ(seen.due_stage, Stage::signing);
  EXPECT_EQ(china(seen.due_at), "2020-06-15 15:00");

  c.state = State::handling;
  EXPECT_EQ(look(c, standard, "2020-06-15 15:00").due_stage, Stage::reply);
  c.replied_at = at("2020-06-15 16:00");
  seen = look(c, standard, "2020-06-15 16:00");
  EXPECT_EQ(seen.due_stage, Stage::closure);
  EXPECT_EQ(seen.due_at, seen.close_due_at);

  for (const State state : {State::resolved, State::closed, State::reviewed, State::archived, State::refused,
                            State::withdrawn, State::merged}) {
    c.state = state;
    seen = look(c, standard, "2020-06-30 09:00");
    EXPECT_FALSE(seen.due_stage || seen.due_at || seen.close_due_at || seen.light_changes_at)
        << name_of(state);
    EXPECT_EQ(seen.light, Light::none) << name_of(state);
  }
}

TEST(Clocks, AnOverdueStageIsRedThoughTheOthersAreGreen) {
  Case c = case_of("2020-06-15 09:00", State::registered);
  EXPECT_EQ(look(c, usual_standard(), "2020-06-15 17:30").light, Light::red);
  c.state = State::accepted;
  EXPECT_EQ(look(c, usual_standard(), "2020-06-15 17:30").light, Light::green);
}

/// Ten hours of working time: yellow after eight, red after ten, and never a moment before.
TEST(Clocks, LightsChangeAtTheirShareAndNeverEarly) {
  const Case c = case_of("2020-06-15 09:00");
  const Standard standard = closure_in(600);
  const auto light = [&](Instant now) { return reckon(c, standard, usual_bands(), shipped_calendar(), now); };
  const Instant yellow = at("2020-06-16 10:00"), red = at("2020-06-16 12:00");
  EXPECT_EQ(light(c.received_at).light_changes_at, yellow);
  EXPECT_EQ(light({yellow.micros - 1}).light, Light::green);
  EXPECT_EQ(light(yellow).light, Light::yellow);
  EXPECT_EQ(light(yellow).light_changes_at, red);
  EXPECT_EQ(light({red.micros - 1}).light, Light::yellow);
  EXPECT_EQ(light(red).light, Light::red);
  EXPECT_FALSE(light(red).light_changes_at) << "nothing comes after red";
}

/// 80 % of seven minutes is 5.6: the light waits for the sixth.
TEST(Clocks, AShareThatIsNoWholeMinuteIsRoundedUp) {
  const Case c = case_of("2020-06-15 09:00");
  EXPECT_EQ(look(c, closure_in(7), "2020-06-15 09:05").light, Light::green);
  EXPECT_EQ(look(c, closure_in(7), "2020-06-15 09:06").light, Light::yellow);
  EXPECT_EQ(look(c, closure_in(7), "2020-06-15 09:07").light, Light::red);
}

TEST(Clocks, APauseStandsStillAndKeepsItsLight) {
  Case c = case_of("2020-06-15 09:00");
  const Standard standard = closure_in(600);
  c.state = State::paused;
  c.paused_since = at("2020-06-16 10:30");  // 510 of 600 minutes: yellow
  for (const char* now : {"2020-06-16 10:30", "2020-06-16 17:00", "2020-07-16 09:00"}) {
    const Reckoning seen = look(c, standard, now);
    EXPECT_EQ(seen.light, Light::yellow) << now;
    EXPECT_FALSE(seen.due_at || seen.close_due_at || seen.light_changes_at || seen.due_stage) << now;
    EXPECT_EQ(used_minutes(c, shipped_calendar(), at(now)).count, 510) << now;
  }
  // Paused over a night and a lunch: 10:30 to 17:30 and 09:00 to 09:10 are 330 + 10 working minutes.
  c.pause_kind = PauseKind::awaiting_firm;
  c.pause_reason = "待补件";
  EXPECT_EQ(end_pause(c, shipped_calendar(), at("2020-06-17 09:10")).count, 340);
  EXPECT_EQ(c.paused_minutes, 340);
  EXPECT_FALSE(c.paused_since || c.pause_kind || !c.pause_reason.empty());
  c.state = State::handling;
  EXPECT_EQ(look(c, standard, "2020-06-17 09:10").light, Light::yellow);
  EXPECT_EQ(china(look(c, standard, "2020-06-17 09:10").close_due_at), "2020-06-17 10:40");
  EXPECT_EQ(look(c, standard, "2020-06-17 10:40").light, Light::red);
  EXPECT_EQ(used_minutes(c, shipped_calendar(), at("2020-06-17 10:40")).count, 600);
}

TEST(Clocks, AnExtensionMovesTheClosureOnly) {
  Case c = case_of("2020-06-15 09:00", State::accepted);
  const Reckoning before = look(c, usual_standard(), "2020-06-15 09:00");
  c.extended_minutes = 2 * kDay;
  const Reckoning after = look(c, usual_standard(), "2020-06-15 09:00");
  EXPECT_EQ(china(before.close_due_at), "2020-06-19 17:30");
  EXPECT_EQ(china(after.close_due_at), "2020-06-23 17:30");
  EXPECT_EQ(after.due_stage, Stage::reply);
  EXPECT_EQ(after.due_at, before.due_at) << "the first reply is owed as before";
}

TEST(Clocks, AfterReopeningTheClosureBeginsAnew) {
  Case c = case_of("2020-06-01 09:00");
  c.replied_at = at("2020-06-02 09:00");
  EXPECT_EQ(look(c, usual_standard(), "2020-06-15 09:00").light, Light::red);
  c.clock_from = at("2020-06-15 09:00");
  const Reckoning seen = look(c, usual_standard(), "2020-06-15 09:00");
  EXPECT_EQ(seen.light, Light::green);
  EXPECT_EQ(china(seen.close_due_at), "2020-06-19 17:30");
  EXPECT_EQ(used_minutes(c, shipped_calendar(), at("2020-06-15 10:00")).count, 60);
}

TEST(Clocks, AStageWithoutLimitDoesNotRun) {
  const Reckoning seen =
      look(case_of("2020-06-15 09:00", State::registered), closure_in(0), "2020-07-15 09:00");
  EXPECT_FALSE(seen.due_at);
  EXPECT_EQ(seen.light, Light::none);
}

// ---- The brute-force counter: it knows the minutes of the office and nothing else, and walks them. ----

using Minute = std::int64_t;  ///< since 1970 in China

Minute minute_of(Instant at) { return (at.micros + kChinaOffsetMicros) / 60'000'000; }
Instant instant_of(Minute minute) { return {minute * 60'000'000 - kChinaOffsetMicros}; }

/// Every minute of 2020 in which the office is open.
const std::vector<Minute>& office() {
  static const std::vector<Minute> minutes = [] {
    std::map<Date, bool> listed;
    for (const auto& day : testing::shipped_days()) listed[day.date] = day.is_working;
    std::vector<Minute> open;
    for (Date day = *parse_date("2020-01-01"); day <= *parse_date("2020-12-31"); day = day + 1) {
      const auto exception = listed.find(day);
      if (exception != listed.end() ? !exception->second : iso_weekday(day) > 5) continue;
      for (int minute = 0; minute < 24 * 60; ++minute)
        if ((minute >= 540 && minute < 720) || (minute >= 810 && minute < 1050))
          open.push_back(day.days * std::int64_t{1440} + minute);
    }
    return open;
  }();
  return minutes;
}

struct Interval {
  Minute from, until;
};

/// What happened to a case, in the order in which it happened.
struct Course {
  State state = State::handling;
  Minute received = 0, now = 0;
  std::vector<Interval> pauses;      ///< the last one may still run at `now`
  std::optional<Minute> dispatched;  ///< after every pause
  std::int64_t acceptance = 0, signing = 0, reply = 0, closure = 0, extended = 0;
  bool is_replied = false, is_paused = false;
};

/// One stage walked from its beginning: when eight tenths of the limit were used up, when all of it, and when
/// it is said to be due.
struct Walked {
  Minute yellow = 0, red = 0, due = 0;
};

/// A pause that begins when the case is late already shifts the due date with it, so that the case comes back
/// exactly as late as it went.
Walked walk(Minute start, std::int64_t limit, const std::vector<Interval>& pauses) {
  Walked walked;
  std::int64_t used = 0;
  const Minute horizon = pauses.empty() ? start : pauses.back().until;
  const Interval* pause = pauses.data();
  const Interval* const end = pause + pauses.size();
  // Pointers, because millions of minutes are walked in a build that optimises nothing.
  const Minute* minute = office().data() + (std::ranges::lower_bound(office(), start) - office().begin());
  for (; used < limit || *minute < horizon; ++minute) {
    while (pause != end && pause->until <= *minute) ++pause;
    if (pause != end && pause->from <= *minute) continue;
    ++used;
    // A minute is used up when it ends.
    if (!walked.yellow && used * 10 >= limit * 8) walked.yellow = *minute + 1;
    if (used == limit) walked.red = *minute + 1;
  }
  const auto late = used - limit;
  walked.due = *(minute - late - 1) + 1;
  return walked;
}

struct Expected {
  Light light = Light::none;
  std::optional<Stage> stage;
  std::optional<Minute> due, close_due;
  std::optional<Minute> next_change;
};

void consider(Expected& expected, Stage stage, const Walked& walked, Minute now) {
  Light light = Light::green;
  for (const auto& [begins, shining] : {std::pair{walked.yellow, Light::yellow}, {walked.red, Light::red}}) {
    if (begins <= now) {
      light = shining;
    } else if (!expected.next_change || begins < *expected.next_change) {
      expected.next_change = begins;
    }
  }
  expected.light = std::max(expected.light, light);
  if (!expected.due || walked.due < *expected.due) expected.due = walked.due, expected.stage = stage;
  if (stage == Stage::closure) expected.close_due = walked.due;
}

Expected count(const Course& course) {
  Expected expected;
  // While a pause runs nothing moves: the moment of its beginning lasts.
  std::vector<Interval> ended = course.pauses;
  Minute now = course.now;
  if (course.is_paused) {
    now = ended.back().from;
    ended.pop_back();
  }
  if (course.state == State::registered && course.acceptance)
    consider(expected, Stage::acceptance, walk(course.received, course.acceptance, {}), now);
  if (course.state == State::dispatched && course.signing)
    consider(expected, Stage::signing, walk(*course.dispatched, course.signing, {}), now);
  if (!course.is_replied && course.reply)
    consider(expected, Stage::reply, walk(course.received, course.reply, ended), now);
  consider(expected, Stage::closure, walk(course.received, course.closure + course.extended, ended), now);
  if (course.is_paused) expected.stage = {}, expected.due = expected.close_due = expected.next_change = {};
  return expected;
}

/// Mostly a few hours long, over nights and weekends; limits from a minute to three hours.
Course random_course(Rng& rng) {
  Course course;
  const auto limit = [&] { return rng.chance(40) ? 0 : rng.between(1, 90); };
  const auto pass = [&] { return rng.chance(7) ? rng.between(0, 1440) : rng.between(0, 90); };
  course.received = minute_of(at("2020-01-02 00:00")) + rng.between(0, 300 * 1440);
  course.acceptance = limit();
  course.signing = limit();
  course.reply = limit();
  course.closure = rng.between(1, 120);
  course.extended = rng.chance(30) ? rng.between(1, 60) : 0;
  course.is_replied = rng.chance(30);
  course.now = course.received + pass();
  course.state = std::array{State::registered, State::accepted, State::dispatched, State::handling,
                            State::handling}[rng.below(5)];
  const bool was_handled = course.state == State::dispatched || course.state == State::handling;
  for (std::int64_t n = was_handled ? rng.between(0, 3) : 0; n > 0; --n) {
    const Minute from = course.now;
    course.pauses.push_back({from, from + pass()});
    course.now = course.pauses.back().until + pass();
  }
  if (course.state == State::dispatched) {
    course.dispatched = course.now;
    course.now += pass();
  } else if (!course.pauses.empty() && rng.chance(30)) {
    course.is_paused = true;
    course.now = course.pauses.back().until;
  }
  return course;
}

/// The same course as a case goes through it.
Case lived(const Course& course) {
  Case c;
  c.received_at = c.clock_from = instant_of(course.received);
  c.extended_minutes = course.extended;
  if (course.is_replied) c.replied_at = c.received_at;
  for (std::size_t i = 0; i < course.pauses.size(); ++i) {
    c.paused_since = instant_of(course.pauses[i].from);
    if (course.is_paused && i + 1 == course.pauses.size()) break;
    end_pause(c, shipped_calendar(), instant_of(course.pauses[i].until));
  }
  if (course.dispatched) c.dispatched_at = instant_of(*course.dispatched);
  c.state = course.is_paused ? State::paused : course.state;
  return c;
}

Standard standard_of(const Course& course) {
  Standard standard;
  standard.acceptance_minutes = course.acceptance;
  standard.signing_minutes = course.signing;
  standard.reply_minutes = course.reply;
  standard.promised_minutes = course.closure;
  return standard;
}

std::string words(const Course& course) {
  std::string text =
      fmt::format("{} received {} now {} limits {}/{}/{}/{}+{}", name_of(course.state),
                  china(instant_of(course.received)), china(instant_of(course.now)), course.acceptance,
                  course.signing, course.reply, course.closure, course.extended);
  for (const Interval& pause : course.pauses)
    text += fmt::format(" pause {} – {}", china(instant_of(pause.from)), china(instant_of(pause.until)));
  return text;
}

std::optional<Minute> minute_of(std::optional<Instant> at) {
  return at ? std::optional(minute_of(*at)) : std::nullopt;
}

TEST(Clocks, AHundredThousandCoursesEqualTheWalkingCounter) {
  const std::vector<Band> bands = usual_bands();
  Rng rng(20200615);
  std::map<Light, int> lights;
  for (int i = 0; i < 100'000; ++i) {
    const Course course = random_course(rng);
    const Case c = lived(course);
    const Expected expected = count(course);
    const Reckoning seen = reckon(c, standard_of(course), bands, shipped_calendar(), instant_of(course.now));
    ASSERT_EQ(seen.light, expected.light) << words(course);
    ASSERT_EQ(seen.due_stage, expected.stage) << words(course);
    ASSERT_EQ(minute_of(seen.due_at), expected.due) << words(course);
    ASSERT_EQ(minute_of(seen.close_due_at), expected.close_due) << words(course);
    ASSERT_EQ(minute_of(seen.light_changes_at), expected.next_change) << words(course);
    ++lights[seen.light];
  }
  for (const Light light : {Light::green, Light::yellow, Light::red})
    EXPECT_GT(lights[light], 1'500) << "the courses reach every light";
}

// ---- Light rules ----

/// Codes, each with the "from until" it names.
std::string faults(std::string_view bands, Measure measure) {
  const auto read = read_bands(bands, measure);
  if (read) return "ok";
  std::string text;
  for (const Problem& problem : read.problems()) {
    text += (text.empty() ? "" : ", ") + problem.code;
    for (const auto& [key, value] : problem.params) text += " " + value;
  }
  return text;
}

TEST(LightRules, ThePublishedRuleIsRefusedWithItsGapNamed) {
  // Green at or above plan, yellow 10 to 30 points behind, red beyond: nobody says what 0 to 10 means.
  EXPECT_EQ(faults(R"([{"until":0,"light":"green"},{"from":10,"until":30,"light":"yellow"},
                       {"from":30,"light":"red"}])",
                   Measure::behind_points),
            "light_rule.gap 0 10");
  EXPECT_EQ(faults(R"([{"until":10,"light":"green"},{"from":10,"until":30,"light":"yellow"},
                       {"from":30,"light":"red"}])",
                   Measure::behind_points),
            "ok");
}

TEST(LightRules, EveryFaultIsNamed) {
  const struct {
    Measure measure;
    const char* bands;
    const char* wanted;
  } rows[] = {
      {Measure::used_permille, R"([])", "light_rule.gap 0 ∞"},
      {Measure::behind_points, R"([])", "light_rule.gap -∞ ∞"},
      {Measure::used_permille, R"([{"light":"green"}])", "ok"},
      {Measure::behind_points, R"([{"light":"green"}])", "ok"},
      {Measure::used_permille, R"([{"from":null,"until":null,"light":"red"}])", "ok"},
      {Measure::used_permille, R"([{"from":0,"until":1000,"light":"green"}])", "light_rule.gap 1000 ∞"},
      {Measure::used_permille, R"([{"from":1,"light":"green"}])", "light_rule.gap 0 1"},
      {Measure::behind_points, R"([{"from":0,"light":"green"}])", "light_rule.gap -∞ 0"},
      {Measure::used_permille, R"([{"until":900,"light":"green"},{"from":800,"light":"red"}])",
       "light_rule.overlap 800 900"},
      {Measure::used_permille,
       R"([{"light":"green"},{"from":800,"until":1000,"light":"yellow"},{"from":1000,"light":"red"}])",
       "light_rule.overlap 800 1000, light_rule.overlap 1000 ∞"},
      {Measure::used_permille,
       R"([{"until":800,"light":"green"},{"from":800,"until":800,"light":"yellow"},{"from":800,"light":"red"}])",
       "light_rule.empty_band 800 800"},
      {Measure::behind_points, R"([{"until":30,"light":"green"},{"from":30,"until":10,"light":"yellow"},
                                   {"from":30,"light":"red"}])",
       "light_rule.empty_band 30 10"},
      {Measure::used_permille, R"([{"until":-5,"light":"green"},{"from":0,"light":"red"}])",
       "light_rule.empty_band 0 -5"},
      {Measure::used_permille, R"([{"until":100,"light":"green"},{"from":200,"until":300,"light":"yellow"}])",
       "light_rule.gap 100 200, light_rule.gap 300 ∞"},
      {Measure::used_permille, R"([{"light":"blue"}])", "light_rule.light blue"},
      {Measure::used_permille, R"([{"light":"none"}])", "light_rule.light none"},
      {Measure::used_permille, R"([{"from":0}])", "light_rule.light "},
      {Measure::used_permille, R"([{"from":"0","light":"red"},{"until":2.5,"light":"red"}])",
       "light_rule.syntax, light_rule.syntax"},
      {Measure::used_permille, R"([{"until":9000000000000000000,"light":"green"},
                                   {"from":9000000000000000000,"light":"red"}])",
       "light_rule.syntax, light_rule.syntax"},
      {Measure::used_permille, R"({"from":0,"light":"red"})", "light_rule.syntax"},
      {Measure::used_permille, R"([1])", "light_rule.light "},
      {Measure::used_permille, "", "light_rule.syntax"},
      {Measure::used_permille, "[", "light_rule.syntax"},
  };
  for (const auto& row : rows) EXPECT_EQ(faults(row.bands, row.measure), row.wanted) << row.bands;
}

TEST(LightRules, BandsAreReadInAnyOrder) {
  const auto bands = read_bands(
      R"([{"from":1000,"light":"red"},{"until":800,"light":"green"},{"from":800,"until":1000,"light":"yellow"}])",
      Measure::used_permille);
  ASSERT_TRUE(bands.ok());
  ASSERT_EQ(bands->size(), 3u);
  EXPECT_EQ((*bands)[0].light, Light::green);
  EXPECT_EQ((*bands)[2].light, Light::red);
}

/// Under complete bands every measure has exactly one light: the one of the only band that holds it.
TEST(LightRules, ALightForEveryMeasure) {
  const auto behind = read_bands(
      R"([{"until":10,"light":"green"},{"from":10,"until":30,"light":"yellow"},{"from":30,"light":"red"}])",
      Measure::behind_points);
  ASSERT_TRUE(behind.ok());
  const auto holds = [](const Band& band, std::int64_t measure) {
    return (!band.from || *band.from <= measure) && (!band.until || measure < *band.until);
  };
  for (std::int64_t measure = -200; measure <= 200; ++measure) {
    ASSERT_EQ(std::ranges::count_if(*behind, [&](const Band& band) { return holds(band, measure); }), 1);
    const auto only = std::ranges::find_if(*behind, [&](const Band& band) { return holds(band, measure); });
    ASSERT_EQ(light_at(*behind, measure), only->light) << measure;
  }
  EXPECT_EQ(light_at(*behind, INT64_MIN), Light::green);
  EXPECT_EQ(light_at(*behind, INT64_MAX), Light::red);
  const std::vector<Band> used = usual_bands();
  EXPECT_EQ(light_at(used, 0), Light::green);
  EXPECT_EQ(light_at(used, 799), Light::green);
  EXPECT_EQ(light_at(used, 800), Light::yellow);
  EXPECT_EQ(light_at(used, 999), Light::yellow);
  EXPECT_EQ(light_at(used, 1000), Light::red);
}

}  // namespace
}  // namespace zw::modules::casework
