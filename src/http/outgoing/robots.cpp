#include "http/outgoing/robots.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <span>

#include "http/outgoing/address.h"
#include "http/outgoing/signing.h"
#include "record/json.h"

namespace zw::http::outgoing {
namespace {

using record::JsonWriter;

// In bytes. WeCom counts the content, the others the whole body (DingTalk 20 000, Feishu 20 KB).
constexpr std::size_t kWecomText = 2048;
constexpr std::size_t kWecomMarkdown = 4096;
constexpr std::size_t kRobotBody = 20'000;
constexpr std::size_t kTitle = 256;
constexpr std::string_view kEllipsis = "…";

/// At most so many bytes, never half a character.
std::string cut(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return std::string(text);
  if (limit < kEllipsis.size()) return "";
  std::size_t end = limit - kEllipsis.size();
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return std::string(text.substr(0, end)) + std::string(kEllipsis);
}

/// Names and remarks are typed by people: "<@all>" or "<at user_id=all>" in them must not wake a whole group.
/// An invisible space behind the bracket leaves the text readable and the tag unknown.
std::string without_calls(std::string_view text) {
  std::string safe;
  for (std::size_t i = 0; i < text.size(); ++i) {
    safe.push_back(text[i]);
    const std::string_view rest = text.substr(i + 1, 2);
    const bool is_call = rest.starts_with('@') || ((rest.starts_with('a') || rest.starts_with('A')) &&
                                                   (rest.ends_with('t') || rest.ends_with('T')));
    if (text[i] == '<' && is_call) safe += "\u200B";
  }
  return safe;
}

std::string heading(const Notice& notice, std::string_view mark) {
  return notice.title.empty() ? "" : std::string(mark) + notice.title + "\n";
}

std::string wecom_body(const Notice& notice) {
  const bool is_markdown = notice.format == Format::markdown;
  const std::string kind = is_markdown ? "markdown" : "text";
  const std::string content = heading(notice, is_markdown ? "### " : "") + notice.text;
  std::string body;
  JsonWriter writer(body);
  writer.begin_object().member("msgtype", kind).key(kind).begin_object();
  writer.member("content", cut(content, is_markdown ? kWecomMarkdown : kWecomText));
  writer.end_object().end_object();
  return body;
}

std::string dingtalk_body(const Notice& notice) {
  std::string body;
  JsonWriter writer(body);
  if (notice.format == Format::text) {
    writer.begin_object().member("msgtype", "text").key("text").begin_object();
    writer.member("content", heading(notice, "") + notice.text).end_object().end_object();
    return body;
  }
  // The title is what a telephone shows before the message is opened; it may not be empty.
  const std::string& title = notice.title.empty() ? notice.text : notice.title;
  writer.begin_object().member("msgtype", "markdown").key("markdown").begin_object();
  writer.member("title", cut(title, kTitle)).member("text", heading(notice, "### ") + notice.text);
  writer.end_object().end_object();
  return body;
}

std::string feishu_body(const Notice& notice, std::string_view secret, Instant now) {
  std::string body;
  JsonWriter writer(body);
  writer.begin_object();
  if (!secret.empty()) {
    const std::int64_t seconds = now.micros / kMicrosPerSecond;
    writer.member("timestamp", fmt::format("{}", seconds)).member("sign", feishu_signature(secret, seconds));
  }
  if (notice.format == Format::text) {
    writer.member("msg_type", "text").key("content").begin_object();
    writer.member("text", heading(notice, "") + notice.text).end_object().end_object();
    return body;
  }
  writer.member("msg_type", "interactive").key("card").begin_object();
  if (!notice.title.empty()) {
    writer.key("header").begin_object().key("title").begin_object();
    writer.member("tag", "plain_text").member("content", notice.title).end_object().end_object();
  }
  writer.key("elements").begin_array().begin_object();
  writer.member("tag", "markdown").member("content", notice.text);
  writer.end_object().end_array().end_object().end_object();
  return body;
}

std::string webhook_body(const Notice& notice) {
  std::string body;
  JsonWriter writer(body);
  writer.begin_object().member("id", notice.id).member("title", notice.title).member("text", notice.text);
  writer.member("format", notice.format == Format::markdown ? "markdown" : "text").end_object();
  return body;
}

/// The body whose text has been cut until the whole fits. Quotes and line breaks take more room in JSON, so
/// the text shrinks by as much as the body is too long, in proportion.
template <class Make>
std::string fitting_body(const Notice& notice, const Make& make) {
  std::string body = make(notice);
  Notice shorter = notice;
  for (std::size_t room = notice.text.size(); body.size() > kRobotBody && room > 0; body = make(shorter)) {
    room = room * kRobotBody / (body.size() + kEllipsis.size());
    shorter.text = cut(notice.text, room);
  }
  return body;
}

std::string signed_dingtalk_url(const Destination& destination, Instant now) {
  if (destination.secret.empty()) return destination.url;
  const std::int64_t milliseconds = now.micros / 1000;
  const char joint = destination.url.find('?') == std::string::npos ? '?' : '&';
  return fmt::format("{}{}timestamp={}&sign={}", destination.url, joint, milliseconds,
                     percent_encoded(dingtalk_signature(destination.secret, milliseconds)));
}

/// The number and the words with which a robot answers.
struct Spoken {
  std::int64_t code;
  std::string words;
};

struct Names {
  std::string_view code, words;
};
constexpr Names kUsualNames[] = {{"errcode", "errmsg"}};
/// Older robots of Feishu answer with the second pair only.
constexpr Names kFeishuNames[] = {{"code", "msg"}, {"StatusCode", "StatusMessage"}};

std::optional<Spoken> spoken(Robot robot, std::string_view body) {
  const auto json = record::parse_json(body);
  if (!json) return std::nullopt;
  const auto names = robot == Robot::feishu ? std::span<const Names>(kFeishuNames) : kUsualNames;
  for (const auto& [code, words] : names) {
    const auto* member = json->find(code);
    if (member && member->integer()) return Spoken{*member->integer(), quotation(json->text_of(words))};
  }
  return std::nullopt;
}

/// −1 is "busy, try again" at WeCom and DingTalk.
constexpr std::int64_t kWecomBusy[] = {-1, 45009, 45033};
constexpr std::int64_t kDingtalkBusy[] = {-1, 130101, 410100, 660026};
constexpr std::int64_t kFeishuBusy[] = {2200, 11232, 99991400};
constexpr std::int64_t kFeishuEither = 9499;

bool is_busy(Robot robot, const Spoken& spoken) {
  const auto is_among = [&](std::span<const std::int64_t> codes) {
    return std::find(codes.begin(), codes.end(), spoken.code) != codes.end();
  };
  if (robot == Robot::wecom) return is_among(kWecomBusy);
  if (robot == Robot::dingtalk) return is_among(kDingtalkBusy);
  // 9499 is said of a body that cannot be read ("Bad Request") and of calls that come too fast.
  const bool is_hurried = spoken.words.find("too many request") != std::string::npos;
  return is_among(kFeishuBusy) || (spoken.code == kFeishuEither && is_hurried);
}

bool is_passing(int status) { return status == 408 || status == 425 || status == 429 || status >= 500; }

}  // namespace

std::string dingtalk_signature(std::string_view secret, std::int64_t milliseconds) {
  return base64(hmac_sha256(secret, fmt::format("{}\n{}", milliseconds, secret)));
}

std::string feishu_signature(std::string_view secret, std::int64_t seconds) {
  return base64(hmac_sha256(fmt::format("{}\n{}", seconds, secret), ""));
}

std::string webhook_signature(std::string_view secret, std::int64_t seconds, std::string_view body) {
  return hexadecimal(hmac_sha256(secret, fmt::format("{}.{}", seconds, body)));
}

Result<Call> make_call(const Destination& destination, const Notice& notice, Instant now) {
  Problems problems;
  if (const auto address = parse_address(destination.url); !address) problems = address.problems();
  const bool is_webhook = destination.robot == Robot::webhook;
  if (is_webhook && destination.secret.empty())
    problems.push_back(Problem{"outgoing.secret_required", "secret", {}});
  if (!problems.empty()) return problems;
  Call call{destination.url, {{"Content-Type", "application/json; charset=utf-8"}}, ""};
  Notice harmless = notice;
  if (!is_webhook) {
    harmless.title = cut(without_calls(notice.title), kTitle);
    harmless.text = without_calls(notice.text);
  }
  switch (destination.robot) {
    case Robot::wecom:
      call.body = wecom_body(harmless);
      break;
    case Robot::dingtalk:
      call.url = signed_dingtalk_url(destination, now);
      call.body = fitting_body(harmless, dingtalk_body);
      break;
    case Robot::feishu:
      call.body = fitting_body(
          harmless, [&](const Notice& fitted) { return feishu_body(fitted, destination.secret, now); });
      break;
    case Robot::webhook: {
      call.body = webhook_body(harmless);
      const std::int64_t seconds = now.micros / kMicrosPerSecond;
      call.headers.emplace_back(
          "X-Zonewright-Signature",
          fmt::format("t={},v1={}", seconds, webhook_signature(destination.secret, seconds, call.body)));
    }
  }
  return call;
}

Verdict read_answer(Robot robot, int status, std::string_view body) {
  const bool is_good = status >= 200 && status < 300;
  const std::string by_status = fmt::format("{}", status);
  if (robot == Robot::webhook) {
    const Fate fate = is_good ? Fate::delivered : is_passing(status) ? Fate::later : Fate::never;
    return {fate, by_status, quotation(body)};
  }
  const auto said = spoken(robot, body);
  // A robot that says nothing of its own has not delivered: a login page, say, also has status 200.
  if (!said) return {is_passing(status) ? Fate::later : Fate::never, by_status, quotation(body)};
  if (said->code == 0 && is_good) return {Fate::delivered, "0", said->words};
  const Fate fate = is_passing(status) || is_busy(robot, *said) ? Fate::later : Fate::never;
  return {fate, said->code == 0 ? by_status : fmt::format("{}", said->code), said->words};
}

}  // namespace zw::http::outgoing
