// One client's connection as a state machine on one network thread; only server.cpp and connection.cpp see
// it.
#pragma once

#include <array>
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <memory>
#include <string>
#include <unordered_set>
#include <vector>

#include "http/dispatcher.h"
#include "http/events.h"
#include "http/server.h"
#include "http/workers.h"

namespace zw::http {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using Socket = asio::basic_stream_socket<tcp, asio::io_context::executor_type>;
using SteadyTime = std::chrono::steady_clock::time_point;

class Connection;
struct Environment;

/// A request on its way to an answer. Exists only while there is one: an idle connection holds no buffers.
struct Exchange {
  explicit Exchange(std::atomic<std::size_t>& total) : total_bodies(total) {}
  ~Exchange() { total_bodies -= counted_body; }
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;

  RequestParser parser;
  Dispatcher::Asked asked;
  Request request;
  Response response;
  std::string head;
  std::size_t written = 0;
  bool keeps_alive = true;
  SteadyTime body_began{};
  std::atomic<std::size_t>& total_bodies;
  std::size_t counted_body = 0;
};

struct Task {
  std::shared_ptr<Connection> connection;
  std::unique_ptr<Exchange> exchange;
};

/// One network thread and what its connections share.
struct Loop {
  asio::io_context context{1};
  asio::steady_timer sweep{context};
  std::unordered_set<std::shared_ptr<Connection>> connections;
  std::array<char, 64 * 1024> buffer;
};

struct Environment {
  ServerSettings settings;
  Dispatcher& dispatcher;
  std::atomic<std::size_t> bodies{0};
  std::atomic<std::size_t> open{0};
  std::atomic<bool> is_draining{false};
  std::unique_ptr<Workers<Task>> workers = {};
};

/// Everything here happens on the loop's thread, except send() and finish(), which only post to it, and the
/// time between hand-over to a worker and its answer, when the exchange belongs to the worker. Callbacks
/// instead of coroutines: g++ 12 destroys temporaries of co_await expressions twice in some cases.
class Connection final : public StreamSink, public std::enable_shared_from_this<Connection> {
 public:
  Connection(Environment& environment, Loop& loop, Socket socket, std::string remote);
  ~Connection() override;

  void start();
  void answer(std::unique_ptr<Exchange> exchange);
  /// Called every now and then: closes what took too long.
  void check_deadline(SteadyTime now);
  /// The server stops: quiet connections and streams end now, others after their answer.
  void drain();
  void close();
  Loop& loop() { return loop_; }

  void send(std::shared_ptr<const std::string> text) override;
  void finish() override;

 private:
  enum class State : std::uint8_t { idle, reading, handling, writing, streaming, lingering, closed };
  struct Stream {
    std::shared_ptr<Subscription> subscription;
    std::vector<std::shared_ptr<const std::string>> waiting;
    std::size_t waiting_bytes = 0, written = 0;  ///< `written` of the first text
  };

  void await_readable();
  void await_writable();
  void on_readable(const error_code& error);
  void received(std::string_view bytes);
  void understand(std::string_view& bytes);
  bool begin_body(std::string_view rest);
  bool count_body();
  void hand_over(std::string_view rest);
  void refuse(Refusal refusal);
  void write_answer();
  void after_answer();
  void begin_stream();
  void push(std::shared_ptr<const std::string> text);
  void write_stream();
  void linger();
  void set_deadline(std::chrono::milliseconds from_now);

  Environment& environment_;
  Loop& loop_;
  Socket socket_;
  State state_ = State::idle;
  bool awaits_readable_ = false, awaits_writable_ = false;
  SteadyTime deadline_ = SteadyTime::max();
  std::string remote_;
  std::string unread_;  ///< received, not yet understood
  std::unique_ptr<Exchange> exchange_;
  std::unique_ptr<Stream> stream_;
};

/// The work of a worker thread: runs the handler, writes the head, gives the exchange back to the network
/// thread.
void run_task(Environment& environment, Task& task);

}  // namespace zw::http
