// The staged clock of a case in working time: what is due when, and which light shines.
#pragma once

#include <optional>
#include <vector>

#include "base/working_calendar.h"
#include "modules/casework/law.h"

namespace zw::modules::casework {

/// [from, until) of a measure; an empty end is open.
struct Band {
  std::optional<std::int64_t> from, until;
  Light light = Light::green;
};

/// Ordered, without gap and overlap. Problems: light_rule.syntax, light_rule.light, light_rule.empty_band
/// (params from, until), light_rule.gap, light_rule.overlap (params from, until; "-∞" and "∞" at open ends).
Result<std::vector<Band>> read_bands(std::string_view json, Measure measure);

/// The light of a measure under complete bands.
Light light_at(const std::vector<Band>& bands, std::int64_t measure);

struct Reckoning {
  std::optional<Stage> due_stage;  ///< the running stage that ends first
  std::optional<Instant> due_at, close_due_at;
  Light light = Light::none;
  std::optional<Instant> light_changes_at;
  bool is_beyond_calendar = false;
};

/// The clock runs from receipt until the zone asks the firm to confirm. It stands still in pauses, and with
/// it the light. Each stage has its limit; the worst light of the running stages is the case's.
Reckoning reckon(const Case& of_case, const Standard& standard, const std::vector<Band>& bands,
                 const WorkingCalendar& calendar, Instant now);

/// Lays the reckoning into the case.
void set_clock(Case& of_case, const Reckoning& reckoning);

/// Working minutes of the closure stage that are used up at `now`.
Minutes used_minutes(const Case& of_case, const WorkingCalendar& calendar, Instant now);

/// Ends the pause that runs: its working minutes no longer count. Answers them.
Minutes end_pause(Case& of_case, const WorkingCalendar& calendar, Instant now);

}  // namespace zw::modules::casework
