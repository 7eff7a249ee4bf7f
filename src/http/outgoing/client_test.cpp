#include "http/outgoing/client.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <future>
#include <memory>
#include <regex>
#include <set>
#include <thread>

#include "http/outgoing/messages.h"
#include "http/outgoing/testing.h"
#include "http/outgoing/verdict.h"

namespace zw::http::outgoing {
namespace {

using namespace testing;
using std::chrono::milliseconds;

std::string code_of(const Result<Answer>& answer) { return answer ? "" : answer.problems().front().code; }

std::string param_of(const Result<Answer>& answer, std::string_view name) {
  for (const auto& [key, value] : answer.problems().front().params)
    if (key == name) return value;
  return "";
}

/// A server that reads the request and says these bytes.
FakeServer::Script saying(std::string bytes) {
  return [bytes = std::move(bytes)](Peer& peer) {
    peer.read_request();
    peer.write(bytes);
  };
}

TEST(OutgoingClient, SaysWhatItWasGivenAndReadsTheAnswer) {
  std::string request;
  FakeServer server([&](Peer& peer) {
    request = peer.read_request();
    peer.write("HTTP/1.1 100 Continue\r\n\r\n");
    peer.write(http_answer("429 Too Many Requests", "slower", "Retry-After: 30\r\n"));
  });
  const auto answer = post({server.url("/hook?key=k"), {{"X-One", "1"}}, "身体"}, loopback());
  ASSERT_TRUE(answer) << code_of(answer);
  EXPECT_EQ(answer->status, 429);
  EXPECT_EQ(answer->body, "slower");
  EXPECT_EQ(answer->retry_after_seconds, 30);
  const std::string host = "127.0.0.1:" + std::to_string(server.port());
  EXPECT_EQ(request,
            "POST /hook?key=k HTTP/1.1\r\nHost: " + host +
                "\r\nUser-Agent: Zonewright\r\nConnection: close\r\nContent-Length: 6\r\nX-One: 1\r\n\r\n"
                "身体");
}

TEST(OutgoingClient, ReadsChunksAndAnswersThatEndWithTheConnection) {
  FakeServer chunked(
      saying("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"));
  EXPECT_EQ(post({chunked.url(), {}, ""}, loopback())->body, "abcde");
  FakeServer unmeasured(saying("HTTP/1.0 500 Oops\r\n\r\nuntil the end"));
  const auto answer = post({unmeasured.url(), {}, ""}, loopback());
  EXPECT_EQ(answer->status, 500);
  EXPECT_EQ(answer->body, "until the end");
}

TEST(OutgoingClient, FollowsNoRedirection) {
  FakeServer elsewhere(saying(http_answer("200 OK", "")));
  FakeServer server(
      saying(http_answer("307 Temporary Redirect", "", "Location: " + elsewhere.url() + "\r\n")));
  EXPECT_EQ(post({server.url(), {}, ""}, loopback())->status, 307);
  EXPECT_EQ(server.visits(), 1);
  EXPECT_EQ(elsewhere.visits(), 0);
}

TEST(OutgoingClient, ReadsOnlySoMuch) {
  Limits limits = loopback();
  limits.answer = 1000;
  FakeServer fitting(saying(http_answer("200 OK", std::string(1000, 'x'))));
  EXPECT_EQ(post({fitting.url(), {}, ""}, limits)->body.size(), 1000u);
  FakeServer announced(saying(http_answer("200 OK", std::string(1001, 'x'))));
  EXPECT_EQ(code_of(post({announced.url(), {}, ""}, limits)), "outgoing.too_large");
  FakeServer unmeasured(saying("HTTP/1.1 200 OK\r\n\r\n" + std::string(100'000, 'x')));
  EXPECT_EQ(code_of(post({unmeasured.url(), {}, ""}, limits)), "outgoing.too_large");
  FakeServer big_head(saying("HTTP/1.1 200 OK\r\nX: " + std::string(100'000, 'x')));
  EXPECT_EQ(code_of(post({big_head.url(), {}, ""}, limits)), "outgoing.too_large");
}

TEST(OutgoingClient, NoticesAnAnswerThatStopsInTheMiddle) {
  for (const char* bytes :
       {"", "HTTP/1.1 2", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab", "HTTP/1.1 100 Continue\r\n\r\n"}) {
    FakeServer server(saying(bytes));
    EXPECT_EQ(code_of(post({server.url(), {}, ""}, loopback())), "outgoing.closed") << bytes;
  }
  FakeServer babbling(saying("SSH-2.0-OpenSSH_9.2\r\n\r\n"));
  EXPECT_EQ(code_of(post({babbling.url(), {}, ""}, loopback())), "outgoing.bad_answer");
}

TEST(OutgoingClient, WaitsOnlySoLongAltogether) {
  FakeServer silent([](Peer& peer) { peer.wait_for_end(); });
  const auto late = post({silent.url(), {}, ""}, loopback(milliseconds(150)));
  EXPECT_EQ(code_of(late), "outgoing.timeout");
  EXPECT_EQ(param_of(late, "seconds"), "0.15");
  // Each byte comes in time, the answer does not.
  FakeServer trickling([](Peer& peer) {
    peer.write("HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n");
    while (peer.write("x")) std::this_thread::sleep_for(milliseconds(10));
  });
  EXPECT_EQ(code_of(post({trickling.url(), {}, ""}, loopback(milliseconds(200)))), "outgoing.timeout");
  // A server that speaks, but not TLS.
  const std::string secure = "https" + silent.url().substr(4);
  EXPECT_EQ(code_of(post({secure, {}, ""}, loopback(milliseconds(150)))), "outgoing.timeout");
}

TEST(OutgoingClient, DoesNotWaitForASlowResolver) {
  // The resolver outlives the call, so what it knows is shared.
  auto release = std::make_shared<std::promise<void>>();
  auto has_answered = std::make_shared<std::atomic<bool>>(false);
  Limits limits = loopback(milliseconds(100));
  limits.resolve = [released = release->get_future().share(), has_answered](const std::string&) {
    released.wait_for(std::chrono::seconds(5));
    *has_answered = true;
    return std::vector<std::string>{"127.0.0.1"};
  };
  EXPECT_EQ(code_of(post({"http://zone.example/", {}, ""}, limits)), "outgoing.timeout");
  EXPECT_FALSE(*has_answered);
  release->set_value();
}

TEST(OutgoingClient, SaysThatNobodyIsThere) {
  std::uint16_t port = 0;
  {
    FakeServer gone([](Peer&) {});
    port = gone.port();
  }
  const std::string url = "http://127.0.0.1:" + std::to_string(port) + "/hook?key=secret-key";
  const auto answer = post({url, {}, ""}, loopback());
  EXPECT_EQ(code_of(answer), "outgoing.unreachable");
  EXPECT_EQ(param_of(answer, "host"), "127.0.0.1");
  for (const auto& [name, value] : answer.problems().front().params)
    EXPECT_THAT(value, ::testing::Not(::testing::HasSubstr("secret-key"))) << name;
  Limits limits = loopback();
  limits.resolve = always({});
  EXPECT_EQ(code_of(post({"http://nobody.example/", {}, ""}, limits)), "outgoing.unknown_host");
}

TEST(OutgoingClient, ConnectsToNothingThatIsClosedToCalls) {
  FakeServer server(saying(http_answer("200 OK", "")));
  Limits limits;
  const std::string port = std::to_string(server.port());
  for (const std::string host :
       {"127.0.0.1", "127.1", "2130706433", "0", "localhost", "[::1]", "[::ffff:127.0.0.1]"})
    EXPECT_EQ(code_of(post({"http://" + host + ":" + port + "/", {}, ""}, limits)),
              "outgoing.forbidden_address")
        << host;
  limits.resolve = always({"127.0.0.1", "169.254.169.254", "::1", "fe80::1"});
  EXPECT_EQ(code_of(post({"http://zone.example:" + port + "/", {}, ""}, limits)),
            "outgoing.forbidden_address");
  EXPECT_EQ(server.visits(), 0);
}

TEST(OutgoingClient, TriesTheNextAddressOfAHost) {
  FakeServer server(saying(http_answer("200 OK", "here")));
  Limits limits = loopback();
  limits.resolve = always({"127.0.0.2", "not an address", "127.0.0.1"});
  const auto answer = post({"http://zone.example:" + std::to_string(server.port()) + "/", {}, ""}, limits);
  ASSERT_TRUE(answer) << code_of(answer);
  EXPECT_EQ(answer->body, "here");
}

TEST(OutgoingClient, SpeaksIpv6) {
  std::string request;
  FakeServer server(
      [&](Peer& peer) {
        request = peer.read_request();
        peer.write(http_answer("204 No Content", ""));
      },
      "::1");
  const std::string authority = "[::1]:" + std::to_string(server.port());
  const auto answer = post({"http://" + authority + "/", {}, ""}, loopback());
  ASSERT_TRUE(answer) << code_of(answer);
  EXPECT_EQ(answer->status, 204);
  EXPECT_THAT(request, ::testing::HasSubstr("Host: " + authority + "\r\n"));
}

TEST(OutgoingClient, RefusesHeadersThatWouldBecomeSeveral) {
  const auto answer =
      post({"ftp://x", {{"X-One", "1\r\nX-Two: 2"}, {"X Two", "2"}, {"X-Three", "3"}}, ""}, loopback());
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.problems(), (Problems{{"outgoing.bad_address", "url", {}},
                                         {"outgoing.bad_header", "headers", {{"name", "X-One"}}},
                                         {"outgoing.bad_header", "headers", {{"name", "X Two"}}}}));
}

struct SecureServer {
  Certificate certificate{"zone.example"};
  FakeServer server{[this](Peer& peer) {
    peer.start_tls(certificate);
    if (peer.read_request().starts_with("POST")) ++requests;
    peer.write(http_answer("200 OK", "secret"));
  }};
  std::atomic<int> requests = 0;

  std::string url(const std::string& host) const {
    return "https://" + host + ":" + std::to_string(server.port()) + "/";
  }
  Limits limits() const {
    Limits limits = loopback();
    limits.ca_file = certificate.path();
    limits.resolve = always({"127.0.0.1"});
    return limits;
  }
};

TEST(OutgoingClient, TrustsACertificateForTheHostOnly) {
  SecureServer secure;
  const auto by_name = post({secure.url("zone.example"), {}, ""}, secure.limits());
  ASSERT_TRUE(by_name) << code_of(by_name);
  EXPECT_EQ(by_name->body, "secret");
  EXPECT_TRUE(post({secure.url("127.0.0.1"), {}, ""}, secure.limits()));
  EXPECT_EQ(secure.requests, 2);
  const auto other = post({secure.url("other.example"), {}, ""}, secure.limits());
  EXPECT_EQ(code_of(other), "outgoing.untrusted");
  EXPECT_EQ(param_of(other, "reason"), "hostname mismatch");
  FakeServer neighbour([&](Peer& peer) { peer.start_tls(secure.certificate); }, "127.0.0.2");
  const std::string url = "https://127.0.0.2:" + std::to_string(neighbour.port()) + "/";
  const auto other_address = post({url, {}, ""}, secure.limits());
  EXPECT_EQ(code_of(other_address), "outgoing.untrusted");
  EXPECT_EQ(param_of(other_address, "reason"), "IP address mismatch");
  EXPECT_EQ(secure.requests, 2) << "nothing is said to a server that is not trusted";
}

TEST(OutgoingClient, TrustsNobodyTheStoreDoesNotKnow) {
  SecureServer secure;
  Limits limits = secure.limits();
  limits.ca_file.clear();
  EXPECT_EQ(code_of(post({secure.url("zone.example"), {}, ""}, limits)), "outgoing.untrusted");
  limits.ca_file = secure.certificate.path() + ".missing";
  EXPECT_EQ(code_of(post({secure.url("zone.example"), {}, ""}, limits)), "outgoing.bad_ca_file");
  EXPECT_EQ(secure.requests, 0);
}

TEST(OutgoingVerdict, KnowsWhatIsWorthRepeating) {
  const auto worth = [](const char* code) { return is_worth_repeating({{code, "", {}}}); };
  for (const char* code : {"outgoing.timeout", "outgoing.unreachable", "outgoing.closed",
                           "outgoing.unknown_host", "outgoing.untrusted", "outgoing.put_off"})
    EXPECT_TRUE(worth(code)) << code;
  for (const char* code : {"outgoing.refused", "outgoing.bad_address", "outgoing.forbidden_address",
                           "outgoing.too_large", "outgoing.bad_answer", "outgoing.control_character"})
    EXPECT_FALSE(worth(code)) << code;
  EXPECT_FALSE(is_worth_repeating({{"outgoing.timeout", "", {}}, {"outgoing.bad_address", "", {}}}));
}

TEST(OutgoingVerdict, BecomesAProblemThatPeopleCanRead) {
  const Messages messages(outgoing_messages());
  const Problem later = problem_of({Fate::later, "45009", "api freq out of limit"});
  EXPECT_EQ(messages.translate(later.code, later.params, Language::zh),
            "对方暂不接收，稍后自动重试（45009：api freq out of limit）。");
  const Problem never = problem_of({Fate::never, "550", "no such user"});
  EXPECT_EQ(messages.translate(never.code, never.params, Language::en),
            "The other side refused the message (550: no such user).");
}

TEST(OutgoingVerdict, QuotesInOneShortLine) {
  EXPECT_EQ(quotation("  <html>\r\n\t<b>no\xff\x01</b> "), "<html> <b>no\xEF\xBF\xBD </b>");
  std::string chinese;
  for (int i = 0; i < 400; ++i) chinese += "拒";
  EXPECT_EQ(quotation(chinese).size(), 900u);
}

TEST(OutgoingMessages, AreThereForEveryCodeAndForNoOther) {
  std::set<std::string> used, known;
  const std::regex code("\"(outgoing\\.[a-z_]+)\"");
  for (const auto& file : std::filesystem::directory_iterator(ZW_SOURCE_DIR "/src/http/outgoing")) {
    const std::string name = file.path().filename();
    if (!name.ends_with(".cpp") || name.ends_with("_test.cpp") || name == "messages.cpp") continue;
    std::ifstream in(file.path());
    const std::string source{std::istreambuf_iterator<char>(in), {}};
    for (std::sregex_iterator found(source.begin(), source.end(), code), end; found != end; ++found)
      used.insert((*found)[1]);
  }
  for (const Message& message : outgoing_messages()) known.emplace(message.code);
  EXPECT_EQ(used, known);
}

TEST(OutgoingMessages, AreInBothLanguagesWithTheSameParameters) {
  const auto params_of = [](std::string_view sentence) {
    std::multiset<std::string> names;
    for (std::size_t at = 0; (at = sentence.find('{', at)) != std::string_view::npos; ++at)
      names.emplace(sentence.substr(at, sentence.find('}', at) - at));
    return names;
  };
  for (const Message& message : outgoing_messages()) {
    EXPECT_TRUE(message.code.starts_with("outgoing.")) << message.code;
    EXPECT_FALSE(message.zh.empty() || message.en.empty()) << message.code;
    EXPECT_EQ(params_of(message.zh), params_of(message.en)) << message.code;
  }
}

}  // namespace
}  // namespace zw::http::outgoing
