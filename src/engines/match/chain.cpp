#include <algorithm>
#include <limits>

#include "engines/match/explain.h"

namespace zw::engines::match {
namespace {

constexpr std::int64_t kFar = std::numeric_limits<std::int64_t>::max() / 4;
constexpr int kNone = -1;

/// Dijkstra's algorithm over the stations of a proven plan. Distances are reduced by the prices, hence ≥ 0; a
/// unit too many at the wished officer travels to the place that the object leaves. `outside()` stands for
/// unused places and for nobody: load can end there and start there.
class ChainSearch {
 public:
  ChainSearch(const Instance& instance, const Solution& solution, int object)
      : instance_(instance),
        solution_(solution),
        object_(object),
        officers_(instance.officers()),
        scorer_(instance) {
    row_.resize(static_cast<std::size_t>(officers_));
    const auto stations = static_cast<std::size_t>(2 * officers_ + 1);
    distance_.assign(stations, kFar);
    from_.assign(stations, kNone);
    moved_.assign(stations, kNone);
    is_done_.assign(stations, false);
    held_.resize(stations);
    load_.assign(static_cast<std::size_t>(officers_), 0);
    for (int j = 0; j < instance.objects(); ++j) {
      held_[place_of(j)].push_back(j);
      if (solution.officer(j) != kNobody) ++load_[solution.officer(j)];
    }
  }

  std::optional<Chain> run(int officer) {
    const int start = station_for(object_, officer), goal = place_of(object_);
    reach(start, gain(object_, solution_.officer(object_)) - gain(object_, officer), kNone, object_);
    for (int station = nearest(); station != kNone && station != goal; station = nearest()) {
      is_done_[station] = true;
      relax(station);
    }
    if (distance_[goal] == kFar) return std::nullopt;
    Chain chain{distance_[goal], {}};
    for (int to = goal; to != kNone; to = from_[to])
      if (moved_[to] != kNone)
        chain.moves.push_back(
            {moved_[to], solution_.officer(moved_[to]), to == outside() ? kNobody : officer_at(to)});
    std::reverse(chain.moves.begin(), chain.moves.end());
    return chain;
  }

 private:
  int outside() const { return 2 * officers_; }
  int officer_at(int station) const { return station < officers_ ? station : station - officers_; }
  int station_for(int object, int officer) const {
    return instance_.is_residency(object) ? officers_ + officer : officer;
  }
  int place_of(int object) const {
    const int officer = solution_.officer(object);
    return officer == kNobody ? outside() : station_for(object, officer);
  }

  std::int64_t price(int object, int officer) const {
    return solution_.prices.place[officer] +
           (instance_.is_residency(object) ? solution_.prices.residency[officer] : 0);
  }
  std::int64_t gain(int object, int officer) const {
    if (officer == kNobody) return -instance_.unassigned_penalty();
    return score(terms(instance_, object, officer)) - price(object, officer);
  }

  int nearest() const {
    int best = kNone;
    for (int s = 0; s <= outside(); ++s)
      if (!is_done_[s] && distance_[s] < kFar && (best == kNone || distance_[s] < distance_[best])) best = s;
    return best;
  }

  void reach(int station, std::int64_t distance, int from, int moved) {
    if (distance >= distance_[station]) return;
    distance_[station] = distance;
    from_[station] = from;
    moved_[station] = moved;
  }

  void relax(int station) {
    for (const int object : held_[station])
      if (object != object_ && instance_.pinned(object) == kNobody) move_on(station, object);
    const std::int64_t so_far = distance_[station];
    const auto& place = solution_.prices.place;
    if (station == outside()) {
      for (int i = 0; i < officers_; ++i)
        if (load_[i] > 0) reach(i, so_far + place[i] - instance_.load_penalty(i, load_[i]), station, kNone);
      return;
    }
    const int i = officer_at(station), residency = officers_ + i;
    if (station == residency) {
      if (held_[residency].empty()) reach(i, so_far, station, kNone);
      return;
    }
    if (!held_[residency].empty()) reach(residency, so_far + solution_.prices.residency[i], station, kNone);
    if (load_[i] < instance_.capacity(i))
      reach(outside(), so_far + instance_.load_penalty(i, load_[i] + 1) - place[i], station, kNone);
  }

  void move_on(int station, int object) {
    const std::int64_t kept = distance_[station] + gain(object, solution_.officer(object));
    if (station != outside()) reach(outside(), kept + instance_.unassigned_penalty(), station, object);
    scorer_.score_row(object, row_);
    for (int i = 0; i < officers_; ++i)
      if (row_[i] != kIneligible)
        reach(station_for(object, i), kept - (row_[i] - price(object, i)), station, object);
  }

  const Instance& instance_;
  const Solution& solution_;
  const int object_, officers_;
  const Scorer scorer_;
  std::vector<std::int32_t> row_;
  std::vector<std::int64_t> distance_;
  std::vector<int> from_,
      moved_;  ///< the station before, and the object that goes from there to here, if any
  std::vector<bool> is_done_;
  std::vector<std::vector<int>> held_;  ///< objects at each station, before anything moves
  std::vector<int> load_;
};

}  // namespace

std::optional<Chain> chain(const Instance& instance, const Solution& solution, int object, int officer) {
  if (!solution.is_proven() || officer == solution.officer(object)) return std::nullopt;
  if (!reasons(instance, object, officer).empty()) return std::nullopt;
  return ChainSearch(instance, solution, object).run(officer);
}

}  // namespace zw::engines::match
