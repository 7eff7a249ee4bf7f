#include "http/outgoing/smtp.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <sstream>
#include <utility>
#include <vector>

#include "base/text.h"
#include "http/outgoing/address.h"
#include "http/outgoing/signing.h"
#include "http/outgoing/wire.h"

namespace zw::http::outgoing {
namespace {

constexpr std::size_t kMaxLines = 100;  // of one reply

struct Reply {
  int code = 0;
  std::string words;               ///< of all its lines
  std::vector<std::string> lines;  ///< without the code
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// "250-PIPELINING" or "250 OK" → 250; 0 when it is no line of a reply.
int code_of(std::string_view line) {
  if (line.size() < 3 || !is_digit(line[0]) || !is_digit(line[1]) || !is_digit(line[2])) return 0;
  if (line.size() > 3 && line[3] != ' ' && line[3] != '-') return 0;
  return (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
}

/// What ends a dialogue before its end: the server's No, or a problem. Nothing means "go on".
using Stop = std::optional<Result<Verdict>>;

class Dialogue {
 public:
  Dialogue(Wire wire, const MailServer& server, const Limits& limits)
      : wire_(std::move(wire)), server_(server), limits_(limits) {}

  Result<Verdict> submit(const Envelope& envelope, std::string_view text) {
    if (Stop stop = introduce()) return std::move(*stop);
    if (Stop stop = sign_in()) return std::move(*stop);
    if (Stop stop = say("MAIL FROM:<" + envelope.from + ">", 2)) return std::move(*stop);
    if (Stop stop = say("RCPT TO:<" + envelope.to + ">", 2)) return std::move(*stop);
    if (Stop stop = say("DATA", 3)) return std::move(*stop);
    const bool ends_line = text.empty() || text.ends_with("\r\n");
    if (Stop stop = say(dot_stuffed(text) + (ends_line ? "." : "\r\n."), 2)) return std::move(*stop);
    const Verdict delivered{Fate::delivered, fmt::format("{}", reply_.code), reply_.words};
    // The mail is with the server; whether the farewell arrives changes nothing.
    [[maybe_unused]] const Outcome farewell = wire_.write("QUIT\r\n");
    return delivered;
  }

 private:
  Stop introduce() {
    if (server_.security == Security::tls)
      if (const Outcome trusted = wire_.start_tls(); !trusted) return trusted.problems();
    if (Stop stop = hear(2)) return stop;
    if (Stop stop = say("EHLO " + server_.own_name, 2)) return stop;
    learn_offers();
    if (server_.security != Security::start_tls) return std::nullopt;
    if (!offers_.contains("STARTTLS")) return problem("outgoing.tls_not_offered");
    if (Stop stop = say("STARTTLS", 2)) return stop;
    // What came unencrypted behind the consent was put there by somebody on the way.
    if (!pending_.empty()) return problem("outgoing.bad_answer");
    if (const Outcome trusted = wire_.start_tls(); !trusted) return trusted.problems();
    if (Stop stop = say("EHLO " + server_.own_name, 2)) return stop;
    learn_offers();
    return std::nullopt;
  }

  Stop sign_in() {
    if (server_.login.empty()) return std::nullopt;
    if (offers_.contains("AUTH PLAIN")) {
      const std::string both = '\0' + server_.login + '\0' + server_.password;
      return say("AUTH PLAIN " + base64(both), 2);
    }
    if (!offers_.contains("AUTH LOGIN")) return problem("outgoing.login_not_offered");
    if (Stop stop = say("AUTH LOGIN", 3)) return stop;
    if (Stop stop = say(base64(server_.login), 3)) return stop;
    return say(base64(server_.password), 2);
  }

  /// "STARTTLS", and for each way to sign in "AUTH PLAIN" and the like; old servers write "AUTH=LOGIN".
  void learn_offers() {
    offers_.clear();
    for (const std::string& line : reply_.lines) {
      std::string offer = to_upper(line);
      if (offer.starts_with("AUTH=")) offer[4] = ' ';
      std::istringstream words(offer);
      std::string first, method;
      words >> first;
      offers_.insert(first);
      while (first == "AUTH" && words >> method) offers_.insert("AUTH " + method);
    }
  }

  Stop say(const std::string& command, int wanted) {
    if (const Outcome written = wire_.write(command + "\r\n"); !written) return written.problems();
    return hear(wanted);
  }

  /// `wanted` is the first digit of the code: 2 done, 3 go on.
  Stop hear(int wanted) {
    auto reply = read_reply();
    if (!reply) return reply.problems();
    reply_ = std::move(*reply);
    const int kind = reply_.code / 100;
    if (kind == wanted) return std::nullopt;
    if (kind != 4 && kind != 5) return problem("outgoing.bad_answer");
    return Verdict{kind == 4 ? Fate::later : Fate::never, fmt::format("{}", reply_.code), reply_.words};
  }

  Result<Reply> read_reply() {
    Reply reply;
    while (true) {
      const auto line = read_line();
      if (!line) return line.problems();
      const int code = code_of(*line);
      const bool is_first = reply.lines.empty();
      if (code < 200 || (!is_first && code != reply.code) || reply.lines.size() == kMaxLines)
        return problem("outgoing.bad_answer");
      reply.code = code;
      reply.lines.push_back(line->substr(std::min<std::size_t>(4, line->size())));
      reply.words = quotation(reply.words + ' ' + reply.lines.back());
      if (line->size() < 4 || (*line)[3] == ' ') return reply;
    }
  }

  Result<std::string> read_line() {
    std::size_t end;
    while ((end = pending_.find('\n')) == std::string::npos) {
      const auto bytes = wire_.read();
      if (!bytes) return bytes.problems();
      if (bytes->empty()) return problem("outgoing.closed");
      pending_ += *bytes;
      if (pending_.size() > limits_.answer) return problem("outgoing.bad_answer");
    }
    std::string line = pending_.substr(0, end);
    pending_.erase(0, end + 1);
    if (line.ends_with('\r')) line.pop_back();
    return line;
  }

  Problem problem(std::string code) const { return {std::move(code), "", {{"host", server_.host}}}; }

  Wire wire_;
  const MailServer& server_;
  const Limits& limits_;
  Reply reply_;
  std::set<std::string> offers_;
  std::string pending_;
};

Problems input_problems(const Envelope& envelope, const MailServer& server) {
  Problems problems;
  if (!is_mailbox(envelope.from)) problems.push_back(Problem{"outgoing.bad_mailbox", "from", {}});
  if (!is_mailbox(envelope.to)) problems.push_back(Problem{"outgoing.bad_mailbox", "to", {}});
  if (!is_host(server.host)) problems.push_back(Problem{"outgoing.bad_host", "host", {}});
  if (!is_host_name(server.own_name)) problems.push_back(Problem{"outgoing.bad_host", "own_name", {}});
  if (has_control_character(server.login))
    problems.push_back(Problem{"outgoing.control_character", "login", {}});
  if (has_control_character(server.password))
    problems.push_back(Problem{"outgoing.control_character", "password", {}});
  return problems;
}

}  // namespace

Result<Verdict> submit(const Envelope& envelope, std::string_view text, const MailServer& server,
                       const Limits& limits) {
  if (Problems problems = input_problems(envelope, server); !problems.empty()) return problems;
  auto wire = Wire::open(server.host, server.port, limits);
  if (!wire) return wire.problems();
  return Dialogue(std::move(*wire), server, limits).submit(envelope, text);
}

Result<Verdict> send_mail(const Mail& mail, const MailServer& server, const Limits& limits) {
  const Envelope envelope{mail.from, mail.to};
  const auto text = mail_text(mail);
  if (text) return submit(envelope, *text, server, limits);
  Problems problems = text.problems();
  for (Problem& problem : input_problems(envelope, server))
    if (std::find(problems.begin(), problems.end(), problem) == problems.end())
      problems.push_back(std::move(problem));
  return problems;
}

}  // namespace zw::http::outgoing
