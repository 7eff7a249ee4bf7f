#include "modules/casework/turn.h"

#include <charconv>

#include "modules/registry/people.h"

namespace zw::modules::casework {
namespace {

/// The first account that has the role, whoever is not disabled.
std::optional<Id> first_with_role(Records& records, std::string_view role) {
  auto cursor = records.connection().query(
      "SELECT person_id FROM account WHERE zone_id = $1 AND is_disabled = 0 AND roles LIKE $2 ORDER BY id "
      "LIMIT 1",
      {records.scope().zone.value, "%" + std::string(role) + "%"});
  if (!cursor->step()) return {};
  return Id{cursor->integer(0)};
}

}  // namespace

Effect effect_of(Verb verb) {
  static constexpr Effect kEffects[] = {
      &effects::accept,        &effects::refuse,    &effects::dispatch,
      &effects::take,          &effects::sign_for,  &effects::object,
      &effects::transfer,      &effects::send_back, &effects::add_signers,
      &effects::sign,          &effects::assist,    &effects::report_assistance,
      &effects::complete_step, &effects::skip_step, &effects::extend,
      &effects::pause,         &effects::resume,    &effects::request_closure,
      &effects::confirm,       &effects::reopen,    &effects::rate,
      &effects::call_back,     &effects::archive,   &effects::withdraw,
      &effects::urge,          &effects::supervise, &effects::end_supervision,
      &effects::merge,         &effects::split,     &effects::strike_off};
  static_assert(std::size(kEffects) == kVerbCount);
  return kEffects[static_cast<std::size_t>(verb)];
}

Result<Id> staff_member(Records& records, std::int64_t person, std::string_view field) {
  if (person <= 0) return Problem{"field.required", std::string(field), {}};
  const auto found = records.find<registry::Person>(Id{person});
  if (!found) return Problem{"casework.unknown_person", std::string(field), {{"id", std::to_string(person)}}};
  if (found->enterprise_id) return Problem{"casework.not_staff", std::string(field), {{"name", found->name}}};
  return found->id;
}

std::optional<Id> desk_person(Records& records) {
  {
    auto cursor = records.connection().query(
        "SELECT value FROM setting WHERE zone_id = $1 AND key = 'casework.desk_person'",
        {records.scope().zone.value});
    if (cursor->step()) {
      const std::string_view text = cursor->text(0);
      std::int64_t id = 0;
      std::from_chars(text.data(), text.data() + text.size(), id);
      if (id > 0) return Id{id};
    }
  }
  if (auto secretary = first_with_role(records, "secretary")) return secretary;
  return first_with_role(records, "administrator");
}

Result<bool> open_supervision(Records& records, Case& of_case, SupervisionKind kind,
                              std::string_view instruction, std::optional<Instant> due_at) {
  of_case.is_supervised = true;
  const auto open = parts_of_case<Supervision>(records, of_case.id, [&](const Supervision& supervision) {
    return supervision.kind == kind && !supervision.closed_at;
  });
  if (!open.empty()) return false;
  Supervision supervision;
  supervision.case_id = of_case.id;
  supervision.kind = kind;
  supervision.instruction = instruction;
  supervision.opened_at = records.scope().now;
  supervision.due_at = due_at;
  auto stored = records.insert(supervision);
  if (!stored) return stored.problems();
  return true;
}

Outcome close_supervisions(Records& records, Case& of_case, std::string_view outcome) {
  of_case.is_supervised = false;
  for (Supervision& supervision :
       parts_of_case<Supervision>(records, of_case.id, [](const Supervision& s) { return !s.closed_at; })) {
    supervision.closed_at = records.scope().now;
    supervision.outcome = outcome;
    auto stored = records.update(supervision, "closed");
    if (!stored) return stored.problems();
  }
  return Nothing{};
}

Outcome lay_rating(Turn& turn, std::string_view rating, std::string_view note) {
  const auto choices = choices_of(Rating{});
  std::optional<Rating> chosen;
  for (std::size_t i = 0; i < choices.size(); ++i)
    if (choices[i].name == rating) chosen = static_cast<Rating>(i);
  if (!chosen) return Problem{"field.choice", "rating", {{"value", std::string(rating)}}};
  turn.after.rating = chosen;
  turn.after.rating_note = note;
  turn.details.emplace_back("rating", Json(std::string(rating)));
  turn.tell(turn.before.owner_id, "rated");
  if (*chosen < Rating::dissatisfied) return Nothing{};
  const auto due = turn.calendar().add_working_minutes(
      turn.now(), Minutes{turn.rules.standard.rectify_days * kMinutesPerWorkingDay});
  turn.after.rectify_due_at = due.at;
  const auto opened = open_supervision(turn.records, turn.after, SupervisionKind::low_rating, note, due.at);
  if (!opened) return opened.problems();
  if (const auto desk = desk_person(turn.records)) turn.tell(*desk, "low_rating");
  return Nothing{};
}

}  // namespace zw::modules::casework
