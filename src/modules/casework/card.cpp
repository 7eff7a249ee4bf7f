#include "modules/casework/card.h"

#include <algorithm>

#include "http/presentation.h"
#include "modules/casework/around.h"
#include "modules/registry/registry.h"

namespace zw::modules::casework {
namespace {

using record::JsonWriter;
using storage::Item;

/// All rows of one kind on the case, in the order of their numbers.
std::vector<Item> rows_of(Records& records, const record::Entity& entity, Id case_id,
                          std::string_view hidden = "") {
  storage::ListQuery query{.limit = SIZE_MAX, .sort = "id", .wants_total = false};
  query.filters.push_back({entity.find("case_id"), {case_id.value}});
  if (!hidden.empty()) query.restriction = std::string(hidden) + " = 0";
  auto page = records.list(entity, query);
  ZW_ASSERT(page.ok(), "every part of a case names its case");
  return std::move(page->items);
}

void append_rows(JsonWriter& json, Records& records, std::string_view name, const record::Entity& entity,
                 Id case_id, std::string_view hidden = "") {
  http::Policy policy;
  const http::Resource resource{&entity, policy};
  const auto items = rows_of(records, entity, case_id, hidden);
  http::Presentation presentation(resource, records);
  presentation.prepare(items);
  json.key(name).begin_array();
  for (const Item& item : items) presentation.append(json, item);
  json.end_array();
}

void append_instant(JsonWriter& json, std::string_view name, std::optional<Instant> at) {
  json.key(name);
  at ? json.number(at->micros) : json.null();
}

void append_events(JsonWriter& json, Records& records, Id case_id, Sight sight) {
  const auto me = records.scope().actor.person;
  auto events = parts_of_case<Event>(records, case_id, [&](const Event& event) {
    return sight == Sight::staff || (event.is_for_firm && !event.is_undone);
  });
  json.key("events").begin_array();
  for (const Event& event : events) {
    json.begin_object().member("id", event.id.value).member("verb", event.verb);
    json.key("from_state");
    event.from_state ? json.string(name_of(*event.from_state)) : json.null();
    json.key("to_state");
    event.to_state ? json.string(name_of(*event.to_state)) : json.null();
    json.member("at", event.at.micros).member("actor", event.actor).member("reason", event.reason);
    json.key("details")
        .raw(event.details.empty() ? "{}" : event.details)
        .member("is_undone", event.is_undone);
    const bool is_last = &event == &events.back();
    const bool can_be_undone =
        is_last && me && event.actor_id == me && event.row_before != "[]" && !event.is_undone;
    append_instant(json, "undo_until",
                   can_be_undone ? std::optional(plus_seconds(event.at, kUndoSeconds)) : std::nullopt);
    json.end_object();
  }
  json.end_array();
}

void append_messages(JsonWriter& json, Records& records, Id case_id, Sight sight) {
  const auto messages = parts_of_case<Message>(records, case_id, [&](const Message& message) {
    return sight == Sight::staff || !message.is_internal;
  });
  std::int64_t last_read = 0;
  const std::int64_t reader = sight == Sight::firm ? 0 : records.scope().actor.person.value;
  for (const Reading& reading :
       parts_of_case<Reading>(records, case_id, [&](const Reading& r) { return r.person_id == reader; }))
    last_read = reading.last_message_id;
  std::int64_t unread = 0;
  json.key("messages").begin_array();
  for (const Message& message : messages) {
    const bool is_own =
        sight == Sight::firm ? message.is_from_firm : message.author_id == records.scope().actor.person;
    unread += message.id.value > last_read && !is_own;
    json.begin_object()
        .member("id", message.id.value)
        .member("author", message.author)
        .member("is_from_firm", message.is_from_firm)
        .member("is_internal", message.is_internal)
        .member("is_own", is_own)
        .member("body", message.body)
        .member("at", message.at.micros)
        .end_object();
  }
  json.end_array().member("unread", unread);
}

void append_brief(JsonWriter& json, const Case& of_case) {
  json.begin_object()
      .member("id", of_case.id.value)
      .member("number", of_case.number)
      .member("title", of_case.title)
      .member("state", name_of(of_case.state));
}

/// Links are stored on one case and hold for both.
void append_links(JsonWriter& json, Records& records, Id case_id) {
  json.key("links").begin_array();
  std::vector<std::pair<Id, std::string>> links;
  {
    auto cursor = records.connection().query(
        "SELECT other_id, kind FROM case_link WHERE zone_id = $1 AND case_id = $2 UNION SELECT case_id, kind "
        "FROM "
        "case_link WHERE zone_id = $3 AND other_id = $4",
        {records.scope().zone.value, case_id.value, records.scope().zone.value, case_id.value});
    while (cursor->step()) links.emplace_back(Id{cursor->integer(0)}, std::string(cursor->text(1)));
  }
  for (const auto& [other, kind] : links) {
    const auto found = records.find<Case>(other);
    if (!found) continue;
    json.begin_object().member("kind", kind).key("case");
    append_brief(json, *found);
    json.end_object().end_object();
  }
  json.end_array();
}

void append_similar(JsonWriter& json, Records& records, const Case& of_case) {
  json.key("similar").begin_array();
  if (of_case.enterprise_id && is_alive(of_case.state))
    for (const Similar& similar : similar_cases(records, *of_case.enterprise_id, of_case.title, of_case.id)) {
      append_brief(json, similar.found);
      json.member("score", similar.score).end_object();
    }
  json.end_array();
}

void append_standard(JsonWriter& json, const Standard& standard) {
  json.key("standard")
      .begin_object()
      .member("name", standard.name)
      .member("citation", standard.citation)
      .member("legal_minutes", standard.legal_minutes)
      .member("promised_minutes", standard.promised_minutes)
      .member("reply_minutes", standard.reply_minutes)
      .member("acceptance_minutes", standard.acceptance_minutes)
      .member("signing_minutes", standard.signing_minutes)
      .member("most_extension_minutes", standard.most_extension_minutes)
      .member("effective_from", to_string(standard.effective_from))
      .end_object();
}

std::string title_of(Records& records, std::string_view entity, std::optional<Id> id) {
  const record::Entity* described = storage::Catalogue::find(entity);
  if (!id || !described) return "";
  return records.titles(*described, {*id}).front();
}

/// The end of the last day on which the silence of the firm says nothing.
std::optional<Instant> silence_ends(const Case& c, const Rules& rules) {
  if (!c.resolved_at) return {};
  const Date day =
      rules.calendar
          ->add_working_days(china_date(*c.resolved_at), static_cast<int>(rules.standard.silence_days))
          .date;
  return plus_seconds(china_midnight(day), -60);
}

void append_holder(JsonWriter& json, Records& records, const Case& of_case, const Rules& rules) {
  json.key("holder")
      .begin_object()
      .member("person", title_of(records, "person", of_case.owner_id))
      .member("organisation", title_of(records, "organisation", of_case.organisation_id))
      .member("since", of_case.held_since.micros)
      .end_object();
  const NextStep next = next_of(of_case, rules);
  json.key("next").begin_object().member("code", next.code);
  append_instant(json, "by", next.by);
  json.end_object();
}

/// Verbs, and what only the card can know: who was asked, and that there is somebody to talk to.
std::vector<std::string_view> card_abilities(Records& records, const Case& of_case, Sight sight) {
  std::vector<std::string_view> names;
  for (const Move* move : allowed_moves(of_case.state, all_parties(records, of_case)))
    names.push_back(move->name);
  const bool may_act = !records.scope().actor.roles.has(storage::Role::auditor);
  if (may_act && of_case.state != State::archived) names.insert(names.end(), {"message", "upload"});
  if (may_act && sight == Sight::staff) names.insert(names.end(), {"invite", "undo"});
  return names;
}

std::string case_json(Records& records, const Item& item, const Case& of_case, Sight sight) {
  http::Resource resource = case_resource();
  resource.policy.abilities = [&](const storage::Scope&, const Item&) {
    return card_abilities(records, of_case, sight);
  };
  return http::record_json(resource, records, item);
}

}  // namespace

NextStep next_of(const Case& c, const Rules& rules) {
  switch (c.state) {
    case State::registered:
      return {"accept", c.due_at};
    case State::accepted:
      return {"dispatch", c.due_at};
    case State::dispatched:
      return {"sign_for", c.due_at};
    case State::handling:
      return c.replied_at ? NextStep{"close", c.close_due_at} : NextStep{"reply", c.due_at};
    case State::paused:
      switch (c.pause_kind.value_or(PauseKind::awaiting_firm)) {
        case PauseKind::awaiting_firm:
          return {"firm_supplies", {}};
        case PauseKind::awaiting_superior:
          return {"awaiting_superior", {}};
        case PauseKind::awaiting_meeting:
          return {"awaiting_meeting", {}};
        case PauseKind::special_procedure:
          return {"special_procedure", {}};
      }
      return {"nothing", {}};
    case State::resolved:
      return {"firm_confirms", silence_ends(c, rules)};
    case State::closed:
    case State::reviewed:
      return {c.rating ? "nothing" : "rate", c.rectify_due_at};
    default:
      return {"nothing", {}};
  }
}

std::string card_json(Records& records, const Item& item, Sight sight) {
  const Case of_case = record::from_row<Case>(item.row, item.id, item.version);
  const bool is_staff = sight == Sight::staff;
  const Rules rules = rules_of(records, of_case);
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("case").raw(case_json(records, item, of_case, sight));
  append_holder(json, records, of_case, rules);
  append_standard(json, rules.standard);
  json.member("used_minutes", used_minutes(of_case, *rules.calendar, records.scope().now).count)
      .member("limit_minutes", rules.standard.promised_minutes + of_case.extended_minutes);
  append_events(json, records, of_case.id, sight);
  append_rows(json, records, "steps", record::describe<Step>(), of_case.id);
  append_rows(json, records, "pauses", record::describe<Pause>(), of_case.id);
  append_rows(json, records, "files", record::describe<File>(), of_case.id, is_staff ? "" : "is_internal");
  append_messages(json, records, of_case.id, sight);
  if (is_staff) {
    append_rows(json, records, "signers", record::describe<Signer>(), of_case.id);
    append_rows(json, records, "assistances", record::describe<Assistance>(), of_case.id);
    append_rows(json, records, "supervisions", record::describe<Supervision>(), of_case.id);
    append_rows(json, records, "invitations", record::describe<Invitation>(), of_case.id);
    append_links(json, records, of_case.id);
    append_similar(json, records, of_case);
  }
  json.end_object();
  return out;
}

}  // namespace zw::modules::casework
