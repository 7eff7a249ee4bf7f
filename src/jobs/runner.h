// Runs queued jobs on threads of its own: claims, renews its leases, passes wishes on, writes progress and
// results.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "jobs/context.h"

namespace zw::jobs {

struct RunnerOptions {
  int threads = 1;
  std::chrono::seconds lease{30};  ///< after this long without a sign of life others may take a job over
  std::function<void(const std::string&)> log =
      {};  ///< where failures of works and of the database go; default stderr
};

/// Something small to be done again and again, e.g. every minute; must not mind being done twice.
using Chore = std::function<void(Database&, Instant now)>;

/// Several processes may run jobs of one PostgreSQL database. On SQLite there is one: what its file says is
/// running when it starts was left over by a crash.
class Runner {
 public:
  Runner(Database& database, const Clock& clock, RunnerOptions options = {});
  ~Runner() { stop(); }
  Runner(const Runner&) = delete;
  Runner& operator=(const Runner&) = delete;

  /// All kinds are added before `start`.
  void add(std::string kind, Work work);
  /// Done once after `start`, then whenever so much time has passed; chores follow each other on one thread.
  void repeat(std::chrono::seconds pause, Chore chore);
  void start();
  /// Asks running jobs to end, puts them back into the queue, and waits until that is done.
  void stop();

 private:
  using Running = std::shared_ptr<JobContext>;

  void work();
  void watch();
  void do_chores();
  void wait(std::unique_lock<std::mutex>& lock, std::uint64_t seen);
  bool run_next();
  std::optional<Job> claim();
  void perform(const Running& running);
  Result<std::string> result_of(JobContext& context);
  void finish(JobContext& context, const Result<std::string>& result);
  void end(JobContext& context, const Result<std::string>& result);
  void write_end(Connection& connection, JobContext& context, const Job& job,
                 const Result<std::string>& result);
  bool owns(Connection& connection, const Job& job);

  std::vector<Running> running();
  void write_progress();
  void pass_wishes_on();
  void renew_leases();
  void recover(Instant expired_before);
  void recover_one(Connection& connection, ZoneId zone, Id id, Instant expired_before);
  Scope scope_of(const Job& job) const;
  void guarded(const std::function<void()>& action);
  void log(const std::string& line) const;

  Database& database_;
  const Clock& clock_;
  const RunnerOptions options_;
  const std::string token_;  ///< tells this runner's claims from those of others
  std::map<std::string, Work, std::less<>> works_;
  struct Repeated {
    std::chrono::seconds pause;
    Chore chore;
    std::chrono::steady_clock::time_point next = {};
  };
  std::vector<Repeated> chores_;  ///< touched by their thread only, once it runs

  std::mutex mutex_;
  std::condition_variable changed_;
  std::uint64_t changes_ = 0;  ///< commits that were announced, and jobs that began
  bool stopping_ = false;
  std::vector<Running> running_;
  std::shared_ptr<void> listening_;
  std::vector<std::thread> threads_;
};

}  // namespace zw::jobs
