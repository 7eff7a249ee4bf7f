#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <map>

#include "app/app.h"
#include "app/backup.h"
#include "app/description.h"
#include "app/export.h"
#include "app/world.h"
#include "cli/commands.h"
#include "http/access.h"
#include "http/roles.h"
#include "modules/intake/desk.h"
#include "record/record_json.h"
#include "storage/check.h"
#include "storage/records.h"

namespace zw::cli {
namespace {

namespace fs = std::filesystem;

std::unique_ptr<app::World> open_existing(const Options& options) {
  return app::open_world(
      {.data_dir = options.data, .postgres = options.postgres, .create = !options.postgres.empty()});
}

int report_check(const storage::CheckReport& report) {
  print_problems(report.problems, "");
  fmt::print("{} audit rows verified, {} problems.\n", report.audit_rows, report.problems.size());
  return report.problems.empty() ? kDone : kNo;
}

}  // namespace

int check(const Options& options) {
  const auto world = open_existing(options);
  return report_check(storage::check_database(*world->database, app::all_invariants(world->modules)));
}

int backup(const Options& options) {
  const auto world = open_existing(options);
  if (fs::exists(options.file)) {
    fmt::print(stderr, "zonewright: {} exists already; name another file.\n", options.file);
    return kWrongUse;
  }
  app::back_up(*world->database, options.data, options.file);
  fmt::print("{} bytes in {}\n", fs::file_size(options.file), options.file);
  return kDone;
}

int restore(const Options& options) {
  const std::string target = options.data + "/zonewright.db";
  if (fs::exists(target) && !options.replace) {
    fmt::print(stderr, "zonewright: {} exists; stop the server and add --replace to set it aside.\n", target);
    return kWrongUse;
  }
  fs::create_directories(options.data);
  const std::string fresh = options.data + "/restoring.db";
  fs::remove(fresh);
  fs::copy_file(options.file, fresh);
  {
    const auto modules = app::all_modules();
    const auto database = storage::open_sqlite({.path = fresh, .create = false});
    if (report_check(storage::check_database(*database, app::all_invariants(modules))) != kDone) {
      fs::remove(fresh);
      fmt::print(stderr, "zonewright: the backup is damaged; nothing was changed.\n");
      return kNo;
    }
  }
  for (const char* suffix : {"", "-wal", "-shm"})
    if (fs::exists(target + suffix)) fs::rename(target + suffix, target + ".before-restore" + suffix);
  fs::rename(fresh, target);
  fs::remove(fresh + "-wal");
  fs::remove(fresh + "-shm");
  app::restore_blobs(options.file, options.data);
  fmt::print("Restored {}\n", target);
  return kDone;
}

int import_file(const Options& options) {
  namespace intake = modules::intake;
  const auto world = app::open_world(
      {.data_dir = options.data, .postgres = options.postgres, .create = false, .exclusive = true});
  const auto targets = app::import_targets();
  intake::Desk desk(*world->database, storage::Blobs(options.data + "/blobs"), targets);
  const auto scope = app::program_scope(world->zone_clock, app::first_zone(*world->database), "import");
  const auto report = intake::import_file(
      desk, scope, {fs::path(options.file).filename().string(), options.entity, read_file(options.file)},
      options.accept);
  if (!report) {
    print_problems(report.problems(), options.file);
    return kNo;
  }
  for (const auto& problem : report->problems) fmt::print("{}\n", problem);
  fmt::print("created {}, updated {}, same {}, skipped {}; {} problems are open\n", report->result.created,
             report->result.updated, report->result.same, report->result.skipped, report->problems.size());
  return report->problems.empty() ? kDone : kNo;
}

int export_records(const Options& options) {
  const auto world = open_existing(options);
  const record::Entity* entity = storage::Catalogue::find(options.entity);
  const std::map<std::string, app::ExportFormat> formats = {{".xlsx", app::ExportFormat::xlsx},
                                                            {".csv", app::ExportFormat::csv},
                                                            {".json", app::ExportFormat::json}};
  const auto format = formats.find(fs::path(options.file).extension().string());
  if (!entity || format == formats.end()) {
    fmt::print(stderr, "zonewright: {}\n",
               entity ? "name a file ending in .xlsx, .csv or .json"
                      : "no such kind of record; see `zonewright describe`");
    return kWrongUse;
  }
  const auto scope = app::program_scope(world->zone_clock, app::first_zone(*world->database), "export");
  std::string bytes;
  world->database->read([&](storage::Connection& connection) {
    storage::Records records(connection, scope);
    bytes = app::export_records(records, *entity, format->second);
  });
  write_file(options.file, bytes);
  fmt::print("{} bytes in {}\n", bytes.size(), options.file);
  return kDone;
}

int token(const Options& options) {
  const auto world = open_existing(options);
  const ZoneId zone = app::first_zone(*world->database);
  Id person, enterprise;
  int found = 0;
  world->database->read([&](storage::Connection& connection) {
    auto cursor = connection.query("SELECT id, enterprise_id FROM person WHERE zone_id = $1 AND name = $2",
                                   {zone.value, options.person});
    while (cursor->step()) {
      ++found;
      person = Id{cursor->integer(0)};
      if (!cursor->is_null(1)) enterprise = Id{cursor->integer(1)};
    }
  });
  if (found != 1) {
    fmt::print(stderr, "zonewright: {} people are called {}; name exactly one.\n", found, options.person);
    return kNo;
  }
  storage::Roles roles;
  roles.add(*http::find_role(options.role));
  fmt::print("{}\n", http::create_token(*world->database, world->clock, zone, person, roles, options.days,
                                        enterprise));
  return kDone;
}

int describe(const Options& options) {
  const auto modules = app::all_modules();
  if (options.typescript) {
    fmt::print("{}", app::typescript(modules));
    return kDone;
  }
  for (const auto& module : modules)
    for (const auto* entity : module.entities) {
      fmt::print("{}.{}  {} · {}\n", module.name, entity->name, entity->label.zh, entity->label.en);
      for (const auto& field : entity->fields)
        fmt::print("  {:24} {} · {}{}\n", field.name, field.label.zh, field.label.en,
                   field.rules.required ? "  (required)" : "");
    }
  return kDone;
}

}  // namespace zw::cli
