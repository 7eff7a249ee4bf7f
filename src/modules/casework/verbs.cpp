#include <fmt/format.h>

#include <algorithm>

#include "http/messages.h"
#include "http/once.h"
#include "modules/casework/casework.h"
#include "modules/registry/listed.h"
#include "record/validate.h"
#include "storage/transact.h"

namespace zw::modules::casework {
namespace {

using http::Context;
using http::Method;
using http::Response;
using http::Shape;
using record::JsonWriter;
using storage::Connection;
using storage::Role;
using storage::Roles;

constexpr Roles kIntake{Role::officer, Role::secretary, Role::leader, Role::administrator, Role::contact};
constexpr Roles kActing{Role::officer, Role::secretary, Role::leader, Role::administrator};
/// As many cases as one bulk verb may take.
constexpr std::size_t kMostCases = 500;

/// The signers, helpers and step owners of a case are known to the database only.
bool is_named(Records& records, Id case_id) {
  const auto me = records.scope().actor.person;
  if (!me) return false;
  const std::vector<record::Value> arguments{records.scope().zone.value, case_id.value, me.value};
  for (const std::string_view sql :
       {"SELECT 1 FROM case_signer WHERE zone_id = $1 AND case_id = $2 AND person_id = $3 AND state = "
        "'asked'",
        "SELECT 1 FROM case_assistance WHERE zone_id = $1 AND case_id = $2 AND person_id = $3 AND done_at IS "
        "NULL",
        "SELECT 1 FROM case_step WHERE zone_id = $1 AND case_id = $2 AND owner_id = $3 AND state = 'open'"})
    if (records.connection().query(sql, arguments)->step()) return true;
  return false;
}

Outcome check_version(const Context& context, const Case& of_case) {
  const std::string_view expected = context.request.header("if-match");
  if (expected.empty() || expected == fmt::format("\"v{}\"", of_case.version)) return Nothing{};
  return Problem{"record.stale", "", {{"version", fmt::format("{}", of_case.version)}}};
}

http::Handler verb_handler(const Move& move) {
  return [&move](const Context& context) {
    const auto id = http::path_id(context.request);
    if (!id) return http::refuse(id.problems(), context.request);
    const auto body = http::body_object(context.request);
    if (!body) return http::refuse(body.problems(), context.request);
    return http::once(context, [&](Records& records) -> Result<Response> {
      const auto of_case = visible_case(records, *id);
      if (!of_case) return of_case.problems();
      const auto current = check_version(context, *of_case);
      if (!current) return current.problems();
      const auto done = perform(records, *of_case, move, all_parties(records, *of_case), *body);
      if (!done) return done.problems();
      return case_response(records, *id);
    });
  };
}

Response undo_last(const Context& context) {
  const auto id = http::path_id(context.request);
  if (!id) return http::refuse(id.problems(), context.request);
  return http::once(context, [&](Records& records) -> Result<Response> {
    const auto of_case = visible_case(records, *id);
    if (!of_case) return of_case.problems();
    const auto undone = undo(records, *of_case);
    if (!undone) return undone.problems();
    return case_response(records, *id);
  });
}

/// A body may carry only what whoever registers a case may say; the firm's own word comes by link.
Response create_case(const Context& context) {
  const auto body = http::body_object(context.request);
  if (!body) return http::refuse(body.problems(), context.request);
  return http::once(context, [&](Records& records) -> Result<Response> {
    auto row =
        record::apply_json(record::describe<Case>(), record::blank_row(record::describe<Case>()), *body);
    if (!row) return row.problems();
    Case draft = record::from_row<Case>(*row);
    draft.owner_id = {};
    if (!body->find("category")) draft.category = Category::other;
    const auto& actor = context.scope.actor;
    if (actor.roles.has(Role::contact)) {
      draft.enterprise_id = actor.enterprise;
      draft.channel = Channel::link;
      draft.grade = Grade::simple;
    }
    const auto stored = register_case(records, std::move(draft));
    if (!stored) return stored.problems();
    return case_response(records, stored->id, 201);
  });
}

struct Bulk {
  const Move* move = nullptr;
  std::vector<Id> ids;
};

Result<std::vector<Id>> listed_cases(Records& records, const Json& body) {
  std::vector<Id> ids;
  if (const Json* list = body.find("ids"); list && list->array()) {
    for (const Json& id : *list->array())
      if (id.integer()) ids.push_back(Id{*id.integer()});
  } else {
    auto query = registry::listed_query(case_resource(), records.scope(), body.text_of("query"));
    if (!query) return query.problems();
    query->limit = kMostCases + 1;
    query->wants_total = false;
    const auto page = records.list(record::describe<Case>(), *query);
    if (!page) return page.problems();
    for (const auto& item : page->items) ids.push_back(item.id);
  }
  if (ids.empty()) return Problem{"field.required", "ids", {}};
  if (ids.size() > kMostCases)
    return Problem{"list.too_many", "ids", {{"limit", fmt::format("{}", kMostCases)}}};
  return ids;
}

Result<Bulk> bulk_of(Records& records, const Json& body) {
  const Move* move = find_move(body.text_of("verb"));
  if (!move) return Problem{"field.choice", "verb", {{"value", std::string(body.text_of("verb"))}}};
  auto ids = listed_cases(records, body);
  if (!ids) return ids.problems();
  return Bulk{move, *std::move(ids)};
}

void append_refusal(JsonWriter& json, const Context& context, const Case& of_case, const Problem& problem) {
  json.begin_object()
      .member("id", of_case.id.value)
      .member("title", of_case.title)
      .member("code", problem.code)
      .member("message", context.request.messages
                             ? context.request.messages->translate(problem.code, problem.params,
                                                                   context.request.language)
                             : problem.code)
      .end_object();
}

/// One attempt on each; with `preview` every attempt is only checked against the table.
struct BulkAnswer {
  std::string refused;
  std::int64_t possible = 0;
};

Result<BulkAnswer> try_bulk(Records& records, const Context& context, const Bulk& bulk, const Json& body,
                            bool is_preview) {
  BulkAnswer answer;
  JsonWriter json(answer.refused);
  json.begin_array();
  const std::string reason(body.text_of("reason"));
  for (const Id id : bulk.ids) {
    const auto of_case = visible_case(records, id);
    if (!of_case) continue;
    const Parties parties = all_parties(records, *of_case);
    const auto possible = check(*bulk.move, of_case->state, parties, reason);
    if (!possible) {
      append_refusal(json, context, *of_case, possible.problems().front());
      continue;
    }
    ++answer.possible;
    if (is_preview) continue;
    const auto done = perform(records, *of_case, *bulk.move, parties, body);
    // What the table allows but the case itself does not stops the whole: nothing is half done.
    if (!done) return done.problems();
  }
  json.end_array();
  return answer;
}

Response bulk_verb(const Context& context) {
  const auto body = http::body_object(context.request);
  if (!body) return http::refuse(body.problems(), context.request);
  return http::once(context, [&](Records& records) -> Result<Response> {
    const auto bulk = bulk_of(records, *body);
    if (!bulk) return bulk.problems();
    const bool is_preview = body->boolean_of("preview");
    const auto answer = try_bulk(records, context, *bulk, *body, is_preview);
    if (!answer) return answer.problems();
    const std::int64_t expected = body->integer_of("expected", answer->possible);
    if (!is_preview && expected != answer->possible)
      return Problem{
          "casework.outdated",
          "",
          {{"expected", fmt::format("{}", expected)}, {"found", fmt::format("{}", answer->possible)}}};
    std::string out;
    JsonWriter json(out);
    json.begin_object().member("matching", bulk->ids.size());
    json.member(is_preview ? "possible" : "done", answer->possible).key("refused").raw(answer->refused);
    json.end_object();
    return Response::json(std::move(out));
  });
}

std::string sentence(const Move& move) {
  std::string words(move.name);
  std::ranges::replace(words, '_', ' ');
  return fmt::format("Does “{}” on a case; a refusal says what would be allowed.", words);
}

}  // namespace

Parties all_parties(Records& records, const Case& of_case) {
  Parties parties = parties_of(of_case, records.scope().actor);
  if (is_named(records, of_case.id)) parties.add(Party::named);
  return parties;
}

Result<Case> visible_case(Records& records, Id id) {
  const auto item = http::find_visible(case_resource(), records, id);
  if (!item) return item.problems();
  return record::from_row<Case>(item->row, item->id, item->version);
}

Result<Response> case_response(Records& records, Id id, int status) {
  const auto item = records.find(record::describe<Case>(), id);
  ZW_ASSERT(item, "a case that was just written exists");
  return http::record_response(case_resource(), records, *item, status);
}

http::Routes verb_routes() {
  const auto* entity = &record::describe<Case>();
  http::Routes routes;
  routes.push_back({Method::post, "/api/casework/cases", kIntake, false, entity, entity, Shape::one, "create",
                    "Registers a case; whoever takes it down holds it first.", &create_case});
  for (const Move& move : moves())
    routes.push_back({Method::post, fmt::format("/api/casework/cases/{{id}}/{}", move.name), roles_of(move),
                      false, nullptr, entity, Shape::one, std::string(move.name), sentence(move),
                      verb_handler(move)});
  routes.push_back(
      {Method::post, "/api/casework/cases/{id}/undo", kActing, false, nullptr, entity, Shape::one, "undo",
       "Takes one's own last act back within ten seconds, where nothing has left the house.", &undo_last});
  routes.push_back({Method::post, "/api/casework/cases/bulk", kActing, false, nullptr, nullptr, Shape::custom,
                    "bulk", "Does one verb on many cases, all or none; `preview` only counts.", &bulk_verb});
  return routes;
}

}  // namespace zw::modules::casework
