// Who may sign in as what: the administrator's list of accounts.
#pragma once

#include "http/access.h"
#include "http/route.h"

namespace zw::app {

/// `access` outlives the routes.
http::Routes account_routes(http::Access& access);

}  // namespace zw::app
