// Fresh, migrated databases of both kinds, for the tests of every floor.
#pragma once

#include <fcntl.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>

#include "storage/database.h"
#include "storage/scope.h"

namespace zw::storage::testing {

/// A folder that ends with its owner; in memory where the machine offers that.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    const bool has_memory = ::access("/dev/shm", W_OK) == 0;
    path_ = has_memory ? "/dev/shm/zonewright-XXXXXX" : "/tmp/zonewright-XXXXXX";
    if (!::mkdtemp(path_.data())) throw std::runtime_error("no temporary folder can be made");
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  std::string file(std::string_view name) const { return fmt::format("{}/{}", path_, name); }

 private:
  std::string path_;
};

/// One PostgreSQL cluster for the whole test process, started when first needed.
class PrivatePostgres {
 public:
  static PrivatePostgres& instance() {
    static PrivatePostgres cluster;
    return cluster;
  }
  ~PrivatePostgres() {
    ::close(life_line_);
    ::pclose(script_);
  }
  PrivatePostgres(const PrivatePostgres&) = delete;
  PrivatePostgres& operator=(const PrivatePostgres&) = delete;

  /// Answers the conninfo of a new database: a copy of `original`, or one without tables.
  std::string create(const std::string& name, const std::string& original = "template0") {
    const std::string command =
        fmt::format("{}/createdb -h {} -U zonewright -T {} {}", programs_, folder_, original, name);
    if (std::system(command.c_str()) != 0) throw std::runtime_error("failed: " + command);
    return fmt::format("host={} user=zonewright dbname={}", folder_, name);
  }
  std::string create_migrated() {
    if (copies_ == 0) migrate(*open_postgres(create("migrated"), 1));
    return create(fmt::format("copy_{}", ++copies_), "migrated");
  }
  std::string create_empty() { return create(fmt::format("empty_{}", ++copies_empty_)); }

 private:
  PrivatePostgres() {
    int ends[2];
    if (::pipe(ends) != 0 || ::fcntl(ends[1], F_SETFD, FD_CLOEXEC) != 0)
      throw std::runtime_error("no pipe can be made");
    life_line_ = ends[1];
    script_ = ::popen(
        fmt::format("exec {}/tests/support/private_postgres.sh <&{}", ZW_SOURCE_DIR, ends[0]).c_str(), "r");
    ::close(ends[0]);
    std::string answer(500, '\0');
    if (!script_ || !std::fgets(answer.data(), static_cast<int>(answer.size()), script_) ||
        answer.front() != '/')
      throw std::runtime_error("no PostgreSQL for the tests: " + answer);
    std::istringstream(answer) >> folder_ >> programs_;
  }

  std::FILE* script_ = nullptr;
  int life_line_ = -1;
  std::string folder_, programs_;
  int copies_ = 0, copies_empty_ = 0;
};

enum class Schema { migrated, none };

/// Opened on its own files or cluster; gone with its owner.
class TestDatabase {
 public:
  explicit TestDatabase(Backend backend, Schema schema = Schema::migrated) {
    if (backend == Backend::sqlite) {
      if (schema == Schema::migrated) std::filesystem::copy_file(migrated_file(), path());
      database_ = open_sqlite({.path = path(), .durable = false});
    } else {
      conninfo_ = schema == Schema::migrated ? PrivatePostgres::instance().create_migrated()
                                             : PrivatePostgres::instance().create_empty();
      database_ = open_postgres(conninfo_, 8);
    }
  }

  Database& operator*() const { return *database_; }
  Database* operator->() const { return database_.get(); }
  std::string path() const { return folder_.file("zonewright.db"); }
  const std::string& conninfo() const { return conninfo_; }
  const TemporaryFolder& folder() const { return folder_; }

 private:
  /// Made once a process: migrating takes longer than copying.
  static const std::string& migrated_file() {
    static const TemporaryFolder folder;
    static const std::string path = [] {
      migrate(*open_sqlite({.path = folder.file("migrated.db"), .durable = false}));
      return folder.file("migrated.db");
    }();
    return path;
  }

  TemporaryFolder folder_;
  std::string conninfo_;
  std::unique_ptr<Database> database_;
};

inline std::string backend_name(const ::testing::TestParamInfo<Backend>& info) {
  return info.param == Backend::sqlite ? "sqlite" : "postgres";
}

/// Base of the fixtures whose tests run on both.
class OnBothDatabases : public ::testing::TestWithParam<Backend> {
 protected:
  Database& database() { return *test_; }

  TestDatabase test_{GetParam()};
};

inline Scope test_scope(std::int64_t zone = 1) {
  return {.zone = {zone},
          .actor = {.person = {7}, .name = "王芳", .roles = {Role::officer}, .enterprise = {}},
          .now = {1'592'092'800'000'000},  // 2020-06-14T00:00:00Z
          .request = "r1"};
}

}  // namespace zw::storage::testing

#define ZW_ON_BOTH_DATABASES(Fixture)                                                                 \
  INSTANTIATE_TEST_SUITE_P(                                                                           \
      , Fixture, ::testing::Values(::zw::storage::Backend::sqlite, ::zw::storage::Backend::postgres), \
      ::zw::storage::testing::backend_name)
