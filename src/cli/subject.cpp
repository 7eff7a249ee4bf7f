#include <fmt/format.h>

#include <cstdio>
#include <filesystem>

#include "app/app.h"
#include "app/retention.h"
#include "app/world.h"
#include "cli/commands.h"
#include "modules/privacy/erasure.h"
#include "storage/transact.h"

namespace zw::cli {
namespace {

namespace privacy = modules::privacy;
using storage::Records;

Result<privacy::Subject> subject_of(Records& records, const Options& options) {
  return options.person_id > 0 ? privacy::subject_by_person(records, Id{options.person_id})
                               : privacy::subject_by_phone(records, options.phone);
}

int hand_out(const app::World& world, const storage::Scope& scope, const Options& options) {
  Result<std::string> bytes = std::string();
  world.database->read([&](storage::Connection& connection) {
    Records records(connection, scope);
    const auto subject = subject_of(records, options);
    bytes = subject ? Result<std::string>(privacy::export_subject(records, *subject, app::file_holders()))
                    : Result<std::string>(subject.problems());
  });
  if (!bytes) {
    print_problems(bytes.problems(), "");
    return kNo;
  }
  write_file(options.file, *bytes);
  fmt::print("{} bytes in {}\n", bytes->size(), options.file);
  return kDone;
}

void print_report(const privacy::ErasureReport& report, bool is_name_shared) {
  for (const auto& [table, count] : report.rows) fmt::print("{:24} {}\n", table, count);
  fmt::print("{:24} {}\n{:24} {}\n{:24} {}\n", "audit", report.audit_rows, "accounts and tokens",
             report.accounts, "files", report.files.size());
  if (is_name_shared)
    fmt::print(
        "Others bear this name, or one that holds it: it was taken out only where it surely means this "
        "person.\n");
}

void name_older_copies(const app::World& world) {
  std::error_code none;
  for (const auto& file : std::filesystem::directory_iterator(world.backup_folder(), none))
    if (file.path().extension() == ".db")
      fmt::print("An older copy still holds the data: {}\n", file.path().string());
}

int erase(const app::World& world, const storage::Scope& scope, const Options& options) {
  privacy::ErasureReport report;
  bool is_name_shared = false;
  const storage::Blobs blobs(options.data + "/blobs");
  const auto done = storage::transact(*world.database, [&](storage::Connection& connection) -> Outcome {
    Records records(connection, scope);
    const auto subject = subject_of(records, options);
    if (!subject) return subject.problems();
    is_name_shared = subject->is_name_shared;
    auto erased =
        privacy::erase_subject(records, world.database->backend(), *subject, app::file_holders(), blobs);
    if (!erased) return erased.problems();
    report = *std::move(erased);
    // What would be done has been done, and is undone again.
    if (options.dry_run) return Problem{"privacy.dry_run", "", {}};
    return Nothing{};
  });
  if (!done && done.problems().front().code != "privacy.dry_run") {
    print_problems(done.problems(), "");
    return kNo;
  }
  print_report(report, is_name_shared);
  if (options.dry_run) {
    fmt::print("Nothing was erased.\n");
    return kDone;
  }
  privacy::remove_files(options.data, report.files);
  world.compact();
  name_older_copies(world);
  return kDone;
}

}  // namespace

int subject(const Options& options) {
  const bool is_deletion = options.act == "delete";
  const auto world = app::open_world({.data_dir = options.data,
                                      .postgres = options.postgres,
                                      .create = !options.postgres.empty(),
                                      .exclusive = is_deletion});
  const ZoneId zone = options.zone > 0 ? ZoneId{options.zone} : app::first_zone(*world->database);
  const auto scope = app::program_scope(world->zone_clock, zone, "subject " + options.act);
  return is_deletion ? erase(*world, scope, options) : hand_out(*world, scope, options);
}

}  // namespace zw::cli
