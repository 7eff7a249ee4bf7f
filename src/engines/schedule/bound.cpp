#include "engines/schedule/bound.h"

#include <algorithm>
#include <vector>

namespace zw::engines::schedule {
namespace {

/// Earliest starts and finishes under links alone, each activity in the mode that is best for the question.
class Windows {
 public:
  explicit Windows(const Instance& instance) : instance_(instance) {
    const int n = instance.activities();
    start_.resize(n), finish_.resize(n), work_.assign(n, kMaxSlot), in_.resize(n), out_.resize(n);
    for (int i = 0; i < n; ++i) {
      for (int m = 0; m < instance.modes(i); ++m)
        if (instance.is_allowed(i, m)) work_[i] = std::min(work_[i], instance.work(i, m));
      start_[i] = instance.release(i), finish_[i] = kMaxSlot;
      if (const auto& fixed = instance.fixed(i)) start_[i] = fixed->from;
      finish_[i] = first_finish(i);
    }
    for (std::size_t a = 0; a < instance.arcs().size(); ++a) {
      in_[instance.arcs()[a].to].push_back(static_cast<int>(a));
      out_[instance.arcs()[a].from].push_back(static_cast<int>(a));
    }
  }

  /// False when there is no plan. Every push moves a start to the right, and none goes past the horizon.
  bool settle() {
    std::vector<int> queue(start_.size());
    std::vector<char> is_queued(start_.size(), 1);
    for (std::size_t i = 0; i < queue.size(); ++i) queue[i] = static_cast<int>(i);
    for (std::size_t k = 0; k < queue.size(); ++k) {
      const int i = queue[k];
      is_queued[i] = 0;
      if (finish_[i] > (instance_.fixed(i) ? instance_.horizon() : instance_.deadline(i))) return false;
      for (const int a : out_[i]) {
        const int j = instance_.arcs()[a].to;
        if (!push(instance_.arcs()[a])) continue;
        if (instance_.fixed(j)) return false;
        if (!is_queued[j]) is_queued[j] = 1, queue.push_back(j);
      }
      // What has been looked at needs no room.
      if (k > 4096 && k * 2 > queue.size())
        queue.erase(queue.begin(), queue.begin() + static_cast<std::ptrdiff_t>(k + 1)),
            k = static_cast<std::size_t>(-1);
    }
    return true;
  }

  Slot start(int i) const { return start_[i]; }
  Slot work(int i) const { return work_[i]; }
  Slot last_finish() const { return finish_.empty() ? 0 : *std::max_element(finish_.begin(), finish_.end()); }

  /// Slots that surely pass between the start of i and the end of the plan; links in calendars and circles
  /// count for nothing.
  std::vector<Slot> tails() const {
    std::vector<Slot> tail(work_);
    for (std::size_t i = 0; i < tail.size(); ++i)
      if (instance_.fixed(static_cast<int>(i))) tail[i] = 0;
    bool has_grown = true;
    for (int round = 0; round < 200 && has_grown; ++round) {
      has_grown = false;
      for (const Arc& arc : instance_.arcs()) {
        if (arc.calendar != kNone || (arc.to_finish && instance_.modes(arc.to) > 1)) continue;
        if (arc.to_finish && instance_.table_of(arc.to, 0) != kNone) continue;
        const Slot weight =
            arc.lag + (arc.from_finish ? work_[arc.from] : 0) - (arc.to_finish ? work_[arc.to] : 0);
        if (instance_.fixed(arc.from) || instance_.fixed(arc.to)) continue;
        if (tail[arc.to] + weight <= tail[arc.from]) continue;
        tail[arc.from] = tail[arc.to] + weight;
        has_grown = true;
      }
    }
    return tail;
  }

 private:
  Slot first_finish(int i) const {
    if (const auto& fixed = instance_.fixed(i)) return fixed->until;
    Slot first = kMaxSlot;
    for (int m = 0; m < instance_.modes(i); ++m) {
      if (!instance_.is_allowed(i, m)) continue;
      const Slot start = instance_.earliest_start(i, m, start_[i]);
      first = std::min(first, instance_.finish(i, m, start));
    }
    return first;
  }

  /// The first start of j from which some mode finishes at or after `event`.
  Slot start_before(int j, Slot event) const {
    Slot first = kMaxSlot;
    for (int m = 0; m < instance_.modes(j); ++m) {
      if (!instance_.is_allowed(j, m)) continue;
      const Slot start = instance_.table_of(j, m) == kNone ? event - instance_.work(j, m)
                         : event <= 0                      ? 0
                                                           : instance_.latest_start(j, m, event - 1) + 1;
      first = std::min(first, start);
    }
    return first;
  }

  bool push(const Arc& arc) {
    const Slot from = arc.from_finish ? finish_[arc.from] : start_[arc.from];
    const Slot event = instance_.after_lag(arc, from);
    if (instance_.fixed(arc.to)) return event > (arc.to_finish ? finish_[arc.to] : start_[arc.to]);
    const Slot start = arc.to_finish ? start_before(arc.to, event) : event;
    if (start <= start_[arc.to]) return false;
    start_[arc.to] = std::min(start, instance_.horizon() + 1);
    finish_[arc.to] = first_finish(arc.to);
    return start_[arc.to] <= instance_.horizon() || finish_[arc.to] > instance_.horizon();
  }

  const Instance& instance_;
  std::vector<Slot> start_, finish_, work_;
  std::vector<std::vector<int>> in_, out_;
};

/// Least work × amount that i takes of resource r in any mode.
std::int64_t energy(const Instance& instance, int i, int r) {
  std::int64_t least = -1;
  for (int m = 0; m < instance.modes(i); ++m) {
    if (!instance.is_allowed(i, m)) continue;
    std::int64_t taken = 0;
    for (const Use& use : instance.uses(i, m))
      if (use.resource == r) taken = use.amount * instance.work(i, m);
    least = least < 0 ? taken : std::min(least, taken);
  }
  return std::max<std::int64_t>(0, least);
}

/// What starts at or after h and leaves at least q behind it does not fit in less than its energy divided by
/// the capacity. Best over all h and q.
Slot energy_bound(const Instance& instance, const Windows& windows, std::span<const Slot> tail, int r) {
  struct Part {
    Slot head, rest;
    std::int64_t energy;
  };
  std::vector<Part> parts;
  for (int i = 0; i < instance.activities(); ++i) {
    if (instance.fixed(i)) continue;
    if (const std::int64_t taken = energy(instance, i, r); taken > 0)
      parts.push_back({windows.start(i), tail[i] - windows.work(i), taken});
  }
  std::int64_t highest = 1;
  for (const auto& step : instance.capacity(r)) highest = std::max(highest, step.capacity);
  std::sort(parts.begin(), parts.end(), [](const Part& a, const Part& b) { return a.rest > b.rest; });
  std::vector<Slot> heads;
  for (const Part& part : parts) heads.push_back(part.head);
  std::sort(heads.begin(), heads.end());
  heads.erase(std::unique(heads.begin(), heads.end()), heads.end());
  // Large questions ask a sample of heads.
  const std::size_t stride = 1 + heads.size() * parts.size() / 4'000'000;
  Slot best = 0;
  for (std::size_t h = 0; h < heads.size(); h += stride) {
    std::int64_t sum = 0;
    for (const Part& part : parts) {
      if (part.head < heads[h]) continue;
      sum += part.energy;
      const auto length = static_cast<Slot>((sum + highest - 1) / highest);
      best = std::max(best, heads[h] + length + part.rest);
    }
  }
  return best;
}

}  // namespace

std::optional<Slot> bound(const Instance& instance, const StopRule& stop) {
  Windows windows(instance);
  if (!windows.settle()) return std::nullopt;
  Slot best = windows.last_finish();
  const std::vector<Slot> tail = windows.tails();
  for (int r = 0; r < instance.resources(); ++r) {
    if (stop.is_cancelled()) break;
    if (instance.is_renewable(r)) best = std::max(best, energy_bound(instance, windows, tail, r));
  }
  return best;
}

}  // namespace zw::engines::schedule
