// Sends what is due: begins an attempt, calls outside of any transaction, and writes down what came of it.
#pragma once

#include "jobs/runner.h"
#include "modules/notify/letter.h"
#include "modules/notify/post.h"
#include "modules/notify/rules.h"
#include "storage/records.h"

namespace zw::modules::notify {

/// The next delivery that is due on a channel that is free; nothing when there is none.
std::optional<Id> next_due(storage::Connection& connection, const storage::Scope& scope);

/// Writes the text at the first attempt, counts the attempt, and lays the next one into the future, so that
/// a crash before `end_attempt` repeats the same letter. Nothing when somebody else was faster.
std::optional<Letter> begin_attempt(storage::Records& records, Id delivery, Rng& rng);

/// A delivery that was given up makes a notice inside the product for every administrator.
void end_attempt(storage::Records& records, Id delivery, const Told& told, Rng& rng);

/// The same for every attempt of a delivery, and for no other one.
std::string key_of(ZoneId zone, const Delivery& delivery);

/// The zone's settings notify.retry_seconds and notify.most_attempts, or the usual values.
Persistence persistence_of(storage::Records& records);

/// How long a round of sending goes on, and what time it is meanwhile: far sides take their time.
struct Round {
  std::function<Instant()> now;
  std::function<bool()> may_go_on;
};

/// Sends until nothing is due or the round is over.
void send_zone(storage::Database& database, storage::Scope scope, const Post& post, Rng& rng,
               const Round& round);

/// `POST /api/notify/channels/{id}/try`.
http::Routes trial_routes(Post post);

/// The chore: gathers and sends in every zone, again and again.
void send_notices(jobs::Runner& runner, Post post, std::uint64_t seed);

}  // namespace zw::modules::notify
