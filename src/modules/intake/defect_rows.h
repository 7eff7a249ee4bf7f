// Defects in the database: read back as decisions, and brought into line with what an interpretation found.
#pragma once

#include <vector>

#include "modules/intake/batch.h"
#include "modules/intake/interpret.h"
#include "storage/records.h"

namespace zw::modules::intake {

std::vector<Defect> load_defects(storage::Records& records, Id batch);

Decisions decisions_of(const std::vector<Defect>& defects, const Grid& grid);

/// Stores what was found: new defects are added, others changed where they differ, open ones that are gone
/// removed; decided ones stay as history. `decided` are the `stored` ones with the latest decisions, in the
/// same order. Defects are working notes: the audit trail tells of batches and of the imported records
/// instead.
void store_defects(storage::Records& records, Id batch, const Grid& grid, const Founds& found,
                   const std::vector<Defect>& stored = {}, const std::vector<Defect>& decided = {});

}  // namespace zw::modules::intake
