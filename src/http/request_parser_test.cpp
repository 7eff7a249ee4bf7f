#include "http/request_parser.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "http/target.h"

namespace zw::http {
namespace {

using Step = RequestParser::Step;

struct Parsed {
  Step step = Step::more;
  RequestHead head;
  std::string body, rest;
  Refusal refusal{0, ""};
};

/// Feeds the bytes in pieces that end at `cuts`, keeping what was not understood, as a connection does.
Parsed parse(std::string_view bytes, const std::vector<std::size_t>& cuts = {}, std::uint64_t limit = 1000) {
  RequestParser parser;
  Parsed result;
  std::string pending;
  std::size_t from = 0;
  const auto feed = [&](std::size_t to) {
    pending += bytes.substr(from, to - from);
    from = to;
    std::string_view view = pending;
    while (result.step == Step::more) {
      result.step = parser.feed(view);
      if (result.step == Step::head_done) {
        result.step = parser.limit_body(limit);
        if (result.step == Step::more && !view.empty()) continue;
      }
      break;
    }
    pending = std::string(view);
  };
  for (const std::size_t cut : cuts)
    if (cut > from && cut < bytes.size()) feed(cut);
  feed(bytes.size());
  result.head = parser.head();
  result.body = parser.body();
  result.rest = pending;
  result.refusal = parser.refusal();
  return result;
}

int refused_with(std::string_view bytes) {
  const Parsed parsed = parse(bytes);
  return parsed.step == Step::refused ? parsed.refusal.status : 0;
}

TEST(RequestParser, DoesNotWaitForTheEndOfWhatCanBecomeNoHead) {
  EXPECT_EQ(refused_with("GET / HTTP/1.1\nHost: x"), 400) << "a bare line feed";
  EXPECT_EQ(refused_with("\x16\x03\x01"), 400) << "TLS";
  EXPECT_EQ(refused_with("\n"), 400);
  EXPECT_EQ(parse("\r\n\r\nGET / HTTP/1.1\r\nHost").step, Step::more)
      << "empty lines before a request are no fault";
}

TEST(RequestParser, ReadsLineHeadersAndBody) {
  const Parsed parsed =
      parse("POST /a?b=c HTTP/1.1\r\nHost: x\r\nX-Thing:  two words \r\nContent-Length: 5\r\n\r\nhelloGET");
  ASSERT_EQ(parsed.step, Step::complete);
  EXPECT_EQ(parsed.head.method, "POST");
  EXPECT_EQ(parsed.head.target, "/a?b=c");
  EXPECT_EQ(parsed.head.headers[1], (std::pair<std::string, std::string>{"x-thing", "two words"}));
  EXPECT_EQ(parsed.body, "hello");
  EXPECT_EQ(parsed.rest, "GET");
}

TEST(RequestParser, JoinsChunksAndDropsTrailers) {
  const Parsed parsed = parse(
      "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: "
      "chunked\r\n\r\n3;name=value\r\nabc\r\nA\r\n0123456789\r\n0\r\nX-Late: 1\r\n\r\n");
  ASSERT_EQ(parsed.step, Step::complete);
  EXPECT_EQ(parsed.body, "abc0123456789");
}

/// The same bytes mean the same whatever packets they come in.
RC_GTEST_PROP(RequestParser, DoesNotCareWhereBytesAreCut, ()) {
  static const std::vector<std::string> kRequests = {
      "\r\nPOST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 11\r\n\r\nhello worldGET / HTTP/1.1\r\n",
      "PUT /y HTTP/1.1\r\nHost: x\r\ntransfer-encoding: Chunked\r\n\r\n5\r\nhello\r\n1\r\n!\r\n0\r\na: "
      "b\r\n\r\nrest",
      "GET /z HTTP/1.0\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n",
      "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n"};
  const std::string bytes = *rc::gen::elementOf(kRequests);
  const auto cuts =
      *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(1, bytes.size()));
  const Parsed whole = parse(bytes), pieces = parse(bytes, cuts);
  RC_ASSERT(static_cast<int>(pieces.step) == static_cast<int>(whole.step));
  RC_ASSERT(pieces.body.substr(0, 3) == whole.body.substr(0, 3));
  if (whole.step == Step::complete) {
    RC_ASSERT(pieces.body == whole.body);
    RC_ASSERT(whole.rest.starts_with(pieces.rest) || pieces.rest == whole.rest);
  }
}

RC_GTEST_PROP(RequestParser, SurvivesAnyBytes, (const std::string& noise, bool after_a_line)) {
  const std::string bytes =
      (after_a_line ? "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" : "") + noise;
  const Parsed parsed = parse(bytes);
  RC_ASSERT(parsed.body.size() <= bytes.size());
}

/// Everything two servers could understand differently is refused, whichever of them would be right.
TEST(RequestParser, RefusesWhatCouldBeSmuggled) {
  const auto post = [](const std::string& headers) {
    return refused_with("POST / HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n0\r\n\r\n");
  };
  EXPECT_EQ(post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"), 400);
  EXPECT_EQ(post("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n"), 400);
  EXPECT_EQ(post("Content-Length: 5\r\nContent-Length: 5\r\n"), 400);
  EXPECT_EQ(post("Content-Length: 5\r\nContent-Length: 6\r\n"), 400);
  EXPECT_EQ(post("Content-Length: 5, 5\r\n"), 400);
  EXPECT_EQ(post("Content-Length: +5\r\n"), 400);
  EXPECT_EQ(post("Content-Length: 0x5\r\n"), 400);
  EXPECT_EQ(post("Content-Length:\r\n"), 400);
  EXPECT_EQ(post("Content-Length: 99999999999999999999\r\n"), 400);
  EXPECT_EQ(post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"), 400);
  EXPECT_EQ(post("Transfer-Encoding: gzip, chunked\r\n"), 501);
  EXPECT_EQ(post("Transfer-Encoding: xchunked\r\n"), 501);
  EXPECT_EQ(post("Transfer-Encoding : chunked\r\n"), 400);
  EXPECT_EQ(post(" Transfer-Encoding: chunked\r\n"), 400);
  EXPECT_EQ(post("X-One: 1\r\n Transfer-Encoding: chunked\r\n"), 400);
  EXPECT_EQ(post("X-One: 1\n Content-Length: 5\r\n"), 400);
  EXPECT_EQ(post("X-One: 1\rContent-Length: 5\r\n"), 400);
  EXPECT_EQ(post(std::string("X-One: a\0b\r\n", 12)), 400);
  EXPECT_EQ(refused_with("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n"), 400);
  EXPECT_EQ(refused_with("GET / HTTP/1.1\r\n\r\n"), 400);
  EXPECT_EQ(refused_with("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n"), 400);
}

TEST(RequestParser, RefusesBrokenRequestLines) {
  for (const std::string line :
       {"GET", "GET /", "GET  / HTTP/1.1", "GET / HTTP/1.1 ", "G{}T / HTTP/1.1", "GET /\x01 HTTP/1.1",
        "GET / HTTP/11", "GET /\xe4 HTTP/1.1", " GET / HTTP/1.1", "GET / http/1.1"})
    EXPECT_EQ(refused_with(line + "\r\nHost: x\r\n\r\n"), 400) << line;
  EXPECT_EQ(refused_with("GET / HTTP/2.0\r\nHost: x\r\n\r\n"), 505);
  EXPECT_EQ(refused_with("GET / HTTP/1.1\r\nHost: x\r\nExpect: a miracle\r\n\r\n"), 417);
}

TEST(RequestParser, RefusesBrokenChunks) {
  const std::string start = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (const std::string body :
       {"x\r\n", "-1\r\n", "0x3\r\nabc\r\n", "3\r\nabcd\r\n", "\r\n", "3 3\r\nabc\r\n",
        "1234567890123456\r\n", "0\r\nbad trailer\r\n\r\n", "3\r\nabcX\r\n"})
    EXPECT_EQ(refused_with(start + body), 400) << body;
}

TEST(RequestParser, KeepsToItsLimits) {
  EXPECT_EQ(refused_with("GET / HTTP/1.1\r\nHost: x\r\nX: " + std::string(17'000, 'a')), 431);
  std::string many = "GET / HTTP/1.1\r\nHost: x\r\n";
  for (int i = 0; i < 101; ++i) many += "A: b\r\n";
  EXPECT_EQ(refused_with(many + "\r\n"), 431);
  EXPECT_EQ(refused_with("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1001\r\n\r\n"), 413);
  EXPECT_EQ(refused_with("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n"), 413);
  const Parsed fits =
      parse("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n" + std::string(1000, 'b'));
  EXPECT_EQ(fits.step, Step::complete);
}

TEST(Target, DecodesPathAndQuery) {
  const auto target = parse_target("/api/%E5%9B%AD%2Fa?q=%E4%B8%AD+b&flag&x=1%262");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->segments, (std::vector<std::string>{"api", "园/a"}));
  EXPECT_EQ(target->query[0].second, "中 b");
  EXPECT_EQ(target->query[1], (std::pair<std::string, std::string>{"flag", ""}));
  EXPECT_EQ(target->query[2].second, "1&2");
  EXPECT_EQ(parse_target("http://host:80/a")->path, "/a");
}

TEST(Target, RefusesWhatIsNoAddress) {
  for (const char* raw : {"", "a", "*", "/%00", "/%0a", "/%zz", "/%e", "/%ff", "/%c0%af", "/%ed%a0%80",
                          "/../etc", "/a/%2e%2e/b", "/a/.", "/a#b", "/?q=%00", "/?q=%ff"})
    EXPECT_FALSE(parse_target(raw)) << raw;
}

}  // namespace
}  // namespace zw::http
