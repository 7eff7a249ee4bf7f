// Projects of Primavera P6 (XER): read into a question for the schedule engine.
#pragma once

#include <string_view>

#include "modules/projects/exchange/mspdi.h"

namespace zw::modules::projects::exchange {

/// Activities are named by task_id, resources by rsrc_id, calendars by clndr_id. Levels of effort, summaries
/// of the work breakdown and materials are left out. Lags count in the calendar that the file's scheduling
/// options name, the predecessor's where they say nothing. "Start on or after" is the release, "finish on or
/// before" the deadline. target_start_date is the planned start, last_recalc_date the data date. Problems:
/// exchange.not_xer; exchange.bad_grain; exchange.bad_value, field "line 17", params what.
Result<Imported> read_xer(std::string_view bytes, const ImportOptions& options = {});

}  // namespace zw::modules::projects::exchange
