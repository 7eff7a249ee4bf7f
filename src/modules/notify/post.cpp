#include "modules/notify/post.h"

#include <fmt/format.h>

#include <algorithm>

#include "http/outgoing/address.h"
#include "http/outgoing/client.h"
#include "http/outgoing/mail.h"
#include "http/outgoing/robots.h"
#include "http/outgoing/smtp.h"

namespace zw::modules::notify {
namespace {

namespace outgoing = http::outgoing;

/// Shorter parts of an address are words, not secrets.
constexpr std::size_t kShortestSecret = 6;

struct Scheme {
  std::string_view name;
  outgoing::Security security;
  std::uint16_t port;
};
constexpr Scheme kSchemes[] = {{"smtp://", outgoing::Security::start_tls, 587},
                               {"smtps://", outgoing::Security::tls, 465},
                               {"relay://", outgoing::Security::plain, 25}};

Result<outgoing::MailServer> mail_server(const Channel& channel) {
  const Problem bad{"notify.mail_address", "address", {}};
  for (const Scheme& scheme : kSchemes) {
    if (!channel.address.starts_with(scheme.name)) continue;
    const std::string rest = channel.address.substr(scheme.name.size());
    // The same strictness as for any address; only the scheme and its port are different.
    const auto parts = outgoing::parse_address("http://" + rest);
    if (!parts || parts->target != "/") return bad;
    const bool has_port = rest.find("]:") != std::string::npos ||
                          (rest.find(':') != std::string::npos && !rest.starts_with('['));
    return outgoing::MailServer{.host = parts->host,
                                .port = has_port ? parts->port : scheme.port,
                                .security = scheme.security,
                                .login = channel.login,
                                .password = channel.secret};
  }
  return bad;
}

outgoing::Robot robot_of(ChannelKind kind) {
  switch (kind) {
    case ChannelKind::wecom:
      return outgoing::Robot::wecom;
    case ChannelKind::dingtalk:
      return outgoing::Robot::dingtalk;
    case ChannelKind::feishu:
      return outgoing::Robot::feishu;
    case ChannelKind::webhook:
    case ChannelKind::mail:
      break;
  }
  return outgoing::Robot::webhook;
}

Told told(const Problems& problems) {
  const bool is_passing = outgoing::is_worth_repeating(problems);
  return {is_passing ? outgoing::Fate::later : outgoing::Fate::never, "", problems, 0};
}

Told told(const outgoing::Verdict& verdict, std::int64_t retry_after) {
  if (verdict.fate == outgoing::Fate::delivered)
    return {verdict.fate, fmt::format("{} {}", verdict.code, verdict.reason), {}, 0};
  return {verdict.fate, "", {outgoing::problem_of(verdict)}, retry_after};
}

outgoing::Limits limits_for(const Reach& reach, const std::string& host, std::uint16_t port) {
  outgoing::Limits limits = reach.limits;
  if (std::ranges::find(reach.relays, fmt::format("{}:{}", host, port)) != reach.relays.end())
    limits.allow_private = true;
  return limits;
}

Told send_by_mail(const Letter& letter, const Reach& reach) {
  const auto server = mail_server(letter.channel);
  if (!server) return told(server.problems());
  const outgoing::Mail mail{.from = letter.channel.sender,
                            .from_name = "Zonewright",
                            .to = letter.channel.recipient,
                            .subject = letter.title,
                            .body = letter.text + "\n",
                            .at = letter.at};
  const auto verdict = outgoing::send_mail(mail, *server, limits_for(reach, server->host, server->port));
  return verdict ? told(*verdict, 0) : told(verdict.problems());
}

Told send_by_robot(const Letter& letter, const Reach& reach, Instant now) {
  const outgoing::Robot robot = robot_of(letter.channel.kind);
  const auto call = outgoing::make_call({robot, letter.channel.address, letter.channel.secret},
                                        {letter.key, letter.title, letter.text}, now);
  if (!call) return told(call.problems());
  const auto address = outgoing::parse_address(call->url);
  ZW_ASSERT(address, "a call that was made has an address");
  const auto answer = outgoing::post(*call, limits_for(reach, address->host, address->port));
  if (!answer) return told(answer.problems());
  return told(outgoing::read_answer(robot, answer->status, answer->body), answer->retry_after_seconds);
}

/// Path and query as a whole and in their parts, since the key is one of these.
std::vector<std::string> secrets_of(const Channel& channel) {
  std::vector<std::string> secrets{channel.secret, channel.address, channel.login, channel.sender,
                                   channel.recipient};
  if (channel.kind == ChannelKind::mail) return secrets;
  const auto address = outgoing::parse_address(channel.address);
  if (!address) return secrets;
  secrets.push_back(address->target);
  std::string part;
  for (const char c : address->target + "/") {
    if (std::string_view("/?&=").find(c) == std::string_view::npos) {
      part += c;
      continue;
    }
    secrets.push_back(std::exchange(part, {}));
  }
  std::ranges::sort(secrets, std::greater{}, &std::string::size);
  return secrets;
}

}  // namespace

std::string without_secrets(std::string words, const Channel& channel) {
  for (const std::string& secret : secrets_of(channel)) {
    if (secret.size() < kShortestSecret) continue;
    for (std::size_t at = words.find(secret); at != std::string::npos; at = words.find(secret, at))
      words.replace(at, secret.size(), "***");
  }
  return words;
}

Result<std::string> shown_host(const Channel& channel) {
  Problems problems;
  if (channel.kind == ChannelKind::mail) {
    const auto server = mail_server(channel);
    if (!server) problems = server.problems();
    if (!outgoing::is_mailbox(channel.sender))
      problems.push_back(Problem{"outgoing.bad_mailbox", "sender", {}});
    if (!outgoing::is_mailbox(channel.recipient))
      problems.push_back(Problem{"outgoing.bad_mailbox", "recipient", {}});
    if (!problems.empty()) return problems;
    return server->host;
  }
  const auto address = outgoing::parse_address(channel.address);
  if (!address) problems.push_back(Problem{"outgoing.bad_address", "address", {}});
  if (channel.kind == ChannelKind::webhook && channel.secret.empty())
    problems.push_back(Problem{"outgoing.secret_required", "secret", {}});
  if (!problems.empty()) return problems;
  return address->host;
}

Post make_post(Reach reach, const Clock& clock) {
  return [reach = std::move(reach), &clock](const Letter& letter) {
    Told answer = letter.channel.kind == ChannelKind::mail ? send_by_mail(letter, reach)
                                                           : send_by_robot(letter, reach, clock.now());
    answer.words = without_secrets(std::move(answer.words), letter.channel);
    for (Problem& problem : answer.problems)
      for (auto& [name, value] : problem.params)
        if (name != "host") value = without_secrets(std::move(value), letter.channel);
    return answer;
  };
}

}  // namespace zw::modules::notify
