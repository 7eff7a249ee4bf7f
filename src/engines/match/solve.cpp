#include "engines/match/solve.h"

#include <algorithm>
#include <limits>
#include <numeric>

#include "base/assert.h"
#include "base/rng.h"
#include "engines/match/score.h"
#include "engines/match/stations.h"

namespace zw::engines::match {
namespace {

constexpr std::size_t kReports = 8;

/// Completes a partial plan, adds it up, and bounds what any plan can reach by weak duality at the present
/// prices:
///   Σ_j max_i (score − price) + Σ_i Σ_k max(0, price_i − penalty of the k-th object) + Σ_i residency
///   price_i.
class Draughtsman {
 public:
  Draughtsman(const Instance& instance, const Stations& stations)
      : instance_(instance), residency_price_(stations.prices().place) {
    solution_.assignment = stations.assignment();
    solution_.prices = stations.prices();
    for (int i = 0; i < instance.officers(); ++i) {
      residency_price_[i] += solution_.prices.residency[i];
      load_.push_back(stations.load(i));
      has_resident_.push_back(stations.has_resident(i));
    }
  }

  /// The search has put the object where it gains most.
  void count_served(int object, const ScoreMatrix& scores) {
    const int officer = solution_.assignment[object];
    if (officer == kNobody) {
      leave_alone(object);
      bound_ -= instance_.unassigned_penalty();
    } else {
      count(object, officer, scores.at(object, officer));
      bound_ += scores.at(object, officer) - prices(object)[officer];
    }
  }

  void place(int object, const ScoreMatrix& scores) {
    const auto row = scores.row(object);
    const auto& price = prices(object);
    const bool is_free = instance_.pinned(object) == kNobody;
    int favourite = kNobody;
    std::int64_t most = is_free ? -instance_.unassigned_penalty() : std::numeric_limits<std::int64_t>::min();
    for (int i = 0; i < instance_.officers(); ++i)
      if (row[i] != kIneligible && row[i] - price[i] > most) most = row[i] - price[i], favourite = i;
    bound_ += most;
    const int officer =
        favourite == kNobody || has_room(favourite, object) ? favourite : best_with_room(object, row);
    if (officer == kNobody) return leave_alone(object);
    seat(object, officer);
    count(object, officer, row[officer]);
  }

  void place_unscored(int object) {
    const int officer = instance_.pinned(object);
    if (officer == kNobody) return leave_alone(object);
    seat(object, officer);
    count(object, officer, score(terms(instance_, object, officer)));
  }

  Solution finish(bool is_bounded) && {
    for (int i = 0; i < instance_.officers(); ++i) {
      for (int k = 1; k <= load_[i]; ++k) solution_.load_points += instance_.load_penalty(i, k);
      for (int k = 1; k <= instance_.capacity(i); ++k)
        bound_ += std::max<std::int64_t>(0, solution_.prices.place[i] - instance_.load_penalty(i, k));
      bound_ += solution_.prices.residency[i];
    }
    const auto alone = static_cast<std::int64_t>(solution_.unassigned.size());
    std::sort(solution_.unassigned.begin(), solution_.unassigned.end());
    solution_.value = solution_.pair_points + kept_ * instance_.kept_points() - solution_.load_points -
                      instance_.unassigned_penalty() * alone;
    if (is_bounded) solution_.bound = bound_;
    return std::move(solution_);
  }

 private:
  const std::vector<std::int64_t>& prices(int object) const {
    return instance_.is_residency(object) ? residency_price_ : solution_.prices.place;
  }

  bool has_room(int officer, int object) const {
    return load_[officer] < instance_.capacity(officer) &&
           !(instance_.is_residency(object) && has_resident_[officer]);
  }

  int best_with_room(int object, std::span<const std::int32_t> row) const {
    int best = kNobody;
    std::int64_t most = 0;
    for (int i = 0; i < instance_.officers(); ++i) {
      if (row[i] == kIneligible || !has_room(i, object)) continue;
      const std::int64_t gain = row[i] - instance_.load_penalty(i, load_[i] + 1);
      if (best == kNobody || gain > most) best = i, most = gain;
    }
    return best;
  }

  void seat(int object, int officer) {
    solution_.assignment[object] = officer;
    ++load_[officer];
    if (instance_.is_residency(object)) has_resident_[officer] = true;
  }

  void count(int object, int officer, std::int64_t score) {
    const bool is_kept = officer == instance_.current(object);
    kept_ += is_kept;
    solution_.pair_points += is_kept ? score - instance_.kept_points() : score;
  }

  void leave_alone(int object) { solution_.unassigned.push_back(object); }

  const Instance& instance_;
  Solution solution_;
  std::vector<std::int64_t> residency_price_;
  std::vector<int> load_;
  std::vector<bool> has_resident_;
  std::int64_t bound_ = 0, kept_ = 0;
};

/// Serves objects one by one; after each, the plan for those served is the best there is.
class Search {
 public:
  Search(const Instance& instance, const Options& options, const StopRule& stop,
         const search::OnIncumbent<Solution>& on_incumbent)
      : instance_(instance),
        stop_(stop),
        on_incumbent_(on_incumbent),
        scores_(instance),
        stations_(instance, scores_) {
    order_.resize(static_cast<std::size_t>(instance.objects()));
    std::iota(order_.begin(), order_.end(), 0);
    if (options.seed != 0) Rng(options.seed).shuffle(order_);
    // Pinned objects first: their places are certain then, whenever the search is stopped.
    std::stable_partition(order_.begin(), order_.end(), [&](int j) { return instance.pinned(j) != kNobody; });
  }

  Solution run() {
    const StopReason reason = fill_scores() ? serve_all() : stop_.check(0);
    offer(complete());
    best_.stopped = reason;
    best_.statistics = {served_, stations_.repaired(), stations_.moves()};
    ZW_ASSERT(reason != StopReason::finished || best_.is_proven(), "a finished search has a tight bound");
    return std::move(best_);
  }

 private:
  /// False when told to stop. A limit of iterations does not count here: those are objects served.
  bool fill_scores() {
    const Scorer scorer(instance_);
    for (const int j : order_) {
      const StopReason reason = stop_.check(0);
      if (reason == StopReason::cancelled || reason == StopReason::deadline) return false;
      scores_.fill_row(scorer, j);
      ++scored_;
    }
    return true;
  }

  StopReason serve_all() {
    const std::size_t stride = order_.size() / kReports + 1;
    while (served_ < order_.size()) {
      if (on_incumbent_ && served_ % stride == 0) offer(complete());
      const StopReason reason = stop_.check(served_);
      if (reason != StopReason::finished) return reason;
      stations_.serve(order_[served_++]);
    }
    return StopReason::finished;
  }

  /// The present plan, with each object not yet served put where it is worth most among the officers who have
  /// room. Objects not even scored get nobody, unless they are pinned.
  Solution complete() const {
    Draughtsman plan(instance_, stations_);
    for (std::size_t k = 0; k < served_; ++k) plan.count_served(order_[k], scores_);
    for (std::size_t k = served_; k < scored_; ++k) plan.place(order_[k], scores_);
    for (std::size_t k = scored_; k < order_.size(); ++k) plan.place_unscored(order_[k]);
    return std::move(plan).finish(scored_ == order_.size());
  }

  /// Keeps the better plan and the lower bound, whichever report they came with; the prices belong to the
  /// bound.
  void offer(Solution solution) {
    const bool is_better = !has_best_ || solution.value > best_.value;
    const bool is_tighter = !has_best_ || !best_.bound || (solution.bound && *solution.bound < *best_.bound);
    auto [bound, prices] =
        is_tighter ? std::pair(solution.bound, solution.prices) : std::pair(best_.bound, best_.prices);
    if (is_better) best_ = std::move(solution);
    best_.bound = bound;
    best_.prices = std::move(prices);
    has_best_ = true;
    if (is_better && on_incumbent_) on_incumbent_(best_);
  }

  const Instance& instance_;
  const StopRule& stop_;
  const search::OnIncumbent<Solution>& on_incumbent_;
  ScoreMatrix scores_;
  Stations stations_;
  std::vector<int> order_;
  std::size_t scored_ = 0, served_ = 0;
  Solution best_;
  bool has_best_ = false;
};

}  // namespace

Solution solve(const Instance& instance, const Options& options, const StopRule& stop,
               const search::OnIncumbent<Solution>& on_incumbent) {
  return Search(instance, options, stop, on_incumbent).run();
}

std::optional<std::int64_t> bound(const Instance& instance, const StopRule& stop) {
  return solve(instance, {}, stop).bound;
}

Draft replan(const Instance& instance, const Assignment& plan) {
  Draft draft = instance.draft();
  draft.rule = Rule::fewest_changes;
  for (std::size_t j = 0; j < draft.objects.size(); ++j)
    draft.objects[j].current = plan[j] == kNobody ? Id{} : draft.officers[plan[j]].id;
  return draft;
}

Changes changes(const Instance& instance, const Assignment& plan) {
  Changes result;
  for (int j = 0; j < instance.objects(); ++j) {
    const int before = instance.current(j);
    if (before == plan[j]) continue;
    if (before == kNobody)
      result.fresh.push_back(j);
    else if (reasons(instance, j, before).empty())
      result.moved.push_back(j);
    else
      result.orphans.push_back(j);
  }
  return result;
}

}  // namespace zw::engines::match
