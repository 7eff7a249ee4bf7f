#include "modules/projects/variance.h"

#include <algorithm>
#include <map>
#include <set>

namespace zw::modules::projects {
namespace {

/// The days of all nodes while moves are laid upon them; the latest is the finish.
class Days {
 public:
  explicit Days(const std::vector<DatedNode>& nodes) {
    for (const DatedNode& node : nodes) {
      days_[node.node] = node.baseline;
      sorted_.insert(node.baseline);
    }
  }

  Date finish() const { return *sorted_.rbegin(); }

  /// Moves of nodes that are no longer there say nothing.
  int move(Id node, Date to) {
    const auto found = days_.find(node);
    if (found == days_.end()) return 0;
    const Date before = finish();
    sorted_.erase(sorted_.find(found->second));
    sorted_.insert(to);
    found->second = to;
    return finish() - before;
  }

 private:
  std::map<Id, Date> days_;
  std::multiset<Date> sorted_;
};

Date latest(const std::vector<DatedNode>& nodes, Date DatedNode::*day) {
  return (*std::ranges::max_element(nodes, {}, day)).*day;
}

void book(std::vector<ReasonDays>& lines, const std::optional<Id>& reason, int days) {
  const auto found =
      std::ranges::find_if(lines, [&](const ReasonDays& line) { return line.reason == reason; });
  if (found == lines.end())
    lines.push_back({reason, days});
  else
    found->days += days;
}

void book(VarianceLedger& ledger, const std::optional<Id>& reason, int days) {
  if (days > 0) book(ledger.lost, reason, days);
  if (days < 0) book(ledger.recovered, reason, -days);
}

}  // namespace

std::optional<VarianceLedger> reckon_variance(const std::vector<DatedNode>& nodes,
                                              const std::vector<DateMove>& moves) {
  if (nodes.empty()) return {};
  VarianceLedger ledger;
  ledger.baseline_finish = latest(nodes, &DatedNode::baseline);
  ledger.expected_finish = latest(nodes, &DatedNode::expected);
  Days days(nodes);
  for (const DateMove& move : moves) {
    const int moved = days.move(move.node, move.after);
    if (moved == 0) continue;
    ledger.entries.push_back({move.event, move.reason, moved});
    book(ledger, move.reason, moved);
  }
  ledger.unexplained = ledger.expected_finish - days.finish();
  book(ledger, {}, ledger.unexplained);
  for (auto* lines : {&ledger.lost, &ledger.recovered})
    std::ranges::stable_sort(*lines, std::greater{}, &ReasonDays::days);
  return ledger;
}

}  // namespace zw::modules::projects
