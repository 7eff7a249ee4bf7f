#include "engines/schedule/solve.h"

#include <algorithm>

#include "engines/schedule/evolve.h"
#include "engines/schedule/general.h"
#include "engines/schedule/generate.h"
#include "engines/schedule/genetic.h"

namespace zw::engines::schedule {
namespace {

void take(Solution& solution, const Instance& instance, Plan plan, std::int64_t violation) {
  solution.plan = std::move(plan);
  solution.worth = value_of(instance, solution.plan);
  solution.value = solution.worth.makespan;
  solution.violation = violation;
}

void solve_plain(const Instance& instance, const Options& options, const StopRule& stop, Solution& solution,
                 const search::OnIncumbent<Solution>& on_incumbent) {
  const Plain plain(instance);
  Generator generator(plain);
  Genetic genetic(
      plain, generator,
      {options.seed, options.expected_schedules, static_cast<Slot>(*solution.bound) - plain.release()});
  const auto report = [&] {
    Plan plan{{genetic.start().begin(), genetic.start().end()}, std::vector<int>(plain.activities(), 0)};
    for (Slot& start : plan.start) start += plain.release();
    take(solution, instance, std::move(plan), 0);
    solution.statistics.iterations = solution.statistics.evaluations = generator.schedules();
    if (on_incumbent) on_incumbent(solution);
  };
  std::vector<Slot> start(plain.activities());
  Slot makespan = kMaxSlot;
  if (options.start) {
    makespan = value_of(instance, *options.start).makespan - plain.release();
    for (std::size_t i = 0; i < start.size(); ++i) start[i] = options.start->start[i] - plain.release();
  } else {
    std::vector<Slot> key = keys_of(plain, 0, Rule::latest_finish);
    std::vector<int> list(start.size());
    generator.sort(0, key, list);
    makespan = generator.serial(0, list, start);
  }
  genetic.adopt(start, makespan);
  report();
  solution.stopped = genetic.search(stop, report);
  solution.statistics.iterations = solution.statistics.evaluations = generator.schedules();
}

void solve_general(const Instance& instance, const Options& options, const StopRule& stop, Solution& solution,
                   const search::OnIncumbent<Solution>& on_incumbent) {
  General general(instance);
  Evolution evolution(instance, general,
                      {options.seed, options.expected_schedules, static_cast<Slot>(*solution.bound)});
  const auto report = [&] {
    take(solution, instance, evolution.plan(), evolution.judgement().violation);
    solution.statistics.iterations = solution.statistics.evaluations = general.schedules();
    if (on_incumbent && solution.violation == 0) on_incumbent(solution);
  };
  if (options.start) {
    evolution.adopt(*options.start);
    report();
  }
  solution.stopped = evolution.search(stop, report);
  solution.statistics.iterations = solution.statistics.evaluations = general.schedules();
}

}  // namespace

Solution solve(const Instance& instance, const Options& options, const StopRule& stop,
               const search::OnIncumbent<Solution>& on_incumbent) {
  Solution solution;
  const std::optional<Slot> least = bound(instance, stop);
  if (!least) {
    solution.is_infeasible = true;
    return solution;
  }
  solution.bound = std::max(*least, options.lower_bound);
  if (instance.activities() == 0)
    solution.value = 0;
  else if (Plain::fits(instance))
    solve_plain(instance, options, stop, solution, on_incumbent);
  else
    solve_general(instance, options, stop, solution, on_incumbent);
  return solution;
}

}  // namespace zw::engines::schedule
