// Looks for what must never be: a damaged file, a broken reference, a tampered audit chain, a violated
// invariant.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/problem.h"
#include "storage/database.h"

namespace zw::storage {

/// A sentence about the data that always holds. `offenders` selects the rows for which it does not, the zone
/// first and something to find the row by second: `SELECT zone_id, id FROM …`.
struct Invariant {
  std::string_view name;  ///< "registry.one_accountable_officer"
  std::string_view offenders;
};

struct CheckReport {
  Problems problems;            ///< check.integrity, check.reference, check.audit, check.invariant
  std::int64_t audit_rows = 0;  ///< verified, over all zones
};

/// Everything in one snapshot, while others go on writing.
CheckReport check_database(Database& database, std::span<const Invariant> invariants = {});

}  // namespace zw::storage
