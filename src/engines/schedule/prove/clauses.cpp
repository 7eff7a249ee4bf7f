#include "engines/schedule/prove/clauses.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/assert.h"

namespace zw::engines::schedule::prove {

void WatchLists::add_predicate(int low, int high) {
  // At most so many buckets each; wider variables share a bucket among neighbouring bounds.
  constexpr int kMostBuckets = 2048;
  Range range{low, 0, static_cast<int>(buckets_.size())};
  while (((high + 1 - low) >> range.shift) >= kMostBuckets) ++range.shift;
  buckets_.resize(buckets_.size() + static_cast<std::size_t>(((high + 1 - low) >> range.shift) + 1));
  ranges_.push_back(range);
}

void WatchLists::clear() {
  for (auto& bucket : buckets_) bucket.clear();
}

void Clauses::add_variable(int low, int high) {
  watches_.add_predicate(low, high);
  watches_.add_predicate(-high, -low);
}

ClauseRef Clauses::add(std::span<const Literal> literals, int distance, int id) {
  ZW_ASSERT(literals.size() >= 2, "a clause of one literal is a fact");
  const ClauseRef clause = static_cast<ClauseRef>(memory_.size());
  memory_.insert(memory_.end(), {static_cast<int>(literals.size()), distance, id, reductions_});
  for (const Literal literal : literals) memory_.insert(memory_.end(), {literal.predicate, literal.bound});
  all_.push_back(clause);
  learnt_ += distance > 0;
  watch(clause);
  return clause;
}

void Clauses::watch(ClauseRef clause) {
  const auto literals = this->literals(clause);
  for (const int k : {0, 1}) {
    const Literal falsifier = ~literals[k];
    watches_.add(falsifier.predicate, {falsifier.bound, clause, literals[1 - k]});
  }
}

/// False when the clause is false. `is_kept`: the watch stays where it is.
bool Clauses::visit(Bounds& bounds, Literal falsified, WatchLists::Watch& watch, bool& is_kept) {
  is_kept = true;
  const auto literals = this->literals(watch.clause);
  if (literals[0] == falsified) std::swap(literals[0], literals[1]);
  watch.blocker = literals[0];
  if (bounds.is_true(literals[0])) return true;
  for (std::size_t k = 2; k < literals.size(); ++k) {
    if (bounds.is_false(literals[k])) continue;
    std::swap(literals[1], literals[k]);
    const Literal falsifier = ~literals[1];
    watches_.add(falsifier.predicate, {falsifier.bound, watch.clause, literals[0]});
    is_kept = false;
    return true;
  }
  if (bounds.is_false(literals[0])) return false;
  bounds.set(literals[0], {Reason::kClause, watch.clause, 0});
  return true;
}

ClauseRef Clauses::propagate(Bounds& bounds, int position) {
  const Bounds::Entry change = bounds.entry(position);
  const int last = watches_.bucket_of(change.predicate, change.bound);
  for (int b = watches_.bucket_of(change.predicate, change.before + 1); b <= last; ++b) {
    // No new watch comes into the bucket being read: it would be of a literal that is false already. Only
    // the shared buckets of wide variables may grow, so they are read by index.
    std::size_t kept = 0, k = 0;
    ClauseRef failed = kNoClause;
    for (; k < watches_.bucket(b).size(); ++k) {
      WatchLists::Watch watch = watches_.bucket(b)[k];
      bool is_kept = true;
      if (watch.bound > change.before && watch.bound <= change.bound && !bounds.is_true(watch.blocker)) {
        const Literal falsified = ~Literal{change.predicate, watch.bound};
        if (!visit(bounds, falsified, watch, is_kept)) failed = watch.clause;
      }
      if (is_kept) watches_.bucket(b)[kept++] = watch;
      if (failed != kNoClause) break;
    }
    auto& bucket = watches_.bucket(b);
    if (failed != kNoClause)
      for (++k; k < bucket.size(); ++k) bucket[kept++] = bucket[k];
    bucket.resize(kept);
    if (failed != kNoClause) return failed;
  }
  return kNoClause;
}

void Clauses::reduce(const Bounds& bounds, std::vector<int>& dropped) {
  std::vector<ClauseRef> kept, candidates;
  for (const ClauseRef clause : all_) {
    const auto literals = this->literals(clause);
    const bool always_holds = std::any_of(literals.begin(), literals.end(),
                                          [&](Literal literal) { return bounds.is_true(literal); });
    const int distance = memory_[clause + 1];
    if (always_holds)
      dropped.push_back(id(clause));
    else if (distance <= 2)
      kept.push_back(clause);
    else
      candidates.push_back(clause);
  }
  const auto standing = [&](ClauseRef clause) {
    // What has been used since the last reduction goes before what has not.
    return std::tuple(memory_[clause + 3] < reductions_, memory_[clause + 1], memory_[clause], clause);
  };
  std::sort(candidates.begin(), candidates.end(),
            [&](ClauseRef a, ClauseRef b) { return standing(a) < standing(b); });
  for (std::size_t k = 0; k < candidates.size(); ++k) {
    if (2 * k < candidates.size())
      kept.push_back(candidates[k]);
    else
      dropped.push_back(id(candidates[k]));
  }
  std::sort(kept.begin(), kept.end());
  ++reductions_;
  rebuild(bounds, kept);
}

void Clauses::rebuild(const Bounds& bounds, const std::vector<ClauseRef>& kept) {
  std::vector<int> old = std::move(memory_);
  memory_.clear(), all_.clear(), watches_.clear();
  learnt_ = 0;
  std::vector<Literal> literals;
  for (const ClauseRef clause : kept) {
    const auto* first = reinterpret_cast<const Literal*>(&old[clause + kHeader]);
    literals.clear();
    std::copy_if(first, first + old[clause], std::back_inserter(literals),
                 [&](Literal literal) { return !bounds.is_false(literal); });
    const ClauseRef moved = add(literals, old[clause + 1], old[clause + 2]);
    memory_[moved + 3] = old[clause + 3];
  }
}

}  // namespace zw::engines::schedule::prove
