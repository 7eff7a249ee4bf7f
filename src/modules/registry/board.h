// The duty board and the first screen of the day: who is accountable, how loaded, what has nobody, what changed.
#pragma once

#include <string>

#include "modules/registry/objects.h"

namespace zw::modules::registry {

/// Officers with load and capacity, totals of objects, the first unassigned ones.
std::string board_json(storage::Records& records, const DutySources& sources);

/// What is unassigned, what was imported, what changed, what waits for a decision — for the acting person.
std::string today_json(storage::Records& records, const DutySources& sources);

}  // namespace zw::modules::registry
