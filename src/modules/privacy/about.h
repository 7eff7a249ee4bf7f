// What a person is told about themselves: what is held and what for, and who had a look at it.
#pragma once

#include <string>

#include "http/route.h"
#include "storage/records.h"

namespace zw::modules::privacy {

/// {"person": …, "held": [{purpose, entity, records, fields: [{field, values}]}], "reveals": […], "rules":
/// […]}
std::string about_actor(storage::Records& records);

/// `GET /api/me/privacy`.
http::Routes about_routes();

}  // namespace zw::modules::privacy
