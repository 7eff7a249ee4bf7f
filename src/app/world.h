// An installation opened: its database migrated, its modules described; what every command begins with.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "modules/module.h"
#include "storage/database.h"

namespace zw::app {

struct WorldOptions {
  std::string data_dir;
  std::string postgres;    ///< conninfo; empty = SQLite in `data_dir`
  bool create = true;      ///< make folder and database when they are missing
  bool exclusive = false;  ///< refuse while a server runs on the same folder
  bool durable = true;
};

struct World {
  SystemClock clock;
  /// What people do is dated by this one. A demonstration zone goes on from the morning of its stage;
  /// sign-in, tokens and authenticators need the true time.
  ShiftedClock zone_clock{clock};
  std::string data_dir;
  std::unique_ptr<storage::Database> database;
  std::vector<modules::Module> modules;

  std::string postgres;  ///< as in the options

  std::string backup_folder() const { return data_dir + "/backups"; }
  /// Makes what was erased unreadable in the files of the database.
  void compact() const;
};

/// Throws storage::DatabaseError or std::runtime_error with one sentence that names the remedy.
std::unique_ptr<World> open_world(const WorldOptions& options);

/// The program as an actor in a zone.
storage::Scope program_scope(const Clock& clock, ZoneId zone, const std::string& what);

/// The first zone of the installation; 0 when there is none yet.
ZoneId first_zone(storage::Database& database);

/// The stage of a demonstration zone, e.g. "2020-06-14"; empty for a real one.
std::string demo_stage(storage::Database& database);
/// When people come to work on the day of a stage: what the demonstration zone begins with.
Instant morning_of(Date stage);

}  // namespace zw::app
