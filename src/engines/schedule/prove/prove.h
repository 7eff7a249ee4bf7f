// Proves how good a plan can be: finds better plans, refutes what cannot be, and says why in a certificate.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "base/rng.h"
#include "base/stop_rule.h"
#include "engines/schedule/prove/model.h"

namespace zw::engines::schedule::prove {

struct ProverOptions {
  std::uint64_t seed = 1;
  bool is_logged = false;  ///< keeps a certificate; costs memory, changes no answer
};

enum class Verdict {
  optimal,     ///< no plan ends earlier than the best one known
  infeasible,  ///< there is no plan
  improved,    ///< stopped with a better plan than before
  unknown      ///< stopped with nothing better
};

struct Proof {
  Verdict verdict = Verdict::unknown;
  Slot lower_bound = 0;      ///< every plan ends there or later
  std::optional<Plan> plan;  ///< the best one known, when the prover was given or has found one
  Slot makespan = 0;         ///< of the plan
  std::uint64_t conflicts = 0;
  StopReason stopped = StopReason::finished;
};

/// Minimises the makespan. Same instance, options and calls with limits of conflicts: same answers.
class Prover {
 public:
  explicit Prover(const Instance& instance, ProverOptions options = {}, const Restriction& restriction = {});
  ~Prover();

  /// A plan that keeps every rule; only a better one counts from here on.
  void offer(const Plan& plan);
  /// Looks for plans that end earlier than this even though none is known.
  void require_earlier_than(Slot makespan);
  /// Goes on until all is proven, the rule says stop (asked with the number of conflicts), or the limit of
  /// conflicts of this call.
  Proof run(const StopRule& stop, std::uint64_t conflict_limit = StopRule::kNoLimit,
            const std::function<void(const Plan&, Slot)>& on_plan = {});
  const Certificate& certificate();

 private:
  class Search;
  std::unique_ptr<Search> search_;
};

}  // namespace zw::engines::schedule::prove
