// The verb that gives many objects to one officer, and its dry run.
#pragma once

#include "http/route.h"

namespace zw::modules::registry {

/// Body: `officer_id`, `reason`, and either `objects` [{kind, id}] or `matching`, the query string of a list
/// of enterprises, with `expected`, the number of firms the person saw. With `preview` nothing is stored and
/// the problems are part of the answer. Problem beside those of `assign`: duty.outdated when other firms
/// match than were expected.
http::Response assign_objects(const http::Context& context);

}  // namespace zw::modules::registry
