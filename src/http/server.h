// The network side: accepts connections, reads requests within deadlines and limits, writes answers and
// streams.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

namespace zw::http {

class Dispatcher;

struct ServerSettings {
  std::string host = "127.0.0.1";
  std::uint16_t port = 8080;  ///< 0 lets the system choose
  int network_threads = 2;
  int workers = 0;            ///< 0: four for each processor, at least eight
  bool behind_proxy = false;  ///< believe X-Forwarded-For and X-Forwarded-Proto
  std::size_t max_connections = 20'000;
  std::size_t max_bodies = 512u << 20;  ///< bytes of request bodies in memory at once
  std::size_t stream_backlog =
      64u << 10;               ///< bytes waiting for a slow reader of live updates before it is dropped
  int stream_send_buffer = 0;  ///< bytes the kernel may hold for such a reader; 0: its own choice
  std::chrono::milliseconds head_time{10'000};   ///< from the first byte to the end of the head
  std::chrono::milliseconds body_time{60'000};   ///< and a second more for every 64 KiB announced or arrived
  std::chrono::milliseconds idle_time{75'000};   ///< between two requests
  std::chrono::milliseconds write_time{60'000};  ///< and a second more for every 16 KiB of the answer
  std::chrono::milliseconds drain_time{10'000};  ///< for running requests when the server stops
  std::chrono::milliseconds sweep{500};          ///< how often deadlines are looked at
};

class Server {
 public:
  /// Listens at once; throws std::runtime_error with one sentence when the address is taken or not ours.
  Server(const ServerSettings& settings, Dispatcher& dispatcher);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  std::uint16_t port() const;
  /// Stops accepting, lets running requests finish, ends streams with a hint to come back; returns when all
  /// is quiet or `drain_time` has passed. True when nothing had to be cut off.
  bool stop();

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace zw::http
