#include "modules/registry/listed.h"

#include <fmt/format.h>

#include <algorithm>

#include "http/target.h"
#include "modules/registry/enterprise.h"
#include "modules/registry/law.h"
#include "modules/registry/registry.h"

namespace zw::modules::registry {
namespace {

using storage::Records;

std::optional<std::int64_t> total_of(const SavedView& view, const std::vector<http::Resource>& resources,
                                     Records& records) {
  const auto resource = std::find_if(resources.begin(), resources.end(),
                                     [&](const auto& r) { return r.entity->name == view.entity; });
  if (resource == resources.end()) return {};
  const auto query = listed_query(*resource, records.scope(), view.query);
  if (!query) return {};
  // A stale sort makes the list refuse the view, so it is asked as a list, not only counted.
  auto page = *query;
  page.limit = 1;
  const auto found = records.list(*resource->entity, page);
  if (!found) return {};
  return found->total;
}

}  // namespace

Result<storage::ListQuery> listed_query(const http::Resource& resource, const storage::Scope& scope,
                                        std::string_view address) {
  if (!scope.actor.roles.meets(resource.policy.read)) return Problem{"role.forbidden", "", {}};
  const auto target = http::parse_target(fmt::format("/?{}", address));
  if (!target) return Problem{"list.unknown_parameter", "", {}};
  http::Request request;
  request.query = target->query;
  auto query = http::list_query(resource, scope, request);
  if (query) query->after.clear();
  return query;
}

Result<std::vector<ObjectRef>> listed_firms(Records& records, std::string_view address) {
  auto query = listed_query(enterprise_resource(), records.scope(), address);
  if (!query) return query.problems();
  query->limit = kMostObjects + 1;
  query->wants_total = false;
  const auto page = records.list(record::describe<Enterprise>(), *query);
  if (!page) return page.problems();
  if (page->items.size() > kMostObjects)
    return Problem{"list.too_many", "matching", {{"limit", fmt::format("{}", kMostObjects)}}};
  std::vector<ObjectRef> firms;
  for (const auto& item : page->items) firms.push_back({ObjectKind::enterprise, item.id});
  return firms;
}

std::string view_counts_json(const std::vector<http::Resource>& resources, Records& records) {
  const auto views = std::find_if(resources.begin(), resources.end(),
                                  [](const auto& r) { return r.entity == &record::describe<SavedView>(); });
  ZW_ASSERT(views != resources.end(), "the registry keeps saved views");
  storage::ListQuery visible{.limit = SIZE_MAX, .wants_total = false};
  visible.restriction = views->policy.visible(records.scope());
  std::string out;
  record::JsonWriter json(out);
  json.begin_object().key("items").begin_array();
  for (const SavedView& view : records.all<SavedView>(visible)) {
    json.begin_object().member("id", view.id.value).key("total");
    const auto total = total_of(view, resources, records);
    total ? json.number(*total) : json.null();
    json.end_object();
  }
  json.end_array().end_object();
  return out;
}

}  // namespace zw::modules::registry
