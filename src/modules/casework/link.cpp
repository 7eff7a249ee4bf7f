// The firm's own link: no account, one firm, one purpose, revocable. The token comes in a header and never in
// an address.
#include <fmt/format.h>

#include "http/once.h"
#include "http/secrets.h"
#include "modules/casework/around.h"
#include "modules/casework/card.h"
#include "modules/casework/file_kind.h"
#include "modules/casework/files.h"
#include "modules/casework/talk.h"
#include "modules/registry/enterprise.h"
#include "modules/registry/registry.h"
#include "record/validate.h"
#include "storage/digest.h"
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

constexpr Roles kInviting{Role::officer, Role::secretary, Role::leader, Role::administrator};
constexpr int kUsualDays = 90, kLongestDays = 366;
/// What a firm may do through its link.
constexpr Verb kFirmVerbs[] = {Verb::confirm, Verb::reopen, Verb::rate, Verb::withdraw, Verb::urge};

/// A visitor by link: an invitation that holds, and a context that acts for its firm and nobody else.
struct Visitor {
  Invitation invitation;
  Context context;
  std::string whose() const { return fmt::format("link-{}-", invitation.id.value); }
};

/// Problems: invitation.unknown, invitation.ended.
Result<Visitor> visitor_of(const Context& context) {
  const std::string token(context.request.header("x-invitation"));
  const auto zone = http::zone_of_token(token);
  if (!zone) return Problem{"invitation.unknown", "", {}};
  Context inside = context;
  inside.scope.zone = *zone;
  inside.scope.actor = {.person = {}, .name = "企业", .roles = {Role::contact}, .enterprise = {}};
  inside.scope.now = context.services.clock.now();
  std::optional<Invitation> invitation;
  context.services.database.read([&](Connection& connection) {
    Records records(connection, inside.scope);
    const auto item = records.find_by(record::describe<Invitation>(), "digest", storage::digest(token));
    if (item) invitation = record::from_row<Invitation>(item->row, item->id, item->version);
  });
  if (!invitation) return Problem{"invitation.unknown", "", {}};
  if (invitation->revoked_at || invitation->expires_at <= inside.scope.now)
    return Problem{"invitation.ended", "", {}};
  inside.scope.actor.enterprise = invitation->enterprise_id;
  return Visitor{*std::move(invitation), std::move(inside)};
}

/// Runs `act` for the visitor, or refuses whoever is none.
http::Handler by_link(std::function<Response(const Visitor&)> act) {
  return [act = std::move(act)](const Context& context) {
    const auto visitor = visitor_of(context);
    if (!visitor) return http::problem_response(401, visitor.problems().front().code, {}, context.request);
    return act(*visitor);
  };
}

/// The case, if the invitation is for it: of the firm, and the one it follows if it follows one.
Result<Case> linked_case(Records& records, const Visitor& visitor, Id id) {
  if (visitor.invitation.case_id && visitor.invitation.case_id != id)
    return Problem{"record.not_found", "", {}};
  return visible_case(records, id);
}

void append_brief(JsonWriter& json, Records& records, const Case& c) {
  const NextStep next = next_of(c, rules_of(records, c));
  json.begin_object()
      .member("id", c.id.value)
      .member("number", c.number)
      .member("title", c.title)
      .member("state", name_of(c.state))
      .member("category", name_of(c.category))
      .member("received_at", c.received_at.micros)
      .member("next", next.code)
      .key("by");
  next.by ? json.number(next.by->micros) : json.null();
  json.key("rating");
  c.rating ? json.string(name_of(*c.rating)) : json.null();
  json.end_object();
}

std::vector<Case> linked_cases(Records& records, const Visitor& visitor) {
  const record::Entity& entity = record::describe<Case>();
  storage::ListQuery query{.limit = 100, .sort = "-received_at", .wants_total = false};
  query.filters.push_back({entity.find("enterprise_id"), {visitor.invitation.enterprise_id.value}});
  if (visitor.invitation.case_id)
    query.restriction = fmt::format("id = {}", visitor.invitation.case_id->value);
  return records.all<Case>(query);
}

Response welcome(const Visitor& visitor) {
  std::string out;
  JsonWriter json(out);
  visitor.context.services.database.read([&](Connection& connection) {
    Records records(connection, visitor.context.scope);
    const auto firm = records.find<registry::Enterprise>(visitor.invitation.enterprise_id);
    ZW_ASSERT(firm, "an invitation goes with its firm");
    json.begin_object().key("firm").begin_object().member("name", firm->name).end_object();
    json.member("purpose", name_of(visitor.invitation.purpose))
        .member("expires_at", visitor.invitation.expires_at.micros);
    json.key("contact")
        .begin_object()
        .member("name", record::mask(firm->contact_name))
        .member("phone", record::mask(firm->contact_phone))
        .end_object();
    json.key("categories").begin_array();
    for (const auto& choice : choices_of(Category{}))
      json.begin_object()
          .member("name", choice.name)
          .member("zh", choice.label.zh)
          .member("en", choice.label.en)
          .end_object();
    json.end_array().key("cases").begin_array();
    for (const Case& c : linked_cases(records, visitor)) append_brief(json, records, c);
    json.end_array().end_object();
  });
  return Response::json(std::move(out));
}

/// What a firm may say of itself when it asks.
Result<Case> draft_of(const Json& body, Id enterprise) {
  const record::Entity& entity = record::describe<Case>();
  Problems problems;
  record::JsonObject said;
  for (const auto& [name, value] : *body.object()) {
    const bool is_allowed = name == "title" || name == "description" || name == "category" ||
                            name == "contact_name" || name == "contact_phone";
    if (is_allowed)
      said.emplace_back(name, value);
    else
      problems.push_back({"field.unknown", name, {}});
  }
  const auto row = record::apply_json(entity, record::blank_row(entity), Json(std::move(said)));
  if (!row) problems.insert(problems.end(), row.problems().begin(), row.problems().end());
  if (!problems.empty()) return problems;
  Case draft = record::from_row<Case>(*row);
  if (!body.find("category")) draft.category = Category::other;
  draft.enterprise_id = enterprise;
  draft.channel = Channel::link;
  draft.owner_id = {};
  return draft;
}

Response file_case(const Visitor& visitor) {
  const Context& context = visitor.context;
  if (visitor.invitation.purpose != InvitationPurpose::file_cases)
    return http::problem_response(403, "invitation.other_purpose", {}, context.request);
  const auto body = http::body_object(context.request);
  if (!body) return http::refuse(body.problems(), context.request);
  return http::once(
      context,
      [&](Records& records) -> Result<Response> {
        auto draft = draft_of(*body, visitor.invitation.enterprise_id);
        if (!draft) return draft.problems();
        const auto stored = register_case(records, *std::move(draft));
        if (!stored) return stored.problems();
        std::string out;
        JsonWriter json(out);
        append_brief(json, records, *stored);
        return Response::json(std::move(out), 201);
      },
      visitor.whose());
}

Response linked_card(const Visitor& visitor) {
  const Context& context = visitor.context;
  const auto id = http::path_id(context.request);
  if (!id) return http::refuse(id.problems(), context.request);
  Response response;
  context.services.database.read([&](Connection& connection) {
    Records records(connection, context.scope);
    const auto of_case = linked_case(records, visitor, *id);
    response =
        of_case
            ? Response::json(card_json(records, *records.find(record::describe<Case>(), *id), Sight::firm))
            : http::refuse(of_case.problems(), context.request);
  });
  return response;
}

/// Any writing act on a case of the link.
Response on_linked_case(const Visitor& visitor,
                        const std::function<Result<Response>(Records&, const Case&, const Json&)>& act,
                        bool has_json = true) {
  const Context& context = visitor.context;
  const auto id = http::path_id(context.request);
  if (!id) return http::refuse(id.problems(), context.request);
  Result<Json> body =
      has_json ? http::body_object(context.request) : Result<Json>(Json(record::JsonObject{}));
  if (!body) return http::refuse(body.problems(), context.request);
  return http::once(
      context,
      [&](Records& records) -> Result<Response> {
        const auto of_case = linked_case(records, visitor, *id);
        if (!of_case) return of_case.problems();
        return act(records, *of_case, *body);
      },
      visitor.whose());
}

Response linked_message(const Visitor& visitor) {
  return on_linked_case(visitor, [](Records& records, const Case& c, const Json& body) -> Result<Response> {
    const auto message = say(records, c, std::string(body.text_of("body")), true, false);
    if (!message) return message.problems();
    return message_response(*message);
  });
}

/// Nobody may fill the disk of a case that the link is not for.
bool is_for(const Visitor& visitor, Id id) {
  bool is = false;
  visitor.context.services.database.read([&](Connection& connection) {
    Records records(connection, visitor.context.scope);
    is = linked_case(records, visitor, id).ok();
  });
  return is;
}

Response linked_upload(const Visitor& visitor) {
  const Context& context = visitor.context;
  const auto id = http::path_id(context.request);
  if (!id || !is_for(visitor, *id)) return http::refuse({{"record.not_found", "", {}}}, context.request);
  const Upload wanted = upload_of(context.request, true);
  const auto kept = keep_bytes(wanted, context.request.body, context.services.data_dir);
  if (!kept) return http::refuse(kept.problems(), context.request);
  return on_linked_case(
      visitor,
      [&](Records& records, const Case& c, const Json&) -> Result<Response> {
        const auto file = add_file(records, c, wanted, *kept);
        if (!file) return file.problems();
        std::string out;
        JsonWriter json(out);
        json.begin_object()
            .member("id", file->id.value)
            .member("name", file->name)
            .member("bytes", file->bytes)
            .end_object();
        return Response::json(std::move(out), 201);
      },
      false);
}

Response linked_read(const Visitor& visitor) {
  return on_linked_case(visitor, [](Records& records, const Case& c, const Json&) -> Result<Response> {
    read_all(records, c.id, 0);
    return Response::json("{}");
  });
}

Response linked_content(const Visitor& visitor) {
  const Context& context = visitor.context;
  const auto id = http::path_id(context.request);
  if (!id) return http::refuse(id.problems(), context.request);
  std::optional<File> file;
  context.services.database.read([&](Connection& connection) {
    Records records(connection, context.scope);
    file = records.find<File>(*id);
    if (file && (file->is_internal || !linked_case(records, visitor, file->case_id))) file.reset();
  });
  if (!file) return http::refuse({{"record.not_found", "", {}}}, context.request);
  return file_content(*file, context);
}

/// What a firm thinks of the desk goes to the administrators and names no firm.
Response linked_feedback(const Visitor& visitor) {
  const auto body = http::body_object(visitor.context.request);
  if (!body) return http::refuse(body.problems(), visitor.context.request);
  return http::once(
      visitor.context,
      [&](Records& records) -> Result<Response> {
        auto heard = hear_unnamed(records, *body);
        if (!heard) return heard.problems();
        return Response::json("{}", 201);
      },
      visitor.whose(), http::Sender::unnamed);
}

http::Handler linked_verb(Verb verb) {
  return by_link([verb](const Visitor& visitor) {
    return on_linked_case(
        visitor, [&](Records& records, const Case& c, const Json& body) -> Result<Response> {
          const auto done = perform(records, c, move_of(verb), parties_of(c, records.scope().actor), body);
          if (!done) return done.problems();
          std::string out;
          JsonWriter json(out);
          append_brief(json, records, *done);
          return Response::json(std::move(out));
        });
  });
}

Result<Invitation> invite(Records& records, const Json& body, const std::string& token) {
  Invitation invitation;
  invitation.enterprise_id = Id{body.integer_of("enterprise_id")};
  const std::string_view purpose = body.text_of("purpose");
  if (purpose != "file_cases" && purpose != "follow_case")
    return Problem{"field.choice", "purpose", {{"value", std::string(purpose)}}};
  invitation.purpose =
      purpose == "file_cases" ? InvitationPurpose::file_cases : InvitationPurpose::follow_case;
  if (invitation.purpose == InvitationPurpose::follow_case) {
    const auto of_case = records.find<Case>(Id{body.integer_of("case_id")});
    if (!of_case || of_case->enterprise_id != invitation.enterprise_id)
      return Problem{"field.unknown_reference", "case_id", {}};
    invitation.case_id = of_case->id;
  }
  const std::int64_t days = body.integer_of("days", kUsualDays);
  if (days < 1 || days > kLongestDays)
    return Problem{"invitation.days", "days", {{"limit", fmt::format("{}", kLongestDays)}}};
  invitation.digest = storage::digest(token);
  if (records.scope().actor.person) invitation.invited_by_id = records.scope().actor.person;
  invitation.created_at = records.scope().now;
  invitation.expires_at = plus_seconds(records.scope().now, days * 86'400);
  const auto id = records.insert(invitation);
  if (!id) return id.problems();
  invitation.id = *id;
  return invitation;
}

/// Not through `once`: an answer that is kept would keep the token.
Response create_invitation(const Context& context) {
  const auto body = http::body_object(context.request);
  if (!body) return http::refuse(body.problems(), context.request);
  const std::string token = http::make_token(context.scope.zone);
  const auto made = storage::transact(context.services.database, [&](Connection& connection) {
    Records records(connection, context.scope);
    return invite(records, *body, token);
  });
  if (!made) return http::refuse(made.problems(), context.request);
  std::string out;
  JsonWriter json(out);
  json.begin_object()
      .member("id", made->id.value)
      .member("token", token)
      .member("path", "/desk#" + token)
      .member("expires_at", made->expires_at.micros)
      .end_object();
  return Response::json(std::move(out), 201);
}

Response revoke_invitation(const Context& context) {
  const auto id = http::path_id(context.request);
  if (!id) return http::refuse(id.problems(), context.request);
  return http::once(context, [&](Records& records) -> Result<Response> {
    auto invitation = records.find<Invitation>(*id);
    if (!invitation) return Problem{"record.not_found", "", {}};
    if (!invitation->revoked_at) {
      invitation->revoked_at = context.scope.now;
      const auto stored = records.update(*invitation, "revoked");
      if (!stored) return stored.problems();
    }
    return Response::json("{}");
  });
}

}  // namespace

http::Routes link_routes() {
  const Roles everybody = Roles::everybody();
  http::Routes routes;
  const auto add = [&](Method method, std::string path, std::string summary, http::Handler handler,
                       std::size_t most = 1 << 20) {
    routes.push_back({method, std::move(path), everybody, true, nullptr, nullptr, Shape::custom, "",
                      std::move(summary), std::move(handler), most});
  };
  add(Method::get, "/api/casework/link", "What a firm's link is for, and the firm's requests.",
      by_link(&welcome));
  add(Method::post, "/api/casework/link/cases", "A firm's request by its link.", by_link(&file_case));
  add(Method::get, "/api/casework/link/cases/{id}/card", "One request as the firm sees it.",
      by_link(&linked_card));
  for (const Verb verb : kFirmVerbs)
    add(Method::post, fmt::format("/api/casework/link/cases/{{id}}/{}", move_of(verb).name),
        fmt::format("The firm's own word on its request: {}.", move_of(verb).name), linked_verb(verb));
  add(Method::post, "/api/casework/link/cases/{id}/messages", "The firm says something.",
      by_link(&linked_message));
  add(Method::post, "/api/casework/link/cases/{id}/read", "The firm has read the messages.",
      by_link(&linked_read));
  add(Method::post, "/api/casework/link/cases/{id}/files", "The firm brings a paper.",
      by_link(&linked_upload), kMostFileBytes + 1);
  add(Method::post, "/api/casework/link/feedbacks", "What a firm thinks of the desk, without its name.",
      by_link(&linked_feedback));
  add(Method::get, "/api/casework/link/files/{id}/content", "The bytes of a file the firm may see.",
      by_link(&linked_content));
  routes.push_back({Method::post, "/api/casework/invitations", kInviting, false, nullptr, nullptr,
                    Shape::custom, "create", "A link for a firm; its token is shown this once.",
                    &create_invitation});
  routes.push_back({Method::post, "/api/casework/invitations/{id}/revoke", kInviting, false, nullptr, nullptr,
                    Shape::custom, "", "Ends a firm's link.", &revoke_invitation});
  return routes;
}

}  // namespace zw::modules::casework
