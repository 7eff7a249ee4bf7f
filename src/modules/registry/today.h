// The first screen of the day: for people of the zone what waits and what changed, for a contact their own
// firm.
#pragma once

#include <string>

#include "modules/registry/objects.h"

namespace zw::modules::registry {

/// Made for the acting person, and of nothing they may not read.
std::string today_json(storage::Records& records, const DutySources& sources, const ProjectBook& projects,
                       const DayParts& parts);

}  // namespace zw::modules::registry
