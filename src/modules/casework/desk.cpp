#include "modules/casework/desk.h"

#include <fmt/format.h>

#include "modules/casework/around.h"
#include "modules/registry/duty_change.h"
#include "modules/registry/enterprise.h"
#include "modules/registry/people.h"
#include "storage/counter.h"

namespace zw::modules::casework {
namespace {

bool is_same_span(const Case& a, const Case& b) {
  return a.state == b.state && a.light == b.light && a.category == b.category && a.owner_id == b.owner_id &&
         a.enterprise_id == b.enterprise_id && a.project_id == b.project_id;
}

void begin_span(Records& records, const Case& c) {
  Span span;
  span.case_id = c.id;
  span.state = c.state;
  span.light = c.light;
  span.category = c.category;
  span.owner_id = c.owner_id;
  span.enterprise_id = c.enterprise_id;
  span.project_id = c.project_id;
  span.from_at = records.scope().now;
  records.append(record::describe<Span>(), record::to_row(span));
}

void end_span(Records& records, Id case_id) {
  records.connection().execute(
      "UPDATE case_span SET until_at = $1, version = version + 1 WHERE zone_id = $2 AND case_id = $3 AND "
      "until_at "
      "IS NULL",
      {records.scope().now.micros, records.scope().zone.value, case_id.value});
}

std::string row_json(const record::Row& row) {
  std::string out;
  record::JsonWriter json(out);
  json.begin_array();
  for (const record::Value& value : row) {
    if (record::is_null(value))
      json.null();
    else if (const auto* text = std::get_if<std::string>(&value))
      json.string(*text);
    else
      json.number(record::integer(value));
  }
  json.end_array();
  return out;
}

record::Row row_of(std::string_view text) {
  const auto json = record::parse_json(text);
  ZW_ASSERT(json.ok() && json->array(), "an event keeps the row as the program wrote it");
  record::Row row;
  for (const Json& value : *json->array()) {
    if (const auto* string = value.text())
      row.emplace_back(*string);
    else if (const auto* number = value.integer())
      row.emplace_back(*number);
    else
      row.emplace_back();
  }
  return row;
}

Id write_event(Records& records, const Case& before, const Case& after, const Written& written) {
  Event event;
  event.case_id = after.id;
  event.verb = written.verb;
  if (before.id) event.from_state = before.state;
  event.to_state = after.state;
  event.at = records.scope().now;
  if (records.scope().actor.person) event.actor_id = records.scope().actor.person;
  event.actor = records.scope().actor.name;
  event.reason = written.reason;
  event.details = written.details;
  event.is_for_firm = written.is_for_firm;
  event.row_before = written.is_undoable ? row_json(record::to_row(before)) : "[]";
  return records.append(record::describe<Event>(), record::to_row(event));
}

/// The accountable officer of the firm or project, as a person.
std::optional<Id> officer_person(Records& records, const Case& c) {
  std::optional<registry::Duty> duty;
  if (c.enterprise_id)
    duty = registry::accountable_duty(records, {registry::ObjectKind::enterprise, *c.enterprise_id});
  if (!duty && c.project_id)
    duty = registry::accountable_duty(records, {registry::ObjectKind::project, *c.project_id});
  if (!duty) return {};
  const auto officer = records.find<registry::Officer>(duty->officer_id);
  return officer ? std::optional(officer->person_id) : std::nullopt;
}

/// 首接负责: who takes the request down holds it; what a firm sends goes to its officer, else to the desk.
std::optional<Id> first_owner(Records& records, const Case& c) {
  using storage::Role;
  const auto& actor = records.scope().actor;
  const bool takes_it_down =
      actor.person && actor.roles.meets({Role::officer, Role::secretary, Role::administrator});
  if (takes_it_down) return actor.person;
  if (const auto officer = officer_person(records, c)) return officer;
  return desk_person(records);
}

/// Nobody is asked for what the dossier already knows.
Outcome fill_from_dossier(Records& records, Case& c) {
  if (c.project_id && !c.enterprise_id) {
    auto cursor =
        records.connection().query("SELECT enterprise_id FROM project WHERE zone_id = $1 AND id = $2",
                                   {records.scope().zone.value, c.project_id->value});
    if (cursor->step() && !cursor->is_null(0)) c.enterprise_id = Id{cursor->integer(0)};
  }
  if (!c.enterprise_id && !c.project_id) return Problem{"casework.no_subject", "enterprise_id", {}};
  if (!c.enterprise_id || (!c.contact_name.empty() && !c.contact_phone.empty())) return Nothing{};
  const auto firm = records.find<registry::Enterprise>(*c.enterprise_id);
  if (!firm) return Nothing{};  // told by the check of references
  if (c.contact_name.empty()) c.contact_name = firm->contact_name;
  if (c.contact_phone.empty()) c.contact_phone = firm->contact_phone;
  return Nothing{};
}

Case loaded(Records& records, Id id) {
  auto found = records.find<Case>(id);
  ZW_ASSERT(found, "a case that was stored in this transaction exists");
  return *std::move(found);
}

/// Whoever holds a case hears when its light gets worse. Red opens a supervision and tells the desk, whether
/// the lamp saw it first or somebody who acted before the lamp came round.
Outcome follow_light(Records& records, Light before, Case& after, std::vector<NoticeDraft>& notices) {
  if (after.light < Light::yellow || after.light <= before) return Nothing{};
  const std::string kind = fmt::format("turned_{}", name_of(after.light));
  notices.push_back({after.owner_id, kind});
  if (after.light != Light::red) return Nothing{};
  const auto opened = open_supervision(records, after, SupervisionKind::overdue, "", {});
  if (!opened) return opened.problems();
  const auto desk = desk_person(records);
  if (desk && *desk != after.owner_id) notices.push_back({*desk, kind});
  return Nothing{};
}

std::string details_of(const Turn& turn) {
  std::string out;
  record::JsonWriter json(out);
  json.json(Json(turn.details));
  return out;
}

}  // namespace

void write_notices(Records& records, const Case& c, const std::vector<NoticeDraft>& drafts, Id event) {
  for (const NoticeDraft& draft : drafts) {
    Notice notice;
    notice.person_id = draft.person;
    notice.case_id = c.id;
    notice.kind = draft.kind;
    notice.text = fmt::format("{} {}", c.number, c.title);
    notice.at = records.scope().now;
    notice.leaves_at = plus_seconds(records.scope().now, kUndoSeconds);
    if (event) notice.event_id = event;
    records.append(record::describe<Notice>(), record::to_row(notice));
  }
}

Result<Case> register_case(Records& records, Case draft) {
  const Instant now = records.scope().now;
  draft.state = State::registered;
  if (draft.received_at == Instant{}) draft.received_at = now;
  draft.clock_from = draft.received_at;
  draft.held_since = now;
  auto filled = fill_from_dossier(records, draft);
  if (!filled) return filled.problems();
  auto adopted = adopt_rules(records, draft);
  if (!adopted) return adopted.problems();
  if (!draft.owner_id) {
    const auto owner = first_owner(records, draft);
    if (!owner) return Problem{"casework.nobody_to_receive", "enterprise_id", {}};
    draft.owner_id = *owner;
  }
  const int year = civil(china_date(draft.received_at)).year;
  draft.number = fmt::format(
      "SQ-{}-{:06}", year,
      storage::next_id(records.connection(), records.scope().zone, fmt::format("case_number_{}", year))
          .value);
  const Rules rules = rules_of(records, draft);
  set_clock(draft, reckon(draft, rules.standard, rules.bands, *rules.calendar, now));
  const auto id = records.insert(draft);
  if (!id) return id.problems();
  Case stored = loaded(records, *id);
  std::vector<NoticeDraft> notices;
  if (stored.grade != Grade::simple) {
    auto attached = attach_checklist(records, stored, *rules.calendar);
    if (!attached) return attached.problems();
  }
  auto followed = follow_light(records, Light::none, stored, notices);
  if (!followed) return followed.problems();
  auto updated = records.update(stored, "rules_laid");
  if (!updated) return updated.problems();
  stored.version = *updated;
  begin_span(records, stored);
  const Id event = write_event(records, {}, stored, {.verb = "register"});
  if (stored.owner_id != records.scope().actor.person) notices.push_back({stored.owner_id, "registered"});
  write_notices(records, stored, notices, event);
  return stored;
}

Result<Case> write_change(Records& records, const Case& before, Case after, const Written& written) {
  auto notices = written.notices;
  auto followed = follow_light(records, before.light, after, notices);
  if (!followed) return followed.problems();
  auto updated = records.update(after, written.verb);
  if (!updated) return updated.problems();
  after.version = *updated;
  if (!is_same_span(before, after)) {
    end_span(records, after.id);
    begin_span(records, after);
  }
  const Id event = write_event(records, before, after, written);
  write_notices(records, after, notices, event);
  return after;
}

void follow_edit(Records& records, const Case& before, const Case& after) {
  if (!is_same_span(before, after)) {
    end_span(records, after.id);
    begin_span(records, after);
  }
  write_event(records, before, after, {.verb = "edit"});
}

Result<Case> perform(Records& records, const Case& of_case, const Move& move, Parties parties,
                     const Json& body) {
  const std::string reason(body.text_of(body.find("reason") ? "reason" : "note"));
  auto possible = check(move, of_case.state, parties, reason);
  if (!possible) return possible.problems();
  Turn turn{records, move, of_case, of_case, parties, body, reason, rules_of(records, of_case)};
  if (move.to) turn.after.state = *move.to;
  auto done = effect_of(move.verb)(turn);
  if (!done) return done.problems();
  set_clock(turn.after,
            reckon(turn.after, turn.rules.standard, turn.rules.bands, turn.calendar(), turn.now()));
  // The steps of a checklist are rows of their own, which no undo would take away.
  const bool brought_steps = turn.after.template_id != of_case.template_id;
  return write_change(records, of_case, turn.after,
                      {.verb = std::string(move.name),
                       .reason = reason,
                       .details = details_of(turn),
                       .is_for_firm = move.is_for_firm,
                       .is_undoable = move.is_undoable && !brought_steps,
                       .notices = turn.notices});
}

Result<Case> undo(Records& records, const Case& of_case) {
  auto events =
      parts_of_case<Event>(records, of_case.id, [](const Event& event) { return !event.is_undone; });
  if (events.empty()) return Problem{"casework.nothing_to_undo", "", {}};
  Event& last = events.back();
  const bool is_own = last.actor_id && *last.actor_id == records.scope().actor.person;
  if (!is_own || last.row_before == "[]") return Problem{"casework.nothing_to_undo", "", {}};
  if (plus_seconds(last.at, kUndoSeconds) < records.scope().now)
    return Problem{"casework.undo_late", "", {{"seconds", fmt::format("{}", kUndoSeconds)}}};
  Case before = record::from_row<Case>(row_of(last.row_before), of_case.id, of_case.version);
  // The time that went by cannot be taken back, nor what the lamp did about it.
  before.is_supervised = of_case.is_supervised;
  const Rules rules = rules_of(records, before);
  set_clock(before, reckon(before, rules.standard, rules.bands, *rules.calendar, records.scope().now));
  records.connection().execute(
      "DELETE FROM notice WHERE zone_id = $1 AND event_id = $2 AND kind NOT LIKE 'turned_%'",
      {records.scope().zone.value, last.id.value});
  records.connection().execute(
      "UPDATE case_event SET is_undone = 1, version = version + 1 WHERE zone_id = $1 AND id = $2",
      {records.scope().zone.value, last.id.value});
  auto written =
      write_change(records, of_case, before, {.verb = "undo", .reason = last.verb, .is_for_firm = false});
  if (!written) return written.problems();
  // The next undo must not reach behind this one.
  return *written;
}

Result<Case> light_up(Records& records, const Case& of_case) {
  const Rules rules = rules_of(records, of_case);
  Case after = of_case;
  set_clock(after, reckon(of_case, rules.standard, rules.bands, *rules.calendar, records.scope().now));
  Written written{.verb = "light", .is_for_firm = false};
  written.details = fmt::format(R"({{"light":"{}"}})", name_of(after.light));
  return write_change(records, of_case, after, written);
}

std::int64_t light_due_cases(Records& records, std::int64_t limit) {
  std::vector<Id> due;
  {
    auto cursor = records.connection().query(
        "SELECT id FROM service_case WHERE zone_id = $1 AND light_changes_at <= $2 ORDER BY light_changes_at "
        "LIMIT $3",
        {records.scope().zone.value, records.scope().now.micros, limit});
    while (cursor->step()) due.push_back(Id{cursor->integer(0)});
  }
  for (const Id id : due) {
    const auto lit = light_up(records, loaded(records, id));
    ZW_ASSERT(lit.ok(), "a stored case keeps its own rules");
  }
  return static_cast<std::int64_t>(due.size());
}

}  // namespace zw::modules::casework
