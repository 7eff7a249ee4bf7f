#include <fmt/format.h>

#include "jobs/runner.h"
#include "modules/registry/duty_adopt.h"
#include "modules/registry/duty_plan.h"
#include "modules/registry/registry.h"
#include "storage/transact.h"

namespace zw::modules::registry {
namespace {

using http::Context;
using http::Method;
using http::Response;
using http::Shape;
using record::Json;
using record::JsonWriter;
using storage::Connection;
using storage::Records;

constexpr std::string_view kJobKind = "duty_plan";

/// Plans whose job ended without them are set aside, so that none stays "computing" for ever.
void discard_abandoned(Records& records) {
  const auto& entity = record::describe<DutyPlan>();
  for (DutyPlan plan : records.all<DutyPlan>({.limit = SIZE_MAX,
                       .filters = {{entity.find("state"), {record::Value{std::string("computing")}}}},
                       .wants_total = false})) {
    const auto job =
        plan.job_id ? jobs::find(records.connection(), records.scope().zone, Id{*plan.job_id}) : std::nullopt;
    if (job && !jobs::is_final(job->state)) continue;
    plan.state = PlanState::discarded;
    const auto stored = records.update(plan, "discarded");
    ZW_ASSERT(stored.ok(), "setting a plan aside changes only its state");
  }
}

Result<DutyPlan> plan_from(const Json& body, Records& records) {
  DutyPlan plan;
  const auto mode = body.text_of("mode");
  if (!mode.empty() && mode != "best" && mode != "fewest_changes") return Problem{"field.choice", "mode", {}};
  plan.mode = mode == "fewest_changes" ? PlanMode::fewest_changes : PlanMode::best;
  if (const auto leaving = body.integer_of("leaving_officer_id")) {
    if (!records.find<Officer>(Id{leaving})) return Problem{"duty.unknown_officer", "leaving_officer_id", {}};
    plan.leaving_officer_id = Id{leaving};
  }
  plan.created_at = records.scope().now;
  return plan;
}

Response propose(const Context& context) {
  const auto body = http::body_object(context.request);
  if (!body) return http::refuse(body.problems(), context.request);
  Id plan_id, job_id;
  auto stored = storage::transact(context.services.database, [&](Connection& connection) -> Outcome {
    Records records(connection, context.scope);
    discard_abandoned(records);
    auto plan = plan_from(*body, records);
    if (!plan) return plan.problems();
    auto id = records.insert(*plan);
    if (!id) return id.problems();
    plan_id = *id;
    std::string input;
    JsonWriter(input)
        .begin_object()
        .member("plan_id", plan_id.value)
        .member("seconds", body->integer_of("seconds"))
        .end_object();
    job_id = jobs::submit(connection, context.scope, kJobKind, input);
    DutyPlan with_job = *records.find<DutyPlan>(plan_id);
    with_job.job_id = job_id.value;
    auto updated = records.update(with_job, "queued");
    if (!updated) return updated.problems();
    return Nothing{};
  });
  if (!stored) return http::refuse(stored.problems(), context.request);
  const std::string job = fmt::format("/api/jobs/jobs/{}", job_id.value);
  std::string out;
  JsonWriter(out)
      .begin_object()
      .member("job", job)
      .member("plan", fmt::format("/api/registry/duty_plans/{}", plan_id.value))
      .member("plan_id", plan_id.value)
      .member("job_id", job_id.value)
      .end_object();
  Response response = Response::json(std::move(out), 202);
  response.headers.emplace_back("Location", job);
  return response;
}

Response adopt(const Context& context) {
  const auto id = http::path_id(context.request);
  if (!id) return http::refuse(id.problems(), context.request);
  const auto body = http::body_object(context.request);
  if (!body) return http::refuse(body.problems(), context.request);
  auto adoption =
      storage::transact(context.services.database, [&](Connection& connection) -> Result<Adoption> {
        Records records(connection, context.scope);
        const auto plan = records.find<DutyPlan>(*id);
        if (!plan) return Problem{"record.not_found", "", {}};
        const std::string reason(body->text_of("reason"));
        if (reason.empty()) return Problem{"field.required", "reason", {}};
        return adopt_plan(records, *plan, reason);
      });
  if (!adoption) return http::refuse(adoption.problems(), context.request);
  std::string out;
  JsonWriter(out)
      .begin_object()
      .member("assigned", adoption->assigned)
      .member("moved", adoption->moved)
      .member("ended", adoption->ended)
      .member("kept", adoption->kept)
      .end_object();
  return Response::json(std::move(out));
}

Response discard(const Context& context) {
  const auto id = http::path_id(context.request);
  if (!id) return http::refuse(id.problems(), context.request);
  auto done = storage::transact(context.services.database, [&](Connection& connection) -> Outcome {
    Records records(connection, context.scope);
    auto plan = records.find<DutyPlan>(*id);
    if (!plan) return Problem{"record.not_found", "", {}};
    if (plan->state != PlanState::proposed && plan->state != PlanState::computing)
      return Problem{"duty_plan.state", "state", {}};
    if (plan->state == PlanState::computing && plan->job_id)
      jobs::cancel(connection, context.scope, Id{*plan->job_id});
    plan->state = PlanState::discarded;
    auto stored = records.update(*plan, "discarded");
    if (!stored) return stored.problems();
    return Nothing{};
  });
  return done ? Response::empty() : http::refuse(done.problems(), context.request);
}

/// The stored plan and the object the question is about; `answer` makes the JSON.
Response with_object(const Context& context,
                     const std::function<Result<std::string>(Records&, const StoredPlan&, int)>& answer) {
  const auto id = http::path_id(context.request);
  if (!id) return http::refuse(id.problems(), context.request);
  const auto kind = context.request.parameter("object_kind").value_or("enterprise");
  const auto object = http::number_parameter(context.request, "object_id");
  if (!object) return http::refuse(object.problems(), context.request);
  Response response;
  context.services.database.read([&](Connection& connection) {
    Records records(connection, context.scope);
    const auto found = records.find<DutyPlan>(*id);
    if (!found) return void(response = http::refuse({{"record.not_found", "", {}}}, context.request));
    const auto plan = load_plan(*found);
    if (!plan) return void(response = http::refuse(plan.problems(), context.request));
    const auto index =
        object_index(*plan, kind == "project" ? ObjectKind::project : ObjectKind::enterprise, Id{*object});
    if (!index) return void(response = http::refuse(index.problems(), context.request));
    auto json = answer(records, *plan, *index);
    response = json ? Response::json(*std::move(json)) : http::refuse(json.problems(), context.request);
  });
  return response;
}

Response why(const Context& context) {
  return with_object(context,
                     [](Records& records, const StoredPlan& plan, int object) -> Result<std::string> {
                       return why_json(records, plan, object);
                     });
}

Response why_not(const Context& context) {
  const auto officer_id = http::number_parameter(context.request, "officer_id");
  if (!officer_id) return http::refuse(officer_id.problems(), context.request);
  return with_object(context,
                     [&](Records& records, const StoredPlan& plan, int object) -> Result<std::string> {
                       const auto officer = officer_index(plan, Id{*officer_id});
                       if (!officer) return officer.problems();
                       return why_not_json(records, plan, object, *officer);
                     });
}

std::string progress_json(const PlanProgress& progress) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().member("phase", progress.phase).member("best", progress.best).key("bound");
  progress.bound ? json.number(*progress.bound) : json.null();
  json.end_object();
  return out;
}

Result<std::string> run(jobs::JobContext& job, const DutySources& sources) {
  const auto input = record::parse_json(job.input());
  ZW_ASSERT(input.ok(), "the program wrote the job's input itself");
  const Id plan{input->integer_of("plan_id")};
  const storage::Scope scope{job.job().zone, job.job().created_by, SystemClock().now(),
                             fmt::format("job {}", job.job().id.value)};
  auto store = compute_plan(job.database(), scope, sources, plan, job.stop_rule(),
                            [&](const PlanProgress& progress) { job.report(progress_json(progress)); });
  job.when_done(std::move(store));
  std::string out;
  JsonWriter(out).begin_object().member("plan_id", plan.value).end_object();
  return out;
}

}  // namespace

void register_plan_job(jobs::Runner& runner, const DutySources& sources) {
  runner.add(std::string(kJobKind), [sources](jobs::JobContext& job) { return run(job, sources); });
}

http::Routes plan_routes(const DutySources&) {
  http::Routes routes;
  const std::string one = "/api/registry/duty_plans/{id}";
  routes.push_back({Method::post, "/api/registry/duty_plans", kDesk, false, nullptr, nullptr, Shape::custom,
                    "create", "Computes a plan of duties as a job.", &propose});
  routes.push_back({Method::post, one + "/adopt", kDesk, false, nullptr, nullptr, Shape::custom, "adopt",
                    "Puts a proposed plan into force in one transaction.", &adopt});
  routes.push_back({Method::post, one + "/discard", kDesk, false, nullptr, nullptr, Shape::none, "discard",
                    "Sets a plan aside.", &discard});
  routes.push_back({Method::get, one + "/why", kStaff, false, nullptr, nullptr, Shape::custom, "",
                    "Why this officer: score, price, next best.", &why});
  routes.push_back({Method::get, one + "/why_not", kStaff, false, nullptr, nullptr, Shape::custom, "",
                    "Why not another officer, and what it would cost.", &why_not});
  return routes;
}

}  // namespace zw::modules::registry
