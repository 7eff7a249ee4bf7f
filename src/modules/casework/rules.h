// The versions of limits, lights and checklists that a case keeps, and how its clock is set by them.
#pragma once

#include <memory>

#include "modules/casework/clocks.h"
#include "modules/casework/parts.h"
#include "storage/records.h"

namespace zw::modules::casework {

using storage::Records;

struct Rules {
  Standard standard;
  std::vector<Band> bands;
  std::shared_ptr<const WorkingCalendar> calendar;
};

/// The newest version in force on that day. Problem: casework.no_standard (params grade).
Result<Standard> standard_in_force(Records& records, Grade grade, Date day);
/// Problem: casework.no_light_rule.
Result<LightRule> light_rule_in_force(Records& records, std::string_view code, Date day);
/// The checklist in force for a category, if there is one.
std::optional<Template> template_in_force(Records& records, Category category);

/// The rules a case began with.
Rules rules_of(Records& records, const Case& of_case);
/// Gives the case the versions in force when it was received; rules of its grade. Problems as above.
Outcome adopt_rules(Records& records, Case& of_case);

/// Working minutes of a day of the office: limits in days are this many.
inline constexpr std::int64_t kMinutesPerWorkingDay = 7 * 60;

}  // namespace zw::modules::casework
