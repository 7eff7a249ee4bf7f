// BLAKE2b-256 as 64 hexadecimal digits: of audit rows, migration scripts and repeated requests.
#pragma once

#include <string>
#include <string_view>

namespace zw::storage {

std::string digest(std::string_view bytes);

}  // namespace zw::storage
