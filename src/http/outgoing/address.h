// The parts of an http or https address that somebody typed, read strictly.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace zw::http::outgoing {

struct Address {
  bool is_secure = true;
  std::string host;  ///< without the brackets of an IPv6 address
  std::uint16_t port = 443;
  std::string authority;  ///< as the Host header says it
  std::string target;     ///< path and query, never empty
};

/// Problem: outgoing.bad_address at "url". Credentials in the address are refused, because addresses are
/// shown.
Result<Address> parse_address(std::string_view url);

/// Letters, digits, dots, hyphens and underscores; an international name as punycode.
bool is_host_name(std::string_view name);
/// The name of a host, or an IPv4 or IPv6 address without brackets.
bool is_host(std::string_view text);

}  // namespace zw::http::outgoing
