// One blocking connection to a server outside, with or without TLS, under one deadline for all that is done
// with it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "http/outgoing/limits.h"

namespace zw::http::outgoing {

/// A far side that is away is an expected answer to whoever keeps a queue, so it is a problem here, not an
/// exception: outgoing.unknown_host, .forbidden_address, .unreachable, .timeout, .closed, .untrusted,
/// .bad_ca_file. After a problem the wire is good for nothing. Addresses are not among the parameters, only
/// hosts: the address of a robot is its password.
class Wire {
 public:
  /// The clock starts here. The name is resolved once, and only what was checked is connected to.
  static Result<Wire> open(const std::string& host, std::uint16_t port, const Limits& limits);
  Wire(Wire&&) noexcept;
  Wire& operator=(Wire&&) noexcept;
  ~Wire();

  /// TLS 1.2 or later; the certificate must be trusted and made out for the host.
  Outcome start_tls();
  Outcome write(std::string_view bytes);
  /// Some bytes; none when the far side has said all it wanted to.
  Result<std::string> read();

 private:
  class State;
  explicit Wire(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace zw::http::outgoing
