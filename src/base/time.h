// Calendar days, instants and durations as distinct types, with their ISO 8601 text.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace zw {

/// A day of the Gregorian calendar, counted from 1970-01-01.
struct Date {
  std::int32_t days = 0;

  friend constexpr auto operator<=>(Date, Date) = default;
  friend constexpr Date operator+(Date d, int n) { return {d.days + n}; }
  friend constexpr Date operator-(Date d, int n) { return {d.days - n}; }
  friend constexpr int operator-(Date a, Date b) { return a.days - b.days; }
};

struct YearMonthDay {
  int year = 1970, month = 1, day = 1;
};

/// The day, or nothing when the calendar has no such day (2021-02-29).
std::optional<Date> make_date(int year, int month, int day);
YearMonthDay civil(Date date);
/// 1 = Monday … 7 = Sunday (ISO 8601).
int iso_weekday(Date date);
/// "2020-06-14", strict; anything else is nothing.
std::optional<Date> parse_date(std::string_view text);
std::string to_string(Date date);

/// A moment, microseconds since 1970-01-01T00:00:00Z.
struct Instant {
  std::int64_t micros = 0;

  friend constexpr auto operator<=>(Instant, Instant) = default;
};

/// A length of time in whole minutes.
struct Minutes {
  std::int64_t count = 0;

  friend constexpr auto operator<=>(Minutes, Minutes) = default;
  friend constexpr Minutes operator+(Minutes a, Minutes b) { return {a.count + b.count}; }
  friend constexpr Minutes operator-(Minutes a, Minutes b) { return {a.count - b.count}; }
};

inline constexpr std::int64_t kMicrosPerSecond = 1'000'000;
inline constexpr std::int64_t kMicrosPerDay = 86'400 * kMicrosPerSecond;
/// China has had one zone without summer time since 1992; every zone of the product lies in it.
inline constexpr std::int64_t kChinaOffsetMicros = 8 * 3600 * kMicrosPerSecond;

constexpr Instant plus_seconds(Instant at, std::int64_t seconds) {
  return {at.micros + seconds * kMicrosPerSecond};
}
/// The day in China at that moment.
Date china_date(Instant at);
/// Midnight in China at the start of that day.
Instant china_midnight(Date date);
/// "2020-06-14T08:30:00.000000Z"
std::string to_string(Instant at);
/// RFC 3339 with "Z" or a numeric offset; anything else is nothing.
std::optional<Instant> parse_instant(std::string_view text);

}  // namespace zw
