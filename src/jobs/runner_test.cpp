#include "jobs/runner.h"

#include <algorithm>
#include <atomic>
#include <future>

#include "storage/counter.h"
#include "storage/outbox.h"
#include "storage/testing.h"

namespace zw::jobs {
namespace {

using namespace std::string_literals;
using storage::testing::test_scope;

class RunnerTest : public storage::testing::OnBothDatabases {
 protected:
  RunnerTest() {
    options_.log = [this](const std::string& line) {
      std::lock_guard lock(mutex_);
      log_ += line + "\n";
    };
  }
  Id submit(std::string_view kind, std::string_view input = "{}") {
    Id id;
    database().write([&](Connection& c) { id = jobs::submit(c, test_scope(), kind, input); });
    return id;
  }
  Job job(Id id) {
    std::optional<Job> found;
    database().read([&](Connection& c) { found = find(c, {1}, id); });
    return *found;
  }
  /// Waits until the job has ended, or is in `state`.
  Job wait_for(Id id, std::optional<State> state = {}) {
    for (;;) {
      const Job now = job(id);
      if (state ? now.state == *state : is_final(now.state)) return now;
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  }
  std::size_t count_events(std::string_view topic) {
    std::vector<storage::Event> events;
    database().read([&](Connection& c) { events = storage::events_after(c, {1}, 0, 100'000); });
    return static_cast<std::size_t>(std::ranges::count(events, topic, &storage::Event::topic));
  }
  bool cancel(Id id) {
    bool accepted = false;
    database().write([&](Connection& c) { accepted = jobs::cancel(c, test_scope(), id); });
    return accepted;
  }
  /// As a process leaves it that died while the job ran.
  void abandon(Id id, std::int64_t attempts, Instant lease_until) {
    database().write([&](Connection& c) {
      c.execute(
          "UPDATE job SET state = 'running', owner_token = 'dead', attempts = $1, lease_until = $2 WHERE "
          "zone_id = 1 AND id = $3",
          {attempts, lease_until.micros, id.value});
    });
  }
  static void wait_until_asked(JobContext& context) {
    while (!context.should_stop()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }

  SystemClock clock_;
  RunnerOptions options_;
  std::mutex mutex_;
  std::string log_;
};
ZW_ON_BOTH_DATABASES(RunnerTest);

TEST_P(RunnerTest, RunsWhatIsSubmittedAndKeepsTheResult) {
  Runner runner(database(), clock_, options_);
  runner.add("echo", [](JobContext& context) -> Result<std::string> { return "[" + context.input() + "]"; });
  const Id before = submit("echo", R"({"问":1})");
  runner.start();
  const Id after = submit("echo", "2");
  EXPECT_EQ(wait_for(before).result, R"([{"问":1}])");
  const Job done = wait_for(after);
  EXPECT_EQ(done.state, State::done);
  EXPECT_EQ(done.result, "[2]");
  EXPECT_EQ(done.attempts, 1);
  EXPECT_EQ(done.created_by.name, "王芳");
  EXPECT_TRUE(done.started_at && done.finished_at);
  EXPECT_EQ(count_events("job.finished"), 2u);
}

TEST_P(RunnerTest, ChoresAreDoneAgainAndAgainWhateverHappensToOne) {
  std::atomic<int> done{0}, failed{0};
  Runner runner(database(), clock_, options_);
  runner.repeat(std::chrono::seconds(0), [&](Database&, Instant) {
    ++failed;
    throw storage::DatabaseError(storage::Failure::busy, "somebody else writes");
  });
  runner.repeat(std::chrono::seconds(0), [&](Database& database, Instant now) {
    EXPECT_LE(now, clock_.now());
    database.read([&](Connection&) { ++done; });
  });
  runner.start();
  while (done < 3) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  runner.stop();
  EXPECT_GE(failed, 3);
  EXPECT_NE(log_.find("somebody else writes"), std::string::npos);
}

TEST_P(RunnerTest, AJobOfARolledBackTransactionDoesNotExist) {
  struct Refusal {};
  EXPECT_THROW(database().write([](Connection& c) {
    jobs::submit(c, test_scope(), "echo", "{}");
    throw Refusal{};
  }),
               Refusal);
  std::vector<Job> all;
  database().read([&](Connection& c) { all = recent(c, {1}, "", 10); });
  EXPECT_TRUE(all.empty());
}

TEST_P(RunnerTest, ProblemsAndExceptionsFailTheJobAndNotTheProgram) {
  Runner runner(database(), clock_, options_);
  runner.add("refuses", [](JobContext&) -> Result<std::string> {
    return Problem{"match.no_officer", "office", {{"n", "3"}}};
  });
  runner.add("throws", [](JobContext&) -> Result<std::string> { throw std::runtime_error("out of paper"); });
  runner.start();
  const Job refused = wait_for(submit("refuses"));
  EXPECT_EQ(refused.state, State::failed);
  EXPECT_EQ(refused.problems, R"([{"code":"match.no_officer","field":"office","params":{"n":"3"}}])");
  const Job thrown = wait_for(submit("throws"));
  EXPECT_EQ(thrown.state, State::failed);
  EXPECT_NE(thrown.problems.find("out of paper"), std::string::npos);
  std::lock_guard lock(mutex_);
  EXPECT_NE(log_.find("out of paper"), std::string::npos);
}

TEST_P(RunnerTest, CancellingARunningJobStopsItWithoutResult) {
  Runner runner(database(), clock_, options_);
  runner.add("endless", [](JobContext& context) -> Result<std::string> {
    wait_until_asked(context);
    context.when_done([](Connection& c) { storage::next_id(c, {1}, "effect"); });
    return "1"s;
  });
  runner.start();
  const Id id = submit("endless");
  wait_for(id, State::running);
  EXPECT_TRUE(cancel(id));
  const Job ended = wait_for(id);
  EXPECT_EQ(ended.state, State::cancelled);
  EXPECT_EQ(ended.result, "");
  EXPECT_FALSE(cancel(id)) << "it has ended";
  database().write([](Connection& c) {
    EXPECT_EQ(storage::next_id(c, {1}, "effect").value, 1) << "no effect of a cancelled job";
  });
}

TEST_P(RunnerTest, CancellingEndsAJobAtOnceEvenWhenItsWorkDoesNotListen) {
  Runner runner(database(), clock_, options_);
  std::promise<void> cancelled;
  runner.add("deaf", [&](JobContext& context) -> Result<std::string> {
    context.when_done([](Connection& c) { storage::next_id(c, {1}, "effect"); });
    cancelled.get_future().wait();
    context.report("2");
    return "1"s;
  });
  runner.start();
  const Id id = submit("deaf");
  wait_for(id, State::running);
  EXPECT_TRUE(cancel(id));
  EXPECT_EQ(job(id).state, State::cancelled);
  cancelled.set_value();
  runner.stop();
  EXPECT_EQ(job(id).state, State::cancelled);
  EXPECT_EQ(job(id).result, "");
  database().write([](Connection& c) {
    EXPECT_EQ(storage::next_id(c, {1}, "effect").value, 1) << "no effect of a cancelled job";
  });
}

TEST_P(RunnerTest, CancellingAWaitingJobEndsItAtOnce) {
  const Id id = submit("nobody runs this");
  EXPECT_TRUE(cancel(id));
  EXPECT_EQ(job(id).state, State::cancelled);
}

TEST_P(RunnerTest, KeepEndsAJobWithItsBestSoFar) {
  Runner runner(database(), clock_, options_);
  runner.add("improving", [](JobContext& context) -> Result<std::string> {
    context.report(R"({"best":7})");
    wait_until_asked(context);
    return R"({"best":7})"s;
  });
  runner.start();
  const Id id = submit("improving");
  wait_for(id, State::running);
  database().write([&](Connection& c) { EXPECT_TRUE(keep(c, test_scope(), id)); });
  const Job ended = wait_for(id);
  EXPECT_EQ(ended.state, State::done);
  EXPECT_EQ(ended.result, R"({"best":7})");
  EXPECT_EQ(ended.progress, R"({"best":7})");
}

TEST_P(RunnerTest, ProgressIsThinnedOutButItsEndIsKept) {
  Runner runner(database(), clock_, options_);
  runner.add("chatty", [this](JobContext& context) -> Result<std::string> {
    while (job(context.job().id).progress.empty()) context.report("0");
    for (int i = 1; i <= 1000; ++i) context.report(std::to_string(i));
    return "0"s;
  });
  runner.start();
  const Job done = wait_for(submit("chatty"));
  EXPECT_EQ(done.progress, "1000");
  EXPECT_GE(count_events("job.progressed"), 1u);
  EXPECT_LT(count_events("job.progressed"), 100u);
}

TEST_P(RunnerTest, AnEffectAndTheEndOfTheJobHappenTogether) {
  Runner runner(database(), clock_, options_);
  runner.add("plan", [](JobContext& context) -> Result<std::string> {
    context.when_done([](Connection& c) { storage::next_id(c, {1}, "effect"); });
    return "1"s;
  });
  runner.add("clumsy", [](JobContext& context) -> Result<std::string> {
    context.when_done([](Connection& c) {
      storage::next_id(c, {1}, "effect");
      c.execute("INSERT INTO nowhere VALUES (1)");
    });
    return "1"s;
  });
  runner.start();
  EXPECT_EQ(wait_for(submit("plan")).state, State::done);
  const Job failed = wait_for(submit("clumsy"));
  EXPECT_EQ(failed.state, State::failed);
  EXPECT_NE(failed.problems.find("job.crashed"), std::string::npos);
  database().write([](Connection& c) { EXPECT_EQ(storage::next_id(c, {1}, "effect").value, 2); });
}

TEST_P(RunnerTest, StoppingTheProgramPutsRunningJobsBack) {
  std::atomic<int> runs{0};
  const Work work = [&](JobContext& context) -> Result<std::string> {
    if (++runs == 1) wait_until_asked(context);
    return "1"s;
  };
  const Id id = submit("long");
  {
    Runner runner(database(), clock_, options_);
    runner.add("long", work);
    runner.start();
    wait_for(id, State::running);
  }
  const Job waiting = job(id);
  EXPECT_EQ(waiting.state, State::queued);
  EXPECT_EQ(waiting.attempts, 0) << "an orderly stop is no failed attempt";
  Runner runner(database(), clock_, options_);
  runner.add("long", work);
  runner.start();
  EXPECT_EQ(wait_for(id).state, State::done);
  EXPECT_EQ(runs, 2);
}

TEST_P(RunnerTest, AfterACrashAJobRunsOnceMoreAndThenIsMarked) {
  const Id once = submit("long"), twice = submit("long"), unwanted = submit("long");
  const Instant past{1};
  abandon(once, 1, past);
  abandon(twice, 2, past);
  abandon(unwanted, 1, past);
  EXPECT_TRUE(cancel(unwanted));
  Runner runner(database(), clock_, options_);
  runner.add("long", [](JobContext&) -> Result<std::string> { return "1"s; });
  runner.start();
  EXPECT_EQ(wait_for(once).state, State::done);
  EXPECT_EQ(job(once).attempts, 2);
  EXPECT_EQ(wait_for(twice).state, State::interrupted);
  EXPECT_EQ(wait_for(unwanted).state, State::cancelled);
}

TEST_P(RunnerTest, ALivingLeaseOfAnotherProcessIsRespectedWhereThereCanBeOne) {
  const Id id = submit("long");
  abandon(id, 1, plus_seconds(clock_.now(), 3600));
  Runner runner(database(), clock_, options_);
  runner.add("long", [](JobContext&) -> Result<std::string> { return "1"s; });
  runner.start();
  if (GetParam() == storage::Backend::sqlite) {
    EXPECT_EQ(wait_for(id).state, State::done) << "one file has one process, so that one is dead";
  } else {
    EXPECT_EQ(wait_for(submit("long")).state, State::done);
    EXPECT_EQ(job(id).state, State::running);
  }
}

TEST_P(RunnerTest, AJobThatWasTakenOverWritesNothing) {
  Runner runner(database(), clock_, options_);
  std::promise<void> started;
  runner.add("slow", [&](JobContext& context) -> Result<std::string> {
    started.set_value();
    wait_until_asked(context);
    return "mine"s;
  });
  runner.start();
  const Id id = submit("slow");
  started.get_future().get();
  abandon(id, 2, plus_seconds(clock_.now(), 3600));
  runner.stop();
  const Job job_now = job(id);
  EXPECT_EQ(job_now.state, State::running);
  EXPECT_EQ(job_now.result, "");
}

TEST_P(RunnerTest, ManyThreadsRunEveryJobExactlyOnce) {
  options_.threads = 4;
  constexpr std::size_t kJobs = 40;
  std::mutex mutex;
  std::map<std::int64_t, int> runs;
  Runner first(database(), clock_, options_);
  first.add("count", [&](JobContext& context) -> Result<std::string> {
    std::lock_guard lock(mutex);
    ++runs[context.job().id.value];
    return "1"s;
  });
  first.start();
  std::vector<Id> ids;
  for (std::size_t i = 0; i < kJobs; ++i) ids.push_back(submit("count"));
  for (Id id : ids) EXPECT_EQ(wait_for(id).state, State::done);
  std::lock_guard lock(mutex);
  EXPECT_EQ(runs.size(), kJobs);
  for (const auto& [id, count] : runs) EXPECT_EQ(count, 1) << id;
}

}  // namespace
}  // namespace zw::jobs
