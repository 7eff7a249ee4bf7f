// What administrators watch over: the audit trail, backups, the state of the data.
#pragma once

#include <vector>

#include "http/route.h"
#include "storage/check.h"

namespace zw::app {

http::Routes administration_routes(std::vector<storage::Invariant> invariants);

}  // namespace zw::app
