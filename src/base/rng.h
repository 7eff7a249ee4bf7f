// Reproducible randomness: the same seed gives the same numbers on every machine.
#pragma once

#include <array>
#include <cstdint>
#include <utility>

namespace zw {

/// xoshiro256** 1.0 (Blackman and Vigna 2018), seeded by splitmix64.
class Rng {
 public:
  explicit Rng(std::uint64_t seed);

  std::uint64_t next();
  /// Uniform in [0, bound); bound > 0. Unbiased (Lemire 2019).
  std::uint64_t below(std::uint64_t bound);
  /// Uniform in [low, high], both included.
  std::int64_t between(std::int64_t low, std::int64_t high);
  /// True with probability `percent` in a hundred.
  bool chance(int percent) { return below(100) < static_cast<std::uint64_t>(percent); }

  template <class Container>
  void shuffle(Container& items) {
    for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[below(i)]);
  }
  template <class Container>
  const auto& pick(const Container& items) {
    return items[below(items.size())];
  }

 private:
  std::array<std::uint64_t, 4> state_;
};

}  // namespace zw
