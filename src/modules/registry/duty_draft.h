// Turns the zone's officers, firms and projects into a question for the match engine.
#pragma once

#include <vector>

#include "engines/match/instance.h"
#include "modules/registry/objects.h"
#include "modules/registry/people.h"

namespace zw::modules::registry {

/// One officer as a row of the plan.
struct OfficerColumns {
  Officer officer;
  std::string name;
};

/// Objects and officers in the order of the draft, so that an index of the engine finds its record.
struct DutyQuestion {
  engines::match::Draft draft;
  std::vector<DutyObject> objects;
  std::vector<OfficerColumns> officers;
  std::vector<std::string> skill_names;  ///< of skill id i + 1: "skill 机械", "language 川"
};

struct DutyQuestionOptions {
  engines::match::Rule rule = engines::match::Rule::best_total;
  std::optional<Id> leaving_officer;  ///< counts as absent
};

/// Pure: no database. `current` maps an object to its accountable officer today.
DutyQuestion make_question(std::vector<DutyObject> objects, std::vector<OfficerColumns> officers,
                           const std::vector<std::pair<std::pair<ObjectKind, Id>, Id>>& current, Date today,
                           const DutyQuestionOptions& options);

/// Reads everything the question needs in the scope's zone.
DutyQuestion load_question(storage::Records& records, const DutySources& sources,
                           const DutyQuestionOptions& options);

}  // namespace zw::modules::registry
