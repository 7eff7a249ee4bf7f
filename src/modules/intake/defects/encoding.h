// Restores Chinese text that was decoded with the wrong character set.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace zw::modules::intake {

/// What a garbled text was before: UTF-8 read as GB18030 ("浼佷笟" for "企业"), UTF-8 or GB18030 read as
/// Latin-1. Nothing when the text is not garbled, or lost bytes on the way.
std::optional<std::string> restore_encoding(std::string_view text);

}  // namespace zw::modules::intake
