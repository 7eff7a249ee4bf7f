#include "engines/schedule/formats/zonelib.h"

#include <algorithm>

#include "base/assert.h"
#include "base/rng.h"

namespace zw::engines::schedule::formats {
namespace {

constexpr std::int64_t kRoomArea = 100;
constexpr int kDaysOfWeek = 7;

struct Trade {
  bool is_sharing = false, takes_floors = false, has_fixed_flow = false, rests = false;
  Slot days = 1;          ///< in a room
  Slot drying = 0;        ///< slots
  std::int64_t area = 0;  ///< of a room, when sharing
};

/// Where an activity is: one floor or one room.
struct Visit {
  int trade = 0, building = 0, floor = 0;
  int room = kNone;  ///< kNone: the whole floor

  bool meets(const Visit& other) const {
    return building == other.building && floor == other.floor &&
           (room == kNone || other.room == kNone || room == other.room);
  }
};

class Site {
 public:
  explicit Site(const Zonelib& shape) : shape_(shape), rng_(shape.seed) {}

  Draft draft() && {
    for (int t = 0; t < shape_.trades; ++t) add_trade();
    add_zones();
    for (int t = 0; t < shape_.trades; ++t) add_visits(t);
    for (std::size_t i = 0; i < visits_.size(); ++i) add_activity(i);
    add_links();
    set_horizon();
    add_calendars();
    if (shape_.due_of_flow > 0) set_due();
    return std::move(draft_);
  }

 private:
  static constexpr Id kSixDays{1}, kNoNight{2};

  void add_trade() {
    Trade trade;
    trade.takes_floors = rng_.chance(shape_.whole_floor);
    trade.is_sharing = !trade.takes_floors && rng_.chance(shape_.sharing);
    trade.has_fixed_flow = rng_.chance(shape_.fixed_flow);
    trade.rests = rng_.chance(shape_.six_days);
    trade.days = static_cast<Slot>(rng_.between(1, shape_.longest_work));
    if (rng_.chance(shape_.curing))
      trade.drying = static_cast<Slot>(rng_.between(1, 5)) * shape_.slots_per_day;
    if (trade.is_sharing) trade.area = rng_.between(kRoomArea / 5, kRoomArea / 2);
    draft_.resources.push_back({.id = {static_cast<std::int64_t>(trades_.size()) + 1},
                                .capacity = rng_.chance(shape_.two_crews) ? 2 : 1,
                                .calendar = trade.rests ? kSixDays : Id{}});
    trades_.push_back(trade);
  }

  Id next_zone() const { return {static_cast<std::int64_t>(draft_.zones.size()) + 1}; }

  void add_zones() {
    for (int b = 0; b < shape_.buildings; ++b) {
      const Id building = next_zone();
      draft_.zones.push_back(
          {.id = building, .calendar = rng_.chance(shape_.quiet_nights) ? kNoNight : Id{}});
      for (int f = 0; f < shape_.floors; ++f) {
        const Id floor = next_zone();
        draft_.zones.push_back({.id = floor, .parent = building});
        for (int r = 0; r < shape_.rooms; ++r)
          draft_.zones.push_back({.id = next_zone(), .parent = floor, .area = kRoomArea});
      }
    }
  }

  Id zone_of(const Visit& visit) const {
    const int per_floor = 1 + shape_.rooms, per_building = 1 + shape_.floors * per_floor;
    return {1 + visit.building * per_building + 1 + visit.floor * per_floor +
            (visit.room == kNone ? 0 : 1 + visit.room)};
  }

  void add_visits(int trade) {
    for (int b = 0; b < shape_.buildings; ++b)
      for (int f = 0; f < shape_.floors; ++f)
        for (int r = 0; r < (trades_[trade].takes_floors ? 1 : shape_.rooms); ++r)
          visits_.push_back({trade, b, f, trades_[trade].takes_floors ? kNone : r});
  }

  void add_activity(std::size_t index) {
    const Visit& visit = visits_[index];
    const Trade& trade = trades_[visit.trade];
    const std::int64_t slots = std::int64_t{trade.days} * shape_.slots_per_day * rng_.between(70, 130) / 100;
    Draft::Mode mode{.work = static_cast<Slot>(std::max<std::int64_t>(1, slots)),
                     .needs = {{{visit.trade + 1}, 1}},
                     .places = {{zone_of(visit), trade.area}}};
    Draft::Activity activity{.id = {static_cast<std::int64_t>(index) + 1}};
    activity.modes.push_back(mode);
    if (rng_.chance(shape_.second_front) && mode.work > 1) {
      // A second front: both crews when there are two, else people from outside; either is paid for.
      mode.needs[0].amount = draft_.resources[visit.trade].capacity;
      mode.cost = rng_.between(1, 5) * trade.days;
      mode.work = std::max(1, mode.work * 3 / 5);
      activity.modes.push_back(mode);
    }
    draft_.activities.push_back(std::move(activity));
  }

  void add_link(std::size_t from, std::size_t to, LinkType type, Slot lag) {
    draft_.links.push_back(
        {.from = draft_.activities[from].id, .to = draft_.activities[to].id, .type = type, .lag = lag});
  }

  void add_links() {
    for (std::size_t i = 0; i < visits_.size(); ++i) {
      for (std::size_t j = i + 1; j < visits_.size(); ++j) {
        const Visit &a = visits_[i], &b = visits_[j];
        if (a.trade == b.trade && j == i + 1 && trades_[a.trade].has_fixed_flow)
          add_link(i, j, LinkType::finish_start, 0);
        if (b.trade == a.trade + 1 && a.meets(b)) follow(i, j);
      }
    }
  }

  /// The next trade in the same place.
  void follow(std::size_t before, std::size_t after) {
    const Trade &first = trades_[visits_[before].trade], &second = trades_[visits_[after].trade];
    if (!first.is_sharing || !second.is_sharing || first.drying > 0)
      return add_link(before, after, LinkType::finish_start, first.drying);
    const Slot ahead = std::max<Slot>(1, draft_.activities[before].modes[0].work / 3);
    add_link(before, after, LinkType::start_start, ahead);
    add_link(before, after, LinkType::finish_finish, ahead);
  }

  /// In one line after the other all work fits into the scarcest calendar, with the lags in between.
  void set_horizon() {
    std::int64_t work = 0, lags = 0;
    for (const auto& activity : draft_.activities) work += activity.modes[0].work;
    for (const auto& link : draft_.links) lags += link.lag;
    const std::int64_t week = std::int64_t{kDaysOfWeek} * shape_.slots_per_day;
    const std::int64_t worked = std::int64_t{kDaysOfWeek - 1} * day_slots();
    const std::int64_t horizon = (work / worked + 2) * week + lags;
    ZW_ASSERT(horizon <= kMaxSlot, "sites within the documented sizes are done before the last slot");
    draft_.horizon = static_cast<Slot>(horizon);
  }

  Slot day_slots() const { return shape_.slots_per_day - shape_.slots_per_day / 3; }

  void add_calendars() {
    Draft::Calendar six_days{.id = kSixDays}, no_night{.id = kNoNight};
    const Slot day = shape_.slots_per_day;
    for (Slot from = 0; from < draft_.horizon; from += day) {
      no_night.working.push_back({from, from + day_slots()});
      if (from / day % kDaysOfWeek == 0) six_days.working.push_back({from, from + (kDaysOfWeek - 1) * day});
    }
    draft_.calendars = {std::move(six_days), std::move(no_night)};
  }

  /// Buildings one after the other along the flow line of the slowest trade.
  void set_due() {
    Slot through = 0, slowest = 1;
    for (const Trade& trade : trades_) {
      through += trade.days * shape_.slots_per_day + trade.drying;
      slowest = std::max(slowest, trade.days * shape_.slots_per_day);
    }
    for (std::size_t i = 0; i < visits_.size(); ++i) {
      if (visits_[i].trade != shape_.trades - 1) continue;
      const std::int64_t before = std::int64_t{visits_[i].building + 1} * shape_.floors * shape_.rooms - 1;
      const std::int64_t due = (through + before * slowest) * shape_.due_of_flow / 100;
      draft_.activities[i].due = static_cast<Slot>(std::min<std::int64_t>(due, draft_.horizon));
      draft_.activities[i].weight = 1;
    }
  }

  const Zonelib& shape_;
  Rng rng_;
  Draft draft_;
  std::vector<Trade> trades_;
  std::vector<Visit> visits_;
};

}  // namespace

Draft invent_zonelib(const Zonelib& shape) { return Site(shape).draft(); }

}  // namespace zw::engines::schedule::formats
