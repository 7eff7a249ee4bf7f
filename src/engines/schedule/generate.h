// Turns lists of activities into plans of plain instances, a hundred thousand times a second.
//
// Serial and parallel generation (Kolisch 1996) in both directions of time. The free amounts of all scarce
// resources in one slot are lanes of a word, each with a guard bit above it: need fits where `free - need`
// leaves every guard bit standing.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/rng.h"
#include "engines/schedule/instance.h"

namespace zw::engines::schedule {

/// A plain instance as columns for the inner loop, and its mirror image in time.
///
/// In the mirror an activity starts where it finishes in the original, counted back from the end. So the keys
/// T − start − work of a plan with makespan T are the starts of the same plan seen from the other side.
class Plain {
 public:
  /// `activity` starts at least `weight` slots before.
  struct Lead {
    int activity = 0;
    Slot weight = 0;
  };
  /// One direction of time.
  struct Side {
    std::vector<int> first_lead;  ///< leads of i are first_lead[i] … first_lead[i + 1] − 1
    std::vector<Lead> leads;
    std::vector<int> order;  ///< leads come first
    std::vector<Slot> head;  ///< longest way to the start of i
    std::vector<Slot> tail;  ///< longest way from the start of i to the end of everything

    std::span<const Lead> leads_of(int i) const {
      return {leads.data() + first_lead[i], leads.data() + first_lead[i + 1]};
    }
  };

  /// Only makespan counts, nothing is released late or due early, and links make starts and finishes ascend
  /// together, without a cycle.
  static bool fits(const Instance& instance);
  explicit Plain(const Instance& instance);

  int activities() const { return static_cast<int>(work_.size()); }
  Slot work(int i) const { return work_[i]; }
  std::span<const Slot> works() const { return work_; }
  /// 0 as it is, 1 mirrored.
  const Side& side(int index) const { return sides_[index]; }
  /// No plan is longer: everything one after the other.
  Slot horizon() const { return horizon_; }
  /// No plan is shorter.
  Slot critical_path() const { return critical_path_; }
  /// Share of the scarce resources that i takes while it runs, × 2^16.
  std::span<const std::int32_t> loads() const { return load_; }
  Slot release() const { return release_; }

 private:
  friend class Generator;
  void pack(const Instance& instance);
  void build_sides(const Instance& instance);
  void order_side(Side& side) const;

  std::vector<Slot> work_;
  std::vector<std::int32_t> load_;
  Side sides_[2];
  Slot horizon_ = 0, critical_path_ = 0, release_ = 0;
  int words_ = 1;                     ///< of 64 bits per slot
  bool is_narrow_ = false;            ///< all lanes fit in 32 bits
  std::vector<std::uint64_t> need_;   ///< words_ per activity
  std::vector<std::uint64_t> guard_;  ///< words_
  std::vector<std::uint64_t> full_;   ///< capacities and guard bits, words_
};

/// Fills a profile along a list. Keeps its buffers; for one thread.
class Generator {
 public:
  explicit Generator(const Plain& plain);

  static constexpr Slot kGivenUp = kMaxSlot;

  /// Starts for a list in which leads come first, each as early as it can be; the makespan, or kGivenUp when
  /// it would exceed `limit`.
  Slot serial(int side, std::span<const int> list, std::span<Slot> start, Slot limit = kMaxSlot);
  /// At each point of time what can start starts, smallest key first.
  Slot parallel(int side, std::span<const Slot> key, std::span<Slot> start);
  /// The list of all activities by ascending key; keys that put a lead behind are raised to it first.
  void sort(int side, std::span<Slot> key, std::span<int> list);
  /// Starts to keys of the other side.
  void mirror(std::span<const Slot> start, Slot makespan, std::span<Slot> key) const;
  /// Backward and forward passes while they shorten the plan (Tormos and Lova 2001). Starts of side 0.
  Slot improve(std::span<Slot> start, Slot makespan);

  std::uint64_t schedules() const { return schedules_; }

 private:
  template <class Word>
  Slot serial_words(int side, std::span<const int> list, std::span<Slot> start, Slot limit,
                    std::vector<Word>& profile, const std::vector<Word>& need, Word guard, Word full);
  Slot serial_wide(int side, std::span<const int> list, std::span<Slot> start, Slot limit);
  Slot place_wide(int i, Slot t);

  const Plain& plain_;
  std::vector<std::uint32_t> narrow_profile_, narrow_need_;
  std::vector<std::uint64_t> profile_;
  std::vector<int> count_, list_;
  std::vector<Slot> key_, ready_, raised_;
  std::vector<int> waiting_, running_;
  std::uint64_t schedules_ = 0;
};

/// Priority rules for first plans: keys of which the smallest goes first.
enum class Rule { latest_start, latest_finish, most_successors, greatest_rank, longest_work };
std::vector<Slot> keys_of(const Plain& plain, int side, Rule rule);

}  // namespace zw::engines::schedule
