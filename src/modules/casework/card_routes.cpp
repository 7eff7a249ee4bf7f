#include <fmt/format.h>

#include "http/once.h"
#include "modules/casework/card.h"
#include "modules/casework/talk.h"
#include "modules/registry/registry.h"

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

constexpr Roles kTalking{Role::officer, Role::secretary, Role::leader, Role::administrator, Role::contact};

Sight sight_of(const storage::Actor& actor) {
  return actor.roles.meets(registry::kStaff) ? Sight::staff : Sight::firm;
}

Response card(const Context& context) {
  const auto id = http::path_id(context.request);
  if (!id) return http::refuse(id.problems(), context.request);
  Response response;
  context.services.database.read([&](Connection& connection) {
    Records records(connection, context.scope);
    const auto item = http::find_visible(case_resource(), records, *id);
    response = item ? Response::json(card_json(records, *item, sight_of(context.scope.actor)))
                    : http::refuse(item.problems(), context.request);
  });
  return response;
}

Response post_message(const Context& context) {
  const auto id = http::path_id(context.request);
  if (!id) return http::refuse(id.problems(), context.request);
  const auto body = http::body_object(context.request);
  if (!body) return http::refuse(body.problems(), context.request);
  return http::once(context, [&](Records& records) -> Result<Response> {
    const auto of_case = visible_case(records, *id);
    if (!of_case) return of_case.problems();
    const bool is_from_firm = sight_of(context.scope.actor) == Sight::firm;
    const auto message = say(records, *of_case, std::string(body->text_of("body")), is_from_firm,
                             !is_from_firm && body->boolean_of("is_internal"));
    if (!message) return message.problems();
    return message_response(*message);
  });
}

Response mark_read(const Context& context) {
  const auto id = http::path_id(context.request);
  if (!id) return http::refuse(id.problems(), context.request);
  return http::once(context, [&](Records& records) -> Result<Response> {
    const auto of_case = visible_case(records, *id);
    if (!of_case) return of_case.problems();
    const bool is_firm = sight_of(context.scope.actor) == Sight::firm;
    read_all(records, of_case->id, is_firm ? 0 : context.scope.actor.person.value);
    return Response::json("{}");
  });
}

Response similar(const Context& context) {
  const auto firm = http::number_parameter(context.request, "enterprise_id");
  if (!firm) return http::refuse(firm.problems(), context.request);
  std::string out;
  JsonWriter json(out);
  context.services.database.read([&](Connection& connection) {
    Records records(connection, context.scope);
    json.begin_object().key("items").begin_array();
    for (const Similar& found :
         similar_cases(records, Id{*firm}, context.request.parameter("title").value_or("")))
      json.begin_object()
          .member("id", found.found.id.value)
          .member("number", found.found.number)
          .member("title", found.found.title)
          .member("state", name_of(found.found.state))
          .member("score", found.score)
          .end_object();
    json.end_array().end_object();
  });
  return Response::json(std::move(out));
}

}  // namespace

http::Routes card_routes() {
  const Roles everybody = Roles::everybody();
  http::Routes routes;
  routes.push_back({Method::get, "/api/casework/cases/{id}/card", everybody, false, nullptr, nullptr,
                    Shape::custom, "", "Everything about one case as this person may see it.", &card});
  routes.push_back({Method::get, "/api/casework/cases/similar", registry::kStaff, false, nullptr, nullptr,
                    Shape::custom, "", "Open cases of a firm that ask for something similar.", &similar});
  routes.push_back({Method::post, "/api/casework/cases/{id}/messages", kTalking, false, nullptr, nullptr,
                    Shape::custom, "", "Says something on a case; the firm reads it unless it is internal.",
                    &post_message});
  routes.push_back({Method::post, "/api/casework/cases/{id}/read", kTalking, false, nullptr, nullptr,
                    Shape::custom, "", "Marks the messages of a case as read.", &mark_read});
  return routes;
}

}  // namespace zw::modules::casework
