// The delay and recovery ledger of a project: days lost by cause and recovered by measure, which always add
// up; pure.
#pragma once

#include <optional>
#include <vector>

#include "base/id.h"
#include "base/time.h"

namespace zw::modules::projects {

/// A node as the mandate has it, and as it is expected now.
struct DatedNode {
  Id node;
  Date baseline, expected;
};

/// One event moved the expected day of a node.
struct DateMove {
  Id event, node;
  Date after;
  std::optional<Id> reason;
};

/// By how many days a move put the finish of the project off; less than nothing is recovered.
struct LedgerEntry {
  Id event;
  std::optional<Id> reason;
  int days = 0;
};

struct ReasonDays {
  std::optional<Id> reason;  ///< none: nobody has said why
  int days = 0;              ///< more than nothing
};

struct VarianceLedger {
  Date baseline_finish, expected_finish;
  std::vector<LedgerEntry> entries;  ///< in the order of the moves, those that moved the finish
  int unexplained = 0;               ///< what no event tells of: nodes added, taken away, or dated otherwise
  std::vector<ReasonDays> lost, recovered;

  int variance() const { return expected_finish - baseline_finish; }
};

/// The finish is the latest day of all nodes. The moves are laid upon the baseline one after the other, and
/// each is booked with the days by which it moves the finish; what then still lacks is booked as unexplained.
/// So baseline + entries + unexplained = expected by construction. Nothing where no node is dated.
std::optional<VarianceLedger> reckon_variance(const std::vector<DatedNode>& nodes,
                                              const std::vector<DateMove>& moves);

}  // namespace zw::modules::projects
