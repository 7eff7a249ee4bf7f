// Reads ProGen/max files (`.sch`): single mode, start–start links with least and greatest lags.
#pragma once

#include <string_view>

#include "engines/schedule/instance.h"

namespace zw::engines::schedule::formats {

/// Activities are named by their number in the file plus 1, because the file counts from 0 and an Id of 0 is
/// none; resources by their column, from 1. An arc i → j of lag d says start(j) ≥ start(i) + d: for d ≥ 0 a
/// link of at least d from i to j, for d < 0 a link of at most −d from j to i, so that a contradiction among
/// greatest lags is the solver's to prove. The source starts at 0. The horizon is Σ max(duration, greatest
/// lag that leaves), enough for a shortest plan if there is any. Problems: schedule.format, field "line 17",
/// params expected.
Result<Draft> read_progen_max(std::string_view bytes);

}  // namespace zw::engines::schedule::formats
