#include "modules/registry/assignment.h"

#include <fmt/format.h>

#include <algorithm>

#include "http/messages.h"
#include "modules/registry/listed.h"
#include "storage/transact.h"

namespace zw::modules::registry {
namespace {

using http::Context;
using http::Response;
using record::Json;
using record::JsonWriter;
using storage::Connection;
using storage::Records;

/// As many problems as people read before they choose differently.
constexpr std::size_t kProblemsShown = 6;

Result<std::vector<ObjectRef>> named_objects(const Json& body) {
  Problems problems;
  std::vector<ObjectRef> objects;
  const Json* list = body.find("objects");
  if (!list || !list->array() || list->array()->empty()) return Problem{"field.required", "objects", {}};
  if (list->array()->size() > kMostObjects)
    return Problem{"list.too_many", "objects", {{"limit", fmt::format("{}", kMostObjects)}}};
  for (std::size_t i = 0; i < list->array()->size(); ++i) {
    const Json& one = (*list->array())[i];
    const auto kind = one.text_of("kind");
    if (kind != "enterprise" && kind != "project")
      problems.push_back({"field.choice", fmt::format("objects/{}/kind", i), {}});
    objects.push_back(
        {kind == "project" ? ObjectKind::project : ObjectKind::enterprise, Id{one.integer_of("id")}});
  }
  if (!problems.empty()) return problems;
  return objects;
}

Result<std::vector<ObjectRef>> objects_of(Records& records, const Json& body) {
  const Json* matching = body.find("matching");
  if (!matching) return named_objects(body);
  if (!matching->text()) return Problem{"field.type", "matching", {}};
  if (body.find("objects")) return Problem{"field.unknown", "objects", {}};
  auto firms = listed_firms(records, *matching->text());
  if (!firms) return firms;
  const auto found = static_cast<std::int64_t>(firms->size());
  const std::int64_t expected = body.integer_of("expected", found);
  if (found != expected)
    return Problem{"duty.outdated",
                   "matching",
                   {{"found", fmt::format("{}", found)}, {"expected", fmt::format("{}", expected)}}};
  return firms;
}

/// What is wrong with the officer comes before what is wrong with single objects.
void append_problems(JsonWriter& json, Problems problems, const http::Request& request) {
  std::stable_partition(problems.begin(), problems.end(),
                        [](const Problem& problem) { return problem.field == "officer_id"; });
  json.member("problem_count", problems.size()).key("problems").begin_array();
  for (std::size_t i = 0; i < std::min(problems.size(), kProblemsShown); ++i) {
    json.begin_object().member("code", problems[i].code).member("field", problems[i].field);
    if (request.messages)
      json.member("message",
                  request.messages->translate(problems[i].code, problems[i].params, request.language));
    json.end_object();
  }
  json.end_array();
}

void append_changes(JsonWriter& json, const DutyChanges& changes) {
  json.member("assigned", changes.assigned).member("moved", changes.moved).member("kept", changes.kept);
}

Response preview(const Context& context, const Json& body) {
  Response response;
  context.services.database.read([&](Connection& connection) {
    Records records(connection, context.scope);
    const auto objects = objects_of(records, body);
    const auto preview = objects ? preview_assignment(records, *objects, Id{body.integer_of("officer_id")})
                                 : Result<AssignmentPreview>(objects.problems());
    if (!preview) {
      response = http::refuse(preview.problems(), context.request);
      return;
    }
    std::string out;
    JsonWriter json(out);
    json.begin_object().member("objects", objects->size());
    append_changes(json, preview->changes);
    json.member("load", preview->load).member("capacity", preview->capacity);
    append_problems(json, preview->problems, context.request);
    json.end_object();
    response = Response::json(std::move(out));
  });
  return response;
}

}  // namespace

Response assign_objects(const Context& context) {
  const auto body = http::body_object(context.request);
  if (!body) return http::refuse(body.problems(), context.request);
  if (body->boolean_of("preview")) return preview(context, *body);
  auto changes =
      storage::transact(context.services.database, [&](Connection& connection) -> Result<DutyChanges> {
        Records records(connection, context.scope);
        const auto objects = objects_of(records, *body);
        if (!objects) return objects.problems();
        return assign(records, *objects, Id{body->integer_of("officer_id")},
                      std::string(body->text_of("reason")));
      });
  if (!changes) return http::refuse(changes.problems(), context.request);
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  append_changes(json, *changes);
  json.end_object();
  return Response::json(std::move(out));
}

}  // namespace zw::modules::registry
