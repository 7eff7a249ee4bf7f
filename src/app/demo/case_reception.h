// Who asks for what on a day, and who receives it.
#pragma once

#include <array>

#include "app/demo/case_keepers.h"
#include "app/demo/case_plan.h"

namespace zw::app::demo {

/// The place of one of the weights, likelier the heavier it is.
template <std::size_t N>
std::size_t drawn(const std::array<int, N>& weights, Rng& rng) {
  int sum = 0;
  for (int weight : weights) sum += weight;
  auto rest = static_cast<int>(rng.below(static_cast<std::uint64_t>(sum)));
  std::size_t place = 0;
  while (rest >= weights[place]) rest -= weights[place++];
  return place;
}

class CaseReception {
 public:
  CaseReception(const DemoZone& zone, const OfficeTime& time, Rng& rng)
      : zone_(zone), time_(time), rng_(rng), keepers_(zone) {}

  /// From now on the firms and projects of that block ask.
  void open_block(int block);

  struct Wish {
    int project_percent = 0;  ///< of such requests concern a project
    bool needs_firm = false;  ///< somebody must be able to confirm
    bool is_on_show = false;  ///< alive on the article's day: visitors look at these
  };
  CasePlan request(int minute, Wish wish);
  /// Sets channel, owner and handler of a plan that says who asks and when.
  void receive(CasePlan& plan);
  /// Has a department handle it.
  void set_department(CasePlan& plan);

 private:
  Id firm(bool is_on_show);
  void choose_handler(CasePlan& plan, std::optional<Id> officer);

  const DemoZone& zone_;
  const OfficeTime& time_;
  Rng& rng_;
  CaseKeepers keepers_;
  std::vector<Id> large_firms_;
  int block_ = 0, next_factor_ = 0, next_on_show_ = 0;
};

}  // namespace zw::app::demo
