#include "http/outgoing/client.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <charconv>
#include <iterator>
#include <optional>

#include "http/outgoing/address.h"
#include "http/outgoing/wire.h"

namespace zw::http::outgoing {
namespace {

namespace beast_http = boost::beast::http;
using boost::system::error_code;
using Parser = beast_http::response_parser<beast_http::string_body>;

constexpr std::uint32_t kMaxHead = 16 * 1024;

bool is_token(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
  });
}

bool is_header_value(std::string_view value) {
  return std::all_of(value.begin(), value.end(), [](char c) { return c >= ' ' && c < '\x7f'; });
}

Problems header_problems(const Call& call) {
  Problems problems;
  for (const auto& [name, value] : call.headers)
    if (!is_token(name) || !is_header_value(value))
      problems.push_back(Problem{"outgoing.bad_header", "headers", {{"name", name}}});
  return problems;
}

std::string request_text(const Call& call, const Address& address) {
  std::string text = fmt::format(
      "POST {} HTTP/1.1\r\nHost: {}\r\nUser-Agent: Zonewright\r\nConnection: close\r\nContent-Length: {}\r\n",
      address.target, address.authority, call.body.size());
  for (const auto& [name, value] : call.headers)
    fmt::format_to(std::back_inserter(text), "{}: {}\r\n", name, value);
  return text + "\r\n" + call.body;
}

/// The number of seconds; a date is as good as nothing, because the queue waits anyway.
std::int64_t seconds_of(std::string_view text) {
  std::int64_t seconds = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), seconds);
  const bool is_number = read.ec == std::errc{} && read.ptr == text.data() + text.size();
  return is_number && seconds > 0 ? seconds : 0;
}

/// Reads one answer from a wire, piece by piece.
class AnswerReader {
 public:
  AnswerReader(Wire& wire, const std::string& host, std::size_t limit)
      : wire_(wire), host_(host), limit_(limit) {
    start();
  }

  Result<Answer> read() {
    while (!parser_->is_done()) {
      const auto bytes = wire_.read();
      if (!bytes) return bytes.problems();
      const error_code error = bytes->empty() ? end() : take(*bytes);
      if (error) return problem_of(error);
    }
    auto& message = parser_->get();
    return Answer{static_cast<int>(message.result_int()), std::move(message.body()),
                  seconds_of(message[beast_http::field::retry_after])};
  }

 private:
  void start() {
    parser_.emplace();
    parser_->eager(true);
    parser_->header_limit(kMaxHead);
    parser_->body_limit(limit_);
  }

  error_code take(std::string_view bytes) {
    pending_ += bytes;
    error_code error;
    while (!pending_.empty() && !parser_->is_done() && !error) {
      pending_.erase(0, parser_->put(boost::asio::buffer(pending_), error));
      // "100 Continue" and its like come before the answer.
      if (parser_->is_done() && parser_->get().result_int() / 100 == 1) start();
    }
    return error == beast_http::error::need_more ? error_code{} : error;
  }

  error_code end() {
    error_code error = beast_http::error::partial_message;
    if (parser_->got_some()) parser_->put_eof(error);
    return error;
  }

  Problem problem_of(const error_code& error) const {
    if (error == beast_http::error::body_limit || error == beast_http::error::header_limit)
      return Problem{"outgoing.too_large", "", {{"host", host_}, {"limit", fmt::format("{}", limit_)}}};
    if (error == beast_http::error::partial_message || error == beast_http::error::end_of_stream)
      return Problem{"outgoing.closed", "", {{"host", host_}}};
    return Problem{"outgoing.bad_answer", "", {{"host", host_}}};
  }

  Wire& wire_;
  const std::string& host_;
  std::size_t limit_;
  std::optional<Parser> parser_;
  std::string pending_;
};

}  // namespace

Result<Answer> post(const Call& call, const Limits& limits) {
  const auto address = parse_address(call.url);
  Problems problems = header_problems(call);
  if (!address) problems.insert(problems.begin(), address.problems().begin(), address.problems().end());
  if (!problems.empty()) return problems;
  auto wire = Wire::open(address->host, address->port, limits);
  if (!wire) return wire.problems();
  if (address->is_secure)
    if (const Outcome trusted = wire->start_tls(); !trusted) return trusted.problems();
  if (const Outcome written = wire->write(request_text(call, *address)); !written) return written.problems();
  return AnswerReader(*wire, address->host, limits.answer).read();
}

}  // namespace zw::http::outgoing
