// Frees a part of a plan, keeps the order of the rest, and lets somebody solve the part again.
//
// What is kept is a partial order, not starts: who hands whose crew on to whom (Policella and others 2007),
// so that all that follows the freed part moves up when the part becomes shorter.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "base/rng.h"
#include "base/stop_rule.h"
#include "engines/schedule/instance.h"
#include "engines/schedule/plan.h"

namespace zw::engines::schedule {

/// A plan is wanted that ends before `upper`, in which the first of each pair finishes before the second
/// starts.
struct SubProblem {
  const Plan& incumbent;
  std::span<const std::pair<int, int>> kept_order;
  std::span<const char> is_free;
  std::span<const Span> windows;  ///< of starts, until included
  Slot upper = 0;
  std::uint64_t seed = 0;
  std::uint64_t effort = 0;  ///< in conflicts or what the solver counts instead
};

/// A better plan of the whole instance, or nothing.
using SubSolver = std::function<std::optional<Plan>(const Instance&, const SubProblem&, const StopRule&)>;

/// Solves the part with the engine's own means: lists in which the freed activities are blurred within their
/// part, one schedule for every ten units of effort. Keeps the order of the rest as priority, not as a rule.
SubSolver reshuffler();

/// Pairs of kept activities of which the first hands units of a resource on to the second, so that any starts
/// that keep these pairs and the links hold no resource above its capacity. Capacities must be constant; of
/// several that could hand on, one that comes before by a pair already, then the one that finished last.
std::vector<std::pair<int, int>> kept_order(const Instance& instance, const Plan& plan,
                                            std::span<const char> is_free);

/// Which part is freed next, and how much effort it gets: what succeeded lately comes more often.
class Neighbourhood {
 public:
  enum class Kind { window, resource, links };

  Neighbourhood(const Instance& instance, std::uint64_t seed);

  /// A plan that ends earlier than this one, or nothing.
  std::optional<Plan> improve(const Plan& plan, const SubSolver& solver, const StopRule& stop);

 private:
  void free_window(const Plan& plan, Slot from, Slot until);
  void free_resource(const Plan& plan);
  void free_links(int activity);
  void set_windows(const Plan& plan, Slot upper);

  const Instance& instance_;
  Rng rng_;
  std::vector<std::vector<int>> linked_;
  std::vector<char> is_free_;
  std::vector<Span> windows_;
  double success_[3] = {1, 1, 1};
  double share_ = 0.2;  ///< of the activities that are freed
};

}  // namespace zw::engines::schedule
