#include <fmt/format.h>

#include "modules/registry/duty_change.h"
#include "modules/registry/groups.h"
#include "modules/registry/registry.h"
#include "storage/transact.h"

namespace zw::modules::registry {
namespace {

using http::Context;
using http::Method;
using http::Response;
using http::Shape;
using record::Json;
using record::JsonWriter;
using storage::Connection;
using storage::Records;

/// Runs a verb on the record {id} of T with the body, in one transaction; its answer is JSON.
template <class T>
Response on_record(const Context& context, const std::function<Result<std::string>(Records&, const T&, const Json&)>& act) {
  const auto id = http::path_id(context.request);
  if (!id) return http::refuse(id.problems(), context.request);
  const auto body = http::body_object(context.request);
  if (!body) return http::refuse(body.problems(), context.request);
  auto answer = storage::transact(context.services.database, [&](Connection& connection) -> Result<std::string> {
    Records records(connection, context.scope);
    const auto value = records.find<T>(*id);
    if (!value) return Problem{"record.not_found", "", {}};
    return act(records, *value, *body);
  });
  return answer ? Response::json(*std::move(answer)) : http::refuse(answer.problems(), context.request);
}

Result<std::vector<ObjectRef>> objects_of(const Json& body) {
  Problems problems;
  std::vector<ObjectRef> objects;
  const Json* list = body.find("objects");
  if (!list || !list->array() || list->array()->empty()) return Problem{"field.required", "objects", {}};
  if (list->array()->size() > 5000) return Problem{"list.too_many", "objects", {{"limit", "5000"}}};
  for (std::size_t i = 0; i < list->array()->size(); ++i) {
    const Json& one = (*list->array())[i];
    const auto kind = one.text_of("kind");
    if (kind != "enterprise" && kind != "project") problems.push_back({"field.choice", fmt::format("objects/{}/kind", i), {}});
    objects.push_back({kind == "project" ? ObjectKind::project : ObjectKind::enterprise, Id{one.integer_of("id")}});
  }
  if (!problems.empty()) return problems;
  return objects;
}

Response assign_objects(const Context& context) {
  const auto body = http::body_object(context.request);
  if (!body) return http::refuse(body.problems(), context.request);
  const auto objects = objects_of(*body);
  if (!objects) return http::refuse(objects.problems(), context.request);
  auto changes = storage::transact(context.services.database, [&](Connection& connection) {
    Records records(connection, context.scope);
    return assign(records, *objects, Id{body->integer_of("officer_id")}, std::string(body->text_of("reason")));
  });
  if (!changes) return http::refuse(changes.problems(), context.request);
  std::string out;
  JsonWriter(out).begin_object().member("assigned", changes->assigned).member("moved", changes->moved).member("kept", changes->kept).end_object();
  return Response::json(std::move(out));
}

Result<std::string> hand_over_duty(Records& records, const Duty& duty, const Json& body) {
  if (duty.state != DutyState::active) return Problem{"duty.state", "state", {}};
  auto changes = assign(records, {{duty.object_kind, Id{duty.object_id}}}, Id{body.integer_of("officer_id")},
                        std::string(body.text_of("note")));
  if (!changes) return changes.problems();
  std::string out;
  JsonWriter(out).begin_object().member("moved", changes->moved).end_object();
  return out;
}

Result<std::string> dissolve_team(Records& records, const Team& team, const Json& body) {
  const std::int64_t successor = body.integer_of("successor_team_id");
  auto done = dissolve(records, team, successor ? std::optional(Id{successor}) : std::nullopt);
  if (!done) return done.problems();
  std::string out;
  JsonWriter(out).begin_object().member("moved_posts", done->moved_posts).member("ended_tenures", done->ended_tenures)
      .member("moved_teams", done->moved_teams).end_object();
  return out;
}

Result<std::string> hand_over_tenure(Records& records, const Tenure& tenure, const Json& body) {
  const auto on = body.find("on") ? parse_date(body.text_of("on")) : std::optional(china_date(records.scope().now));
  if (!on) return Problem{"field.date", "on", {}};
  auto id = hand_over_post(records, tenure, Id{body.integer_of("person_id")}, *on, std::string(body.text_of("note")));
  if (!id) return id.problems();
  std::string out;
  JsonWriter(out).begin_object().member("id", id->value).end_object();
  return out;
}

}  // namespace

http::Routes verb_routes() {
  http::Routes routes;
  routes.push_back({Method::post, "/api/registry/duties/assign", kDesk, false, nullptr, nullptr, Shape::custom, "assign",
                    "Makes one officer accountable for all the named objects.", &assign_objects});
  routes.push_back({Method::post, "/api/registry/duties/{id}/hand_over", kDesk, false, nullptr, nullptr, Shape::custom, "hand_over",
                    "Gives one duty to another officer with a note.",
                    [](const Context& context) { return on_record<Duty>(context, &hand_over_duty); }});
  routes.push_back({Method::post, "/api/registry/teams/{id}/dissolve", kDesk, false, nullptr, nullptr, Shape::custom, "dissolve",
                    "Ends a group; posts and sub-groups go to a successor.",
                    [](const Context& context) { return on_record<Team>(context, &dissolve_team); }});
  routes.push_back({Method::post, "/api/registry/tenures/{id}/hand_over", kDesk, false, nullptr, nullptr, Shape::custom, "hand_over",
                    "Gives a post to another person from a day on.",
                    [](const Context& context) { return on_record<Tenure>(context, &hand_over_tenure); }});
  return routes;
}

}  // namespace zw::modules::registry
