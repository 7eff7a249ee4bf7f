// The objects that need an accountable officer: firms from here, projects and what else a module brings.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "modules/registry/duty.h"
#include "record/json.h"
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

/// Which records of a table need somebody: a choice among its fields, and its values that do.
struct LiveRule {
  std::string_view field;
  std::vector<std::string_view> values;

  std::string sql() const;
  storage::ListQuery query(const record::Entity& entity) const;
};

/// The objects of one kind.
struct DutySource {
  ObjectKind kind;
  const record::Entity* entity;
  LiveRule live;
  /// Every live object in the scope's zone, ordered by id.
  std::function<std::vector<DutyObject>(storage::Records&)> load;
};
using DutySources = std::vector<DutySource>;

/// What the registry shows of the projects of firms; told by the module that keeps them.
struct ProjectBook {
  std::function<std::map<Id, std::int64_t>(storage::Records&)> numbers = {};  ///< of projects, by owner firm
  /// An array: name, stage, the phase in hand and the next node of each project of a firm.
  std::function<void(record::JsonWriter&, storage::Records&, Id firm)> append = {};
};

/// A part of Today that another module writes: a member's name and its value.
struct DayPart {
  std::string_view name;
  std::function<void(record::JsonWriter&, storage::Records&)> append;
};
using DayParts = std::vector<DayPart>;

DutySource enterprise_source();
std::vector<DutyObject> live_objects(storage::Records& records, const DutySources& sources);

struct DutyCount {
  std::int64_t objects = 0, unassigned = 0;
};
/// Without loading any of them.
DutyCount count_objects(storage::Records& records, const DutySources& sources);

std::string_view to_string(ObjectKind kind);

}  // namespace zw::modules::registry
