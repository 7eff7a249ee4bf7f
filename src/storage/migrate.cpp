#include "storage/migrate.h"

#include <fmt/format.h>

#include <charconv>
#include <map>

#include "base/clock.h"
#include "record/sql.h"
#include "storage/digest.h"

namespace zw::storage {
namespace {

constexpr ZoneId kInstallation{0};

/// Checksums of what is applied, by version.
using Applied = std::map<std::int64_t, std::string>;

std::int64_t version_of(std::string_view file_name) {
  std::int64_t version = 0;
  const auto parsed = std::from_chars(file_name.data(), file_name.data() + file_name.size(), version);
  ZW_ASSERT(parsed.ptr == file_name.data() + 4 && version > 0, "migrations are called NNNN_name.sql");
  return version;
}

Applied read_applied(Connection& connection) {
  Applied applied;
  const auto cursor = connection.query("SELECT version, checksum FROM schema_version ORDER BY version");
  while (cursor->step()) applied.emplace(cursor->integer(0), cursor->text(1));
  return applied;
}

Applied make_version_table(Database& database) {
  Applied applied;
  database.write([&](Connection& connection) {
    connection.hold(kInstallation);
    connection.run_script(
        "CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL,"
        " checksum TEXT NOT NULL, applied_at BIGINT NOT NULL)");
    applied = read_applied(connection);
  });
  return applied;
}

void refuse_unknown_schema(const Applied& applied, std::span<const Migration> migrations) {
  const std::int64_t newest = migrations.empty() ? 0 : migrations.back().version;
  if (!applied.empty() && applied.rbegin()->first > newest)
    throw DatabaseError(
        Failure::other,
        fmt::format("The database was made by a newer Zonewright (schema {}, this program knows {}); "
                    "start the newer program.",
                    applied.rbegin()->first, newest));
  for (const Migration& migration : migrations) {
    const auto found = applied.find(migration.version);
    if (found != applied.end() && found->second != digest(migration.script))
      throw DatabaseError(
          Failure::other,
          fmt::format("Schema change {} was applied in another wording than this program has; start the "
                      "program that made this database, or restore a backup of it.",
                      migration.name));
  }
}

/// False when another node was faster.
bool apply_one(Database& database, const Migration& migration) {
  bool is_applied = false;
  database.write([&](Connection& connection) {
    connection.hold(kInstallation);
    is_applied = false;
    if (read_applied(connection).contains(migration.version)) return;
    connection.run_script(migration.script);
    connection.execute(
        "INSERT INTO schema_version (version, name, checksum, applied_at) VALUES ($1, $2, $3, $4)",
        {migration.version, migration.name, digest(migration.script), SystemClock().now().micros});
    is_applied = true;
  });
  return is_applied;
}

}  // namespace

std::vector<Migration> migrations_for(Backend backend, std::span<const embedded::File> files) {
  std::map<std::int64_t, Migration> chosen;
  for (const embedded::File& file : files) {
    const bool only_postgres = file.name.ends_with(".pg.sql");
    if (only_postgres && backend != Backend::postgres) continue;
    Migration& migration = chosen[version_of(file.name)];
    if (!migration.script.empty() && !only_postgres) continue;
    migration.version = version_of(file.name);
    migration.name = std::string(file.name.substr(0, file.name.find('.')));
    migration.script =
        backend == Backend::sqlite ? record::for_sqlite(file.bytes) : record::for_postgres(file.bytes);
  }
  std::vector<Migration> migrations;
  for (auto& [version, migration] : chosen) migrations.push_back(std::move(migration));
  return migrations;
}

int apply_migrations(Database& database, std::span<const Migration> migrations,
                     const std::string& backup_path) {
  const Applied applied = make_version_table(database);
  refuse_unknown_schema(applied, migrations);
  const bool is_behind = applied.size() < migrations.size();
  const bool has_data = !applied.empty();
  if (is_behind && has_data && !backup_path.empty() && database.backend() == Backend::sqlite)
    database.backup(backup_path);
  int count = 0;
  for (const Migration& migration : migrations)
    if (!applied.contains(migration.version) && apply_one(database, migration)) ++count;
  return count;
}

int migrate(Database& database, const std::string& backup_path) {
  const auto files = embedded::storage();
  const auto migrations = migrations_for(database.backend(), files);
  return apply_migrations(database, migrations, backup_path);
}

}  // namespace zw::storage
