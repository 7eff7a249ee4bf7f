// The description of everything, for screens and programs: /api/describe and the TypeScript of the screens.
#pragma once

#include <string>
#include <vector>

#include "modules/module.h"

namespace zw::app {

http::Routes description_routes(const std::vector<modules::Module>& modules);

/// `export interface Enterprise { … }` for every entity, without secrets.
std::string typescript(const std::vector<modules::Module>& modules);

}  // namespace zw::app
