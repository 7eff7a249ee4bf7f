#include "engines/schedule/generate.h"

#include <algorithm>
#include <bit>
#include <numeric>

#include "base/assert.h"

namespace zw::engines::schedule {
namespace {

/// event(to) ≥ event(from) + lag as start(to) ≥ start(from) + weight.
Slot weight_of(const Instance& instance, const Arc& arc) {
  return arc.lag + (arc.from_finish ? instance.work(arc.from, 0) : 0) -
         (arc.to_finish ? instance.work(arc.to, 0) : 0);
}

bool is_acyclic(const Instance& instance) {
  const int n = instance.activities();
  std::vector<int> waits_for(n, 0), ready;
  std::vector<std::vector<int>> next(n);
  for (const Arc& arc : instance.arcs()) ++waits_for[arc.to], next[arc.from].push_back(arc.to);
  for (int i = 0; i < n; ++i)
    if (waits_for[i] == 0) ready.push_back(i);
  for (std::size_t k = 0; k < ready.size(); ++k)
    for (const int j : next[ready[k]])
      if (--waits_for[j] == 0) ready.push_back(j);
  return static_cast<int>(ready.size()) == n;
}

bool has_plain_goal(const Instance& instance) {
  for (int i = 0; i < instance.activities(); ++i) {
    const Draft::Activity& row = instance.draft().activities[i];
    if (instance.release(i) != instance.release(0) || instance.deadline(i) != instance.horizon())
      return false;
    if ((row.due && row.weight > 0) || row.planned_start) return false;
  }
  return true;
}

bool has_room_for_budgets(const Instance& instance) {
  std::vector<std::int64_t> spent(instance.resources(), 0);
  for (int i = 0; i < instance.activities(); ++i)
    for (const Use& use : instance.spends(i, 0)) spent[use.resource] += use.amount;
  for (int r = 0; r < instance.resources(); ++r)
    if (!instance.is_renewable(r) && spent[r] > instance.capacity(r)[0].capacity) return false;
  return true;
}

}  // namespace

bool Plain::fits(const Instance& instance) {
  if (!instance.is_plain() || instance.activities() == 0 || !has_plain_goal(instance)) return false;
  std::int64_t length = instance.release(0);
  for (int i = 0; i < instance.activities(); ++i) length += instance.work(i, 0);
  for (const Arc& arc : instance.arcs()) {
    const Slot weight = weight_of(instance, arc);
    const Slot mirrored = weight + instance.work(arc.to, 0) - instance.work(arc.from, 0);
    if (weight < 0 || mirrored < 0) return false;
    length += std::max(0, weight - instance.work(arc.from, 0));
  }
  if (length > instance.horizon()) return false;
  return is_acyclic(instance) && has_room_for_budgets(instance);
}

Plain::Plain(const Instance& instance) {
  ZW_ASSERT(fits(instance), "only plain instances are packed");
  release_ = instance.release(0);
  for (int i = 0; i < instance.activities(); ++i) work_.push_back(instance.work(i, 0));
  horizon_ = std::accumulate(work_.begin(), work_.end(), Slot{0});
  for (const Arc& arc : instance.arcs())
    horizon_ += std::max(0, weight_of(instance, arc) - instance.work(arc.from, 0));
  pack(instance);
  build_sides(instance);
}

/// Resources that could serve everybody at once need no lane.
void Plain::pack(const Instance& instance) {
  const int n = activities();
  std::vector<std::int64_t> wanted(instance.resources(), 0);
  for (int i = 0; i < n; ++i)
    for (const Use& use : instance.uses(i, 0))
      if (work_[i] > 0) wanted[use.resource] += use.amount;
  struct Lane {
    int word = kNone, shift = 0;
  };
  std::vector<Lane> lanes(instance.resources());
  int word = 0, used = 0;
  for (int r = 0; r < instance.resources(); ++r) {
    const std::int64_t capacity = instance.capacity(r)[0].capacity;
    if (!instance.is_renewable(r) || wanted[r] <= capacity) continue;
    const int width = static_cast<int>(std::bit_width(static_cast<std::uint64_t>(capacity))) + 1;
    if (used + width > 64) ++word, used = 0;
    lanes[r] = {word, used};
    used += width;
  }
  words_ = word + 1;
  is_narrow_ = word == 0 && used <= 32;
  guard_.assign(words_, 0), full_.assign(words_, 0);
  need_.assign(static_cast<std::size_t>(n) * words_, 0);
  load_.assign(n, 0);
  for (int r = 0; r < instance.resources(); ++r) {
    if (lanes[r].word == kNone) continue;
    const auto capacity = static_cast<std::uint64_t>(instance.capacity(r)[0].capacity);
    full_[lanes[r].word] |= capacity << lanes[r].shift;
    guard_[lanes[r].word] |= std::uint64_t{1} << (lanes[r].shift + std::bit_width(capacity));
  }
  for (int w = 0; w < words_; ++w) full_[w] |= guard_[w];
  for (int i = 0; i < n; ++i) {
    for (const Use& use : instance.uses(i, 0)) {
      const Lane lane = lanes[use.resource];
      if (lane.word == kNone || work_[i] == 0) continue;
      need_[i * words_ + lane.word] |= static_cast<std::uint64_t>(use.amount) << lane.shift;
      load_[i] += static_cast<std::int32_t>((use.amount << 16) / instance.capacity(use.resource)[0].capacity);
    }
  }
}

void Plain::build_sides(const Instance& instance) {
  const int n = activities();
  for (int mirrored = 0; mirrored < 2; ++mirrored) {
    Side& side = sides_[mirrored];
    side.first_lead.assign(n + 1, 0);
    for (const Arc& arc : instance.arcs()) ++side.first_lead[(mirrored ? arc.from : arc.to) + 1];
    std::partial_sum(side.first_lead.begin(), side.first_lead.end(), side.first_lead.begin());
    side.leads.resize(instance.arcs().size());
    std::vector<int> next(side.first_lead.begin(), side.first_lead.end() - 1);
    for (const Arc& arc : instance.arcs()) {
      const Slot weight = weight_of(instance, arc);
      if (mirrored)
        side.leads[next[arc.from]++] = {arc.to, weight + work_[arc.to] - work_[arc.from]};
      else
        side.leads[next[arc.to]++] = {arc.from, weight};
    }
    order_side(side);
  }
  for (int i = 0; i < n; ++i) {
    critical_path_ = std::max(critical_path_, sides_[0].head[i] + work_[i]);
    sides_[0].tail.push_back(sides_[1].head[i] + work_[i]);
    sides_[1].tail.push_back(sides_[0].head[i] + work_[i]);
  }
}

void Plain::order_side(Side& side) const {
  const int n = activities();
  std::vector<std::vector<int>> next(n);
  std::vector<int> waits_for(n, 0);
  for (int i = 0; i < n; ++i)
    for (const Lead& lead : side.leads_of(i)) next[lead.activity].push_back(i), ++waits_for[i];
  for (int i = 0; i < n; ++i)
    if (waits_for[i] == 0) side.order.push_back(i);
  for (std::size_t k = 0; k < side.order.size(); ++k)
    for (const int j : next[side.order[k]])
      if (--waits_for[j] == 0) side.order.push_back(j);
  side.head.assign(n, 0);
  for (const int i : side.order)
    for (const Lead& lead : side.leads_of(i))
      side.head[i] = std::max(side.head[i], side.head[lead.activity] + lead.weight);
}

Generator::Generator(const Plain& plain) : plain_(plain) {
  const std::size_t slots = static_cast<std::size_t>(plain.horizon()) + 1;
  if (plain.is_narrow_) {
    narrow_profile_.assign(slots, static_cast<std::uint32_t>(plain.full_[0]));
    narrow_need_.assign(plain.need_.begin(), plain.need_.end());
  } else {
    profile_.resize(slots * plain.words_);
    for (std::size_t k = 0; k < profile_.size(); ++k) profile_[k] = plain.full_[k % plain.words_];
  }
  list_.resize(plain.activities());
  key_.resize(plain.activities());
}

/// Looks at a window from its end, so that a full slot moves the window past itself at once; what has been
/// looked at is not looked at again.
template <class Word>
static inline Slot first_fit(const Word* profile, Word need, Word guard, Slot t, Slot work) {
  Slot last = t + work - 1, seen = t;
  for (Slot s = last; s >= seen; --s) {
    if (((profile[s] - need) & guard) == guard) continue;
    t = s + 1;
    seen = last + 1;
    last = s + work;
    s = last + 1;
  }
  return t;
}

template <class Word>
Slot Generator::serial_words(int side_index, std::span<const int> list, std::span<Slot> start, Slot limit,
                             std::vector<Word>& profile, const std::vector<Word>& need, Word guard,
                             Word full) {
  const Plain::Side& side = plain_.side(side_index);
  const int* const first_lead = side.first_lead.data();
  const Plain::Lead* const leads = side.leads.data();
  const Slot* const works = plain_.work_.data();
  const Slot* const tail = side.tail.data();
  Word* const slots = profile.data();
  Slot end = 0;
  bool is_given_up = false;
  for (const int i : list) {
    Slot t = 0;
    for (int k = first_lead[i]; k < first_lead[i + 1]; ++k)
      t = std::max(t, start[leads[k].activity] + leads[k].weight);
    const Slot work = works[i];
    if (need[i] != 0) {
      t = first_fit(slots, need[i], guard, t, work);
      if (t + tail[i] > limit) {
        is_given_up = true;
        break;
      }
      for (Slot s = t; s < t + work; ++s) slots[s] -= need[i];
    }
    start[i] = t;
    end = std::max(end, t + work);
  }
  std::fill(slots, slots + end, full);
  return is_given_up || end > limit ? kGivenUp : end;
}

Slot Generator::place_wide(int i, Slot t) {
  const int words = plain_.words_;
  const std::uint64_t* const need = plain_.need_.data() + static_cast<std::size_t>(i) * words;
  const std::uint64_t* const guard = plain_.guard_.data();
  const Slot work = plain_.work(i);
  const auto has_room = [&](Slot s) {
    const std::uint64_t* const slot = profile_.data() + static_cast<std::size_t>(s) * words;
    for (int w = 0; w < words; ++w)
      if (((slot[w] - need[w]) & guard[w]) != guard[w]) return false;
    return true;
  };
  Slot last = t + work - 1, seen = t;
  for (Slot s = last; s >= seen; --s) {
    if (has_room(s)) continue;
    t = s + 1;
    seen = last + 1;
    last = s + work;
    s = last + 1;
  }
  for (Slot s = t; s < t + work; ++s)
    for (int w = 0; w < words; ++w) profile_[static_cast<std::size_t>(s) * words + w] -= need[w];
  return t;
}

Slot Generator::serial_wide(int side_index, std::span<const int> list, std::span<Slot> start, Slot limit) {
  const Plain::Side& side = plain_.side(side_index);
  Slot end = 0;
  bool is_given_up = false;
  for (const int i : list) {
    Slot t = 0;
    for (const auto& lead : side.leads_of(i)) t = std::max(t, start[lead.activity] + lead.weight);
    start[i] = t = place_wide(i, t);
    end = std::max(end, t + plain_.work(i));
    is_given_up = t + side.tail[i] > limit;
    if (is_given_up) break;
  }
  for (std::size_t k = 0; k < static_cast<std::size_t>(end) * plain_.words_; ++k)
    profile_[k] = plain_.full_[k % plain_.words_];
  return is_given_up ? kGivenUp : end;
}

Slot Generator::serial(int side, std::span<const int> list, std::span<Slot> start, Slot limit) {
  ++schedules_;
  if (plain_.is_narrow_)
    return serial_words<std::uint32_t>(side, list, start, limit, narrow_profile_, narrow_need_,
                                       static_cast<std::uint32_t>(plain_.guard_[0]),
                                       static_cast<std::uint32_t>(plain_.full_[0]));
  if (plain_.words_ == 1)
    return serial_words<std::uint64_t>(side, list, start, limit, profile_, plain_.need_, plain_.guard_[0],
                                       plain_.full_[0]);
  return serial_wide(side, list, start, limit);
}

/// Points of time are visited in order: what is eligible and fits now starts now, by key.
Slot Generator::parallel(int side_index, std::span<const Slot> key, std::span<Slot> start) {
  ++schedules_;
  const Plain::Side& side = plain_.side(side_index);
  const int n = plain_.activities(), words = plain_.words_;
  std::vector<std::uint64_t> free(plain_.full_);
  waiting_.assign(side.order.begin(), side.order.end());
  // Sorted by key, but leads first: an activity that takes no time lets its successors start at once.
  std::stable_sort(waiting_.begin(), waiting_.end(), [&](int a, int b) { return key[a] < key[b]; });
  running_.clear();
  std::fill(start.begin(), start.end(), kMaxSlot);
  Slot now = 0, end = 0;
  const auto ready_at = [&](int i) {
    Slot t = 0;
    for (const auto& lead : side.leads_of(i)) t = std::max(t, start[lead.activity] + lead.weight);
    return t;
  };
  const auto fits_now = [&](int i) {
    for (int w = 0; w < words; ++w)
      if (((free[w] - plain_.need_[i * words + w]) & plain_.guard_[w]) != plain_.guard_[w]) return false;
    return true;
  };
  for (int planned = 0; planned < n;) {
    bool is_at_rest = false;
    while (!is_at_rest) {
      is_at_rest = true;
      for (int& i : waiting_) {
        if (i == kNone || ready_at(i) > now || !fits_now(i)) continue;
        start[i] = now, ++planned;
        end = std::max(end, now + plain_.work(i));
        if (plain_.work(i) > 0) {
          for (int w = 0; w < words; ++w) free[w] -= plain_.need_[i * words + w];
          running_.push_back(i);
        }
        // Successors of what takes no time, and those with lag 0 from its start, may stand before it.
        i = kNone, is_at_rest = false;
      }
      std::erase(waiting_, kNone);
    }
    Slot next = kMaxSlot;
    for (const int i : running_) next = std::min(next, start[i] + plain_.work(i));
    for (const int i : waiting_)
      if (const Slot ready = ready_at(i); ready > now) next = std::min(next, ready);
    now = next;
    std::erase_if(running_, [&](int i) {
      if (start[i] + plain_.work(i) > now) return false;
      for (int w = 0; w < words; ++w) free[w] += plain_.need_[i * words + w];
      return true;
    });
  }
  return end;
}

void Generator::sort(int side_index, std::span<Slot> key, std::span<int> list) {
  const Plain::Side& side = plain_.side(side_index);
  Slot lowest = kMaxSlot, highest = -kMaxSlot;
  for (const int i : side.order) {
    Slot at_least = key[i];
    for (int k = side.first_lead[i]; k < side.first_lead[i + 1]; ++k)
      at_least = std::max(at_least, key[side.leads[k].activity]);
    key[i] = at_least;
    lowest = std::min(lowest, at_least);
    highest = std::max(highest, at_least);
  }
  count_.assign(static_cast<std::size_t>(highest - lowest) + 2, 0);
  for (const Slot k : key) ++count_[k - lowest + 1];
  for (std::size_t k = 1; k < count_.size(); ++k) count_[k] += count_[k - 1];
  for (const int i : side.order) list[count_[key[i] - lowest]++] = i;
}

void Generator::mirror(std::span<const Slot> start, Slot makespan, std::span<Slot> key) const {
  for (int i = 0; i < plain_.activities(); ++i) key[i] = makespan - start[i] - plain_.work(i);
}

Slot Generator::improve(std::span<Slot> start, Slot makespan) {
  std::vector<Slot> best(start.begin(), start.end());
  while (true) {
    mirror(best, makespan, key_);
    sort(1, key_, list_);
    const Slot length = serial(1, list_, start);
    mirror(start, length, key_);
    sort(0, key_, list_);
    const Slot again = serial(0, list_, start);
    if (again >= makespan) break;
    makespan = again;
    std::copy(start.begin(), start.end(), best.begin());
  }
  std::copy(best.begin(), best.end(), start.begin());
  return makespan;
}

std::vector<Slot> keys_of(const Plain& plain, int side_index, Rule rule) {
  const Plain::Side& side = plain.side(side_index);
  const int n = plain.activities();
  std::vector<Slot> key(n), successors(n, 0), rank(n, 0);
  for (int i = 0; i < n; ++i)
    for (const auto& lead : side.leads_of(i))
      ++successors[lead.activity], rank[lead.activity] += plain.work(i);
  for (int i = 0; i < n; ++i) {
    switch (rule) {
      case Rule::latest_start:
        key[i] = plain.critical_path() - side.tail[i];
        break;
      case Rule::latest_finish:
        key[i] = plain.critical_path() - side.tail[i] + plain.work(i);
        break;
      case Rule::most_successors:
        key[i] = -successors[i];
        break;
      case Rule::greatest_rank:
        key[i] = -rank[i] - plain.work(i);
        break;
      case Rule::longest_work:
        key[i] = -plain.work(i);
        break;
    }
  }
  return key;
}

}  // namespace zw::engines::schedule
