#include "modules/notify/ics.h"

#include <fmt/format.h>

#include "base/assert.h"
#include "base/text.h"

namespace zw::modules::notify {
namespace {

constexpr std::size_t kLine = 75;  // octets, without the line break

std::string compact(Date day) {
  const YearMonthDay date = civil(day);
  return fmt::format("{:04}{:02}{:02}", date.year, date.month, date.day);
}

/// "20200615T093000Z"
std::string compact(Instant at) {
  const std::string text = to_string(at);
  return fmt::format("{}{}{}T{}{}{}Z", text.substr(0, 4), text.substr(5, 2), text.substr(8, 2),
                     text.substr(11, 2), text.substr(14, 2), text.substr(17, 2));
}

std::string escaped(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    if (c == '\\' || c == ';' || c == ',') safe += '\\';
    if (c == '\n')
      safe += "\\n";
    else if (c != '\r')
      safe += c;
  }
  return safe;
}

/// Never inside a character, though the standard would allow it.
void append_line(std::string& out, std::string_view line) {
  std::size_t room = kLine;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t begin = at;
    next_code_point(line, at);
    if (at - begin > room) {
      out += "\r\n ";
      room = kLine - 1;
    }
    out += line.substr(begin, at - begin);
    room -= at - begin;
  }
  out += "\r\n";
}

void append_entry(std::string& out, const Entry& entry, Instant now) {
  ZW_ASSERT(entry.at.has_value() != entry.day.has_value(), "an entry is a moment or a day");
  append_line(out, "BEGIN:VEVENT");
  append_line(out, "UID:" + entry.uid);
  append_line(out, "DTSTAMP:" + compact(now));
  append_line(out, fmt::format("SEQUENCE:{}", entry.sequence));
  if (entry.at)
    append_line(out, "DTSTART:" + compact(*entry.at));
  else
    append_line(out, "DTSTART;VALUE=DATE:" + compact(*entry.day));
  append_line(out, "SUMMARY:" + escaped(entry.summary));
  if (!entry.url.empty()) append_line(out, "URL:" + entry.url);
  append_line(out, "TRANSP:TRANSPARENT");
  append_line(out, "END:VEVENT");
}

}  // namespace

std::string calendar_text(std::string_view name, const std::vector<Entry>& entries, Instant now) {
  std::string out;
  append_line(out, "BEGIN:VCALENDAR");
  append_line(out, "VERSION:2.0");
  append_line(out, "PRODID:-//Zonewright//Due dates//ZH");
  append_line(out, "CALSCALE:GREGORIAN");
  append_line(out, "METHOD:PUBLISH");
  append_line(out, "X-WR-CALNAME:" + escaped(name));
  append_line(out, "REFRESH-INTERVAL;VALUE=DURATION:PT1H");
  for (const Entry& entry : entries) append_entry(out, entry, now);
  append_line(out, "END:VCALENDAR");
  return out;
}

}  // namespace zw::modules::notify
