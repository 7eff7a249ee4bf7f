// What the prover says so that somebody else can follow it: a log of typed steps, each of which a second
// program (check.h) justifies from the Instance alone.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engines/schedule/prove/literal.h"

namespace zw::engines::schedule::prove {

/// What a variable of the log stands for.
struct Meaning {
  enum class Kind {
    start,     ///< of an activity
    finish,    ///< of an activity
    makespan,  ///< at least every finish
    mode,      ///< 1 when the activity takes the mode
    order      ///< 1: `activity` finishes before `other` starts, 0: the other way round
  };
  Kind kind = Kind::start;
  int activity = 0;
  int other = 0;  ///< a mode or an activity

  friend bool operator==(const Meaning&, const Meaning&) = default;
};

inline constexpr Literal kNothing{-1, 0};

/// Why a bound moves. Nothing but the rule and its subject is written down: whoever checks holds the bounds
/// of the moment and applies the rule to them.
struct Step {
  enum class Rule {
    none,      ///< a decision, or what was assumed
    clause,    ///< subject: id of a clause of the log
    arc,       ///< subject: index in Instance::arcs
    duration,  ///< subject: activity; finish against start in the modes left to it
    calendar,  ///< subject: activity, which starts in a slot of its calendar
    makespan,  ///< subject: activity whose finish it is
    order,     ///< subject: the order variable
    modes,     ///< subject: activity, which takes exactly one mode
    overload,  ///< subject: resource, detail: slot in which more would be held than there is
    energy,  ///< subject: resource, detail: first slot, until: more would be held in the interval than there
             ///< is
    budget   ///< subject: resource of which more would be spent than there is
  };
  Rule rule = Rule::none;
  int subject = 0, detail = 0, until = 0;
  Literal conclusion = kNothing;  ///< what follows; kNothing when the step is itself the contradiction

  friend bool operator==(const Step&, const Step&) = default;
};

/// One line of the log.
struct Line {
  enum class Kind {
    assume,  ///< from here on the makespan is at most `bound`: replaces the earlier assumption
    fact,    ///< the conclusion of the one step holds whatever is assumed
    given,   ///< the conclusion of the one step holds under the assumption
    learn,   ///< clause `id` follows: its negation and the steps, in turn, contradict each other
    refute,  ///< the assumption and what is given under it contradict each other: the makespan is more
    forget   ///< clause `id` is not used again
  };
  Kind kind = Kind::fact;
  int id = 0;
  int bound = 0;
  std::vector<Literal> clause;
  std::vector<Step> steps;

  friend bool operator==(const Line&, const Line&) = default;
};

/// The whole of it. The claim: every plan has a makespan of at least `makespan`; when `is_infeasible`, there
/// is no plan.
struct Certificate {
  std::vector<Meaning> variables;
  std::vector<Line> lines;
  int makespan = 0;
  bool is_infeasible = false;

  friend bool operator==(const Certificate&, const Certificate&) = default;
};

}  // namespace zw::engines::schedule::prove
