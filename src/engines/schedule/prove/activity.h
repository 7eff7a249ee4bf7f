// Which literals took part in recent conflicts: the order in which the search decides (VSIDS).
#pragma once

#include <cstdint>
#include <vector>

#include "engines/schedule/prove/bounds.h"

namespace zw::engines::schedule::prove {

/// Only literals that have been in a learnt clause, and Booleans, are ever decided on; each pair of a literal
/// and its negation is one entry, named by the literal on the variable's own predicate.
class Activity {
 public:
  /// Makes the entry when there is none.
  void bump(Literal literal) { raise(index_of(literal, true)); }
  void bump_known(Literal literal) { raise(index_of(literal, false)); }
  void decay();

  bool is_empty() const { return heap_.empty(); }
  /// The most active literal, on its variable's own predicate; out of the heap until the search returns to a
  /// level before `level`.
  Literal pop(int level);
  void return_to(int level);

 private:
  struct Item {
    Literal literal;
    double activity = 0;
    int place = kOutside;  ///< in the heap
  };
  static constexpr int kOutside = -1;

  int index_of(Literal literal, bool is_made);
  void grow_table();
  static std::uint64_t key_of(Literal literal);
  void raise(int item);
  void insert(int item);
  void sift_up(int place);
  void sift_down(int place);
  bool is_before(int a, int b) const {
    return items_[a].activity > items_[b].activity || (items_[a].activity == items_[b].activity && a < b);
  }
  void put(int place, int item) { heap_[place] = item, items_[item].place = place; }

  std::vector<Item> items_;
  std::vector<int> heap_;
  std::vector<int> table_ = std::vector<int>(1024, -1);  ///< open addressing, a power of two
  std::vector<std::pair<int, int>> popped_;              ///< item, level
  double step_ = 1;
};

}  // namespace zw::engines::schedule::prove
