// Throws what differs from case to case: when it comes, how hard it is, how long it takes, how it is rated.
#pragma once

#include <array>
#include <vector>

#include "app/demo/case_plan.h"

namespace zw::app::demo {

class CaseDice {
 public:
  CaseDice(const DemoZone& zone, const OfficeTime& time, Rng& rng);

  /// Minute of office time at which a request comes.
  int minute();
  casework::Grade grade();
  /// How late it becomes: mostly not at all.
  casework::Light light();
  /// Minutes from receipt to resolution.
  int length(casework::Grade grade, casework::Light light);
  /// Of the next firm that confirms; 62 in a hundred say something.
  std::uint8_t rating();
  /// The story of the last one is thrown again.
  void take_rating_back() { --confirmed_; }

  /// Minutes to closure that the zone promises.
  int promised(casework::Grade grade) const { return promised_[static_cast<std::size_t>(grade)]; }
  int between(int low, int high) { return static_cast<int>(rng_.between(low, high)); }

 private:
  Rng& rng_;
  std::vector<int> until_day_;  ///< requests up to and including each day
  std::array<int, 3> promised_{};
  std::int64_t confirmed_ = 0;
};

}  // namespace zw::app::demo
