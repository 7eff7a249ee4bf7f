#include "modules/registry/board.h"
#include "modules/registry/dossier.h"
#include "modules/registry/group_tree.h"
#include "modules/registry/listed.h"
#include "modules/registry/registry.h"
#include "modules/registry/today.h"

namespace zw::modules::registry {
namespace {

using http::Context;
using http::Method;
using http::Response;
using http::Route;
using http::Shape;
using storage::Connection;
using storage::Records;

/// A page of JSON made from one snapshot.
http::Handler view(std::function<std::string(Records&)> make) {
  return [make = std::move(make)](const Context& context) {
    std::string body;
    context.services.database.read([&](Connection& connection) {
      Records records(connection, context.scope);
      body = make(records);
    });
    return Response::json(std::move(body));
  };
}

Response dossier(const Context& context, const ProjectBook& projects) {
  const auto id = http::path_id(context.request);
  if (!id) return http::refuse(id.problems(), context.request);
  Response response;
  context.services.database.read([&](Connection& connection) {
    Records records(connection, context.scope);
    const auto item = http::find_visible(enterprise_resource(), records, *id);
    response = item ? Response::json(dossier_json(enterprise_resource(), records, projects, *item))
                    : http::refuse(item.problems(), context.request);
  });
  return response;
}

}  // namespace

http::Routes view_routes(const DutySources& sources, const ProjectBook& projects, const DayParts& parts) {
  http::Routes routes;
  routes.push_back({Method::get, "/api/registry/enterprises/{id}/dossier", storage::Roles::everybody(), false,
                    nullptr, nullptr, Shape::custom, "",
                    "One firm with the date and source of every value, its group, its officer, its history.",
                    [projects](const Context& context) { return dossier(context, projects); }});
  routes.push_back({Method::get, "/api/registry/groups", kStaff, false, nullptr, nullptr, Shape::custom, "",
                    "Enterprise groups as trees with rolled-up numbers.",
                    view([projects](Records& records) { return groups_json(records, projects); })});
  routes.push_back({Method::get, "/api/registry/board", kStaff, false, nullptr, nullptr, Shape::custom, "",
                    "Who is accountable for how much, and what has nobody.",
                    view([sources](Records& records) { return board_json(records, sources); })});
  routes.push_back({Method::get, "/api/registry/today", storage::Roles::everybody(), false, nullptr, nullptr,
                    Shape::custom, "", "What is due, what waits, what changed for the acting person.",
                    view([sources, projects, parts](Records& records) {
                      return today_json(records, sources, projects, parts);
                    })});
  routes.push_back({Method::get, "/api/registry/saved_views/counts", kStaff, false, nullptr, nullptr,
                    Shape::custom, "", "How many records each visible saved view shows.",
                    view([all = resources()](Records& records) { return view_counts_json(all, records); })});
  return routes;
}

}  // namespace zw::modules::registry
