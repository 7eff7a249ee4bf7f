// The question "what is done when, where and by whom": raw columns (Draft) and the valid, immutable Instance.
//
// Time is cut into slots of the caller's grain (15 minutes to one day), counted from the start of the plan.
// An activity that starts at slot s and finishes at slot f occupies s … f − 1.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/result.h"

namespace zw::engines::schedule {

using Slot = std::int32_t;

/// Largest slot of any plan: more than 200 years of days or 57 years of quarter hours.
inline constexpr Slot kMaxSlot = 2'000'000;
/// Largest amount of a resource, area of a zone, cost or weight.
inline constexpr std::int64_t kMaxAmount = 1'000'000'000;

/// Slots from … until − 1.
struct Span {
  Slot from = 0, until = 0;

  friend bool operator==(const Span&, const Span&) = default;
};

enum class ResourceKind {
  renewable,  ///< free again when an activity has finished: crews, cranes
  budget      ///< used up: money, permits, tonnes
};

enum class LinkType { finish_start, start_start, finish_finish, start_finish };

/// Rows as they come from a database or a file; may be wrong in every way. An Id of 0 means "none".
struct Draft {
  /// When work can go on; slots in no span are free time.
  struct Calendar {
    Id id{};
    std::vector<Span> working{};  ///< ascending, not overlapping
  };
  struct Step {
    Slot from = 0;
    std::int64_t capacity = 0;
  };
  struct Resource {
    Id id{};
    ResourceKind kind = ResourceKind::renewable;
    std::int64_t capacity = 0;
    std::vector<Step> steps{};  ///< later capacities of a renewable one, ascending by slot
    Id calendar{};
  };
  /// Zones form trees: site, building, floor, room.
  struct Zone {
    Id id{};
    Id parent{};
    std::int64_t area = 0;  ///< that can be shared out, in the caller's unit; 0 = only taken as a whole
    Id calendar{};
  };
  struct Need {
    Id resource{};
    std::int64_t amount = 0;
  };
  struct Place {
    Id zone{};
    /// 0: the zone with all that lies in it, for nobody else. Else this much of the zone's own area, which
    /// others may share, while nobody takes the zone or one around it as a whole.
    std::int64_t area = 0;
  };
  /// One way of doing an activity.
  struct Mode {
    Slot work = 0;  ///< working slots
    std::vector<Need> needs{};
    std::vector<Place> places{};
    std::int64_t cost = 0;
  };
  struct Activity {
    Id id{};
    std::vector<Mode> modes{};  ///< at least one
    Id calendar{};
    std::optional<Slot> release{};   ///< starts no earlier
    std::optional<Slot> deadline{};  ///< finishes no later
    std::optional<Slot> due{};       ///< each slot by which it finishes later costs `weight` of lateness
    std::int64_t weight = 0;
    std::optional<Slot> actual_start{}, actual_finish{};
    std::optional<Slot>
        remaining{};  ///< work left at the data date, of a started one; unknown: all but what passed
    std::optional<int> mode{};            ///< decided already; needed when started
    std::optional<Slot> planned_start{};  ///< in the plan that changes are counted against
  };
  /// From an event of one activity to an event of another, at least or at most `lag` later.
  struct Link {
    Id from{}, to{};
    LinkType type = LinkType::finish_start;
    Slot lag = 0;             ///< may be negative
    bool is_maximum = false;  ///< at most
    Id calendar{};            ///< in which the lag is counted; none: elapsed slots
  };

  Slot horizon = 0;       ///< every plan ends by then
  Slot data_date = 0;     ///< what has not started starts no earlier
  Slot frozen_until = 0;  ///< what is planned to start before stays where it is planned
  std::vector<Calendar> calendars{};
  std::vector<Resource> resources{};
  std::vector<Zone> zones{};
  std::vector<Activity> activities{};
  std::vector<Link> links{};
};

/// Stands where an index could stand.
inline constexpr int kNone = -1;

/// How much of a resource is held from start to finish; free time in between included.
struct Use {
  int resource = 0;
  std::int64_t amount = 0;

  friend bool operator==(const Use&, const Use&) = default;
};

/// event(to) ≥ event(from) + lag, for all four link types and, turned round with a negative lag, for maxima.
struct Arc {
  int from = 0, to = 0;
  bool from_finish = false, to_finish = false;
  Slot lag = 0;
  int calendar = kNone;  ///< in which the lag is counted
  int link = 0;          ///< index in the draft

  friend bool operator==(const Arc&, const Arc&) = default;
};

/// Working slots of a calendar as tables, so that every question is a look-up.
class WorkTable {
 public:
  WorkTable() = default;
  WorkTable(const std::vector<Span>& working, Slot horizon);
  /// Slots that work in both.
  WorkTable(const WorkTable& a, const WorkTable& b);

  bool is_working(Slot t) const { return before_[t + 1] != before_[t]; }
  /// Working slots in 0 … t − 1; 0 ≤ t ≤ horizon.
  Slot before(Slot t) const { return before_[t]; }
  /// The n-th working slot, from 0; the horizon when there are not as many.
  Slot nth(Slot n) const { return n < static_cast<Slot>(nth_.size()) ? nth_[n] : horizon(); }
  Slot horizon() const { return static_cast<Slot>(before_.size()) - 1; }
  /// The first working slot at or after t; the horizon when there is none.
  Slot next(Slot t) const { return nth(before_[t]); }
  friend bool operator==(const WorkTable&, const WorkTable&) = default;

 private:
  explicit WorkTable(std::vector<Slot> before);

  std::vector<Slot> before_;  ///< horizon + 1 entries
  std::vector<Slot> nth_;
};

/// Activities, resources and links are named by their index in the draft; behind the draft's resources follow
/// those that stand for zones: one of capacity 1 for each innermost zone, one for each zone with an area.
/// Only `read` makes an Instance, so whoever holds one may rely on: ids are unique and resolve, zones form
/// trees, modes can be done by themselves (no need exceeds the highest capacity), fixed activities have their
/// mode, arcs whose later end is in the past are gone, and no sum of slots leaves its type.
class Instance {
 public:
  const Draft& draft() const { return draft_; }
  int activities() const { return static_cast<int>(draft_.activities.size()); }
  Slot horizon() const { return draft_.horizon; }

  int modes(int activity) const { return static_cast<int>(draft_.activities[activity].modes.size()); }
  Slot work(int activity, int mode) const { return draft_.activities[activity].modes[mode].work; }
  std::int64_t cost(int activity, int mode) const { return draft_.activities[activity].modes[mode].cost; }
  /// Renewable resources and zones that a mode holds, ascending by resource, each once.
  std::span<const Use> uses(int activity, int mode) const { return of_mode(activity, mode).uses; }
  /// Budgets that a mode uses up.
  std::span<const Use> spends(int activity, int mode) const { return of_mode(activity, mode).spends; }
  /// The table that the mode's work keeps to, or kNone when every slot works.
  int table_of(int activity, int mode) const { return of_mode(activity, mode).table; }
  const WorkTable& table(int index) const { return tables_[index]; }
  int tables() const { return static_cast<int>(tables_.size()); }

  /// Decided modes leave one choice.
  bool is_allowed(int activity, int mode) const {
    return fixed_mode_[activity] == kNone || fixed_mode_[activity] == mode;
  }
  int fixed_mode(int activity) const { return fixed_mode_[activity]; }
  /// Start and finish of an activity that has begun or is frozen, else nothing.
  const std::optional<Span>& fixed(int activity) const { return fixed_[activity]; }

  /// The first slot at or after t in which work of this mode can start.
  Slot earliest_start(int activity, int mode, Slot t) const {
    const int table = table_of(activity, mode);
    return table == kNone || work(activity, mode) == 0 || t >= horizon() ? t : tables_[table].next(t);
  }
  /// When work of this mode that starts at `start`, a slot of its table, has finished; beyond the horizon it
  /// is horizon + 1.
  Slot finish(int activity, int mode, Slot start) const {
    const Slot work = this->work(activity, mode);
    const int table = table_of(activity, mode);
    if (work == 0) return start;
    if (table == kNone) return start + work;
    if (start >= horizon()) return horizon() + 1;
    return tables_[table].nth(tables_[table].before(start) + work - 1) + 1;
  }
  /// The latest start with finish ≤ `finish`; negative when there is none.
  Slot latest_start(int activity, int mode, Slot finish) const;

  /// Of renewable resources and zones.
  int resources() const { return static_cast<int>(capacity_.size()); }
  bool is_renewable(int resource) const { return capacity_[resource].is_renewable; }
  /// Capacity from the first step on; steps ascend, the first is at slot 0.
  std::span<const Draft::Step> capacity(int resource) const { return capacity_[resource].steps; }
  bool is_constant(int resource) const { return capacity_[resource].steps.size() == 1; }
  /// The zone that a resource stands for, or kNone.
  int zone_of(int resource) const { return capacity_[resource].zone; }
  /// The resource of capacity 1 of an innermost zone; the resource of a zone's area; kNone when it has none.
  int leaf_resource(int zone) const { return leaf_[zone]; }
  int area_resource(int zone) const { return area_[zone]; }
  /// The zone that it lies in, or kNone.
  int parent_zone(int zone) const { return parent_[zone]; }

  /// Every link that still binds.
  std::span<const Arc> arcs() const { return arcs_; }
  /// `lag` later than t in the arc's calendar; may be negative or beyond the horizon.
  Slot after_lag(const Arc& arc, Slot t) const;

  /// Bounds that hold for each activity by itself: release, data date and fixed starts.
  Slot release(int activity) const { return release_[activity]; }
  /// Finishes no later: deadline or horizon.
  Slot deadline(int activity) const { return deadline_[activity]; }

  /// One mode each, no tables, constant capacities, nothing fixed: the form of the public benchmark sets.
  bool is_plain() const { return is_plain_; }

 private:
  friend class Reader;
  struct ModeColumns {
    std::vector<Use> uses, spends;
    int table = kNone;
  };
  struct Capacity {
    bool is_renewable = true;
    std::vector<Draft::Step> steps;
    int zone = kNone;
  };

  const ModeColumns& of_mode(int activity, int mode) const { return modes_[first_mode_[activity] + mode]; }

  Draft draft_;
  std::vector<int> first_mode_;
  std::vector<ModeColumns> modes_;
  std::vector<WorkTable> tables_;
  std::vector<int> fixed_mode_;
  std::vector<std::optional<Span>> fixed_;
  std::vector<Capacity> capacity_;
  std::vector<int> leaf_, area_, parent_;
  std::vector<Arc> arcs_;
  std::vector<Slot> release_, deadline_;
  bool is_plain_ = false;
};

/// The instance, or every problem of the draft with codes `schedule.…` and fields such as
/// `activities[3].modes[0].needs[1]`. Links that no plan can keep are not a problem of the draft: `solve`
/// says so with the statements that contradict each other.
Result<Instance> read(Draft draft);

}  // namespace zw::engines::schedule
