// Small random questions and their answers by trying everything, for the tests of this folder.
#pragma once

#include <tuple>

#include "base/rng.h"
#include "engines/match/match.h"

namespace zw::engines::match::test_support {

struct Size {
  int officers = 3, objects = 5;
  int skills = 4, industries = 3;
  int capacity = 3;  ///< at most
  int forbidden_percent = 15;
  int residency_percent = 30;
  int pinned_percent = 10;
};

inline std::vector<Id> some_ids(Rng& rng, int of, int percent) {
  std::vector<Id> ids;
  for (int k = 1; k <= of; ++k)
    if (rng.chance(percent)) ids.push_back({k});
  return ids;
}

inline Draft::Officer random_officer(Rng& rng, const Size& size, int index) {
  Draft::Officer officer;
  officer.id = {100 + index};
  officer.is_present = !rng.chance(5);
  officer.capacity = rng.between(0, size.capacity);
  std::int64_t step = 0;
  for (int k = 0; k < size.capacity; ++k) officer.load_penalty.push_back(step += rng.between(0, 15));
  officer.skills = some_ids(rng, size.skills, 50);
  officer.industries = some_ids(rng, size.industries, 40);
  if (!rng.chance(10)) officer.place = Place{rng.between(0, 6000), rng.between(0, 6000)};
  if (rng.chance(20)) officer.reach_metres = 4000;
  return officer;
}

inline Draft::Object random_object(Rng& rng, const Size& size, int index) {
  const auto any_officer = [&] { return Id{100 + rng.between(0, size.officers - 1)}; };
  Draft::Object object;
  object.id = {1 + index};
  object.is_residency = rng.chance(size.residency_percent);
  object.wanted_skills = some_ids(rng, size.skills, 40);
  object.required_skills = some_ids(rng, size.skills, 6);
  object.industry = {rng.between(0, size.industries)};
  if (!rng.chance(10)) object.place = Place{rng.between(0, 6000), rng.between(0, 6000)};
  if (rng.chance(60)) object.current = any_officer();
  if (rng.chance(size.pinned_percent)) object.pinned = any_officer();
  if (rng.chance(size.forbidden_percent)) object.forbidden.push_back({any_officer(), "conflict_of_interest"});
  if (rng.chance(20)) object.extras.push_back({any_officer(), "wish", rng.between(-30, 30)});
  return object;
}

/// Valid: pins that do not fit together are taken out.
inline Instance random_instance(Rng& rng, const Size& size, Rule rule = Rule::best_total) {
  Draft draft;
  draft.rule = rule;
  for (int i = 0; i < size.officers; ++i) draft.officers.push_back(random_officer(rng, size, i));
  for (int j = 0; j < size.objects; ++j) draft.objects.push_back(random_object(rng, size, j));
  Result<Instance> instance = read(draft);
  if (instance) return std::move(instance).value();
  for (auto& object : draft.objects) object.pinned = {};
  return read(draft).value();
}

/// What a plan is worth, or nothing when it breaks a rule other than that everybody needs an officer.
inline std::optional<std::int64_t> value_of(const Instance& instance, const Assignment& plan) {
  std::vector<int> load(static_cast<std::size_t>(instance.officers()), 0), residents = load;
  std::int64_t value = 0;
  for (int j = 0; j < instance.objects(); ++j) {
    const int officer = plan[j];
    if (officer == kNobody) {
      if (instance.pinned(j) != kNobody) return std::nullopt;
      value -= instance.unassigned_penalty();
      continue;
    }
    if (!reasons(instance, j, officer).empty()) return std::nullopt;
    if (++load[officer] > instance.capacity(officer)) return std::nullopt;
    if (instance.is_residency(j) && ++residents[officer] > 1) return std::nullopt;
    value += score(terms(instance, j, officer)) - instance.load_penalty(officer, load[officer]);
  }
  return value;
}

/// Calls `visit(plan, value)` for every plan that breaks no rule.
template <class Visit>
void for_each_plan(const Instance& instance, Visit visit) {
  Assignment plan(static_cast<std::size_t>(instance.objects()), kNobody);
  while (true) {
    if (const auto value = value_of(instance, plan)) visit(plan, *value);
    std::size_t j = 0;
    while (j < plan.size() && ++plan[j] == instance.officers()) plan[j++] = kNobody;
    if (j == plan.size()) return;
  }
}

inline std::int64_t best_value(const Instance& instance) {
  std::optional<std::int64_t> best;
  for_each_plan(instance,
                [&](const Assignment&, std::int64_t value) { best = std::max(best.value_or(value), value); });
  return best.value();
}

inline Solution solved(const Instance& instance, std::uint64_t seed = 0) {
  return solve(instance, Options{seed}, StopRule{});
}

inline bool has_code(const Problems& problems, const std::string& code) {
  return std::any_of(problems.begin(), problems.end(), [&](const Problem& p) { return p.code == code; });
}

}  // namespace zw::engines::match::test_support
