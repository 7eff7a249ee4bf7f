#include "http/request_parser.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/assert.h"

namespace zw::http {
namespace {

/// RFC 9110, 5.6.2: what names of methods and headers are made of.
constexpr std::array<bool, 256> make_token_table() {
  std::array<bool, 256> table{};
  for (int c = '0'; c <= '9'; ++c) table[static_cast<std::size_t>(c)] = true;
  for (int c = 'a'; c <= 'z'; ++c) table[static_cast<std::size_t>(c)] = true;
  for (int c = 'A'; c <= 'Z'; ++c) table[static_cast<std::size_t>(c)] = true;
  for (const char c : {'!', '#', '$', '%', '&', '\'', '*', '+', '-', '.', '^', '_', '`', '|', '~'})
    table[static_cast<std::size_t>(c)] = true;
  return table;
}
constexpr std::array<bool, 256> kToken = make_token_table();

bool is_token(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return kToken[static_cast<unsigned char>(c)]; });
}

bool is_field_text(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return c == '\t' || (byte >= 0x20 && byte != 0x7f);
  });
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  return out;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

bool lists(std::string_view header, std::string_view word) {
  while (!header.empty()) {
    const std::size_t end = std::min(header.find(','), header.size());
    if (lower(trimmed(header.substr(0, end))) == word) return true;
    header.remove_prefix(std::min(end + 1, header.size()));
  }
  return false;
}

/// The line before CRLF, removed from `bytes`; a bare CR or LF inside is left in for the caller to refuse.
bool take_line(std::string_view& bytes, std::string_view& line) {
  const std::size_t end = bytes.find("\r\n");
  if (end == std::string_view::npos) return false;
  line = bytes.substr(0, end);
  bytes.remove_prefix(end + 2);
  return true;
}

/// At `from` or behind it.
bool has_bare_line_feed(std::string_view bytes, std::size_t from) {
  for (std::size_t at = bytes.find('\n', from); at != std::string_view::npos; at = bytes.find('\n', at + 1))
    if (at == 0 || bytes[at - 1] != '\r') return true;
  return false;
}

constexpr std::size_t kMaxChunkLine = 256;

}  // namespace

RequestParser::Step RequestParser::refuse(int status, std::string_view code) {
  refusal_ = {status, code};
  return Step::refused;
}

RequestParser::Step RequestParser::feed(std::string_view& bytes) {
  switch (phase_) {
    case Phase::head:
      return feed_head(bytes);
    case Phase::body:
      return feed_body(bytes);
    case Phase::done:
      return Step::complete;
    default:
      return feed_chunked(bytes);
  }
}

RequestParser::Step RequestParser::feed_head(std::string_view& bytes) {
  // Some clients send an empty line after a body (RFC 9112, 2.2).
  if (!has_begun_)
    while (bytes.starts_with("\r\n")) bytes.remove_prefix(2);
  if (bytes.empty() || bytes == "\r") return Step::more;
  has_begun_ = true;
  const std::size_t from = scanned_ < 3 ? 0 : scanned_ - 3;
  const std::size_t end = bytes.find("\r\n\r\n", from);
  // What can become no head is refused at once instead of when its time is up.
  if (!is_token(bytes.substr(0, 1)) || has_bare_line_feed(bytes.substr(0, std::min(end, kMaxHead)), scanned_))
    return refuse(400, "request.malformed");
  scanned_ = bytes.size();
  if (std::min(end, bytes.size()) > kMaxHead) return refuse(431, "request.head_too_large");
  if (end == std::string_view::npos) return Step::more;

  std::string_view text = bytes.substr(0, end + 2), line;
  bytes.remove_prefix(end + 4);
  take_line(text, line);
  if (!parse_request_line(line)) return Step::refused;
  while (take_line(text, line))
    if (!parse_header(line)) return Step::refused;
  if (!apply_headers()) return Step::refused;
  phase_ = head_.is_chunked ? Phase::chunk_size : Phase::body;
  remaining_ = head_.content_length;
  return Step::head_done;
}

bool RequestParser::parse_request_line(std::string_view line) {
  refusal_ = {400, "request.malformed"};
  const std::size_t first = line.find(' '), last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) return false;
  const std::string_view method = line.substr(0, first), target = line.substr(first + 1, last - first - 1),
                         version = line.substr(last + 1);
  const bool is_visible =
      std::all_of(target.begin(), target.end(), [](char c) { return c > 0x20 && c < 0x7f; });
  if (!is_token(method) || target.empty() || !is_visible) return false;
  if (version.size() != 8 || !version.starts_with("HTTP/") || version[6] != '.') return false;
  if (version[5] != '1' || (version[7] != '0' && version[7] != '1')) {
    refusal_ = {505, "request.unsupported_version"};
    return false;
  }
  version_minor_ = version[7] - '0';
  head_.method = method;
  head_.target = target;
  return true;
}

bool RequestParser::parse_header(std::string_view line) {
  refusal_ = {400, "request.malformed"};
  // A line that begins with a blank would continue the one before it (obs-fold); its name is then no token.
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) return false;
  const std::string_view value = trimmed(line.substr(colon + 1));
  if (!is_field_text(value)) return false;
  if (head_.headers.size() >= kMaxHeaders) {
    refusal_ = {431, "request.head_too_large"};
    return false;
  }
  head_.headers.emplace_back(lower(line.substr(0, colon)), value);
  return true;
}

bool RequestParser::apply_headers() {
  int hosts = 0;
  head_.keep_alive = version_minor_ == 1;
  for (const auto& [name, value] : head_.headers) {
    if (name == "host") ++hosts;
    if (name == "connection" && lists(value, "close")) head_.keep_alive = false;
    if (name == "expect") {
      if (lower(value) != "100-continue") {
        refusal_ = {417, "request.bad_expectation"};
        return false;
      }
      head_.expects_continue = version_minor_ == 1;
    }
  }
  if (hosts > 1 || (hosts == 0 && version_minor_ == 1)) {
    refusal_ = {400, "request.no_host"};
    return false;
  }
  return apply_length();
}

/// Two ways to say where a body ends are how requests are smuggled: exactly one, said exactly once, is
/// accepted.
bool RequestParser::apply_length() {
  int lengths = 0, codings = 0;
  std::string_view length, coding;
  for (const auto& [name, value] : head_.headers) {
    if (name == "content-length") ++lengths, length = value;
    if (name == "transfer-encoding") ++codings, coding = value;
  }
  refusal_ = {400, "request.ambiguous_length"};
  if (lengths + codings > 1) return false;
  if (codings == 1) {
    if (version_minor_ == 0) return false;
    if (lower(coding) != "chunked") {
      refusal_ = {501, "request.unsupported_coding"};
      return false;
    }
    head_.is_chunked = true;
  }
  if (lengths == 1) {
    const bool is_number =
        !length.empty() && length.size() <= 18 &&
        std::all_of(length.begin(), length.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!is_number) return false;
    std::from_chars(length.data(), length.data() + length.size(), head_.content_length);
  }
  return true;
}

RequestParser::Step RequestParser::limit_body(std::uint64_t bytes) {
  ZW_ASSERT(phase_ == Phase::body || phase_ == Phase::chunk_size, "the limit is said between head and body");
  limit_ = bytes;
  if (remaining_ > limit_) return refuse(413, "request.body_too_large");
  if (!head_.has_body()) {
    phase_ = Phase::done;
    return Step::complete;
  }
  // What is only promised is not allocated, beyond a little.
  constexpr std::uint64_t kTrusted = 256 * 1024;
  body_.reserve(static_cast<std::size_t>(std::min(remaining_, kTrusted)));
  return Step::more;
}

RequestParser::Step RequestParser::feed_body(std::string_view& bytes) {
  const std::size_t take = static_cast<std::size_t>(std::min<std::uint64_t>(remaining_, bytes.size()));
  body_.append(bytes.substr(0, take));
  bytes.remove_prefix(take);
  remaining_ -= take;
  if (remaining_ > 0) return Step::more;
  phase_ = Phase::done;
  return Step::complete;
}

RequestParser::Step RequestParser::feed_chunked(std::string_view& bytes) {
  for (;;) {
    Step step = Step::more;
    switch (phase_) {
      case Phase::chunk_size:
        step = chunk_size(bytes);
        break;
      case Phase::chunk_data:
        step = feed_body(bytes);
        if (step == Step::complete) phase_ = Phase::chunk_end;
        break;
      case Phase::chunk_end:
        if (bytes.size() < 2)
          return bytes == "\r" || bytes.empty() ? Step::more : refuse(400, "request.malformed");
        if (!bytes.starts_with("\r\n")) return refuse(400, "request.malformed");
        bytes.remove_prefix(2);
        phase_ = Phase::chunk_size;
        step = Step::complete;
        break;
      case Phase::trailer:
        return trailer(bytes);
      default:
        ZW_ASSERT(false, "a chunked body is in one of these phases");
    }
    if (step != Step::complete) return step;
  }
}

/// Answers `complete` when the size line was understood and the next phase can go on.
RequestParser::Step RequestParser::chunk_size(std::string_view& bytes) {
  const std::size_t end = bytes.find("\r\n");
  if (std::min(end, bytes.size()) > kMaxChunkLine) return refuse(400, "request.malformed");
  if (end == std::string_view::npos) return Step::more;
  const std::string_view line = bytes.substr(0, end);
  std::uint64_t size = 0;
  const std::size_t digits = std::min(line.find_first_of("; \t"), line.size());
  const auto parsed = std::from_chars(line.data(), line.data() + digits, size, 16);
  if (digits == 0 || digits > 15 || parsed.ec != std::errc{} || parsed.ptr != line.data() + digits ||
      !is_field_text(line))
    return refuse(400, "request.malformed");
  const std::string_view extension = trimmed(line.substr(digits));
  if (!extension.empty() && extension.front() != ';') return refuse(400, "request.malformed");
  if (size > limit_ - body_.size()) return refuse(413, "request.body_too_large");
  bytes.remove_prefix(end + 2);
  remaining_ = size;
  phase_ = size == 0 ? Phase::trailer : Phase::chunk_data;
  return Step::complete;
}

/// Trailers are checked for form and dropped: nothing here needs them, and merging them is a known trap.
RequestParser::Step RequestParser::trailer(std::string_view& bytes) {
  for (;;) {
    const std::size_t end = bytes.find("\r\n");
    if (trailer_bytes_ + std::min(end, bytes.size()) > kMaxTrailer)
      return refuse(431, "request.head_too_large");
    if (end == std::string_view::npos) return Step::more;
    const std::string_view line = bytes.substr(0, end);
    trailer_bytes_ += end + 2;
    if (!line.empty()) {
      const std::size_t colon = line.find(':');
      if (colon == std::string_view::npos || !is_token(line.substr(0, colon)) || !is_field_text(line))
        return refuse(400, "request.malformed");
    }
    bytes.remove_prefix(end + 2);
    if (!line.empty()) continue;
    phase_ = Phase::done;
    return Step::complete;
  }
}

}  // namespace zw::http
