// The verbs around the end of a case: closure asked, confirmed, reopened, rated, called back, merged, split.
#include <fmt/format.h>

#include <algorithm>

#include "modules/casework/desk.h"
#include "modules/casework/turn.h"

namespace zw::modules::casework::effects {
namespace {

constexpr std::size_t kMostParts = 10;

/// All of the last round must have agreed, or any one, as was asked.
std::optional<Problem> open_signatures(Turn& turn) {
  const auto signers =
      parts_of_case<Signer>(turn.records, turn.before.id, [](const Signer&) { return true; });
  std::int64_t last = 0;
  for (const Signer& signer : signers) last = std::max(last, signer.round);
  int asked = 0, agreed = 0, disagreed = 0;
  SignMode mode = SignMode::all;
  for (const Signer& signer : signers) {
    if (signer.round != last) continue;
    mode = signer.mode;
    asked += signer.state == SignState::asked;
    agreed += signer.state == SignState::agreed;
    disagreed += signer.state == SignState::disagreed;
  }
  if (asked > 0) return Problem{"casework.signatures_open", "", {}};
  const bool is_refused = mode == SignMode::all ? disagreed > 0 : disagreed > 0 && agreed == 0;
  if (is_refused) return Problem{"casework.signature_refused", "", {}};
  return {};
}

/// What still stands between the case and its closure; each with its own sentence.
Problems open_ends(Turn& turn) {
  Problems problems;
  std::string names;
  for (const Step& step : steps_of_case(turn.records, turn.before.id))
    if (step.state == StepState::open || step.state == StepState::waiting)
      names += (names.empty() ? "" : "、") + step.name;
  if (!names.empty()) problems.push_back({"casework.steps_open", "", {{"steps", names}}});
  if (const auto problem = open_signatures(turn)) problems.push_back(*problem);
  const auto waiting =
      parts_of_case<Assistance>(turn.records, turn.before.id, [](const Assistance& a) { return !a.done_at; });
  if (!waiting.empty())
    problems.push_back({"casework.assistance_open", "", {{"task", waiting.front().task}}});
  return problems;
}

std::optional<Cause> cause_of(std::string_view name) {
  const auto choices = choices_of(Cause{});
  for (std::size_t i = 0; i < choices.size(); ++i)
    if (choices[i].name == name) return static_cast<Cause>(i);
  return {};
}

Outcome link(Turn& turn, Id other, LinkKind kind) {
  Link link;
  link.case_id = turn.before.id;
  link.other_id = other;
  link.kind = kind;
  auto stored = turn.records.insert(link);
  if (!stored) return stored.problems();
  return Nothing{};
}

}  // namespace

Outcome request_closure(Turn& turn) {
  Problems problems = open_ends(turn);
  turn.after.result = turn.body.text_of("result");
  if (turn.after.result.empty()) problems.push_back({"field.required", "result", {}});
  if (turn.body.find("cause")) {
    turn.after.cause = cause_of(turn.body.text_of("cause"));
    if (!turn.after.cause)
      problems.push_back({"field.choice", "cause", {{"value", std::string(turn.body.text_of("cause"))}}});
  }
  if (!problems.empty()) return problems;
  turn.after.resolved_at = turn.now();
  if (!turn.after.replied_at) turn.after.replied_at = turn.now();
  return Nothing{};
}

Outcome confirm(Turn& turn) {
  turn.after.closed_at = turn.now();
  turn.after.closing = Closing::by_firm;
  turn.tell(turn.before.owner_id, "confirmed");
  if (turn.body.find("rating"))
    return lay_rating(turn, turn.body.text_of("rating"), turn.body.text_of("note"));
  return Nothing{};
}

Outcome reopen(Turn& turn) {
  Case& c = turn.after;
  c.clock_from = turn.now();
  c.paused_minutes = c.extended_minutes = 0;
  c.resolved_at = c.closed_at = {};
  c.closing = {};
  c.rating = {};
  c.rating_note.clear();
  c.rectify_due_at = {};
  ++c.reopenings;
  turn.tell(c.owner_id, "reopened");
  const auto due = turn.calendar().add_working_minutes(
      turn.now(), Minutes{turn.rules.standard.rectify_days * kMinutesPerWorkingDay});
  const auto opened = open_supervision(turn.records, c, SupervisionKind::reopened, turn.reason, due.at);
  if (!opened) return opened.problems();
  return Nothing{};
}

Outcome rate(Turn& turn) { return lay_rating(turn, turn.body.text_of("rating"), turn.body.text_of("note")); }

/// 回访: whoever rated low is called, and that ends the making good.
Outcome call_back(Turn& turn) {
  if (!turn.before.rectify_due_at) return Nothing{};
  turn.after.rectify_due_at = {};
  return close_supervisions(turn.records, turn.after, turn.reason);
}

/// What a leader still watches is not laid away.
Outcome archive(Turn& turn) {
  if (turn.before.is_supervised) return Problem{"casework.still_supervised", "", {}};
  return Nothing{};
}

Outcome withdraw(Turn& turn) {
  if (turn.before.paused_since) {
    auto resumed = resume(turn);
    if (!resumed) return resumed.problems();
  }
  turn.after.result = turn.reason;
  turn.tell(turn.before.owner_id, "withdrawn");
  return close_supervisions(turn.records, turn.after, "withdrawn");
}

Outcome merge(Turn& turn) {
  const Id into{turn.body.integer_of("into_id")};
  const auto other = into ? turn.records.find<Case>(into) : std::nullopt;
  if (!other || other->id == turn.before.id) return Problem{"casework.merge_unknown", "into_id", {}};
  if (other->enterprise_id != turn.before.enterprise_id)
    return Problem{"casework.merge_other_firm", "into_id", {{"number", other->number}}};
  // Without a firm the project is what two cases have in common.
  if (!other->enterprise_id && other->project_id != turn.before.project_id)
    return Problem{"casework.merge_other_project", "into_id", {{"number", other->number}}};
  if (!is_alive(other->state)) return Problem{"casework.merge_ended", "into_id", {{"number", other->number}}};
  if (turn.before.paused_since) {
    auto resumed = resume(turn);
    if (!resumed) return resumed.problems();
  }
  turn.after.merged_into_id = other->id;
  turn.details.emplace_back("into", Json(other->number));
  turn.tell(other->owner_id, "merged");
  auto closed = close_supervisions(turn.records, turn.after, "merged");
  if (!closed) return closed.problems();
  return link(turn, other->id, LinkKind::related);
}

Outcome split(Turn& turn) {
  const Json* titles = turn.body.find("titles");
  if (!titles || !titles->array() || titles->array()->empty()) return Problem{"field.required", "titles", {}};
  if (titles->array()->size() > kMostParts)
    return Problem{"list.too_many", "titles", {{"limit", fmt::format("{}", kMostParts)}}};
  for (const Json& title : *titles->array()) {
    Case part;
    part.title = title.text() ? *title.text() : "";
    part.description = turn.before.description;
    part.enterprise_id = turn.before.enterprise_id;
    part.project_id = turn.before.project_id;
    part.node_id = turn.before.node_id;
    part.channel = turn.before.channel;
    part.category = turn.before.category;
    part.grade = turn.before.grade;
    part.contact_name = turn.before.contact_name;
    part.contact_phone = turn.before.contact_phone;
    part.split_from_id = turn.before.id;
    part.owner_id = turn.before.owner_id;
    // What was asked then is still asked since then.
    part.received_at = turn.before.received_at;
    auto stored = register_case(turn.records, std::move(part));
    if (!stored) return stored.problems();
    auto linked = link(turn, stored->id, LinkKind::split);
    if (!linked) return linked.problems();
  }
  turn.details.emplace_back("parts", Json(static_cast<std::int64_t>(titles->array()->size())));
  return Nothing{};
}

/// 销号 without the firm's word: only for a stated reason, and only after it was given time to speak. What
/// has no firm, as some projects, is closed by somebody else than the one who handled it.
Outcome strike_off(Turn& turn) {
  const std::string_view closing = turn.body.text_of("closing");
  const bool has_no_firm = !turn.before.enterprise_id;
  if (has_no_firm ? closing != "no_firm" : closing != "firm_gone" && closing != "unreachable")
    return Problem{"field.choice", "closing", {{"value", std::string(closing)}}};
  // Nobody says of their own work that it is done.
  if (has_no_firm && turn.parties.has(Party::owner)) return Problem{"casework.needs_another", "", {}};
  const int silent =
      turn.calendar().working_days_between(china_date(*turn.before.resolved_at), china_date(turn.now()));
  if (closing == "unreachable" && silent < turn.rules.standard.silence_days)
    return Problem{"casework.silence_too_short",
                   "",
                   {{"days", fmt::format("{}", turn.rules.standard.silence_days)},
                    {"silent", fmt::format("{}", silent)}}};
  turn.after.closed_at = turn.now();
  turn.after.closing = has_no_firm              ? Closing::no_firm
                       : closing == "firm_gone" ? Closing::firm_gone
                                                : Closing::unreachable;
  return close_supervisions(turn.records, turn.after, turn.reason);
}

}  // namespace zw::modules::casework::effects
