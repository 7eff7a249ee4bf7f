// The question "who is accountable for which firm and project": raw columns (Draft) and the valid, immutable
// Instance.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/id.h"
#include "base/result.h"

namespace zw::engines::match {

enum class Kind { firm, project };

/// What counts as the better of two plans.
enum class Rule {
  best_total,     ///< the higher total
  fewest_changes  ///< fewer objects taken from their current officer; among equals the higher total
};

/// A place on the zone's map grid.
struct Place {
  std::int64_t x_metres = 0, y_metres = 0;
};

/// Points are whole numbers; larger is better.
struct Weights {
  std::int64_t skill = 40;              ///< for each wanted skill that the officer has
  std::int64_t industry = 60;           ///< when the officer knows the object's industry
  std::int64_t metres_per_point = 100;  ///< one point is lost per this many metres between the two places
  std::int64_t distance_cap = 100;      ///< no more than this is lost to distance
  std::int64_t continuity = 50;         ///< when the officer is the object's current one
};

/// Rows as they come from a database or a file; may be wrong in every way. Skills, industries and languages
/// are ids of the caller's dictionaries; a language somebody must speak is a required skill.
struct Draft {
  struct Officer {
    Id id{};
    bool is_present = true;
    std::int64_t capacity = 0;                 ///< objects, at most
    std::vector<std::int64_t> load_penalty{};  ///< points lost by the 1st, 2nd … object; the last repeats
    std::vector<Id> skills{};
    std::vector<Id> industries{};
    std::optional<Place> place{};   ///< unknown: as far as `distance_cap`
    std::int64_t reach_metres = 0;  ///< takes nothing farther away; 0 = no limit
  };
  struct Forbidden {
    Id officer{};
    std::string reason{};  ///< the caller's code, e.g. "conflict_of_interest"
  };
  struct Extra {
    Id officer{};
    std::string term{};  ///< the caller's name for it
    std::int64_t points = 0;
  };
  struct Object {
    Id id{};  ///< unique within its kind
    Kind kind = Kind::firm;
    bool is_residency = false;          ///< takes its officer's whole presence: at most one of these each
    std::vector<Id> wanted_skills{};    ///< score
    std::vector<Id> required_skills{};  ///< eligibility
    Id industry{};                      ///< 0 = unknown
    std::optional<Place> place{};       ///< unknown: distance counts for nobody
    Id current{};                       ///< accountable officer today; 0 = none
    Id pinned{};                        ///< must be this officer; 0 = free
    std::vector<Forbidden> forbidden{};
    std::vector<Extra> extras{};
  };

  Rule rule = Rule::best_total;
  Weights weights{};
  std::vector<Officer> officers{};
  std::vector<Object> objects{};
};

/// Stands where an officer's index could stand.
inline constexpr int kNobody = -1;
/// Largest magnitude of any weight, extra or load penalty, in points.
inline constexpr std::int64_t kMaxPoints = 100'000;
/// Largest magnitude of a coordinate, in metres: keeps squared distances exact in a double.
inline constexpr std::int64_t kMaxMetres = 10'000'000;
/// Officers × objects: 400 MB of scores.
inline constexpr std::int64_t kMaxPairs = 100'000'000;
/// Largest score of one pair, `kept_points` included, so that sums of two fit 32 bits.
inline constexpr std::int64_t kMaxPairScore = std::int64_t{1} << 28;

/// Officers and objects are named by their index in the draft. Only `read` makes one, so whoever holds one
/// may rely on: ids are unique and resolve, load penalties do not decrease, pins are eligible and fit
/// together, and every sum of points fits its type.
class Instance {
 public:
  const Draft& draft() const { return draft_; }
  int officers() const { return static_cast<int>(draft_.officers.size()); }
  int objects() const { return static_cast<int>(draft_.objects.size()); }

  int capacity(int officer) const { return capacities_[officer]; }
  /// Points lost when this officer's load grows from `count - 1` to `count`; count ≥ 1.
  std::int64_t load_penalty(int officer, int count) const {
    const auto& steps = draft_.officers[officer].load_penalty;
    if (steps.empty()) return 0;
    const auto last = steps.size() - 1;
    return steps[std::min(static_cast<std::size_t>(count - 1), last)];
  }
  bool is_residency(int object) const { return draft_.objects[object].is_residency; }
  bool has_residency() const { return has_residency_; }
  int current(int object) const { return current_[object]; }
  int pinned(int object) const { return pinned_[object]; }

  /// Ascending officers who have the skill, or know the industry.
  std::span<const int> skilled(Id skill) const { return lookup(skilled_, skill); }
  std::span<const int> versed(Id industry) const { return lookup(versed_, industry); }
  const std::vector<int>& forbidden(int object) const {
    return forbidden_[object];
  }                                                                             ///< parallel to the draft's
  const std::vector<int>& extras(int object) const { return extras_[object]; }  ///< parallel to the draft's

  /// Worth of leaving an object with its current officer under Rule::fewest_changes, else 0: more than any
  /// chain of moves can gain otherwise.
  std::int64_t kept_points() const { return kept_points_; }
  /// Lost for each object without an officer: more than any chain of moves can gain, so that an object stays
  /// alone only when there is no place for it.
  std::int64_t unassigned_penalty() const { return unassigned_penalty_; }

 private:
  friend class Reader;
  using Lists = std::unordered_map<Id, std::vector<int>>;

  static std::span<const int> lookup(const Lists& lists, Id id) {
    const auto found = lists.find(id);
    return found == lists.end() ? std::span<const int>{} : std::span<const int>{found->second};
  }

  Draft draft_;
  std::vector<int> capacities_, current_, pinned_;
  std::vector<std::vector<int>> forbidden_, extras_;
  Lists skilled_, versed_;
  bool has_residency_ = false;
  std::int64_t kept_points_ = 0, unassigned_penalty_ = 0;
};

/// The instance, or every problem of the draft with codes `match.…` and fields such as `objects[3].pinned`.
Result<Instance> read(Draft draft);

}  // namespace zw::engines::match
