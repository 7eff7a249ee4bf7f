// The calls that group robots of WeCom, DingTalk and Feishu and a webhook of one's own expect, and what their
// answers mean; pure functions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"
#include "http/outgoing/client.h"
#include "http/outgoing/verdict.h"

namespace zw::http::outgoing {

enum class Robot { wecom, dingtalk, feishu, webhook };
enum class Format { text, markdown };

struct Destination {
  Robot robot = Robot::webhook;
  std::string url;     ///< for the robots it contains a key and is as secret as a password
  std::string secret;  ///< DingTalk and Feishu: empty when the robot checks keywords or addresses instead
};

struct Notice {
  std::string id;  ///< the same on every attempt, so that a webhook can tell a repetition; others ignore it
  std::string title, text;
  Format format = Format::text;
};

/// Ready for `post`. What is too long for a robot is cut, since a robot refuses it whole; the robots cannot
/// be made to call people by tags in the text. Problems, all of them: outgoing.bad_address at "url",
/// outgoing.secret_required at "secret" of a webhook.
Result<Call> make_call(const Destination& destination, const Notice& notice, Instant now);

/// From the status and the body of an answer.
Verdict read_answer(Robot robot, int status, std::string_view body);

/// DingTalk: the secret is the key, time and secret are the message; travels in the address, so it is
/// percent-encoded there.
std::string dingtalk_signature(std::string_view secret, std::int64_t milliseconds);
/// Feishu: time and secret together are the key of an *empty* message; travels in the body as it is.
/// DingTalk's signature is refused here and the other way round.
std::string feishu_signature(std::string_view secret, std::int64_t seconds);
/// Our own: over time and body, so that neither can be exchanged; in hexadecimal digits. The receiver
/// compares in constant time and refuses what is older than some minutes.
std::string webhook_signature(std::string_view secret, std::int64_t seconds, std::string_view body);

}  // namespace zw::http::outgoing
