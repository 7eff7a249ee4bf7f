#include "engines/schedule/prove/activity.h"

#include <utility>

namespace zw::engines::schedule::prove {

namespace {
constexpr double kDecay = 0.95, kTooLarge = 1e100;
}

std::uint64_t Activity::key_of(Literal literal) {
  std::uint64_t key = static_cast<std::uint64_t>(static_cast<std::uint32_t>(literal.predicate)) << 32 |
                      static_cast<std::uint32_t>(literal.bound);
  key *= 0x9E3779B97F4A7C15ull;
  return key ^ (key >> 29);
}

int Activity::index_of(Literal literal, bool is_made) {
  if (literal.predicate & 1) literal = ~literal;
  const std::size_t mask = table_.size() - 1;
  std::size_t at = key_of(literal) & mask;
  for (; table_[at] >= 0; at = (at + 1) & mask)
    if (items_[table_[at]].literal == literal) return table_[at];
  if (!is_made) return -1;
  const int item = static_cast<int>(items_.size());
  items_.push_back({literal, 0, kOutside});
  table_[at] = item;
  insert(item);
  if (2 * items_.size() > table_.size()) grow_table();
  return item;
}

void Activity::grow_table() {
  table_.assign(2 * table_.size(), -1);
  const std::size_t mask = table_.size() - 1;
  for (int item = 0; item < static_cast<int>(items_.size()); ++item) {
    std::size_t at = key_of(items_[item].literal) & mask;
    while (table_[at] >= 0) at = (at + 1) & mask;
    table_[at] = item;
  }
}

void Activity::raise(int item) {
  if (item < 0) return;
  items_[item].activity += step_;
  if (items_[item].activity > kTooLarge) {
    for (Item& each : items_) each.activity /= kTooLarge;
    step_ /= kTooLarge;
  }
  if (items_[item].place != kOutside) sift_up(items_[item].place);
}

void Activity::decay() { step_ /= kDecay; }

void Activity::insert(int item) {
  heap_.push_back(item);
  items_[item].place = static_cast<int>(heap_.size()) - 1;
  sift_up(items_[item].place);
}

Literal Activity::pop(int level) {
  const int top = heap_.front(), last = heap_.back();
  heap_.pop_back();
  items_[top].place = kOutside;
  if (!heap_.empty()) {
    put(0, last);
    sift_down(0);
  }
  popped_.emplace_back(top, level);
  return items_[top].literal;
}

void Activity::return_to(int level) {
  while (!popped_.empty() && popped_.back().second > level) {
    insert(popped_.back().first);
    popped_.pop_back();
  }
}

void Activity::sift_up(int place) {
  const int item = heap_[place];
  while (place > 0) {
    const int parent = (place - 1) / 2;
    if (!is_before(item, heap_[parent])) break;
    put(place, heap_[parent]);
    place = parent;
  }
  put(place, item);
}

void Activity::sift_down(int place) {
  const int item = heap_[place], size = static_cast<int>(heap_.size());
  for (int child; (child = 2 * place + 1) < size; place = child) {
    if (child + 1 < size && is_before(heap_[child + 1], heap_[child])) ++child;
    if (!is_before(heap_[child], item)) break;
    put(place, heap_[child]);
  }
  put(place, item);
}

}  // namespace zw::engines::schedule::prove
