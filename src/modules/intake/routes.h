// The verbs of uploads for HTTP.
#pragma once

#include <vector>

#include "http/resource.h"
#include "http/route.h"
#include "modules/intake/target.h"

namespace zw::modules::intake {

const http::Resource& batch_resource();
http::Routes intake_routes(std::vector<Target> targets);

}  // namespace zw::modules::intake
