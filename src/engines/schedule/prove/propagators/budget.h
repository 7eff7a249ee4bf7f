// What is used up must suffice: each activity spends at least as much as the cheapest mode that is left to
// it.
#pragma once

#include <vector>

#include "engines/schedule/prove/engine.h"

namespace zw::engines::schedule::prove {

class Budget : public Propagator {
 public:
  struct Item {
    int activity = 0;
    Literal chosen;
    std::int64_t amount = 0;
  };

  Budget(int resource, std::int64_t capacity, std::vector<Item> items);
  /// Items of an activity stand together.
  static void add_to(Engine& engine, int resource, std::int64_t capacity, std::vector<Item> items);

  void wake(int) override {}
  bool propagate(Engine& engine) override;
  void return_to(int) override {}
  void explain(const Engine& engine, const Bounds::Entry& entry, Literal wanted, int position,
               std::vector<Literal>& why) const override;
  Step step(const Engine&, const Bounds::Entry&, Literal, int) const override {
    return {Step::Rule::budget, resource_, 0, 0};
  }

 private:
  /// Items first … last − 1 are the modes of one activity.
  struct Group {
    std::size_t first = 0, last = 0;
    std::int64_t least = 0;  ///< of all its modes
  };

  template <class IsPossible>
  std::int64_t least_of(const Group& group, IsPossible is_possible) const;
  /// Appends why the groups but one spend more than `room` together.
  void explain_sum(const Bounds& bounds, const Group* but, std::int64_t room, int position,
                   std::vector<Literal>& why) const;

  int resource_ = 0, self_ = 0;
  std::int64_t capacity_ = 0;
  std::vector<Item> items_;
  std::vector<Group> groups_;
};

}  // namespace zw::engines::schedule::prove
