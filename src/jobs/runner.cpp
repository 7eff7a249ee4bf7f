#include "jobs/runner.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <random>

#include "record/json.h"
#include "storage/outbox.h"

namespace zw::jobs {
namespace {

/// People see progress five times a second.
constexpr std::chrono::milliseconds kProgressPause{200};

std::string make_token() {
  std::random_device random;
  return fmt::format("{:08x}{:08x}{:08x}{:08x}", random(), random(), random(), random());
}

std::string to_json(const Problems& problems) {
  std::string json;
  record::JsonWriter writer(json);
  writer.begin_array();
  for (const Problem& problem : problems) {
    writer.begin_object()
        .member("code", problem.code)
        .member("field", problem.field)
        .key("params")
        .begin_object();
    for (const auto& [name, value] : problem.params) writer.member(name, value);
    writer.end_object().end_object();
  }
  writer.end_array();
  return json;
}

std::string list_of_places(std::size_t count) {
  std::string list;
  for (std::size_t i = 1; i <= count; ++i) list += fmt::format("{}${}", i == 1 ? "" : ", ", i);
  return list;
}

}  // namespace

Runner::Runner(Database& database, const Clock& clock, RunnerOptions options)
    : database_(database), clock_(clock), options_(std::move(options)), token_(make_token()) {}

void Runner::add(std::string kind, Work work) {
  ZW_ASSERT(threads_.empty(), "kinds of jobs are added before the runner starts");
  works_.emplace(std::move(kind), std::move(work));
}

void Runner::repeat(std::chrono::seconds pause, Chore chore) {
  ZW_ASSERT(threads_.empty(), "chores are added before the runner starts");
  chores_.push_back({pause, std::move(chore)});
}

void Runner::start() {
  const bool is_alone = database_.backend() == storage::Backend::sqlite;
  recover(is_alone ? Instant{INT64_MAX} : clock_.now());
  listening_ = database_.events().listen([this] {
    std::lock_guard lock(mutex_);
    ++changes_;
    changed_.notify_all();
  });
  for (int i = 0; i < options_.threads; ++i) threads_.emplace_back([this] { work(); });
  threads_.emplace_back([this] { watch(); });
  if (!chores_.empty()) threads_.emplace_back([this] { do_chores(); });
}

void Runner::stop() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
    for (const Running& running : running_) running->ask(Wish::suspend);
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
  listening_.reset();
}

/// Until something is announced, and at most a moment: leases end without an announcement.
void Runner::wait(std::unique_lock<std::mutex>& lock, std::uint64_t seen) {
  changed_.wait_for(lock, std::chrono::seconds(1), [&] { return stopping_ || changes_ != seen; });
}

void Runner::do_chores() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    lock.unlock();
    auto soonest = std::chrono::steady_clock::time_point::max();
    for (Repeated& repeated : chores_) {
      const auto now = std::chrono::steady_clock::now();
      if (repeated.next <= now) {
        guarded([&] { repeated.chore(database_, clock_.now()); });
        repeated.next = std::chrono::steady_clock::now() + repeated.pause;
      }
      soonest = std::min(soonest, repeated.next);
    }
    lock.lock();
    changed_.wait_until(lock, soonest, [&] { return stopping_; });
  }
}

void Runner::work() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    const std::uint64_t seen = changes_;
    lock.unlock();
    const bool did_something = run_next();
    lock.lock();
    if (!did_something) wait(lock, seen);
  }
}

bool Runner::run_next() {
  std::optional<Job> job;
  guarded([&] { job = claim(); });
  if (!job) return false;
  const auto context = std::make_shared<JobContext>(database_, *std::move(job));
  {
    std::lock_guard lock(mutex_);
    running_.push_back(context);
    if (stopping_) context->ask(Wish::suspend);
    ++changes_;
  }
  changed_.notify_all();
  perform(context);
  return true;
}

/// The oldest job that waits, whatever its zone. Who updates it first has it; on PostgreSQL the second waits
/// for the first and then finds that it no longer waits.
std::optional<Job> Runner::claim() {
  std::vector<storage::Value> kinds;
  for (const auto& [kind, work] : works_) kinds.emplace_back(kind);
  if (kinds.empty()) return {};
  std::vector<std::pair<ZoneId, Id>> waiting;
  database_.read([&](Connection& connection) {
    const auto row = connection.query(fmt::format("SELECT zone_id, id FROM job WHERE state = 'queued' AND "
                                                  "kind IN ({}) ORDER BY created_at, zone_id, id LIMIT 8",
                                                  list_of_places(kinds.size())),
                                      kinds);
    while (row->step()) waiting.push_back({{row->integer(0)}, {row->integer(1)}});
  });
  for (const auto& [zone, id] : waiting) {
    std::optional<Job> claimed;
    database_.write([&, zone = zone, id = id](Connection& connection) {
      claimed.reset();
      const auto changed = connection.execute(
          "UPDATE job SET state = 'running', owner_token = $1, lease_until = $2, attempts = attempts + 1, "
          "started_at = $3"
          " WHERE zone_id = $4 AND id = $5 AND state = 'queued'",
          {token_, plus_seconds(clock_.now(), options_.lease.count()).micros, clock_.now().micros, zone.value,
           id.value});
      if (changed == 1) claimed = find(connection, zone, id);
    });
    if (claimed) return claimed;
  }
  return {};
}

void Runner::perform(const Running& running) {
  const Result<std::string> result = result_of(*running);
  guarded([&] { finish(*running, result); });
  {
    std::lock_guard lock(mutex_);
    std::erase(running_, running);
  }
  changed_.notify_all();
}

/// Whatever a work throws ends its job, not the program.
Result<std::string> Runner::result_of(JobContext& context) {
  const Job& job = context.job();
  try {
    return works_.find(job.kind)->second(context);
  } catch (const std::exception& error) {
    log(fmt::format("job {} ({}) of zone {} failed: {}", job.id.value, job.kind, job.zone.value,
                    error.what()));
    return Problem{"job.crashed", "", {{"reason", error.what()}}};
  }
}

/// An effect that cannot be written is a failure of the job like any other.
void Runner::finish(JobContext& context, const Result<std::string>& result) {
  try {
    end(context, result);
  } catch (const std::exception& error) {
    if (!std::exchange(context.effect_, {})) throw;
    log(fmt::format("job {} ({}) of zone {} cannot be completed: {}", context.job().id.value,
                    context.job().kind, context.job().zone.value, error.what()));
    end(context, Problem{"job.crashed", "", {{"reason", error.what()}}});
  }
}

void Runner::end(JobContext& context, const Result<std::string>& result) {
  const auto progress = context.take_progress();
  database_.write([&](Connection& connection) {
    connection.hold(context.job().zone);
    const auto job = find(connection, context.job().zone, context.job().id);
    if (!job || !owns(connection, *job)) return;
    if (progress)
      connection.execute("UPDATE job SET progress = $1 WHERE zone_id = $2 AND id = $3",
                         {*progress, job->zone.value, job->id.value});
    write_end(connection, context, *job, result);
  });
}

bool Runner::owns(Connection& connection, const Job& job) {
  const auto row = connection.query(
      "SELECT id FROM job WHERE zone_id = $1 AND id = $2 AND state = 'running' AND owner_token = $3",
      {job.zone.value, job.id.value, token_});
  return row->step();
}

void Runner::write_end(Connection& connection, JobContext& context, const Job& job,
                       const Result<std::string>& result) {
  if (context.wish_ == Wish::suspend) {
    connection.execute(
        "UPDATE job SET state = 'queued', owner_token = NULL, lease_until = NULL, attempts = attempts - 1"
        " WHERE zone_id = $1 AND id = $2",
        {job.zone.value, job.id.value});
    storage::publish(connection, scope_of(job), "job.submitted", "job", job.id);
    return;
  }
  const State state = result.ok() ? State::done : State::failed;
  if (state == State::done && context.effect_) context.effect_(connection);
  storage::Value answer, problems;
  if (state == State::done) answer = *result;
  if (state == State::failed) problems = to_json(result.problems());
  connection.execute(
      "UPDATE job SET state = $1, result = $2, problems = $3, owner_token = NULL, lease_until = NULL, "
      "finished_at = $4"
      " WHERE zone_id = $5 AND id = $6",
      {std::string(to_string(state)), answer, problems, clock_.now().micros, job.zone.value, job.id.value});
  storage::publish(connection, scope_of(job), "job.finished", "job", job.id);
}

void Runner::watch() {
  using Steady = std::chrono::steady_clock;
  auto next_progress = Steady::now(), next_renewal = Steady::now() + options_.lease / 3;
  std::uint64_t seen = 0;
  std::unique_lock lock(mutex_);
  // Goes on while jobs come to their end, so that they keep their leases.
  while (!stopping_ || !running_.empty()) {
    seen = changes_;
    lock.unlock();
    guarded([this] { pass_wishes_on(); });
    if (Steady::now() >= next_progress) {
      guarded([this] { write_progress(); });
      next_progress = Steady::now() + kProgressPause;
    }
    if (Steady::now() >= next_renewal) {
      guarded([this] { renew_leases(); });
      guarded([this] { recover(clock_.now()); });
      next_renewal = Steady::now() + options_.lease / 3;
    }
    lock.lock();
    const auto until = running_.empty() ? Steady::now() + std::chrono::seconds(1) : next_progress;
    changed_.wait_until(lock, until, [&] { return changes_ != seen || (stopping_ && running_.empty()); });
  }
}

std::vector<Runner::Running> Runner::running() {
  std::lock_guard lock(mutex_);
  return running_;
}

void Runner::write_progress() {
  for (const Running& context : running()) {
    const auto progress = context->take_progress();
    if (!progress) continue;
    const Job& job = context->job();
    database_.write([&](Connection& connection) {
      const auto changed = connection.execute(
          "UPDATE job SET progress = $1 WHERE zone_id = $2 AND id = $3 AND owner_token = $4",
          {*progress, job.zone.value, job.id.value, token_});
      if (changed == 1) storage::publish(connection, scope_of(job), "job.progressed", "job", job.id);
    });
  }
}

void Runner::pass_wishes_on() {
  const auto contexts = running();
  if (contexts.empty()) return;
  database_.read([&](Connection& connection) {
    for (const Running& context : contexts) {
      const auto job = find(connection, context->job().zone, context->job().id);
      if (!job || !owns(connection, *job)) {
        context->ask(Wish::lost);
      } else if (job->keep_requested) {
        context->ask(Wish::keep);
      }
    }
  });
}

void Runner::renew_leases() {
  const auto contexts = running();
  if (contexts.empty()) return;
  database_.write([&](Connection& connection) {
    for (const Running& context : contexts)
      connection.execute(
          "UPDATE job SET lease_until = $1 WHERE zone_id = $2 AND id = $3 AND owner_token = $4",
          {plus_seconds(clock_.now(), options_.lease.count()).micros, context->job().zone.value,
           context->job().id.value, token_});
  });
}

void Runner::recover(Instant expired_before) {
  std::vector<std::pair<ZoneId, Id>> orphans;
  database_.read([&](Connection& connection) {
    const auto row = connection.query(
        "SELECT zone_id, id FROM job WHERE state = 'running' AND lease_until < $1 ORDER BY zone_id, id",
        {expired_before.micros});
    while (row->step()) orphans.push_back({{row->integer(0)}, {row->integer(1)}});
  });
  for (const auto& [zone, id] : orphans)
    database_.write([&, zone = zone, id = id](Connection& connection) {
      recover_one(connection, zone, id, expired_before);
    });
}

void Runner::recover_one(Connection& connection, ZoneId zone, Id id, Instant expired_before) {
  connection.hold(zone);
  const auto job = find(connection, zone, id);
  const State next = job->attempts < kMostAttempts ? State::queued : State::interrupted;
  storage::Value finished_at;
  if (is_final(next)) finished_at = clock_.now().micros;
  const auto changed = connection.execute(
      "UPDATE job SET state = $1, owner_token = NULL, lease_until = NULL, finished_at = $2"
      " WHERE zone_id = $3 AND id = $4 AND state = 'running' AND lease_until < $5",
      {std::string(to_string(next)), finished_at, zone.value, id.value, expired_before.micros});
  if (changed == 1)
    storage::publish(connection, scope_of(*job), is_final(next) ? "job.finished" : "job.submitted", "job",
                     id);
}

Scope Runner::scope_of(const Job& job) const {
  return {.zone = job.zone,
          .actor = job.created_by,
          .now = clock_.now(),
          .request = fmt::format("job-{}", job.id.value)};
}

/// The database may be away for a while; the leases see to it that nothing is lost or done twice.
void Runner::guarded(const std::function<void()>& action) {
  try {
    action();
  } catch (const storage::DatabaseError& error) {
    log(fmt::format("jobs: {}", error.what()));
  }
}

void Runner::log(const std::string& line) const {
  if (options_.log) return options_.log(line);
  std::fprintf(stderr, "%s\n", line.c_str());
}

}  // namespace zw::jobs
