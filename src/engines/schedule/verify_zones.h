// Who is in which zone at one moment, for the judge of plans: a zone taken as a whole has nobody else in it.
#pragma once

#include <vector>

#include "engines/schedule/instance.h"

namespace zw::engines::schedule {

/// Adds anywhere and sums up any beginning, both in O(log n) (Fenwick 1994).
class RunningSums {
 public:
  explicit RunningSums(std::size_t size) : sums_(size + 1, 0) {}

  void add(std::size_t at, int amount) {
    for (++at; at < sums_.size(); at += at & (~at + 1)) sums_[at] += amount;
  }
  /// Of the first `size`.
  int sum(std::size_t size) const {
    int sum = 0;
    for (; size > 0; size &= size - 1) sum += sums_[size];
    return sum;
  }

 private:
  std::vector<int> sums_;
};

/// Zones are numbered from the roots down, so that everything in a zone is one run of numbers.
class Occupation {
 public:
  /// `parent` of each zone, kNone for a root.
  explicit Occupation(const std::vector<int>& parent);

  void enter(int zone, bool is_whole) { change(zone, is_whole, 1); }
  void leave(int zone, bool is_whole) { change(zone, is_whole, -1); }
  /// Somebody has taken it, or one around it, as a whole.
  bool is_taken(int zone) const { return taken_.sum(first_[zone] + 1) > 0; }
  /// Somebody is in it or in one that lies in it.
  bool is_entered(int zone) const {
    return present_.sum(first_[zone] + size_[zone]) > present_.sum(first_[zone]);
  }

 private:
  void change(int zone, bool is_whole, int by);

  std::vector<std::size_t> first_, size_;
  RunningSums present_, taken_;
};

}  // namespace zw::engines::schedule
