// Makes and betters plans of every instance: calendars, zones, modes, budgets, deadlines and maximum links.
//
// Free amounts are lists of events, not of slots, so that a fine grain over years costs no memory. A plan is
// built by serial generation with unscheduling (Franck, Neumann and Schwindt 2001): what a maximum link pulls
// along is taken out and put back later.
#pragma once

#include <compare>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "base/rng.h"
#include "engines/schedule/instance.h"
#include "engines/schedule/plan.h"

namespace zw::engines::schedule {

/// How much of one resource is free, from each event to the next; below 0 where facts hold more than there
/// is.
class Profile {
 public:
  explicit Profile(std::span<const Draft::Step> capacity);

  /// `amount` less in slots from … until − 1; a negative amount gives back.
  void take(Slot from, Slot until, std::int64_t amount);
  /// The first time in from … until − 1 when less than `amount` is free, as far as the shortage lasts; an
  /// empty span when there is none.
  Span shortage(Slot from, Slot until, std::int64_t amount) const;

 private:
  struct Event {
    Slot from = 0;
    std::int64_t free = 0;
  };
  std::size_t event_at(Slot t) const;
  std::size_t split(Slot t);
  void merge(std::size_t index);

  std::vector<Event> events_;
};

/// Less is better; plans that break nothing come first.
struct Judgement {
  std::int64_t violation = 0;  ///< slots beyond deadlines and link bounds, amounts beyond budgets
  Value value;

  friend auto operator<=>(const Judgement&, const Judgement&) = default;
};

/// Builds plans by priority and moves single activities in them. Keeps its buffers; for one thread.
class General {
 public:
  explicit General(const Instance& instance);

  const Instance& instance() const { return instance_; }

  /// Everything as early as it can be, smallest key first.
  void generate(std::span<const Slot> key, std::span<const int> mode, Plan& plan);
  /// Moves activities, last first, as late as the others allow, none to finish after `latest`; then, first
  /// first, as early as the others allow. The plan must be the one made last; no link breaks that held
  /// before.
  void justify(Plan& plan, Slot latest);
  /// Moves activities right, to where they are planned, as far as the others, their due dates and the
  /// makespan allow. The plan must be the one made last.
  void settle(Plan& plan, Slot makespan);
  /// The plan that was, where it still can be, and to the right of that where it cannot. With `keeps_places`,
  /// what can stay stays and only the rest looks for room; else who came first goes first.
  void shift(const Plan& before, std::span<const Slot> key, bool keeps_places, Plan& plan);
  Judgement judge(const Plan& plan) const;

  /// Latest starts that the links leave when everything due or dead is met: keys for `generate`.
  std::vector<Slot> urgent_keys(std::span<const int> mode) const;
  /// Mode vectors that spend no more than there is, if the search for them succeeds: the cheapest modes where
  /// `wish` is low, the shortest where it is high, in 0 … 100, then repaired.
  std::vector<int> choose_modes(int wish, Rng& rng) const;
  void repair_budgets(std::vector<int>& mode, Rng& rng) const;

  std::uint64_t schedules() const { return schedules_; }

 private:
  Slot reach(const Arc& arc, const Plan& plan) const;
  Slot start_for(const Arc& arc, Slot event, int mode) const;
  Slot earliest_by_links(int i, const Plan& plan) const;
  Slot latest_by_links(int i, const Plan& plan, Slot latest) const;
  Slot earliest_fit(int i, int mode, Slot t) const;
  Slot latest_fit(int i, int mode, Slot not_before, Slot latest) const;
  void hold(int i, const Plan& plan, int sign);
  void place_fixed(Plan& plan);
  void put(int i, Plan& plan);
  bool pull_along(int i, Plan& plan);
  void take_out(int i, Plan& plan);
  void drain(Plan& plan);
  bool can_stay(int i, const Plan& plan, Slot t) const;
  void order_links();
  void clear();

  const Instance& instance_;
  std::vector<std::vector<int>> in_, out_;  ///< arcs of each activity
  std::vector<char> is_leading_;            ///< of arcs: the source is planned first
  std::vector<int> order_;                  ///< sources of leading arcs come first
  std::vector<int> rank_;
  std::vector<Profile> empty_, profile_;
  std::vector<Slot> finish_, floor_;
  std::vector<char> is_planned_;
  std::vector<int> waits_for_, moved_;
  std::vector<std::pair<Slot, int>> eligible_;
  std::span<const Slot> key_;
  std::uint64_t schedules_ = 0;
};

}  // namespace zw::engines::schedule
