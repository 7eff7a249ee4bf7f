#include "engines/schedule/verify_zones.h"

namespace zw::engines::schedule {

Occupation::Occupation(const std::vector<int>& parent)
    : first_(parent.size(), 0), size_(parent.size(), 1), present_(parent.size()), taken_(parent.size() + 1) {
  std::vector<std::vector<int>> inner(parent.size());
  std::vector<int> open, seen;
  for (std::size_t z = 0; z < parent.size(); ++z)
    (parent[z] == kNone ? open : inner[parent[z]]).push_back(static_cast<int>(z));
  while (!open.empty()) {
    const int zone = open.back();
    open.pop_back();
    first_[zone] = seen.size();
    seen.push_back(zone);
    open.insert(open.end(), inner[zone].begin(), inner[zone].end());
  }
  for (auto zone = seen.rbegin(); zone != seen.rend(); ++zone)
    if (parent[*zone] != kNone) size_[parent[*zone]] += size_[*zone];
}

void Occupation::change(int zone, bool is_whole, int by) {
  present_.add(first_[zone], by);
  if (!is_whole) return;
  taken_.add(first_[zone], by);
  taken_.add(first_[zone] + size_[zone], -by);
}

}  // namespace zw::engines::schedule
