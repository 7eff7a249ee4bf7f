// Identity of a stored record: positive, unique for its entity inside one zone.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace zw {

struct Id {
  std::int64_t value = 0;  ///< 0 means "not stored yet"

  constexpr explicit operator bool() const { return value != 0; }
  friend constexpr auto operator<=>(Id, Id) = default;
};

/// The tenant: one installation serves many zones and every key starts with this.
struct ZoneId {
  std::int64_t value = 0;

  friend constexpr auto operator<=>(ZoneId, ZoneId) = default;
};

}  // namespace zw

template <>
struct std::hash<zw::Id> {
  std::size_t operator()(zw::Id id) const noexcept { return std::hash<std::int64_t>{}(id.value); }
};
