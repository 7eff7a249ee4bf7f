// Times the match engine on generated zones, beside LEMON's network simplex where its headers are installed.
//
// Prints CSV: instance,seed,cost,bound,cpu_seconds,gap. `cost` is the plan's value (larger is better); the
// time covers scoring every pair, the search and the proof. `match_bench all` adds the peer on the largest
// zones.
#include <cstdio>
#include <cstring>
#include <ctime>
#include <string>

#include "base/rng.h"
#include "engines/match/match.h"

#if __has_include(<lemon/network_simplex.h>)
#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>
#define ZW_HAS_LEMON 1
#endif

using namespace zw;
using namespace zw::engines::match;

namespace {

struct Shape {
  const char* name;
  int officers, objects;
  int capacity;    ///< places per officer
  int first_loss;  ///< the load penalty is 0 up to this many objects, then grows by `loss_step` for each
  int loss_step;
  bool has_places = true;  ///< without, scores take few values and most pairs tie
};

/// Officers and objects lie in a square of 20 km; trades, skills and places are independent and uniform. 80 %
/// of the objects have a current officer, every hundredth is a full residency.
Draft zone(const Shape& shape, std::uint64_t seed) {
  Rng rng(seed);
  Draft draft;
  const auto place = [&] { return Place{rng.between(0, 20'000), rng.between(0, 20'000)}; };
  const auto some = [&](int count, int of) {
    std::vector<Id> all;
    for (int k = 1; k <= of; ++k) all.push_back({k});
    rng.shuffle(all);
    all.resize(static_cast<std::size_t>(count));
    return all;
  };
  for (int i = 0; i < shape.officers; ++i) {
    Draft::Officer officer{{i + 1}, true, shape.capacity, {}, some(5, 16), some(3, 20), place(), 0};
    for (int k = 1; k <= shape.capacity; ++k)
      officer.load_penalty.push_back(std::max(0, k - shape.first_loss) * shape.loss_step);
    draft.officers.push_back(std::move(officer));
  }
  for (int j = 0; j < shape.objects; ++j) {
    Draft::Object object;
    object.id = {j + 1};
    object.is_residency = j % 100 == 0;
    object.wanted_skills = some(2, 16);
    object.industry = {rng.between(1, 20)};
    if (shape.has_places) object.place = place();
    if (rng.chance(80)) object.current = {rng.between(1, shape.officers)};
    draft.objects.push_back(std::move(object));
  }
  return draft;
}

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

void print_row(const std::string& name, std::uint64_t seed, std::int64_t cost, std::int64_t bound,
               double seconds) {
  const double size = cost == 0 ? 1 : std::abs(static_cast<double>(cost));
  std::printf("%s,%llu,%lld,%lld,%.4f,%.6f\n", name.c_str(), static_cast<unsigned long long>(seed),
              static_cast<long long>(cost), static_cast<long long>(bound), seconds,
              static_cast<double>(bound - cost) / size);
  std::fflush(stdout);
}

Solution time_solve(const std::string& name, std::uint64_t seed, const Instance& instance) {
  const double before = cpu_seconds();
  Solution solution = solve(instance, {}, StopRule{});
  print_row(name, seed, solution.value, *solution.bound, cpu_seconds() - before);
  return solution;
}

/// One officer leaves; the plan of before is kept as far as possible. A second row states how many others
/// moved.
void time_replan(const std::string& name, std::uint64_t seed, const Instance& before, const Solution& plan) {
  Draft draft = replan(before, plan.assignment);
  draft.officers[0].is_present = false;
  const Instance after = read(std::move(draft)).value();
  const Solution solution = time_solve(name + "_one_leaves", seed, after);
  const Changes changed = changes(after, solution.assignment);
  std::fprintf(stderr, "%s_one_leaves: %zu objects lost their officer, %zu others moved\n", name.c_str(),
               changed.orphans.size(), changed.moved.size());
}

#ifdef ZW_HAS_LEMON
/// The same question as a minimum-cost flow: object → (residency →) officer → one arc per place → sink.
void time_lemon(const std::string& name, std::uint64_t seed, const Instance& instance) {
  using Graph = lemon::SmartDigraph;
  const double before = cpu_seconds();
  Graph graph;
  graph.reserveNode(instance.objects() + 2 * instance.officers() + 1);
  graph.reserveArc(instance.objects() * instance.officers() + 2000 * instance.officers());
  Graph::ArcMap<std::int64_t> cost(graph), capacity(graph);
  Graph::NodeMap<std::int64_t> supply(graph, 0);
  const auto arc = [&](Graph::Node from, Graph::Node to, std::int64_t points) {
    const Graph::Arc added = graph.addArc(from, to);
    cost[added] = points;
    capacity[added] = 1;
  };
  const Graph::Node sink = graph.addNode();
  supply[sink] = -instance.objects();
  std::vector<Graph::Node> desks, residencies;
  for (int i = 0; i < instance.officers(); ++i) {
    desks.push_back(graph.addNode());
    residencies.push_back(graph.addNode());
    arc(residencies.back(), desks.back(), 0);
    for (int k = 1; k <= instance.capacity(i); ++k) arc(desks.back(), sink, instance.load_penalty(i, k));
  }
  const Scorer scorer(instance);
  std::vector<std::int32_t> row(static_cast<std::size_t>(instance.officers()));
  for (int j = 0; j < instance.objects(); ++j) {
    const Graph::Node object = graph.addNode();
    supply[object] = 1;
    scorer.score_row(j, row);
    for (int i = 0; i < instance.officers(); ++i)
      if (row[i] != kIneligible) arc(object, instance.is_residency(j) ? residencies[i] : desks[i], -row[i]);
    arc(object, sink, instance.unassigned_penalty());
  }
  lemon::NetworkSimplex<Graph, std::int64_t> simplex(graph);
  simplex.upperMap(capacity).costMap(cost).supplyMap(supply);
  const bool is_optimal = simplex.run() == lemon::NetworkSimplex<Graph, std::int64_t>::OPTIMAL;
  const std::int64_t value = -simplex.totalCost<std::int64_t>();
  print_row(name + "_lemon_network_simplex", seed, is_optimal ? value : 0, value, cpu_seconds() - before);
}
#endif

}  // namespace

int main(int argc, char** argv) {
  const bool all = argc > 1 && std::strcmp(argv[1], "all") == 0;
  const Shape shapes[] = {{"zone_74x2090", 74, 2'090, 40, 20, 3},
                          {"zone_74x2090_full", 74, 2'090, 29, 29, 0},
                          {"zone_700x20000", 700, 20'000, 40, 20, 3},
                          {"zone_700x20000_full", 700, 20'000, 29, 29, 0},
                          {"zone_700x20000_ties", 700, 20'000, 60, 0, 1, false}};
  std::puts("instance,seed,cost,bound,cpu_seconds,gap");
  for (const Shape& shape : shapes) {
    const bool is_small = shape.objects < 10'000;
    for (std::uint64_t seed = 1; seed <= (is_small ? 10u : 3u); ++seed) {
      const Instance instance = read(zone(shape, seed)).value();
      const Solution solution = time_solve(shape.name, seed, instance);
      time_replan(shape.name, seed, instance, solution);
#ifdef ZW_HAS_LEMON
      if (is_small || (all && seed == 1)) time_lemon(shape.name, seed, instance);
#endif
    }
  }
}
