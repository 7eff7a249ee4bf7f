// How many durable writes a second group commit makes of one disk, against one fsync for each write.
// storage_bench [FOLDER] [SECONDS]: prints CSV rows
// "disk,variant,clients,writes_per_second,times_single,p50_ms,p99_ms,max_ms" for the disk of FOLDER, and for
// one that takes five milliseconds to sync, as disks without a cache of their own do.
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <thread>
#include <vector>

#include "../tests/faults/shim_vfs.h"
#include "storage/audit.h"
#include "storage/counter.h"
#include "storage/outbox.h"

namespace {

using namespace zw;
using Steady = std::chrono::steady_clock;

/// What one small change of a module writes: a number, a row, its audit row, its event.
void change(storage::Connection& connection) {
  const storage::Scope scope{.zone = {1}, .actor = {{7}, "bench", {}, {}}, .now = {1}, .request = "bench"};
  const Id id = storage::next_id(connection, scope.zone, "thing");
  connection.execute("INSERT INTO thing (zone_id, id, name) VALUES ($1, $2, $3)",
                     {1, id.value, "徐州经济技术开发区"});
  storage::append_audit(connection, scope,
                        {"created", "thing", id, 1, R"({"name":[null,"徐州经济技术开发区"]})"});
  storage::publish(connection, scope, "thing.created", "thing", id);
}

struct Figures {
  double per_second, p50, p99, most;
};

/// `clients` threads, each writing again as soon as it was answered.
Figures measure(storage::Database& database, int clients, double seconds) {
  std::vector<std::vector<double>> latencies(static_cast<std::size_t>(clients));
  const auto begin = Steady::now();
  const auto end = begin + std::chrono::duration<double>(seconds);
  std::vector<std::thread> threads;
  for (auto& own : latencies)
    threads.emplace_back([&] {
      while (Steady::now() < end) {
        const auto start = Steady::now();
        database.write(change);
        own.push_back(std::chrono::duration<double, std::milli>(Steady::now() - start).count());
      }
    });
  for (auto& thread : threads) thread.join();
  const double elapsed = std::chrono::duration<double>(Steady::now() - begin).count();
  std::vector<double> all;
  for (const auto& own : latencies) all.insert(all.end(), own.begin(), own.end());
  std::ranges::sort(all);
  const auto quantile = [&](double q) {
    return all[static_cast<std::size_t>(q * static_cast<double>(all.size() - 1))];
  };
  return {static_cast<double>(all.size()) / elapsed, quantile(0.5), quantile(0.99), all.back()};
}

/// A disk that answers a sync after five milliseconds; nothing needs to survive the benchmark.
class SlowDisk final : public faults::DiskObserver {
 public:
  int sync(const std::string&) override {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    return SQLITE_OK;
  }
};

void print(const char* disk, const char* variant, int clients, const Figures& figures, double single) {
  fmt::print("{},{},{},{:.0f},{:.1f},{:.2f},{:.2f},{:.2f}\n", disk, variant, clients, figures.per_second,
             figures.per_second / single, figures.p50, figures.p99, figures.most);
}

void measure_disk(const char* disk, const std::string& vfs, const std::string& path, double seconds) {
  const auto remove_files = [&] {
    for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(path + end);
  };
  for (int round = 0; round < 3; ++round) {
    remove_files();
    const auto database = storage::open_sqlite({.path = path, .vfs = vfs});
    storage::migrate(*database);
    database->write([](storage::Connection& connection) {
      connection.run_script(
          "CREATE TABLE thing (zone_id INTEGER NOT NULL, id INTEGER NOT NULL, name TEXT, PRIMARY KEY "
          "(zone_id, id))");
    });
    // A single client never shares its fsync: the rate of one fsync for each write.
    const Figures single = measure(*database, 1, seconds);
    print(disk, "one_fsync_per_write", 1, single, single.per_second);
    for (const int clients : {8, 64})
      print(disk, "group_commit", clients, measure(*database, clients, seconds), single.per_second);
  }
  remove_files();
}

}  // namespace

int main(int argc, char** argv) {
  const std::string folder = argc > 1 ? argv[1] : ".";
  const double seconds = argc > 2 ? std::atof(argv[2]) : 3;
  const std::string path = folder + "/storage_bench.db";
  fmt::print("disk,variant,clients,writes_per_second,times_single,p50_ms,p99_ms,max_ms\n");
  measure_disk("here", "", path, seconds);
  SlowDisk slow_disk;
  const faults::ShimVfs slow("slow", slow_disk);
  measure_disk("sync_5_ms", slow.name(), path, seconds);
}
