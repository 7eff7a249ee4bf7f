// Conflict analysis of the engine: why a conflict came about, in as few and as weak literals as can be found.
#include <algorithm>

#include "base/assert.h"
#include "engines/schedule/prove/engine.h"

namespace zw::engines::schedule::prove {

void Engine::explain_arc(const Bounds::Entry& entry, Literal wanted, int position,
                         std::vector<Literal>& why) const {
  const Predicate from = entry.reason.data;
  const Pull& arc = arcs_[from][entry.reason.extra];
  if (entry.predicate == arc.to) {
    why.push_back(
        {from, arc.curve < 0 ? wanted.bound - arc.lag : curves_[arc.curve].least_reaching(wanted.bound)});
    if (arc.condition != always()) why.push_back(arc.condition);
    return;
  }
  const int bound = bounds_.low_before(from, position);
  why.push_back({from, bound});
  why.push_back({arc.to ^ 1, 1 - reached(arc, bound)});
}

void Engine::explain(const Bounds::Entry& entry, Literal wanted, int position, std::vector<Literal>& why) {
  const Reason& reason = entry.reason;
  if (reason.source == Reason::kClause) {
    clauses_.mark_used(reason.data);
    const auto literals = clauses_.literals(reason.data);
    for (std::size_t k = 1; k < literals.size(); ++k) why.push_back(~literals[k]);
  } else if (reason.source == Reason::kArc) {
    explain_arc(entry, wanted, position, why);
  } else if (reason.source >= Reason::kFirstPropagator) {
    propagators_[reason.source - Reason::kFirstPropagator]->explain(*this, entry, wanted, position, why);
  }
}

Step Engine::step_of(const Bounds::Entry& entry, Literal wanted, int position) const {
  const Reason& reason = entry.reason;
  Step step;
  if (reason.source == Reason::kClause) {
    step.rule = Step::Rule::clause, step.subject = clauses_.id(reason.data);
  } else if (reason.source == Reason::kFact) {
    if (reason.data > 0) step.rule = Step::Rule::clause, step.subject = reason.data;
  } else if (reason.source == Reason::kArc) {
    step = rules_[arcs_[reason.data][reason.extra].rule];
  } else if (reason.source >= Reason::kFirstPropagator) {
    step = propagators_[reason.source - Reason::kFirstPropagator]->step(*this, entry, wanted, position);
  }
  step.conclusion = wanted;
  return step;
}

void Engine::note_step(int position, Literal wanted) {
  if (is_logged_) derivation_.emplace_back(position, step_of(bounds_.entry(position), wanted, position));
}

void Engine::need(Literal literal) {
  const int position = bounds_.position_of(literal);
  const int level = bounds_.level_at(position);
  if (level == 0) return;
  if (level <= ground()) {
    needs_assumption_ = true;
    return;
  }
  Need& need = needs_[literal.predicate];
  if (need.bound >= literal.bound) return;
  const bool was_open = need.bound != kNoNeed && bounds_.level_at(need.position) == bounds_.level();
  if (need.bound == kNoNeed) needed_.push_back(literal.predicate);
  need = {literal.bound, position};
  open_ += level == bounds_.level() && !was_open;
}

void Engine::forget_needs() {
  for (const Predicate predicate : needed_) needs_[predicate] = {};
  needed_.clear();
  for (const int position : judged_) verdicts_[position] = {};
  judged_.clear();
  derivation_.clear();
  open_ = 0;
  needs_assumption_ = false;
}

/// Resolves backwards along the trail until one literal of the conflict's level is left.
Literal Engine::first_unique_point() {
  for (const Literal literal : conflict_) need(literal);
  for (int position = bounds_.size() - 1;; --position) {
    ZW_ASSERT(position >= 0, "a conflict has a literal of its own level");
    const Bounds::Entry entry = bounds_.entry(position);
    Need& need_here = needs_[entry.predicate];
    if (need_here.bound == kNoNeed || need_here.position != position) continue;
    const Literal wanted{entry.predicate, need_here.bound};
    if (open_ == 1) return wanted;
    need_here = {};
    --open_;
    activity_.bump_known(wanted);
    note_step(position, wanted);
    why_.clear();
    explain(entry, wanted, position, why_);
    for (const Literal literal : why_) need(literal);
  }
}

/// Does the literal follow from needs that were met before that position? (Sörensson, Biere 2009.)
bool Engine::is_implied(Literal literal, int before, int depth) {
  const int position = bounds_.position_of(literal);
  const int level = bounds_.level_at(position);
  if (level == 0) return true;
  if (level <= ground()) {
    needs_assumption_ = true;
    return true;
  }
  const Need& need = needs_[literal.predicate];
  if (need.bound >= literal.bound && need.position < before) return true;
  if (depth > 40 || bounds_.entry(position).reason.source == Reason::kDecision) return false;
  return all_implied(position, literal, depth);
}

bool Engine::all_implied(int position, Literal wanted, int depth) {
  if (static_cast<int>(verdicts_.size()) <= position)
    verdicts_.resize(static_cast<std::size_t>(bounds_.size()) + 1);
  if (wanted.bound <= verdicts_[position].implied) return true;
  if (wanted.bound >= verdicts_[position].failed) return false;
  std::vector<Literal> why;
  explain(bounds_.entry(position), wanted, position, why);
  const bool is_implied_by_all = std::all_of(
      why.begin(), why.end(), [&](Literal literal) { return is_implied(literal, position, depth + 1); });
  judged_.push_back(position);
  if (is_implied_by_all) {
    verdicts_[position].implied = wanted.bound;
    note_step(position, wanted);
  } else {
    verdicts_[position].failed = wanted.bound;
  }
  return is_implied_by_all;
}

std::vector<Literal> Engine::clause_of_needs(Literal unique_point) {
  std::vector<Literal> clause{~unique_point};
  std::sort(needed_.begin(), needed_.end());
  needed_.erase(std::unique(needed_.begin(), needed_.end()), needed_.end());
  for (const Predicate predicate : needed_) {
    const Need need = needs_[predicate];
    if (need.bound == kNoNeed || predicate == unique_point.predicate) continue;
    const Literal literal{predicate, need.bound};
    const bool is_decision = bounds_.entry(need.position).reason.source == Reason::kDecision;
    if (!is_decision && all_implied(need.position, literal, 0)) continue;
    clause.push_back(~literal);
  }
  // A stronger literal on the same predicate makes the assumption's own superfluous.
  const auto is_stronger = [&](Literal literal) { return literal.predicate == (assumption_->predicate ^ 1); };
  if (needs_assumption_ && std::none_of(clause.begin(), clause.end(), is_stronger))
    clause.push_back(~*assumption_);
  return clause;
}

bool Engine::resolve_conflict() {
  ++conflicts_;
  int level = 0;
  for (const Literal literal : conflict_) level = std::max(level, level_of(literal));
  if (level <= ground()) {
    if (bounds_.level() > ground()) return_to(ground());
    return false;
  }
  // What was found late may be a conflict of an earlier level.
  if (level < bounds_.level()) return_to(level);
  forget_needs();
  const Literal unique_point = first_unique_point();
  learn(clause_of_needs(unique_point));
  activity_.decay();
  return true;
}

int Engine::distance_of(const std::vector<Literal>& clause) const {
  std::vector<int> levels;
  for (const Literal literal : clause) levels.push_back(level_of(~literal));
  std::sort(levels.begin(), levels.end());
  return static_cast<int>(std::unique(levels.begin(), levels.end()) - levels.begin());
}

void Engine::learn(std::vector<Literal> clause) {
  const int id = next_id_++;
  for (const Literal literal : clause) activity_.bump(literal);
  if (is_logged_) {
    // Positions ascend, so each step finds what it needs; the contradiction itself comes last.
    std::stable_sort(derivation_.begin(), derivation_.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    Line line{Line::Kind::learn, id, 0, clause, {}};
    for (const auto& [position, step] : derivation_) line.steps.push_back(step);
    line.steps.push_back(conflict_step_);
    certificate_.lines.push_back(std::move(line));
  }
  if (clause.size() == 1) {
    return_to(0);
    set(clause[0], {Reason::kFact, id, 0});
    return;
  }
  const int distance = distance_of(clause);
  std::size_t latest = 1;
  for (std::size_t k = 2; k < clause.size(); ++k)
    if (level_of(~clause[k]) > level_of(~clause[latest])) latest = k;
  std::swap(clause[1], clause[latest]);
  return_to(std::max(level_of(~clause[1]), ground()));
  const ClauseRef learnt = clauses_.add(clause, std::max(1, distance), id);
  set(clause[0], {Reason::kClause, learnt, 0});
}

}  // namespace zw::engines::schedule::prove
