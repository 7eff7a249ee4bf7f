#include "storage/check.h"

#include <vector>

#include "storage/audit.h"

namespace zw::storage {
namespace {

/// Rows of one invariant that are named; the count of the rest adds nothing.
constexpr int kMostOffenders = 20;

/// Any column as text, whatever its kind.
std::string shown(const Cursor& cursor, int column) {
  return cursor.is_null(column) ? "" : std::string(cursor.text(column));
}

void check_file(Connection& connection, Problems& problems) {
  const auto cursor = connection.query("PRAGMA integrity_check");
  while (cursor->step())
    if (cursor->text(0) != "ok") problems.push_back({"check.integrity", "", {{"reason", shown(*cursor, 0)}}});
}

void check_references(Connection& connection, Problems& problems) {
  const auto cursor = connection.query("PRAGMA foreign_key_check");
  while (cursor->step())
    problems.push_back({"check.reference",
                        shown(*cursor, 0),
                        {{"row", shown(*cursor, 1)}, {"refers_to", shown(*cursor, 2)}}});
}

std::vector<ZoneId> audited_zones(Connection& connection) {
  std::vector<ZoneId> zones;
  const auto cursor =
      connection.query("SELECT zone_id FROM audit_head UNION SELECT zone_id FROM audit ORDER BY zone_id");
  while (cursor->step()) zones.push_back({cursor->integer(0)});
  return zones;
}

void check_audit(Connection& connection, CheckReport& report) {
  for (ZoneId zone : audited_zones(connection)) {
    const AuditVerdict verdict = verify_audit(connection, zone);
    report.audit_rows += verdict.rows;
    if (verdict.fault)
      report.problems.push_back({"check.audit",
                                 "",
                                 {{"zone", std::to_string(zone.value)},
                                  {"seq", std::to_string(verdict.broken_seq)},
                                  {"reason", std::string(to_string(*verdict.fault))}}});
  }
}

void check_invariant(Connection& connection, const Invariant& invariant, Problems& problems) {
  const auto cursor = connection.query(invariant.offenders);
  for (int i = 0; i < kMostOffenders && cursor->step(); ++i)
    problems.push_back({"check.invariant",
                        std::string(invariant.name),
                        {{"zone", shown(*cursor, 0)}, {"row", shown(*cursor, 1)}}});
}

}  // namespace

CheckReport check_database(Database& database, std::span<const Invariant> invariants) {
  CheckReport report;
  database.read([&](Connection& connection) {
    if (database.backend() == Backend::sqlite) {
      check_file(connection, report.problems);
      check_references(connection, report.problems);
    }
    check_audit(connection, report);
    for (const Invariant& invariant : invariants) check_invariant(connection, invariant, report.problems);
  });
  return report;
}

}  // namespace zw::storage
