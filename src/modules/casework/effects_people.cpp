// The verbs that bring others in: signers, helpers, and the steps of the checklist.
#include <fmt/format.h>

#include <algorithm>

#include "modules/casework/turn.h"

namespace zw::modules::casework::effects {
namespace {

constexpr std::size_t kMostSigners = 20;

std::vector<Signer> asked_signers(Turn& turn) {
  return parts_of_case<Signer>(turn.records, turn.before.id,
                               [](const Signer& signer) { return signer.state == SignState::asked; });
}

Result<std::vector<Id>> named_people(Turn& turn) {
  const Json* list = turn.body.find("person_ids");
  if (!list || !list->array() || list->array()->empty()) return Problem{"field.required", "person_ids", {}};
  if (list->array()->size() > kMostSigners)
    return Problem{"list.too_many", "person_ids", {{"limit", fmt::format("{}", kMostSigners)}}};
  std::vector<Id> people;
  Problems problems;
  for (const Json& entry : *list->array()) {
    const auto person = staff_member(turn.records, entry.integer() ? *entry.integer() : 0, "person_ids");
    if (!person)
      problems.insert(problems.end(), person.problems().begin(), person.problems().end());
    else if (std::ranges::find(people, *person) == people.end())
      people.push_back(*person);
  }
  if (!problems.empty()) return problems;
  return people;
}

/// The open step of that key, if the actor may finish it.
Result<std::size_t> open_step(const Turn& turn, const std::vector<Step>& steps) {
  const std::string_view key = turn.body.text_of("step");
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (steps[i].code != key) continue;
    if (steps[i].state != StepState::open)
      return Problem{"casework.step_not_open", "step", {{"step", steps[i].name}}};
    const bool is_own = turn.parties.has(Party::owner) || steps[i].owner_id == turn.actor();
    if (!is_own) return Problem{"casework.step_of_another", "step", {{"step", steps[i].name}}};
    return i;
  }
  return Problem{"casework.unknown_step", "step", {{"key", std::string(key)}}};
}

Outcome finish_step(Turn& turn, StepState state, std::string evidence) {
  auto steps = steps_of_case(turn.records, turn.before.id);
  const auto at = open_step(turn, steps);
  if (!at) return at.problems();
  Step& step = steps[*at];
  step.state = state;
  step.left_at = turn.now();
  step.evidence = std::move(evidence);
  if (turn.body.find("valid_until")) {
    step.valid_until = parse_date(turn.body.text_of("valid_until"));
    if (!step.valid_until)
      return Problem{"field.date", "valid_until", {{"value", std::string(turn.body.text_of("valid_until"))}}};
  } else if (step.validity_days && state == StepState::done) {
    step.valid_until = china_date(turn.now()) + static_cast<int>(*step.validity_days);
  }
  auto stored = turn.records.update(step, state == StepState::done ? "completed" : "skipped");
  if (!stored) return stored.problems();
  for (const std::size_t opened : open_ready(steps, turn.calendar(), turn.now())) {
    auto entered = turn.records.update(steps[opened], "entered");
    if (!entered) return entered.problems();
    turn.tell(steps[opened].owner_id, "step_opened");
  }
  turn.details.emplace_back("step", Json(step.code));
  turn.details.emplace_back("name", Json(step.name));
  turn.tell(turn.before.owner_id, "step_done");
  return Nothing{};
}

}  // namespace

Outcome add_signers(Turn& turn) {
  if (!asked_signers(turn).empty()) return Problem{"casework.signatures_open", "", {}};
  const std::string_view mode = turn.body.text_of("mode");
  if (mode != "all" && mode != "any") return Problem{"field.choice", "mode", {{"value", std::string(mode)}}};
  const auto people = named_people(turn);
  if (!people) return people.problems();
  std::int64_t round = 0;
  for (const Signer& earlier :
       parts_of_case<Signer>(turn.records, turn.before.id, [](const Signer&) { return true; }))
    round = std::max(round, earlier.round);
  for (const Id person : *people) {
    Signer signer;
    signer.case_id = turn.before.id;
    signer.round = round + 1;
    signer.mode = mode == "all" ? SignMode::all : SignMode::any;
    signer.person_id = person;
    auto stored = turn.records.insert(signer);
    if (!stored) return stored.problems();
    turn.tell(person, "signature_asked");
  }
  turn.details.emplace_back("mode", Json(std::string(mode)));
  return Nothing{};
}

Outcome sign(Turn& turn) {
  auto asked = asked_signers(turn);
  const auto mine = std::ranges::find(asked, turn.actor(), &Signer::person_id);
  if (mine == asked.end()) return Problem{"casework.no_signature_asked", "", {}};
  const Json* agree = turn.body.find("agree");
  if (!agree || !agree->boolean()) return Problem{"field.required", "agree", {}};
  mine->state = *agree->boolean() ? SignState::agreed : SignState::disagreed;
  mine->signed_at = turn.now();
  mine->note = turn.body.text_of("note");
  if (mine->state == SignState::disagreed && mine->note.empty()) return Problem{"field.required", "note", {}};
  auto stored = turn.records.update(*mine, "signed");
  if (!stored) return stored.problems();
  if (mine->mode == SignMode::any && mine->state == SignState::agreed)
    for (Signer& other : asked) {
      if (other.state != SignState::asked) continue;
      other.state = SignState::released;
      auto released = turn.records.update(other, "released");
      if (!released) return released.problems();
    }
  turn.details.emplace_back("agree", Json(*agree->boolean()));
  turn.tell(turn.before.owner_id, "signed");
  return Nothing{};
}

Outcome assist(Turn& turn) {
  const auto person = staff_member(turn.records, turn.body.integer_of("person_id"), "person_id");
  if (!person) return person.problems();
  Assistance assistance;
  assistance.case_id = turn.before.id;
  assistance.person_id = *person;
  assistance.task = turn.body.text_of("task");
  const std::int64_t days = turn.body.integer_of("days", 3);
  if (days < 1 || days > 365) return Problem{"casework.assistance_days", "days", {}};
  assistance.due_at =
      turn.calendar().add_working_minutes(turn.now(), Minutes{days * kMinutesPerWorkingDay}).at;
  auto stored = turn.records.insert(assistance);
  if (!stored) return stored.problems();
  turn.details.emplace_back("task", Json(assistance.task));
  turn.tell(*person, "assistance_asked");
  return Nothing{};
}

Outcome report_assistance(Turn& turn) {
  auto mine = parts_of_case<Assistance>(turn.records, turn.before.id, [&](const Assistance& assistance) {
    return assistance.person_id == turn.actor() && !assistance.done_at;
  });
  if (mine.empty()) return Problem{"casework.no_assistance_asked", "", {}};
  mine.front().done_at = turn.now();
  mine.front().outcome = turn.body.text_of("outcome");
  if (mine.front().outcome.empty()) return Problem{"field.required", "outcome", {}};
  auto stored = turn.records.update(mine.front(), "done");
  if (!stored) return stored.problems();
  turn.tell(turn.before.owner_id, "assistance_done");
  return Nothing{};
}

Outcome complete_step(Turn& turn) {
  return finish_step(turn, StepState::done, std::string(turn.body.text_of("evidence")));
}

Outcome skip_step(Turn& turn) { return finish_step(turn, StepState::skipped, turn.reason); }

}  // namespace zw::modules::casework::effects
