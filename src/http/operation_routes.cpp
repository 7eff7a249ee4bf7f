#include "http/operation_routes.h"

#include <charconv>
#include <memory>
#include <utility>

#include "http/events.h"
#include "http/openapi.h"
#include "storage/memo.h"

namespace zw::http {
namespace {

constexpr storage::Roles kMetricReaders{storage::Role::administrator, storage::Role::auditor};

bool is_loopback(const Request& request) {
  return !request.forwarded && (request.remote.starts_with("127.") || request.remote == "::1");
}

Response health(const Context& context) {
  context.services.database.read([](storage::Connection& connection) {
    storage::Memo* memo = connection.memo();
    if (memo && memo->slot<bool>("health")) return;
    connection.query("SELECT 1")->step();
    if ((memo = connection.memo())) memo->slot<bool>("health") = true;
  });
  return Response::json(R"({"status":"ok"})");
}

/// Open to the machine itself, where the collector runs, and to those who look after the installation.
Response show_metrics(const Metrics& metrics, const Context& context) {
  if (!is_loopback(context.request) && !context.scope.actor.roles.meets(kMetricReaders))
    return problem_response(context.scope.actor.person ? 403 : 401,
                            context.scope.actor.person ? "role.forbidden" : "session.required", {},
                            context.request);
  Response response = Response::json(metrics.text());
  response.content_type = "text/plain; version=0.0.4; charset=utf-8";
  return response;
}

std::optional<std::int64_t> last_event_id(const Request& request) {
  std::string_view text = request.header("last-event-id");
  // EventSource cannot set headers on its first request; a page that was reloaded says it in the address.
  if (text.empty()) text = request.parameter("last_event_id").value_or("");
  std::int64_t seq = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), seq);
  if (text.empty() || parsed.ec != std::errc{} || parsed.ptr != text.data() + text.size())
    return std::nullopt;
  return seq;
}

Response listen(const Context& context) {
  ZW_ASSERT(context.services.events, "a server with live updates has a hub");
  Response response;
  response.content_type = "text/event-stream; charset=utf-8";
  response.headers = {{"Cache-Control", "no-store"}, {"X-Accel-Buffering", "no"}};
  response.stream = context.services.events->subscribe(context.scope.zone, last_event_id(context.request));
  return response;
}

Route open_route(std::string path, std::string summary, Handler handler) {
  Route route;
  route.path = std::move(path);
  route.without_login = true;
  route.summary = std::move(summary);
  route.handler = std::move(handler);
  return route;
}

}  // namespace

Routes operation_routes(const Metrics& metrics) {
  Route events = open_route(
      "/api/events", "Live updates of the zone as server-sent events; resumes at Last-Event-ID.", listen);
  events.without_login = false;
  events.roles = storage::Roles::everybody();
  return {
      open_route("/healthz", "Whether the server and its database answer.", health),
      open_route("/metrics", "Counts and durations in the text format of Prometheus.",
                 [&metrics](const Context& context) { return show_metrics(metrics, context); }),
      std::move(events),
  };
}

Routes with_openapi(Routes routes, const std::string& version) {
  auto document = std::make_shared<std::string>();
  routes.push_back(open_route("/openapi.json", "This description, OpenAPI 3.1.",
                              [document](const Context&) { return Response::json(*document); }));
  *document = openapi(routes, version);
  return routes;
}

}  // namespace zw::http
