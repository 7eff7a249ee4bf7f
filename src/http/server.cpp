#include "http/server.h"

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <latch>
#include <stdexcept>
#include <thread>

#include "http/connection.h"

namespace zw::http {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

/// Files the rest of the program may need while all connections are open.
constexpr std::size_t kOtherFiles = 256;

std::size_t raise_file_limit() {
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  getrlimit(RLIMIT_NOFILE, &limit);
  return limit.rlim_cur > 2 * kOtherFiles ? limit.rlim_cur - kOtherFiles : limit.rlim_cur / 2;
}

std::string address_text(asio::ip::address address) {
  if (address.is_v6() && address.to_v6().is_v4_mapped())
    address = asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
  return address.to_string();
}

int worker_count(const ServerSettings& settings) {
  if (settings.workers > 0) return settings.workers;
  return std::max(8, 4 * static_cast<int>(std::thread::hardware_concurrency()));
}

}  // namespace

class Server::State {
 public:
  State(const ServerSettings& settings, Dispatcher& dispatcher) : environment_{settings, dispatcher} {
    environment_.settings.max_connections = std::min(settings.max_connections, raise_file_limit());
    for (int i = 0; i < std::max(1, settings.network_threads); ++i)
      loops_.push_back(std::make_unique<Loop>());
    acceptor_ = std::make_unique<tcp::acceptor>(loops_.front()->context);
    pause_ = std::make_unique<asio::steady_timer>(loops_.front()->context);
    listen();
    environment_.workers = std::make_unique<Workers<Task>>(
        worker_count(settings), [this](Task& task) { run_task(environment_, task); });
    accept();
    for (auto& loop : loops_) {
      sweep(*loop);
      threads_.emplace_back([context = &loop->context] {
        auto guard = asio::make_work_guard(*context);
        context->run();
      });
    }
  }

  ~State() { stop(); }

  std::uint16_t port() const { return port_; }

  bool stop() {
    if (threads_.empty()) return true;
    environment_.is_draining = true;
    // Nobody comes in any more before the first is asked to leave.
    std::latch closed(1);
    asio::post(loops_.front()->context, [this, &closed] {
      error_code ignored;
      acceptor_->close(ignored);
      pause_->cancel();
      closed.count_down();
    });
    closed.wait();
    for_all([](Connection& connection) { connection.drain(); });
    // The hub holds no connection any more when the loops end.
    if (EventHub* events = environment_.dispatcher.events()) events->stop();
    const bool was_quiet = wait_until_quiet(environment_.settings.drain_time);
    for_all([](Connection& connection) { connection.close(); });
    // Handlers that still run end before the threads they answer to.
    environment_.workers->stop();
    for (auto& loop : loops_) asio::post(loop->context, [context = &loop->context] { context->stop(); });
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
    return was_quiet;
  }

 private:
  void listen() {
    const ServerSettings& settings = environment_.settings;
    error_code error;
    const auto address =
        asio::ip::make_address(settings.host == "localhost" ? "127.0.0.1" : settings.host, error);
    if (error)
      throw std::runtime_error(
          fmt::format("“{}” is not an IP address; give one with --host.", settings.host));
    const tcp::endpoint endpoint(address, settings.port);
    acceptor_->open(endpoint.protocol(), error);
    if (!error) acceptor_->set_option(tcp::acceptor::reuse_address(true), error);
    if (!error) acceptor_->bind(endpoint, error);
    if (!error) acceptor_->listen(4096, error);
    if (error == asio::error::address_in_use)
      throw std::runtime_error(
          fmt::format("Port {} on {} is in use; choose another with --port.", settings.port, settings.host));
    if (error)
      throw std::runtime_error(
          fmt::format("Cannot listen on {} port {}: {}; choose others with --host and --port.", settings.host,
                      settings.port, error.message()));
    port_ = acceptor_->local_endpoint().port();
  }

  void accept() {
    Loop& loop = *loops_[next_loop_++ % loops_.size()];
    acceptor_->async_accept(loop.context, [this, &loop](const error_code& error, Socket socket) {
      if (!acceptor_->is_open()) return;
      if (error) return accept_later();
      welcome(loop, std::move(socket));
      accept();
    });
  }

  /// Usually the process has no file descriptors left; some will come back.
  void accept_later() {
    pause_->expires_after(milliseconds(100));
    pause_->async_wait([this](const error_code& error) {
      if (!error && acceptor_->is_open()) accept();
    });
  }

  void welcome(Loop& loop, Socket socket) {
    error_code error;
    const tcp::endpoint peer = socket.remote_endpoint(error);
    if (error) return;
    if (environment_.open >= environment_.settings.max_connections) return turn_away(socket);
    auto connection =
        std::make_shared<Connection>(environment_, loop, std::move(socket), address_text(peer.address()));
    asio::post(loop.context, [connection = std::move(connection)] { connection->start(); });
  }

  static void turn_away(Socket& socket) {
    error_code ignored;
    const std::string answer =
        fmt::format("HTTP/1.1 503 {}\r\n{}Content-Length: 0\r\nRetry-After: 5\r\nConnection: close\r\n\r\n",
                    reason_of(503), security_headers());
    socket.non_blocking(true, ignored);
    socket.write_some(asio::buffer(answer), ignored);
  }

  void sweep(Loop& loop) {
    loop.sweep.expires_after(environment_.settings.sweep);
    loop.sweep.async_wait([this, &loop](const error_code& error) {
      if (error) return;
      each(loop, [now = steady_clock::now()](Connection& connection) { connection.check_deadline(now); });
      sweep(loop);
    });
  }

  /// Closing removes from the set, so it is walked over in a copy.
  template <class Act>
  static void each(Loop& loop, const Act& act) {
    const std::vector<std::shared_ptr<Connection>> all(loop.connections.begin(), loop.connections.end());
    for (const auto& connection : all) act(*connection);
  }

  template <class Act>
  void for_all(Act act) {
    for (auto& loop : loops_) asio::post(loop->context, [&loop = *loop, act] { each(loop, act); });
  }

  bool wait_until_quiet(milliseconds at_most) {
    const auto deadline = steady_clock::now() + at_most;
    while (environment_.open > 0 && steady_clock::now() < deadline)
      std::this_thread::sleep_for(milliseconds(5));
    return environment_.open == 0;
  }

  Environment environment_;
  std::vector<std::unique_ptr<Loop>> loops_;
  std::unique_ptr<tcp::acceptor> acceptor_;
  std::unique_ptr<asio::steady_timer> pause_;
  std::vector<std::thread> threads_;
  std::uint16_t port_ = 0;
  std::size_t next_loop_ = 0;
};

Server::Server(const ServerSettings& settings, Dispatcher& dispatcher)
    : state_(std::make_unique<State>(settings, dispatcher)) {}
Server::~Server() = default;
std::uint16_t Server::port() const { return state_->port(); }
bool Server::stop() { return state_->stop(); }

}  // namespace zw::http
