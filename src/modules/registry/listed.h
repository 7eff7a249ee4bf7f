// Lists named by their address: what a list's query string shows this person, resolved on the server.
#pragma once

#include <string_view>

#include "http/resource.h"
#include "modules/registry/duty_change.h"

namespace zw::modules::registry {

/// The query of the list route under the same rules and the same sight; where the page begins and ends is
/// left out. Problems: list.unknown_parameter, list.limit, field.type, role.forbidden.
Result<storage::ListQuery> listed_query(const http::Resource& resource, const storage::Scope& scope,
                                        std::string_view address);

/// Every firm the list of enterprises shows. Problems: those of the query, list.too_many (params limit).
Result<std::vector<ObjectRef>> listed_firms(storage::Records& records, std::string_view address);

/// {"items":[{"id","total"}]} for the saved views the actor sees; the total of a view that no longer works is
/// null.
std::string view_counts_json(const std::vector<http::Resource>& resources, storage::Records& records);

}  // namespace zw::modules::registry
