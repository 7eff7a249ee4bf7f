#include <fmt/format.h>

#include <cstdio>
#include <thread>

#include "cli/commands.h"
#include "engines/schedule/explain.h"
#include "engines/schedule/formats/format.h"
#include "engines/schedule/portfolio.h"
#include "engines/schedule/verify.h"
#include "modules/projects/schedule_json.h"
#include "modules/projects/why_json.h"

namespace zw::cli {
namespace {

namespace schedule = engines::schedule;

/// When nobody says how long.
constexpr double kSeconds = 10;
/// Of plans, on a slow machine; decides how wide the search is, not how long.
constexpr double kSchedulesPerSecond = 50'000;

Result<schedule::Draft> read_question(const std::string& name, const std::string& bytes) {
  const auto first = bytes.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (first == std::string::npos || bytes[first] != '{')
    return schedule::formats::read_format(schedule::formats::guess_format(name, bytes), bytes);
  const auto json = record::parse_json(bytes);
  if (!json) return json.problems();
  return modules::projects::schedule_draft_from_json(*json);
}

/// The instance in a file, or nothing after its problems were printed.
std::optional<schedule::Instance> load_instance(const std::string& file) {
  auto draft = read_question(file, read_file(file));
  if (!draft) return print_problems(draft.problems(), file), std::nullopt;
  auto instance = schedule::read(*std::move(draft));
  if (!instance) return print_problems(instance.problems(), file), std::nullopt;
  return *std::move(instance);
}

std::optional<schedule::Claim> load_claim(const schedule::Instance& instance, const std::string& file) {
  const auto json = record::parse_json(read_file(file));
  if (!json) return print_problems(json.problems(), file), std::nullopt;
  auto claim = modules::projects::schedule_claim_from_json(instance, *json);
  if (!claim) return print_problems(claim.problems(), file), std::nullopt;
  return *std::move(claim);
}

schedule::PortfolioOptions portfolio_options(const Options& options) {
  const double seconds = options.seconds > 0 ? options.seconds : kSeconds;
  return {.seed = options.seed + 1,
          .expected_schedules = options.iterations > 0
                                    ? iterations_of(options)
                                    : static_cast<std::uint64_t>(seconds * kSchedulesPerSecond) + 1};
}

/// One thread takes turns; two search and prove at once. A limit of plans means the same answer each time, so
/// then there is one thread.
void search(schedule::Portfolio& portfolio, Options options) {
  if (options.seconds <= 0 && options.iterations <= 0) options.seconds = kSeconds;
  const auto deadline = deadline_of(options);
  if (options.threads < 2 || options.iterations > 0)
    return portfolio.take_turns(StopRule(iterations_of(options), deadline));
  const StopRule below(StopRule::kNoLimit, deadline), above(StopRule::kNoLimit, deadline);
  std::thread prover([&] { portfolio.prove(below); });
  portfolio.seek(above);
  prover.join();
}

}  // namespace

int solve_schedule(const Options& options) {
  const auto instance = load_instance(options.file);
  if (!instance) return kNo;
  schedule::Portfolio portfolio(*instance, portfolio_options(options));
  search(portfolio, options);
  const schedule::Solution solution = portfolio.solution();
  if (solution.plan.is_empty()) {
    const char* code = solution.is_infeasible ? "schedule.no_plan" : "schedule.none_found";
    print_problems({{code, "", {}}}, options.file);
    return kNo;
  }
  const schedule::Claim claim{solution.plan, solution.worth, static_cast<schedule::Slot>(*solution.bound)};
  if (const auto refused = schedule::verify(*instance, claim); !refused.empty()) {
    print_problems(refused, "plan");
    return kNo;
  }
  fmt::print("{}\n", modules::projects::schedule_claim_json(*instance, claim));
  return kDone;
}

int verify_schedule(const Options& options) {
  const auto instance = load_instance(options.file);
  if (!instance) return kNo;
  const auto claim = load_claim(*instance, options.plan);
  if (!claim) return kNo;
  const auto refused = schedule::verify(*instance, *claim);
  print_problems(refused, options.plan);
  if (!refused.empty()) return kNo;
  fmt::print("The plan keeps every rule; makespan {}.\n",
             schedule::value_of(*instance, claim->plan).makespan);
  return kDone;
}

int explain_schedule(const Options& options) {
  const auto instance = load_instance(options.file);
  if (!instance) return kNo;
  const auto claim = load_claim(*instance, options.plan);
  if (!claim) return kNo;
  if (const auto refused = schedule::verify(*instance, *claim); !refused.empty()) {
    print_problems(refused, options.plan);
    return kNo;
  }
  int activity = schedule::last_activity(*instance, claim->plan);
  if (options.activity != 0) {
    activity = schedule::kNone;
    for (int i = 0; i < instance->activities(); ++i)
      if (instance->draft().activities[static_cast<std::size_t>(i)].id.value == options.activity)
        activity = i;
  }
  if (activity == schedule::kNone) {
    fmt::print(stderr, "zonewright: no activity {}.\n", options.activity);
    return kWrongUse;
  }
  fmt::print("{}\n", modules::projects::why_json(*instance, claim->plan, activity));
  return kDone;
}

int bound_schedule(const Options& options) {
  const auto instance = load_instance(options.file);
  if (!instance) return kNo;
  schedule::Portfolio portfolio(*instance, portfolio_options(options));
  if (options.seconds > 0 || options.iterations > 0) search(portfolio, options);
  const schedule::Solution solution = portfolio.solution();
  if (solution.is_infeasible) {
    print_problems({{"schedule.no_plan", "", {}}}, options.file);
    return kNo;
  }
  fmt::print("{}\n", *solution.bound);
  return kDone;
}

}  // namespace zw::cli
