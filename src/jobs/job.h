// Background work as rows: handed in with the change that needs it, found, cancelled, and never lost.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"
#include "base/time.h"
#include "storage/database.h"
#include "storage/scope.h"

namespace zw::jobs {

using storage::Connection;
using storage::Database;
using storage::Scope;

enum class State { queued, running, done, failed, cancelled, interrupted };
std::string_view to_string(State state);
constexpr bool is_final(State state) { return state != State::queued && state != State::running; }

/// A job that was running when its process died is tried again, but not for ever.
inline constexpr std::int64_t kMostAttempts = 2;

struct Job {
  ZoneId zone;
  Id id;
  std::string kind;
  State state = State::queued;
  std::string input;     ///< JSON
  std::string progress;  ///< JSON, empty before the first report
  std::string result;    ///< JSON, empty unless done
  std::string problems;  ///< JSON list of {code, field, params}, empty unless failed
  std::int64_t attempts = 0;
  bool cancel_requested = false;
  bool keep_requested = false;
  Instant created_at;
  storage::Actor created_by;  ///< without roles
  std::optional<Instant> started_at, finished_at;
};

/// In the transaction of the caller: the job exists exactly when that commits.
Id submit(Connection& connection, const Scope& scope, std::string_view kind, std::string_view input);

std::optional<Job> find(Connection& connection, ZoneId zone, Id id);
/// Newest first; all kinds when `kind` is empty.
std::vector<Job> recent(Connection& connection, ZoneId zone, std::string_view kind, std::int64_t limit);

/// Ends a job without a result, at once; its work, if it runs, is told to stop. False when it has ended or
/// does not exist.
bool cancel(Connection& connection, const Scope& scope, Id id);
/// Asks a running job to end with the best it has so far. False when it is not running.
bool keep(Connection& connection, const Scope& scope, Id id);

}  // namespace zw::jobs
