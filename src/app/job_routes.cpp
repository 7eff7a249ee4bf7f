#include "app/job_routes.h"

#include "http/resource.h"
#include "jobs/job.h"
#include "record/json.h"

namespace zw::app {
namespace {

using http::Context;
using http::Method;
using http::Response;
using http::Shape;
using record::JsonWriter;
using storage::Connection;

constexpr storage::Roles kStaff{storage::Role::officer, storage::Role::secretary, storage::Role::leader,
                                storage::Role::administrator, storage::Role::auditor};
constexpr storage::Roles kDesk{storage::Role::secretary, storage::Role::administrator};

void append_json(JsonWriter& json, std::string_view key, const std::string& document) {
  json.key(key);
  document.empty() ? json.null() : json.raw(document);
}

std::string job_json(const jobs::Job& job) {
  std::string out;
  JsonWriter json(out);
  json.begin_object()
      .member("id", job.id.value)
      .member("kind", job.kind)
      .member("state", jobs::to_string(job.state));
  append_json(json, "progress", job.progress);
  append_json(json, "result", job.result);
  append_json(json, "problems", job.problems);
  json.member("created_at", job.created_at.micros).member("created_by", job.created_by.name);
  json.key("finished_at");
  job.finished_at ? json.number(job.finished_at->micros) : json.null();
  json.end_object();
  return out;
}

Response read(const Context& context) {
  const auto id = http::path_id(context.request);
  if (!id) return http::refuse(id.problems(), context.request);
  std::optional<jobs::Job> job;
  context.services.database.read(
      [&](Connection& connection) { job = jobs::find(connection, context.scope.zone, *id); });
  if (!job) return http::refuse({{"record.not_found", "", {}}}, context.request);
  return Response::json(job_json(*job));
}

Response list(const Context& context) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("items").begin_array();
  context.services.database.read([&](Connection& connection) {
    for (const auto& job : jobs::recent(connection, context.scope.zone, "", 50)) json.raw(job_json(job));
  });
  json.end_array().end_object();
  return Response::json(std::move(out));
}

http::Handler wish(bool (*ask)(Connection&, const storage::Scope&, Id)) {
  return [ask](const Context& context) {
    const auto id = http::path_id(context.request);
    if (!id) return http::refuse(id.problems(), context.request);
    bool is_there = false, is_asked = false;
    context.services.database.write([&](Connection& connection) {
      is_there = jobs::find(connection, context.scope.zone, *id).has_value();
      is_asked = is_there && ask(connection, context.scope, *id);
    });
    if (!is_there) return http::refuse({{"record.not_found", "", {}}}, context.request);
    return is_asked ? Response::empty() : http::problem_response(409, "job.ended", {}, context.request);
  };
}

}  // namespace

http::Routes job_routes() {
  http::Routes routes;
  routes.push_back({Method::get, "/api/jobs/jobs", kStaff, false, nullptr, nullptr, Shape::custom, "",
                    "The newest jobs.", &list});
  routes.push_back({Method::get, "/api/jobs/jobs/{id}", kStaff, false, nullptr, nullptr, Shape::custom, "",
                    "One job with its progress.", &read});
  routes.push_back({Method::post, "/api/jobs/jobs/{id}/cancel", kDesk, false, nullptr, nullptr, Shape::none,
                    "", "Ends a job without a result.", wish(&jobs::cancel)});
  routes.push_back({Method::post, "/api/jobs/jobs/{id}/keep", kDesk, false, nullptr, nullptr, Shape::none, "",
                    "Ends a job with the best so far.", wish(&jobs::keep)});
  return routes;
}

}  // namespace zw::app
