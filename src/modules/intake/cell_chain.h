// Takes one cell through all examiners, with the decisions made so far, to the value that would be stored.
#pragma once

#include <optional>
#include <string>

#include "modules/intake/defects/examiner.h"

namespace zw::modules::intake {

struct CellOutcome {
  /// What an import would store now; nothing when the cell is empty, left out, or waits for a decision.
  std::optional<record::Value> value;
  /// What the cell will say once every proposal is accepted; later rows and other tests refer to this.
  std::string likely_text;
  std::optional<record::Value> likely_value;
};

/// Every defect is appended, also those that are decided. The invariant of the import lives here: `value` is
/// the cell as written unless a decision says otherwise.
CellOutcome examine_cell(CellContext cell, const Place& place, const Decisions& decisions, Founds& defects);

}  // namespace zw::modules::intake
