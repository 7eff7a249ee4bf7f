#include <fmt/format.h>

#include <cstdio>
#include <thread>

#include "cli/commands.h"
#include "engines/schedule/explain.h"
#include "engines/schedule/formats/format.h"
#include "engines/schedule/portfolio.h"
#include "engines/schedule/verify.h"
#include "modules/projects/exchange/mspdi.h"
#include "modules/projects/exchange/xer.h"
#include "modules/projects/schedule_json.h"
#include "modules/projects/why_json.h"

namespace zw::cli {
namespace {

namespace exchange = modules::projects::exchange;
namespace schedule = engines::schedule;

/// When nobody says how long.
constexpr double kSeconds = 10;
/// Of plans, on a slow machine; decides how wide the search is, not how long.
constexpr double kSchedulesPerSecond = 50'000;

/// A question with what only files of other programs say: their clock and their words.
struct Question {
  schedule::Instance instance;
  std::optional<exchange::Axis> axis;
  std::map<Id, std::string> names;
};

Result<exchange::Imported> read_foreign(const Options& options, const std::string& bytes) {
  const bool is_xer = bytes.starts_with("ERMHDR");
  const exchange::ImportOptions how{.grain = options.grain, .horizon = {}};
  return is_xer ? exchange::read_xer(bytes, how) : exchange::read_mspdi(bytes, how);
}

Result<schedule::Draft> read_draft(const std::string& name, const std::string& bytes, char first) {
  if (first != '{')
    return schedule::formats::read_format(schedule::formats::guess_format(name, bytes), bytes);
  const auto json = record::parse_json(bytes);
  if (!json) return json.problems();
  return modules::projects::schedule_draft_from_json(*json);
}

/// The question in a file, or nothing after its problems were printed. What of it the engine has no word for
/// is said, too.
std::optional<Question> load_question(const Options& options) {
  const std::string bytes = read_file(options.file);
  const auto begin = bytes.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  const char first = begin == std::string::npos ? '\0' : bytes[begin];
  Question question;
  Result<schedule::Draft> draft = schedule::Draft{};
  if (first == '<' || bytes.starts_with("ERMHDR")) {
    auto imported = read_foreign(options, bytes);
    if (!imported) return print_problems(imported.problems(), options.file), std::nullopt;
    print_problems(imported->left_out, options.file);
    question.axis = imported->axis, question.names = std::move(imported->activity_names);
    draft = std::move(imported->draft);
  } else {
    draft = read_draft(options.file, bytes, first);
  }
  if (!draft) return print_problems(draft.problems(), options.file), std::nullopt;
  auto instance = schedule::read(*std::move(draft));
  if (!instance) return print_problems(instance.problems(), options.file), std::nullopt;
  question.instance = *std::move(instance);
  return question;
}

/// The plan as Microsoft Project opens it.
void write_plan(const Question& question, const schedule::Plan& plan, const std::string& file) {
  schedule::Draft draft = question.instance.draft();
  for (std::size_t i = 0; i < draft.activities.size(); ++i)
    draft.activities[i].planned_start = plan.start[i], draft.activities[i].mode = plan.mode[i];
  const auto exported = exchange::write_mspdi(draft, *question.axis, question.names);
  print_problems(exported.left_out, file);
  write_file(file, exported.xml);
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
  const auto question = load_question(options);
  if (!question) return kNo;
  if (!options.out.empty() && !question->axis) {
    fmt::print(stderr, "zonewright: --out takes a plan whose question came from another program.\n");
    return kWrongUse;
  }
  const schedule::Instance& instance = question->instance;
  schedule::Portfolio portfolio(instance, portfolio_options(options));
  search(portfolio, options);
  const schedule::Solution solution = portfolio.solution();
  if (solution.plan.is_empty()) {
    const char* code = solution.is_infeasible ? "schedule.no_plan" : "schedule.none_found";
    print_problems({{code, "", {}}}, options.file);
    return kNo;
  }
  const schedule::Claim claim{solution.plan, solution.worth, static_cast<schedule::Slot>(*solution.bound)};
  if (const auto refused = schedule::verify(instance, claim); !refused.empty()) {
    print_problems(refused, "plan");
    return kNo;
  }
  if (!options.out.empty()) write_plan(*question, solution.plan, options.out);
  fmt::print("{}\n", modules::projects::schedule_claim_json(instance, claim));
  return kDone;
}

int verify_schedule(const Options& options) {
  const auto question = load_question(options);
  if (!question) return kNo;
  const schedule::Instance& instance = question->instance;
  const auto claim = load_claim(instance, options.plan);
  if (!claim) return kNo;
  const auto refused = schedule::verify(instance, *claim);
  print_problems(refused, options.plan);
  if (!refused.empty()) return kNo;
  fmt::print("The plan keeps every rule; makespan {}.\n", schedule::value_of(instance, claim->plan).makespan);
  return kDone;
}

int explain_schedule(const Options& options) {
  const auto question = load_question(options);
  if (!question) return kNo;
  const schedule::Instance& instance = question->instance;
  const auto claim = load_claim(instance, options.plan);
  if (!claim) return kNo;
  if (const auto refused = schedule::verify(instance, *claim); !refused.empty()) {
    print_problems(refused, options.plan);
    return kNo;
  }
  int activity = schedule::last_activity(instance, claim->plan);
  if (options.activity != 0) {
    activity = schedule::kNone;
    for (int i = 0; i < instance.activities(); ++i)
      if (instance.draft().activities[static_cast<std::size_t>(i)].id.value == options.activity) activity = i;
  }
  if (activity == schedule::kNone) {
    fmt::print(stderr, "zonewright: no activity {}.\n", options.activity);
    return kWrongUse;
  }
  fmt::print("{}\n", modules::projects::why_json(instance, claim->plan, activity));
  return kDone;
}

int bound_schedule(const Options& options) {
  const auto question = load_question(options);
  if (!question) return kNo;
  const schedule::Instance& instance = question->instance;
  schedule::Portfolio portfolio(instance, portfolio_options(options));
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
