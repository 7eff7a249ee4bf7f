// Conflict-driven search over bounds: propagates, learns from each failure why it failed, and decides.
//
// Lazy clause generation (Ohrimenko, Stuckey, Codish 2009) with explanations made on demand: a propagator
// says why it moved a bound only when conflict analysis asks, and only for as much of the move as the
// conflict needs.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "engines/schedule/prove/activity.h"
#include "engines/schedule/prove/bounds.h"
#include "engines/schedule/prove/certificate.h"
#include "engines/schedule/prove/clauses.h"

namespace zw::engines::schedule::prove {

class Engine;

/// Draws conclusions from bounds. All its conclusions hold in every plan: what is assumed is always a bound.
class Propagator {
 public:
  virtual ~Propagator() = default;
  /// A predicate it listens to has moved; `tag` as given to Engine::listen. Cheap: only notes it down.
  virtual void wake(int tag) = 0;
  /// False when bounds contradict each other; then Engine::fail has been told why.
  virtual bool propagate(Engine& engine) = 0;
  /// Bounds have gone back to that level, where everything had been propagated.
  virtual void return_to(int level) = 0;
  /// Appends literals, true before `position`, from which `wanted` follows, which was concluded there.
  virtual void explain(const Engine& engine, const Bounds::Entry& entry, Literal wanted, int position,
                       std::vector<Literal>& why) const = 0;
  /// The rule of the last explanation.
  virtual Step step(const Engine& engine, const Bounds::Entry& entry, Literal wanted, int position) const = 0;
};

/// A function that never falls, and for values the least argument that reaches them.
struct Curve {
  std::function<int(int)> at, least_reaching;
};

/// event(to) ≥ event(from) + lag between predicates, when the condition holds; or ≥ curve(event(from)).
struct Pull {
  Predicate to = 0;
  int lag = 0;
  int curve = -1;  ///< index in Engine's curves; −1: the lag
  int rule = 0;    ///< index in Engine's steps
  Literal condition;
};

class Engine {
 public:
  explicit Engine(bool is_logged) : is_logged_(is_logged) {}

  Variable add_variable(int low, int high, Meaning meaning);
  /// to ≥ from + lag when `condition` holds; also read backwards, and as a reason against the condition.
  void add_arc(Predicate from, Predicate to, int lag, Literal condition, Step rule);
  /// The same with to ≥ curve(from), which never falls.
  void add_curve(Variable from, Variable to, std::function<int(int)> curve, Literal condition, Step rule);
  void add_clause(std::vector<Literal> literals, Step rule);
  int add_propagator(std::unique_ptr<Propagator> propagator, int urgency);
  void listen(Predicate predicate, int propagator, int tag);
  /// It has something to do from the start.
  void queue(int propagator);
  /// True everywhere, and on no variable: the condition of what is unconditional.
  static constexpr Literal always() { return {0, -2147483647}; }

  const Bounds& bounds() const { return bounds_; }
  /// False when the literal is false already; the engine then knows the conflict.
  bool set(Literal literal, Reason reason);
  /// Why bounds contradict each other: true literals that cannot be true together.
  std::vector<Literal>& fail(Step step) {
    conflict_.clear();
    conflict_step_ = step;
    return conflict_;
  }

  /// Propagates everything. False on conflict.
  bool propagate();
  /// Learns from the conflict and returns to where the learnt clause moves a bound: level 0 when that is a
  /// fact. False when the conflict needs no decision but the assumption.
  bool resolve_conflict();
  void decide(Literal literal);
  void return_to(int level);
  /// At level 0. False when the facts contradict each other.
  bool propagate_root();
  /// From level 0 with everything propagated: opens level 1 with the assumption. False on conflict.
  bool assume(Literal assumption);
  /// What a conflict at level 1 refutes becomes a fact.
  void refute_assumption();

  Activity& activity() { return activity_; }
  std::uint64_t conflicts() const { return conflicts_; }
  int learnt() const { return clauses_.learnt(); }
  /// At level 0.
  void reduce_clauses();
  Certificate& certificate() { return certificate_; }
  /// The value at which a variable last stood; the search returns to it.
  int remembered(Variable variable) const { return remembered_[variable]; }
  void remember(Variable variable, int value) { remembered_[variable] = value; }
  void remember_current();

 private:
  static constexpr int kNoNeed = -2147483647 - 1;
  /// The highest bound of a predicate that the conflict needs, and where it was reached.
  struct Need {
    int bound = kNoNeed, position = 0;
  };
  /// What minimisation found out about a position: literals up to one bound follow from the clause's others,
  /// literals from another bound on do not.
  struct Verdict {
    int implied = kNoNeed, failed = -(kNoNeed + 1);
  };

  bool visit(int position);
  bool follow(Predicate from, int index);
  bool follow_all();
  void hang_arc(Predicate from, const Pull& arc);
  int reached(const Pull& arc, int from) const {
    return arc.curve < 0 ? from + arc.lag : curves_[arc.curve].at(from);
  }
  void explain(const Bounds::Entry& entry, Literal wanted, int position, std::vector<Literal>& why);
  void explain_arc(const Bounds::Entry& entry, Literal wanted, int position, std::vector<Literal>& why) const;
  Step step_of(const Bounds::Entry& entry, Literal wanted, int position) const;
  void note_step(int position, Literal wanted);

  void need(Literal literal);
  void forget_needs();
  Literal first_unique_point();
  std::vector<Literal> clause_of_needs(Literal unique_point);
  bool is_implied(Literal literal, int before, int depth);
  bool all_implied(int position, Literal wanted, int depth);
  void learn(std::vector<Literal> clause);
  int distance_of(const std::vector<Literal>& clause) const;
  int level_of(Literal literal) const { return bounds_.level_at(bounds_.position_of(literal)); }
  int ground() const { return assumption_ ? 1 : 0; }
  void log_ground();
  void log_contradiction();
  void clear_queue();

  bool is_logged_;
  Bounds bounds_;
  Clauses clauses_;
  Activity activity_;
  Certificate certificate_;

  std::vector<Step> rules_;
  std::vector<Curve> curves_;
  std::vector<std::vector<Pull>> arcs_;  ///< by predicate
  struct Conditioned {
    int bound = 0;
    Predicate from = 0;
    int index = 0;
  };
  std::vector<std::vector<Conditioned>> conditioned_;  ///< arcs by the predicate of their condition

  struct Listener {
    int propagator = 0, tag = 0;
  };
  std::vector<std::unique_ptr<Propagator>> propagators_;
  std::vector<std::vector<Listener>> listeners_;
  std::vector<int> urgency_;
  std::vector<char> is_queued_;
  std::vector<std::vector<int>> queue_;  ///< by urgency
  int head_ = 0;                         ///< next position of the trail to look at

  std::vector<Literal> conflict_;
  Step conflict_step_;
  std::vector<Need> needs_;  ///< by predicate
  std::vector<Predicate> needed_;
  int open_ = 0;  ///< needs of the conflict's own level
  bool needs_assumption_ = false;
  std::vector<std::pair<int, Step>> derivation_;  ///< by position of the trail
  std::vector<Verdict> verdicts_;                 ///< by position
  std::vector<int> judged_;
  std::vector<Literal> why_;

  std::optional<Literal> assumption_;
  bool has_begun_ = false;  ///< all arcs have been followed once
  int logged_ = 0;          ///< trail entries of levels 0 and 1 that are in the certificate
  int next_id_ = 1;
  std::uint64_t conflicts_ = 0;
  std::vector<int> remembered_;
};

}  // namespace zw::engines::schedule::prove
