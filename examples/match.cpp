// Who is accountable for which firm: ask, check the answer, and ask "why not?" — the match engine as a
// library.
#include "engines/match/match.h"

#include <iostream>

using namespace zw;
using namespace zw::engines::match;

int main() {
  constexpr Id kCastings{1}, kMotors{2}, kTax{10}, kHakka{20};
  Draft draft;
  draft.officers = {
      {.id = {101}, .capacity = 2, .skills = {kTax}, .industries = {kCastings}, .place = Place{0, 0}},
      {.id = {102}, .capacity = 2, .skills = {kHakka}, .industries = {kMotors}, .place = Place{4000, 0}}};
  for (auto& officer : draft.officers) officer.load_penalty = {0, 30};
  draft.objects = {{.id = {1}, .wanted_skills = {kTax}, .industry = kCastings, .place = Place{500, 0}},
                   {.id = {2}, .required_skills = {kHakka}, .industry = kCastings, .place = Place{1000, 0}},
                   {.id = {3}, .is_residency = true, .industry = kMotors, .place = Place{3900, 0}}};

  const Result<Instance> instance = read(draft);
  if (!instance) {
    for (const Problem& problem : instance.problems())
      std::cout << problem.field << " " << problem.code << "\n";
    return 1;
  }
  const Solution solution = solve(*instance, Options{}, StopRule{});
  if (!verify(*instance, Claim(solution)).empty()) return 1;
  std::cout << "value " << solution.value << ", and no plan is worth more than " << *solution.bound << "\n";

  for (int object = 0; object < instance->objects(); ++object) {
    const Offer chosen = explain(*instance, solution, object).chosen;
    std::cout << "object " << object << " has officer " << chosen.officer << ": score " << chosen.score
              << ", price of the place " << chosen.price << "\n";
  }
  for (const Reason& reason : why_not(*instance, solution, 1, 0).reasons)
    if (reason.kind == ReasonKind::missing_skill)
      std::cout << "object 1 cannot go to officer 0, who lacks skill " << reason.subject.value << "\n";
}
