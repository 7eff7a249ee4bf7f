// Searches plans of every instance by the whole Value: lists and modes that live, cross and change.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "base/rng.h"
#include "base/stop_rule.h"
#include "engines/schedule/general.h"

namespace zw::engines::schedule {

class Evolution {
 public:
  struct Options {
    std::uint64_t seed = 1;
    std::uint64_t expected_schedules = 100'000;
    Slot lower_bound = 0;
  };

  Evolution(const Instance& instance, General& general, const Options& options);

  /// Lets a plan that is known take part.
  void adopt(const Plan& plan);
  /// Until the rule, asked with the number of schedules, says so or nothing can be better.
  StopReason search(const StopRule& stop, const std::function<void()>& on_better);

  const Plan& plan() const { return best_.plan; }
  const Judgement& judgement() const { return best_.judgement; }

 private:
  struct Member {
    Plan plan;
    Judgement judgement{.violation = INT64_MAX};
  };

  bool is_perfect() const;
  void found();
  void breed();
  void cross(const Member& mother, const Member& father);
  void mutate();
  void bear();
  bool try_step(const std::function<void()>& step);
  void admit();
  const Member& pick();

  const Instance& instance_;
  General& general_;
  Options options_;
  Rng rng_;
  std::size_t size_;
  std::int64_t least_cost_ = 0;
  std::vector<int> free_modes_;  ///< activities whose mode is to be chosen
  std::vector<Member> members_;
  Member child_, best_;
  std::vector<Slot> key_;
  std::vector<int> mode_;
  std::uint64_t founded_ = 0;
  bool is_better_ = false;
};

}  // namespace zw::engines::schedule
