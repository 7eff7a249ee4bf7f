// How far and how long the program reaches when it calls somebody outside.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

namespace zw::http::outgoing {

/// The addresses of a host as text, best first; empty when nobody knows the host.
using Resolve = std::function<std::vector<std::string>(const std::string& host)>;

struct Limits {
  /// For everything together: name, connection, TLS, request and answer. A server that sends one byte a
  /// second would outlive a limit on each step.
  std::chrono::milliseconds total = std::chrono::seconds(10);
  std::size_t answer = 64 * 1024;  ///< bytes
  /// Also loopback, link-local, multicast and the other addresses that `is_open_to_calls` refuses: for a
  /// relay on the same machine. The private networks of a zone need no permission, because the product lives
  /// there.
  bool allow_private = false;
  std::string ca_file;  ///< PEM; the system's store when empty
  Resolve resolve;      ///< the system's resolver when empty
};

}  // namespace zw::http::outgoing
