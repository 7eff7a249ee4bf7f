// The desk on both databases: the whole way of a case, the guard of every verb, undo, lamps, duplicates.
#include "modules/casework/desk.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "modules/casework/chores.h"
#include "modules/casework/testing.h"

namespace zw::modules::casework {
namespace {

using testing::at;
using testing::china;
using testing::codes;
using testing::Desk;
using testing::param;
using testing::Who;

class CaseDeskTest : public storage::testing::OnBothDatabases {
 protected:
  /// A case the officer registered and handles.
  Id handled(std::string_view title = "车间用电容量不足") {
    const auto entered = desk_.enter(Who::officer, desk_.simple_case(std::string(title)));
    EXPECT_EQ(codes(entered), "ok");
    EXPECT_EQ(act(Who::officer, entered->id, Verb::take), "ok");
    return entered->id;
  }
  /// One that goes by the checklist a → b, c → d.
  Id handled_by_checklist() {
    const auto entered = desk_.enter(Who::officer, desk_.complex_case());
    EXPECT_EQ(codes(entered), "ok");
    EXPECT_EQ(act(Who::officer, entered->id, Verb::take), "ok");
    return entered->id;
  }
  Id resolved() {
    const Id id = handled();
    EXPECT_EQ(act(Who::officer, id, Verb::request_closure, R"({"result":"已增容"})"), "ok");
    return id;
  }
  /// Dispatched by the desk to a colleague.
  Id dispatched() {
    const auto entered = desk_.enter(Who::secretary, desk_.simple_case());
    EXPECT_EQ(act(Who::secretary, entered->id, Verb::dispatch, to(Who::colleague)), "ok");
    return entered->id;
  }

  std::string act(Who who, Id id, Verb verb, std::string_view body = "{}") {
    return codes(desk_.act(who, id, verb, body));
  }
  std::string to(Who who, std::string_view more = "") const {
    return fmt::format(R"({{"person_id":{}{}}})", desk_.person(who).value, more);
  }
  std::string people(std::string_view mode, std::initializer_list<Who> who) const {
    std::string ids;
    for (const Who one : who) ids += fmt::format("{}{}", ids.empty() ? "" : ",", desk_.person(one).value);
    return fmt::format(R"({{"mode":"{}","person_ids":[{}]}})", mode, ids);
  }
  /// Where the steps stand: "a=done b=open …".
  std::string steps(Id id) {
    std::string text;
    for (const Step& step : desk_.parts<Step>(id))
      text += fmt::format("{}{}={}", text.empty() ? "" : " ", step.code, name_of(step.state));
    return text;
  }
  std::string last_event(Id id) { return desk_.parts<Event>(id).back().verb; }
  void wait_until(std::string_view china_time) { desk_.now = at(china_time); }
  void wait_seconds(std::int64_t seconds) { desk_.now = plus_seconds(desk_.now, seconds); }

  Desk desk_{database()};
};

// ---- The whole way ----

TEST_P(CaseDeskTest, FromRegistrationToTheArchive) {
  const auto entered = desk_.enter(Who::secretary, desk_.simple_case());
  ASSERT_EQ(codes(entered), "ok");
  const Id id = entered->id;
  EXPECT_EQ(entered->number, "SQ-2020-000001");
  EXPECT_EQ(entered->owner_id, desk_.person(Who::secretary)) << "whoever takes it down holds it first";
  EXPECT_EQ(entered->contact_name, "联系人甲") << "nobody is asked for what the dossier knows";
  EXPECT_EQ(china(entered->due_at), "2020-06-15 17:30");
  EXPECT_EQ(entered->due_stage, Stage::acceptance);

  wait_until("2020-06-15 10:00");
  ASSERT_EQ(act(Who::secretary, id, Verb::accept), "ok");
  ASSERT_EQ(act(Who::secretary, id, Verb::dispatch, to(Who::colleague)), "ok");
  EXPECT_EQ(desk_.load(id).owner_id, desk_.person(Who::colleague));
  EXPECT_EQ(desk_.load(id).due_stage, Stage::signing);
  ASSERT_EQ(act(Who::colleague, id, Verb::sign_for), "ok");
  wait_until("2020-06-16 11:00");
  ASSERT_EQ(act(Who::colleague, id, Verb::request_closure, R"({"result":"已增容","cause":"capacity"})"),
            "ok");
  const Case waiting = desk_.load(id);
  EXPECT_EQ(waiting.state, State::resolved);
  EXPECT_FALSE(waiting.due_at) << "while the firm thinks, nobody of the zone is late";
  EXPECT_EQ(waiting.light, Light::none);
  wait_until("2020-06-17 15:00");
  ASSERT_EQ(act(Who::contact, id, Verb::confirm, R"({"rating":"satisfied","note":"快"})"), "ok");
  const Case closed = desk_.load(id);
  EXPECT_EQ(closed.state, State::closed);
  EXPECT_EQ(closed.closing, Closing::by_firm);
  EXPECT_EQ(closed.rating, Rating::satisfied);
  EXPECT_EQ(closed.cause, Cause::capacity);
  EXPECT_EQ(china(closed.closed_at), "2020-06-17 15:00");
  ASSERT_EQ(act(Who::leader, id, Verb::call_back, R"({"reason":"电话回访"})"), "ok");
  ASSERT_EQ(act(Who::secretary, id, Verb::archive), "ok");
  EXPECT_EQ(desk_.load(id).state, State::archived);

  std::string story;
  for (const Event& event : desk_.parts<Event>(id)) story += event.verb + " ";
  EXPECT_EQ(story, "register accept dispatch sign_for request_closure confirm call_back archive ");
  std::string spans;
  for (const Span& span : desk_.parts<Span>(id))
    spans += fmt::format("{}{} ", name_of(span.state), span.until_at ? "" : "*");
  EXPECT_EQ(spans, "registered accepted dispatched handling resolved closed reviewed archived* ");
}

TEST_P(CaseDeskTest, SilenceIsNoRating) {
  const Id id = resolved();
  ASSERT_EQ(act(Who::contact, id, Verb::confirm), "ok");
  EXPECT_FALSE(desk_.load(id).rating);
}

TEST_P(CaseDeskTest, WhatAFirmSendsGoesToTheDeskWhereNobodyIsAccountable) {
  const auto sent = desk_.enter(Who::contact, desk_.simple_case());
  ASSERT_EQ(codes(sent), "ok");
  EXPECT_EQ(sent->owner_id, desk_.person(Who::secretary));
  EXPECT_EQ(desk_.notices(sent->id), (std::vector<std::string>{fmt::format("registered>{}", 4)}));
  EXPECT_EQ(codes(desk_.enter(Who::officer, Case{})), "casework.no_subject");
  Case unknown = desk_.simple_case();
  unknown.enterprise_id = Id{999};
  EXPECT_EQ(codes(desk_.enter(Who::officer, unknown)), "field.unknown_reference");
  EXPECT_EQ(codes(desk_.enter(Who::officer, desk_.simple_case(""))), "field.required");
}

TEST_P(CaseDeskTest, ARefusalStoresNothing) {
  const auto entered = desk_.enter(Who::officer, desk_.simple_case());
  const auto before = desk_.parts<Event>(entered->id).size();
  EXPECT_EQ(act(Who::colleague, entered->id, Verb::take), "casework.forbidden");
  EXPECT_EQ(act(Who::auditor, entered->id, Verb::accept), "casework.forbidden");
  EXPECT_EQ(act(Who::stranger, entered->id, Verb::withdraw), "casework.forbidden");
  EXPECT_EQ(act(Who::officer, entered->id, Verb::confirm), "casework.state");
  EXPECT_EQ(act(Who::officer, entered->id, Verb::refuse), "casework.reason_required");
  EXPECT_EQ(desk_.parts<Event>(entered->id).size(), before);
  EXPECT_EQ(desk_.load(entered->id).version, entered->version);
}

// ---- Acceptance, dispatch, objection ----

TEST_P(CaseDeskTest, AcceptanceMayGradeAndSort) {
  const auto entered = desk_.enter(Who::officer, desk_.simple_case());
  EXPECT_EQ(act(Who::officer, entered->id, Verb::accept, R"({"grade":"huge"})"), "field.choice");
  EXPECT_EQ(act(Who::officer, entered->id, Verb::accept, R"({"category":"weather"})"), "field.choice");
  ASSERT_EQ(act(Who::officer, entered->id, Verb::accept, R"({"grade":"complex","category":"energy"})"), "ok");
  const Case accepted = desk_.load(entered->id);
  EXPECT_NE(accepted.standard_id, entered->standard_id) << "another grade, another standard";
  EXPECT_EQ(steps(entered->id), "a=open b=waiting c=waiting d=waiting");
  EXPECT_EQ(china(accepted.close_due_at), "2020-07-06 17:30") << "fifteen working days";
}

TEST_P(CaseDeskTest, ARefusedCaseIsNoLongerSupervised) {
  const auto entered = desk_.enter(Who::officer, desk_.simple_case());
  ASSERT_EQ(act(Who::leader, entered->id, Verb::supervise, R"({"reason":"久拖"})"), "ok");
  ASSERT_EQ(act(Who::officer, entered->id, Verb::refuse, R"({"reason":"不属园区"})"), "ok");
  const Case refused = desk_.load(entered->id);
  EXPECT_EQ(refused.result, "不属园区");
  EXPECT_FALSE(refused.is_supervised);
  EXPECT_EQ(desk_.open_supervisions(entered->id, SupervisionKind::manual), 0);
}

TEST_P(CaseDeskTest, ADispatchNeedsSomebodyElseOfTheStaff) {
  const auto entered = desk_.enter(Who::secretary, desk_.simple_case());
  const Id id = entered->id;
  EXPECT_EQ(act(Who::secretary, id, Verb::dispatch), "field.required");
  EXPECT_EQ(act(Who::secretary, id, Verb::dispatch, R"({"person_id":999})"), "casework.unknown_person");
  EXPECT_EQ(act(Who::secretary, id, Verb::dispatch, to(Who::contact)), "casework.not_staff");
  EXPECT_EQ(act(Who::secretary, id, Verb::dispatch, to(Who::secretary)), "casework.dispatch_to_self");
  EXPECT_EQ(act(Who::secretary, id, Verb::dispatch, to(Who::colleague)), "ok");
  EXPECT_EQ(act(Who::officer, id, Verb::sign_for), "casework.forbidden") << "only the new holder signs";
}

TEST_P(CaseDeskTest, AnObjectionIsMadeOnceAndInTime) {
  const Id id = dispatched();
  ASSERT_EQ(act(Who::colleague, id, Verb::object, R"({"reason":"不归我科"})"), "ok");
  const Case back = desk_.load(id);
  EXPECT_EQ(back.state, State::accepted);
  EXPECT_EQ(back.owner_id, desk_.person(Who::secretary)) << "it goes back to whoever dispatched it";
  ASSERT_EQ(act(Who::secretary, id, Verb::dispatch, to(Who::colleague)), "ok");
  EXPECT_EQ(act(Who::colleague, id, Verb::object, R"({"reason":"仍不归我科"})"), "casework.objection_final");

  ASSERT_EQ(act(Who::colleague, id, Verb::sign_for), "ok");
  ASSERT_EQ(act(Who::colleague, id, Verb::transfer, to(Who::expert, R"(,"reason":"专业对口")")), "ok");
  EXPECT_EQ(act(Who::expert, id, Verb::object, R"({"reason":"不归我科"})"), "ok")
      << "whoever takes over later has not been heard yet";
  EXPECT_EQ(desk_.load(id).owner_id, desk_.person(Who::colleague));

  const Id late = dispatched();
  wait_until("2020-06-16 09:01");
  EXPECT_EQ(act(Who::colleague, late, Verb::object, R"({"reason":"不归我科"})"), "casework.objection_late");
  wait_until("2020-06-16 09:00");
  EXPECT_EQ(act(Who::colleague, late, Verb::object, R"({"reason":"不归我科"})"), "ok")
      << "a working day after the dispatch is in time";
}

// ---- Time: extension, pause, urging, supervision ----

TEST_P(CaseDeskTest, AnExtensionHasRules) {
  const Id id = handled();  // due on Friday 17:30
  const auto extend = [&](std::string_view days) {
    return act(Who::officer, id, Verb::extend, fmt::format(R"({{"days":{},"reason":"设备未到"}})", days));
  };
  for (const char* days : {"0", "-1", "1001", "9223372036854775807", "-9223372036854775808", "\"2\"", "1.5"})
    EXPECT_EQ(extend(days), "casework.extension_days") << days;
  EXPECT_EQ(extend("6"), "casework.extension_too_long");
  EXPECT_EQ(extend("3"), "ok");
  EXPECT_EQ(extend("3"), "casework.extension_too_long") << "extensions add up";
  EXPECT_EQ(extend("2"), "ok");
  Case extended = desk_.load(id);
  EXPECT_EQ(extended.extensions, 2);
  EXPECT_EQ(extended.extended_minutes, 5 * kMinutesPerWorkingDay);
  EXPECT_EQ(china(extended.close_due_at), "2020-06-29 17:30") << "over the Dragon Boat Festival";

  const Id late = handled();
  wait_until("2020-06-18 17:31");
  EXPECT_EQ(act(Who::officer, late, Verb::extend, R"({"days":1,"reason":"晚了"})"), "ok")
      << "the evening still lies a whole working day before the end";
  const Id later = late;
  wait_until("2020-06-22 09:01");
  EXPECT_EQ(act(Who::officer, later, Verb::extend, R"({"days":1,"reason":"晚了"})"),
            "casework.extension_too_late");
  EXPECT_EQ(act(Who::officer, later, Verb::extend, R"({"days":9,"reason":"晚了"})"),
            "casework.extension_too_long, casework.extension_too_late")
      << "everything that is wrong at once";
}

TEST_P(CaseDeskTest, APauseNeedsAKindAndAReasonTheFirmCanRead) {
  const Id id = handled();
  EXPECT_EQ(act(Who::officer, id, Verb::pause, R"({"reason":"待补件"})"), "casework.pause_kind");
  EXPECT_EQ(act(Who::officer, id, Verb::pause, R"({"kind":"holiday","reason":"休息"})"),
            "casework.pause_kind");
  EXPECT_EQ(act(Who::officer, id, Verb::pause, R"({"kind":"awaiting_firm"})"), "casework.reason_required");
  wait_until("2020-06-15 11:00");
  ASSERT_EQ(act(Who::officer, id, Verb::pause, R"({"kind":"awaiting_firm","reason":"待补件"})"), "ok");
  const Case paused = desk_.load(id);
  EXPECT_EQ(paused.pause_kind, PauseKind::awaiting_firm);
  EXPECT_EQ(paused.pause_reason, "待补件");
  EXPECT_FALSE(paused.due_at || paused.close_due_at || paused.light_changes_at);
  EXPECT_EQ(act(Who::officer, id, Verb::pause, R"({"kind":"awaiting_firm","reason":"又"})"),
            "casework.state");

  wait_until("2020-06-16 10:00");
  ASSERT_EQ(act(Who::officer, id, Verb::resume), "ok");
  const Case resumed = desk_.load(id);
  EXPECT_EQ(resumed.paused_minutes, 60 + 240 + 60);
  EXPECT_FALSE(resumed.pause_kind || resumed.paused_since);
  EXPECT_EQ(china(resumed.close_due_at), "2020-06-22 16:30") << "Friday evening and six hours more";
  const auto pauses = desk_.parts<Pause>(id);
  ASSERT_EQ(pauses.size(), 1u);
  EXPECT_EQ(china(pauses[0].ends_at), "2020-06-16 10:00");
  EXPECT_EQ(pauses[0].minutes, 360);
}

TEST_P(CaseDeskTest, EveryKindOfPauseIsPossible) {
  const Id id = handled();
  for (const auto& kind : choices_of(PauseKind{})) {
    ASSERT_EQ(
        act(Who::officer, id, Verb::pause, fmt::format(R"({{"kind":"{}","reason":"说明"}})", kind.name)),
        "ok");
    ASSERT_EQ(act(Who::secretary, id, Verb::resume), "ok");
  }
  EXPECT_EQ(desk_.parts<Pause>(id).size(), choices_of(PauseKind{}).size());
}

TEST_P(CaseDeskTest, AFirmUrgesOnceADay) {
  const Id id = handled();
  EXPECT_EQ(act(Who::contact, id, Verb::urge), "ok");
  EXPECT_EQ(act(Who::contact, id, Verb::urge), "casework.urged_today");
  EXPECT_EQ(act(Who::leader, id, Verb::urge), "ok") << "the rule binds the firm only";
  EXPECT_EQ(act(Who::leader, id, Verb::urge), "ok");
  wait_until("2020-06-15 23:59");
  EXPECT_EQ(act(Who::contact, id, Verb::urge), "casework.urged_today");
  wait_until("2020-06-16 00:00");
  EXPECT_EQ(act(Who::contact, id, Verb::urge), "ok") << "a new day begins at midnight in China";
  EXPECT_EQ(desk_.load(id).urgings, 4);
}

TEST_P(CaseDeskTest, SupervisionIsOrderedOnceAndEnds) {
  const Id id = handled();
  const std::string order = R"({"reason":"抓紧","days":2})";
  EXPECT_EQ(act(Who::officer, id, Verb::supervise, order), "casework.forbidden");
  EXPECT_EQ(act(Who::leader, id, Verb::supervise, R"({"reason":"抓紧","days":0})"),
            "casework.supervision_days");
  EXPECT_EQ(act(Who::leader, id, Verb::supervise, R"({"reason":"抓紧","days":366})"),
            "casework.supervision_days");
  EXPECT_EQ(act(Who::leader, id, Verb::end_supervision, R"({"reason":"好"})"), "casework.not_supervised");
  ASSERT_EQ(act(Who::leader, id, Verb::supervise, order), "ok");
  EXPECT_EQ(act(Who::secretary, id, Verb::supervise, order), "casework.supervised_already");
  EXPECT_TRUE(desk_.load(id).is_supervised);
  EXPECT_EQ(china(desk_.parts<Supervision>(id).front().due_at), "2020-06-16 17:30");
  ASSERT_EQ(act(Who::leader, id, Verb::end_supervision, R"({"reason":"已有进展"})"), "ok");
  EXPECT_FALSE(desk_.load(id).is_supervised);
  EXPECT_EQ(desk_.parts<Supervision>(id).front().outcome, "已有进展");
  EXPECT_EQ(act(Who::leader, id, Verb::supervise, order), "ok") << "another may be ordered then";
}

// ---- Others: signers, helpers, steps ----

TEST_P(CaseDeskTest, AllSignersMustAgree) {
  const Id id = handled();
  EXPECT_EQ(act(Who::officer, id, Verb::add_signers, R"({"mode":"most","person_ids":[1]})"), "field.choice");
  EXPECT_EQ(act(Who::officer, id, Verb::add_signers, R"({"mode":"all"})"), "field.required");
  EXPECT_EQ(act(Who::officer, id, Verb::add_signers, people("all", {Who::contact})), "casework.not_staff");
  ASSERT_EQ(
      act(Who::officer, id, Verb::add_signers, people("all", {Who::colleague, Who::expert, Who::expert})),
      "ok");
  EXPECT_EQ(desk_.parts<Signer>(id).size(), 2u) << "nobody is asked twice";
  EXPECT_EQ(act(Who::officer, id, Verb::add_signers, people("all", {Who::leader})),
            "casework.signatures_open");
  const std::string close = R"({"result":"已办"})";
  EXPECT_EQ(act(Who::officer, id, Verb::request_closure, close), "casework.signatures_open");
  EXPECT_EQ(act(Who::leader, id, Verb::sign, R"({"agree":true})"), "casework.forbidden");
  EXPECT_EQ(act(Who::colleague, id, Verb::sign), "field.required");
  EXPECT_EQ(act(Who::colleague, id, Verb::sign, R"({"agree":false})"), "field.required") << "no without why";
  ASSERT_EQ(act(Who::colleague, id, Verb::sign, R"({"agree":true})"), "ok");
  EXPECT_EQ(act(Who::colleague, id, Verb::sign, R"({"agree":true})"), "casework.forbidden")
      << "signed already";
  EXPECT_EQ(act(Who::officer, id, Verb::request_closure, close), "casework.signatures_open");
  ASSERT_EQ(act(Who::expert, id, Verb::sign, R"({"agree":false,"note":"图纸不符"})"), "ok");
  EXPECT_EQ(act(Who::officer, id, Verb::request_closure, close), "casework.signature_refused");
  ASSERT_EQ(act(Who::officer, id, Verb::add_signers, people("all", {Who::expert})), "ok");
  ASSERT_EQ(act(Who::expert, id, Verb::sign, R"({"agree":true})"), "ok");
  EXPECT_EQ(act(Who::officer, id, Verb::request_closure, close), "ok") << "the last round counts";
}

TEST_P(CaseDeskTest, AnyOneSignerIsEnough) {
  const Id id = handled();
  ASSERT_EQ(
      act(Who::officer, id, Verb::add_signers, people("any", {Who::colleague, Who::expert, Who::leader})),
      "ok");
  ASSERT_EQ(act(Who::colleague, id, Verb::sign, R"({"agree":false,"note":"不妥"})"), "ok");
  ASSERT_EQ(act(Who::expert, id, Verb::sign, R"({"agree":true})"), "ok");
  std::string states;
  for (const Signer& signer : desk_.parts<Signer>(id)) states += std::string(name_of(signer.state)) + " ";
  EXPECT_EQ(states, "disagreed agreed released ");
  EXPECT_EQ(act(Who::officer, id, Verb::request_closure, R"({"result":"已办"})"), "ok");
}

TEST_P(CaseDeskTest, WhereNobodyOfAnySignsTheCaseStaysOpen) {
  const Id id = handled();
  ASSERT_EQ(act(Who::officer, id, Verb::add_signers, people("any", {Who::colleague})), "ok");
  ASSERT_EQ(act(Who::colleague, id, Verb::sign, R"({"agree":false,"note":"不妥"})"), "ok");
  EXPECT_EQ(act(Who::officer, id, Verb::request_closure, R"({"result":"已办"})"),
            "casework.signature_refused");
}

TEST_P(CaseDeskTest, HelpIsReportedBeforeTheEnd) {
  const Id id = handled();
  EXPECT_EQ(act(Who::officer, id, Verb::assist, to(Who::expert)), "field.required") << "help with what";
  EXPECT_EQ(act(Who::officer, id, Verb::assist, to(Who::expert, R"(,"task":"测算负荷","days":0)")),
            "casework.assistance_days");
  ASSERT_EQ(act(Who::officer, id, Verb::assist, to(Who::expert, R"(,"task":"测算负荷","days":1)")), "ok");
  EXPECT_EQ(china(desk_.parts<Assistance>(id).front().due_at), "2020-06-15 17:30");
  EXPECT_EQ(act(Who::officer, id, Verb::request_closure, R"({"result":"已办"})"), "casework.assistance_open");
  EXPECT_EQ(act(Who::colleague, id, Verb::report_assistance, R"({"outcome":"好"})"), "casework.forbidden");
  EXPECT_EQ(act(Who::expert, id, Verb::report_assistance), "field.required");
  ASSERT_EQ(act(Who::expert, id, Verb::report_assistance, R"({"outcome":"够用"})"), "ok");
  EXPECT_EQ(desk_.load(id).owner_id, desk_.person(Who::officer)) << "who asks for help stays accountable";
  EXPECT_EQ(act(Who::officer, id, Verb::request_closure, R"({"result":"已办"})"), "ok");
}

TEST_P(CaseDeskTest, StepsAreDoneInTheirOrder) {
  const Id id = handled_by_checklist();
  const std::string close = R"({"result":"已办"})";
  EXPECT_EQ(act(Who::officer, id, Verb::complete_step, R"({"step":"x"})"), "casework.unknown_step");
  EXPECT_EQ(act(Who::officer, id, Verb::complete_step, R"({"step":"d"})"), "casework.step_not_open");
  EXPECT_EQ(act(Who::officer, id, Verb::complete_step, R"({"step":"a","valid_until":"2020-13-01"})"),
            "field.date");
  ASSERT_EQ(act(Who::officer, id, Verb::complete_step, R"({"step":"a","evidence":"批文一号"})"), "ok");
  EXPECT_EQ(steps(id), "a=done b=open c=open d=waiting");
  EXPECT_EQ(act(Who::officer, id, Verb::complete_step, R"({"step":"a"})"), "casework.step_not_open");
  EXPECT_EQ(act(Who::officer, id, Verb::request_closure, close), "casework.steps_open");
  EXPECT_EQ(act(Who::officer, id, Verb::skip_step, R"({"step":"b"})"), "casework.reason_required");
  ASSERT_EQ(act(Who::officer, id, Verb::skip_step, R"({"step":"b","reason":"区域评估已覆盖"})"), "ok");
  ASSERT_EQ(act(Who::officer, id, Verb::complete_step, R"({"step":"c"})"), "ok");
  EXPECT_EQ(steps(id), "a=done b=skipped c=done d=open");
  EXPECT_EQ(act(Who::officer, id, Verb::request_closure, close), "casework.steps_open");
  ASSERT_EQ(act(Who::officer, id, Verb::complete_step, R"({"step":"d"})"), "ok");
  EXPECT_EQ(act(Who::officer, id, Verb::request_closure, close), "ok");
}

TEST_P(CaseDeskTest, AStepBelongsToItsOwner) {
  const Id id = handled_by_checklist();
  desk_.within(Who::program, [&](Records& records) {
    Step first = steps_of_case(records, id).front();
    first.owner_id = desk_.person(Who::expert);
    ASSERT_TRUE(records.update(first).ok());
  });
  EXPECT_EQ(act(Who::colleague, id, Verb::complete_step, R"({"step":"a"})"), "casework.forbidden");
  ASSERT_EQ(act(Who::expert, id, Verb::complete_step, R"({"step":"a"})"), "ok");
  EXPECT_EQ(act(Who::expert, id, Verb::complete_step, R"({"step":"b"})"), "casework.forbidden")
      << "the next one is not the expert's";
}

TEST_P(CaseDeskTest, ACaseIsSentBackToAnyStep) {
  const Id id = handled_by_checklist();
  for (const char* step : {"a", "b", "c", "d"})
    ASSERT_EQ(act(Who::officer, id, Verb::complete_step, fmt::format(R"({{"step":"{}"}})", step)), "ok");
  ASSERT_EQ(act(Who::officer, id, Verb::request_closure, R"({"result":"已办"})"), "ok");
  EXPECT_EQ(act(Who::leader, id, Verb::send_back, R"({"reason":"重做","step":"x"})"),
            "casework.unknown_step");
  ASSERT_EQ(act(Who::leader, id, Verb::send_back, R"({"reason":"图纸有误","step":"b"})"), "ok");
  EXPECT_EQ(steps(id), "a=done b=open c=done d=waiting");
  const Case back = desk_.load(id);
  EXPECT_EQ(back.state, State::handling);
  EXPECT_FALSE(back.resolved_at);
  EXPECT_TRUE(back.due_at) << "the clock runs again";
  EXPECT_EQ(act(Who::leader, id, Verb::send_back, R"({"reason":"重做","step":"d"})"),
            "casework.step_not_reached");
}

// ---- The end ----

TEST_P(CaseDeskTest, ClosureIsAskedWithAResult) {
  const Id id = handled();
  EXPECT_EQ(act(Who::officer, id, Verb::request_closure), "field.required");
  EXPECT_EQ(act(Who::officer, id, Verb::request_closure, R"({"result":"已办","cause":"laziness"})"),
            "field.choice");
  EXPECT_EQ(act(Who::officer, id, Verb::confirm), "casework.state");
  ASSERT_EQ(act(Who::officer, id, Verb::request_closure, R"({"result":"已办"})"), "ok");
  for (const Who who : {Who::officer, Who::secretary, Who::administrator, Who::leader, Who::stranger})
    EXPECT_EQ(act(who, id, Verb::confirm), "casework.forbidden") << "only the firm closes its case";
  EXPECT_EQ(act(Who::contact, id, Verb::confirm), "ok");
}

TEST_P(CaseDeskTest, AFirmReopensWithOneWord) {
  const Id id = resolved();
  EXPECT_EQ(act(Who::secretary, id, Verb::reopen), "casework.reason_required");
  wait_until("2020-06-22 09:00");
  ASSERT_EQ(act(Who::contact, id, Verb::reopen), "ok");
  const Case open = desk_.load(id);
  EXPECT_EQ(open.state, State::handling);
  EXPECT_EQ(open.reopenings, 1);
  EXPECT_EQ(open.light, Light::green) << "the clock begins anew";
  EXPECT_EQ(china(open.close_due_at), "2020-06-29 17:30");
  EXPECT_EQ(desk_.open_supervisions(id, SupervisionKind::reopened), 1);
  ASSERT_EQ(act(Who::officer, id, Verb::request_closure, R"({"result":"再办"})"), "ok");
  ASSERT_EQ(act(Who::contact, id, Verb::confirm, R"({"rating":"neutral"})"), "ok");
  ASSERT_EQ(act(Who::contact, id, Verb::reopen), "ok") << "a closed case as well";
  const Case again = desk_.load(id);
  EXPECT_FALSE(again.rating || again.closing || again.closed_at);
  EXPECT_EQ(desk_.open_supervisions(id, SupervisionKind::reopened), 1) << "one is enough";
}

TEST_P(CaseDeskTest, WhatTheFirmWaitedIsNotTheDesksTime) {
  const Id id = resolved();
  const auto due = [&] { return china(desk_.load(id).close_due_at); };
  wait_until("2020-06-17 09:00");
  ASSERT_EQ(act(Who::leader, id, Verb::send_back, R"({"reason":"再核"})"), "ok");
  const auto used = used_minutes(desk_.load(id), testing::shipped_calendar(), at("2020-06-17 09:00"));
  EXPECT_EQ(used.count, 0) << "it was asked to be closed at once and lay with the firm since";
  EXPECT_EQ(due(), "2020-06-23 17:30") << "five working days from now";
}

TEST_P(CaseDeskTest, WhatHasNoFirmIsClosedBySomebodyElse) {
  Case ours = desk_.simple_case();
  ours.enterprise_id = {};
  ours.project_id = desk_.project;
  const Id id = desk_.enter(Who::secretary, ours)->id;
  ASSERT_EQ(act(Who::secretary, id, Verb::dispatch, to(Who::officer)), "ok");
  ASSERT_EQ(act(Who::officer, id, Verb::sign_for), "ok");
  ASSERT_EQ(act(Who::officer, id, Verb::request_closure, R"({"result":"已办"})"), "ok");
  EXPECT_EQ(act(Who::secretary, id, Verb::strike_off, R"({"reason":"核实","closing":"unreachable"})"),
            "field.choice");
  ASSERT_EQ(act(Who::secretary, id, Verb::strike_off, R"({"reason":"现场核实","closing":"no_firm"})"), "ok");
  EXPECT_EQ(desk_.load(id).closing, Closing::no_firm);
  EXPECT_EQ(act(Who::secretary, resolved(), Verb::strike_off, R"({"reason":"x","closing":"no_firm"})"),
            "field.choice")
      << "where there is a firm, it is asked";
}

TEST_P(CaseDeskTest, WhatIsWatchedIsNotLaidAway) {
  const Id id = resolved();
  ASSERT_EQ(act(Who::contact, id, Verb::confirm, R"({"rating":"satisfied"})"), "ok");
  ASSERT_EQ(act(Who::secretary, id, Verb::call_back, R"({"reason":"回访"})"), "ok");
  ASSERT_EQ(act(Who::contact, id, Verb::rate, R"({"rating":"dissatisfied"})"), "ok");
  EXPECT_EQ(act(Who::secretary, id, Verb::archive), "casework.still_supervised");
  ASSERT_EQ(act(Who::leader, id, Verb::end_supervision, R"({"reason":"已整改"})"), "ok");
  EXPECT_EQ(act(Who::secretary, id, Verb::archive), "ok");
}

TEST_P(CaseDeskTest, ALowRatingIsMadeGoodAndCalledBack) {
  const Id id = resolved();
  EXPECT_EQ(act(Who::contact, id, Verb::confirm, R"({"rating":"excellent"})"), "field.choice");
  ASSERT_EQ(act(Who::contact, id, Verb::confirm, R"({"rating":"dissatisfied","note":"太慢"})"), "ok");
  const Case low = desk_.load(id);
  EXPECT_EQ(china(low.rectify_due_at), "2020-07-06 17:30") << "fifteen working days";
  EXPECT_TRUE(low.is_supervised);
  EXPECT_EQ(desk_.open_supervisions(id, SupervisionKind::low_rating), 1);
  EXPECT_EQ(desk_.parts<Supervision>(id).front().instruction, "太慢");
  for (const Who who : {Who::officer, Who::secretary, Who::leader})
    EXPECT_EQ(act(who, id, Verb::rate, R"({"rating":"very_satisfied"})"), "casework.forbidden")
        << "the handling side cannot enter a rating";
  ASSERT_EQ(act(Who::secretary, id, Verb::call_back, R"({"reason":"已整改"})"), "ok");
  const Case reviewed = desk_.load(id);
  EXPECT_FALSE(reviewed.rectify_due_at || reviewed.is_supervised);
  EXPECT_EQ(desk_.open_supervisions(id, SupervisionKind::low_rating), 0);
  EXPECT_EQ(reviewed.rating, Rating::dissatisfied) << "what the firm said stays said";
  ASSERT_EQ(act(Who::contact, id, Verb::rate, R"({"rating":"very_dissatisfied"})"), "ok");
  EXPECT_EQ(desk_.open_supervisions(id, SupervisionKind::low_rating), 1) << "and it may say it again";
}

TEST_P(CaseDeskTest, AMiddlingRatingOpensNothing) {
  const Id id = resolved();
  ASSERT_EQ(act(Who::contact, id, Verb::confirm, R"({"rating":"neutral"})"), "ok");
  EXPECT_TRUE(desk_.parts<Supervision>(id).empty());
  EXPECT_FALSE(desk_.load(id).rectify_due_at);
}

TEST_P(CaseDeskTest, StrikingOffNeedsSilenceOrAFirmThatIsGone) {
  const Id id = resolved();  // on Monday the 15th
  EXPECT_EQ(act(Who::secretary, id, Verb::strike_off, R"({"reason":"无人接听"})"), "field.choice");
  EXPECT_EQ(act(Who::secretary, id, Verb::strike_off, R"({"reason":"代为确认","closing":"by_firm"})"),
            "field.choice")
      << "nobody speaks for the firm";
  const std::string silent = R"({"reason":"多次致电","closing":"unreachable"})";
  wait_until("2020-06-29 17:00");
  EXPECT_EQ(act(Who::officer, id, Verb::strike_off, silent), "casework.forbidden");
  const auto early = desk_.act(Who::secretary, id, Verb::strike_off, silent);
  ASSERT_EQ(codes(early), "casework.silence_too_short");
  EXPECT_EQ(param(early.problems().front(), "silent"), "9") << "two days of the festival do not count";
  wait_until("2020-06-30 09:00");
  ASSERT_EQ(act(Who::secretary, id, Verb::strike_off, silent), "ok");
  EXPECT_EQ(desk_.load(id).closing, Closing::unreachable);
  EXPECT_FALSE(desk_.load(id).rating) << "silence is never satisfaction";

  const Id gone = resolved();
  EXPECT_EQ(act(Who::secretary, gone, Verb::strike_off, R"({"reason":"已注销","closing":"firm_gone"})"),
            "ok");
}

TEST_P(CaseDeskTest, AWithdrawnCaseIsAtRest) {
  const Id id = handled();
  ASSERT_EQ(act(Who::officer, id, Verb::pause, R"({"kind":"awaiting_meeting","reason":"待会议"})"), "ok");
  EXPECT_EQ(act(Who::secretary, id, Verb::withdraw), "casework.reason_required");
  ASSERT_EQ(act(Who::contact, id, Verb::withdraw), "ok") << "a firm owes no reason";
  const Case withdrawn = desk_.load(id);
  EXPECT_EQ(withdrawn.state, State::withdrawn);
  EXPECT_FALSE(withdrawn.paused_since || withdrawn.pause_kind || withdrawn.due_at);
  EXPECT_TRUE(desk_.parts<Pause>(id).front().ends_at);
  EXPECT_EQ(act(Who::secretary, id, Verb::archive), "ok");
}

TEST_P(CaseDeskTest, MergingHasRules) {
  const Id id = handled("用电容量不足"), into = handled("配电容量不足");
  Case foreign = desk_.simple_case("别家诉求");
  foreign.enterprise_id = desk_.other_firm;
  const Id other = desk_.enter(Who::officer, foreign)->id;
  const auto merge = [&](Id target) {
    return act(Who::officer, id, Verb::merge,
               fmt::format(R"({{"reason":"同一事","into_id":{}}})", target.value));
  };
  EXPECT_EQ(merge(Id{0}), "casework.merge_unknown");
  EXPECT_EQ(merge(Id{999}), "casework.merge_unknown");
  EXPECT_EQ(merge(id), "casework.merge_unknown") << "not into itself";
  EXPECT_EQ(merge(other), "casework.merge_other_firm");
  ASSERT_EQ(merge(into), "ok");
  EXPECT_EQ(desk_.load(id).merged_into_id, into);
  EXPECT_EQ(desk_.parts<Link>(id).front().other_id, into);
  EXPECT_EQ(
      act(Who::officer, into, Verb::merge, fmt::format(R"({{"reason":"反向","into_id":{}}})", id.value)),
      "casework.merge_ended")
      << "no circle of merged cases";
}

TEST_P(CaseDeskTest, SplittingHasRules) {
  wait_until("2020-06-15 09:30");
  const Id id = handled();
  wait_until("2020-06-16 10:00");
  EXPECT_EQ(act(Who::officer, id, Verb::split), "field.required");
  EXPECT_EQ(act(Who::officer, id, Verb::split, R"({"titles":[]})"), "field.required");
  EXPECT_EQ(act(Who::officer, id, Verb::split, R"({"titles":["一",""]})"), "field.required");
  EXPECT_EQ(
      act(Who::officer, id, Verb::split, R"({"titles":["1","2","3","4","5","6","7","8","9","10","11"]})"),
      "list.too_many");
  EXPECT_TRUE(desk_.parts<Link>(id).empty()) << "a refused split leaves no part behind";
  ASSERT_EQ(act(Who::officer, id, Verb::split, R"({"titles":["增容","改线"]})"), "ok");
  const auto links = desk_.parts<Link>(id);
  ASSERT_EQ(links.size(), 2u);
  const Case part = desk_.load(links[0].other_id);
  EXPECT_EQ(part.title, "增容");
  EXPECT_EQ(part.split_from_id, id);
  EXPECT_EQ(part.owner_id, desk_.person(Who::officer));
  EXPECT_EQ(china(part.received_at), "2020-06-15 09:30") << "what was asked then is still asked since then";
  EXPECT_EQ(desk_.load(id).state, State::handling);
}

// ---- Undo ----

TEST_P(CaseDeskTest, UndoRestoresTheRowAndTakesTheNoticesBack) {
  const auto entered = desk_.enter(Who::secretary, desk_.simple_case());
  const Id id = entered->id;
  const Case before = desk_.load(id);
  ASSERT_EQ(act(Who::secretary, id, Verb::dispatch, to(Who::colleague)), "ok");
  EXPECT_EQ(desk_.notices(id).size(), 1u);
  EXPECT_EQ(codes(desk_.take_back(Who::colleague, id)), "casework.nothing_to_undo") << "an act of another";
  wait_seconds(10);
  ASSERT_EQ(codes(desk_.take_back(Who::secretary, id)), "ok");
  EXPECT_EQ(record::to_row(desk_.load(id)), record::to_row(before));
  EXPECT_GT(desk_.load(id).version, before.version);
  EXPECT_TRUE(desk_.notices(id).empty()) << "nobody is told of what did not happen";
  EXPECT_EQ(codes(desk_.take_back(Who::secretary, id)), "casework.nothing_to_undo")
      << "undo does not reach behind itself";
  const auto events = desk_.parts<Event>(id);
  EXPECT_TRUE(events[1].is_undone);
  EXPECT_EQ(last_event(id), "undo");
}

TEST_P(CaseDeskTest, UndoIsLateAfterTenSeconds) {
  const Id id = desk_.enter(Who::officer, desk_.simple_case())->id;
  EXPECT_EQ(codes(desk_.take_back(Who::officer, id)), "casework.nothing_to_undo") << "a registration stays";
  ASSERT_EQ(act(Who::officer, id, Verb::accept), "ok");
  wait_seconds(11);
  EXPECT_EQ(codes(desk_.take_back(Who::officer, id)), "casework.undo_late");
  EXPECT_EQ(desk_.load(id).state, State::accepted);
}

TEST_P(CaseDeskTest, WhatLeftTracesCannotBeUndone) {
  const Id id = handled();
  ASSERT_EQ(act(Who::officer, id, Verb::pause, R"({"kind":"awaiting_firm","reason":"待补件"})"), "ok");
  EXPECT_EQ(codes(desk_.take_back(Who::officer, id)), "casework.nothing_to_undo");
  ASSERT_EQ(act(Who::officer, id, Verb::resume), "ok");
  EXPECT_EQ(codes(desk_.take_back(Who::officer, id)), "casework.nothing_to_undo");

  const Id sorted = desk_.enter(Who::officer, desk_.simple_case())->id;
  ASSERT_EQ(act(Who::officer, sorted, Verb::accept, R"({"grade":"complex","category":"energy"})"), "ok");
  EXPECT_EQ(codes(desk_.take_back(Who::officer, sorted)), "casework.nothing_to_undo")
      << "the checklist that came with it would stay behind";
}

TEST_P(CaseDeskTest, OnlyTheLastActIsUndone) {
  const Id id = handled();
  ASSERT_EQ(act(Who::officer, id, Verb::extend, R"({"days":1,"reason":"待料"})"), "ok");
  ASSERT_EQ(act(Who::contact, id, Verb::urge), "ok");
  EXPECT_EQ(codes(desk_.take_back(Who::officer, id)), "casework.nothing_to_undo");
  EXPECT_EQ(desk_.load(id).extensions, 1);
}

TEST_P(CaseDeskTest, WhatTheLampDidIsNotUndone) {
  const Id id = handled();
  wait_until("2020-06-17 09:00");  // the first reply is overdue and no lamp has come round
  ASSERT_EQ(act(Who::officer, id, Verb::extend, R"({"days":1,"reason":"待料"})"), "ok");
  ASSERT_EQ(codes(desk_.take_back(Who::officer, id)), "ok");
  const Case back = desk_.load(id);
  EXPECT_EQ(back.extensions, 0);
  EXPECT_EQ(back.light, Light::red);
  EXPECT_TRUE(back.is_supervised);
  EXPECT_EQ(desk_.open_supervisions(id, SupervisionKind::overdue), 1);
  EXPECT_EQ(desk_.notices(id), (std::vector<std::string>{"turned_red>1", "turned_red>4"}));
}

// ---- Lamps ----

TEST_P(CaseDeskTest, TheLampTurnsRedOnceAndOpensOneSupervision) {
  const Id id = desk_.enter(Who::officer, desk_.simple_case())->id;  // a day to accept
  EXPECT_EQ(light_zones(database(), at("2020-06-15 15:35")), 0) << "never early";
  EXPECT_EQ(light_zones(database(), at("2020-06-15 16:06")), 1);
  EXPECT_EQ(desk_.load(id).light, Light::yellow);
  EXPECT_EQ(desk_.notices(id), (std::vector<std::string>{"turned_yellow>1"}));
  EXPECT_TRUE(desk_.parts<Supervision>(id).empty());
  EXPECT_EQ(light_zones(database(), at("2020-06-15 17:30")), 1);
  for (int again = 0; again < 3; ++again) EXPECT_EQ(light_zones(database(), at("2020-06-15 17:40")), 0);
  const Case red = desk_.load(id);
  EXPECT_EQ(red.light, Light::red);
  EXPECT_TRUE(red.is_supervised);
  EXPECT_EQ(desk_.parts<Supervision>(id).size(), 1u);
  EXPECT_EQ(desk_.open_supervisions(id, SupervisionKind::overdue), 1);
  EXPECT_EQ(desk_.notices(id), (std::vector<std::string>{"turned_yellow>1", "turned_red>1", "turned_red>4"}))
      << "the owner once and the desk once";
}

TEST_P(CaseDeskTest, ALampThatIsLateStillOpensTheSupervision) {
  const Id id = desk_.enter(Who::officer, desk_.simple_case())->id;
  wait_until("2020-06-15 17:35");
  ASSERT_EQ(act(Who::contact, id, Verb::urge), "ok") << "somebody acts before the lamp comes round";
  EXPECT_EQ(desk_.load(id).light, Light::red);
  EXPECT_TRUE(desk_.load(id).is_supervised);
  EXPECT_EQ(desk_.open_supervisions(id, SupervisionKind::overdue), 1);
  EXPECT_EQ(light_zones(database(), at("2020-06-15 17:36")), 0);
  EXPECT_EQ(desk_.parts<Supervision>(id).size(), 1u);
}

TEST_P(CaseDeskTest, ACaseThatComesLateIsRedAtOnceAndSupervised) {
  wait_until("2020-06-17 09:00");
  Case old = desk_.simple_case();
  old.received_at = at("2020-06-15 09:00");
  const auto entered = desk_.enter(Who::officer, old);
  EXPECT_EQ(entered->light, Light::red);
  EXPECT_TRUE(desk_.load(entered->id).is_supervised);
  EXPECT_EQ(desk_.open_supervisions(entered->id, SupervisionKind::overdue), 1);
  EXPECT_EQ(desk_.load(entered->id).version, entered->version);
}

TEST_P(CaseDeskTest, APausedCaseHasNoLamp) {
  const Id id = handled();
  ASSERT_EQ(act(Who::officer, id, Verb::pause, R"({"kind":"awaiting_superior","reason":"待上级"})"), "ok");
  EXPECT_EQ(light_zones(database(), at("2020-08-15 09:00")), 0);
  EXPECT_EQ(desk_.load(id).light, Light::green);
}

// ---- Duplicates ----

TEST_P(CaseDeskTest, SimilarOpenCasesOfTheFirmAreSuggested) {
  const Id first = handled("三号车间用电容量不足，申请增容");
  const Id second = handled("３号车间 用电容量不足");
  handled("员工子女入学咨询");
  Case foreign = desk_.simple_case("三号车间用电容量不足，申请增容");
  foreign.enterprise_id = desk_.other_firm;
  ASSERT_EQ(codes(desk_.enter(Who::officer, foreign)), "ok");
  const Id ended = handled("三号车间用电容量不足");
  ASSERT_EQ(act(Who::contact, ended, Verb::withdraw), "ok");
  desk_.within(Who::officer, [&](Records& records) {
    const auto found = similar_cases(records, desk_.firm, "三号车间用电容量不足");
    ASSERT_EQ(found.size(), 2u) << "neither another firm's nor an ended one";
    EXPECT_EQ(found[0].found.id, second) << "the best first";
    EXPECT_EQ(found[1].found.id, first);
    EXPECT_GE(found[0].score, found[1].score);
    EXPECT_EQ(similar_cases(records, desk_.firm, "三号车间用电容量不足", first).front().found.id, second)
        << "a case is not its own duplicate";
  });
}

TEST(Similarity, NearTitlesScoreHighAndOthersLow) {
  EXPECT_EQ(similarity("车间用电容量不足", "车间用电容量不足"), 100);
  EXPECT_EQ(similarity("ＡＢ 车间用电", "ab车间用电"), 100) << "width, case and blanks do not count";
  EXPECT_GE(similarity("三号车间用电容量不足", "3号车间用电容量严重不足"), 60);
  EXPECT_GE(similarity("申请办理施工许可证", "办理施工许可证的申请"), 60);
  EXPECT_LE(similarity("车间用电容量不足", "员工子女入学咨询"), 10);
  EXPECT_LE(similarity("申请贷款贴息", "申请通行证"), 35);
  EXPECT_EQ(similarity("", ""), 0);
  EXPECT_EQ(similarity("电", "电"), 0) << "one character has no pair";
  for (const auto& [a, b] : {std::pair{"用电容量不足", "用水容量不足"}, {"厂房漏水", "漏水的厂房"}})
    EXPECT_EQ(similarity(a, b), similarity(b, a));
}

ZW_ON_BOTH_DATABASES(CaseDeskTest);

}  // namespace
}  // namespace zw::modules::casework
