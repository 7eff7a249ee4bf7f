// Reads PSPLIB files of one (`.sm`) or several modes (`.mm`), and those of MMLIB, which are written alike.
#pragma once

#include <string_view>

#include "engines/schedule/instance.h"

namespace zw::engines::schedule::formats {

/// Activities are named by their job number; resources by their column, from 1. Links are finish–start. The
/// horizon is the file's own or, when it has none, the sum of the longest durations. Modes that need more
/// than there is are left out, as no plan can use them, unless they are all of an activity's modes. Problems:
/// schedule.format, field "line 17", params expected; schedule.doubly_constrained: resources that are free
/// again and used up at once.
Result<Draft> read_psplib(std::string_view bytes);

}  // namespace zw::engines::schedule::formats
