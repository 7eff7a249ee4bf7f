#include "engines/schedule/prove/engine.h"

#include <algorithm>

#include "base/assert.h"

namespace zw::engines::schedule::prove {

Variable Engine::add_variable(int low, int high, Meaning meaning) {
  const Variable variable = bounds_.add_variable(low, high);
  clauses_.add_variable(low, high);
  certificate_.variables.push_back(meaning);
  const std::size_t predicates = static_cast<std::size_t>(2 * bounds_.variables());
  arcs_.resize(predicates), conditioned_.resize(predicates), listeners_.resize(predicates);
  needs_.resize(predicates);
  remembered_.push_back(low);
  return variable;
}

void Engine::hang_arc(Predicate from, const Pull& arc) {
  if (arc.condition != always())
    conditioned_[arc.condition.predicate].push_back(
        {arc.condition.bound, from, static_cast<int>(arcs_[from].size())});
  arcs_[from].push_back(arc);
}

void Engine::add_arc(Predicate from, Predicate to, int lag, Literal condition, Step rule) {
  const int index = static_cast<int>(rules_.size());
  rules_.push_back(rule);
  hang_arc(from, {to, lag, -1, index, condition});
  // to ≥ from + lag is −from ≥ −to + lag.
  hang_arc(to ^ 1, {from ^ 1, lag, -1, index, condition});
}

void Engine::add_curve(Variable from, Variable to, std::function<int(int)> curve, Literal condition,
                       Step rule) {
  const int index = static_cast<int>(rules_.size());
  rules_.push_back(rule);
  const int first = bounds_.lowest(from), last = bounds_.highest(from);
  // The least argument in first … last + 1 that reaches the value.
  const auto least_reaching = [curve, first, last](int value) {
    int low = first, high = last + 1;
    while (low < high) {
      const int middle = low + (high - low) / 2;
      if (curve(middle) >= value)
        high = middle;
      else
        low = middle + 1;
    }
    return low;
  };
  const int upward = static_cast<int>(curves_.size());
  curves_.push_back({curve, least_reaching});
  hang_arc(2 * from, {2 * to, 0, upward, index, condition});
  // −from ≥ −(the last argument that stays at or below `to`), and back.
  curves_.push_back({[least_reaching](int minus_to) { return 1 - least_reaching(1 - minus_to); },
                     [curve](int minus_from) { return 1 - curve(1 - minus_from); }});
  hang_arc(2 * to + 1, {2 * from + 1, 0, upward + 1, index, condition});
}

void Engine::add_clause(std::vector<Literal> literals, Step rule) {
  const int id = next_id_++;
  if (is_logged_) certificate_.lines.push_back({Line::Kind::learn, id, 0, literals, {rule}});
  if (literals.size() == 1)
    set(literals[0], {Reason::kFact, id, 0});
  else
    clauses_.add(literals, 0, id);
}

int Engine::add_propagator(std::unique_ptr<Propagator> propagator, int urgency) {
  propagators_.push_back(std::move(propagator));
  urgency_.push_back(urgency);
  is_queued_.push_back(0);
  if (static_cast<int>(queue_.size()) <= urgency) queue_.resize(static_cast<std::size_t>(urgency) + 1);
  return static_cast<int>(propagators_.size()) - 1;
}

void Engine::listen(Predicate predicate, int propagator, int tag) {
  listeners_[predicate].push_back({propagator, tag});
}

void Engine::queue(int propagator) {
  if (is_queued_[propagator]) return;
  is_queued_[propagator] = 1;
  queue_[urgency_[propagator]].push_back(propagator);
}

bool Engine::set(Literal literal, Reason reason) {
  if (bounds_.is_true(literal)) return true;
  if (!bounds_.is_false(literal)) {
    bounds_.set(literal, reason);
    return true;
  }
  const Bounds::Entry entry{literal.predicate, literal.bound, bounds_.low(literal.predicate), -1,
                            bounds_.level(),   reason};
  conflict_.clear();
  explain(entry, literal, bounds_.size(), conflict_);
  conflict_.push_back(~literal);
  if (is_logged_) conflict_step_ = step_of(entry, literal, bounds_.size());
  return false;
}

/// The arc that leaves `from`: moves the bound at its end, or speaks against its condition.
bool Engine::follow(Predicate from, int index) {
  const Pull& arc = arcs_[from][index];
  const int bound = reached(arc, bounds_.low(from));
  if (bound <= bounds_.low(arc.to)) return true;
  const Reason reason{Reason::kArc, from, index};
  if (bounds_.is_true(arc.condition)) return set({arc.to, bound}, reason);
  if (bound > -bounds_.low(arc.to ^ 1)) return set(~arc.condition, reason);
  return true;
}

bool Engine::follow_all() {
  has_begun_ = true;
  for (Predicate from = 0; from < static_cast<int>(arcs_.size()); ++from)
    for (int k = 0; k < static_cast<int>(arcs_[from].size()); ++k)
      if (!follow(from, k)) return false;
  return true;
}

bool Engine::visit(int position) {
  const Bounds::Entry change = bounds_.entry(position);
  const ClauseRef failed = clauses_.propagate(bounds_, position);
  if (failed != kNoClause) {
    clauses_.mark_used(failed);
    auto& why = fail({Step::Rule::clause, clauses_.id(failed), 0, 0});
    for (const Literal literal : clauses_.literals(failed)) why.push_back(~literal);
    return false;
  }
  for (int k = 0; k < static_cast<int>(arcs_[change.predicate].size()); ++k)
    if (!follow(change.predicate, k)) return false;
  for (const Conditioned& arc : conditioned_[change.predicate])
    if (arc.bound <= change.bound && arc.bound > change.before && !follow(arc.from, arc.index)) return false;
  for (const Listener listener : listeners_[change.predicate]) {
    propagators_[listener.propagator]->wake(listener.tag);
    queue(listener.propagator);
  }
  return true;
}

bool Engine::propagate() {
  for (;;) {
    for (; head_ < bounds_.size(); ++head_)
      if (!visit(head_)) return false;
    const auto busy = std::find_if(queue_.begin(), queue_.end(), [](const auto& q) { return !q.empty(); });
    if (busy == queue_.end()) break;
    const int next = busy->back();
    busy->pop_back();
    is_queued_[next] = 0;
    if (!propagators_[next]->propagate(*this)) return false;
  }
  if (is_logged_ && bounds_.level() <= ground()) log_ground();
  return true;
}

void Engine::clear_queue() {
  for (auto& queue : queue_) {
    for (const int propagator : queue) is_queued_[propagator] = 0;
    queue.clear();
  }
}

void Engine::decide(Literal literal) {
  bounds_.open_level();
  bounds_.set(literal, {});
}

void Engine::return_to(int level) {
  // Also within a level: what waited to be propagated belongs to the conflict that is being left.
  clear_queue();
  if (level < bounds_.level()) {
    const int size = bounds_.size();
    int start = size;
    while (start > 0 && bounds_.entry(start - 1).level > level) --start;
    for (int position = start; position < size; ++position)
      if ((bounds_.entry(position).predicate & 1) == 0)
        remembered_[bounds_.entry(position).predicate / 2] = bounds_.entry(position).bound;
    bounds_.return_to(level);
  }
  head_ = bounds_.size();
  logged_ = std::min(logged_, bounds_.size());
  activity_.return_to(level);
  for (const auto& propagator : propagators_) propagator->return_to(level);
}

bool Engine::propagate_root() {
  ZW_ASSERT(bounds_.level() == 0, "facts are propagated without decisions");
  assumption_.reset();
  if ((!has_begun_ && !follow_all()) || !propagate()) {
    if (is_logged_) log_contradiction();
    return false;
  }
  bounds_.settle_root();
  head_ = logged_ = 0;
  return true;
}

bool Engine::assume(Literal assumption) {
  assumption_ = assumption;
  bounds_.open_level();
  if (is_logged_) certificate_.lines.push_back({Line::Kind::assume, 0, -assumption.bound, {}, {}});
  if (bounds_.is_false(assumption)) {
    fail({});
    return false;
  }
  if (!bounds_.is_true(assumption)) bounds_.set(assumption, {});
  return propagate();
}

void Engine::refute_assumption() {
  if (is_logged_) log_contradiction();
  const Literal fact = ~*assumption_;
  return_to(0);
  assumption_.reset();
  set(fact, {Reason::kFact, 0, 0});
}

void Engine::reduce_clauses() {
  std::vector<int> dropped;
  clauses_.reduce(bounds_, dropped);
  if (!is_logged_) return;
  for (const int id : dropped) certificate_.lines.push_back({Line::Kind::forget, id, 0, {}, {}});
}

void Engine::remember_current() {
  for (Variable v = 0; v < bounds_.variables(); ++v) remembered_[v] = bounds_.lowest(v);
}

void Engine::log_ground() {
  for (; logged_ < bounds_.size(); ++logged_) {
    const Bounds::Entry& entry = bounds_.entry(logged_);
    const Literal literal{entry.predicate, entry.bound};
    const Step step = step_of(entry, literal, logged_);
    if (step.rule == Step::Rule::none) continue;
    const auto kind = entry.level == 0 ? Line::Kind::fact : Line::Kind::given;
    certificate_.lines.push_back({kind, 0, 0, {}, {step}});
  }
}

void Engine::log_contradiction() {
  log_ground();
  const auto kind = bounds_.level() == 0 ? Line::Kind::fact : Line::Kind::refute;
  certificate_.lines.push_back({kind, 0, 0, {}, {conflict_step_}});
}

}  // namespace zw::engines::schedule::prove
