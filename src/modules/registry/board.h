// The duty board: who is accountable for how much, and what has nobody.
#pragma once

#include <string>

#include "modules/registry/objects.h"

namespace zw::modules::registry {

/// Those of `objects` that have no accountable officer.
std::vector<DutyObject> without_anybody(storage::Records& records, const std::vector<DutyObject>& objects);

/// Officers with load and capacity, totals of objects, the first unassigned ones.
std::string board_json(storage::Records& records, const DutySources& sources);

}  // namespace zw::modules::registry
