// Tells the public benchmark formats apart and reads each by its own reader.
#pragma once

#include <string_view>

#include "engines/schedule/instance.h"

namespace zw::engines::schedule::formats {

enum class Format { unknown, psplib, progen_max, patterson, mplib };

/// By the ending of the name or, where that says nothing, by what the bytes look like.
Format guess_format(std::string_view file_name, std::string_view bytes);

/// Problems: those of the reader; schedule.format_unknown. A file whose draft
/// `schedule::read` refuses as schedule.link_cycle or schedule.exceeds_capacity has no plan: that is its
/// answer.
Result<Draft> read_format(Format format, std::string_view bytes);

}  // namespace zw::engines::schedule::formats
