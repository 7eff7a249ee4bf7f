#include "modules/intake/names.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "base/text.h"

namespace zw::modules::intake {
namespace {

std::u32string code_points(std::string_view text) {
  std::u32string points;
  for (std::size_t pos = 0; pos < text.size();) points += next_code_point(text, pos);
  return points;
}

/// Levenshtein distance of code points, or `limit + 1` when it is larger.
std::size_t distance(const std::u32string& a, const std::u32string& b, std::size_t limit) {
  if (std::max(a.size(), b.size()) - std::min(a.size(), b.size()) > limit) return limit + 1;
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j)
      diagonal =
          std::exchange(row[j], std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1])}));
    if (*std::min_element(row.begin(), row.end()) > limit) return limit + 1;
  }
  return row.back();
}

constexpr std::size_t kShortestPart = 4;  ///< characters; shorter parts are found in too many names
constexpr std::size_t kMostSlips = 2;

}  // namespace

void Names::add(Reference to, std::string_view title, std::string_view code) {
  if (!code.empty()) exact_.try_emplace(std::string(code), to);
  if (title.empty() || !exact_.try_emplace(std::string(title), to).second) return;
  std::string key = name_key(title);
  by_key_.try_emplace(key, entries_.size());
  entries_.push_back({std::string(title), std::move(key)});
}

std::optional<Reference> Names::find(std::string_view text) const {
  const auto at = exact_.find(std::string(text));
  if (at == exact_.end()) return {};
  return at->second;
}

std::optional<std::string> Names::nearest(std::string_view text) const {
  const std::string key = name_key(text);
  if (const auto at = by_key_.find(key); at != by_key_.end()) return entries_[at->second].title;
  const std::u32string points = code_points(key);
  if (points.size() < kShortestPart) return {};
  const Entry* best = nullptr;
  std::size_t best_rank = kMostSlips + 2;
  bool is_unique = false;
  for (const Entry& entry : entries_) {
    const bool contains = entry.key.find(key) != std::string::npos;
    const std::size_t rank = contains ? 0 : distance(points, code_points(entry.key), kMostSlips);
    if (rank > kMostSlips || rank > best_rank) continue;
    is_unique = rank < best_rank;
    best_rank = rank;
    best = &entry;
  }
  if (!best || !is_unique) return {};
  return best->title;
}

}  // namespace zw::modules::intake
