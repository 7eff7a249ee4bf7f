#include "engines/schedule/prove/check.h"

#include <algorithm>
#include <unordered_map>
#include <utility>
#include <vector>

namespace zw::engines::schedule::prove {
namespace {

struct Reach {
  std::int64_t first = 0, last = 0;
};

/// What the instance itself says about bounds of the log's variables.
class Axioms {
 public:
  Axioms(const Instance& instance, const std::vector<Meaning>& variables);

  std::optional<Complaint::Kind> complaint() const { return complaint_; }
  /// Bounds before anything is proven, by predicate.
  const std::vector<std::int64_t>& first_bounds() const { return first_bounds_; }
  int makespan() const { return makespan_; }
  /// Does the rule contradict the bounds? Nothing: it speaks of what is not there.
  std::optional<bool> contradicts(const Step& step, const std::vector<std::int64_t>& low) const;

 private:
  using Bounds = std::vector<std::int64_t>;

  void learn_variable(int variable, const Meaning& meaning);
  void learn_capacities();
  bool is_founded(const Meaning& order) const;
  Slot latest_start(int activity) const;
  Slot earliest_finish(int activity) const;
  bool is_activity(int index) const { return index >= 0 && index < instance_.activities(); }
  bool is_mode(int activity, int mode) const {
    return is_activity(activity) && mode >= 0 && mode < instance_.modes(activity) &&
           instance_.is_allowed(activity, mode);
  }
  /// What a start and a mode say about the finish, whatever else is known.
  Slot finish(int activity, int mode, std::int64_t start) const;
  Reach value(int variable, const Bounds& low) const { return {low[2 * variable], -low[2 * variable + 1]}; }
  Reach start(int activity, const Bounds& low) const { return value(start_[activity], low); }
  Reach finish(int activity, const Bounds& low) const;
  bool may_take(int activity, int mode, const Bounds& low) const;
  std::int64_t least_held(int activity, int resource, Slot from, Slot until, const Bounds& low) const;

  bool arc_contradicts(const Arc& arc, const Bounds& low) const;
  bool duration_contradicts(int activity, const Bounds& low) const;
  bool calendar_contradicts(int activity, const Bounds& low) const;
  bool order_contradicts(int variable, const Bounds& low) const;
  bool modes_contradict(int activity, const Bounds& low) const;
  bool interval_contradicts(int resource, Slot from, Slot until, const Bounds& low) const;
  bool budget_contradicts(int resource, const Bounds& low) const;

  const Instance& instance_;
  const std::vector<Meaning>& variables_;
  std::vector<int> start_, finish_;
  std::vector<std::vector<int>> mode_;
  std::vector<std::vector<int>> users_;  ///< activities by resource
  std::vector<std::vector<std::int64_t>> capacity_;
  int makespan_ = kNone;
  Bounds first_bounds_;
  std::optional<Complaint::Kind> complaint_;
};

Axioms::Axioms(const Instance& instance, const std::vector<Meaning>& variables)
    : instance_(instance), variables_(variables) {
  const std::size_t n = static_cast<std::size_t>(instance.activities());
  start_.assign(n, kNone), finish_.assign(n, kNone), mode_.resize(n);
  for (int i = 0; i < instance.activities(); ++i)
    mode_[i].assign(static_cast<std::size_t>(instance.modes(i)), kNone);
  learn_capacities();
  for (int v = 0; v < static_cast<int>(variables.size()) && !complaint_; ++v) learn_variable(v, variables[v]);
  const bool is_whole = makespan_ != kNone && std::find(start_.begin(), start_.end(), kNone) == start_.end();
  if (!complaint_ && !is_whole) complaint_ = Complaint::Kind::unknown_variable;
}

void Axioms::learn_capacities() {
  const Slot now = instance_.draft().data_date;
  users_.resize(static_cast<std::size_t>(instance_.resources()));
  capacity_.resize(users_.size());
  for (int r = 0; r < instance_.resources(); ++r) {
    if (!instance_.is_renewable(r)) continue;
    for (const auto& step : instance_.capacity(r)) {
      capacity_[r].resize(static_cast<std::size_t>(std::max(0, step.from)),
                          capacity_[r].empty() ? 0 : capacity_[r].back());
      capacity_[r].push_back(step.capacity);
    }
    capacity_[r].resize(static_cast<std::size_t>(instance_.horizon()) + 1, capacity_[r].back());
  }
  for (int i = 0; i < instance_.activities(); ++i)
    for (int m = 0; m < instance_.modes(i); ++m)
      for (const Use& use : instance_.uses(i, m)) {
        if (!is_mode(i, m)) continue;
        const auto& fixed = instance_.fixed(i);
        if (!fixed && (users_[use.resource].empty() || users_[use.resource].back() != i))
          users_[use.resource].push_back(i);
        if (!fixed) continue;
        // What started before the data date holds its share from then on; what was is no matter any more.
        const bool has_started = instance_.draft().activities[i].actual_start.has_value();
        for (Slot t = std::max(fixed->from, has_started ? now : 0); t < fixed->until; ++t)
          capacity_[use.resource][t] -= use.amount;
      }
}

void Axioms::learn_variable(int variable, const Meaning& meaning) {
  using Kind = Meaning::Kind;
  const int i = meaning.activity;
  Reach reach{0, 1};
  bool is_known = meaning.kind == Kind::makespan || is_activity(i);
  if (meaning.kind == Kind::makespan) {
    is_known = makespan_ == kNone;
    makespan_ = variable;
    reach = {0, instance_.horizon()};
  } else if (is_known && meaning.kind == Kind::start) {
    is_known = start_[i] == kNone;
    start_[i] = variable;
    const auto& fixed = instance_.fixed(i);
    reach = fixed ? Reach{fixed->from, fixed->from} : Reach{instance_.release(i), latest_start(i)};
  } else if (is_known && meaning.kind == Kind::finish) {
    is_known = finish_[i] == kNone;
    finish_[i] = variable;
    const auto& fixed = instance_.fixed(i);
    reach = fixed ? Reach{fixed->until, fixed->until} : Reach{earliest_finish(i), instance_.deadline(i)};
  } else if (is_known && meaning.kind == Kind::mode) {
    is_known = is_mode(i, meaning.other) && mode_[i][meaning.other] == kNone;
    if (is_known) mode_[i][meaning.other] = variable;
  } else if (is_known) {
    is_known = is_activity(meaning.other) && meaning.other != i;
    if (is_known && !is_founded(meaning)) complaint_ = Complaint::Kind::unfounded_order;
  }
  if (!is_known) complaint_ = Complaint::Kind::unknown_variable;
  first_bounds_.push_back(reach.first);
  first_bounds_.push_back(-reach.last);
}

Slot Axioms::latest_start(int activity) const {
  Slot latest = -1;
  for (int m = 0; m < instance_.modes(activity); ++m)
    if (is_mode(activity, m))
      latest = std::max(latest, instance_.latest_start(activity, m, instance_.deadline(activity)));
  return latest;
}

Slot Axioms::earliest_finish(int activity) const {
  Slot earliest = instance_.deadline(activity);
  for (int m = 0; m < instance_.modes(activity); ++m)
    if (is_mode(activity, m)) earliest = std::min(earliest, finish(activity, m, instance_.release(activity)));
  return earliest;
}

/// Some resource cannot be held by both, whatever their modes; both hold it for a time.
bool Axioms::is_founded(const Meaning& order) const {
  const int a = order.activity, b = order.other;
  if (instance_.fixed(a) || instance_.fixed(b)) return false;
  const auto least = [&](int activity, int resource) {
    std::int64_t amount = kMaxAmount;
    for (int m = 0; m < instance_.modes(activity); ++m) {
      if (!is_mode(activity, m)) continue;
      std::int64_t of_mode = 0;
      for (const Use& use : instance_.uses(activity, m))
        if (use.resource == resource && instance_.work(activity, m) > 0) of_mode = use.amount;
      amount = std::min(amount, of_mode);
    }
    return amount;
  };
  for (int r = 0; r < instance_.resources(); ++r) {
    if (!instance_.is_renewable(r)) continue;
    const std::int64_t most = *std::max_element(capacity_[r].begin(), capacity_[r].end());
    const std::int64_t of_a = least(a, r), of_b = least(b, r);
    if (of_a > 0 && of_b > 0 && of_a + of_b > most) return true;
  }
  return false;
}

Slot Axioms::finish(int activity, int mode, std::int64_t start) const {
  const auto& fixed = instance_.fixed(activity);
  if (fixed) return fixed->until;
  const Slot slot = static_cast<Slot>(std::clamp<std::int64_t>(start, -kMaxSlot, instance_.horizon() + 1));
  return instance_.finish(activity, mode, instance_.earliest_start(activity, mode, slot));
}

bool Axioms::may_take(int activity, int mode, const Bounds& low) const {
  if (!is_mode(activity, mode)) return false;
  // Where one is taken no other is: exactly one mode is an axiom, so every rule may use it.
  for (int m = 0; m < instance_.modes(activity); ++m) {
    const int other = mode_[activity][m];
    if (other != kNone && m != mode && value(other, low).first > 0) return false;
  }
  const int variable = mode_[activity][mode];
  return variable == kNone || value(variable, low).last > 0;
}

Reach Axioms::finish(int activity, const Bounds& low) const {
  const Reach start = this->start(activity, low);
  Reach finish{instance_.horizon() + 1, -kMaxSlot};
  for (int m = 0; m < instance_.modes(activity); ++m) {
    if (!may_take(activity, m, low)) continue;
    finish.first = std::min<std::int64_t>(finish.first, this->finish(activity, m, start.first));
    finish.last = std::max<std::int64_t>(finish.last, this->finish(activity, m, start.last));
  }
  if (finish_[activity] == kNone) return finish;
  const Reach known = value(finish_[activity], low);
  return {std::max(finish.first, known.first), std::min(finish.last, known.last)};
}

bool Axioms::arc_contradicts(const Arc& arc, const Bounds& low) const {
  const Reach from = arc.from_finish ? finish(arc.from, low) : start(arc.from, low);
  const Reach to = arc.to_finish ? finish(arc.to, low) : start(arc.to, low);
  return instance_.after_lag(arc, static_cast<Slot>(from.first)) > to.last;
}

bool Axioms::duration_contradicts(int activity, const Bounds& low) const {
  const Reach start = this->start(activity, low);
  if (finish_[activity] == kNone) return false;
  const Reach finish = value(finish_[activity], low);
  for (int m = 0; m < instance_.modes(activity); ++m)
    if (may_take(activity, m, low) && this->finish(activity, m, start.first) <= finish.last &&
        this->finish(activity, m, start.last) >= finish.first)
      return false;
  return true;
}

/// No mode could start anywhere between the bounds.
bool Axioms::calendar_contradicts(int activity, const Bounds& low) const {
  const Reach start = this->start(activity, low);
  if (instance_.fixed(activity)) return false;
  for (int m = 0; m < instance_.modes(activity); ++m)
    if (may_take(activity, m, low) &&
        instance_.earliest_start(activity, m, static_cast<Slot>(start.first)) <= start.last)
      return false;
  return true;
}

bool Axioms::order_contradicts(int variable, const Bounds& low) const {
  const Meaning& order = variables_[variable];
  const Reach chosen = value(variable, low);
  if (chosen.first == 1) return finish(order.activity, low).first > start(order.other, low).last;
  if (chosen.last == 0) return finish(order.other, low).first > start(order.activity, low).last;
  return false;
}

bool Axioms::modes_contradict(int activity, const Bounds& low) const {
  int taken = 0, possible = 0;
  for (int m = 0; m < instance_.modes(activity); ++m) {
    const int variable = mode_[activity][m];
    possible += is_mode(activity, m) && (variable == kNone || value(variable, low).last > 0);
    taken += is_mode(activity, m) && variable != kNone && value(variable, low).first > 0;
  }
  return possible == 0 || taken > 1;
}

/// What the activity must hold in the interval, added up over its slots: the least over its modes, pushed as
/// far out of the interval as its bounds allow to either side.
std::int64_t Axioms::least_held(int activity, int resource, Slot from, Slot until, const Bounds& low) const {
  const Reach start = this->start(activity, low);
  std::int64_t least = -1;
  for (int m = 0; m < instance_.modes(activity); ++m) {
    if (!may_take(activity, m, low)) continue;
    std::int64_t amount = 0;
    for (const Use& use : instance_.uses(activity, m))
      if (use.resource == resource) amount = use.amount;
    const auto inside = [&](std::int64_t begin) {
      const std::int64_t end = finish(activity, m, begin);
      return std::max<std::int64_t>(0,
                                    std::min<std::int64_t>(end, until) - std::max<std::int64_t>(begin, from));
    };
    std::int64_t slots = std::min(inside(start.first), inside(start.last));
    // With free time in between, a start between the two may leave more outside: only what is held in any
    // case.
    if (instance_.table_of(activity, m) != kNone)
      slots = std::max<std::int64_t>(0, std::min<std::int64_t>(finish(activity, m, start.first), until) -
                                            std::max<std::int64_t>(start.last, from));
    if (instance_.work(activity, m) == 0) slots = 0;
    least = least < 0 ? amount * slots : std::min(least, amount * slots);
  }
  return std::max<std::int64_t>(least, 0);
}

bool Axioms::interval_contradicts(int resource, Slot from, Slot until, const Bounds& low) const {
  std::int64_t room = 0;
  for (Slot t = from; t < until; ++t) room += capacity_[resource][t];
  // Fixed activities alone hold too much.
  if (room < 0) return true;
  for (const int i : users_[resource]) {
    if (modes_contradict(i, low)) return true;
    room -= least_held(i, resource, from, until, low);
    if (room < 0) return true;
  }
  return false;
}

bool Axioms::budget_contradicts(int resource, const Bounds& low) const {
  std::int64_t room = instance_.capacity(resource)[0].capacity;
  for (int i = 0; i < instance_.activities(); ++i) {
    if (modes_contradict(i, low)) return true;
    std::int64_t least = -1;
    for (int m = 0; m < instance_.modes(i); ++m) {
      if (!may_take(i, m, low)) continue;
      std::int64_t spent = 0;
      for (const Use& use : instance_.spends(i, m))
        if (use.resource == resource) spent = use.amount;
      least = least < 0 ? spent : std::min(least, spent);
    }
    room -= std::max<std::int64_t>(least, 0);
  }
  return room < 0;
}

std::optional<bool> Axioms::contradicts(const Step& step, const Bounds& low) const {
  using Rule = Step::Rule;
  const int subject = step.subject;
  const bool is_resource = subject >= 0 && subject < instance_.resources();
  switch (step.rule) {
    case Rule::arc:
      if (subject < 0 || subject >= static_cast<int>(instance_.arcs().size())) return std::nullopt;
      return arc_contradicts(instance_.arcs()[subject], low);
    case Rule::duration:
      if (!is_activity(subject)) return std::nullopt;
      return duration_contradicts(subject, low);
    case Rule::calendar:
      if (!is_activity(subject)) return std::nullopt;
      return calendar_contradicts(subject, low);
    case Rule::makespan:
      if (!is_activity(subject)) return std::nullopt;
      return finish(subject, low).first > value(makespan_, low).last;
    case Rule::order:
      if (subject < 0 || subject >= static_cast<int>(variables_.size()) ||
          variables_[subject].kind != Meaning::Kind::order)
        return std::nullopt;
      return order_contradicts(subject, low);
    case Rule::modes:
      if (!is_activity(subject)) return std::nullopt;
      return modes_contradict(subject, low);
    case Rule::overload:
    case Rule::energy: {
      const Slot until = step.rule == Rule::overload ? step.detail + 1 : step.until;
      if (!is_resource || !instance_.is_renewable(subject) || step.detail < 0 || until > instance_.horizon())
        return std::nullopt;
      return interval_contradicts(subject, step.detail, until, low);
    }
    case Rule::budget:
      if (!is_resource || instance_.is_renewable(subject)) return std::nullopt;
      return budget_contradicts(subject, low);
    case Rule::none:
    case Rule::clause:
      break;
  }
  return std::nullopt;
}

/// Bounds on three floors: facts, what is given under the assumption, and what a clause's negation adds.
class Checker {
 public:
  Checker(const Instance& instance, const Certificate& certificate)
      : certificate_(certificate), axioms_(instance, certificate.variables) {}

  std::optional<Complaint> run();

 private:
  using Kind = Complaint::Kind;
  using Change = std::pair<int, std::int64_t>;
  enum class Effect { moved, contradiction };

  bool is_literal(Literal literal) const {
    return literal.predicate >= 0 && literal.predicate < static_cast<int>(low_.size());
  }
  bool is_true(Literal literal) const { return low_[literal.predicate] >= literal.bound; }
  bool is_false(Literal literal) const {
    return low_[literal.predicate ^ 1] > -static_cast<std::int64_t>(literal.bound);
  }
  void set(Literal literal, std::vector<Change>& changes);
  void undo(std::vector<Change>& changes);
  std::optional<bool> contradicts(const Step& step) const;
  std::optional<Kind> apply(const Step& step, std::vector<Change>& changes, Effect& effect);

  std::optional<Kind> follow(const Line& line);
  std::optional<Kind> follow_fact(const Line& line);
  std::optional<Kind> follow_given(const Line& line);
  std::optional<Kind> follow_learn(const Line& line);
  std::optional<Kind> follow_assume(const Line& line);
  std::optional<Kind> refute_negation(const Line& line);
  void drop_assumption();

  const Certificate& certificate_;
  Axioms axioms_;
  std::vector<std::int64_t> facts_, low_;  ///< by predicate; `low_`: with what is given
  std::unordered_map<int, std::vector<Literal>> clauses_;
  std::optional<Literal> assumption_;
  bool is_contradiction_ = false;
};

void Checker::set(Literal literal, std::vector<Change>& changes) {
  if (is_true(literal)) return;
  changes.emplace_back(literal.predicate, low_[literal.predicate]);
  low_[literal.predicate] = literal.bound;
}

void Checker::undo(std::vector<Change>& changes) {
  for (; !changes.empty(); changes.pop_back()) low_[changes.back().first] = changes.back().second;
}

std::optional<bool> Checker::contradicts(const Step& step) const {
  if (step.rule != Step::Rule::clause) return axioms_.contradicts(step, low_);
  const auto found = clauses_.find(step.subject);
  if (found == clauses_.end()) return std::nullopt;
  return std::all_of(found->second.begin(), found->second.end(), [&](Literal l) { return is_false(l); });
}

/// The conclusion follows when its opposite contradicts the rule.
std::optional<Complaint::Kind> Checker::apply(const Step& step, std::vector<Change>& changes,
                                              Effect& effect) {
  effect = Effect::contradiction;
  const bool has_conclusion = step.conclusion != kNothing;
  if (has_conclusion && !is_literal(step.conclusion)) return Kind::unknown_subject;
  std::vector<Change> tried;
  if (has_conclusion) {
    effect = Effect::moved;
    if (is_true(step.conclusion)) return std::nullopt;
    set(~step.conclusion, tried);
  }
  const auto follows = contradicts(step);
  undo(tried);
  if (!follows) return Kind::unknown_subject;
  if (!*follows) return Kind::step_does_not_follow;
  if (!has_conclusion) return std::nullopt;
  if (is_false(step.conclusion)) effect = Effect::contradiction;
  set(step.conclusion, changes);
  return std::nullopt;
}

std::optional<Complaint::Kind> Checker::follow_fact(const Line& line) {
  drop_assumption();
  if (line.steps.size() != 1) return Kind::unknown_subject;
  Effect effect = Effect::moved;
  std::vector<Change> changes;
  const auto complaint = apply(line.steps[0], changes, effect);
  if (complaint) return complaint;
  is_contradiction_ = effect == Effect::contradiction;
  for (const auto& [predicate, before] : changes) facts_[predicate] = low_[predicate];
  return std::nullopt;
}

std::optional<Complaint::Kind> Checker::follow_assume(const Line& line) {
  drop_assumption();
  std::vector<Change> changes;
  assumption_ = at_most(axioms_.makespan(), line.bound);
  set(*assumption_, changes);
  return std::nullopt;
}

std::optional<Complaint::Kind> Checker::follow_given(const Line& line) {
  if (!assumption_) return Kind::nothing_assumed;
  const bool is_refutation = line.kind == Line::Kind::refute;
  const Literal refuted = ~*assumption_;
  Effect effect = Effect::moved;
  std::vector<Change> changes;
  std::optional<Kind> complaint;
  // An assumption against the facts refutes itself.
  const bool is_refuted_already = low_[assumption_->predicate ^ 1] > -low_[assumption_->predicate];
  if (is_refutation && is_refuted_already)
    effect = Effect::contradiction;
  else if (line.steps.size() != 1)
    return Kind::unknown_subject;
  else
    complaint = apply(line.steps[0], changes, effect);
  if (complaint || !is_refutation) return complaint;
  if (effect != Effect::contradiction) return Kind::step_does_not_follow;
  drop_assumption();
  is_contradiction_ = is_false(refuted);
  set(refuted, changes);
  facts_ = low_;
  return std::nullopt;
}

/// Under the clause's negation the steps must end in a contradiction.
std::optional<Complaint::Kind> Checker::refute_negation(const Line& line) {
  std::vector<Change> tried;
  Effect effect = Effect::moved;
  std::optional<Kind> complaint;
  for (const Literal literal : line.clause) {
    if (is_true(literal)) effect = Effect::contradiction;
    set(~literal, tried);
  }
  for (std::size_t k = 0; k < line.steps.size() && !complaint && effect == Effect::moved; ++k)
    complaint = apply(line.steps[k], tried, effect);
  undo(tried);
  if (complaint) return complaint;
  if (effect != Effect::contradiction) return Kind::clause_does_not_follow;
  return std::nullopt;
}

/// What is given under the assumption may be used only when the negation says as much as the assumption.
std::optional<Complaint::Kind> Checker::follow_learn(const Line& line) {
  if (!std::all_of(line.clause.begin(), line.clause.end(), [&](Literal l) { return is_literal(l); }))
    return Kind::unknown_subject;
  const bool may_use_given =
      assumption_ && std::any_of(line.clause.begin(), line.clause.end(), [&](Literal literal) {
        return (~literal).predicate == assumption_->predicate && (~literal).bound >= assumption_->bound;
      });
  if (!may_use_given) facts_.swap(low_);
  const auto complaint = refute_negation(line);
  if (!may_use_given) facts_.swap(low_);
  if (!complaint) clauses_[line.id] = line.clause;
  return complaint;
}

void Checker::drop_assumption() {
  if (assumption_) low_ = facts_;
  assumption_.reset();
}

std::optional<Complaint::Kind> Checker::follow(const Line& line) {
  switch (line.kind) {
    case Line::Kind::fact:
      return follow_fact(line);
    case Line::Kind::given:
    case Line::Kind::refute:
      return follow_given(line);
    case Line::Kind::learn:
      return follow_learn(line);
    case Line::Kind::assume:
      return follow_assume(line);
    case Line::Kind::forget:
      clauses_.erase(line.id);
      return std::nullopt;
  }
  return Kind::unknown_subject;
}

std::optional<Complaint> Checker::run() {
  if (const auto complaint = axioms_.complaint()) return Complaint{*complaint, 0};
  low_ = facts_ = axioms_.first_bounds();
  for (std::size_t k = 0; k < certificate_.lines.size() && !is_contradiction_; ++k)
    if (const auto complaint = follow(certificate_.lines[k])) return Complaint{*complaint, k};
  drop_assumption();
  const bool is_reached = is_contradiction_ || (!certificate_.is_infeasible &&
                                                low_[2 * axioms_.makespan()] >= certificate_.makespan);
  if (is_reached) return std::nullopt;
  return Complaint{Kind::claim_not_reached, certificate_.lines.size()};
}

}  // namespace

std::optional<Complaint> check(const Instance& instance, const Certificate& certificate) {
  return Checker(instance, certificate).run();
}

}  // namespace zw::engines::schedule::prove
