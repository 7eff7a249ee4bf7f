// Money in fen (1/100 yuan), exact; never a floating-point number.
#pragma once

#include <compare>
#include <cstdint>

namespace zw {

struct Money {
  std::int64_t fen = 0;

  friend constexpr auto operator<=>(Money, Money) = default;
  friend constexpr Money operator+(Money a, Money b) { return {a.fen + b.fen}; }
  friend constexpr Money operator-(Money a, Money b) { return {a.fen - b.fen}; }
  constexpr Money& operator+=(Money other) { return fen += other.fen, *this; }
};

constexpr Money yuan(std::int64_t amount) { return {amount * 100}; }
/// 1 万元
constexpr Money ten_thousand_yuan(std::int64_t amount) { return {amount * 1'000'000}; }

}  // namespace zw
