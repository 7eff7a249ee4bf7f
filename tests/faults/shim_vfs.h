// A SQLite file system that stands before the real one, shows every change to an observer, and lets it break
// things.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace zw::faults {

/// Answers SQLITE_OK to let a call through, or the error that SQLite is told instead. Called on any thread.
class DiskObserver {
 public:
  virtual ~DiskObserver() = default;
  virtual void opened(const std::string& /*path*/) {}
  virtual int write(const std::string& /*path*/, std::int64_t /*offset*/, std::string_view /*bytes*/) {
    return SQLITE_OK;
  }
  virtual int truncate(const std::string& /*path*/, std::int64_t /*size*/) { return SQLITE_OK; }
  virtual int sync(const std::string& /*path*/) { return SQLITE_OK; }
};

/// Registered under `name` while it lives. The real sync is left out: the observer decides what is durable.
class ShimVfs {
 public:
  ShimVfs(std::string name, DiskObserver& observer);
  ~ShimVfs();
  ShimVfs(const ShimVfs&) = delete;
  ShimVfs& operator=(const ShimVfs&) = delete;

  const std::string& name() const { return name_; }

 private:
  std::string name_;
  sqlite3_vfs vfs_;
};

}  // namespace zw::faults
