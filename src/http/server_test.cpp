#include "http/server.h"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <thread>

#include "http/testing.h"
#include "record/json.h"

namespace zw::http {
namespace {

using namespace testing;
using std::chrono::milliseconds;
using storage::Role;
using storage::Roles;

Route open_route(Method method, std::string path, Handler handler) {
  Route route;
  route.method = method;
  route.path = std::move(path);
  route.without_login = true;
  route.handler = std::move(handler);
  return route;
}

Routes echo_routes() {
  Route echo = open_route(Method::post, "/api/echo",
                          [](const Context& c) { return Response::json('"' + c.request.body + '"'); });
  echo.max_body = 100'000;
  Route officers = open_route(Method::get, "/api/officers/{id}", [](const Context& c) {
    return Response::json('"' + c.request.params.at("id") + " by " + c.scope.actor.name + '"');
  });
  officers.without_login = false;
  officers.roles = {Role::officer};
  Route change = officers;
  change.method = Method::put;
  return {std::move(echo),
          std::move(officers),
          std::move(change),
          open_route(Method::get, "/api/hello", [](const Context&) { return Response::json("\"hello\""); }),
          open_route(Method::get, "/api/full",
                     [](const Context&) -> Response {
                       throw storage::DatabaseError(storage::Failure::full, "database or disk is full");
                     }),
          open_route(Method::get, "/api/bug",
                     [](const Context&) -> Response { throw std::runtime_error("secret detail"); })};
}

std::string get(std::string_view path, std::string_view headers = "") {
  return "GET " + std::string(path) + " HTTP/1.1\r\nHost: zone.example\r\n" + std::string(headers) + "\r\n";
}
std::string post(std::string_view path, std::string_view body, std::string_view headers = "") {
  return "POST " + std::string(path) + " HTTP/1.1\r\nHost: zone.example\r\n" + std::string(headers) +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

TEST(Server, AnswersByteByByteAndPipelined) {
  LiveServer live(echo_routes());
  Client slow(live.port());
  for (const char c : post("/api/echo", "one")) ASSERT_TRUE(slow.send({&c, 1}));
  EXPECT_EQ(body_of_answer(slow.read_answer()), "\"one\"");
  Client quick(live.port());
  quick.send(post("/api/echo", "first") + get("/api/hello") +
             post("/api/echo", "third", "Connection: close\r\n"));
  EXPECT_EQ(body_of_answer(quick.read_answer()), "\"first\"");
  EXPECT_EQ(body_of_answer(quick.read_answer()), "\"hello\"");
  const std::string last = quick.read_to_end();
  EXPECT_EQ(body_of_answer(last), "\"third\"");
  EXPECT_EQ(header_of_answer(last, "Connection"), "close");
}

/// A route is answered by the network thread after quick runs, until it is slow once or a session must be
/// looked up.
TEST(Server, OnlyQuickRoutesAreNotHandedOver) {
  bool is_slow = false;
  Routes routes{
      open_route(Method::get, "/api/sometimes",
                 [&](const Context&) {
                   if (is_slow) std::this_thread::sleep_for(milliseconds(5));
                   return Response::json("1");
                 }),
      open_route(Method::post, "/api/sometimes", [](const Context&) { return Response::json("1"); })};
  LiveServer live(std::move(routes));
  const auto run = [&](std::string_view method, const Request& like) {
    auto asked = live.dispatcher.ask(method, "/api/sometimes");
    Request request = like;
    EXPECT_EQ(live.dispatcher.handle(asked, request).status, 200);
    return live.dispatcher.is_quick(live.dispatcher.ask(method, "/api/sometimes"), like);
  };
  const auto becomes_quick = [&](std::string_view method, const Request& like) {
    for (int i = 0; i < 2'000; ++i)
      if (run(method, like)) return true;
    return false;
  };
  EXPECT_FALSE(run("GET", {})) << "unknown yet";
  EXPECT_TRUE(becomes_quick("GET", {}));
  EXPECT_FALSE(becomes_quick("POST", {})) << "writes wait for the disk";
  Request signed_in;
  signed_in.headers = {{"cookie", live.cookie(Role::officer).substr(8, 56)}};
  const auto asked = live.dispatcher.ask("GET", "/api/sometimes");
  EXPECT_FALSE(live.dispatcher.is_quick(asked, signed_in)) << "the session must be read first";
  EXPECT_TRUE(becomes_quick("GET", signed_in));
  live.house.clock.set(plus_seconds(live.house.clock.now(), 61));
  EXPECT_FALSE(live.dispatcher.is_quick(asked, signed_in)) << "its last use must be written";
  is_slow = true;
  EXPECT_FALSE(run("GET", {}));
  is_slow = false;
  EXPECT_FALSE(run("GET", {})) << "not trusted again at once";
}

TEST(Server, AnswersLongPipelinesInOrder) {
  LiveServer live(echo_routes());
  Client client(live.port());
  for (int i = 0; i < 100; ++i) ASSERT_EQ(status_of_answer(client.ask(get("/api/hello"))), 200);
  std::string many;
  for (int i = 0; i < 500; ++i) many += get("/api/hello") + post("/api/echo", std::to_string(i));
  client.send(many);
  for (int i = 0; i < 500; ++i) {
    EXPECT_EQ(body_of_answer(client.read_answer()), "\"hello\"");
    EXPECT_EQ(body_of_answer(client.read_answer()), '"' + std::to_string(i) + '"');
  }
}

TEST(Server, EveryAnswerCarriesTheSecurityHeadersAndItsId) {
  LiveServer live(echo_routes());
  for (const std::string& request :
       {get("/api/hello"), get("/api/nothing"), get("/nothing.js"), get("/api/bug"), get("/api/full"),
        get("/%00"), get("/api/session"), std::string("garbage\r\n\r\n"),
        post("/api/echo", std::string(100'001, 'x')),
        std::string("OPTIONS /api/hello HTTP/1.1\r\nHost: x\r\n\r\n")}) {
    const std::string answer = Client(live.port()).ask(request);
    EXPECT_NE(header_of_answer(answer, "Content-Security-Policy").find("frame-ancestors 'none'"),
              std::string::npos)
        << answer;
    EXPECT_EQ(header_of_answer(answer, "X-Content-Type-Options"), "nosniff");
    EXPECT_FALSE(header_of_answer(answer, "X-Request-Id").empty()) << answer;
    EXPECT_EQ(header_of_answer(answer, "Cache-Control"), "no-store");
  }
}

TEST(Server, SaysOverHttpsAloneWhatBrowsersHeedThereAlone) {
  for (const bool is_secure : {true, false}) {
    const std::string head = head_text(Response{}, {.date = "", .request_id = "", .is_secure = is_secure});
    for (const char* name : {"Strict-Transport-Security", "Cross-Origin-Opener-Policy"})
      EXPECT_EQ(head.find(name) != std::string::npos, is_secure) << name;
  }
}

TEST(Server, FailuresOfTheWorldBecomeCodesAndTellNothingElse) {
  LiveServer live(echo_routes());
  Client client(live.port());
  const std::string full =
      client.ask(get("/api/full", "Accept-Language: en\r\nX-Request-Id: my-request-7\r\n"));
  EXPECT_EQ(status_of_answer(full), 507);
  EXPECT_NE(full.find("\"code\":\"storage.full\""), std::string::npos);
  EXPECT_NE(full.find("The disk is full"), std::string::npos);
  EXPECT_NE(full.find("\"request\":\"my-request-7\""), std::string::npos);
  const std::string bug = client.ask(get("/api/bug"));
  EXPECT_EQ(status_of_answer(bug), 500);
  EXPECT_EQ(bug.find("secret"), std::string::npos);
}

TEST(Server, KnowsMethodsOfAPath) {
  LiveServer live(echo_routes());
  Client client(live.port());
  const std::string wrong = client.ask(post("/api/hello", ""));
  EXPECT_EQ(status_of_answer(wrong), 405);
  EXPECT_EQ(header_of_answer(wrong, "Allow"), "GET, HEAD, OPTIONS");
  EXPECT_EQ(status_of_answer(client.ask("TRACE /api/hello HTTP/1.1\r\nHost: x\r\n\r\n")), 405);
  client.send("OPTIONS /api/officers/1 HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(header_of_answer(client.read_answer(), "Allow"), "GET, HEAD, PUT, OPTIONS");
  EXPECT_EQ(status_of_answer(client.ask(get("/api/hello/"))), 404);
  client.send("HEAD /api/hello HTTP/1.1\r\nHost: x\r\n\r\n" + get("/api/hello"));
  const std::string head = client.read_answer(false);
  EXPECT_EQ(header_of_answer(head, "Content-Length"), "7");
  EXPECT_EQ(body_of_answer(client.read_answer()), "\"hello\"");
}

TEST(Server, AsksBeforeALargeBodyIsSent) {
  LiveServer live(echo_routes());
  Client client(live.port());
  client.send("POST /api/echo HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  EXPECT_EQ(client.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  EXPECT_EQ(body_of_answer(client.ask("ok")), "\"ok\"");
  client.send("POST /api/echo HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 200000\r\n\r\n");
  EXPECT_EQ(status_of_answer(client.read_answer()), 413);
}

TEST(Server, RefusesGarbageAndCloses) {
  LiveServer live(echo_routes());
  for (const std::string request : {"\x16\x03\x01\x02 tls hello\r\n\r\n", "GET / HTTP/1.1\r\n\r\n",
                                    "POST /api/echo HTTP/1.1\r\nHost: x\r\nContent-Length: "
                                    "3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"}) {
    Client client(live.port());
    client.send(request);
    const std::string answer = client.read_to_end();
    EXPECT_EQ(status_of_answer(answer), 400) << answer;
    EXPECT_EQ(header_of_answer(answer, "Connection"), "close");
  }
}

TEST(Server, CutsOffSlowSenders) {
  ServerSettings settings;
  settings.head_time = settings.body_time = settings.idle_time = milliseconds(500);
  LiveServer live(echo_routes(), settings);
  Client head(live.port());
  head.send("GET /api/hello HTTP/1.1\r\nHo");
  EXPECT_EQ(status_of_answer(head.read_to_end()), 408);
  Client body(live.port());
  body.send("POST /api/echo HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc");
  EXPECT_EQ(status_of_answer(body.read_to_end()), 408);
  Client idle(live.port());
  EXPECT_EQ(status_of_answer(idle.ask(get("/api/hello"))), 200);
  EXPECT_EQ(idle.read_to_end(), "");
}

TEST(Server, BoundsConnectionsAndBodies) {
  ServerSettings settings;
  settings.max_connections = 1;
  settings.max_bodies = 50'000;
  LiveServer live(echo_routes(), settings);
  Client first(live.port());
  EXPECT_EQ(status_of_answer(first.ask(get("/api/hello"))), 200);
  EXPECT_EQ(status_of_answer(Client(live.port()).read_to_end()), 503);
  first.send("POST /api/echo HTTP/1.1\r\nHost: x\r\nContent-Length: 90000\r\n\r\n" +
             std::string(80'000, 'x'));
  EXPECT_EQ(status_of_answer(first.read_answer()), 503);
}

TEST(Server, ChecksRolesAndForeignSites) {
  LiveServer live(echo_routes());
  const std::string officer = live.cookie(Role::officer), leader = live.cookie(Role::leader);
  Client client(live.port());
  const auto status = [&](const std::string& request) { return status_of_answer(client.ask(request)); };
  EXPECT_EQ(status(get("/api/officers/7")), 401);
  EXPECT_EQ(status(get("/api/officers/7", leader)), 403);
  EXPECT_EQ(body_of_answer(client.ask(get("/api/officers/7", officer))), "\"7 by user-1\"");
  const auto put = [&](const std::string& headers) {
    return status("PUT /api/officers/7 HTTP/1.1\r\nHost: zone.example\r\n" + officer + headers +
                  "Content-Length: 0\r\n\r\n");
  };
  EXPECT_EQ(put("Origin: https://evil.example\r\n"), 403);
  EXPECT_EQ(put("Origin: null\r\n"), 403);
  EXPECT_EQ(put("Sec-Fetch-Site: cross-site\r\nOrigin: https://zone.example\r\n"), 403);
  EXPECT_EQ(put("Sec-Fetch-Site: same-site\r\n"), 403);
  EXPECT_EQ(put("Sec-Fetch-Site: same-origin\r\n"), 200);
  EXPECT_EQ(put("Origin: https://zone.example\r\n"), 200);
  EXPECT_EQ(status(post("/api/session", "{}", "Origin: https://evil.example\r\n")), 403);
}

TEST(Server, FinishesRunningRequestsWhenItStops) {
  std::atomic<int> running{0};
  std::latch may_finish(1);
  Routes routes{open_route(Method::get, "/api/slow", [&](const Context&) {
    ++running;
    may_finish.wait();
    return Response::json("\"done\"");
  })};
  LiveServer live(std::move(routes));
  const std::string cookie = live.cookie(Role::officer);
  std::vector<std::unique_ptr<Client>> busy;
  for (int i = 0; i < 3; ++i)
    busy.push_back(std::make_unique<Client>(live.port())), busy.back()->send(get("/api/slow"));
  Client idle(live.port()), listener(live.port());
  idle.ask(get("/api/welcome"));
  listener.send(get("/api/events", cookie));
  listener.read_until("event: ready\ndata: {}\n\n");
  while (running < 3) std::this_thread::yield();
  std::thread stopping([&] { EXPECT_TRUE(live.server.stop()); });
  EXPECT_EQ(idle.read_to_end(), "");
  EXPECT_FALSE(Client(live.port()).is_open());
  may_finish.count_down();
  for (auto& client : busy) {
    const std::string answer = client->read_to_end();
    EXPECT_EQ(body_of_answer(answer), "\"done\"");
    EXPECT_EQ(header_of_answer(answer, "Connection"), "close");
  }
  busy.clear();
  EXPECT_EQ(listener.read_to_end(), "retry: 1000\n\n");
  stopping.join();
}

TEST(Server, SaysWhatIsWrongWithItsAddress) {
  LiveServer live;
  ServerSettings settings;
  settings.port = live.port();
  try {
    Server second(settings, live.dispatcher);
    FAIL();
  } catch (const std::runtime_error& error) {
    EXPECT_NE(std::string(error.what()).find("is in use; choose another with --port"), std::string::npos);
  }
}

TEST(Server, StreamsChangesAndResumesWhereAClientLeft) {
  LiveServer live;
  const std::string cookie = live.cookie(Role::officer);
  {
    Client client(live.port());
    client.send(get("/api/events", cookie));
    EXPECT_NE(client.read_until("event: ready\ndata: {}\n\n").find("text/event-stream"), std::string::npos);
    live.house.publish("enterprise.updated", Id{41});
    EXPECT_EQ(client.read_until("\n\n"),
              "id: 1\nevent: change\ndata: "
              "{\"topic\":\"enterprise.updated\",\"entity\":\"enterprise\",\"id\":41}\n\n");
  }
  live.house.publish("enterprise.updated", Id{42});
  live.house.publish("enterprise.updated", Id{43});
  Client back(live.port());
  back.send(get("/api/events", cookie + "Last-Event-ID: 1\r\n"));
  const std::string missed = back.read_until("\"id\":43}\n\n");
  EXPECT_EQ(missed.find("\"id\":41}"), std::string::npos);
  EXPECT_LT(missed.find("id: 2\n"), missed.find("id: 3\n"));
  Client lost(live.port());
  lost.send(get("/api/events", cookie + "Last-Event-ID: 999\r\n"));
  EXPECT_NE(lost.read_until("event: reset\n").find("id: 3\nevent: reset"), std::string::npos);
}

TEST(Server, DropsReadersThatAreTooSlow) {
  ServerSettings settings;
  settings.stream_backlog = 2'000;
  settings.stream_send_buffer = 4'096;
  EventHubSettings events;
  events.gathering = milliseconds(0);
  LiveServer live({}, settings, {}, events);
  Client slow(live.port(), 2'048);
  slow.send(get("/api/events", live.cookie(Role::officer)));
  slow.read_until("event: ready");
  for (int i = 0; i < 5'000 && live.metrics.streams_dropped == 0; ++i)
    live.house.publish("enterprise.updated", Id{i});
  EXPECT_EQ(live.metrics.streams_dropped, 1);
  EXPECT_EQ(live.metrics.streams, 0);
}

TEST(Server, ServesScreensInTheEncodingTheBrowserLikes) {
  LiveServer live({}, {},
                  {{"assets/app-1a2b.js", "plain"},
                   {"assets/app-1a2b.js.br", "brotli"},
                   {"assets/app-1a2b.js.gz", "gzip"},
                   {"index.html", "<html>"}});
  Client client(live.port());
  const auto asset = [&](const char* accepted) {
    return client.ask(get("/assets/app-1a2b.js", "Accept-Encoding: " + std::string(accepted) + "\r\n"));
  };
  EXPECT_EQ(body_of_answer(asset("gzip, deflate, br")), "brotli");
  EXPECT_EQ(body_of_answer(asset("gzip, br;q=0")), "gzip");
  EXPECT_EQ(body_of_answer(asset("deflate")), "plain");
  EXPECT_EQ(header_of_answer(asset("br"), "Content-Encoding"), "br");
  EXPECT_EQ(header_of_answer(asset("br"), "Vary"), "Accept-Encoding");
  EXPECT_EQ(header_of_answer(asset("br"), "Cache-Control"), "public, max-age=31536000, immutable");
  const std::string page = client.ask(get("/enterprises/7"));
  EXPECT_EQ(body_of_answer(page), "<html>");
  EXPECT_EQ(header_of_answer(page, "Cache-Control"), "no-cache");
  const std::string again = client.ask(get("/", "If-None-Match: " + header_of_answer(page, "ETag") + "\r\n"));
  EXPECT_EQ(status_of_answer(again), 304);
  EXPECT_EQ(body_of_answer(again), "");
  EXPECT_EQ(status_of_answer(client.ask(get("/assets/missing.js"))), 404);
}

TEST(Server, DescribesAndMeasuresItself) {
  LiveServer live(echo_routes());
  Client client(live.port());
  client.ask(get("/api/hello"));
  EXPECT_NE(client.ask(get("/metrics")).find("{method=\"GET\",route=\"/api/hello\",status=\"200\"} 1"),
            std::string::npos);
  EXPECT_EQ(status_of_answer(client.ask(get("/metrics", "X-Forwarded-For: 203.0.113.9\r\n"))), 401);
  EXPECT_EQ(status_of_answer(
                client.ask(get("/metrics", live.cookie(Role::officer) + "X-Forwarded-For: 203.0.113.9\r\n"))),
            403);
  EXPECT_EQ(status_of_answer(client.ask(get("/healthz"))), 200);
  const std::string document = client.ask(get("/openapi.json"));
  EXPECT_TRUE(record::parse_json(body_of_answer(document)).ok());
  EXPECT_NE(document.find("\"/api/officers/{id}\""), std::string::npos);
  EXPECT_NE(document.find("\"x-roles\":[\"officer\"]"), std::string::npos);
}

}  // namespace
}  // namespace zw::http
