// Times the schedule engine on public benchmark sets that lie in a folder of their own.
//
// schedule_bench deviation FOLDER [NAME_END]           1,000, 5,000 and 50,000 schedules for each file
// schedule_bench anytime FOLDER [NAME_END] [SECONDS]   so many seconds of one processor for each file
// schedule_bench speed FOLDER [NAME_END]               schedules per second
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
#include "engines/schedule/generate.h"
#include "engines/schedule/solve.h"

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
  int files = 0;
  long cost = 0, upper = 0;
  double from_path = 0, from_upper = 0;
  std::uint64_t schedules = 0;
  double seconds = 0;

  void add(const Solution& solution, const Known& known, double took) {
    ++files, cost += solution.value, upper += known.upper;
    const auto value = static_cast<double>(solution.value);
    if (known.critical_path > 0) from_path += 100 * (value / static_cast<double>(known.critical_path) - 1);
    if (known.upper > 0) from_upper += 100 * (value / static_cast<double>(known.upper) - 1);
    schedules += solution.statistics.evaluations, seconds += took;
  }
  void print(const char* what) const {
    const double count = std::max(1, files);
    std::fprintf(
        stderr,
        "%s: %d files, sum %ld, best known %ld, from critical path %.3f %%, from best known %.3f %%, "
        "%.0f schedules/s\n",
        what, files, cost, upper, from_path / count, from_upper / count,
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

void run(const Question& question, const Known& known, std::uint64_t schedules, const StopRule& stop,
         Sum& sum) {
  const double before = cpu_seconds();
  const Solution solution = solve(question.instance, {.seed = 1, .expected_schedules = schedules}, stop);
  const double took = cpu_seconds() - before;
  if (solution.is_infeasible || solution.violation > 0) {
    std::printf("%s,1,,,%.4f,\n", question.name.c_str(), took);
    return;
  }
  std::printf("%s,1,%lld,%lld,%.4f,%.6f\n", question.name.c_str(), static_cast<long long>(solution.value),
              static_cast<long long>(solution.bound.value_or(0)), took, solution.gap().value_or(0));
  std::fflush(stdout);
  sum.add(solution, known, took);
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
    // 16 million activities are placed in a second.
    const double expected = seconds * 16e6 / std::max(1, question.instance.activities());
    run(question, known[question.name], static_cast<std::uint64_t>(expected), stop, sum);
  }
  sum.print("anytime");
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

}  // namespace

int main(int count, char** arguments) {
  const std::string mode = count > 1 ? arguments[1] : "";
  const std::filesystem::path folder = count > 2 ? arguments[2] : "";
  const std::string name_end = count > 3 ? arguments[3] : "";
  if (!std::filesystem::is_directory(folder)) {
    std::fprintf(stderr, "schedule_bench: no folder of instances given; skipped\n");
    return 0;
  }
  std::printf("instance,seed,cost,bound,cpu_seconds,gap\n");
  const auto questions = read_questions(folder, name_end);
  auto known = read_known(folder);
  if (mode == "deviation") run_deviation(questions, known);
  if (mode == "anytime") run_anytime(questions, known, count > 4 ? std::atof(arguments[4]) : 10);
  if (mode == "speed") run_speed(questions);
}
