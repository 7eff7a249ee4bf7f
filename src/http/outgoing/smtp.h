// Hands one mail to a mail server, blocking, for a job thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "http/outgoing/limits.h"
#include "http/outgoing/mail.h"
#include "http/outgoing/verdict.h"

namespace zw::http::outgoing {

enum class Security {
  start_tls,  ///< usually port 587; a server that does not offer it gets nothing
  tls,        ///< usually port 465
  plain       ///< usually port 25, for a relay inside the house; a password is readable on the way
};

struct MailServer {
  std::string host;
  std::uint16_t port = 587;
  Security security = Security::start_tls;
  std::string login, password;         ///< no login, no sign-in
  std::string own_name = "localhost";  ///< how the product introduces itself
};

/// Who a mail goes from and to, whatever stands in its head.
struct Envelope {
  std::string from, to;
};

/// The server's 4xx is "later", its 5xx "never". Problems: those of `mail_text` and `submit`.
Result<Verdict> send_mail(const Mail& mail, const MailServer& server, const Limits& limits);

/// `text` as `mail_text` makes it. Problems: outgoing.bad_host at "host" and "own_name",
/// outgoing.bad_mailbox, outgoing.control_character at "login" and "password", those of Wire,
/// outgoing.tls_not_offered, outgoing.login_not_offered, outgoing.bad_answer.
Result<Verdict> submit(const Envelope& envelope, std::string_view text, const MailServer& server,
                       const Limits& limits);

}  // namespace zw::http::outgoing
