#include "http/outgoing/wire.h"

#include <fmt/format.h>
#include <netdb.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/write.hpp>
#include <future>
#include <optional>
#include <thread>

#include "base/assert.h"
#include "http/outgoing/reach.h"

namespace zw::http::outgoing {
namespace {

namespace asio = boost::asio;
namespace ssl = asio::ssl;
using asio::ip::tcp;
using boost::system::error_code;
using std::chrono::steady_clock;

std::vector<std::string> ask_system(const std::string& host) {
  addrinfo wanted{};
  wanted.ai_family = AF_UNSPEC;
  wanted.ai_socktype = SOCK_STREAM;
  wanted.ai_flags = AI_ADDRCONFIG;
  addrinfo* first = nullptr;
  std::vector<std::string> found;
  if (::getaddrinfo(host.c_str(), nullptr, &wanted, &first) != 0) return found;
  for (const addrinfo* one = first; one; one = one->ai_next) {
    char text[NI_MAXHOST];
    if (::getnameinfo(one->ai_addr, one->ai_addrlen, text, sizeof text, nullptr, 0, NI_NUMERICHOST) == 0)
      found.emplace_back(text);
  }
  ::freeaddrinfo(first);
  return found;
}

/// A resolver cannot be interrupted, so it is left behind on a thread of its own when it is late.
std::optional<std::vector<std::string>> look_up(const std::string& host, const Resolve& resolve,
                                                steady_clock::time_point deadline) {
  auto answer = std::make_shared<std::promise<std::vector<std::string>>>();
  auto found = answer->get_future();
  std::thread([answer, host, ask = resolve ? resolve : ask_system] {
    answer->set_value(ask(host));
  }).detach();
  if (found.wait_until(deadline) != std::future_status::ready) return std::nullopt;
  return found.get();
}

bool is_open_to_calls(const asio::ip::address& address) {
  if (address.is_v4()) return outgoing::is_open_to_calls(address.to_v4().to_bytes());
  return outgoing::is_open_to_calls(address.to_v6().to_bytes());
}

bool is_closed_by_peer(const error_code& error) {
  return error == asio::error::eof || error == asio::error::connection_reset ||
         error == asio::error::broken_pipe || error == ssl::error::stream_truncated;
}

}  // namespace

class Wire::State {
 public:
  State(const std::string& host, const Limits& limits)
      : host_(host), limits_(limits), deadline_(steady_clock::now() + limits.total), socket_(context_) {}

  Outcome connect(std::uint16_t port) {
    const auto addresses = resolve();
    if (!addresses) return addresses.problems();
    error_code error;
    for (std::size_t i = 0; i < addresses->size(); ++i) {
      // A silent address leaves time for those behind it.
      const auto now = steady_clock::now();
      const auto until = now + (deadline_ - now) / static_cast<int>(addresses->size() - i);
      error_code ignored;
      socket_.close(ignored);
      const tcp::endpoint endpoint((*addresses)[i], port);
      error = run(until, [&](auto done) { socket_.async_connect(endpoint, done); });
      if (error) continue;
      socket_.set_option(tcp::no_delay(true), ignored);
      return Nothing{};
    }
    return problem_of(error);
  }

  Outcome start_tls() {
    ZW_ASSERT(!tls_, "TLS is started once");
    error_code error;
    tls_context_.emplace(ssl::context::tls_client);
    SSL_CTX_set_min_proto_version(tls_context_->native_handle(), TLS1_2_VERSION);
    tls_context_->set_verify_mode(ssl::verify_peer);
    if (limits_.ca_file.empty())
      tls_context_->set_default_verify_paths(error);
    else
      tls_context_->load_verify_file(limits_.ca_file, error);
    if (error) return Problem{"outgoing.bad_ca_file", "", {{"reason", error.message()}}};
    tls_.emplace(socket_, *tls_context_);
    expect_host();
    error = run(deadline_, [&](auto done) { tls_->async_handshake(ssl::stream_base::client, done); });
    if (!error) return Nothing{};
    const long fault = SSL_get_verify_result(tls_->native_handle());
    if (fault == X509_V_OK) return problem_of(error);
    return Problem{
        "outgoing.untrusted", "", {{"host", host_}, {"reason", X509_verify_cert_error_string(fault)}}};
  }

  Outcome write(std::string_view bytes) {
    const auto buffer = asio::buffer(bytes.data(), bytes.size());
    const error_code error = run(deadline_, [&](auto done) {
      tls_ ? asio::async_write(*tls_, buffer, done) : asio::async_write(socket_, buffer, done);
    });
    if (error) return problem_of(error);
    return Nothing{};
  }

  Result<std::string> read() {
    std::string bytes(16 * 1024, '\0');
    std::size_t count = 0;
    const error_code error = run(deadline_, [&](auto done) {
      const auto counted = [&count, done](const error_code& fault, std::size_t read) {
        count = read;
        done(fault);
      };
      tls_ ? tls_->async_read_some(asio::buffer(bytes), counted)
           : socket_.async_read_some(asio::buffer(bytes), counted);
    });
    // Many servers end TLS without saying so; a cut-off answer is noticed by whoever reads it.
    const bool is_end = error == asio::error::eof || error == ssl::error::stream_truncated;
    if (error && !is_end) return problem_of(error);
    bytes.resize(count);
    return bytes;
  }

 private:
  Result<std::vector<asio::ip::address>> resolve() const {
    error_code error;
    std::vector<asio::ip::address> found{asio::ip::make_address(host_, error)};
    if (error) {
      const auto texts = look_up(host_, limits_.resolve, deadline_);
      if (!texts) return problem_of(asio::error::timed_out);
      found.clear();
      for (const std::string& text : *texts) {
        const auto address = asio::ip::make_address(text, error);
        if (!error) found.push_back(address);
      }
      if (found.empty()) return Problem{"outgoing.unknown_host", "", {{"host", host_}}};
    }
    if (!limits_.allow_private)
      std::erase_if(found, [](const asio::ip::address& address) { return !is_open_to_calls(address); });
    if (found.empty()) return Problem{"outgoing.forbidden_address", "", {{"host", host_}}};
    return found;
  }

  /// A certificate names hosts and addresses in different fields, and only hosts are announced.
  void expect_host() {
    SSL* handle = tls_->native_handle();
    if (X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(handle), host_.c_str()) == 1) return;
    SSL_set1_host(handle, host_.c_str());
    SSL_set_tlsext_host_name(handle, host_.c_str());
  }

  /// Starts one operation and waits for it until the given moment; what is late is cut off.
  template <class Start>
  error_code run(steady_clock::time_point until, const Start& start) {
    std::optional<error_code> outcome;
    start([&outcome](const error_code& error, auto&&...) { outcome = error; });
    context_.restart();
    context_.run_until(until);
    if (outcome) return *outcome;
    error_code ignored;
    socket_.close(ignored);
    context_.run();
    return asio::error::timed_out;
  }

  Problem problem_of(const error_code& error) const {
    if (error == asio::error::timed_out) {
      const double seconds = std::chrono::duration<double>(limits_.total).count();
      return Problem{"outgoing.timeout", "", {{"host", host_}, {"seconds", fmt::format("{}", seconds)}}};
    }
    if (is_closed_by_peer(error)) return Problem{"outgoing.closed", "", {{"host", host_}}};
    return Problem{"outgoing.unreachable", "", {{"host", host_}, {"reason", error.message()}}};
  }

  std::string host_;
  Limits limits_;
  steady_clock::time_point deadline_;
  asio::io_context context_{1};
  tcp::socket socket_;
  std::optional<ssl::context> tls_context_;
  std::optional<ssl::stream<tcp::socket&>> tls_;
};

Wire::Wire(std::unique_ptr<State> state) : state_(std::move(state)) {}
Wire::Wire(Wire&&) noexcept = default;
Wire& Wire::operator=(Wire&&) noexcept = default;
Wire::~Wire() = default;

Result<Wire> Wire::open(const std::string& host, std::uint16_t port, const Limits& limits) {
  Wire wire(std::make_unique<State>(host, limits));
  const Outcome connected = wire.state_->connect(port);
  if (!connected) return connected.problems();
  return wire;
}

Outcome Wire::start_tls() { return state_->start_tls(); }
Outcome Wire::write(std::string_view bytes) { return state_->write(bytes); }
Result<std::string> Wire::read() { return state_->read(); }

}  // namespace zw::http::outgoing
