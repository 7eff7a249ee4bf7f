#include "engines/schedule/prove/prove.h"

#include <algorithm>

#include "base/assert.h"

namespace zw::engines::schedule::prove {
namespace {

/// Before that many conflicts the search knows too little to follow them.
constexpr std::uint64_t kFirstConflicts = 100;

/// 1 1 2 1 1 2 4 1 1 2 … (Luby, Sinclair, Zuckerman 1993).
std::uint64_t luby(std::uint64_t index) {
  std::uint64_t size = 1;
  while (size < index + 1) size = 2 * size + 1;
  while (size - 1 != index) {
    size = (size - 1) / 2;
    index %= size;
  }
  return (size + 1) / 2;
}

}  // namespace

class Prover::Search {
 public:
  Search(const Instance& instance, ProverOptions options, const Restriction& restriction)
      : instance_(instance), rng_(options.seed), model_(instance, restriction, options.is_logged) {
    upper_ = instance.horizon() + 1;
    if (model_.is_hopeless()) is_infeasible_ = true;
  }

  void offer(const Plan& plan) {
    const Slot makespan = value_of(instance_, plan).makespan;
    if (plan_ && makespan >= upper_) return;
    plan_ = plan;
    upper_ = std::min(upper_, makespan);
    if (model_.is_hopeless()) return;
    for (int i = 0; i < instance_.activities(); ++i) {
      model_.engine().remember(model_.start(i), plan.start[i]);
      for (std::size_t k = 0; k < model_.mode_variables(i).size(); ++k)
        model_.engine().remember(model_.mode_variables(i)[k], model_.modes(i)[k] == plan.mode[i]);
    }
  }
  void require_earlier_than(Slot makespan) { upper_ = std::min(upper_, makespan); }

  Proof run(const StopRule& stop, std::uint64_t limit, const std::function<void(const Plan&, Slot)>& on_plan);
  Certificate& certificate() {
    Certificate& certificate = model_.engine().certificate();
    certificate.makespan = lower_;
    certificate.is_infeasible = is_infeasible_;
    return certificate;
  }

 private:
  enum class Ending { refuted, found, stopped };

  /// At level 0. False when there is no plan at all.
  bool settle();
  /// Looks for a plan that ends by `bound`.
  Ending look(Slot bound, std::uint64_t until);
  Ending search(Slot bound, std::uint64_t until);
  bool ground(Slot bound);
  bool learn(Slot bound);
  bool may_go_on(std::uint64_t until);
  void decide();
  std::optional<Literal> active_literal();
  Literal earliest_start() const;
  Literal mode_choice(int activity) const;
  void reduce(Slot bound);
  Engine& engine() { return model_.engine(); }

  const Instance& instance_;
  Rng rng_;
  Model model_;
  bool is_infeasible_ = false;
  Slot lower_ = 0, upper_ = 0;
  std::optional<Plan> plan_;
  const StopRule* stop_ = nullptr;
  StopReason stopped_ = StopReason::finished;
  std::uint64_t restarts_ = 0;
  std::uint64_t turn_ = 0, patience_ = 4000;  ///< conflicts of the next look from above
  int most_learnt_ = 8000;
};

bool Prover::Search::settle() {
  if (engine().propagate_root()) {
    lower_ = std::max(lower_, engine().bounds().lowest(model_.makespan()));
    return true;
  }
  is_infeasible_ = true;
  return false;
}

bool Prover::Search::may_go_on(std::uint64_t until) {
  if (engine().conflicts() >= until) {
    stopped_ = StopReason::iteration_limit;
    return false;
  }
  stopped_ = stop_->check(engine().conflicts());
  return stopped_ == StopReason::finished;
}

/// From level 0: the assumption, propagated. False when it is refuted.
bool Prover::Search::ground(Slot bound) {
  if (!settle()) return false;
  if (engine().assume(at_most(model_.makespan(), bound))) return true;
  engine().refute_assumption();
  return false;
}

/// After a conflict. False when the assumption is refuted.
bool Prover::Search::learn(Slot bound) {
  if (!engine().resolve_conflict()) {
    engine().refute_assumption();
    return false;
  }
  return engine().bounds().level() > 0 || ground(bound);
}

Prover::Search::Ending Prover::Search::look(Slot bound, std::uint64_t until) {
  const Ending ending = search(bound, until);
  if (ending == Ending::found) {
    upper_ = engine().bounds().lowest(model_.makespan());
    plan_ = model_.plan();
  }
  engine().return_to(0);
  if (ending == Ending::refuted && !is_infeasible_) settle();
  return ending;
}

Prover::Search::Ending Prover::Search::search(Slot bound, std::uint64_t until) {
  if (!ground(bound)) return Ending::refuted;
  for (;; ++restarts_) {
    const std::uint64_t restart = engine().conflicts() + 100 * luby(restarts_);
    while (engine().conflicts() < restart || engine().bounds().level() == 1) {
      if (!engine().propagate()) {
        if (!learn(bound)) return Ending::refuted;
        if (!may_go_on(until)) return Ending::stopped;
        continue;
      }
      if (model_.is_complete()) return Ending::found;
      decide();
    }
    engine().return_to(1);
    if (engine().learnt() > most_learnt_) {
      engine().return_to(0);
      if (!settle()) return Ending::refuted;
      engine().reduce_clauses();
      most_learnt_ += 500;
      if (!ground(bound)) return Ending::refuted;
    }
  }
}

/// The smallest start first until conflicts have taught what matters.
void Prover::Search::decide() {
  const bool is_by_activity = engine().conflicts() > 100;
  if (is_by_activity)
    if (const auto literal = active_literal()) return engine().decide(*literal);
  engine().decide(earliest_start());
}

std::optional<Literal> Prover::Search::active_literal() {
  const Bounds& bounds = engine().bounds();
  while (!engine().activity().is_empty()) {
    const Literal literal = engine().activity().pop(bounds.level());
    if (bounds.is_true(literal) || bounds.is_false(literal)) continue;
    return engine().remembered(literal.predicate / 2) >= literal.bound ? literal : ~literal;
  }
  return std::nullopt;
}

Literal Prover::Search::mode_choice(int activity) const {
  const Bounds& bounds = model_.engine().bounds();
  int best = kNone;
  Slot earliest = 0;
  for (std::size_t k = 0; k < model_.modes(activity).size(); ++k) {
    if (!bounds.is_true(~is_set(model_.mode_variables(activity)[k]))) {
      const Task& task = model_.task(activity, model_.modes(activity)[k]);
      const Slot finish = task.finish(bounds.lowest(task.start));
      if (best == kNone || finish < earliest) best = static_cast<int>(k), earliest = finish;
    }
  }
  return is_set(model_.mode_variables(activity)[static_cast<std::size_t>(best)]);
}

/// The activity that can start first does so now; if that fails, it is put off.
Literal Prover::Search::earliest_start() const {
  const Bounds& bounds = model_.engine().bounds();
  int best = kNone;
  for (int i = 0; i < instance_.activities(); ++i) {
    const Variable start = model_.start(i);
    const auto& modes = model_.mode_variables(i);
    const bool is_open =
        std::any_of(modes.begin(), modes.end(), [&](Variable v) { return !bounds.is_fixed(v); });
    if (bounds.is_fixed(start) && !is_open) continue;
    const auto rank = [&](Variable v) { return std::pair(bounds.lowest(v), bounds.highest(v)); };
    if (best == kNone || rank(start) < rank(model_.start(best))) best = i;
  }
  for (const Variable mode : model_.mode_variables(best))
    if (!bounds.is_fixed(mode)) return mode_choice(best);
  return at_most(model_.start(best), bounds.lowest(model_.start(best)));
}

Proof Prover::Search::run(const StopRule& stop, std::uint64_t limit,
                          const std::function<void(const Plan&, Slot)>& on_plan) {
  stop_ = &stop;
  stopped_ = StopReason::finished;
  const std::uint64_t before = is_infeasible_ ? 0 : engine().conflicts();
  const std::uint64_t until = limit == StopRule::kNoLimit ? limit : before + limit;
  bool is_improved = false;
  if (!is_infeasible_) settle();
  while (!is_infeasible_ && lower_ < upper_ && may_go_on(until)) {
    // From above most of the time, from below for a share: what is refuted there is a bound to report.
    const bool is_from_below = plan_ && turn_ % 2 == 1;
    const std::uint64_t share = is_from_below ? patience_ / 8 : patience_;
    const Slot bound = is_from_below ? lower_ : upper_ - 1;
    const Ending ending = look(bound, std::min(until, engine().conflicts() + share));
    if (ending == Ending::stopped) {
      if (!may_go_on(until)) break;
      ++turn_;
      if (is_from_below) patience_ *= 2;
    } else if (ending == Ending::found) {
      is_improved = true;
      if (on_plan) on_plan(*plan_, upper_);
    }
  }
  Proof proof;
  proof.plan = plan_, proof.makespan = upper_;
  proof.lower_bound = is_infeasible_ ? upper_ : std::min(lower_, upper_);
  proof.conflicts = engine().conflicts() - before;
  proof.stopped = stopped_;
  const bool is_done = is_infeasible_ || lower_ >= upper_;
  proof.verdict = is_done ? (plan_ ? Verdict::optimal : Verdict::infeasible)
                          : (is_improved ? Verdict::improved : Verdict::unknown);
  return proof;
}

Prover::Prover(const Instance& instance, ProverOptions options, const Restriction& restriction)
    : search_(std::make_unique<Search>(instance, options, restriction)) {}
Prover::~Prover() = default;
void Prover::offer(const Plan& plan) { search_->offer(plan); }
void Prover::require_earlier_than(Slot makespan) { search_->require_earlier_than(makespan); }
Proof Prover::run(const StopRule& stop, std::uint64_t conflict_limit,
                  const std::function<void(const Plan&, Slot)>& on_plan) {
  return search_->run(stop, conflict_limit, on_plan);
}
const Certificate& Prover::certificate() { return search_->certificate(); }

}  // namespace zw::engines::schedule::prove
