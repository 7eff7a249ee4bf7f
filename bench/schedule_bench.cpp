// Times the schedule engine on public benchmark sets that lie in a folder of their own.
//
// schedule_bench deviation FOLDER [NAME_END]           1,000, 5,000 and 50,000 schedules for each file
// schedule_bench anytime FOLDER [NAME_END] [SECONDS]   so many seconds of one processor for each file
// schedule_bench proof FOLDER [NAME_END] [SECONDS]     the same, searching and proving in turns
// schedule_bench speed FOLDER [NAME_END]               schedules per second
// schedule_bench portfolio                             first plan and mending of 10,000 invented activities
//
// NAME_END chooses files, such as "_1.sm". Prints CSV: instance,seed,cost,bound,cpu_seconds,gap; the gap is
// to the engine's own bound. Where FOLDER.best.csv says instance,lb,ub,status,cpm, the last lines sum up on
// the error output: Σ cost, Σ best known and the average deviation from the critical path.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "engines/schedule/formats/format.h"
#include "engines/schedule/formats/zonelib.h"
#include "engines/schedule/general.h"
#include "engines/schedule/generate.h"
#include "engines/schedule/portfolio.h"
#include "engines/schedule/repair.h"
#include "engines/schedule/solve.h"
#include "engines/schedule/verify.h"

using namespace zw;
using namespace zw::engines::schedule;

namespace {

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

struct Known {
  long upper = 0, critical_path = 0;
};

std::map<std::string, Known> read_known(const std::filesystem::path& folder) {
  std::map<std::string, Known> known;
  std::ifstream file(folder.string() + ".best.csv");
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    std::istringstream columns(line);
    std::vector<std::string> cells;
    for (std::string cell; std::getline(columns, cell, ',');) cells.push_back(cell);
    if (cells.size() < 5) continue;
    known[cells[0]] = {std::atol(cells[2].c_str()), std::atol(cells[4].c_str())};
  }
  return known;
}

/// What a run over many files comes to.
struct Sum {
  int files = 0, closed = 0;
  long cost = 0, upper = 0;
  double from_path = 0, from_upper = 0;
  std::uint64_t schedules = 0;
  double seconds = 0;

  void add(const Solution& solution, const Known& known, double took) {
    closed += solution.is_proven() ? 1 : 0;
    ++files, cost += solution.value, upper += known.upper;
    const auto value = static_cast<double>(solution.value);
    if (known.critical_path > 0) from_path += 100 * (value / static_cast<double>(known.critical_path) - 1);
    if (known.upper > 0) from_upper += 100 * (value / static_cast<double>(known.upper) - 1);
    schedules += solution.statistics.evaluations, seconds += took;
  }
  void print(const char* what) const {
    const double count = std::max(1, files);
    std::fprintf(stderr,
                 "%s: %d files, %d proven, sum %ld, best known %ld, from critical path %.3f %%, from best "
                 "known %.3f %%, "
                 "%.0f schedules/s\n",
                 what, files, closed, cost, upper, from_path / count, from_upper / count,
                 static_cast<double>(schedules) / std::max(1e-9, seconds));
  }
};

struct Question {
  std::string name;
  Instance instance;
};

std::vector<Question> read_questions(const std::filesystem::path& folder, const std::string& name_end) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.path().filename().string().ends_with(name_end)) paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  std::vector<Question> questions;
  for (const auto& path : paths) {
    const std::string bytes = read_file(path);
    auto draft = formats::read_format(formats::guess_format(path.filename().string(), bytes), bytes);
    if (!draft) continue;
    if (auto instance = read(std::move(*draft)))
      questions.push_back({path.stem().string(), std::move(*instance)});
  }
  return questions;
}

void report(const Question& question, const Solution& solution, const Known& known, double took, Sum& sum) {
  const bool has_plan = !solution.is_infeasible && solution.violation == 0 && !solution.plan.is_empty();
  if (!has_plan) {
    sum.closed += solution.is_infeasible ? 1 : 0;
    std::printf("%s,1,%s,,%.4f,\n", question.name.c_str(), solution.is_infeasible ? "infeasible" : "", took);
    return;
  }
  if (!verify(question.instance, {solution.plan, solution.worth}).empty()) std::printf("wrong,,,,,\n");
  std::printf("%s,1,%lld,%lld,%.4f,%.6f\n", question.name.c_str(), static_cast<long long>(solution.value),
              static_cast<long long>(solution.bound.value_or(0)), took, solution.gap().value_or(0));
  std::fflush(stdout);
  sum.add(solution, known, took);
}

void run(const Question& question, const Known& known, std::uint64_t schedules, const StopRule& stop,
         Sum& sum) {
  const double before = cpu_seconds();
  const Solution solution = solve(question.instance, {.seed = 1, .expected_schedules = schedules}, stop);
  report(question, solution, known, cpu_seconds() - before, sum);
}

/// 16 million activities are placed in a second.
std::uint64_t schedules_in(double seconds, const Instance& instance) {
  return static_cast<std::uint64_t>(seconds * 16e6 / std::max(1, instance.activities()));
}

void run_deviation(const std::vector<Question>& questions, std::map<std::string, Known>& known) {
  for (const std::uint64_t schedules : {1'000, 5'000, 50'000}) {
    Sum sum;
    for (const Question& question : questions)
      run(question, known[question.name], schedules, StopRule(schedules), sum);
    sum.print((std::to_string(schedules) + " schedules").c_str());
  }
}

void run_anytime(const std::vector<Question>& questions, std::map<std::string, Known>& known,
                 double seconds) {
  Sum sum;
  for (const Question& question : questions) {
    const double end = cpu_seconds() + seconds;
    const StopRule stop(StopRule::kNoLimit, [&] { return cpu_seconds() >= end; });
    run(question, known[question.name], schedules_in(seconds, question.instance), stop, sum);
  }
  sum.print("anytime");
}

void run_proof(const std::vector<Question>& questions, std::map<std::string, Known>& known, double seconds) {
  Sum sum;
  for (const Question& question : questions) {
    const double before = cpu_seconds();
    const StopRule stop(StopRule::kNoLimit, [&] { return cpu_seconds() >= before + seconds; });
    Portfolio portfolio(question.instance,
                        {.expected_schedules = schedules_in(seconds / 2, question.instance)});
    portfolio.take_turns(stop);
    report(question, portfolio.solution(), known[question.name], cpu_seconds() - before, sum);
  }
  sum.print("proof");
}

/// Lists drift as they do in the search: a few activities move between two schedules.
void run_speed(const std::vector<Question>& questions) {
  double seconds = 0;
  std::uint64_t schedules = 0;
  for (const Question& question : questions) {
    if (!Plain::fits(question.instance)) continue;
    const Plain plain(question.instance);
    Generator generator(plain);
    Rng rng(1);
    std::vector<Slot> key = keys_of(plain, 0, Rule::latest_finish), start(key.size());
    std::vector<int> list(key.size());
    const double before = cpu_seconds();
    for (int k = 0; k < 20'000; ++k) {
      for (int moved = 0; moved < 5; ++moved)
        key[rng.below(key.size())] += static_cast<Slot>(rng.between(-9, 9));
      generator.sort(k % 2, key, list);
      const Slot makespan = generator.serial(k % 2, list, start);
      generator.mirror(start, makespan, key);
    }
    seconds += cpu_seconds() - before, schedules += generator.schedules();
  }
  std::printf("speed,1,%.0f,,%.4f,\n", static_cast<double>(schedules) / std::max(1e-9, seconds), seconds);
}

/// The question after one event some days after the start: what ran is a fact, and one activity that is to
/// start soon takes twice as long.
Draft disturb(const Instance& instance, const Plan& plan, Slot now, Rng& rng) {
  Draft draft = instance.draft();
  draft.data_date = now;
  std::vector<int> soon;
  for (int i = 0; i < instance.activities(); ++i) {
    Draft::Activity& row = draft.activities[i];
    row.planned_start = plan.start[i];
    row.mode = plan.mode[i];
    const Slot finish = finish_of(instance, plan, i);
    if (plan.start[i] <= now && finish > 0) row.actual_start = plan.start[i];
    if (row.actual_start && finish <= now) row.actual_finish = finish;
    if (plan.start[i] > now && plan.start[i] < 2 * now) soon.push_back(i);
  }
  if (soon.empty()) return draft;
  for (auto& way : draft.activities[rng.pick(soon)].modes) way.work *= 2;
  return draft;
}

void run_portfolio() {
  formats::Zonelib shape{.trades = 20, .buildings = 20, .floors = 5, .rooms = 5, .slots_per_day = 24};
  auto instance = read(formats::invent_zonelib(shape));
  if (!instance) return;
  General general(*instance);
  Rng rng(1);
  double before = cpu_seconds();
  Plan plan;
  const auto mode = general.choose_modes(0, rng);
  general.generate(general.urgent_keys(mode), mode, plan);
  std::printf("first_plan_of_%d,1,%d,,%.4f,\n", instance->activities(), value_of(*instance, plan).makespan,
              cpu_seconds() - before);
  if (general.judge(plan).violation > 0 || !verify(*instance, {plan}).empty()) std::printf("wrong,,,,,\n");
  std::vector<double> times, moved;
  for (int event = 0; event < 20; ++event) {
    const auto after = read(disturb(*instance, plan, value_of(*instance, plan).makespan / 10, rng));
    if (!after) continue;
    before = cpu_seconds();
    const StopRule stop(StopRule::kNoLimit, [&] { return cpu_seconds() - before > 0.1; });
    const Repaired mended = repair(*after, plan, {.most_moved = instance->activities() / 20}, stop);
    times.push_back(cpu_seconds() - before), moved.push_back(mended.moved);
    if (!verify(*after, {mended.plan}).empty()) std::printf("wrong,,,,,\n");
  }
  std::sort(times.begin(), times.end()), std::sort(moved.begin(), moved.end());
  if (!times.empty())
    std::printf("mend_p95,1,%.0f,,%.4f,\n", moved[moved.size() * 19 / 20], times[times.size() * 19 / 20]);
}

}  // namespace

int main(int count, char** arguments) {
  const std::string mode = count > 1 ? arguments[1] : "";
  const std::filesystem::path folder = count > 2 ? arguments[2] : "";
  const std::string name_end = count > 3 ? arguments[3] : "";
  if (mode == "portfolio") return run_portfolio(), 0;
  if (!std::filesystem::is_directory(folder)) {
    std::fprintf(stderr, "schedule_bench: no folder of instances given; skipped\n");
    return 0;
  }
  std::printf("instance,seed,cost,bound,cpu_seconds,gap\n");
  const auto questions = read_questions(folder, name_end);
  auto known = read_known(folder);
  if (mode == "deviation") run_deviation(questions, known);
  if (mode == "anytime") run_anytime(questions, known, count > 4 ? std::atof(arguments[4]) : 10);
  if (mode == "proof") run_proof(questions, known, count > 4 ? std::atof(arguments[4]) : 10);
  if (mode == "speed") run_speed(questions);
}
