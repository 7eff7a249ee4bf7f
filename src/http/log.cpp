#include "http/log.h"

#include <unistd.h>

#include <string>

#include "record/json.h"

namespace zw::http {
namespace {

/// One write call, so that lines of several threads do not mix. A log that cannot be written stops nobody.
void write_line(std::string line) {
  line.push_back('\n');
  [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, line.data(), line.size());
}

}  // namespace

void Log::request(std::string_view id, std::string_view method, std::string_view pattern, int status,
                  std::chrono::microseconds took) const {
  if (requests_ == Requests::silent) return;
  std::string line;
  record::JsonWriter(line)
      .begin_object()
      .member("request", id)
      .member("method", method)
      .member("route", pattern)
      .member("status", status)
      .member("ms", static_cast<double>(took.count()) / 1000.0)
      .end_object();
  write_line(std::move(line));
}

void Log::failure(std::string_view id, std::string_view pattern, std::string_view what) const {
  std::string line;
  record::JsonWriter(line)
      .begin_object()
      .member("request", id)
      .member("route", pattern)
      .member("failure", what)
      .end_object();
  write_line(std::move(line));
}

}  // namespace zw::http
