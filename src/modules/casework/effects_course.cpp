// The verbs that carry a case from hand to hand: acceptance, dispatch, signing for, transfer, pauses, time.
#include <fmt/format.h>

#include <algorithm>

#include "modules/casework/turn.h"

namespace zw::modules::casework::effects {
namespace {

template <class Enum>
std::optional<Enum> choice(std::string_view name) {
  const auto choices = choices_of(Enum{});
  for (std::size_t i = 0; i < choices.size(); ++i)
    if (choices[i].name == name) return static_cast<Enum>(i);
  return {};
}

template <class Enum>
Outcome lay_choice(const Json& body, std::string_view field, Enum& value) {
  if (!body.find(field)) return Nothing{};
  const auto chosen = choice<Enum>(body.text_of(field));
  if (!chosen)
    return Problem{"field.choice", std::string(field), {{"value", std::string(body.text_of(field))}}};
  value = *chosen;
  return Nothing{};
}

void hold(Turn& turn, Id owner) {
  if (turn.after.owner_id != owner) turn.after.held_since = turn.now();
  turn.after.owner_id = owner;
}

Outcome give_to(Turn& turn) {
  const auto person = staff_member(turn.records, turn.body.integer_of("person_id"), "person_id");
  if (!person) return person.problems();
  if (*person == turn.actor() && turn.parties.has(Party::owner))
    return Problem{"casework.dispatch_to_self", "person_id", {}};
  if (const auto organisation = turn.body.integer_of("organisation_id"))
    turn.after.organisation_id = Id{organisation};
  if (!turn.after.accepted_at) turn.after.accepted_at = turn.now();
  turn.after.dispatched_at = turn.now();
  turn.after.signed_at = {};
  turn.after.dispatched_by_id = turn.actor();
  hold(turn, *person);
  turn.details.emplace_back("person_id", Json(person->value));
  turn.tell(*person, "dispatched");
  if (turn.before.owner_id != turn.actor()) turn.tell(turn.before.owner_id, "taken_away");
  return Nothing{};
}

}  // namespace

Outcome accept(Turn& turn) {
  auto graded = lay_choice(turn.body, "grade", turn.after.grade);
  if (!graded) return graded.problems();
  auto sorted = lay_choice(turn.body, "category", turn.after.category);
  if (!sorted) return sorted.problems();
  turn.after.accepted_at = turn.now();
  if (turn.after.grade != turn.before.grade) {
    auto adopted = adopt_rules(turn.records, turn.after);
    if (!adopted) return adopted.problems();
    turn.rules = rules_of(turn.records, turn.after);
  }
  if (turn.after.grade == Grade::simple) return Nothing{};
  return attach_checklist(turn.records, turn.after, turn.calendar());
}

Outcome refuse(Turn& turn) {
  turn.after.result = turn.reason;
  return close_supervisions(turn.records, turn.after, turn.reason);
}

Outcome dispatch(Turn& turn) { return give_to(turn); }
/// Whoever takes over in the middle has not been heard yet and may object once again.
Outcome transfer(Turn& turn) {
  turn.after.objections = 0;
  return give_to(turn);
}

Outcome take(Turn& turn) {
  if (!turn.after.accepted_at) turn.after.accepted_at = turn.now();
  turn.after.signed_at = turn.now();
  return Nothing{};
}

Outcome sign_for(Turn& turn) {
  turn.after.signed_at = turn.now();
  return Nothing{};
}

/// 异议: once, and only so long after the dispatch; what comes back then is final.
Outcome object(Turn& turn) {
  if (turn.before.objections > 0) return Problem{"casework.objection_final", "", {}};
  const Minutes since = turn.calendar().working_minutes_between(*turn.before.dispatched_at, turn.now());
  if (since.count > turn.rules.standard.objection_minutes)
    return Problem{"casework.objection_late",
                   "",
                   {{"minutes", fmt::format("{}", turn.rules.standard.objection_minutes)}}};
  turn.after.objections = 1;
  hold(turn, turn.before.dispatched_by_id.value_or(turn.before.owner_id));
  turn.tell(turn.after.owner_id, "objected");
  return Nothing{};
}

Outcome send_back(Turn& turn) {
  // While the firm was asked, the desk's time stood still.
  if (turn.before.resolved_at)
    turn.after.paused_minutes +=
        turn.calendar().working_minutes_between(*turn.before.resolved_at, turn.now()).count;
  turn.after.resolved_at = {};
  const std::string_view key = turn.body.text_of("step");
  turn.tell(turn.before.owner_id, "sent_back");
  if (key.empty()) return Nothing{};
  auto steps = steps_of_case(turn.records, turn.before.id);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (steps[i].code != key) continue;
    if (steps[i].state == StepState::waiting) return Problem{"casework.step_not_reached", "step", {}};
    for (const std::size_t changed : go_back_to(steps, i, turn.calendar(), turn.now())) {
      auto stored = turn.records.update(steps[changed], "sent_back");
      if (!stored) return stored.problems();
    }
    turn.details.emplace_back("step", Json(std::string(key)));
    return Nothing{};
  }
  return Problem{"casework.unknown_step", "step", {{"key", std::string(key)}}};
}

Outcome extend(Turn& turn) {
  const Standard& standard = turn.rules.standard;
  const std::int64_t days = turn.body.integer_of("days");
  const std::int64_t minutes = std::clamp<std::int64_t>(days, 0, 1000) * kMinutesPerWorkingDay;
  Problems problems;
  if (days < 1 || days > 1000)
    problems.push_back({"casework.extension_days", "days", {}});
  else if (turn.before.extended_minutes + minutes > standard.most_extension_minutes)
    problems.push_back(
        {"casework.extension_too_long",
         "days",
         {{"days", fmt::format("{}", standard.most_extension_minutes / kMinutesPerWorkingDay)}}});
  if (turn.before.close_due_at &&
      turn.calendar().working_minutes_between(turn.now(), *turn.before.close_due_at).count <
          standard.extension_notice_minutes)
    problems.push_back(
        {"casework.extension_too_late",
         "",
         {{"days", fmt::format("{}", standard.extension_notice_minutes / kMinutesPerWorkingDay)}}});
  if (!problems.empty()) return problems;
  turn.after.extended_minutes += minutes;
  ++turn.after.extensions;
  turn.details.emplace_back("days", Json(days));
  return Nothing{};
}

Outcome pause(Turn& turn) {
  const auto kind = choice<PauseKind>(turn.body.text_of("kind"));
  if (!kind)
    return Problem{"casework.pause_kind", "kind", {{"value", std::string(turn.body.text_of("kind"))}}};
  Pause pause;
  pause.case_id = turn.before.id;
  pause.kind = *kind;
  pause.reason = turn.reason;
  pause.starts_at = turn.now();
  auto stored = turn.records.insert(pause);
  if (!stored) return stored.problems();
  turn.after.pause_kind = kind;
  turn.after.pause_reason = turn.reason;
  turn.after.paused_since = turn.now();
  turn.details.emplace_back("kind", Json(std::string(name_of(*kind))));
  return Nothing{};
}

Outcome resume(Turn& turn) {
  const Minutes minutes = end_pause(turn.after, turn.calendar(), turn.now());
  for (Pause& pause :
       parts_of_case<Pause>(turn.records, turn.before.id, [](const Pause& p) { return !p.ends_at; })) {
    pause.ends_at = turn.now();
    pause.minutes = minutes.count;
    auto stored = turn.records.update(pause, "ended");
    if (!stored) return stored.problems();
  }
  turn.tell(turn.before.owner_id, "resumed");
  return Nothing{};
}

Outcome urge(Turn& turn) {
  // A firm may call once a day; more would be noise that nobody hears.
  if (turn.parties.has(Party::firm)) {
    const Date today = china_date(turn.now());
    const auto earlier = parts_of_case<Event>(turn.records, turn.before.id, [&](const Event& event) {
      return event.verb == "urge" && event.details.find("\"firm\"") != std::string::npos &&
             china_date(event.at) == today;
    });
    if (!earlier.empty()) return Problem{"casework.urged_today", "", {}};
    turn.details.emplace_back("by", Json(std::string("firm")));
  }
  ++turn.after.urgings;
  turn.tell(turn.before.owner_id, "urged");
  return Nothing{};
}

Outcome supervise(Turn& turn) {
  const std::int64_t days = turn.body.integer_of("days", 3);
  if (days < 1 || days > 365) return Problem{"casework.supervision_days", "days", {}};
  const auto due = turn.calendar().add_working_minutes(turn.now(), Minutes{days * kMinutesPerWorkingDay});
  const auto opened =
      open_supervision(turn.records, turn.after, SupervisionKind::manual, turn.reason, due.at);
  if (!opened) return opened.problems();
  if (!*opened) return Problem{"casework.supervised_already", "", {}};
  turn.tell(turn.before.owner_id, "supervised");
  return Nothing{};
}

Outcome end_supervision(Turn& turn) {
  if (!turn.before.is_supervised) return Problem{"casework.not_supervised", "", {}};
  return close_supervisions(turn.records, turn.after, turn.reason);
}

}  // namespace zw::modules::casework::effects
