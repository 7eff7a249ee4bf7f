// The objects that need an accountable officer: firms from here, projects and what else a module brings.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "modules/registry/duty.h"
#include "storage/records.h"

namespace zw::modules::registry {

struct DutyObject {
  ObjectKind kind = ObjectKind::enterprise;
  Id id;
  std::string name;
  std::optional<std::int64_t> latitude_e6, longitude_e6;
  bool needs_residency = false;
  std::string industry_code;
  std::string needs_skill;
  std::string needs_language;
};

/// Every live object of one kind in the scope's zone, ordered by id.
using DutySource = std::function<std::vector<DutyObject>(storage::Records&)>;
using DutySources = std::vector<DutySource>;

std::vector<DutyObject> live_enterprises(storage::Records& records);
std::vector<DutyObject> live_objects(storage::Records& records, const DutySources& sources);

std::string_view to_string(ObjectKind kind);

}  // namespace zw::modules::registry
