// Two trades in three rooms: ask, check the answer — the schedule engine as a library.
#include <iostream>

#include "engines/schedule/verify.h"

using namespace zw;
using namespace zw::engines::schedule;

int main() {
  constexpr Id kPlasterers{1}, kPainters{2};
  Draft draft;
  draft.horizon = 30;
  draft.resources = {{.id = kPlasterers, .capacity = 1}, {.id = kPainters, .capacity = 1}};
  for (std::int64_t room = 1; room <= 3; ++room) {
    draft.zones.push_back({.id = {room}});
    draft.activities.push_back(
        {.id = {10 + room}, .modes = {{.work = 3, .needs = {{kPlasterers, 1}}, .places = {{{room}}}}}});
    draft.activities.push_back(
        {.id = {20 + room}, .modes = {{.work = 2, .needs = {{kPainters, 1}}, .places = {{{room}}}}}});
    draft.links.push_back({.from = {10 + room}, .to = {20 + room}, .lag = 2});  // plaster dries for two days
  }

  const Result<Instance> instance = read(draft);
  if (!instance) {
    for (const Problem& problem : instance.problems())
      std::cout << problem.field << " " << problem.code << "\n";
    return 1;
  }
  const Plan flow{.start = {0, 5, 3, 8, 6, 11}, .mode = {0, 0, 0, 0, 0, 0}};
  if (!verify(*instance, {flow, value_of(*instance, flow), {}}).empty()) return 1;
  std::cout << "one room after the other: ready on day " << value_of(*instance, flow).makespan << "\n";

  Plan hasty = flow;
  hasty.start[1] = 2;  // paint while the plasterers are still there
  for (const Problem& problem : verify(*instance, {hasty, {}, {}})) {
    std::cout << problem.field << " " << problem.code;
    for (const auto& [name, value] : problem.params) std::cout << ", " << name << " " << value;
    std::cout << "\n";
  }
}
