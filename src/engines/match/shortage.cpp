#include <algorithm>

#include "engines/match/explain.h"

namespace zw::engines::match {
namespace {

/// Collects everything that chains of moves from one object can reach. When none of it has room, the objects
/// reached compete for the places reached, one too many; and as each could make way for the first, none is
/// named in vain.
class ShortageSearch {
 public:
  ShortageSearch(const Instance& instance, const Assignment& assignment)
      : instance_(instance), officers_(static_cast<std::size_t>(instance.officers())) {
    at_desk_.resize(officers_);
    resident_.assign(officers_, kNobody);
    load_.assign(officers_, 0);
    is_reached_.assign(2 * officers_, false);
    for (int j = 0; j < instance.objects(); ++j) {
      if (assignment[j] == kNobody) continue;
      ++load_[assignment[j]];
      if (instance.is_residency(j))
        resident_[assignment[j]] = j;
      else
        at_desk_[assignment[j]].push_back(j);
    }
  }

  std::optional<Shortage> run(int object) {
    reach_from(object);
    for (std::size_t next = 0; next < queue_.size(); ++next) {
      const std::size_t station = queue_[next];
      if (station < officers_) {
        if (load_[station] < instance_.capacity(static_cast<int>(station))) return std::nullopt;
        for (const int held : at_desk_[station]) reach_from(held);
        if (resident_[station] != kNobody) reach(officers_ + station);
      } else if (const std::size_t i = station - officers_; resident_[i] == kNobody) {
        reach(i);
      } else {
        reach_from(resident_[i]);
      }
    }
    for (std::size_t i = 0; i < officers_; ++i) {
      // A full desk limits its residency as well, so only one of the two statements is needed.
      if (is_reached_[i])
        shortage_.officers.push_back(static_cast<int>(i));
      else if (is_reached_[officers_ + i])
        shortage_.residencies.push_back(static_cast<int>(i));
    }
    std::sort(shortage_.objects.begin(), shortage_.objects.end());
    return std::move(shortage_);
  }

 private:
  void reach(std::size_t station) {
    if (is_reached_[station]) return;
    is_reached_[station] = true;
    queue_.push_back(station);
  }

  void reach_from(int object) {
    shortage_.objects.push_back(object);
    std::vector<std::int32_t> row(officers_);
    scorer_.score_row(object, row);
    for (std::size_t i = 0; i < officers_; ++i)
      if (row[i] != kIneligible) reach(instance_.is_residency(object) ? officers_ + i : i);
  }

  const Instance& instance_;
  const std::size_t officers_;
  const Scorer scorer_{instance_};
  std::vector<std::vector<int>> at_desk_;
  std::vector<int> resident_, load_;
  std::vector<bool> is_reached_;  ///< desks, then residencies
  std::vector<std::size_t> queue_;
  Shortage shortage_;
};

}  // namespace

std::optional<Shortage> shortage(const Instance& instance, const Assignment& assignment, int object) {
  if (assignment[object] != kNobody) return std::nullopt;
  return ShortageSearch(instance, assignment).run(object);
}

}  // namespace zw::engines::match
