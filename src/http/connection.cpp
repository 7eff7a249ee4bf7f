#include "http/connection.h"

#include <ctime>

#include <algorithm>
#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>

namespace zw::http {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

/// How long a closed connection's last bytes are thrown away, so that the client can read the answer before a
/// reset.
constexpr milliseconds kLinger{2'000};
constexpr std::size_t kUploadPerSecond = 64 * 1024;
constexpr std::size_t kDownloadPerSecond = 16 * 1024;

milliseconds seconds_for(std::size_t bytes, std::size_t per_second) {
  return milliseconds(static_cast<std::int64_t>(bytes * 1000 / per_second));
}

/// RFC 9110, 5.6.7; made once a second by each thread.
std::string_view http_date() {
  thread_local std::time_t made_at = 0;
  thread_local std::array<char, 40> text{};
  thread_local std::size_t length = 0;
  const std::time_t now = std::time(nullptr);
  if (now != made_at) {
    std::tm utc{};
    gmtime_r(&now, &utc);
    length = std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &utc);
    made_at = now;
  }
  return {text.data(), length};
}

std::string_view last_of_list(std::string_view list) {
  const std::size_t comma = list.rfind(',');
  if (comma != std::string_view::npos) list.remove_prefix(comma + 1);
  while (!list.empty() && list.front() == ' ') list.remove_prefix(1);
  return list;
}

/// The proxy appends the address it saw; what stands before it was said by the client and proves nothing.
void believe_proxy(Request& request) {
  const std::string_view address = last_of_list(request.header("x-forwarded-for"));
  if (!address.empty()) request.remote = address;
  request.secure = last_of_list(request.header("x-forwarded-proto")) == "https";
}

std::string_view body_of(const Exchange& exchange) {
  if (exchange.asked.is_head || exchange.response.stream) return {};
  return exchange.response.content();
}

void make_answer(Environment& environment, Exchange& exchange) {
  exchange.response = environment.dispatcher.handle(exchange.asked, exchange.request);
  if (environment.is_draining) exchange.keeps_alive = false;
  exchange.head = head_text(
      exchange.response, {http_date(), exchange.request.id, exchange.request.secure, exchange.keeps_alive});
}

}  // namespace

void run_task(Environment& environment, Task& task) {
  make_answer(environment, *task.exchange);
  asio::post(task.connection->loop().context,
             [connection = task.connection, given = std::move(task.exchange)]() mutable {
               connection->answer(std::move(given));
             });
}

Connection::Connection(Environment& environment, Loop& loop, Socket socket, std::string remote)
    : environment_(environment), loop_(loop), socket_(std::move(socket)), remote_(std::move(remote)) {
  ++environment_.open;
  environment_.dispatcher.metrics().connections += 1;
  environment_.dispatcher.metrics().connections_total += 1;
}

Connection::~Connection() {
  environment_.dispatcher.metrics().connections -= 1;
  --environment_.open;
}

void Connection::start() {
  error_code ignored;
  socket_.non_blocking(true, ignored);
  socket_.set_option(tcp::no_delay(true), ignored);
  socket_.set_option(asio::socket_base::keep_alive(true), ignored);
  loop_.connections.insert(shared_from_this());
  set_deadline(environment_.settings.head_time);
  await_readable();
}

void Connection::set_deadline(milliseconds from_now) { deadline_ = steady_clock::now() + from_now; }

void Connection::await_readable() {
  if (awaits_readable_) return;
  awaits_readable_ = true;
  socket_.async_wait(Socket::wait_read, [self = shared_from_this()](const error_code& error) {
    self->awaits_readable_ = false;
    self->on_readable(error);
  });
}

void Connection::await_writable() {
  if (awaits_writable_) return;
  awaits_writable_ = true;
  socket_.async_wait(Socket::wait_write, [self = shared_from_this()](const error_code& error) {
    self->awaits_writable_ = false;
    if (error) return self->close();
    if (self->state_ == State::writing) self->write_answer();
    if (self->state_ == State::streaming) self->write_stream();
  });
}

void Connection::on_readable(const error_code& waiting_failed) {
  if (state_ == State::closed || state_ == State::handling || state_ == State::writing) return;
  if (waiting_failed) return close();
  error_code error;
  const std::size_t count = socket_.read_some(asio::buffer(loop_.buffer), error);
  if (error == asio::error::would_block) return await_readable();
  if (error) return close();
  // A listener has nothing to say, and after the last answer nobody reads any more.
  if (state_ == State::streaming || state_ == State::lingering) return await_readable();
  received({loop_.buffer.data(), count});
}

void Connection::received(std::string_view bytes) {
  std::string joined;
  if (!unread_.empty()) {
    joined = std::move(unread_);
    joined += bytes;
    bytes = joined;
  }
  understand(bytes);
  if (state_ == State::closed || state_ == State::lingering) return;
  // Assigning would keep the capacity, which idle connections must not.
  unread_ = bytes.empty() ? std::string() : std::string(bytes);
  if (state_ == State::idle || state_ == State::reading) await_readable();
}

/// Reads on until bytes are missing or a request is complete; the next one waits until this one is answered.
void Connection::understand(std::string_view& bytes) {
  while (!bytes.empty()) {
    if (!exchange_) {
      exchange_ = std::make_unique<Exchange>(environment_.bodies);
      set_deadline(environment_.settings.head_time);
      state_ = State::reading;
    }
    switch (exchange_->parser.feed(bytes)) {
      case RequestParser::Step::more:
        if (exchange_->body_began != SteadyTime{}) {
          if (!count_body()) refuse({503, "server.busy"});
        } else if (!exchange_->parser.has_begun()) {
          exchange_.reset();
          state_ = State::idle;
        }
        return;
      case RequestParser::Step::head_done:
        if (!begin_body(bytes)) return;
        break;
      case RequestParser::Step::complete:
        return hand_over(bytes);
      case RequestParser::Step::refused:
        return refuse(exchange_->parser.refusal());
    }
  }
}

/// False when the request went on without a body, or was refused.
bool Connection::begin_body(std::string_view rest) {
  Exchange& exchange = *exchange_;
  const RequestHead& head = exchange.parser.head();
  exchange.asked = environment_.dispatcher.ask(head.method, head.target);
  switch (exchange.parser.limit_body(exchange.asked.max_body)) {
    case RequestParser::Step::refused:
      return refuse(exchange.parser.refusal()), false;
    case RequestParser::Step::complete:
      return hand_over(rest), false;
    default:
      break;
  }
  exchange.body_began = steady_clock::now();
  set_deadline(environment_.settings.body_time);
  if (head.expects_continue && rest.empty()) {
    // Fits any send buffer: nothing else is on its way on this connection.
    error_code ignored;
    socket_.write_some(asio::buffer(std::string_view("HTTP/1.1 100 Continue\r\n\r\n")), ignored);
  }
  return true;
}

/// Every piece of the body buys time for the next; false when all bodies together need too much memory.
bool Connection::count_body() {
  Exchange& exchange = *exchange_;
  const std::size_t size = exchange.parser.body().size();
  environment_.bodies += size - exchange.counted_body;
  exchange.counted_body = size;
  deadline_ = exchange.body_began + environment_.settings.body_time + seconds_for(size, kUploadPerSecond);
  return environment_.bodies <= environment_.settings.max_bodies;
}

void Connection::hand_over(std::string_view rest) {
  Exchange& exchange = *exchange_;
  RequestHead& head = exchange.parser.head();
  Request& request = exchange.request;
  request.headers = std::move(head.headers);
  request.body = std::move(exchange.parser.body());
  request.remote = remote_;
  request.forwarded = !request.header("x-forwarded-for").empty() || !request.header("forwarded").empty();
  if (environment_.settings.behind_proxy) believe_proxy(request);
  exchange.keeps_alive = head.keep_alive;
  state_ = State::handling;
  deadline_ = SteadyTime::max();
  // With further requests waiting, answering here would recurse once for each of them.
  if (!rest.empty() || !environment_.dispatcher.is_quick(exchange.asked, request))
    return environment_.workers->submit({shared_from_this(), std::move(exchange_)});
  make_answer(environment_, exchange);
  answer(std::move(exchange_));
}

void Connection::answer(std::unique_ptr<Exchange> exchange) {
  if (state_ == State::closed) return;
  exchange_ = std::move(exchange);
  state_ = State::writing;
  set_deadline(environment_.settings.write_time +
               seconds_for(body_of(*exchange_).size(), kDownloadPerSecond));
  write_answer();
}

void Connection::refuse(Refusal refusal) {
  Exchange& exchange = *exchange_;
  exchange.response = environment_.dispatcher.refuse(refusal, exchange.asked.max_body);
  exchange.keeps_alive = false;
  exchange.head = head_text(exchange.response, {http_date(), "", false, false});
  state_ = State::writing;
  set_deadline(environment_.settings.write_time);
  write_answer();
}

void Connection::write_answer() {
  const std::string_view head = exchange_->head, body = body_of(*exchange_);
  std::size_t& written = exchange_->written;
  while (written < head.size() + body.size()) {
    const std::array<asio::const_buffer, 2> rest = {
        asio::buffer(head.substr(std::min(written, head.size()))),
        asio::buffer(body.substr(written < head.size() ? 0 : written - head.size()))};
    error_code error;
    written += socket_.write_some(rest, error);
    if (error == asio::error::would_block) return await_writable();
    if (error) return close();
  }
  after_answer();
}

void Connection::after_answer() {
  if (exchange_->response.stream && !exchange_->asked.is_head) return begin_stream();
  const bool keeps_alive = exchange_->keeps_alive && !environment_.is_draining;
  exchange_.reset();
  if (!keeps_alive) return linger();
  state_ = State::idle;
  set_deadline(environment_.settings.idle_time);
  if (unread_.empty()) return await_readable();
  const std::string next = std::exchange(unread_, {});
  received(next);
}

void Connection::begin_stream() {
  stream_ = std::make_unique<Stream>();
  stream_->subscription = std::move(exchange_->response.stream);
  exchange_.reset();
  unread_ = {};
  state_ = State::streaming;
  deadline_ = SteadyTime::max();
  environment_.dispatcher.metrics().streams += 1;
  if (environment_.settings.stream_send_buffer > 0) {
    error_code ignored;
    socket_.set_option(asio::socket_base::send_buffer_size(environment_.settings.stream_send_buffer),
                       ignored);
  }
  if (environment_.is_draining) return drain();
  stream_->subscription->attach(weak_from_this());
  await_readable();
}

void Connection::send(std::shared_ptr<const std::string> text) {
  asio::post(loop_.context,
             [self = shared_from_this(), text = std::move(text)]() mutable { self->push(std::move(text)); });
}

void Connection::finish() {
  asio::post(loop_.context, [self = shared_from_this()] {
    if (self->state_ == State::streaming) self->linger();
  });
}

void Connection::push(std::shared_ptr<const std::string> text) {
  if (state_ != State::streaming) return;
  stream_->waiting_bytes += text->size();
  stream_->waiting.push_back(std::move(text));
  write_stream();
  if (state_ != State::streaming || stream_->waiting_bytes <= environment_.settings.stream_backlog) return;
  // Whoever reads too slowly is dropped, and told on return by its Last-Event-ID what it missed.
  environment_.dispatcher.metrics().streams_dropped += 1;
  close();
}

void Connection::write_stream() {
  auto& waiting = stream_->waiting;
  std::size_t done = 0;
  while (done < waiting.size()) {
    error_code error;
    const std::string_view rest = std::string_view(*waiting[done]).substr(stream_->written);
    const std::size_t count = socket_.write_some(asio::buffer(rest), error);
    if (error == asio::error::would_block) break;
    if (error) return close();
    stream_->written += count;
    stream_->waiting_bytes -= count;
    if (count == rest.size()) ++done, stream_->written = 0;
  }
  waiting.erase(waiting.begin(), waiting.begin() + static_cast<std::ptrdiff_t>(done));
  if (waiting.empty())
    waiting = {};
  else
    await_writable();
}

void Connection::linger() {
  if (stream_) environment_.dispatcher.metrics().streams -= 1;
  stream_.reset();
  exchange_.reset();
  unread_ = {};
  state_ = State::lingering;
  set_deadline(kLinger);
  error_code ignored;
  socket_.shutdown(Socket::shutdown_send, ignored);
  await_readable();
}

void Connection::check_deadline(SteadyTime now) {
  if (now < deadline_) return;
  if (state_ == State::reading) return refuse({408, "request.too_slow"});
  close();
}

void Connection::drain() {
  static const auto farewell = std::make_shared<const std::string>("retry: 1000\n\n");
  if (state_ == State::idle) return close();
  if (state_ != State::streaming) return;
  push(farewell);
  if (state_ == State::streaming) linger();
}

void Connection::close() {
  if (state_ == State::closed) return;
  if (stream_) environment_.dispatcher.metrics().streams -= 1;
  state_ = State::closed;
  stream_.reset();
  exchange_.reset();
  error_code ignored;
  socket_.close(ignored);
  loop_.connections.erase(shared_from_this());
}

}  // namespace zw::http
