// The words in which the prover and who checks it speak of bounds.
//
// A literal says "this predicate is at least this bound". Each variable v has two predicates, v itself (2v)
// and −v (2v + 1), so that upper bounds, lower bounds and Booleans (0 or 1) are one thing, and every literal
// [S ≥ t] exists without being made (order encoding without variables: Gange, Stuckey and others, "geas").
// Consistency between neighbours, [S ≥ 5] → [S ≥ 4], is a comparison.
#pragma once

namespace zw::engines::schedule::prove {

using Variable = int;
using Predicate = int;

struct Literal {
  Predicate predicate = 0;
  int bound = 0;

  friend bool operator==(const Literal&, const Literal&) = default;
};

constexpr Literal operator~(Literal literal) { return {literal.predicate ^ 1, 1 - literal.bound}; }
constexpr Literal at_least(Variable variable, int bound) { return {2 * variable, bound}; }
constexpr Literal at_most(Variable variable, int bound) { return {2 * variable + 1, -bound}; }
constexpr Literal is_set(Variable boolean) { return at_least(boolean, 1); }

}  // namespace zw::engines::schedule::prove
