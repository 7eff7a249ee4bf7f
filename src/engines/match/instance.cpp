#include "engines/match/instance.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "engines/match/score.h"

namespace zw::engines::match {
namespace {

constexpr std::int64_t kMaxCapacity = 1'000'000;

std::string at(const char* list, std::size_t index, const char* column) {
  return std::string(list) + "[" + std::to_string(index) + "]." + column;
}

std::string at(const std::string& parent, const char* list, std::size_t index, const char* column) {
  return parent + list + "[" + std::to_string(index) + "]." + column;
}

const char* code_of(ReasonKind kind) {
  switch (kind) {
    case ReasonKind::absent:
      return "absent";
    case ReasonKind::forbidden:
      return "forbidden";
    case ReasonKind::missing_skill:
      return "missing_skill";
    case ReasonKind::out_of_reach:
      return "out_of_reach";
    case ReasonKind::pinned_elsewhere:
      return "pinned_elsewhere";
    case ReasonKind::no_places:
      return "no_places";
  }
  return "";
}

}  // namespace

/// Checks a draft from its single numbers up to how its rows fit together, and collects what is wrong.
class Reader {
 public:
  explicit Reader(Draft draft) { instance_.draft_ = std::move(draft); }

  Result<Instance> read() {
    check_weights();
    for (std::size_t i = 0; i < draft().officers.size(); ++i) read_officer(i);
    for (std::size_t j = 0; j < draft().objects.size(); ++j) read_object(j);
    check_pairs();
    if (problems_.empty()) set_dominating_points();
    if (problems_.empty()) check_pins();
    if (!problems_.empty()) return std::move(problems_);
    return std::move(instance_);
  }

 private:
  const Draft& draft() const { return instance_.draft_; }

  void report(std::string code, std::string field,
              std::vector<std::pair<std::string, std::string>> params = {}) {
    problems_.push_back({"match." + std::move(code), std::move(field), std::move(params)});
  }

  void check_range(std::int64_t value, std::int64_t low, std::int64_t high, const std::string& field) {
    if (value < low || value > high)
      report(
          "out_of_range", field,
          {{"value", std::to_string(value)}, {"low", std::to_string(low)}, {"high", std::to_string(high)}});
  }

  void check_place(const std::optional<Place>& place, const std::string& field) {
    if (!place) return;
    check_range(place->x_metres, -kMaxMetres, kMaxMetres, field + ".x_metres");
    check_range(place->y_metres, -kMaxMetres, kMaxMetres, field + ".y_metres");
  }

  void check_weights() {
    const Weights& weights = draft().weights;
    check_range(weights.skill, 0, kMaxPoints, "weights.skill");
    check_range(weights.industry, 0, kMaxPoints, "weights.industry");
    check_range(weights.metres_per_point, 1, kMaxMetres, "weights.metres_per_point");
    check_range(weights.distance_cap, 0, kMaxPoints, "weights.distance_cap");
    check_range(weights.continuity, 0, kMaxPoints, "weights.continuity");
  }

  void read_officer(std::size_t i) {
    const Draft::Officer& officer = draft().officers[i];
    const int index = static_cast<int>(i);
    if (!officer.id)
      report("id_missing", at("officers", i, "id"));
    else if (!officer_of_.emplace(officer.id, index).second)
      report("duplicate_id", at("officers", i, "id"), {{"id", std::to_string(officer.id.value)}});
    check_range(officer.capacity, 0, kMaxCapacity, at("officers", i, "capacity"));
    check_range(officer.reach_metres, 0, 4 * kMaxMetres, at("officers", i, "reach_metres"));
    check_place(officer.place, at("officers", i, "place"));
    check_load_penalty(i);
    for (const Id skill : std::set<Id>(officer.skills.begin(), officer.skills.end()))
      instance_.skilled_[skill].push_back(index);
    for (const Id industry : std::set<Id>(officer.industries.begin(), officer.industries.end()))
      instance_.versed_[industry].push_back(index);
    instance_.capacities_.push_back(
        static_cast<int>(std::clamp<std::int64_t>(officer.capacity, 0, kMaxCapacity)));
  }

  void check_load_penalty(std::size_t i) {
    const auto& steps = draft().officers[i].load_penalty;
    for (std::size_t k = 0; k < steps.size(); ++k) {
      const std::string field = at("officers", i, "load_penalty") + "[" + std::to_string(k) + "]";
      check_range(steps[k], 0, kMaxPoints, field);
      if (k > 0 && steps[k] < steps[k - 1])
        report("load_penalty_decreases", field,
               {{"value", std::to_string(steps[k])}, {"before", std::to_string(steps[k - 1])}});
    }
  }

  void read_object(std::size_t j) {
    const Draft::Object& object = draft().objects[j];
    const std::string parent = at("objects", j, "");
    if (!object.id)
      report("id_missing", parent + "id");
    else if (!seen_objects_.emplace(object.kind, object.id).second)
      report("duplicate_id", parent + "id", {{"id", std::to_string(object.id.value)}});
    check_place(object.place, parent + "place");
    check_distinct(object.wanted_skills, parent + "wanted_skills");
    check_distinct(object.required_skills, parent + "required_skills");
    instance_.has_residency_ |= object.is_residency;
    instance_.current_.push_back(object.current ? resolve(object.current, parent + "current") : kNobody);
    instance_.pinned_.push_back(object.pinned ? resolve(object.pinned, parent + "pinned") : kNobody);
    std::vector<int> forbidden, extras;
    for (std::size_t f = 0; f < object.forbidden.size(); ++f)
      forbidden.push_back(resolve(object.forbidden[f].officer, at(parent, "forbidden", f, "officer")));
    for (std::size_t e = 0; e < object.extras.size(); ++e) {
      extras.push_back(resolve(object.extras[e].officer, at(parent, "extras", e, "officer")));
      check_range(object.extras[e].points, -kMaxPoints, kMaxPoints, at(parent, "extras", e, "points"));
      if (object.extras[e].term.empty()) report("term_without_name", at(parent, "extras", e, "term"));
    }
    instance_.forbidden_.push_back(std::move(forbidden));
    instance_.extras_.push_back(std::move(extras));
  }

  void check_distinct(const std::vector<Id>& ids, const std::string& field) {
    if (std::set<Id>(ids.begin(), ids.end()).size() != ids.size()) report("named_twice", field);
  }

  int resolve(Id officer, const std::string& field) {
    const auto found = officer_of_.find(officer);
    if (found != officer_of_.end()) return found->second;
    report("unknown_officer", field, {{"id", std::to_string(officer.value)}});
    return kNobody;
  }

  void check_pairs() {
    const auto pairs = static_cast<std::uint64_t>(draft().officers.size()) * draft().objects.size();
    if (pairs > static_cast<std::uint64_t>(kMaxPairs))
      report("too_many_pairs", "objects",
             {{"pairs", std::to_string(pairs)}, {"high", std::to_string(kMaxPairs)}});
  }

  /// A better plan differs from a worse one by chains of moves, and a simplest chain visits each of the 2m +
  /// 1 stations (an officer's desk, an officer's residency, nobody) at most once. Each move gains at most
  /// `span` points, so anything worth more than (2m + 2) · span is decided before the points are.
  void set_dominating_points() {
    const Weights& weights = draft().weights;
    std::int64_t best = 0, worst = -weights.distance_cap, load = 0;
    for (const auto& object : draft().objects) {
      std::map<Id, std::int64_t> gain, loss;
      for (const auto& extra : object.extras) (extra.points > 0 ? gain : loss)[extra.officer] += extra.points;
      std::int64_t high = 0, low = 0;
      for (const auto& [officer, points] : gain) high = std::max(high, points);
      for (const auto& [officer, points] : loss) low = std::min(low, points);
      high += weights.skill * static_cast<std::int64_t>(object.wanted_skills.size());
      best = std::max(best, high);
      worst = std::min(worst, low - weights.distance_cap);
    }
    best += weights.industry + weights.continuity;
    for (const auto& officer : draft().officers)
      for (const auto step : officer.load_penalty) load = std::max(load, step);
    const std::int64_t span = best - worst + load + 1;
    const std::int64_t chain = 2 * static_cast<std::int64_t>(draft().officers.size()) + 2;
    if (draft().rule == Rule::fewest_changes) instance_.kept_points_ = chain * span;
    instance_.unassigned_penalty_ = chain * (span + instance_.kept_points_);
    if (best + instance_.kept_points_ > kMaxPairScore || -worst > kMaxPairScore)
      report("points_too_large", "weights",
             {{"span", std::to_string(span)}, {"high", std::to_string(kMaxPairScore)}});
  }

  /// Names for each officer the pins that cannot all be true, and no more of them than that takes.
  void check_pins() {
    std::map<int, std::vector<std::size_t>> pins, residencies;
    for (std::size_t j = 0; j < draft().objects.size(); ++j) {
      const int object = static_cast<int>(j), officer = instance_.pinned(object);
      if (officer == kNobody) continue;
      for (const Reason& reason : reasons(instance_, object, officer))
        report("pin_not_eligible", at("objects", j, "pinned"),
               {{"reason", reason.kind == ReasonKind::forbidden ? reason.code : code_of(reason.kind)},
                {"subject", std::to_string(reason.subject.value)}});
      pins[officer].push_back(j);
      if (instance_.is_residency(object)) residencies[officer].push_back(j);
    }
    for (const auto& [officer, objects] : pins)
      report_crowd("pins_exceed_capacity", officer, objects,
                   static_cast<std::size_t>(instance_.capacity(officer)));
    for (const auto& [officer, objects] : residencies)
      report_crowd("pins_share_residency", officer, objects, 1);
  }

  void report_crowd(const char* code, int officer, const std::vector<std::size_t>& objects,
                    std::size_t places) {
    if (objects.size() <= places || places == 0) return;
    std::vector<std::pair<std::string, std::string>> params{
        {"officer", std::to_string(draft().officers[officer].id.value)}, {"places", std::to_string(places)}};
    for (std::size_t k = 0; k <= places; ++k) params.emplace_back("pin", at("objects", objects[k], "pinned"));
    report(code, at("objects", objects[places], "pinned"), std::move(params));
  }

  Instance instance_;
  Problems problems_;
  std::unordered_map<Id, int> officer_of_;
  std::set<std::pair<Kind, Id>> seen_objects_;
};

Result<Instance> read(Draft draft) { return Reader(std::move(draft)).read(); }

}  // namespace zw::engines::match
