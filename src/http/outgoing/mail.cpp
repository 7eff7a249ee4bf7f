#include "http/outgoing/mail.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "http/outgoing/address.h"
#include "http/outgoing/signing.h"
#include "storage/digest.h"

namespace zw::http::outgoing {
namespace {

/// An encoded word may have 75 characters: 12 of frame and 52 of base64.
constexpr std::size_t kWordBytes = 39;
constexpr std::size_t kLine = 76;
constexpr std::size_t kMaxMailbox = 254;

bool is_visible(char c) { return c > ' ' && c < '\x7f'; }

std::string encoded_word(std::string_view bytes) { return "=?UTF-8?B?" + base64(bytes) + "?="; }

/// One on each line, none with half a character.
std::string encoded_words(std::string_view text) {
  std::string words;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t character = at;
    next_code_point(text, at);
    if (at - begin <= kWordBytes) continue;
    words += encoded_word(text.substr(begin, character - begin)) + "\r\n ";
    begin = character;
  }
  return words + encoded_word(text.substr(begin));
}

/// "Mon, 15 Jun 2020 16:00:00 +0800", as clocks show it where the product is used.
std::string mail_date(Instant at) {
  constexpr std::array<std::string_view, 7> kDays = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const Date date = china_date(at);
  const YearMonthDay day = civil(date);
  const std::int64_t second = (at.micros - china_midnight(date).micros) / kMicrosPerSecond;
  return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} +0800",
                     kDays[static_cast<std::size_t>(iso_weekday(date) - 1)], day.day,
                     kMonths[static_cast<std::size_t>(day.month - 1)], day.year, second / 3600,
                     second / 60 % 60, second % 60);
}

std::string base64_lines(std::string_view bytes) {
  const std::string text = base64(bytes);
  std::string lines;
  for (std::size_t at = 0; at < text.size(); at += kLine) lines += text.substr(at, kLine) + "\r\n";
  return lines;
}

}  // namespace

bool has_control_character(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return (c >= '\0' && c < ' ') || c == '\x7f'; });
}

bool is_mailbox(std::string_view text) {
  const std::size_t at = text.rfind('@');
  if (at == std::string_view::npos || at == 0 || text.size() > kMaxMailbox) return false;
  const std::string_view name = text.substr(0, at);
  return is_host_name(text.substr(at + 1)) && std::all_of(name.begin(), name.end(), is_visible) &&
         name.find_first_of("<>()[]\\,;:@\"") == std::string_view::npos;
}

std::string header_text(std::string_view text) {
  const bool is_plain =
      text.size() <= kWordBytes && text.find("=?") == std::string_view::npos &&
      std::all_of(text.begin(), text.end(), [](char c) { return is_visible(c) || c == ' '; });
  return is_plain ? std::string(text) : encoded_words(text);
}

Result<std::string> mail_text(const Mail& mail) {
  Problems problems;
  if (!is_mailbox(mail.from)) problems.push_back(Problem{"outgoing.bad_mailbox", "from", {}});
  if (!is_mailbox(mail.to)) problems.push_back(Problem{"outgoing.bad_mailbox", "to", {}});
  if (has_control_character(mail.from_name))
    problems.push_back(Problem{"outgoing.control_character", "from_name", {}});
  if (has_control_character(mail.subject))
    problems.push_back(Problem{"outgoing.control_character", "subject", {}});
  if (!problems.empty()) return problems;
  // A name is always encoded: then its commas and brackets need no rules of their own.
  const std::string sender =
      mail.from_name.empty() ? mail.from : fmt::format("{} <{}>", encoded_words(mail.from_name), mail.from);
  // Made of the content, so that a mail server that has the mail already can tell a repetition.
  const std::string content =
      fmt::format("{}\n{}\n{}\n{}\n{}", mail.from, mail.to, mail.at.micros, mail.subject, mail.body);
  const std::string id = storage::digest(content).substr(0, 32);
  const std::string domain = mail.from.substr(mail.from.rfind('@') + 1);
  return fmt::format(
      "From: {}\r\nTo: {}\r\nSubject: {}\r\nDate: {}\r\nMessage-ID: <{}@{}>\r\nMIME-Version: 1.0\r\n"
      "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n"
      "Auto-Submitted: auto-generated\r\n\r\n{}",
      sender, mail.to, header_text(mail.subject), mail_date(mail.at), id, domain, base64_lines(mail.body));
}

std::string dot_stuffed(std::string_view text) {
  std::string stuffed;
  bool is_at_start = true;
  for (const char c : text) {
    if (is_at_start && c == '.') stuffed.push_back('.');
    stuffed.push_back(c);
    is_at_start = c == '\n';
  }
  return stuffed;
}

}  // namespace zw::http::outgoing
