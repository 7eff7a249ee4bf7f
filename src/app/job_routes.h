// Background work over HTTP: look at it, stop it, or stop it and keep the best so far.
#pragma once

#include "http/route.h"

namespace zw::app {

http::Routes job_routes();

}  // namespace zw::app
