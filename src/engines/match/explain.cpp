#include "engines/match/explain.h"

#include <algorithm>

namespace zw::engines::match {
namespace {

Offer offer(const Instance& instance, const Prices& prices, int object, int officer) {
  Offer result;
  result.officer = officer;
  if (officer == kNobody) {
    result.score = -instance.unassigned_penalty();
    return result;
  }
  result.terms = terms(instance, object, officer);
  result.score = score(result.terms);
  result.price = prices.place[officer];
  if (instance.is_residency(object)) result.price += prices.residency[officer];
  return result;
}

/// The most any plan can gain from the object at these prices; `skipped` apart.
int best_officer(const Instance& instance, const Prices& prices, int object, int skipped) {
  std::vector<std::int32_t> row(static_cast<std::size_t>(instance.officers()));
  Scorer(instance).score_row(object, row);
  int best = kNobody;
  std::int64_t best_gain = 0;
  for (int i = 0; i < instance.officers(); ++i) {
    if (i == skipped || row[i] == kIneligible) continue;
    const std::int64_t residency = instance.is_residency(object) ? prices.residency[i] : 0;
    const std::int64_t gain = row[i] - prices.place[i] - residency;
    if (best == kNobody || gain > best_gain) best = i, best_gain = gain;
  }
  return best;
}

}  // namespace

Receipt explain(const Instance& instance, const Solution& solution, int object) {
  const int chosen = solution.officer(object);
  const int next = best_officer(instance, solution.prices, object, chosen);
  return {offer(instance, solution.prices, object, chosen), offer(instance, solution.prices, object, next)};
}

WhyNot why_not(const Instance& instance, const Solution& solution, int object, int officer) {
  WhyNot result;
  result.here = offer(instance, solution.prices, object, officer);
  result.there = offer(instance, solution.prices, object, solution.officer(object));
  if (officer == solution.officer(object)) return result;
  result.reasons = reasons(instance, object, officer);
  if (!result.reasons.empty()) {
    result.verdict = Verdict::ineligible;
    return result;
  }
  result.short_by = result.there.gain() - result.here.gain();
  if (result.there.score > result.here.score)
    result.verdict = Verdict::better;
  else
    result.verdict = result.short_by > 0 ? Verdict::outbid : Verdict::chain;
  for (const Term& term : result.here.terms)
    if (result.short_by > 0 && term.highest - term.points >= result.short_by) result.closing.push_back(term);
  if (solution.bound) {
    // Forcing the pair lowers the dual bound by what the object's best offer exceeds this one.
    const int best = best_officer(instance, solution.prices, object, kNobody);
    std::int64_t best_gain = offer(instance, solution.prices, object, best).gain();
    if (instance.pinned(object) == kNobody) best_gain = std::max(best_gain, -instance.unassigned_penalty());
    const std::int64_t forced_bound = *solution.bound - (best_gain - result.here.gain());
    result.loss_at_least = std::max<std::int64_t>(0, solution.value - forced_bound);
  }
  return result;
}

}  // namespace zw::engines::match
