// The PostgreSQL driver: a pool of sessions, transactions that are run again after a conflict, and a
// listener.
#include <fmt/format.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <random>
#include <thread>
#include <vector>

#include "base/assert.h"
#include "storage/mirror.h"
#include "storage/postgres_connection.h"

namespace zw::storage {
namespace {

/// Runs of one transaction before its conflict is told to the caller.
constexpr int kMostRuns = 6;
constexpr std::chrono::milliseconds kReconnectPause{500};

/// Waits for NOTIFY on a session of its own and emits the signal.
class Listener {
 public:
  Listener(std::string conninfo, Signal& events)
      : conninfo_(std::move(conninfo)),
        events_(events),
        wake_(::eventfd(0, EFD_CLOEXEC)),
        thread_([this] { run(); }) {}
  ~Listener() {
    stopping_ = true;
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(wake_, &one, sizeof one);
    thread_.join();
    ::close(wake_);
  }
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

 private:
  void run();
  void listen(PGconn* session);
  bool wait(int socket, std::chrono::milliseconds at_most);

  const std::string conninfo_;
  Signal& events_;
  const int wake_;
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

/// True when the socket has something to read.
bool Listener::wait(int socket, std::chrono::milliseconds at_most) {
  pollfd files[] = {{wake_, POLLIN, 0}, {socket, POLLIN, 0}};
  return ::poll(files, 2, static_cast<int>(at_most.count())) > 0 && files[1].revents != 0;
}

void Listener::run() {
  while (!stopping_) {
    // A server that is away is no error here: whoever reads or writes is told, and this thread tries again.
    const PostgresSession session(PQconnectdb(conninfo_.c_str()));
    if (PQstatus(session.get()) == CONNECTION_OK) listen(session.get());
    if (!stopping_) wait(-1, kReconnectPause);
  }
}

void Listener::listen(PGconn* session) {
  const PostgresAnswer answer(PQexec(session, fmt::format("LISTEN {}", kChannel).c_str()));
  if (PQresultStatus(answer.get()) != PGRES_COMMAND_OK) return;
  // Something may have happened while nobody listened.
  events_.emit();
  while (!stopping_) {
    if (!wait(PQsocket(session), std::chrono::hours(1))) continue;
    if (PQconsumeInput(session) == 0) return;
    bool was_notified = false;
    while (PGnotify* notice = PQnotifies(session)) {
      was_notified = true;
      PQfreemem(notice);
    }
    if (was_notified) events_.emit();
  }
}

class PostgresDatabase final : public Database {
 public:
  PostgresDatabase(std::string conninfo, int pool) : conninfo_(std::move(conninfo)), free_places_(pool) {
    ZW_ASSERT(pool > 0, "a pool has at least one session");
    give_back(std::make_unique<PostgresConnection>(conninfo_));
    --free_places_;
  }

  Backend backend() const override { return Backend::postgres; }
  Signal& events() override {
    std::call_once(listening_, [this] { listener_ = std::make_unique<Listener>(conninfo_, events_); });
    return events_;
  }
  void read(const std::function<void(Connection&)>& work) override {
    run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", [&](Connection& connection) {
      connection.use_mirror(&mirror_);
      work(connection);
    });
  }
  void write(const std::function<void(Connection&)>& work) override;
  void backup(const std::string&) override {
    throw DatabaseError(Failure::other, "Zonewright does not copy a PostgreSQL database; use pg_dump.");
  }

 private:
  using Session = std::unique_ptr<PostgresConnection>;
  void run(std::string_view begin, const std::function<void(Connection&)>& work);
  Session take();
  Session connect_in_place();
  void give_back(Session session);
  void give_place();

  const std::string conninfo_;
  std::mutex mutex_;
  std::condition_variable returned_;
  Mirror mirror_;
  std::vector<Session> idle_;
  int free_places_;  ///< sessions that may still be opened
  Signal events_;
  std::once_flag listening_;
  std::unique_ptr<Listener> listener_;
};

PostgresDatabase::Session PostgresDatabase::take() {
  std::unique_lock lock(mutex_);
  returned_.wait(lock, [this] { return !idle_.empty() || free_places_ > 0; });
  if (!idle_.empty()) {
    Session session = std::move(idle_.back());
    idle_.pop_back();
    return session;
  }
  --free_places_;
  lock.unlock();
  return connect_in_place();
}

PostgresDatabase::Session PostgresDatabase::connect_in_place() {
  try {
    return std::make_unique<PostgresConnection>(conninfo_);
  } catch (...) {
    give_place();
    throw;
  }
}

void PostgresDatabase::give_place() {
  {
    std::lock_guard lock(mutex_);
    ++free_places_;
  }
  returned_.notify_one();
}

/// A session whose connection is lost is not used again; its place is.
void PostgresDatabase::give_back(Session session) {
  if (!session->is_alive()) return give_place();
  {
    std::lock_guard lock(mutex_);
    idle_.push_back(std::move(session));
  }
  returned_.notify_one();
}

void PostgresDatabase::run(std::string_view begin, const std::function<void(Connection&)>& work) {
  Session session = take();
  try {
    try {
      session->begin(begin);
    } catch (const DatabaseError& error) {
      // The server was restarted since this session was last used: nothing has been done yet, so a new one
      // may try.
      if (error.failure() != Failure::connection) throw;
      session = std::make_unique<PostgresConnection>(conninfo_);
      session->begin(begin);
    }
    work(*session);
    session->commit();
  } catch (...) {
    session->rollback();
    give_back(std::move(session));
    throw;
  }
  give_back(std::move(session));
}

void PostgresDatabase::write(const std::function<void(Connection&)>& work) {
  thread_local std::minstd_rand jitter{std::random_device{}()};
  for (int attempt = 1;; ++attempt) {
    try {
      return run("BEGIN", [&](Connection& connection) {
        connection.use_mirror(nullptr);
        work(connection);
      });
    } catch (const PostgresConflict&) {
      if (attempt == kMostRuns) throw;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(jitter() % (5u << attempt)));
  }
}

}  // namespace

std::unique_ptr<Database> open_postgres(const std::string& conninfo, int pool) {
  return std::make_unique<PostgresDatabase>(conninfo, pool);
}

}  // namespace zw::storage
