// A plan, what it is worth, and what the search says of it.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <vector>

#include "engines/schedule/instance.h"
#include "engines/search/answer.h"

namespace zw::engines::schedule {

/// For each activity its start and its mode.
struct Plan {
  std::vector<Slot> start;
  std::vector<int> mode;

  bool is_empty() const { return start.empty(); }
  friend bool operator==(const Plan&, const Plan&) = default;
};

/// What a plan costs; less is better, the first difference decides.
struct Value {
  std::int64_t lateness = 0;  ///< Σ weight × slots by which an activity finishes after it is due
  std::int64_t cost = 0;      ///< Σ cost of the modes
  Slot makespan = 0;          ///< the last finish
  std::int64_t changes = 0;   ///< Σ slots by which starts differ from the planned ones

  friend auto operator<=>(const Value&, const Value&) = default;
};

Slot finish_of(const Instance& instance, const Plan& plan, int activity);
Value value_of(const Instance& instance, const Plan& plan);

}  // namespace zw::engines::schedule
