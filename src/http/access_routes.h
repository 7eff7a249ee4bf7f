// The addresses of signing in, of a person's own sessions, and of the first set-up.
#pragma once

#include <string>

#include "http/access.h"
#include "http/route.h"

namespace zw::http {

/// `access` outlives the routes.
Routes access_routes(Access& access, const std::string& version);

}  // namespace zw::http
