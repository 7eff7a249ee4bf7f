// A person's own calendar feeds: made with a link that is shown once, fetched without signing in, revoked.
#include <fmt/format.h>

#include "http/once.h"
#include "http/secrets.h"
#include "modules/notify/feed.h"
#include "modules/notify/gather.h"
#include "modules/registry/registry.h"
#include "record/json.h"
#include "storage/digest.h"
#include "storage/transact.h"

namespace zw::modules::notify {
namespace {

using http::Context;
using http::Method;
using http::Response;
using http::Shape;
using record::Json;
using registry::kStaff;
using storage::Connection;
using storage::Records;

constexpr std::string_view kEnding = ".ics";

Result<Feed> make_feed(Records& records, const Json& body, const std::string& token) {
  Feed feed;
  feed.person_id = records.scope().actor.person;
  for (const auto& [name, value] : *body.object()) {
    if (name != "team_id") return Problem{"field.unknown", name, {}};
    if (value.integer()) feed.team_id = Id{*value.integer()};
  }
  feed.digest = storage::digest(token);
  feed.created_at = records.scope().now;
  const auto id = records.insert(feed);
  if (!id) return id.problems();
  feed.id = *id;
  if (!is_valid(records, feed)) return Problem{"notify.not_of_the_group", "team_id", {}};
  return feed;
}

/// Not through `once`: an answer that is kept would keep the token.
Response create_feed(const Context& context) {
  const auto body = http::body_object(context.request);
  if (!body) return http::refuse(body.problems(), context.request);
  const std::string token = http::make_token(context.scope.zone);
  const auto made = storage::transact(context.services.database, [&](Connection& connection) {
    Records records(connection, context.scope);
    return make_feed(records, *body, token);
  });
  if (!made) return http::refuse(made.problems(), context.request);
  std::string out;
  record::JsonWriter json(out);
  json.begin_object()
      .member("id", made->id.value)
      .member("path", fmt::format("/feeds/{}{}", token, kEnding))
      .end_object();
  return Response::json(std::move(out), 201);
}

Response revoke_feed(const Context& context) {
  const auto id = http::path_id(context.request);
  if (!id) return http::refuse(id.problems(), context.request);
  return http::once(context, [&](Records& records) -> Result<Response> {
    auto feed = records.find<Feed>(*id);
    if (!feed || feed->person_id != context.scope.actor.person) return Problem{"record.not_found", "", {}};
    if (!feed->revoked_at) {
      feed->revoked_at = context.scope.now;
      const auto stored = records.update(*feed, "revoked");
      if (!stored) return stored.problems();
    }
    return Response::json("{}");
  });
}

/// A token that never was, a revoked one and one of another form get the same answer.
Response fetch_feed(const Context& context) {
  std::string_view token = context.request.params.find("token")->second;
  const bool has_ending = token.ends_with(kEnding);
  if (has_ending) token.remove_suffix(kEnding.size());
  const auto zone = http::zone_of_token(token);
  std::optional<std::string> text;
  if (has_ending && zone)
    context.services.database.read([&](Connection& connection) {
      storage::Scope scope = context.scope;
      scope.zone = *zone;
      scope.now = context.services.clock.now();
      Records records(connection, scope);
      const auto item = records.find_by(record::describe<Feed>(), "digest", storage::digest(token));
      if (!item) return;
      const auto feed = record::from_row<Feed>(item->row, item->id, item->version);
      if (is_valid(records, feed))
        text = calendar_text("Zonewright 到期 · due", entries_of(records, feed), scope.now);
    });
  if (!text) return http::refuse({{"record.not_found", "", {}}}, context.request);
  Response response;
  response.content_type = "text/calendar; charset=utf-8";
  response.body = *std::move(text);
  return std::move(response).with("Cache-Control", "private, no-store");
}

}  // namespace

http::Routes feed_routes() {
  http::Routes routes;
  routes.push_back({Method::post, "/api/notify/feeds", kStaff, false, nullptr, nullptr, Shape::custom,
                    "create", "Makes a calendar feed of one's own; the answer is the only one with its link.",
                    &create_feed});
  routes.push_back({Method::post, "/api/notify/feeds/{id}/revoke", kStaff, false, nullptr, nullptr,
                    Shape::custom, "revoke", "Ends a calendar feed of one's own at once.", &revoke_feed});
  http::Route fetch;
  fetch.path = "/feeds/{token}";
  fetch.without_login = true;
  fetch.summary = "The calendar of a feed as iCalendar; its link ends with .ics.";
  fetch.handler = &fetch_feed;
  routes.push_back(std::move(fetch));
  return routes;
}

}  // namespace zw::modules::notify
