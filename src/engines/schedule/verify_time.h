// Working time as the judge of plans counts it: on the spans themselves, without a table of slots.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engines/schedule/instance.h"

namespace zw::engines::schedule {

/// Slots in which all of some calendars work.
class WorkingSpans {
 public:
  explicit WorkingSpans(std::vector<Span> spans);

  WorkingSpans common_with(const std::vector<Span>& others) const;
  bool contains(std::int64_t slot) const { return count_before(slot + 1) > count_before(slot); }
  /// Working slots before this one.
  std::int64_t count_before(std::int64_t slot) const;
  /// When `work` > 0 slots that begin at or after `from` are over; nothing when there are not as many.
  std::optional<std::int64_t> end_of(std::int64_t from, std::int64_t work) const;

 private:
  std::vector<Span> spans_;
  std::vector<std::int64_t> before_;  ///< working slots before each span; ends with them all
};

}  // namespace zw::engines::schedule
