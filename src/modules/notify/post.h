// Carries one message out of the house and says what the far side answered, without its secrets.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "http/outgoing/limits.h"
#include "http/outgoing/verdict.h"
#include "modules/notify/notify.h"

namespace zw::modules::notify {

/// A message with everything that decides where it goes; `key` and `at` are the same in every attempt.
struct Letter {
  Channel channel;
  std::string key, title, text;
  Instant at;
};

struct Told {
  http::outgoing::Fate fate = http::outgoing::Fate::never;
  std::string words;                     ///< of a far side that took it
  Problems problems;                     ///< of one that did not
  std::int64_t retry_after_seconds = 0;  ///< 0 when the far side did not say
};

using Post = std::function<Told(const Letter&)>;

/// How far letters reach.
struct Reach {
  /// "host:port" that may be called although it lies on this machine. Told on the command line only, since
  /// whoever may type addresses must not be able to open this machine's own ports.
  std::vector<std::string> relays;
  http::outgoing::Limits limits;
};

/// Signs with the true time of `clock`, which a demonstration zone's is not.
Post make_post(Reach reach, const Clock& clock);

/// Where the channel leads, as it may be shown; problems outgoing.* and notify.* at the members of the
/// destination. Mail addresses are "smtp://host:587" (STARTTLS), "smtps://host:465" and "relay://host:25",
/// plain and for a relay inside the house.
Result<std::string> shown_host(const Channel& channel);

/// The words without what is as secret as the channel's address: far sides repeat what they got.
std::string without_secrets(std::string words, const Channel& channel);

}  // namespace zw::modules::notify
