// The power fails at any moment: what was not synced may be there, or not, or in part, sector by sector.
#include <fstream>
#include <map>
#include <thread>
#include <vector>

#include "base/rng.h"
#include "ledger.h"
#include "shim_vfs.h"

namespace zw::faults {
namespace {

using storage::testing::TemporaryFolder;

constexpr std::size_t kSector = 512;

std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// One change that the disk has accepted but not promised to keep.
struct Change {
  std::int64_t offset = 0;
  std::string bytes;
  std::int64_t truncated_to = -1;  ///< of a truncation, otherwise negative
};

void put(std::string& file, std::size_t offset, std::string_view bytes) {
  if (file.size() < offset + bytes.size()) file.resize(offset + bytes.size());
  file.replace(offset, bytes.size(), bytes);
}

/// Changes the content as a disk does that keeps each sector with `percent` in a hundred.
void apply(std::string& file, const Change& change, Rng& rng, int percent) {
  if (change.truncated_to >= 0) {
    if (rng.chance(percent)) file.resize(static_cast<std::size_t>(change.truncated_to));
    return;
  }
  const auto offset = static_cast<std::size_t>(change.offset);
  for (std::size_t at = 0; at < change.bytes.size();) {
    const std::size_t end = std::min(change.bytes.size(), at + kSector - (offset + at) % kSector);
    if (rng.chance(percent)) put(file, offset + at, std::string_view(change.bytes).substr(at, end - at));
    at = end;
  }
}

/// Cuts the power before every n-th change or sync, on paper: the files as they might be found are kept, and
/// life goes on.
class PowerCut final : public DiskObserver {
 public:
  struct Remains {
    std::map<std::string, std::string> files;
    std::set<std::int64_t> acknowledged;
  };

  PowerCut(const Acknowledged& acknowledged, std::uint64_t seed, int every)
      : acknowledged_(acknowledged), rng_(seed), every_(every) {}

  void opened(const std::string& path) override {
    std::lock_guard lock(mutex_);
    disk_.try_emplace(path, File{bytes_of(path), {}});
  }
  int write(const std::string& path, std::int64_t offset, std::string_view bytes) override {
    std::lock_guard lock(mutex_);
    maybe_cut();
    disk_[path].unsynced.push_back({offset, std::string(bytes), -1});
    return SQLITE_OK;
  }
  int truncate(const std::string& path, std::int64_t size) override {
    std::lock_guard lock(mutex_);
    maybe_cut();
    disk_[path].unsynced.push_back({0, "", size});
    return SQLITE_OK;
  }
  int sync(const std::string& path) override {
    std::lock_guard lock(mutex_);
    maybe_cut();
    File& file = disk_[path];
    for (const Change& change : file.unsynced) apply(file.durable, change, rng_, 100);
    file.unsynced.clear();
    return SQLITE_OK;
  }

  const std::vector<Remains>& remains() const { return remains_; }

 private:
  struct File {
    std::string durable;
    std::vector<Change> unsynced;
  };

  void maybe_cut() {
    if (++calls_ % every_ != 0) return;
    Remains remains{{}, acknowledged_.numbers()};
    constexpr int kLuck[] = {0, 5, 50, 95, 100};
    const int percent = kLuck[rng_.below(std::size(kLuck))];
    for (const auto& [path, file] : disk_) {
      std::string found = file.durable;
      for (const Change& change : file.unsynced) apply(found, change, rng_, percent);
      remains.files.emplace(std::filesystem::path(path).filename(), std::move(found));
    }
    remains_.push_back(std::move(remains));
  }

  const Acknowledged& acknowledged_;
  std::mutex mutex_;
  Rng rng_;
  const int every_;
  int calls_ = 0;
  std::map<std::string, File> disk_;
  std::vector<Remains> remains_;
};

class PowerCutTest : public ::testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(Seeds, PowerCutTest, ::testing::Range(1, 3));

TEST_P(PowerCutTest, EveryAcknowledgedWriteIsOnTheDisk) {
  TemporaryFolder folder;
  const std::string path = folder.file("zonewright.db");
  make_database(path);
  Acknowledged acknowledged;
  PowerCut disk(acknowledged, static_cast<std::uint64_t>(GetParam()), 150 + GetParam());
  {
    const ShimVfs vfs("power-cut", disk);
    const auto database = storage::open_sqlite({.path = path, .vfs = vfs.name()});
    std::vector<std::thread> writers;
    for (std::int64_t t = 0; t < 4; ++t)
      writers.emplace_back([&, t] {
        for (std::int64_t i = 1; i <= 100; ++i) {
          record(*database, t * 1000 + i);
          acknowledged.add(t * 1000 + i);
        }
      });
    for (auto& writer : writers) writer.join();
  }
  ASSERT_GT(disk.remains().size(), 5u);
  for (const auto& remains : disk.remains()) {
    TemporaryFolder found;
    for (const auto& [name, bytes] : remains.files)
      std::ofstream(found.file(name), std::ios::binary) << bytes;
    expect_sound(found.file("zonewright.db"), remains.acknowledged);
  }
}

}  // namespace
}  // namespace zw::faults
