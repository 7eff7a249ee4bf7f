#include "engines/match/score.h"

#include <algorithm>
#include <cmath>

namespace zw::engines::match {
namespace {

bool holds(std::span<const int> officers, int officer) {
  return std::binary_search(officers.begin(), officers.end(), officer);
}

/// Whole metres, rounded down. Coordinates below kMaxMetres make the square exact in a double, and the IEEE
/// square root is then never rounded up to the next whole number.
std::int64_t metres_between(const Place& a, const Place& b) {
  const double dx = static_cast<double>(a.x_metres - b.x_metres);
  const double dy = static_cast<double>(a.y_metres - b.y_metres);
  return static_cast<std::int64_t>(std::sqrt(dx * dx + dy * dy));
}

Term skills_term(const Instance& instance, const Draft::Object& object, int officer) {
  Term term{TermKind::skills, {}, 0, 0, 0};
  for (const Id skill : object.wanted_skills) term.count += holds(instance.skilled(skill), officer);
  term.points = term.count * instance.draft().weights.skill;
  term.highest = static_cast<std::int64_t>(object.wanted_skills.size()) * instance.draft().weights.skill;
  return term;
}

Term distance_term(const Instance& instance, const Draft::Object& object, int officer) {
  const Weights& weights = instance.draft().weights;
  Term term{TermKind::distance, {}, -weights.distance_cap, 0, 0};
  const auto& place = instance.draft().officers[officer].place;
  if (!place) return term;
  term.count = metres_between(*place, *object.place);
  term.points = -std::min(term.count / weights.metres_per_point, weights.distance_cap);
  return term;
}

}  // namespace

std::vector<Term> terms(const Instance& instance, int object_index, int officer) {
  const Draft::Object& object = instance.draft().objects[object_index];
  const Weights& weights = instance.draft().weights;
  std::vector<Term> result;
  if (!object.wanted_skills.empty()) result.push_back(skills_term(instance, object, officer));
  if (object.industry) {
    const bool knows = holds(instance.versed(object.industry), officer);
    result.push_back({TermKind::industry, {}, knows ? weights.industry : 0, weights.industry, 0});
  }
  if (object.place) result.push_back(distance_term(instance, object, officer));
  if (instance.current(object_index) == officer) {
    result.push_back({TermKind::continuity, {}, weights.continuity, weights.continuity, 0});
    if (instance.kept_points() > 0)
      result.push_back({TermKind::kept, {}, instance.kept_points(), instance.kept_points(), 0});
  }
  const auto& extras = instance.extras(object_index);
  for (std::size_t e = 0; e < extras.size(); ++e)
    if (extras[e] == officer) {
      const auto& extra = object.extras[e];
      result.push_back(
          {TermKind::extra, extra.term, extra.points, std::max<std::int64_t>(extra.points, 0), 0});
    }
  return result;
}

std::int64_t score(const std::vector<Term>& terms) {
  std::int64_t total = 0;
  for (const Term& term : terms) total += term.points;
  return total;
}

std::vector<Reason> reasons(const Instance& instance, int object_index, int officer_index) {
  const Draft::Object& object = instance.draft().objects[object_index];
  const Draft::Officer& officer = instance.draft().officers[officer_index];
  std::vector<Reason> result;
  if (!officer.is_present) result.push_back({ReasonKind::absent, officer.id, {}, 0, 1});
  if (officer.capacity == 0) result.push_back({ReasonKind::no_places, officer.id, {}, 0, 1});
  const auto& forbidden = instance.forbidden(object_index);
  for (std::size_t f = 0; f < forbidden.size(); ++f)
    if (forbidden[f] == officer_index)
      result.push_back({ReasonKind::forbidden, officer.id, object.forbidden[f].reason, 0, 0});
  for (const Id skill : object.required_skills)
    if (!holds(instance.skilled(skill), officer_index))
      result.push_back({ReasonKind::missing_skill, skill, {}, 0, 1});
  if (officer.reach_metres > 0 && officer.place && object.place) {
    const std::int64_t metres = metres_between(*officer.place, *object.place);
    if (metres > officer.reach_metres)
      result.push_back({ReasonKind::out_of_reach, officer.id, {}, metres, officer.reach_metres});
  }
  const int pinned = instance.pinned(object_index);
  if (pinned != kNobody && pinned != officer_index)
    result.push_back({ReasonKind::pinned_elsewhere, instance.draft().officers[pinned].id, {}, 0, 0});
  return result;
}

Scorer::Scorer(const Instance& instance) : instance_(instance) {
  for (const auto& officer : instance.draft().officers) {
    x_.push_back(officer.place ? static_cast<double>(officer.place->x_metres) : 0);
    y_.push_back(officer.place ? static_cast<double>(officer.place->y_metres) : 0);
    has_place_.push_back(officer.place.has_value());
    reach_metres_.push_back(officer.place ? static_cast<std::int32_t>(officer.reach_metres) : 0);
    has_reach_ |= reach_metres_.back() > 0;
  }
}

void Scorer::score_row(int object_index, std::span<std::int32_t> row) const {
  const Draft::Object& object = instance_.draft().objects[object_index];
  const Weights& weights = instance_.draft().weights;
  std::fill(row.begin(), row.end(), 0);
  for (const Id skill : object.wanted_skills)
    for (const int officer : instance_.skilled(skill))
      row[officer] += static_cast<std::int32_t>(weights.skill);
  if (object.industry)
    for (const int officer : instance_.versed(object.industry))
      row[officer] += static_cast<std::int32_t>(weights.industry);
  const auto& extras = instance_.extras(object_index);
  for (std::size_t e = 0; e < extras.size(); ++e)
    row[extras[e]] += static_cast<std::int32_t>(object.extras[e].points);
  if (const int current = instance_.current(object_index); current != kNobody)
    row[current] += static_cast<std::int32_t>(weights.continuity + instance_.kept_points());
  if (object.place) add_distance(object, row);
  strike_out(object_index, row);
}

void Scorer::add_distance(const Draft::Object& object, std::span<std::int32_t> row) const {
  const Weights& weights = instance_.draft().weights;
  const auto cap = static_cast<std::int32_t>(weights.distance_cap);
  const auto metres_per_point = static_cast<std::int32_t>(weights.metres_per_point);
  const double x = static_cast<double>(object.place->x_metres),
               y = static_cast<double>(object.place->y_metres);
  for (std::size_t i = 0; i < row.size(); ++i) {
    const double dx = x_[i] - x, dy = y_[i] - y;
    const auto metres = static_cast<std::int32_t>(std::sqrt(dx * dx + dy * dy));
    row[i] -= has_place_[i] ? std::min(metres / metres_per_point, cap) : cap;
    if (has_reach_ && reach_metres_[i] > 0 && metres > reach_metres_[i]) row[i] = kIneligible;
  }
}

void Scorer::strike_out(int object_index, std::span<std::int32_t> row) const {
  const Draft::Object& object = instance_.draft().objects[object_index];
  const auto& officers = instance_.draft().officers;
  for (std::size_t i = 0; i < row.size(); ++i)
    if (!officers[i].is_present || officers[i].capacity == 0) row[i] = kIneligible;
  for (const int officer : instance_.forbidden(object_index)) row[officer] = kIneligible;
  for (const Id skill : object.required_skills) {
    const auto skilled = instance_.skilled(skill);
    auto next = skilled.begin();
    for (int i = 0; i < instance_.officers(); ++i)
      if (next != skilled.end() && *next == i)
        ++next;
      else
        row[i] = kIneligible;
  }
  if (const int pinned = instance_.pinned(object_index); pinned != kNobody)
    for (int i = 0; i < instance_.officers(); ++i)
      if (i != pinned) row[i] = kIneligible;
}

}  // namespace zw::engines::match
