// Keys under which a Chinese name is found by typing its pinyin, its initials or itself.
#pragma once

#include <string>
#include <string_view>

namespace zw::record {

/// Lower-case keys separated by one space, the name itself last:
/// "徐州重工" → "xuzhouzhonggong xuzhouchonggong xzzg xzcg 徐州重工".
/// Readings are ICU's; characters that firms' names read in two ways give one key for each reading (at most
/// eight). Full-width letters are folded; what is neither letter nor digit joins nothing and is left out of
/// the pinyin.
std::string search_key(std::string_view name);

}  // namespace zw::record
