#include <algorithm>
#include <map>

#include "base/text.h"
#include "modules/casework/desk.h"

namespace zw::modules::casework {
namespace {

/// Below this two requests are hardly the same.
constexpr int kLeastScore = 40;
/// A firm has few open cases; more than these are not worth reading for a hint.
constexpr std::size_t kMostCandidates = 300;
constexpr std::size_t kMostShown = 5;

using Pairs = std::map<std::pair<char32_t, char32_t>, int>;

Pairs pairs_of(std::string_view text) {
  const std::string plain = name_key(text);
  Pairs pairs;
  char32_t before = 0;
  for (std::size_t at = 0; at < plain.size();) {
    const char32_t c = next_code_point(plain, at);
    if (before) ++pairs[{before, c}];
    before = c;
  }
  return pairs;
}

int size_of(const Pairs& pairs) {
  int size = 0;
  for (const auto& [pair, count] : pairs) size += count;
  return size;
}

}  // namespace

int similarity(std::string_view a, std::string_view b) {
  const Pairs left = pairs_of(a), right = pairs_of(b);
  const int total = size_of(left) + size_of(right);
  if (total == 0) return 0;
  int common = 0;
  for (const auto& [pair, count] : left)
    if (const auto other = right.find(pair); other != right.end()) common += std::min(count, other->second);
  return 200 * common / total;
}

std::vector<Similar> similar_cases(Records& records, Id enterprise, std::string_view title, Id except) {
  const record::Entity& entity = record::describe<Case>();
  std::vector<record::Value> alive;
  for (int state = 0; state < kStateCount; ++state)
    if (is_alive(static_cast<State>(state)))
      alive.emplace_back(std::string(name_of(static_cast<State>(state))));
  std::vector<Similar> similar;
  for (Case& candidate :
       records.all<Case>({.limit = kMostCandidates,
       .filters = {{entity.find("enterprise_id"), {enterprise.value}}, {entity.find("state"), alive}},
       .wants_total = false})) {
    const int score = candidate.id == except ? 0 : similarity(title, candidate.title);
    if (score >= kLeastScore) similar.push_back({std::move(candidate), score});
  }
  std::ranges::stable_sort(similar, [](const Similar& a, const Similar& b) { return a.score > b.score; });
  if (similar.size() > kMostShown) similar.resize(kMostShown);
  return similar;
}

}  // namespace zw::modules::casework
