// Which addresses may be called at all, so that a typed address cannot make the server talk to itself or to
// the machinery beside it.
#pragma once

#include <cstdint>
#include <span>

namespace zw::http::outgoing {

/// Of 4 or 16 bytes in network order. Checked after resolving, because a name can mean anything. Open are the
/// public Internet and the networks a zone has of its own: 10/8, 172.16/12, 192.168/16 and fc00::/7.
bool is_open_to_calls(std::span<const std::uint8_t> address);

}  // namespace zw::http::outgoing
