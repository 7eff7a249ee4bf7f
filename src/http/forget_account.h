// Takes away everything by which a person could come in: for somebody whose data are erased.
#pragma once

#include "base/id.h"
#include "storage/database.h"

namespace zw::http {

/// Answers the number of accounts and tokens that are gone.
std::int64_t forget_account(storage::Connection& connection, ZoneId zone, Id person);

}  // namespace zw::http
