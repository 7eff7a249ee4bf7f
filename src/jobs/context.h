// What a piece of background work sees of the world while it runs.
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "base/result.h"
#include "base/stop_rule.h"
#include "jobs/job.h"

namespace zw::jobs {

/// Why a running job is asked to end.
enum class Wish {
  none,
  keep,     ///< end with the best so far
  suspend,  ///< the program ends, the job will run again
  lost,     ///< it was cancelled, or another process has taken it over
};

class JobContext {
 public:
  JobContext(Database& database, Job job) : database_(database), job_(std::move(job)) {}

  const Job& job() const { return job_; }
  const std::string& input() const { return job_.input; }
  Database& database() { return database_; }

  /// Tells how far the work is; cheap and never waits. People see the newest report about five times a
  /// second.
  void report(std::string progress) {
    std::lock_guard lock(mutex_);
    progress_ = std::move(progress);
  }

  /// To be asked often: the work should return soon, whatever the reason.
  bool should_stop() const { return stop_.is_cancelled(); }
  /// The same for engines; has neither a limit nor a deadline of its own.
  const StopRule& stop_rule() const { return stop_; }

  /// Runs in the transaction that marks the job done, so that both happen or neither.
  void when_done(std::function<void(Connection&)> effect) { effect_ = std::move(effect); }

 private:
  friend class Runner;

  void ask(Wish wish) {
    // The first reason to give the result up stands; "keep" may still turn into one of those.
    Wish current = wish_.load();
    while (current < Wish::suspend && current != wish && !wish_.compare_exchange_weak(current, wish)) {
    }
    stop_.cancel();
  }
  std::optional<std::string> take_progress() {
    std::lock_guard lock(mutex_);
    return std::exchange(progress_, std::nullopt);
  }

  Database& database_;
  const Job job_;
  StopRule stop_;
  std::atomic<Wish> wish_{Wish::none};
  std::mutex mutex_;
  std::optional<std::string> progress_;  ///< not yet written
  std::function<void(Connection&)> effect_;
};

/// Answers the result as JSON, or the problems why there is none. May run a second time after a crash.
using Work = std::function<Result<std::string>(JobContext&)>;

}  // namespace zw::jobs
