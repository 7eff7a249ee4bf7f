// Puts a demonstration zone into a fresh database, and delivers the first stage's workbook beside it.
#pragma once

#include <string>

#include "app/demo/zone.h"
#include "base/clock.h"
#include "base/result.h"
#include "storage/database.h"

namespace zw::app::demo {

/// The zone that `build_demo` makes.
inline constexpr ZoneId kDemoZone{1};
/// `zone.code` of a demonstration.
inline constexpr std::string_view kDemoCode = "demo";

/// Writes every record, the personas' accounts (without passwords) and one audit row, all in one transaction.
/// Problem: demo.not_empty when the database has a zone already.
Outcome store(storage::Database& database, Clock& clock, const DemoZone& zone);

/// Generates and stores; on the first stage also writes `<data_dir>/ledger.xlsx`. The database must be
/// migrated.
Outcome build_demo(storage::Database& database, Clock& clock, const std::string& data_dir,
                   const Options& options);

}  // namespace zw::app::demo
