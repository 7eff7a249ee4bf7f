#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "app/demo/case_keepers.h"
#include "app/demo/testing.h"
#include "app/demo/zone.h"
#include "app/world.h"
#include "base/working_calendar.h"
#include "modules/casework/clocks.h"

namespace zw::app::demo {
namespace {

using namespace modules::casework;
using Zone = DemoZone;
namespace stage {
using enum demo::Stage;
}

using testing::zone_at;
const Zone& article_day() { return zone_at(stage::article_day); }
const Zone& middle() { return zone_at(stage::middle); }
Instant morning(const Zone& zone) { return morning_of(date_of(zone.options.stage)); }

const WorkingCalendar& calendar() {
  static const WorkingCalendar made = [] {
    std::vector<zw::CalendarDay> days;
    for (const auto& row : article_day().calendar_days) days.push_back({row.day, row.is_working, row.note});
    return WorkingCalendar(days);
  }();
  return made;
}

template <class Test>
int count(const Zone& zone, Test test) {
  return static_cast<int>(std::ranges::count_if(zone.cases, test));
}
int count(const Zone& zone, State state) {
  return count(zone, [&](const Case& c) { return c.state == state; });
}
int count(const Zone& zone, State state, Light light) {
  return count(zone, [&](const Case& c) { return c.state == state && c.light == light; });
}

const Case& case_of(const Zone& zone, Id id) { return zone.cases[static_cast<std::size_t>(id.value) - 1]; }

template <class T>
std::map<Id, std::vector<T>> by_case(const std::vector<T>& parts) {
  std::map<Id, std::vector<T>> sorted;
  for (const T& part : parts) sorted[part.case_id].push_back(part);
  return sorted;
}

TEST(DemoCases, HaveTheStatesOfTheArticleDay) {
  const Zone& zone = article_day();
  EXPECT_EQ(zone.cases.size(), 8200u);
  EXPECT_EQ(count(zone, State::registered), 40);
  EXPECT_EQ(count(zone, State::accepted), 30);
  EXPECT_EQ(count(zone, State::dispatched), 60);
  EXPECT_EQ(count(zone, State::handling), 380);
  EXPECT_EQ(count(zone, State::handling, Light::red), 30);
  EXPECT_EQ(count(zone, State::handling, Light::yellow), 50);
  EXPECT_EQ(count(zone, State::paused), 50);
  EXPECT_EQ(count(zone, State::resolved), 70);
  EXPECT_EQ(count(zone, State::closed) + count(zone, State::reviewed) + count(zone, State::archived), 7300);
  EXPECT_EQ(count(zone, State::refused), 120);
  EXPECT_EQ(count(zone, State::withdrawn), 90);
  EXPECT_EQ(count(zone, State::merged), 60);
  EXPECT_EQ(count(zone, [](const Case& c) { return c.reopenings > 0; }), 150);
  EXPECT_EQ(count(zone, [](const Case& c) { return c.closing == Closing::unreachable; }), 20);
  for (const PauseKind kind : {PauseKind::awaiting_firm, PauseKind::awaiting_superior,
                               PauseKind::awaiting_meeting, PauseKind::special_procedure})
    EXPECT_GE(count(zone, [&](const Case& c) { return c.pause_kind == kind; }), 12);
}

TEST(DemoCases, AreRatedByThreeInFiveAndMostlyWell) {
  const Zone& zone = article_day();
  const int confirmed = count(zone, [](const Case& c) { return c.closing == Closing::by_firm; });
  const int rated = count(zone, [](const Case& c) { return c.rating.has_value(); });
  EXPECT_EQ(confirmed, 7280);
  EXPECT_NEAR(rated * 100.0 / confirmed, 62, 0.1);
  const auto is_low = [](const Case& c) { return c.rating && *c.rating >= Rating::dissatisfied; };
  const int low = count(zone, is_low);
  EXPECT_GT(low, 40);
  EXPECT_LT(low, 200);
  // Who was dissatisfied is called, or will be within the time that is promised.
  EXPECT_EQ(count(zone, [&](const Case& c) { return is_low(c) && c.state == State::closed; }),
            count(zone, [&](const Case& c) { return c.rectify_due_at.has_value(); }));
}

TEST(DemoCases, OfTheMiddleAreThoseThatHadComeByThen) {
  const Zone &early = middle(), &late = article_day();
  const auto come =
      static_cast<std::size_t>(count(late, [&](const Case& c) { return c.received_at <= morning(early); }));
  ASSERT_EQ(early.cases.size(), come);
  EXPECT_GT(come, 2500u);
  EXPECT_LT(come, 4500u);
  for (std::size_t i = 0; i < come; ++i) {
    EXPECT_EQ(early.cases[i].number, late.cases[i].number);
    EXPECT_EQ(early.cases[i].title, late.cases[i].title);
    EXPECT_EQ(early.cases[i].received_at, late.cases[i].received_at);
    EXPECT_EQ(early.cases[i].enterprise_id, late.cases[i].enterprise_id);
  }
  EXPECT_GT(count(early, [](const Case& c) { return is_alive(c.state); }), 400);
  EXPECT_GT(count(early, State::closed), 1000);
}

TEST(DemoCases, BeginWithLawButNoRequests) {
  const Zone& zone = zone_at(stage::chaos);
  EXPECT_TRUE(zone.cases.empty());
  EXPECT_TRUE(zone.visits.empty());
  EXPECT_TRUE(zone.key_dates.empty());
  EXPECT_EQ(zone.standards.size(), 3u);
  EXPECT_EQ(zone.light_rules.size(), 1u);
  EXPECT_EQ(zone.templates.size(), 8u);
}

TEST(DemoCases, AreNumberedInTheOrderOfTheirReceipt) {
  const Zone& zone = article_day();
  Instant before = morning_of(*make_date(2020, 2, 10));
  for (const Case& c : zone.cases) {
    EXPECT_LE(before, c.received_at);
    before = c.received_at;
  }
  EXPECT_EQ(zone.cases.front().number, "SQ-2020-000001");
  EXPECT_EQ(zone.cases.back().number, "SQ-2020-008200");
  std::map<int, int> in_month;
  for (const Case& c : zone.cases) ++in_month[civil(china_date(c.received_at)).month];
  EXPECT_GT(in_month[3], in_month[2]);
  EXPECT_GT(in_month[2], in_month[5]);
}

TEST(DemoCases, ShowTheClockAsItIsThatMorning) {
  for (const Zone* zone : {&middle(), &article_day()}) {
    const LightRule& rule = zone->light_rules.front();
    const auto bands = read_bands(rule.bands, rule.measure).value();
    for (const Case& c : zone->cases) {
      const Standard& standard = zone->standards[static_cast<std::size_t>(c.standard_id->value) - 1];
      EXPECT_EQ(standard.grade, c.grade);
      Case fresh = c;
      set_clock(fresh, reckon(c, standard, bands, calendar(), morning(*zone)));
      EXPECT_TRUE(record::to_row(fresh) == record::to_row(c)) << c.number;
    }
  }
}

void expect_spans(const Case& c, const std::vector<Span>& spans) {
  ASSERT_FALSE(spans.empty());
  EXPECT_EQ(spans.front().from_at, c.received_at);
  EXPECT_EQ(spans.front().state, State::registered);
  for (std::size_t i = 0; i + 1 < spans.size(); ++i) {
    ASSERT_TRUE(spans[i].until_at) << c.number;
    EXPECT_EQ(*spans[i].until_at, spans[i + 1].from_at) << c.number;
    EXPECT_LT(spans[i].from_at, *spans[i].until_at) << c.number;
  }
  const Span& present = spans.back();
  EXPECT_FALSE(present.until_at);
  EXPECT_TRUE(present.state == c.state && present.light == c.light && present.owner_id == c.owner_id &&
              present.category == c.category && present.enterprise_id == c.enterprise_id &&
              present.project_id == c.project_id)
      << c.number;
}

TEST(DemoCases, HaveSpansThatLeaveNoMomentOut) {
  for (const Zone* zone : {&middle(), &article_day()}) {
    const auto spans = by_case(zone->case_spans);
    ASSERT_EQ(spans.size(), zone->cases.size());
    for (const Case& c : zone->cases) expect_spans(c, spans.at(c.id));
  }
}

/// From nine to twelve and from half past one to half past five.
bool is_office_time(Instant at) {
  const Date date = china_date(at);
  const auto minute = (at.micros - china_midnight(date).micros) / (60 * kMicrosPerSecond);
  return calendar().is_working(date) &&
         ((minute >= 9 * 60 && minute < 12 * 60) || (minute >= 13 * 60 + 30 && minute < 17 * 60 + 30));
}

/// Everything that has happened, in the order in which it must have.
std::vector<Instant> course_of(const Case& c) {
  std::vector<Instant> course{c.received_at};
  for (const auto& at :
       {c.accepted_at, c.dispatched_at, c.signed_at, c.replied_at, c.resolved_at, c.closed_at})
    if (at) course.push_back(*at);
  return course;
}

TEST(DemoCases, GoTheirWayInOrderAndInOfficeHours) {
  for (const Zone* zone : {&middle(), &article_day()})
    for (const Case& c : zone->cases) {
      const auto course = course_of(c);
      EXPECT_TRUE(std::ranges::is_sorted(course)) << c.number;
      EXPECT_LE(course.back(), morning(*zone));
      for (const Instant at : course) EXPECT_TRUE(is_office_time(at)) << c.number << " " << to_string(at);
    }
}

TEST(DemoCases, AreHeldByTheOfficerOfTheDayOrTheDesk) {
  const Zone& zone = article_day();
  const CaseKeepers keepers(zone);
  const auto spans = by_case(zone.case_spans);
  int by_officers = 0;
  for (const Case& c : zone.cases) {
    const auto officer = keepers.officer_of(c.enterprise_id, c.project_id, china_date(c.received_at));
    const Id first = spans.at(c.id).front().owner_id;
    EXPECT_TRUE(first == keepers.secretary() || first == officer) << c.number;
    by_officers += first == officer;
    const auto& owner = zone.people[static_cast<std::size_t>(c.owner_id.value) - 1];
    EXPECT_TRUE(owner.organisation_id && !owner.enterprise_id) << c.number;
    EXPECT_EQ(c.dispatched_at.has_value(), c.dispatched_by_id.has_value());
    EXPECT_NE(c.dispatched_by_id, c.owner_id);
    if (c.organisation_id) {
      EXPECT_EQ(c.organisation_id, owner.organisation_id);
    }
    // Where no firm has the word, none can have confirmed.
    if (!c.enterprise_id) {
      EXPECT_TRUE(!c.closing && c.state != State::resolved) << c.number;
    }
  }
  EXPECT_GT(by_officers, 3500);
}

TEST(DemoCases, TellTheirStoryFromRegistrationToTheLastVerb) {
  const Zone& zone = article_day();
  const auto events = by_case(zone.case_events);
  for (const Case& c : zone.cases) {
    const auto& story = events.at(c.id);
    EXPECT_EQ(story.front().verb, "register");
    EXPECT_FALSE(story.front().from_state);
    EXPECT_EQ(story.back().to_state, c.state);
    for (std::size_t i = 1; i < story.size(); ++i) {
      EXPECT_EQ(story[i].from_state, story[i - 1].to_state) << c.number;
      EXPECT_LE(story[i - 1].at, story[i].at) << c.number;
      EXPECT_FALSE(story[i].actor.empty());
    }
  }
  EXPECT_LT(zone.case_events.size(), 6 * zone.cases.size());
  EXPECT_LT(zone.case_spans.size(), 6 * zone.cases.size());
}

TEST(DemoCases, PauseByTheCalendar) {
  const Zone& zone = article_day();
  const auto pauses = by_case(zone.case_pauses);
  for (const auto& [id, list] : pauses) {
    std::int64_t minutes = 0;
    for (const Pause& pause : list) {
      if (!pause.ends_at) continue;
      EXPECT_EQ(pause.minutes, calendar().working_minutes_between(pause.starts_at, *pause.ends_at).count);
      minutes += pause.minutes;
    }
    const Case& c = case_of(zone, id);
    EXPECT_EQ(c.state == State::paused, !list.back().ends_at);
    if (c.reopenings == 0) {
      EXPECT_EQ(c.paused_minutes, minutes) << c.number;
    }
  }
}

TEST(DemoCases, AreMergedIntoCasesOfTheSameFirmThatWereAlive) {
  const Zone& zone = article_day();
  const auto spans = by_case(zone.case_spans);
  int merged = 0;
  for (const Case& c : zone.cases) {
    if (!c.merged_into_id) continue;
    ++merged;
    EXPECT_LT(*c.merged_into_id, c.id);
    EXPECT_EQ(case_of(zone, *c.merged_into_id).enterprise_id, c.enterprise_id);
    EXPECT_EQ(case_of(zone, *c.merged_into_id).title, c.title);
    const Instant at = spans.at(c.id).back().from_at;
    for (const Span& span : spans.at(*c.merged_into_id))
      if (span.from_at <= at && (!span.until_at || at < *span.until_at)) {
        EXPECT_TRUE(is_alive(span.state)) << c.number;
      }
  }
  EXPECT_EQ(merged, 60);
  EXPECT_EQ(zone.case_links.size(), 60u);
}

TEST(DemoCases, FinishTheirChecklistsBeforeTheyAreResolved) {
  const Zone& zone = article_day();
  const auto steps = by_case(zone.case_steps);
  int partly = 0;
  for (const auto& [id, list] : steps) {
    const Case& c = case_of(zone, id);
    EXPECT_TRUE(c.template_id && c.grade != Grade::simple);
    const auto done = std::ranges::count(list, StepState::done, &Step::state);
    const bool is_complete = done == std::ssize(list);
    if (c.resolved_at) {
      EXPECT_TRUE(is_complete) << c.number;
    }
    partly += c.state == State::handling && done > 0 && !is_complete;
  }
  EXPECT_GT(partly, 80);
}

TEST(DemoCases, AreSupervisedExactlyWhileASupervisionIsOpen) {
  const Zone& zone = article_day();
  const auto supervisions = by_case(zone.supervisions);
  for (const Case& c : zone.cases) {
    const auto found = supervisions.find(c.id);
    const bool is_open = found != supervisions.end() &&
                         std::ranges::any_of(found->second, [](const auto& s) { return !s.closed_at; });
    EXPECT_EQ(c.is_supervised, is_open) << c.number;
    if (c.state == State::handling && c.light == Light::red) {
      EXPECT_TRUE(is_open) << c.number;
    }
  }
}

TEST(DemoCases, ComeFromFirmsAndProjectsOfTheZone) {
  const Zone& zone = article_day();
  std::map<Id, int> of_firm;
  std::set<Category> factors;
  int of_projects = 0;
  for (const Case& c : zone.cases) {
    EXPECT_TRUE(c.enterprise_id || c.project_id);
    if (c.enterprise_id) ++of_firm[*c.enterprise_id];
    if (!c.project_id) continue;
    ++of_projects;
    factors.insert(c.category);
    EXPECT_EQ(c.enterprise_id,
              zone.projects[static_cast<std::size_t>(c.project_id->value) - 1].enterprise_id);
  }
  EXPECT_GT(of_firm.size(), 1900u);
  EXPECT_GT(of_projects, 350);
  EXPECT_LT(of_projects, 450);
  EXPECT_EQ(factors.size(), choices_of(Category{}).size());
  const auto contact = personas(zone).back().enterprise;
  EXPECT_GE(count(zone, [&](const Case& c) { return c.enterprise_id == contact && is_alive(c.state); }), 3);
}

TEST(DemoCases, SpeakOnlyWhileTheyAreAlive) {
  const Zone& zone = article_day();
  EXPECT_GT(zone.messages.size(), 200u);
  for (const Message& message : zone.messages) {
    EXPECT_TRUE(is_alive(case_of(zone, message.case_id).state));
    EXPECT_LE(message.at, morning(zone));
  }
}

TEST(DemoCases, NameNobodyReal) {
  for (const Case& c : article_day().cases) {
    if (!c.enterprise_id) continue;
    EXPECT_TRUE(c.contact_phone.starts_with("1000000") && c.contact_phone.size() == 11);
    EXPECT_TRUE(c.contact_name.starts_with("示例") || c.contact_name.starts_with("演示"));
    EXPECT_EQ(c.title.find('{'), std::string::npos) << c.title;
    EXPECT_EQ(c.description.find('{'), std::string::npos) << c.description;
  }
}

TEST(DemoContacts, AreVisitsOfTheOfficerAtMostTwiceAMonth) {
  const Zone& zone = article_day();
  EXPECT_EQ(zone.visits.size(), 2600u);
  const CaseKeepers keepers(zone);
  std::map<std::pair<Id, int>, int> in_month;
  for (const Visit& visit : zone.visits) {
    EXPECT_EQ(keepers.officer_of(visit.enterprise_id, {}, visit.visited_on), visit.person_id);
    EXPECT_LE(++in_month[std::pair(visit.enterprise_id, civil(visit.visited_on).month)], 2);
    EXPECT_LE(visit.visited_on, date_of(demo::Stage::article_day));
  }
  EXPECT_LT(middle().visits.size(), 1200u);
  for (const Visit& visit : middle().visits) EXPECT_LE(visit.visited_on, date_of(demo::Stage::middle));
}

TEST(DemoContacts, RememberPermitsAndLoans) {
  for (const Zone* zone : {&middle(), &article_day()}) {
    EXPECT_EQ(zone->key_dates.size(), 300u);
    const Date today = date_of(zone->options.stage);
    for (const KeyDate& key : zone->key_dates) {
      EXPECT_GE(key.due_on, today - 20);
      EXPECT_LE(key.due_on, today + 120);
    }
  }
}

}  // namespace
}  // namespace zw::app::demo
