#include "http/events.h"

#include <gtest/gtest.h>

#include <thread>

#include "http/testing.h"

namespace zw::http {
namespace {

using namespace testing;
using std::chrono::milliseconds;
using storage::Role;

std::string listen(const std::string& headers) {
  return "GET /api/events HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
}

/// Waits, far longer than it takes, for what another thread does.
template <class Condition>
bool comes_true(Condition condition) {
  for (int i = 0; i < 5'000 && !condition(); ++i) std::this_thread::sleep_for(milliseconds(1));
  return condition();
}

TEST(Events, AStreamEndsWithItsSession) {
  LiveServer live;
  const std::string leaving = live.cookie(Role::officer), staying = live.cookie(Role::officer);
  Client ended(live.port()), open(live.port()), browser(live.port());
  for (auto [client, cookie] : {std::pair{&ended, &leaving}, std::pair{&open, &staying}}) {
    client->send(listen(*cookie));
    client->read_until("event: ready\ndata: {}\n\n");
  }
  ASSERT_EQ(live.metrics.streams, 2);
  browser.ask("DELETE /api/session HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\n" + leaving +
              "\r\n");
  EXPECT_TRUE(comes_true([&] { return live.metrics.streams == 1; })) << "long before the next heartbeat";
  live.house.publish("enterprise.updated", Id{41});
  EXPECT_NE(open.read_until("\n\n").find("\"id\":41}"), std::string::npos);
  EXPECT_EQ(ended.read_to_end().find("\"id\":41}"), std::string::npos);
}

TEST(Events, SessionsThatEndElsewhereAreNoticedWithTheHeartbeat) {
  EventHubSettings settings;
  settings.heartbeat = milliseconds(20);
  LiveServer live({}, {}, {}, settings);
  live.house.access->when_forgetting({});
  const std::string cookie = live.cookie(Role::officer);
  Client client(live.port());
  client.send(listen(cookie));
  client.read_until("event: ready");
  live.house.database->write(
      [](storage::Connection& connection) { connection.execute("DELETE FROM session"); });
  live.house.access->forget();
  EXPECT_TRUE(comes_true([&] { return live.metrics.streams == 0; }));
}

TEST(Events, OldOnesAreForgottenAndWhoMissedThemLoadsAfresh) {
  EventHubSettings settings;
  settings.heartbeat = settings.tidying = milliseconds(20);
  LiveServer live({}, {}, {}, settings);
  const std::string cookie = live.cookie(Role::officer);
  const Instant now = live.house.clock.now();
  const auto publish = [&](Instant at, std::int64_t id) {
    live.house.database->write([&](storage::Connection& connection) {
      storage::publish(connection, {ZoneId{1}, {}, at, "test"}, "enterprise.updated", "enterprise", Id{id});
    });
  };
  const auto kept = [&] {
    std::size_t count = 0;
    live.house.database->read([&](storage::Connection& connection) {
      count = storage::events_after(connection, ZoneId{1}, 0, 10).size();
    });
    return count;
  };
  publish(plus_seconds(now, -25 * 3600), 41);
  publish(plus_seconds(now, -23 * 3600), 42);
  EXPECT_TRUE(comes_true([&] { return kept() == 1; }));
  publish(now, 43);
  Client back(live.port()), lost(live.port());
  back.send(listen(cookie + "Last-Event-ID: 1\r\n"));
  EXPECT_NE(back.read_until("\"id\":43}\n\n").find("\"id\":42}"), std::string::npos);
  lost.send(listen(cookie + "Last-Event-ID: 0\r\n"));
  EXPECT_NE(lost.read_until("data: {}\n\n").find("id: 3\nevent: reset"), std::string::npos);
}

}  // namespace
}  // namespace zw::http
