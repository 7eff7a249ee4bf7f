#include "http/outgoing/robots.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "http/outgoing/signing.h"
#include "http/outgoing/testing.h"
#include "record/json.h"

namespace zw::http::outgoing {
namespace {

using namespace testing;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr Instant kNow{1'600'000'000'123'456};

/// By another library than the one that signs.
std::string digest(std::string_view key, std::string_view message) {
  unsigned char bytes[EVP_MAX_MD_SIZE];
  unsigned length = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
       reinterpret_cast<const unsigned char*>(message.data()), message.size(), bytes, &length);
  return {reinterpret_cast<const char*>(bytes), length};
}

std::string base64_digest(std::string_view key, std::string_view message) {
  const std::string bytes = digest(key, message);
  std::string text(48, '\0');
  EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                  reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
  text.resize(44);
  return text;
}

std::string between(std::string_view text, std::string_view begin, std::string_view end) {
  const std::size_t at = text.find(begin);
  if (at == std::string_view::npos) return "";
  const std::size_t from = at + begin.size();
  return std::string(text.substr(from, text.find(end, from) - from));
}

std::string percent_decoded(const std::string& text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      plain.push_back(text[i]);
      continue;
    }
    plain.push_back(static_cast<char>(std::stoi(text.substr(i + 1, 2), nullptr, 16)));
    i += 2;
  }
  return plain;
}

struct Heard {
  std::string request, head, body;
  Verdict verdict;
};

/// Sends a notice to a far side on loopback that answers so.
Heard send(Destination destination, const Notice& notice, std::string_view status, std::string_view answer) {
  Heard heard;
  FakeServer server([&](Peer& peer) {
    heard.request = peer.read_request();
    peer.write(http_answer(status, answer));
  });
  destination.url = server.url(destination.url);
  const auto call = make_call(destination, notice, kNow);
  EXPECT_TRUE(call);
  const auto answered = post(*call, loopback());
  EXPECT_TRUE(answered);
  heard.verdict = read_answer(destination.robot, answered->status, answered->body);
  const std::size_t end = heard.request.find("\r\n\r\n");
  heard.head = heard.request.substr(0, end);
  heard.body = heard.request.substr(end + 4);
  return heard;
}

TEST(OutgoingRobots, WecomGetsItsKeyAndNothingSigned) {
  const Notice notice{"", "复工提醒", "东区三家企业待复工", Format::markdown};
  const Heard heard = send({Robot::wecom, "/cgi-bin/webhook/send?key=k", "unused"}, notice, "200 OK",
                           R"({"errcode":0,"errmsg":"ok"})");
  EXPECT_THAT(heard.head, HasSubstr("POST /cgi-bin/webhook/send?key=k HTTP/1.1\r\n"));
  EXPECT_THAT(heard.head, HasSubstr("Content-Type: application/json; charset=utf-8"));
  EXPECT_EQ(heard.body,
            R"({"msgtype":"markdown","markdown":{"content":"### 复工提醒\n东区三家企业待复工"}})");
  EXPECT_EQ(heard.verdict.fate, Fate::delivered);
  const auto text = make_call({Robot::wecom, "https://zone.example/", ""}, {"", "题", "文"}, kNow);
  EXPECT_EQ(text->body, R"({"msgtype":"text","text":{"content":"题\n文"}})");
}

TEST(OutgoingRobots, DingtalkChecksTheSignatureInTheAddress) {
  const Notice notice{"", "复工提醒", "三家", Format::markdown};
  const Heard heard = send({Robot::dingtalk, "/robot/send?access_token=t", "SEC0"}, notice, "200 OK",
                           R"({"errcode":0,"errmsg":"ok"})");
  EXPECT_THAT(heard.head, HasSubstr("POST /robot/send?access_token=t&timestamp=1600000000123&sign="));
  const std::string time = between(heard.head, "timestamp=", "&");
  const std::string sign = between(heard.head, "sign=", " HTTP");
  EXPECT_EQ(sign, "L58zHDEUExtE%2FZOihZEk2RXF6d90nkC6FgR%2FPCia%2BKg%3D");
  EXPECT_EQ(percent_decoded(sign), base64_digest("SEC0", time + "\nSEC0"));
  EXPECT_EQ(heard.body,
            R"({"msgtype":"markdown","markdown":{"title":"复工提醒","text":"### 复工提醒\n三家"}})");
  EXPECT_EQ(heard.verdict.fate, Fate::delivered);
  const auto unsigned_call =
      make_call({Robot::dingtalk, "https://zone.example/send", ""}, {"", "", "文", Format::markdown}, kNow);
  EXPECT_EQ(unsigned_call->url, "https://zone.example/send");
  EXPECT_EQ(unsigned_call->body, R"({"msgtype":"markdown","markdown":{"title":"文","text":"文"}})");
  const auto bare = make_call({Robot::dingtalk, "https://zone.example/send", "s"}, {"", "", "文"}, kNow);
  EXPECT_THAT(bare->url, HasSubstr("/send?timestamp="));
  EXPECT_EQ(bare->body, R"({"msgtype":"text","text":{"content":"文"}})");
}

TEST(OutgoingRobots, FeishuChecksTheSignatureInTheBody) {
  const Heard heard = send({Robot::feishu, "/open-apis/bot/v2/hook/h", "feishu-secret"}, {"", "题", "文"},
                           "200 OK", R"({"code":0,"msg":"success","data":{}})");
  EXPECT_THAT(heard.head, HasSubstr("POST /open-apis/bot/v2/hook/h HTTP/1.1\r\n"));
  const auto body = record::parse_json(heard.body);
  ASSERT_TRUE(body);
  EXPECT_EQ(body->text_of("timestamp"), "1600000000");
  EXPECT_EQ(body->text_of("sign"), "cLnlNwSAsxRHZLSHSak/f9MmlFngz/bajCceDrz1gBU=");
  EXPECT_EQ(body->text_of("sign"),
            base64_digest(std::string(body->text_of("timestamp")) + "\nfeishu-secret", ""));
  EXPECT_THAT(heard.body, EndsWith(R"("msg_type":"text","content":{"text":"题\n文"}})"));
  EXPECT_EQ(heard.verdict.fate, Fate::delivered);
  const auto card =
      make_call({Robot::feishu, "https://zone.example/", ""}, {"", "题", "**文**", Format::markdown}, kNow);
  EXPECT_EQ(card->body,
            R"({"msg_type":"interactive","card":{"header":{"title":{"tag":"plain_text","content":"题"}},)"
            R"("elements":[{"tag":"markdown","content":"**文**"}]}})");
}

TEST(OutgoingRobots, AWebhookCanCheckTimeAndBody) {
  const Heard heard =
      send({Robot::webhook, "/hook", "shared"}, {"notice-7", "题", "文"}, "202 Accepted", "thanks");
  const std::string header = between(heard.head + "\r\n", "X-Zonewright-Signature: ", "\r\n");
  const std::string time = between(header, "t=", ",");
  EXPECT_EQ(time, "1600000000");
  EXPECT_EQ(header, "t=" + time + ",v1=" + hexadecimal(digest("shared", time + "." + heard.body)));
  EXPECT_EQ(heard.body, R"({"id":"notice-7","title":"题","text":"文","format":"text"})");
  EXPECT_EQ(heard.verdict.fate, Fate::delivered);
  EXPECT_EQ(webhook_signature("shared", 1600000000, R"({"a":1})"),
            "633406122370932aa04caf20af0eb70f7d7578aa650a52579c560d1aee0d14c5");
}

TEST(OutgoingRobots, SayEverythingThatIsMissing) {
  const auto call = make_call({Robot::webhook, "zone.example", ""}, {}, kNow);
  ASSERT_FALSE(call);
  EXPECT_EQ(call.problems(),
            (Problems{{"outgoing.bad_address", "url", {}}, {"outgoing.secret_required", "secret", {}}}));
}

TEST(OutgoingRobots, CutWhatIsTooLongBetweenCharacters) {
  std::string chinese, quotes(30'000, '"');
  for (int i = 0; i < 10'000; ++i) chinese += "园";
  const auto content_of = [&](Robot robot, const std::string& text, Format format) {
    return make_call({robot, "https://zone.example/", ""}, {"", "题", text, format}, kNow)->body;
  };
  const auto wecom = record::parse_json(content_of(Robot::wecom, chinese, Format::text));
  EXPECT_LE(wecom->find("text")->text_of("content").size(), 2048u);
  EXPECT_GE(wecom->find("text")->text_of("content").size(), 2040u);
  EXPECT_THAT(std::string(wecom->find("text")->text_of("content")), EndsWith("园…"));
  const auto markdown = record::parse_json(content_of(Robot::wecom, chinese, Format::markdown));
  EXPECT_LE(markdown->find("markdown")->text_of("content").size(), 4096u);
  for (const Robot robot : {Robot::dingtalk, Robot::feishu})
    for (const Format format : {Format::text, Format::markdown})
      for (const std::string& text : {chinese, quotes}) {
        const std::string body = content_of(robot, text, format);
        EXPECT_LE(body.size(), 20'000u);
        EXPECT_GE(body.size(), 19'000u);
        EXPECT_TRUE(record::parse_json(body));
      }
  std::string webhook =
      make_call({Robot::webhook, "https://zone.example/", "s"}, {"", "", chinese}, kNow)->body;
  EXPECT_THAT(webhook, HasSubstr(chinese)) << "a webhook of one's own has no limit";
}

TEST(OutgoingRobots, CallNobodyByATagInTheText) {
  const Notice notice{"", "<@all>", "<at user_id=\"all\"></at> <AT id=all> <@wang> a<b <b> <"};
  for (const Robot robot : {Robot::wecom, Robot::dingtalk, Robot::feishu}) {
    const std::string body = make_call({robot, "https://zone.example/", ""}, notice, kNow)->body;
    EXPECT_THAT(body, Not(HasSubstr("<at")));
    EXPECT_THAT(body, Not(HasSubstr("<AT")));
    EXPECT_THAT(body, Not(HasSubstr("<@")));
    EXPECT_THAT(body, HasSubstr("a<b <b> <"));
  }
}

struct Case {
  Robot robot;
  int status;
  const char* body;
  Fate fate;
  const char* code;
  const char* reason;
};

TEST(OutgoingRobots, AnswersMeanDeliveredLaterOrNever) {
  const Case cases[] = {
      {Robot::wecom, 200, R"({"errcode":0,"errmsg":"ok"})", Fate::delivered, "0", "ok"},
      {Robot::wecom, 200, R"({"errcode":45009,"errmsg":"api freq out of limit"})", Fate::later, "45009",
       "api freq out of limit"},
      {Robot::wecom, 200, R"({"errcode":45033,"errmsg":"api concurrent out of limit"})", Fate::later, "45033",
       "api concurrent out of limit"},
      {Robot::wecom, 200, R"({"errcode":-1,"errmsg":"system busy"})", Fate::later, "-1", "system busy"},
      {Robot::wecom, 200, R"({"errcode":93000,"errmsg":"invalid webhook url"})", Fate::never, "93000",
       "invalid webhook url"},
      {Robot::dingtalk, 200, R"({"errcode":130101,"errmsg":"send too fast, exceed 20 times per minute"})",
       Fate::later, "130101", "send too fast, exceed 20 times per minute"},
      {Robot::dingtalk, 200, R"({"errcode":660026,"errmsg":"x"})", Fate::later, "660026", "x"},
      {Robot::dingtalk, 200, R"({"errcode":410100,"errmsg":"发送速度太快而限流"})", Fate::later, "410100",
       "发送速度太快而限流"},
      {Robot::dingtalk, 200, R"({"errcode":310000,"errmsg":"sign not match"})", Fate::never, "310000",
       "sign not match"},
      {Robot::dingtalk, 200, R"({"errcode":45009,"errmsg":"another house's number"})", Fate::never, "45009",
       "another house's number"},
      {Robot::feishu, 200, R"({"code":0,"msg":"success"})", Fate::delivered, "0", "success"},
      {Robot::feishu, 200, R"({"Extra":null,"StatusCode":0,"StatusMessage":"success"})", Fate::delivered, "0",
       "success"},
      {Robot::feishu, 200, R"({"code":11232,"msg":"frequency limited"})", Fate::later, "11232",
       "frequency limited"},
      {Robot::feishu, 400, R"({"code":9499,"msg":"too many request","data":{}})", Fate::later, "9499",
       "too many request"},
      {Robot::feishu, 400, R"({"code":9499,"msg":"Bad Request","data":{}})", Fate::never, "9499",
       "Bad Request"},
      {Robot::feishu, 429, R"({"code":99991400,"msg":"request trigger frequency limit"})", Fate::later,
       "99991400", "request trigger frequency limit"},
      {Robot::feishu, 200, R"({"code":19021,"msg":"sign match fail"})", Fate::never, "19021",
       "sign match fail"},
      {Robot::feishu, 502, "<html>bad gateway</html>", Fate::later, "502", "<html>bad gateway</html>"},
      {Robot::wecom, 200, "<html>please log in</html>", Fate::never, "200", "<html>please log in</html>"},
      {Robot::wecom, 302, "", Fate::never, "302", ""},
      {Robot::wecom, 500, R"({"errcode":0,"errmsg":"ok"})", Fate::later, "500", "ok"},
      {Robot::wecom, 200, R"({"errcode":"0"})", Fate::never, "200", R"({"errcode":"0"})"},
      {Robot::webhook, 204, "", Fate::delivered, "204", ""},
      {Robot::webhook, 200, R"({"errcode":45009})", Fate::delivered, "200", R"({"errcode":45009})"},
      {Robot::webhook, 429, "slower", Fate::later, "429", "slower"},
      {Robot::webhook, 503, "", Fate::later, "503", ""},
      {Robot::webhook, 408, "", Fate::later, "408", ""},
      {Robot::webhook, 301, "", Fate::never, "301", ""},
      {Robot::webhook, 410, "gone\r\nfor good", Fate::never, "410", "gone for good"},
  };
  for (const Case& one : cases) {
    const Verdict verdict = read_answer(one.robot, one.status, one.body);
    EXPECT_EQ(verdict.fate, one.fate) << one.body << one.status;
    EXPECT_EQ(verdict.code, one.code) << one.body << one.status;
    EXPECT_EQ(verdict.reason, one.reason) << one.body << one.status;
  }
}

TEST(OutgoingSigning, AgreesWithTheStandards) {
  // RFC 4231, test cases 1 and 6: a key longer than a block.
  EXPECT_EQ(hexadecimal(hmac_sha256(std::string(20, '\x0b'), "Hi There")),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  EXPECT_EQ(hexadecimal(hmac_sha256(std::string(131, '\xaa'),
                                    "Test Using Larger Than Block-Size Key - Hash Key First")),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
  EXPECT_EQ(base64(""), "");
  EXPECT_EQ(base64("fo"), "Zm8=");
  EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
  EXPECT_EQ(percent_encoded("a+/= ~园"), "a%2B%2F%3D%20~%E5%9B%AD");
}

}  // namespace
}  // namespace zw::http::outgoing
