// What an uploaded file really is: by its bytes, its name and its size, before anything keeps it.
#pragma once

#include <string_view>

#include "base/result.h"

namespace zw::modules::casework {

inline constexpr std::size_t kMostFileBytes = 20 << 20;

/// The media type of the bytes under that name. Problems: file.empty, file.too_large (params limit),
/// file.name (no path, no control character, at most 120 characters, an ending), file.type_refused (params
/// ending), file.type_mismatch (params ending) where the bytes are not what the ending says.
Result<std::string_view> media_type_of(std::string_view name, std::string_view bytes);

}  // namespace zw::modules::casework
