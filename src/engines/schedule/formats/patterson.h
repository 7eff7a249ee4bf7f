// Reads files in Patterson's form: one project (`.rcp`, RG300), or a portfolio of projects (MPLIB).
#pragma once

#include <string_view>

#include "engines/schedule/instance.h"

namespace zw::engines::schedule::formats {

/// Activities are named by their position, from 1; resources by their column, from 1. Links are finish–start.
/// The horizon is the sum of the durations.
/// Problems: schedule.format, field "line 17", params expected.
Result<Draft> read_patterson(std::string_view bytes);

/// Projects that share resources, with successors written "project:position". Activities are numbered through
/// all projects, from 1; those of a project that begins later are released then, and the horizon is the
/// latest of these plus the sum of the durations. Problems as above.
Result<Draft> read_mplib(std::string_view bytes);

}  // namespace zw::engines::schedule::formats
