// A demonstration zone as one canonical JSON document, to compare two of them byte by byte.
#pragma once

#include <string>

#include "app/demo/zone.h"

namespace zw::app::demo {

/// {"organisation":[{…}],"enterprise":[…],…} with every field of every record, in the order of
/// `for_each_list`.
std::string dump(const DemoZone& zone);

}  // namespace zw::app::demo
