// What the desk does by itself, again and again: lamps that change with the time, and contacts it proposes.
#pragma once

#include "storage/records.h"

namespace zw::modules::casework {

/// Lights every case whose light changes by `now`, in all zones; answers how many.
std::int64_t light_zones(storage::Database& database, Instant now);

/// Proposes contacts with firms for a reason: a permit or loan that ends, a node that is near, a long
/// silence. Keeps each firm's visit budget (setting casework.visit_budget, a month). Answers how many are
/// new.
std::int64_t propose_contacts(storage::Records& records);
void propose_in_zones(storage::Database& database, Instant now);

}  // namespace zw::modules::casework
