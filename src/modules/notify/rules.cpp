#include "modules/notify/rules.h"

#include <algorithm>

#include "base/assert.h"

namespace zw::modules::notify {
namespace {

constexpr std::int64_t kMicrosPerMinute = 60 * kMicrosPerSecond;

std::int64_t minute_of_day(Instant at) {
  return (at.micros - china_midnight(china_date(at)).micros) / kMicrosPerMinute;
}

}  // namespace

bool is_quiet(QuietHours hours, Instant at) {
  const std::int64_t minute = minute_of_day(at);
  if (hours.from <= hours.until) return hours.from <= minute && minute < hours.until;
  return minute >= hours.from || minute < hours.until;
}

Instant end_of_quiet(QuietHours hours, Instant at) {
  if (!is_quiet(hours, at)) return at;
  const bool ends_tomorrow = minute_of_day(at) >= hours.until;
  const Instant midnight = china_midnight(china_date(at) + (ends_tomorrow ? 1 : 0));
  return {midnight.micros + hours.until * kMicrosPerMinute};
}

Instant leaving_at(const Manner& manner, Instant now) {
  return end_of_quiet(manner.quiet, plus_seconds(now, manner.digest_minutes * 60));
}

Instant next_attempt(const Persistence& persistence, std::int64_t attempts, Instant now,
                     std::int64_t retry_after_seconds, Rng& rng) {
  ZW_ASSERT(attempts > 0, "a pause follows an attempt");
  std::int64_t pause = std::clamp<std::int64_t>(persistence.first_pause_seconds, 1, kLongestPauseSeconds);
  for (std::int64_t n = 1; n < attempts && pause < kLongestPauseSeconds; ++n)
    pause = std::min(2 * pause, kLongestPauseSeconds);
  const std::int64_t micros = pause * kMicrosPerSecond;
  const Instant later{now.micros + micros + rng.between(0, micros / 2)};
  const std::int64_t asked = std::clamp<std::int64_t>(retry_after_seconds, 0, kLongestPauseSeconds);
  return std::max(later, plus_seconds(now, asked));
}

Instant free_again(std::int64_t per_minute, Instant now) {
  ZW_ASSERT(per_minute > 0, "a channel that sends has a pace");
  return {now.micros + (kMicrosPerMinute + per_minute - 1) / per_minute};
}

}  // namespace zw::modules::notify
