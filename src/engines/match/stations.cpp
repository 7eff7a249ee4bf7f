#include "engines/match/stations.h"

#include <algorithm>
#include <limits>

#include "base/assert.h"

namespace zw::engines::match {
namespace {

constexpr std::int64_t kFar = std::numeric_limits<std::int64_t>::max() / 4;
/// A difference of two eligible scores is at most this; one with an ineligible score is more.
constexpr std::int32_t kMaxDifference = 2 * static_cast<std::int32_t>(kMaxPairScore);

/// moves[k] = min(moves[k], here − row[k]), block by block so that the compiler uses vector instructions.
void lower_to_differences(std::int32_t* moves, std::int32_t here, const std::int32_t* row,
                          std::size_t stride) {
  constexpr std::size_t kBlock = ScoreMatrix::kBlock;
  for (std::size_t start = 0; start < stride; start += kBlock)
    for (std::size_t k = 0; k < kBlock; ++k)
      moves[start + k] = std::min(moves[start + k], here - row[start + k]);
}

}  // namespace

Stations::Stations(const Instance& instance, const ScoreMatrix& scores)
    : instance_(instance),
      scores_(scores),
      officers_(instance.officers()),
      stations_(instance.has_residency() ? 2 * instance.officers() : instance.officers()),
      highest_price_(2 * instance.unassigned_penalty()),
      // The penalty is at least four times the span of scores, so that even the lowest score leaves half of
      // it.
      drop_price_(instance.unassigned_penalty() / 2) {
  const auto officers = static_cast<std::size_t>(officers_);
  const auto stations = static_cast<std::size_t>(stations_);
  assignment_.assign(static_cast<std::size_t>(instance.objects()), kNobody);
  at_desk_.resize(officers);
  resident_.assign(officers, kNone);
  load_.assign(officers, 0);
  for (int s = 0; s < stations_; ++s) {
    const int i = officer(s);
    price_.push_back(instance.capacity(i) > 0 ? instance.load_penalty(i, 1) : highest_price_);
    next_.push_back(is_desk(s) ? kOutside : desk(i));
    hops_.push_back(is_desk(s) ? 1 : 2);
  }
  moves_between_.assign(officers * scores.stride(), std::numeric_limits<std::int32_t>::max());
  is_stale_.assign(officers, 0);
  state_.resize(stations);
  is_loose_.assign(stations, 0);
  key_.resize(stations);
}

Prices Stations::prices() const {
  Prices prices;
  prices.place.assign(price_.begin(), price_.begin() + officers_);
  prices.residency.assign(static_cast<std::size_t>(officers_), 0);
  if (stations_ > officers_)
    for (int i = 0; i < officers_; ++i) prices.residency[i] = price_[residency(i)] - price_[desk(i)];
  return prices;
}

void Stations::serve(int object) {
  const int entrance = best_station(object);
  if (entrance == kOutside) return;
  std::vector<int> path;
  for (int station = entrance; station != kOutside; station = next_[station]) path.push_back(station);
  move_along(path);
  put(object, entrance);
  repair(path);
}

int Stations::best_station(int object) const {
  const int first = instance_.is_residency(object) ? officers_ : 0;
  const auto row = scores_.row(object);
  int best = kOutside;
  std::int64_t best_gain = -instance_.unassigned_penalty();
  if (const int pinned = instance_.pinned(object); pinned != kNobody) {
    best = first + pinned;
    ZW_ASSERT(price_[best] < drop_price_, "pins fit and are served first");
    return best;
  }
  int hops = 0;
  for (int i = 0; i < officers_; ++i) {
    if (row[i] == kIneligible) continue;
    const std::int64_t gain = row[i] - price_[first + i];
    if (gain > best_gain || (gain == best_gain && hops_[first + i] < hops))
      best = first + i, best_gain = gain, hops = hops_[best];
  }
  return best;
}

/// Makes room at the first station: the last one grows, or drops somebody, and each gives one object to the
/// next.
void Stations::move_along(const std::vector<int>& path) {
  const int last = path.back(), i = officer(last);
  if (is_desk(last) && load_[i] < instance_.capacity(i) &&
      instance_.load_penalty(i, load_[i] + 1) == price_[last]) {
    ++load_[i];
  } else {
    const int dropped = cheapest_to_drop(last);
    ZW_ASSERT(dropped != kNone, "a chain ends where there is room or somebody to drop");
    take(dropped, last);
    assignment_[dropped] = kNobody;
  }
  for (std::size_t k = path.size() - 1; k > 0; --k) {
    const int from = path[k - 1], to = path[k];
    // Between an officer's desk and residency only the right to a place passes on.
    if (officer(from) == officer(to)) continue;
    const int moved = mover(from, to);
    take(moved, from);
    put(moved, to);
    ++moves_;
  }
}

int Stations::mover(int from, int to) const {
  const int i = officer(from), k = officer(to);
  if (!is_desk(from)) return resident_[i];
  int best = kNone;
  std::int32_t least = std::numeric_limits<std::int32_t>::max();
  for (const int object : at_desk_[i]) {
    const std::int32_t lost = scores_.at(object, i) - scores_.at(object, k);
    if (lost < least) least = lost, best = object;
  }
  return best;
}

int Stations::cheapest_to_drop(int station) const {
  const int i = officer(station);
  if (!is_desk(station)) {
    const int object = resident_[i];
    return object == kNone || instance_.pinned(object) != kNobody ? kNone : object;
  }
  int best = kNone;
  for (const int object : at_desk_[i])
    if (instance_.pinned(object) == kNobody && (best == kNone || scores_.at(object, i) < scores_.at(best, i)))
      best = object;
  return best;
}

void Stations::put(int object, int station) {
  const int i = officer(station);
  assignment_[object] = i;
  if (!is_desk(station)) {
    resident_[i] = object;
    return;
  }
  at_desk_[i].push_back(object);
  if (is_stale_[i]) return;
  lower_to_differences(moves_from(i), scores_.at(object, i), scores_.row(object).data(), scores_.stride());
}

void Stations::take(int object, int station) {
  const int i = officer(station);
  if (!is_desk(station)) {
    resident_[i] = kNone;
    return;
  }
  auto& objects = at_desk_[i];
  objects.erase(std::find(objects.begin(), objects.end(), object));
  is_stale_[i] = 1;
}

void Stations::refresh_moves(int i) {
  if (!is_stale_[i]) return;
  is_stale_[i] = 0;
  std::fill_n(moves_from(i), scores_.stride(), std::numeric_limits<std::int32_t>::max());
  for (const int object : at_desk_[i])
    lower_to_differences(moves_from(i), scores_.at(object, i), scores_.row(object).data(), scores_.stride());
}

/// Calls `visit(next station, cost)` for every way on but dropping somebody; stops when it returns true.
template <class Visit>
void Stations::for_each_way(int station, Visit visit) const {
  const int i = officer(station);
  if (is_desk(station)) {
    if (load_[i] < instance_.capacity(i) && visit(kOutside, instance_.load_penalty(i, load_[i] + 1))) return;
    if (resident_[i] != kNone && visit(residency(i), 0)) return;
    const std::int32_t* moves = moves_from(i);
    for (int other = 0; other < officers_; ++other)
      if (moves[other] <= kMaxDifference && other != i && visit(desk(other), moves[other])) return;
  } else if (resident_[i] == kNone) {
    visit(desk(i), 0);
  } else {
    const auto row = scores_.row(resident_[i]);
    for (int other = 0; other < officers_; ++other)
      if (row[other] != kIneligible && other != i && visit(residency(other), row[i] - row[other])) return;
  }
}

std::int64_t Stations::way_cost(int from, int to) const {
  const int i = officer(from), k = officer(to);
  if (i == k) return is_desk(from) == (resident_[i] != kNone) ? 0 : kFar;
  if (is_desk(from) != is_desk(to)) return kFar;
  if (is_desk(from)) {
    const std::int32_t cost = moves_from(i)[k];
    return cost <= kMaxDifference ? cost : kFar;
  }
  if (resident_[i] == kNone || scores_.at(resident_[i], k) == kIneligible) return kFar;
  return scores_.at(resident_[i], i) - scores_.at(resident_[i], k);
}

std::int64_t Stations::drop_cost(int station) const {
  const int object = cheapest_to_drop(station);
  return object == kNone ? kFar : instance_.unassigned_penalty() + scores_.at(object, officer(station));
}

/// After a chain of moves the ways from its stations have changed. Stations that lost their way outside look
/// for another one as cheap; those without it send their own followers to look, and have their prices raised.
void Stations::repair(const std::vector<int>& path) {
  std::fill(state_.begin(), state_.end(), State::unknown);
  std::vector<int> orphans(path.rbegin(), path.rend()), loose;
  for (const int station : orphans) {
    state_[station] = State::orphan;
    if (is_desk(station)) refresh_moves(officer(station));
  }
  for (std::size_t k = 0; k < orphans.size(); ++k) {
    const int orphan = orphans[k];
    if (adopt(orphan)) continue;
    next_[orphan] = kNone;
    loose.push_back(orphan);
    for (int s = 0; s < stations_; ++s)
      if (next_[s] == orphan && state_[s] != State::orphan) state_[s] = State::orphan, orphans.push_back(s);
  }
  repaired_ += orphans.size();
  raise_prices(loose);
}

bool Stations::adopt(int orphan) {
  int found = kNone;
  for_each_way(orphan, [&](int to, std::int64_t cost) {
    if (cost + price(to) == price_[orphan] && (found == kNone || hops(to) < hops(found)) && is_grounded(to))
      found = to;
    return found == kOutside;
  });
  if (found == kNone && price_[orphan] >= drop_price_ && drop_cost(orphan) == price_[orphan])
    found = kOutside;
  if (found == kNone) return false;
  lead(orphan, found);
  state_[orphan] = State::grounded;
  return true;
}

bool Stations::is_grounded(int station) {
  int at = station;
  while (at >= 0 && state_[at] == State::unknown) at = next_[at];
  if (at >= 0 && state_[at] == State::orphan) return false;
  for (at = station; at >= 0 && state_[at] == State::unknown; at = next_[at]) state_[at] = State::grounded;
  return true;
}

/// Dijkstra's algorithm backwards from all other stations: each loose one gets its cheapest way outside and
/// its price.
void Stations::raise_prices(std::vector<int>& loose) {
  for (const int station : loose) is_loose_[station] = 1;
  for (const int station : loose) {
    std::int64_t& key = key_[station] = highest_price_;
    next_[station] = kOutside;
    for_each_way(station, [&](int to, std::int64_t cost) {
      const std::int64_t whole = cost + price(to);
      if (whole > key || (to != kOutside && is_loose_[to])) return false;
      if (whole < key || hops(to) < hops(next_[station])) key = whole, next_[station] = to;
      return false;
    });
    if (key < drop_price_) continue;
    if (const std::int64_t cost = drop_cost(station); cost < key) key = cost, next_[station] = kOutside;
  }
  while (!loose.empty()) {
    // By the raise, not by the price: ways may cost less than nothing, but none is cheaper than the present
    // prices.
    const auto least = std::min_element(
        loose.begin(), loose.end(), [&](int a, int b) { return key_[a] - price_[a] < key_[b] - price_[b]; });
    const int done = *least;
    *least = loose.back();
    loose.pop_back();
    ZW_ASSERT(key_[done] >= price_[done], "prices never fall");
    price_[done] = key_[done];
    lead(done, next_[done]);
    is_loose_[done] = 0;
    for (const int station : loose)
      if (const std::int64_t cost = way_cost(station, done) + price_[done]; cost < key_[station])
        key_[station] = cost, next_[station] = done;
  }
}

}  // namespace zw::engines::match
