// The verbs of the desk over plain values; src/modules/casework/effects_*.cpp does the same over stored
// records.
#include <fmt/format.h>

#include <algorithm>

#include "app/demo/case_teller.h"
#include "app/demo/case_texts.h"

namespace zw::app::demo {

using namespace modules::casework;

CaseTeller::Line CaseTeller::effect(const Act& act) {
  if (!act.verb) {
    case_.replied_at = at_;
    say(reply_to(case_.category), case_.owner_id, at_);
    return {};
  }
  return *act.verb < Verb::request_closure ? course(act) : ending(act);
}

CaseTeller::Line CaseTeller::course(const Act& act) {
  switch (*act.verb) {
    case Verb::accept:
      case_.accepted_at = at_;
      return {};
    case Verb::refuse:
      case_.result = reason_of_refusal(words_);
      return {.reason = case_.result};
    case Verb::dispatch:
      return dispatch();
    case Verb::take:
      if (!case_.accepted_at) case_.accepted_at = at_;
      case_.signed_at = at_;
      return {};
    case Verb::sign_for:
      case_.signed_at = at_;
      return {};
    case Verb::complete_step:
      return complete_step();
    case Verb::extend:
      return extend(act.choice);
    case Verb::pause:
      return pause(static_cast<PauseKind>(act.choice));
    case Verb::resume:
      return resume();
    default:
      ZW_ASSERT(false, "plans name only the verbs that stories know");
      return {};
  }
}

CaseTeller::Line CaseTeller::ending(const Act& act) {
  switch (*act.verb) {
    case Verb::request_closure:
      return resolve();
    case Verb::confirm:
      return confirm(act.choice);
    case Verb::reopen:
      return reopen();
    case Verb::call_back:
      return call_back(act.choice != 0);
    case Verb::archive:
      return {};
    case Verb::withdraw:
      case_.result = reason_of_withdrawal(words_);
      close_supervisions("withdrawn");
      return {.reason = case_.result};
    case Verb::urge:
      ++case_.urgings;
      return {.details = R"({"by":"firm"})"};
    case Verb::supervise:
      return supervise();
    case Verb::end_supervision:
      close_supervisions("已办结，解除督办。");
      return {.reason = "已办结，解除督办。"};
    case Verb::merge:
      return merge();
    case Verb::strike_off: {
      const std::string reason(reason_of_striking_off(words_));
      case_.closed_at = at_;
      case_.closing = Closing::unreachable;
      close_supervisions(reason);
      return {.reason = reason};
    }
    default:
      ZW_ASSERT(false, "plans name only the verbs that stories know");
      return {};
  }
}

CaseTeller::Line CaseTeller::dispatch() {
  if (plan_->organisation) case_.organisation_id = plan_->organisation;
  if (!case_.accepted_at) case_.accepted_at = at_;
  case_.dispatched_at = at_;
  case_.dispatched_by_id = case_.owner_id;
  case_.owner_id = *plan_->handler;
  case_.held_since = at_;
  return {.details = fmt::format(R"({{"person_id":{}}})", case_.owner_id.value)};
}

CaseTeller::Line CaseTeller::complete_step() {
  const auto step = std::ranges::find(steps_, StepState::open, &Step::state);
  ZW_ASSERT(step != steps_.end(), "a checklist without circle has an open step until all are done");
  step->state = StepState::done;
  step->left_at = at_;
  step->evidence = evidence_of_step(words_);
  if (step->validity_days) step->valid_until = china_date(at_) + static_cast<int>(*step->validity_days);
  open_ready(steps_, calendar_, at_);
  return {.details = fmt::format(R"({{"step":"{}","name":"{}"}})", step->code, step->name)};
}

CaseTeller::Line CaseTeller::extend(int days) {
  case_.extended_minutes += days * kMinutesPerWorkingDay;
  ++case_.extensions;
  return {.reason = std::string(reason_of_extension(words_)),
          .details = fmt::format(R"({{"days":{}}})", days)};
}

CaseTeller::Line CaseTeller::pause(PauseKind kind) {
  Pause pause;
  pause.case_id = case_.id;
  pause.kind = kind;
  pause.reason = reason_of_pause(kind, words_);
  pause.starts_at = at_;
  case_.pause_kind = kind;
  case_.pause_reason = pause.reason;
  case_.paused_since = at_;
  add(zone_.case_pauses, std::move(pause));
  return {.reason = case_.pause_reason, .details = fmt::format(R"({{"kind":"{}"}})", name_of(kind))};
}

CaseTeller::Line CaseTeller::resume() {
  Pause& pause = zone_.case_pauses.back();
  pause.minutes = end_pause(case_, calendar_, at_).count;
  pause.ends_at = at_;
  return {};
}

CaseTeller::Line CaseTeller::resolve() {
  case_.result = result_of(case_.category, words_);
  case_.cause = static_cast<Cause>(words_.below(choices_of(Cause{}).size()));
  case_.resolved_at = at_;
  if (!case_.replied_at) case_.replied_at = at_;
  return {};
}

CaseTeller::Line CaseTeller::confirm(std::uint8_t rating) {
  case_.closed_at = at_;
  case_.closing = Closing::by_firm;
  if (rating == kNoRating) return {};
  case_.rating = static_cast<Rating>(rating);
  case_.rating_note = note_of(*case_.rating, words_);
  if (*case_.rating >= Rating::dissatisfied) {
    case_.rectify_due_at = after_days(standard().rectify_days);
    open_supervision(SupervisionKind::low_rating, case_.rating_note, case_.rectify_due_at);
  }
  return {.reason = case_.rating_note,
          .details = fmt::format(R"({{"rating":"{}"}})", name_of(*case_.rating))};
}

CaseTeller::Line CaseTeller::reopen() {
  const std::string reason(reason_of_reopening(words_));
  case_.clock_from = at_;
  case_.paused_minutes = case_.extended_minutes = 0;
  case_.resolved_at = case_.closed_at = {};
  case_.closing = {};
  case_.rating = {};
  case_.rating_note.clear();
  case_.rectify_due_at = {};
  ++case_.reopenings;
  open_supervision(SupervisionKind::reopened, reason, after_days(standard().rectify_days));
  return {.reason = reason};
}

CaseTeller::Line CaseTeller::call_back(bool was_low) {
  const std::string report(report_of_call(was_low, words_));
  if (case_.rectify_due_at) {
    case_.rectify_due_at = {};
    close_supervisions(report);
  }
  return {.reason = report};
}

CaseTeller::Line CaseTeller::merge() {
  const Id other{static_cast<std::int64_t>(*plan_->into)};
  const std::string& number = zone_.cases[*plan_->into - 1].number;
  case_.merged_into_id = other;
  close_supervisions("merged");
  Link link;
  link.case_id = case_.id;
  link.other_id = other;
  add(zone_.case_links, std::move(link));
  return {.reason = "同一事项重复提出，并案办理。", .details = fmt::format(R"({{"into":"{}"}})", number)};
}

CaseTeller::Line CaseTeller::supervise() {
  const std::string instruction = "请三日内拿出办理意见，主动向企业说明进展。";
  open_supervision(SupervisionKind::manual, instruction, after_days(3));
  return {.reason = instruction};
}

void CaseTeller::open_supervision(SupervisionKind kind, std::string instruction, std::optional<Instant> due) {
  case_.is_supervised = true;
  const auto is_open = [&](const Supervision& other) { return other.kind == kind && !other.closed_at; };
  const auto first = zone_.supervisions.begin() + static_cast<std::ptrdiff_t>(first_supervision_);
  if (std::any_of(first, zone_.supervisions.end(), is_open)) return;
  Supervision supervision;
  supervision.case_id = case_.id;
  supervision.kind = kind;
  supervision.instruction = std::move(instruction);
  supervision.opened_at = at_;
  supervision.due_at = due;
  add(zone_.supervisions, std::move(supervision));
}

void CaseTeller::close_supervisions(std::string_view outcome) {
  case_.is_supervised = false;
  for (std::size_t i = first_supervision_; i < zone_.supervisions.size(); ++i)
    if (Supervision& open = zone_.supervisions[i]; !open.closed_at) {
      open.closed_at = at_;
      open.outcome = outcome;
    }
}

}  // namespace zw::app::demo
