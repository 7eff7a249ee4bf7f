// What operators and programs ask a running server: health, metrics, live updates, the description of its
// routes.
#pragma once

#include <string>

#include "http/metrics.h"
#include "http/route.h"

namespace zw::http {

/// GET /healthz, GET /metrics, GET /api/events. `metrics` outlives the routes.
Routes operation_routes(const Metrics& metrics);

/// Adds GET /openapi.json, which describes every route given, itself included.
Routes with_openapi(Routes routes, const std::string& version);

}  // namespace zw::http
