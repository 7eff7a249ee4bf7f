// No slot holds more than there is: the profile of what must be held in each slot, for all resources at once.
//
// An activity must hold its resources from its latest start to its earliest finish. Conclusions are explained
// at one slot ("pointwise": Schutt, Feydy, Stuckey, Wallace 2011), with as few activities as overload it.
#pragma once

#include <cstdint>
#include <vector>

#include "engines/schedule/prove/engine.h"
#include "engines/schedule/prove/propagators/task.h"

namespace zw::engines::schedule::prove {

class TimeTable : public Propagator {
 public:
  TimeTable(const Instance& instance, std::vector<Task> tasks);
  /// Adds itself to the engine.
  static void add_to(Engine& engine, const Instance& instance, std::vector<Task> tasks);

  void wake(int task) override;
  bool propagate(Engine& engine) override;
  void return_to(int level) override;
  void explain(const Engine& engine, const Bounds::Entry& entry, Literal wanted, int position,
               std::vector<Literal>& why) const override;
  Step step(const Engine& engine, const Bounds::Entry& entry, Literal wanted, int position) const override;

 private:
  /// Resources share words of 64 bits, each with a guard bit above it: a need fits when subtracting it leaves
  /// every guard standing.
  struct Lane {
    int word = 0, shift = 0;
  };
  struct Need {
    int word = 0;
    std::uint64_t amount = 0, guard = 0;
  };
  struct Held {
    Slot from = 0, until = 0;
  };
  struct Change {
    int task = 0, level = 0;
    Held before;
  };
  struct User {
    int task = 0;
    std::int64_t amount = 0;
  };
  struct Candidate {
    int position = 0;
    User user;
  };

  void lay_lanes();
  void lay_profile();
  void take_fixed(int activity);
  const std::uint64_t* words(Slot slot) const { return &free_[static_cast<std::size_t>(slot) * words_]; }
  bool is_blocked(int task, Slot slot) const;
  void hold(int task, Slot from, Slot until, bool is_taken);
  bool hold_changed(Engine& engine);
  bool fail_at(Engine& engine, int task, Slot slot) const;
  bool filter_start(Engine& engine, int task);
  bool filter_end(Engine& engine, int task);
  bool filter_absent(Engine& engine, int task);
  bool touches_dirty(const Bounds& bounds, int task) const;
  std::int64_t capacity_at(int resource, Slot slot) const {
    return capacity_[resource][static_cast<std::size_t>(slot)];
  }
  /// The activities, without `task`, that keep it from holding its uses in the slot; returns the resource.
  int blockers(const Bounds& bounds, int task, Slot slot, int position, std::vector<Candidate>& best) const;
  bool choose(const Bounds& bounds, int resource, int but_task, std::int64_t room, Slot slot, int position,
              std::vector<Candidate>& chosen) const;

  const Instance& instance_;
  std::vector<Task> tasks_;
  int self_ = 0;
  std::vector<std::vector<Use>> uses_;    ///< by task; only of resources that can run short
  std::vector<std::vector<Need>> needs_;  ///< by task
  std::vector<std::vector<User>> users_;  ///< by resource
  std::vector<std::vector<std::int64_t>>
      capacity_;  ///< by resource and slot; less what fixed activities hold
  std::vector<Lane> lanes_;
  std::size_t words_ = 0;
  std::vector<std::uint64_t> free_, guards_;
  std::vector<Held> held_;  ///< by task, as it is in the profile
  std::vector<Change> changes_;
  std::vector<char> is_changed_;
  std::vector<int> changed_;
  Held dirty_;
  Step overfull_;  ///< where fixed activities alone hold too much
};

}  // namespace zw::engines::schedule::prove
