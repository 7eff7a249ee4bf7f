#include <fmt/format.h>

#include <charconv>
#include <cstdio>

#include "cli/commands.h"
#include "engines/match/explain.h"
#include "engines/match/solve.h"
#include "engines/match/verify.h"
#include "modules/registry/match_json.h"
#include "modules/registry/receipts.h"

namespace zw::cli {
namespace {

namespace match = engines::match;
using modules::registry::append_terms;
using modules::registry::code_of;
using record::JsonWriter;

/// The instance in a file, or the exit code after its problems were printed.
std::optional<match::Instance> load_instance(const std::string& file) {
  const auto json = record::parse_json(read_file(file));
  if (!json) return print_problems(json.problems(), file), std::nullopt;
  auto draft = modules::registry::draft_from_json(*json);
  if (!draft) return print_problems(draft.problems(), file), std::nullopt;
  auto instance = match::read(*std::move(draft));
  if (!instance) return print_problems(instance.problems(), file), std::nullopt;
  return *std::move(instance);
}

std::optional<match::Solution> load_solution(const match::Instance& instance, const std::string& file) {
  const auto json = record::parse_json(read_file(file));
  if (!json) return print_problems(json.problems(), file), std::nullopt;
  auto solution = modules::registry::solution_from_json(instance, *json);
  if (!solution) return print_problems(solution.problems(), file), std::nullopt;
  return *std::move(solution);
}

/// "firm:12" or "project:3" as an index.
std::optional<int> find_object(const match::Instance& instance, std::string_view text) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos) return {};
  std::int64_t id = 0;
  std::from_chars(text.data() + colon + 1, text.data() + text.size(), id);
  const auto kind = text.substr(0, colon) == "project" ? match::Kind::project : match::Kind::firm;
  const auto& objects = instance.draft().objects;
  for (std::size_t i = 0; i < objects.size(); ++i)
    if (objects[i].kind == kind && objects[i].id.value == id) return static_cast<int>(i);
  return {};
}

std::optional<int> find_officer(const match::Instance& instance, std::int64_t id) {
  const auto& officers = instance.draft().officers;
  for (std::size_t i = 0; i < officers.size(); ++i)
    if (officers[i].id.value == id) return static_cast<int>(i);
  return {};
}

void append_offer(JsonWriter& json, std::string_view key, const match::Instance& instance,
                  const match::Offer& offer) {
  json.key(key).begin_object().key("officer");
  offer.officer == match::kNobody
      ? json.null()
      : json.number(instance.draft().officers[static_cast<std::size_t>(offer.officer)].id.value);
  json.member("score", offer.score).member("price", offer.price).key("terms");
  append_terms(json, offer.terms);
  json.end_object();
}

}  // namespace

int solve_match(const Options& options) {
  const auto instance = load_instance(options.file);
  if (!instance) return kNo;
  const StopRule stop(iterations_of(options), deadline_of(options));
  const auto solution = match::solve(*instance, {.seed = options.seed}, stop);
  if (const auto refused = match::verify(*instance, match::Claim(solution)); !refused.empty()) {
    print_problems(refused, "plan");
    return kNo;
  }
  fmt::print("{}\n", modules::registry::solution_json(*instance, solution));
  return kDone;
}

int verify_match(const Options& options) {
  const auto instance = load_instance(options.file);
  if (!instance) return kNo;
  const auto solution = load_solution(*instance, options.plan);
  if (!solution) return kNo;
  const auto refused = match::verify(*instance, match::Claim(*solution));
  print_problems(refused, options.plan);
  if (refused.empty())
    fmt::print("The plan keeps every rule; value {}{}.\n", solution->value,
               solution->bound ? ", bound proven" : "");
  return refused.empty() ? kDone : kNo;
}

int explain_match(const Options& options) {
  const auto instance = load_instance(options.file);
  if (!instance) return kNo;
  const auto solution = load_solution(*instance, options.plan);
  if (!solution) return kNo;
  if (options.object.empty()) {
    fmt::print(stderr, "zonewright: --object is required; write firm:ID or project:ID.\n");
    return kWrongUse;
  }
  const auto object = find_object(*instance, options.object);
  if (!object) {
    fmt::print(stderr, "zonewright: no object {}; write firm:ID or project:ID.\n", options.object);
    return kWrongUse;
  }
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  if (options.officer == 0) {
    const auto receipt = match::explain(*instance, *solution, *object);
    append_offer(json, "chosen", *instance, receipt.chosen);
    append_offer(json, "runner_up", *instance, receipt.runner_up);
  } else {
    const auto officer = find_officer(*instance, options.officer);
    if (!officer) {
      fmt::print(stderr, "zonewright: no officer {}.\n", options.officer);
      return kWrongUse;
    }
    const auto answer = match::why_not(*instance, *solution, *object, *officer);
    const auto chain = match::chain(*instance, *solution, *object, *officer);
    json.member("verdict", code_of(answer.verdict))
        .member("loss", chain ? chain->loss : answer.loss_at_least)
        .member("exact", chain.has_value());
    json.key("reasons").begin_array();
    for (const auto& reason : answer.reasons) json.string(code_of(reason.kind));
    json.end_array();
    append_offer(json, "here", *instance, answer.here);
    append_offer(json, "there", *instance, answer.there);
  }
  json.end_object();
  fmt::print("{}\n", out);
  return kDone;
}

}  // namespace zw::cli
