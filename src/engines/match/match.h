// The whole engine: who is accountable for which firm and project, why, and how we know that nothing is
// better.
#pragma once

#include "engines/match/explain.h"   // explain, why_not, chain, shortage
#include "engines/match/instance.h"  // read
#include "engines/match/score.h"     // terms and reasons of a pair
#include "engines/match/solve.h"     // solve, bound, replan
#include "engines/match/verify.h"    // verify
