#include "http/attempts.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

#include "storage/digest.h"

namespace zw::http {
namespace {

constexpr std::int64_t kForgottenAfter = 3600 * kMicrosPerSecond;
/// A whole office may share one address: its budget is generous, its wait short.
constexpr std::int64_t kAddressBudget = 100, kAddressWait = 60;

struct Count {
  std::int64_t failures = 0, last_at = 0, blocked_until = 0;
};

Count load(storage::Connection& connection, const std::string& subject) {
  auto row = connection.query(
      "SELECT failures, last_at, blocked_until FROM login_attempt WHERE zone_id = 0 AND subject = $1",
      {subject});
  if (!row->step()) return {};
  return {row->integer(0), row->integer(1), row->integer(2)};
}

void store(storage::Connection& connection, const std::string& subject, const Count& count) {
  connection.execute(
      "INSERT INTO login_attempt (zone_id, subject, failures, last_at, blocked_until) VALUES (0, $1, $2, $3, "
      "$4) "
      "ON CONFLICT (zone_id, subject) DO UPDATE SET failures = excluded.failures, last_at = "
      "excluded.last_at, "
      "blocked_until = excluded.blocked_until",
      {subject, count.failures, count.last_at, count.blocked_until});
}

void take_back(storage::Connection& connection, const std::string& subject) {
  connection.execute(
      "UPDATE login_attempt SET failures = failures - 1, blocked_until = 0 WHERE zone_id = 0 AND subject = "
      "$1",
      {subject});
}

}  // namespace

std::string address_group(std::string_view address) {
  std::array<unsigned char, 16> bytes{};
  if (inet_pton(AF_INET6, std::string(address).c_str(), bytes.data()) != 1) return std::string(address);
  std::fill(bytes.begin() + 8, bytes.end(), static_cast<unsigned char>(0));
  std::array<char, INET6_ADDRSTRLEN> text;
  inet_ntop(AF_INET6, bytes.data(), text.data(), text.size());
  return text.data();
}

std::vector<Attempts::Subject> Attempts::subjects(const Attempt& attempt) {
  if (!attempt.known_device.empty())
    return {{storage::digest("device\n" + attempt.known_device), Limit::guesses}};
  const std::string from = address_group(attempt.address);
  return {{storage::digest("login\n" + attempt.login + "\n" + from), Limit::guesses},
          {storage::digest("address\n" + from), Limit::address}};
}

std::int64_t Attempts::wait_after(std::int64_t failures, Limit limit) const {
  if (limit == Limit::address) return failures < kAddressBudget ? 0 : kAddressWait;
  if (failures < profile_.free_failures) return 0;
  const auto doublings = std::min<std::int64_t>(failures - profile_.free_failures, 20);
  return std::min(profile_.longest_wait, profile_.first_wait << doublings);
}

std::int64_t Attempts::begin(const Attempt& attempt, Instant now) {
  std::int64_t wait = 0;
  database_.write([&](storage::Connection& connection) {
    connection.hold(ZoneId{0});
    wait = 0;
    std::vector<Count> counts;
    for (const Subject& subject : subjects(attempt)) {
      counts.push_back(load(connection, subject.digest));
      if (const auto left = counts.back().blocked_until - now.micros; left > 0)
        wait = std::max(wait, (left + kMicrosPerSecond - 1) / kMicrosPerSecond);
    }
    if (wait > 0) return;
    std::size_t i = 0;
    for (const Subject& subject : subjects(attempt)) {
      Count& count = counts[i++];
      if (now.micros - count.last_at > kForgottenAfter) count.failures = 0;
      ++count.failures;
      count.last_at = now.micros;
      count.blocked_until = now.micros + wait_after(count.failures, subject.limit) * kMicrosPerSecond;
      store(connection, subject.digest, count);
    }
    connection.execute("DELETE FROM login_attempt WHERE zone_id = 0 AND last_at < $1",
                       {now.micros - kMicrosPerDay});
  });
  return wait;
}

void Attempts::succeeded(const Attempt& attempt) {
  database_.write([&](storage::Connection& connection) {
    connection.hold(ZoneId{0});
    for (const Subject& subject : subjects(attempt))
      if (subject.limit == Limit::guesses)
        connection.execute("DELETE FROM login_attempt WHERE zone_id = 0 AND subject = $1", {subject.digest});
      else
        take_back(connection, subject.digest);
  });
}

void Attempts::forgive(const Attempt& attempt) {
  database_.write([&](storage::Connection& connection) {
    connection.hold(ZoneId{0});
    for (const Subject& subject : subjects(attempt)) take_back(connection, subject.digest);
  });
}

}  // namespace zw::http
