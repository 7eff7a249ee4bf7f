// Enterprise groups as trees that add up: legal entities, employees and projects of a firm and all below it.
#pragma once

#include <string>

#include "base/result.h"
#include "modules/registry/objects.h"
#include "record/json.h"

namespace zw::modules::registry {

/// The forest of enterprise groups with rolled-up numbers.
std::string groups_json(storage::Records& records, const ProjectBook& projects);

/// Member "group": the firms above and directly below one firm, and the sums of its own branch.
void append_group(record::JsonWriter& json, storage::Records& records, const ProjectBook& projects,
                  Id enterprise, std::int64_t own_employees);

/// Refuses a parent that would close a circle. Problem: enterprise.parent_circle.
Outcome check_parent(storage::Records& records, Id self, std::optional<Id> parent);

}  // namespace zw::modules::registry
