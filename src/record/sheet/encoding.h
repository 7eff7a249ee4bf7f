// Text of unknown origin as UTF-8: with or without byte order mark, UTF-16, or GB18030 (which contains GBK
// and GB2312).
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace zw::record::sheet {

/// A byte order mark decides; without one UTF-8 is tried first, then GB18030. When nothing fits,
/// `sheet.bad_encoding` names offset, line and value of the first byte that fits neither.
Result<std::string> to_utf8(std::string_view bytes);

}  // namespace zw::record::sheet
