#include "app/world.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <stdexcept>

#include "app/app.h"
#include "storage/compact.h"

namespace zw::app {
namespace {

namespace fs = std::filesystem;

std::string file_safe(std::string text) {
  std::replace(text.begin(), text.end(), ':', '-');
  return text;
}

void make_folder(const std::string& path) {
  std::error_code error;
  fs::create_directories(path, error);
  if (error)
    throw std::runtime_error(
        fmt::format("The folder {} cannot be made ({}); choose another with --data.", path, error.message()));
  fs::permissions(path, fs::perms::owner_all, error);
}

/// How far the story of a demonstration zone lies from the day it was made.
std::int64_t story_offset(storage::Database& database) {
  const auto stage = parse_date(demo_stage(database));
  if (!stage) return 0;
  std::int64_t made = 0;
  const ZoneId zone = first_zone(database);
  database.read([&](storage::Connection& connection) {
    auto cursor = connection.query("SELECT created_at FROM zone WHERE zone_id = $1", {zone.value});
    if (cursor->step()) made = cursor->integer(0);
  });
  return morning_of(*stage).micros - made;
}

}  // namespace

std::unique_ptr<World> open_world(const WorldOptions& options) {
  auto world = std::make_unique<World>();
  world->data_dir = options.data_dir;
  world->postgres = options.postgres;
  world->modules = all_modules();
  describe_world(world->modules);
  const std::string file = options.data_dir + "/zonewright.db";
  if (options.create) {
    make_folder(options.data_dir);
  } else if (options.postgres.empty() && !fs::exists(file)) {
    throw std::runtime_error(
        fmt::format("There is no Zonewright database in {}; name its folder with --data.", options.data_dir));
  }
  world->database = options.postgres.empty() ? storage::open_sqlite({.path = file,
                                                                     .create = options.create,
                                                                     .durable = options.durable,
                                                                     .exclusive = options.exclusive})
                                             : storage::open_postgres(options.postgres);
  std::string backup;
  if (options.postgres.empty()) {
    make_folder(world->backup_folder());
    backup = fmt::format("{}/before-migration-{}.db", world->backup_folder(),
                         file_safe(to_string(world->clock.now())));
  }
  storage::migrate(*world->database, backup);
  world->zone_clock.shift(story_offset(*world->database));
  return world;
}

void World::compact() const {
  postgres.empty() ? storage::compact_sqlite(data_dir + "/zonewright.db")
                   : storage::compact_postgres(postgres);
}

storage::Scope program_scope(const Clock& clock, ZoneId zone, const std::string& what) {
  return {.zone = zone,
          .actor = {.person = {},
                    .name = "zonewright",
                    .roles = {storage::Role::administrator},
                    .enterprise = {}},
          .now = clock.now(),
          .request = what,
          .source = ""};
}

ZoneId first_zone(storage::Database& database) {
  ZoneId zone;
  database.read([&](storage::Connection& connection) {
    auto cursor = connection.query("SELECT min(zone_id) FROM zone WHERE zone_id > 0");
    if (cursor->step() && !cursor->is_null(0)) zone.value = cursor->integer(0);
  });
  return zone;
}

std::string demo_stage(storage::Database& database) {
  std::string stage;
  const ZoneId zone = first_zone(database);
  database.read([&](storage::Connection& connection) {
    auto cursor =
        connection.query("SELECT value FROM setting WHERE zone_id = $1 AND key = 'demo.stage'", {zone.value});
    if (cursor->step()) stage = cursor->text(0);
  });
  return stage;
}

Instant morning_of(Date stage) { return plus_seconds(china_midnight(stage), 8 * 3600 + 30 * 60); }

}  // namespace zw::app
