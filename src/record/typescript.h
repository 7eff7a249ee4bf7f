// An entity as a TypeScript interface, for the screens.
#pragma once

#include <string>

#include "record/description.h"

namespace zw::record {

/// `export interface DutyPlan { id: number; version: number; state: 'computing' | …; }`
std::string typescript(const Entity& entity);

}  // namespace zw::record
