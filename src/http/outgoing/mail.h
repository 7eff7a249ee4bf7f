// A mail as bytes: RFC 5322 head, Chinese in the subject, body in base64; pure functions.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"

namespace zw::http::outgoing {

/// To one person: then a refusal concerns one, and nobody learns who else was written to.
struct Mail {
  std::string from, from_name, to;
  std::string subject, body;
  Instant at;  ///< of the message, not of the attempt: a repeated mail is the same, byte by byte
};

/// Lines ended by CR LF. Problems, all of them: outgoing.bad_mailbox at "from" and "to",
/// outgoing.control_character at "subject" and "from_name" — a line break there would begin a header of
/// somebody else's choice.
Result<std::string> mail_text(const Mail& mail);

/// "name@host" of visible ASCII without brackets, quotes and separators: what fits between "<" and ">".
bool is_mailbox(std::string_view text);
bool has_control_character(std::string_view text);

/// As it is, or as encoded words of RFC 2047, one on each line.
std::string header_text(std::string_view text);

/// RFC 5321, 4.5.2: a line that begins with a dot gets another, since a dot alone ends the mail.
std::string dot_stuffed(std::string_view text);

}  // namespace zw::http::outgoing
