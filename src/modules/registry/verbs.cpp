#include <fmt/format.h>

#include "modules/registry/assignment.h"
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
Response on_record(const Context& context,
                   const std::function<Result<std::string>(Records&, const T&, const Json&)>& act) {
  const auto id = http::path_id(context.request);
  if (!id) return http::refuse(id.problems(), context.request);
  const auto body = http::body_object(context.request);
  if (!body) return http::refuse(body.problems(), context.request);
  auto answer =
      storage::transact(context.services.database, [&](Connection& connection) -> Result<std::string> {
        Records records(connection, context.scope);
        const auto value = records.find<T>(*id);
        if (!value) return Problem{"record.not_found", "", {}};
        return act(records, *value, *body);
      });
  return answer ? Response::json(*std::move(answer)) : http::refuse(answer.problems(), context.request);
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
  JsonWriter(out)
      .begin_object()
      .member("moved_posts", done->moved_posts)
      .member("ended_tenures", done->ended_tenures)
      .member("moved_teams", done->moved_teams)
      .end_object();
  return out;
}

Result<std::string> hand_over_tenure(Records& records, const Tenure& tenure, const Json& body) {
  const auto on =
      body.find("on") ? parse_date(body.text_of("on")) : std::optional(china_date(records.scope().now));
  if (!on) return Problem{"field.date", "on", {}};
  auto id = hand_over_post(records, tenure, Id{body.integer_of("person_id")}, *on,
                           std::string(body.text_of("note")));
  if (!id) return id.problems();
  std::string out;
  JsonWriter(out).begin_object().member("id", id->value).end_object();
  return out;
}

}  // namespace

http::Routes verb_routes() {
  http::Routes routes;
  routes.push_back({Method::post, "/api/registry/duties/assign", kDesk, false, nullptr, nullptr,
                    Shape::custom, "assign",
                    "Makes one officer accountable for the named objects or for all firms a list shows; "
                    "`preview` only tells what would happen.",
                    &assign_objects});
  routes.push_back({Method::post, "/api/registry/duties/{id}/hand_over", kDesk, false, nullptr, nullptr,
                    Shape::custom, "hand_over", "Gives one duty to another officer with a note.",
                    [](const Context& context) { return on_record<Duty>(context, &hand_over_duty); }});
  routes.push_back({Method::post, "/api/registry/teams/{id}/dissolve", kDesk, false, nullptr, nullptr,
                    Shape::custom, "dissolve", "Ends a group; posts and sub-groups go to a successor.",
                    [](const Context& context) { return on_record<Team>(context, &dissolve_team); }});
  routes.push_back({Method::post, "/api/registry/tenures/{id}/hand_over", kDesk, false, nullptr, nullptr,
                    Shape::custom, "hand_over", "Gives a post to another person from a day on.",
                    [](const Context& context) { return on_record<Tenure>(context, &hand_over_tenure); }});
  return routes;
}

}  // namespace zw::modules::registry
