#include "base/time.h"

#include <fmt/format.h>

#include <array>
#include <charconv>

namespace zw {
namespace {

// Days from civil and back after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
std::int32_t days_from_civil(int y, int m, int d) {
  y -= m <= 2;
  const int era = (y >= 0 ? y : y - 399) / 400;
  const unsigned yoe = static_cast<unsigned>(y - era * 400);
  const unsigned doy = static_cast<unsigned>((153 * (m > 2 ? m - 3 : m + 9) + 2) / 5 + d - 1);
  const unsigned doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
  return era * 146097 + static_cast<int>(doe) - 719468;
}

bool is_leap(int y) { return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0; }

int days_in_month(int y, int m) {
  static constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return m == 2 && is_leap(y) ? 29 : kDays[static_cast<std::size_t>(m - 1)];
}

std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0); }

/// Reads exactly `width` digits at `pos`.
std::optional<int> digits(std::string_view text, std::size_t pos, std::size_t width) {
  if (pos + width > text.size()) return {};
  int value = 0;
  for (char c : text.substr(pos, width)) {
    if (c < '0' || c > '9') return {};
    value = value * 10 + (c - '0');
  }
  return value;
}

/// Minutes east of Greenwich: "Z", "+08:00", "-0530".
std::optional<int> parse_offset(std::string_view text) {
  if (text == "Z" || text == "z") return 0;
  if (text.size() < 5 || (text[0] != '+' && text[0] != '-')) return {};
  const bool has_colon = text.size() == 6 && text[3] == ':';
  if (!has_colon && text.size() != 5) return {};
  auto hours = digits(text, 1, 2), minutes = digits(text, has_colon ? 4 : 3, 2);
  if (!hours || !minutes || *hours > 23 || *minutes > 59) return {};
  return (text[0] == '-' ? -1 : 1) * (*hours * 60 + *minutes);
}

}  // namespace

std::optional<Date> make_date(int year, int month, int day) {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month))
    return {};
  return Date{days_from_civil(year, month, day)};
}

YearMonthDay civil(Date date) {
  const int z = date.days + 719468;
  const int era = (z >= 0 ? z : z - 146096) / 146097;
  const unsigned doe = static_cast<unsigned>(z - era * 146097);
  const unsigned yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const unsigned doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const unsigned mp = (5 * doy + 2) / 153;
  const int day = static_cast<int>(doy - (153 * mp + 2) / 5 + 1);
  const int month = static_cast<int>(mp < 10 ? mp + 3 : mp - 9);
  return {static_cast<int>(yoe) + era * 400 + (month <= 2), month, day};
}

int iso_weekday(Date date) {
  const int shifted = (date.days + 3) % 7;  // 1970-01-01 was a Thursday
  return (shifted < 0 ? shifted + 7 : shifted) + 1;
}

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return {};
  auto y = digits(text, 0, 4), m = digits(text, 5, 2), d = digits(text, 8, 2);
  if (!y || !m || !d) return {};
  return make_date(*y, *m, *d);
}

std::string to_string(Date date) {
  const auto [y, m, d] = civil(date);
  return fmt::format("{:04}-{:02}-{:02}", y, m, d);
}

Date china_date(Instant at) {
  return {static_cast<std::int32_t>(floor_div(at.micros + kChinaOffsetMicros, kMicrosPerDay))};
}

Instant china_midnight(Date date) { return {date.days * kMicrosPerDay - kChinaOffsetMicros}; }

std::string to_string(Instant at) {
  const std::int64_t day = floor_div(at.micros, kMicrosPerDay);
  const std::int64_t rest = at.micros - day * kMicrosPerDay;
  const std::int64_t seconds = rest / kMicrosPerSecond;
  return fmt::format("{}T{:02}:{:02}:{:02}.{:06}Z", to_string(Date{static_cast<std::int32_t>(day)}),
                     seconds / 3600, seconds / 60 % 60, seconds % 60, rest % kMicrosPerSecond);
}

std::optional<Instant> parse_instant(std::string_view text) {
  if (text.size() < 20 || (text[10] != 'T' && text[10] != 't') || text[13] != ':' || text[16] != ':')
    return {};
  auto day = parse_date(text.substr(0, 10));
  auto hour = digits(text, 11, 2), minute = digits(text, 14, 2), second = digits(text, 17, 2);
  if (!day || !hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59) return {};
  std::size_t pos = 19;
  std::int64_t fraction = 0;
  if (pos < text.size() && text[pos] == '.') {
    std::int64_t unit = kMicrosPerSecond / 10;
    const std::size_t first = ++pos;
    for (; pos < text.size() && text[pos] >= '0' && text[pos] <= '9'; ++pos, unit /= 10)
      fraction += unit * (text[pos] - '0');
    if (pos == first) return {};
  }
  auto offset = parse_offset(text.substr(pos));
  if (!offset) return {};
  const std::int64_t seconds =
      std::int64_t{*hour} * 3600 + *minute * 60 + *second - std::int64_t{*offset} * 60;
  return Instant{day->days * kMicrosPerDay + seconds * kMicrosPerSecond + fraction};
}

}  // namespace zw
