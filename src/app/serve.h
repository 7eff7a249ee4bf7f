// The running server: everything wired, until it is told to stop.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/world.h"

namespace zw::app {

struct ServeOptions {
  std::string host = "127.0.0.1";
  std::uint16_t port = 8080;
  int threads = 2;  ///< network threads; requests run on a pool beside them
  bool behind_proxy = false;
  bool log_requests = false;
  std::string profile = "modern";  ///< "modern" or "mlps3"
  /// "host:port" of relays that messages may be sent to although they lie on this machine.
  std::vector<std::string> relays = {};
};

class Serving {
 public:
  Serving(World& world, const ServeOptions& options);
  ~Serving();
  Serving(const Serving&) = delete;
  Serving& operator=(const Serving&) = delete;

  /// "http://127.0.0.1:8080"
  std::string address() const;
  /// Path of the one-time set-up page, or empty when the installation has its zone already.
  std::string setup_path();
  /// Drains within ten seconds; true when nothing had to be cut off.
  bool stop();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

inline constexpr const char* kVersion = "0.1.0";

}  // namespace zw::app
