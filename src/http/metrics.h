// Counts what the server does and writes it in the text format of Prometheus.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace zw::http {

/// Counting is safe from any thread and takes no lock; adding routes and gauges happens before the server
/// starts.
class Metrics {
 public:
  /// Answers the number under which requests of this route are counted.
  std::size_t add_route(std::string_view method, std::string_view pattern);
  /// `read` is asked at every scrape. `type` is "gauge" or "counter".
  void add_value(std::string name, std::string type, std::string help, std::function<std::int64_t()> read);

  void count(std::size_t route, int status, std::chrono::microseconds took);
  std::string text() const;

  std::atomic<std::int64_t> connections{0}, connections_total{0}, streams{0}, streams_dropped{0}, running{0};

 private:
  /// Upper ends of the buckets, in microseconds.
  static constexpr std::array<std::int64_t, 11> kBuckets = {
      500, 1'000, 2'500, 5'000, 10'000, 25'000, 100'000, 250'000, 1'000'000, 2'500'000, 10'000'000};
  struct PerRoute {
    std::string method, pattern;
    std::array<std::atomic<std::int64_t>, 600> by_status{};
    std::array<std::atomic<std::int64_t>, kBuckets.size() + 1> by_duration{};
    std::atomic<std::int64_t> micros{0};
  };
  struct Value {
    std::string name, type, help;
    std::function<std::int64_t()> read;
  };

  static void write_counts(std::string& out, const PerRoute& route);
  static void write_durations(std::string& out, const PerRoute& route);

  std::vector<std::unique_ptr<PerRoute>> routes_;
  std::vector<Value> values_;
};

}  // namespace zw::http
