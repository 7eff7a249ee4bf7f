// Breeds ever shorter plans of plain instances in two populations, one for each direction of time.
//
// Plans packed to the left are parents of plans packed to the right and the other way round (Debels and
// Vanhoucke 2007), so that every child is justified as it is born. A child keeps its mother's times but in an
// interval of high resource use, where it takes its father's.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <unordered_set>
#include <vector>

#include "base/rng.h"
#include "base/stop_rule.h"
#include "engines/schedule/generate.h"

namespace zw::engines::schedule {

class Genetic {
 public:
  struct Options {
    std::uint64_t seed = 1;
    /// How many schedules the search will probably make; the populations grow with its root.
    std::uint64_t expected_schedules = 500'000;
    Slot lower_bound = 0;  ///< a plan as short ends the search
  };

  /// `generator` counts the schedules.
  Genetic(const Plain& plain, Generator& generator, const Options& options);

  /// Lets a plan that is known take part; starts of side 0.
  void adopt(std::span<const Slot> start, Slot makespan);
  /// Until the rule, asked with the number of schedules, says so, or the plan is as short as the lower bound.
  /// Told of each shorter plan. May be called again to go on.
  StopReason search(const StopRule& stop, const std::function<void()>& on_better);

  Slot makespan() const { return makespan_; }
  /// Starts of side 0.
  std::span<const Slot> start() const { return best_; }
  bool is_proven() const { return makespan_ <= options_.lower_bound; }

 private:
  /// A plan as keys of the side that its children are made on.
  struct Individual {
    std::vector<Slot> key;
    Slot makespan = kMaxSlot;
    std::uint64_t hash = 0;
  };
  using Population = std::vector<Individual>;

  void begin_again();
  void found(int side);
  void breed(int side);
  void cross(const Individual& mother, const Individual& father);
  Slot pick_interval(const Individual& father, Slot length);
  void mutate();
  void bear(int side, bool is_parallel);
  void settle(int side);
  void admit(int side);
  const Individual& pick(const Population& from);
  void note(int side);

  const Plain& plain_;
  Generator& generator_;
  Options options_;
  Rng rng_;
  std::size_t size_;
  std::uint64_t epoch_begin_ = 0;
  std::uint64_t epoch_end_;  ///< then everything begins again, larger, but for the best plan
  std::uint64_t founded_[2] = {0, 0};
  Population population_[2];                    ///< of plans made on side 0 and on side 1
  std::unordered_set<std::uint64_t> known_[2];  ///< hashes of the populations: nobody lives twice
  Individual child_;
  std::vector<Slot> key_, start_, best_;
  std::vector<int> list_;
  std::vector<std::int64_t> load_before_;
  Slot makespan_ = kMaxSlot;
  bool is_better_ = false;
  int side_ = 0;
};

}  // namespace zw::engines::schedule
