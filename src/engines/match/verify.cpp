#include "engines/match/verify.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <unordered_map>
#include <unordered_set>

namespace zw::engines::match {
namespace {

/// Largest whole number whose square is at most `n`.
std::int64_t whole_root(std::int64_t n) {
  auto root = static_cast<std::int64_t>(std::sqrt(static_cast<double>(n)));
  while (root * root > n) --root;
  while ((root + 1) * (root + 1) <= n) ++root;
  return root;
}

/// The rules of the draft, read afresh and pair by pair.
class Judge {
 public:
  Judge(const Instance& instance, const Claim& claim) : draft_(instance.draft()), claim_(claim) {
    kept_points_ = instance.kept_points();
    unassigned_penalty_ = instance.unassigned_penalty();
    for (const auto& officer : draft_.officers) {
      skills_.emplace_back(officer.skills.begin(), officer.skills.end());
      industries_.emplace_back(officer.industries.begin(), officer.industries.end());
    }
  }

  Problems judge() && {
    if (claim_.assignment.size() != draft_.objects.size()) {
      report("wrong_size", "assignment", {{"size", std::to_string(claim_.assignment.size())}});
      return std::move(problems_);
    }
    check_bound();
    check_pairs();
    check_loads();
    if (claim_.value && *claim_.value != value_)
      report("total_wrong", "value",
             {{"claimed", std::to_string(*claim_.value)}, {"recomputed", std::to_string(value_)}});
    for (std::size_t j = 0; j < claim_.assignment.size(); ++j)
      if (claim_.assignment[j] == kNobody && !(proven_bound_ && *proven_bound_ == value_))
        report("unassigned", entry(j));
    return std::move(problems_);
  }

 private:
  void report(const char* code, std::string field,
              std::vector<std::pair<std::string, std::string>> params = {}) {
    problems_.push_back({std::string("match.") + code, std::move(field), std::move(params)});
  }

  static std::string entry(std::size_t j) { return "assignment[" + std::to_string(j) + "]"; }
  static std::string id(const Draft::Officer& officer) { return std::to_string(officer.id.value); }

  bool may_be(const Draft::Object& object, std::size_t i) const {
    const Draft::Officer& officer = draft_.officers[i];
    if (!officer.is_present || officer.capacity < 1) return false;
    for (const Id skill : object.required_skills)
      if (!skills_[i].contains(skill)) return false;
    for (const auto& forbidden : object.forbidden)
      if (forbidden.officer == officer.id) return false;
    return officer.reach_metres == 0 || !officer.place || !object.place ||
           metres(*officer.place, *object.place) <= officer.reach_metres;
  }

  static std::int64_t metres(const Place& a, const Place& b) {
    const std::int64_t dx = a.x_metres - b.x_metres, dy = a.y_metres - b.y_metres;
    return whole_root(dx * dx + dy * dy);
  }

  std::int64_t worth(const Draft::Object& object, std::size_t i) const {
    const Draft::Officer& officer = draft_.officers[i];
    const Weights& weights = draft_.weights;
    std::int64_t points = 0;
    for (const Id skill : object.wanted_skills)
      if (skills_[i].contains(skill)) points += weights.skill;
    if (object.industry && industries_[i].contains(object.industry)) points += weights.industry;
    if (object.place && officer.place)
      points -=
          std::min(weights.distance_cap, metres(*officer.place, *object.place) / weights.metres_per_point);
    else if (object.place)
      points -= weights.distance_cap;
    if (object.current == officer.id) points += weights.continuity + kept_points_;
    for (const auto& extra : object.extras)
      if (extra.officer == officer.id) points += extra.points;
    return points;
  }

  void check_pairs() {
    loads_.assign(draft_.officers.size(), 0);
    residents_.assign(draft_.officers.size(), 0);
    for (std::size_t j = 0; j < draft_.objects.size(); ++j) {
      const Draft::Object& object = draft_.objects[j];
      const int officer = claim_.assignment[j];
      if (officer == kNobody) {
        value_ -= unassigned_penalty_;
        if (object.pinned) report("pin_broken", entry(j), {{"pinned", std::to_string(object.pinned.value)}});
        continue;
      }
      const auto i = static_cast<std::size_t>(officer);
      if (officer < 0 || i >= draft_.officers.size()) {
        report("unknown_officer", entry(j), {{"officer", std::to_string(officer)}});
        continue;
      }
      if (!may_be(object, i)) report("not_eligible", entry(j), {{"officer", id(draft_.officers[i])}});
      if (object.pinned && object.pinned != draft_.officers[i].id)
        report("pin_broken", entry(j), {{"pinned", std::to_string(object.pinned.value)}});
      value_ += worth(object, i);
      ++loads_[i];
      if (object.is_residency) ++residents_[i];
    }
  }

  void check_loads() {
    for (std::size_t i = 0; i < draft_.officers.size(); ++i) {
      const Draft::Officer& officer = draft_.officers[i];
      const std::string field = "officers[" + std::to_string(i) + "]";
      if (loads_[i] > officer.capacity)
        report("capacity_exceeded", field,
               {{"officer", id(officer)},
                {"load", std::to_string(loads_[i])},
                {"capacity", std::to_string(officer.capacity)}});
      if (residents_[i] > 1)
        report("residency_twice", field,
               {{"officer", id(officer)}, {"residencies", std::to_string(residents_[i])}});
      for (std::int64_t k = 1; k <= loads_[i]; ++k) value_ -= step(officer, k);
    }
  }

  static std::int64_t step(const Draft::Officer& officer, std::int64_t k) {
    const auto size = static_cast<std::int64_t>(officer.load_penalty.size());
    return size == 0 ? 0 : officer.load_penalty[static_cast<std::size_t>(std::min(k, size) - 1)];
  }

  /// Weak duality: at any prices ≥ 0, what officers earn from their places and objects gain after paying adds
  /// up to at least the value of every plan.
  void check_bound() {
    if (!claim_.bound) return;
    const auto& [place, residency] = claim_.prices;
    if (place.size() != draft_.officers.size() || residency.size() != draft_.officers.size())
      return report("wrong_size", "prices", {{"size", std::to_string(place.size())}});
    for (std::size_t i = 0; i < place.size(); ++i)
      if (place[i] < 0 || residency[i] < 0)
        return report("price_negative", "prices[" + std::to_string(i) + "]");
    std::int64_t dual = 0;
    for (std::size_t i = 0; i < place.size(); ++i) dual += officer_profit(i);
    for (const auto& object : draft_.objects) dual += object_gain(object);
    if (dual <= *claim_.bound)
      proven_bound_ = dual;
    else
      report("bound_wrong", "bound",
             {{"claimed", std::to_string(*claim_.bound)}, {"proven", std::to_string(dual)}});
  }

  std::int64_t officer_profit(std::size_t i) const {
    const Draft::Officer& officer = draft_.officers[i];
    std::int64_t profit = claim_.prices.residency[i];
    for (std::int64_t k = 1; k <= officer.capacity; ++k)
      profit += std::max<std::int64_t>(0, claim_.prices.place[i] - step(officer, k));
    return profit;
  }

  std::int64_t object_gain(const Draft::Object& object) const {
    std::optional<std::int64_t> best;
    if (!object.pinned) best = -unassigned_penalty_;
    for (std::size_t i = 0; i < draft_.officers.size(); ++i) {
      if (object.pinned && object.pinned != draft_.officers[i].id) continue;
      if (!may_be(object, i)) continue;
      const std::int64_t price =
          claim_.prices.place[i] + (object.is_residency ? claim_.prices.residency[i] : 0);
      const std::int64_t net = worth(object, i) - price;
      if (!best || net > *best) best = net;
    }
    return best.value_or(0);
  }

  const Draft& draft_;
  const Claim& claim_;
  std::vector<std::unordered_set<Id>> skills_, industries_;
  std::vector<std::int64_t> loads_, residents_;
  std::int64_t kept_points_ = 0, unassigned_penalty_ = 0, value_ = 0;
  std::optional<std::int64_t> proven_bound_;
  Problems problems_;
};

}  // namespace

Problems verify(const Instance& instance, const Claim& claim) { return Judge(instance, claim).judge(); }

}  // namespace zw::engines::match
