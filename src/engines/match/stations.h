// The best plan for the objects served so far, extended by one object at a time along a cheapest chain of
// moves.
//
// Stations are where objects can be: every officer's desk, and every officer's residency in front of it,
// which has one place. A full residency enters through the residency and takes a place of the desk too; all
// else goes to the desk.
//
// A station's price is what one more object there would cost everybody: it takes a place at its load penalty,
// or pushes another object on to its next best station, and so on, or out. Invariants, which make the plan
// optimal for the objects served (docs/engines/match.md, "Method"):
//   - every served object is where its score less the price is highest;
//   - each price equals the cost of the way to the station's `next_` plus the price there, and no way is
//   cheaper.
#pragma once

#include <cstdint>
#include <vector>

#include "engines/match/instance.h"
#include "engines/match/score.h"
#include "engines/match/solve.h"

namespace zw::engines::match {

class Stations {
 public:
  /// `scores` must be complete before the first object is served; both must outlive this.
  Stations(const Instance& instance, const ScoreMatrix& scores);

  /// Gives an object its place, moving others along the cheapest chain; or leaves somebody out if that is
  /// cheaper.
  void serve(int object);

  const Assignment& assignment() const { return assignment_; }
  int load(int officer) const { return load_[officer]; }
  bool has_resident(int officer) const { return resident_[officer] != kNone; }
  Prices prices() const;
  std::uint64_t repaired() const { return repaired_; }
  std::uint64_t moves() const { return moves_; }

 private:
  static constexpr int kNone = -1;
  static constexpr int kOutside = -2;  ///< as a station: an unused place, or nobody; its price is 0

  /// During a repair: whether the chain of `next_` from a station leads outside.
  enum class State : char { unknown, grounded, orphan };

  int desk(int officer) const { return officer; }
  int residency(int officer) const { return officers_ + officer; }
  int officer(int station) const { return station < officers_ ? station : station - officers_; }
  bool is_desk(int station) const { return station < officers_; }
  std::int64_t price(int station) const { return station == kOutside ? 0 : price_[station]; }

  int hops(int station) const { return station == kOutside ? 0 : hops_[station]; }
  void lead(int station, int to) { next_[station] = to, hops_[station] = hops(to) + 1; }
  std::int32_t* moves_from(int officer) { return moves_between_.data() + officer * scores_.stride(); }
  const std::int32_t* moves_from(int officer) const {
    return moves_between_.data() + officer * scores_.stride();
  }

  int best_station(int object) const;
  void move_along(const std::vector<int>& path);
  int mover(int from, int to) const;
  int cheapest_to_drop(int station) const;
  void put(int object, int station);
  void take(int object, int station);
  void refresh_moves(int officer);

  template <class Visit>
  void for_each_way(int station, Visit visit) const;
  std::int64_t way_cost(int from, int to) const;
  std::int64_t drop_cost(int station) const;

  void repair(const std::vector<int>& path);
  bool adopt(int orphan);
  bool is_grounded(int station);
  void raise_prices(std::vector<int>& loose);

  const Instance& instance_;
  const ScoreMatrix& scores_;
  const int officers_, stations_;
  const std::int64_t highest_price_;  ///< nobody would rather pay this than have no officer
  const std::int64_t drop_price_;     ///< below this price no chain ends with somebody left out

  Assignment assignment_;
  std::vector<std::vector<int>> at_desk_;  ///< objects at each desk that are no full residency
  std::vector<int> resident_;              ///< each officer's full residency, or kNone
  std::vector<int> load_;
  std::vector<std::int64_t> price_;  ///< per station, never falls
  std::vector<int> next_;            ///< per station, where one object too many would push another
  std::vector<int> hops_;  ///< per station, length of the way outside when `next_` was chosen: prefer short

  /// Per pair of desks the least score lost by moving one object from the first to the second.
  std::vector<std::int32_t> moves_between_;
  std::vector<char> is_stale_;  ///< rows of the above to be computed anew

  std::vector<State> state_;
  std::vector<char> is_loose_;
  std::vector<std::int64_t> key_;

  std::uint64_t repaired_ = 0, moves_ = 0;
};

}  // namespace zw::engines::match
