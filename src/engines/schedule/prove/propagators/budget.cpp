#include "engines/schedule/prove/propagators/budget.h"

#include <algorithm>
#include <limits>

namespace zw::engines::schedule::prove {

Budget::Budget(int resource, std::int64_t capacity, std::vector<Item> items)
    : resource_(resource), capacity_(capacity), items_(std::move(items)) {
  for (std::size_t k = 0; k < items_.size(); ++k) {
    if (k == 0 || items_[k].activity != items_[k - 1].activity) groups_.push_back({k, k, items_[k].amount});
    groups_.back().last = k + 1;
    groups_.back().least = std::min(groups_.back().least, items_[k].amount);
  }
}

void Budget::add_to(Engine& engine, int resource, std::int64_t capacity, std::vector<Item> items) {
  auto made = std::make_unique<Budget>(resource, capacity, std::move(items));
  Budget& budget = *made;
  budget.self_ = engine.add_propagator(std::move(made), 0);
  for (const Item& item : budget.items_)
    if (item.chosen != Engine::always()) engine.listen((~item.chosen).predicate, budget.self_, 0);
  engine.queue(budget.self_);
}

template <class IsPossible>
std::int64_t Budget::least_of(const Group& group, IsPossible is_possible) const {
  std::int64_t least = std::numeric_limits<std::int64_t>::max();
  for (std::size_t k = group.first; k < group.last; ++k)
    if (is_possible(items_[k].chosen)) least = std::min(least, items_[k].amount);
  return least;
}

bool Budget::propagate(Engine& engine) {
  const Bounds& bounds = engine.bounds();
  const auto is_possible = [&](Literal literal) {
    return literal == Engine::always() || !bounds.is_false(literal);
  };
  std::int64_t sum = 0;
  std::vector<std::int64_t> least;
  for (const Group& group : groups_) {
    least.push_back(least_of(group, is_possible));
    // No mode is left: the clause that wants one says so.
    if (least.back() == std::numeric_limits<std::int64_t>::max()) return true;
    sum += least.back();
  }
  if (sum > capacity_) {
    auto& why = engine.fail({Step::Rule::budget, resource_, 0, 0});
    explain_sum(bounds, nullptr, capacity_, bounds.size(), why);
    return false;
  }
  for (std::size_t g = 0; g < groups_.size(); ++g)
    for (std::size_t k = groups_[g].first; k < groups_[g].last; ++k) {
      if (sum - least[g] + items_[k].amount <= capacity_ || !is_possible(items_[k].chosen)) continue;
      if (!engine.set(~items_[k].chosen,
                      {Reason::kFirstPropagator + self_, static_cast<int>(k), static_cast<int>(g)}))
        return false;
    }
  return true;
}

/// A group's part is why its cheaper modes are not possible; parts that the excess does not need are left
/// out.
void Budget::explain_sum(const Bounds& bounds, const Group* but, std::int64_t room, int position,
                         std::vector<Literal>& why) const {
  const auto was_possible = [&](Literal literal) {
    return literal == Engine::always() || !bounds.is_true_before(~literal, position);
  };
  std::int64_t sum = 0;
  std::vector<std::pair<std::int64_t, const Group*>> raised;
  for (const Group& group : groups_) {
    if (&group == but) continue;
    const std::int64_t least = least_of(group, was_possible);
    sum += least;
    if (least > group.least) raised.emplace_back(least, &group);
  }
  for (const auto& [least, group] : raised) {
    if (sum - (least - group->least) > room) {
      sum -= least - group->least;
      continue;
    }
    for (std::size_t k = group->first; k < group->last; ++k)
      if (items_[k].amount < least) why.push_back(~items_[k].chosen);
  }
}

void Budget::explain(const Engine& engine, const Bounds::Entry& entry, Literal, int position,
                     std::vector<Literal>& why) const {
  const Item& item = items_[static_cast<std::size_t>(entry.reason.data)];
  explain_sum(engine.bounds(), &groups_[static_cast<std::size_t>(entry.reason.extra)],
              capacity_ - item.amount, position, why);
}

}  // namespace zw::engines::schedule::prove
