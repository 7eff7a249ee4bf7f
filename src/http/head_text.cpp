#include <algorithm>
#include <array>
#include <charconv>

#include "http/dispatcher.h"

namespace zw::http {
namespace {

/// A line break inside a value would begin a header of its own.
void append_header(std::string& out, std::string_view name, std::string_view value) {
  out += name;
  out += ": ";
  const std::size_t begin = out.size();
  out += value;
  std::replace_if(
      out.begin() + static_cast<std::ptrdiff_t>(begin), out.end(),
      [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, ' ');
  out += "\r\n";
}

bool has_no_body(int status) { return status == 204 || status == 304; }

}  // namespace

std::string_view security_headers() {
  return "Content-Security-Policy: default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri "
         "'none'; "
         "form-action 'self'; frame-ancestors 'none'\r\n"
         "X-Content-Type-Options: nosniff\r\n"
         "Referrer-Policy: same-origin\r\n"
         "Cross-Origin-Resource-Policy: same-origin\r\n"
         "Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()\r\n";
}

std::string head_text(const Response& response, const HeadFacts& facts) {
  std::string out;
  out.reserve(1'000);
  const auto number = [&out](std::size_t value) {
    std::array<char, 20> digits;
    out.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr);
  };
  out += "HTTP/1.1 ";
  number(static_cast<std::size_t>(response.status));
  ((out += ' ') += reason_of(response.status)) += "\r\nDate: ";
  (out += facts.date) += "\r\n";
  if (!response.content_type.empty()) append_header(out, "Content-Type", response.content_type);
  if (!response.stream && !has_no_body(response.status)) {
    out += "Content-Length: ";
    number(response.content().size());
    out += "\r\n";
  }
  if (!facts.request_id.empty()) append_header(out, "X-Request-Id", facts.request_id);
  out += security_headers();
  // Browsers ignore both over plain http, and complain about the second.
  if (facts.is_secure)
    out +=
        "Strict-Transport-Security: max-age=31536000\r\n"
        "Cross-Origin-Opener-Policy: same-origin\r\n";
  bool says_cache = false;
  for (const auto& [name, value] : response.headers) {
    says_cache = says_cache || name == "Cache-Control";
    append_header(out, name, value);
  }
  if (!says_cache) out += "Cache-Control: no-store\r\n";
  if (!facts.keeps_alive) out += "Connection: close\r\n";
  out += "\r\n";
  return out;
}

}  // namespace zw::http
