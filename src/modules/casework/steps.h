// The checklist of a case: steps that open when everything they depend on is done.
#pragma once

#include <set>

#include "modules/casework/rules.h"

namespace zw::modules::casework {

/// The keys of "a, b".
std::vector<std::string> keys_of(std::string_view depends_on);

/// Faults of a checklist: checklist.unknown_key (params step, key), checklist.circle (params steps),
/// checklist.empty, checklist.promise_longer (params step) where the promise exceeds the law.
Problems check_checklist(const std::vector<TemplateStep>& steps);
/// The keys by levels: those of a level depend only on earlier ones, so they can go on side by side. Of a
/// checklist without circle.
std::vector<std::vector<std::string>> levels_of(const std::vector<TemplateStep>& steps);

std::vector<TemplateStep> steps_of_template(Records& records, Id template_id);
std::vector<Step> steps_of_case(Records& records, Id case_id);

/// The steps as a case would begin with them at `now`.
std::vector<Step> begin_steps(const std::vector<TemplateStep>& steps, Id case_id,
                              const WorkingCalendar& calendar, Instant now);
/// Gives the case the checklist in force for its category, if there is one and it has none yet.
Outcome attach_checklist(Records& records, Case& of_case, const WorkingCalendar& calendar);

/// Opens every waiting step whose predecessors are done or skipped; answers the positions that changed.
std::vector<std::size_t> open_ready(std::vector<Step>& steps, const WorkingCalendar& calendar, Instant now);
/// Opens a finished step again and sends all that depend on it back to waiting.
std::vector<std::size_t> go_back_to(std::vector<Step>& steps, std::size_t step,
                                    const WorkingCalendar& calendar, Instant now);

}  // namespace zw::modules::casework
