#include "engines/schedule/verify_time.h"

#include <algorithm>

namespace zw::engines::schedule {

WorkingSpans::WorkingSpans(std::vector<Span> spans) : spans_(std::move(spans)), before_{0} {
  for (const Span& span : spans_) before_.push_back(before_.back() + span.until - span.from);
}

WorkingSpans WorkingSpans::common_with(const std::vector<Span>& others) const {
  std::vector<Span> common;
  for (auto a = spans_.begin(), b = spans_.end(); a != b; ++a) {
    auto other = std::partition_point(others.begin(), others.end(),
                                      [&](const Span& span) { return span.until <= a->from; });
    for (; other != others.end() && other->from < a->until; ++other)
      common.push_back({std::max(a->from, other->from), std::min(a->until, other->until)});
  }
  return WorkingSpans(std::move(common));
}

std::int64_t WorkingSpans::count_before(std::int64_t slot) const {
  const auto next = std::partition_point(spans_.begin(), spans_.end(),
                                         [&](const Span& span) { return span.until <= slot; });
  const std::int64_t whole = before_[static_cast<std::size_t>(next - spans_.begin())];
  return next == spans_.end() || slot <= next->from ? whole : whole + slot - next->from;
}

std::optional<std::int64_t> WorkingSpans::end_of(std::int64_t from, std::int64_t work) const {
  const std::int64_t wanted = count_before(from) + work;
  if (wanted > before_.back()) return {};
  const auto reached = std::lower_bound(before_.begin(), before_.end(), wanted);
  const auto span = static_cast<std::size_t>(reached - before_.begin()) - 1;
  return spans_[span].from + (wanted - before_[span]);
}

}  // namespace zw::engines::schedule
