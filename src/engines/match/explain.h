// Why this officer, why not that one, what moving would cost whom, and why an object has nobody: as numbers
// and codes.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engines/match/instance.h"
#include "engines/match/score.h"
#include "engines/match/solve.h"

namespace zw::engines::match {

/// An officer seen from one object: score less price is what the object gains there.
struct Offer {
  int officer = kNobody;
  std::vector<Term> terms;
  std::int64_t score = 0;  ///< Σ terms; −unassigned_penalty for nobody
  std::int64_t price = 0;  ///< of a place there, and of the residency when the object needs it

  std::int64_t gain() const { return score - price; }
};

struct Receipt {
  Offer chosen;
  Offer runner_up;  ///< highest gain among the other eligible officers; kNobody when there is none
};

/// Why an object has the officer it has. O(m).
Receipt explain(const Instance& instance, const Solution& solution, int object);

enum class Verdict {
  chosen,      ///< it is the object's officer
  ineligible,  ///< see `reasons`
  better,      ///< the present officer's score is higher, by `there.score - here.score`
  outbid,  ///< the score here is no lower, but places here are worth more to others: short of the price line
  chain    ///< prices do not decide: only the objects that would have to move do; see `chain`
};

struct WhyNot {
  Verdict verdict = Verdict::chosen;
  std::vector<Reason> reasons;
  Offer here;   ///< the officer asked about
  Offer there;  ///< the object's present officer, or nobody
  std::int64_t short_by =
      0;  ///< points the pair lacks to draw level: there.gain() − here.gain(), ≥ 0 at an optimum
  std::vector<Term> closing;  ///< terms that alone could make up `short_by` if they reached `highest`
  /// A lower bound: every plan with this pair is worth at least this much less than the solution. `chain` has
  /// the exact loss. Only for eligible pairs.
  std::int64_t loss_at_least = 0;
};

/// O(m) for the row, without a search.
WhyNot why_not(const Instance& instance, const Solution& solution, int object, int officer);

struct Move {
  int object, from, to;  ///< officers or kNobody

  friend bool operator==(const Move&, const Move&) = default;
};

struct Chain {
  std::int64_t loss = 0;    ///< exact: value of the solution − best value of a plan with this pair
  std::vector<Move> moves;  ///< that make such a plan of the solution's, the wished one first
};

/// What happens if an object is given to an officer all the same. Nothing when the pair is ineligible or
/// already so, when no plan has it, or when the solution is not proven best. O(n · m).
std::optional<Chain> chain(const Instance& instance, const Solution& solution, int object, int officer);

/// Statements that cannot all be true; without any one of them the others can.
struct Shortage {
  std::vector<int> objects;      ///< each of these must have somebody
  std::vector<int> officers;     ///< none of these takes more than its capacity
  std::vector<int> residencies;  ///< none of these has more than one full residency
};

/// Why an object without an officer cannot have one; both lists of officers are empty when nobody is
/// eligible. Nothing when it has one or could get one (the search was stopped). O(n · m).
std::optional<Shortage> shortage(const Instance& instance, const Assignment& assignment, int object);

}  // namespace zw::engines::match
