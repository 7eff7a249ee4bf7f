#include "modules/registry/duty_plan.h"

#include <algorithm>

#include "engines/match/verify.h"
#include "modules/registry/match_json.h"
#include "modules/registry/receipts.h"
#include "storage/outbox.h"

namespace zw::modules::registry {
namespace {

namespace match = engines::match;
using record::JsonWriter;
using storage::Connection;
using storage::Database;
using storage::Records;
using storage::Scope;

std::string problems_json(const Problems& problems) {
  std::string out;
  JsonWriter json(out);
  json.begin_array();
  for (std::size_t i = 0; i < std::min<std::size_t>(problems.size(), 50); ++i) {
    json.begin_object()
        .member("code", problems[i].code)
        .member("field", problems[i].field)
        .key("params")
        .begin_object();
    for (const auto& [name, value] : problems[i].params) json.member(name, value);
    json.end_object().end_object();
  }
  json.end_array();
  return out;
}

std::string input_json(const DutyQuestion& question) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("draft").raw(draft_json(question.draft)).key("skills").begin_array();
  for (const auto& name : question.skill_names) json.string(name);
  json.end_array().end_object();
  return out;
}

std::string terms_json(const std::vector<match::Term>& terms) {
  std::string out;
  JsonWriter json(out);
  append_terms(json, terms);
  return out;
}

DutyPlanRow plan_row(const DutyPlan& plan, const DutyQuestion& question, const match::Instance& instance,
                     const match::Solution& solution, int object) {
  const auto index = static_cast<std::size_t>(object);
  const int officer = solution.officer(object), current = instance.current(object);
  DutyPlanRow row;
  row.plan_id = plan.id;
  row.object_kind = question.objects[index].kind;
  row.object_id = question.objects[index].id.value;
  if (officer != match::kNobody)
    row.officer_id = question.officers[static_cast<std::size_t>(officer)].officer.id;
  if (current != match::kNobody)
    row.previous_officer_id = question.officers[static_cast<std::size_t>(current)].officer.id;
  row.change = officer == match::kNobody   ? Change::unassigned
               : current == match::kNobody ? Change::added
               : current == officer        ? Change::kept
                                           : Change::moved;
  if (officer != match::kNobody) {
    const auto terms = match::terms(instance, object, officer);
    row.score = match::score(terms);
    row.terms = terms_json(terms);
  }
  return row;
}

/// Rows and totals, unless somebody discarded the plan meanwhile.
void store(Connection& connection, const Scope& scope, Id plan_id, const DutyQuestion& question,
           const match::Instance& instance, const match::Solution& solution) {
  Records records(connection, scope);
  auto plan = records.find<DutyPlan>(plan_id);
  if (!plan || plan->state != PlanState::computing) return;
  for (int object = 0; object < instance.objects(); ++object) {
    const DutyPlanRow row = plan_row(*plan, question, instance, solution, object);
    records.append(record::describe<DutyPlanRow>(), record::to_row(row));
    ++(row.change == Change::kept    ? plan->kept
       : row.change == Change::moved ? plan->moved
       : row.change == Change::added ? plan->added
                                     : plan->unassigned);
  }
  plan->state = PlanState::proposed;
  plan->verified = true;
  plan->total = solution.value;
  plan->bound = solution.bound;
  if (const auto gap = solution.gap()) plan->gap_ppm = static_cast<std::int64_t>(*gap * 1e6);
  plan->input = input_json(question);
  plan->certificate = solution_json(instance, solution);
  const auto stored = records.update(*plan, "proposed");
  ZW_ASSERT(stored.ok(), "a verified plan keeps the rules of its description");
}

void store_failure(Connection& connection, const Scope& scope, Id plan_id, const Problems& problems) {
  Records records(connection, scope);
  auto plan = records.find<DutyPlan>(plan_id);
  if (!plan || plan->state != PlanState::computing) return;
  plan->state = PlanState::failed;
  plan->problem = problems_json(problems);
  const auto stored = records.update(*plan, "failed");
  ZW_ASSERT(stored.ok(), "a failing plan changes only its state and its problem");
}

/// What the answer's storing needs to keep alive.
struct Computed {
  DutyQuestion question;
  match::Instance instance;
  match::Solution solution;
};

}  // namespace

std::function<void(Connection&)> compute_plan(Database& database, const Scope& scope,
                                              const DutySources& sources, Id plan_id, const StopRule& stop,
                                              const std::function<void(const PlanProgress&)>& report) {
  report({0, {}, "reading"});
  DutyQuestion question;
  database.read([&](Connection& connection) {
    Records records(connection, scope);
    const auto plan = records.find<DutyPlan>(plan_id);
    if (!plan) return;
    DutyQuestionOptions options;
    options.rule =
        plan->mode == PlanMode::fewest_changes ? match::Rule::fewest_changes : match::Rule::best_total;
    options.leaving_officer = plan->leaving_officer_id;
    question = load_question(records, sources, options);
  });
  const auto fail = [scope, plan_id](const Problems& problems) {
    return [scope, plan_id, problems](Connection& connection) {
      store_failure(connection, scope, plan_id, problems);
    };
  };
  auto instance = match::read(question.draft);
  if (!instance) return fail(instance.problems());

  report({0, {}, "solving"});
  auto solution = match::solve(*instance, {}, stop, [&](const match::Solution& better) {
    report({better.value, better.bound, "solving"});
  });
  report({solution.value, solution.bound, "verifying"});
  if (const Problems refused = match::verify(*instance, match::Claim(solution)); !refused.empty())
    return fail(refused);

  report({solution.value, solution.bound, "storing"});
  auto computed = std::make_shared<const Computed>(
      Computed{std::move(question), *std::move(instance), std::move(solution)});
  return [scope, plan_id, computed](Connection& connection) {
    store(connection, scope, plan_id, computed->question, computed->instance, computed->solution);
  };
}

Result<StoredPlan> load_plan(const DutyPlan& plan) {
  if (plan.input.empty()) return Problem{"duty_plan.state", "state", {}};
  const auto input = record::parse_json(plan.input);
  const auto certificate = record::parse_json(plan.certificate);
  ZW_ASSERT(input.ok() && certificate.ok(), "the program stored this JSON itself");
  auto draft = draft_from_json(*input->find("draft"));
  if (!draft) return draft.problems();
  auto instance = match::read(*std::move(draft));
  if (!instance) return instance.problems();
  auto solution = solution_from_json(*instance, *certificate);
  if (!solution) return solution.problems();
  StoredPlan stored{*std::move(instance), *std::move(solution), {}};
  for (const auto& name : *input->find("skills")->array()) stored.skill_names.push_back(*name.text());
  return stored;
}

Result<int> object_index(const StoredPlan& plan, ObjectKind kind, Id id) {
  const auto& objects = plan.instance.draft().objects;
  const auto wanted = kind == ObjectKind::project ? match::Kind::project : match::Kind::firm;
  for (std::size_t i = 0; i < objects.size(); ++i)
    if (objects[i].kind == wanted && objects[i].id == id) return static_cast<int>(i);
  return Problem{"duty_plan.unknown_object", "object_id", {}};
}

Result<int> officer_index(const StoredPlan& plan, Id id) {
  const auto& officers = plan.instance.draft().officers;
  for (std::size_t i = 0; i < officers.size(); ++i)
    if (officers[i].id == id) return static_cast<int>(i);
  return Problem{"duty_plan.unknown_officer", "officer_id", {}};
}

}  // namespace zw::modules::registry
