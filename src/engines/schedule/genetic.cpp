#include "engines/schedule/genetic.h"

#include <algorithm>
#include <cmath>

namespace zw::engines::schedule {
namespace {

// Measured on the instances j60*_1 … _3 and j120*_1 of PSPLIB at 5,000 to 400,000 schedules.
constexpr int kShortestInterval = 5, kLongestInterval = 50;  ///< of the makespan, in a hundred
constexpr int kIntervalTries = 3;                            ///< the one with most use is taken
constexpr int kLosersAsked = 3;                              ///< of whom the worst makes room for a child
constexpr int kParallelFounders = 50;                        ///< in a hundred
constexpr int kLongestShift = 15;                            ///< of a mutated activity, in slots

std::uint64_t hash_of(std::span<const Slot> key) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const Slot k : key) {
    hash = (hash ^ static_cast<std::uint32_t>(k)) * 0x9e3779b97f4a7c15;
    hash ^= hash >> 29;
  }
  return hash;
}

}  // namespace

Genetic::Genetic(const Plain& plain, Generator& generator, const Options& options)
    : plain_(plain),
      generator_(generator),
      options_(options),
      rng_(options.seed),
      size_(static_cast<std::size_t>(
          std::clamp(0.24 * std::pow(static_cast<double>(options.expected_schedules), 0.6), 14.0, 2000.0))),
      epoch_end_(generator.schedules() + std::max<std::uint64_t>(1'000, options.expected_schedules)),
      key_(plain.activities()),
      start_(plain.activities()),
      list_(plain.activities()) {
  options_.lower_bound = std::max(options_.lower_bound, plain.critical_path());
}

void Genetic::note(int side) {
  if (child_.makespan >= makespan_) return;
  makespan_ = child_.makespan;
  best_ = start_;
  if (side == 1) generator_.mirror(start_, makespan_, best_);
  is_better_ = true;
}

/// Makes `child_` of what is in `key_`.
void Genetic::bear(int side, bool is_parallel) {
  if (is_parallel) {
    child_.makespan = generator_.parallel(side, key_, start_);
  } else {
    generator_.sort(side, key_, list_);
    child_.makespan = generator_.serial(side, list_, start_);
  }
  settle(side);
}

void Genetic::settle(int side) {
  child_.key.resize(start_.size());
  generator_.mirror(start_, child_.makespan, child_.key);
  child_.hash = hash_of(child_.key);
  note(side);
}

void Genetic::admit(int side) {
  Population& population = population_[side];
  if (known_[side].contains(child_.hash)) return;
  if (population.size() < size_) {
    known_[side].insert(child_.hash);
    return population.push_back(child_);
  }
  std::size_t worst = rng_.below(population.size());
  for (int k = 1; k < kLosersAsked; ++k) {
    const std::size_t other = rng_.below(population.size());
    if (population[other].makespan > population[worst].makespan) worst = other;
  }
  if (child_.makespan > population[worst].makespan) return;
  known_[side].erase(population[worst].hash);
  known_[side].insert(child_.hash);
  std::swap(population[worst], child_);
}

void Genetic::adopt(std::span<const Slot> start, Slot makespan) {
  std::copy(start.begin(), start.end(), start_.begin());
  child_.makespan = makespan;
  settle(0);
  admit(0);
}

/// Populations that have become alike find nothing new: others, larger by half, get twice the time. They do
/// without the best plan, so that they come to rest elsewhere.
void Genetic::begin_again() {
  for (int side = 0; side < 2; ++side) population_[side].clear(), known_[side].clear(), founded_[side] = 0;
  epoch_end_ += 2 * (epoch_end_ - epoch_begin_);
  epoch_begin_ = generator_.schedules();
  size_ += size_ / 2;
}

/// Latest starts, blurred.
void Genetic::found(int side) {
  ++founded_[side];
  const Plain::Side& direction = plain_.side(side);
  const std::uint64_t blur = static_cast<std::uint64_t>(plain_.critical_path()) / 2 + 1;
  if (side == 1) {
    for (std::size_t i = 0; i < key_.size(); ++i)
      key_[i] = plain_.critical_path() - direction.tail[i] + static_cast<Slot>(rng_.below(blur));
  } else {
    key_ = pick(population_[1]).key;
  }
  bear(side, rng_.chance(kParallelFounders));
  admit(side);
}

const Genetic::Individual& Genetic::pick(const Population& from) {
  const Individual& one = rng_.pick(from);
  const Individual& other = rng_.pick(from);
  return other.makespan < one.makespan ? other : one;
}

/// Where an interval begins in which the father uses much.
Slot Genetic::pick_interval(const Individual& father, Slot length) {
  const Slot span = father.makespan;
  load_before_.assign(static_cast<std::size_t>(span) + 2, 0);
  const auto loads = plain_.loads();
  for (std::size_t i = 0; i < loads.size(); ++i) {
    load_before_[father.key[i] + 1] += loads[i];
    load_before_[father.key[i] + plain_.works()[i] + 1] -= loads[i];
  }
  std::int64_t rate = 0, sum = 0;
  for (Slot t = 0; t < span; ++t) load_before_[t + 1] = sum += rate += load_before_[t + 1];
  Slot best = 0;
  std::int64_t most = -1;
  for (int k = 0; k < kIntervalTries; ++k) {
    const auto from = static_cast<Slot>(rng_.below(static_cast<std::uint64_t>(span - length) + 1));
    const std::int64_t load = load_before_[from + length] - load_before_[from];
    if (load > most) most = load, best = from;
  }
  return best;
}

void Genetic::cross(const Individual& mother, const Individual& father) {
  const auto percent = static_cast<Slot>(rng_.between(kShortestInterval, kLongestInterval));
  const Slot length = std::clamp(father.makespan * percent / 100, 1, std::max(1, father.makespan));
  const Slot from = father.makespan == 0 ? 0 : pick_interval(father, length), until = from + length;
  for (std::size_t i = 0; i < key_.size(); ++i)
    key_[i] = father.key[i] >= from && father.key[i] < until ? father.key[i] : mother.key[i];
}

void Genetic::mutate() {
  const std::size_t most = std::max<std::size_t>(1, key_.size() / 10);
  for (std::size_t count = 1 + rng_.below(most); count > 0; --count)
    key_[rng_.below(key_.size())] += static_cast<Slot>(rng_.between(-kLongestShift, kLongestShift));
}

void Genetic::breed(int side) {
  const Population& parents = population_[1 - side];
  const Individual& father = pick(parents);
  const Individual& mother = pick(parents);
  cross(mother, father);
  mutate();
  bear(side, false);
  admit(side);
}

StopReason Genetic::search(const StopRule& stop, const std::function<void()>& on_better) {
  while (!is_proven()) {
    const StopReason reason = stop.check(generator_.schedules());
    if (reason != StopReason::finished) return reason;
    if (generator_.schedules() >= epoch_end_) begin_again();
    if (population_[1].size() < size_ && founded_[1] < 2 * size_)
      found(1);
    else if (population_[0].size() < size_ && founded_[0] < 2 * size_)
      found(0);
    else
      breed(side_), side_ = 1 - side_;
    if (is_better_) on_better();
    is_better_ = false;
  }
  return StopReason::finished;
}

}  // namespace zw::engines::schedule
