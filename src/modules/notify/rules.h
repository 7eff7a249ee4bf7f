// When a message may leave: quiet hours, digests, pauses after failures, the pace of a channel; pure
// functions.
#pragma once

#include <cstdint>

#include "base/rng.h"
#include "base/time.h"

namespace zw::modules::notify {

/// Minutes of the day in China, from the first up to but without the second; equal ends mean never. Past
/// midnight when the first is the later one.
struct QuietHours {
  std::int64_t from = 0, until = 0;
};

bool is_quiet(QuietHours hours, Instant at);
/// `at` itself when it is not quiet then.
Instant end_of_quiet(QuietHours hours, Instant at);

/// How a group is spoken to.
struct Manner {
  QuietHours quiet;
  std::int64_t digest_minutes = 5;
};

/// Until when a notice waits for others to go along: the digest's time, or the end of the quiet hours in
/// which that ends.
Instant leaving_at(const Manner& manner, Instant now);

struct Persistence {
  std::int64_t first_pause_seconds = 60;
  std::int64_t most_attempts = 8;
};
inline constexpr std::int64_t kLongestPauseSeconds = 6 * 3600;

/// The pause after the n-th attempt, n from 1: the first pause doubled n − 1 times, at most six hours, and up
/// to a half more by chance, so that what failed together does not come back together. Never earlier than the
/// far side asked for.
Instant next_attempt(const Persistence& persistence, std::int64_t attempts, Instant now,
                     std::int64_t retry_after_seconds, Rng& rng);

/// When a channel is free again that sends now: evenly spaced, so that no minute holds more than
/// `per_minute`.
Instant free_again(std::int64_t per_minute, Instant now);

}  // namespace zw::modules::notify
