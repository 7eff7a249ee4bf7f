#include "http/metrics.h"

#include <fmt/format.h>

#include <iterator>

#include "base/assert.h"

namespace zw::http {

std::size_t Metrics::add_route(std::string_view method, std::string_view pattern) {
  auto route = std::make_unique<PerRoute>();
  route->method = method;
  route->pattern = pattern;
  routes_.push_back(std::move(route));
  return routes_.size() - 1;
}

void Metrics::add_value(std::string name, std::string type, std::string help,
                        std::function<std::int64_t()> read) {
  values_.push_back({std::move(name), std::move(type), std::move(help), std::move(read)});
}

void Metrics::count(std::size_t route, int status, std::chrono::microseconds took) {
  ZW_ASSERT(route < routes_.size() && status >= 100 && status < 600,
            "requests of known routes have HTTP statuses");
  PerRoute& counts = *routes_[route];
  std::size_t bucket = 0;
  while (bucket < kBuckets.size() && took.count() > kBuckets[bucket]) ++bucket;
  counts.by_status[static_cast<std::size_t>(status)].fetch_add(1, std::memory_order_relaxed);
  counts.by_duration[bucket].fetch_add(1, std::memory_order_relaxed);
  counts.micros.fetch_add(took.count(), std::memory_order_relaxed);
}

void Metrics::write_counts(std::string& out, const PerRoute& route) {
  for (std::size_t status = 100; status < route.by_status.size(); ++status)
    if (const auto n = route.by_status[status].load(std::memory_order_relaxed); n > 0)
      fmt::format_to(std::back_inserter(out),
                     "zonewright_requests_total{{method=\"{}\",route=\"{}\",status=\"{}\"}} {}\n",
                     route.method, route.pattern, status, n);
}

void Metrics::write_durations(std::string& out, const PerRoute& route) {
  const std::string labels = fmt::format("method=\"{}\",route=\"{}\"", route.method, route.pattern);
  std::int64_t below = 0;
  std::string lines;
  for (std::size_t i = 0; i <= kBuckets.size(); ++i) {
    below += route.by_duration[i].load(std::memory_order_relaxed);
    const std::string end =
        i < kBuckets.size() ? fmt::format("{}", static_cast<double>(kBuckets[i]) / 1e6) : "+Inf";
    fmt::format_to(std::back_inserter(lines), "zonewright_request_seconds_bucket{{{},le=\"{}\"}} {}\n",
                   labels, end, below);
  }
  if (below == 0) return;
  out += lines;
  fmt::format_to(std::back_inserter(out),
                 "zonewright_request_seconds_sum{{{0}}} {1}\nzonewright_request_seconds_count{{{0}}} {2}\n",
                 labels, static_cast<double>(route.micros.load(std::memory_order_relaxed)) / 1e6, below);
}

std::string Metrics::text() const {
  std::string out =
      "# HELP zonewright_requests_total Answered requests.\n# TYPE zonewright_requests_total counter\n";
  for (const auto& route : routes_) write_counts(out, *route);
  out +=
      "# HELP zonewright_request_seconds Time from the last byte of a request to its answer.\n"
      "# TYPE zonewright_request_seconds histogram\n";
  for (const auto& route : routes_) write_durations(out, *route);
  const auto value = [&out](std::string_view name, std::string_view type, std::string_view help,
                            std::int64_t number) {
    fmt::format_to(std::back_inserter(out), "# HELP {0} {2}\n# TYPE {0} {1}\n{0} {3}\n", name, type, help,
                   number);
  };
  value("zonewright_connections", "gauge", "Open connections.", connections);
  value("zonewright_connections_total", "counter", "Accepted connections.", connections_total);
  value("zonewright_streams", "gauge", "Open live-update streams.", streams);
  value("zonewright_streams_dropped_total", "counter", "Streams closed because their reader was too slow.",
        streams_dropped);
  value("zonewright_requests_running", "gauge", "Requests being worked on.", running);
  for (const Value& v : values_) value(v.name, v.type, v.help, v.read());
  return out;
}

}  // namespace zw::http
