#include "modules/casework/talk.h"

namespace zw::modules::casework {
namespace {

constexpr std::string_view kFirm = "企业";

/// The first word to the firm stops the clock of the first reply.
Outcome mark_replied(Records& records, const Case& of_case) {
  if (of_case.replied_at || !is_alive(of_case.state)) return Nothing{};
  Case after = of_case;
  after.replied_at = records.scope().now;
  const Rules rules = rules_of(records, of_case);
  set_clock(after, reckon(after, rules.standard, rules.bands, *rules.calendar, records.scope().now));
  auto written = write_change(records, of_case, after, {.verb = "reply"});
  if (!written) return written.problems();
  return Nothing{};
}

void notify(Records& records, const Case& of_case, const Message& message) {
  if (!message.is_from_firm || of_case.owner_id == records.scope().actor.person) return;
  write_notices(records, of_case, {{of_case.owner_id, "message"}}, {});
}

}  // namespace

Outcome firm_supplied(Records& records, const Case& of_case) {
  if (of_case.state != State::paused || of_case.pause_kind != PauseKind::awaiting_firm) return Nothing{};
  const Json nothing{record::JsonObject{}};
  auto resumed = perform(records, of_case, move_of(Verb::resume), Parties{Party::owner}, nothing);
  if (!resumed) return resumed.problems();
  return Nothing{};
}

Result<Message> say(Records& records, const Case& of_case, std::string body, bool is_from_firm,
                    bool is_internal) {
  Message message;
  message.case_id = of_case.id;
  if (records.scope().actor.person) message.author_id = records.scope().actor.person;
  message.author =
      is_from_firm && records.scope().actor.name.empty() ? std::string(kFirm) : records.scope().actor.name;
  message.is_from_firm = is_from_firm;
  message.is_internal = is_internal;
  message.body = std::move(body);
  message.at = records.scope().now;
  const auto id = records.insert(message);
  if (!id) return id.problems();
  message.id = *id;
  notify(records, of_case, message);
  auto followed = is_from_firm  ? firm_supplied(records, of_case)
                  : is_internal ? Outcome{Nothing{}}
                                : mark_replied(records, of_case);
  if (!followed) return followed.problems();
  return message;
}

void read_all(Records& records, Id case_id, std::int64_t person) {
  std::int64_t last = 0;
  {
    auto cursor = records.connection().query(
        "SELECT coalesce(max(id), 0) FROM case_message WHERE zone_id = $1 AND case_id = $2",
        {records.scope().zone.value, case_id.value});
    if (cursor->step()) last = cursor->integer(0);
  }
  const auto changed = records.connection().execute(
      "UPDATE case_reading SET last_message_id = $1, version = version + 1 WHERE zone_id = $2 AND case_id = "
      "$3 AND "
      "person_id = $4",
      {last, records.scope().zone.value, case_id.value, person});
  if (changed > 0) return;
  Reading reading;
  reading.case_id = case_id;
  reading.person_id = person;
  reading.last_message_id = last;
  records.append(record::describe<Reading>(), record::to_row(reading));
}

Result<http::Response> message_response(const Message& message) {
  std::string out;
  record::JsonWriter json(out);
  json.begin_object()
      .member("id", message.id.value)
      .member("author", message.author)
      .member("is_from_firm", message.is_from_firm)
      .member("is_internal", message.is_internal)
      .member("body", message.body)
      .member("at", message.at.micros)
      .end_object();
  return http::Response::json(std::move(out), 201);
}

}  // namespace zw::modules::casework
