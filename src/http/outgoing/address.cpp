#include "http/outgoing/address.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/text.h"

namespace zw::http::outgoing {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// A blank, a control or a backslash is where two readers of one address begin to differ.
bool is_plain(char c) { return c > ' ' && c < '\x7f' && c != '\\'; }

bool is_bracketed_host(std::string_view host) {
  return !host.empty() && host.size() < 46 && std::all_of(host.begin(), host.end(), [](char c) {
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == ':' || c == '.';
  });
}

std::optional<std::uint16_t> parse_port(std::string_view digits) {
  std::uint16_t port = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  const bool is_number = read.ec == std::errc{} && read.ptr == digits.data() + digits.size();
  return is_number && port > 0 ? std::optional(port) : std::nullopt;
}

/// Host and port of "zone.example:8080" or "[2001:db8::1]:8080"; false when it is neither.
bool split_authority(std::string_view authority, Address& address) {
  std::size_t end = authority.rfind(':');
  if (authority.starts_with('[')) {
    const std::size_t bracket = authority.find(']');
    if (bracket == std::string_view::npos) return false;
    address.host = authority.substr(1, bracket - 1);
    end = bracket + 1;
    if (!is_bracketed_host(address.host)) return false;
    if (end < authority.size() && authority[end] != ':') return false;
  } else {
    end = std::min(end, authority.size());
    address.host = authority.substr(0, end);
    if (!is_host_name(address.host)) return false;
  }
  if (end >= authority.size()) return true;
  const auto port = parse_port(authority.substr(end + 1));
  if (port) address.port = *port;
  return port.has_value();
}

std::string host_header(const Address& address) {
  const bool is_bracketed = address.host.find(':') != std::string::npos;
  const std::string host = is_bracketed ? "[" + address.host + "]" : address.host;
  const bool is_usual = address.port == (address.is_secure ? 443 : 80);
  return is_usual ? host : fmt::format("{}:{}", host, address.port);
}

}  // namespace

bool is_host_name(std::string_view name) {
  return !name.empty() && name.size() <= 253 && std::all_of(name.begin(), name.end(), [](char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '-' ||
           c == '_';
  });
}

bool is_host(std::string_view text) { return is_host_name(text) || is_bracketed_host(text); }

Result<Address> parse_address(std::string_view url) {
  const Problem bad{"outgoing.bad_address", "url", {}};
  if (url.size() > 2048 || !std::all_of(url.begin(), url.end(), is_plain)) return bad;
  const std::size_t colon = url.find("://");
  if (colon == std::string_view::npos) return bad;
  const std::string scheme = to_lower(url.substr(0, colon));
  if (scheme != "http" && scheme != "https") return bad;
  Address address;
  address.is_secure = scheme == "https";
  address.port = address.is_secure ? 443 : 80;
  std::string_view rest = url.substr(colon + 3);
  rest = rest.substr(0, rest.find('#'));
  const std::size_t end = std::min(rest.find_first_of("/?"), rest.size());
  if (!split_authority(rest.substr(0, end), address)) return bad;
  address.target = rest.substr(end);
  if (!address.target.starts_with('/')) address.target.insert(0, "/");
  address.authority = host_header(address);
  return address;
}

}  // namespace zw::http::outgoing
