#include "engines/schedule/portfolio.h"

#include <algorithm>

#include "engines/schedule/prove/prove.h"

namespace zw::engines::schedule {
namespace {

/// Conflicts of one turn of the prover, and plans that take about as long.
constexpr std::uint64_t kConflicts = 500, kSchedules = 10'000;

/// Plans differ in their makespan at most.
bool is_makespan_all(const Instance& instance) {
  for (int i = 0; i < instance.activities(); ++i) {
    const Draft::Activity& activity = instance.draft().activities[i];
    if (activity.planned_start || (activity.due && activity.weight > 0)) return false;
    for (int m = 1; m < instance.modes(i); ++m)
      if (instance.cost(i, m) != instance.cost(i, 0)) return false;
  }
  return true;
}

}  // namespace

/// The prover is made when it is first needed: its tables are large.
class Portfolio::Proof {
 public:
  Proof(const Instance& instance, const PortfolioOptions& options)
      : prover(instance, {.seed = options.seed, .is_logged = options.wants_certificate}) {}

  prove::Prover prover;
  Value offered{.lateness = INT64_MAX};
};

Portfolio::Portfolio(const Instance& instance, const PortfolioOptions& options)
    : instance_(instance), options_(options), is_makespan_all_(is_makespan_all(instance)) {
  if (const auto least = bound(instance, StopRule{}))
    exchange_.raise(*least);
  else
    exchange_.refute();
}
Portfolio::~Portfolio() = default;

bool Portfolio::is_done() const {
  if (options_.wants_certificate && !is_exhausted_) return false;
  return exchange_.is_infeasible() || (is_makespan_all_ && exchange_.is_closed());
}

void Portfolio::hear(const Plan& plan, const Value& value) {
  if (!exchange_.offer(plan, value) || !hear_) return;
  std::lock_guard lock(hearing_);
  hear_(solution());
}

void Portfolio::offer(const Plan& plan) { hear(plan, value_of(instance_, plan)); }

StopReason Portfolio::seek_until(const StopRule& stop, std::uint64_t schedules, std::uint64_t seed) {
  Options options{.seed = seed,
                  .expected_schedules = std::min(schedules, options_.expected_schedules),
                  .lower_bound = exchange_.bound()};
  if (Plan plan = exchange_.plan(); !plan.is_empty()) options.start = std::move(plan);
  const std::uint64_t before = schedules_;
  const std::uint64_t left = stop.iterations() - std::min(before, stop.iterations());
  StopReason reason = StopReason::finished;
  const StopRule turn(std::min(schedules, left), [&] {
    if (is_done()) return true;
    reason = stop.check(before);
    return reason != StopReason::finished;
  });
  const Solution found = solve(instance_, options, turn, [&](const Solution& better) {
    if (better.violation == 0) hear(better.plan, better.worth);
  });
  schedules_ = before + found.statistics.evaluations;
  if (found.violation == 0 && !found.plan.is_empty()) hear(found.plan, found.worth);
  return reason;
}

StopReason Portfolio::prove_until(const StopRule& stop, std::uint64_t conflicts) {
  if (!proof_) proof_ = std::make_unique<Proof>(instance_, options_);
  if (Plan plan; exchange_.better(proof_->offered, plan)) {
    proof_->offered = value_of(instance_, plan);
    proof_->prover.offer(plan);
  }
  const prove::Proof proof = proof_->prover.run(
      stop, conflicts, [&](const Plan& plan, Slot) { hear(plan, value_of(instance_, plan)); });
  conflicts_ += proof.conflicts;
  exchange_.raise(proof.lower_bound);
  if (proof.verdict == prove::Verdict::infeasible) exchange_.refute();
  is_exhausted_ = proof.verdict == prove::Verdict::infeasible || proof.verdict == prove::Verdict::optimal;
  return proof.stopped;
}

void Portfolio::seek(const StopRule& stop) {
  std::uint64_t seed = options_.seed;
  StopReason reason = is_done() ? StopReason::finished : stop.check(schedules_);
  while (!is_done() && reason == StopReason::finished) {
    const std::uint64_t before = schedules_;
    reason = seek_until(stop, StopRule::kNoLimit, seed++);
    if (reason == StopReason::finished) reason = stop.check(schedules_);
    if (schedules_ == before) break;
  }
  stopped_ = is_done() ? StopReason::finished : reason;
}

void Portfolio::prove(const StopRule& stop) {
  while (!is_done() && !is_exhausted_ && stop.check(conflicts_) == StopReason::finished)
    prove_until(stop, kConflicts);
}

void Portfolio::take_turns(const StopRule& stop) {
  StopReason reason = StopReason::finished;
  std::uint64_t length = 1;
  for (std::uint64_t turn = 0; !is_done() && reason == StopReason::finished; ++turn, length *= 2) {
    reason = seek_until(stop, kSchedules * length, options_.seed + turn);
    // The prover counts conflicts, the rule plans: it may only say whether time is up.
    const StopRule time(StopRule::kNoLimit, [&] { return stop.check(schedules_) != StopReason::finished; });
    if (!is_done() && !is_exhausted_ && reason == StopReason::finished)
      prove_until(time, kConflicts * length);
    if (reason == StopReason::finished) reason = stop.check(schedules_);
  }
  stopped_ = is_done() ? StopReason::finished : reason;
}

Solution Portfolio::solution() const {
  Solution solution;
  solution.plan = exchange_.plan();
  solution.worth = exchange_.value();
  solution.value = solution.worth.makespan;
  solution.bound = exchange_.bound();
  solution.is_infeasible = exchange_.is_infeasible();
  solution.stopped = stopped_;
  solution.statistics = {.iterations = schedules_, .evaluations = schedules_, .moves = conflicts_};
  return solution;
}

const prove::Certificate& Portfolio::certificate() const {
  ZW_ASSERT(proof_, "a certificate is asked for after something was proven");
  return proof_->prover.certificate();
}

}  // namespace zw::engines::schedule
