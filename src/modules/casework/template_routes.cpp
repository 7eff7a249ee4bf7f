#include <fmt/format.h>

#include "http/once.h"
#include "modules/casework/casework.h"
#include "modules/registry/calendar.h"
#include "modules/registry/registry.h"

namespace zw::modules::casework {
namespace {

using http::Context;
using http::Method;
using http::Response;
using http::Shape;
using record::JsonWriter;
using registry::kAdministrators;
using storage::Connection;

/// The longest chain of promised days: what the checklist takes when nobody waits for nothing.
std::int64_t longest_days(const std::vector<TemplateStep>& steps) {
  std::map<std::string, std::int64_t, std::less<>> done_after;
  std::int64_t longest = 0;
  for (const auto& level : levels_of(steps))
    for (const std::string& code : level)
      for (const TemplateStep& step : steps) {
        if (step.code != code) continue;
        std::int64_t begins = 0;
        for (const std::string& needed : keys_of(step.depends_on))
          begins = std::max(begins, done_after[needed]);
        done_after[code] = begins + step.promised_days.value_or(step.legal_days.value_or(0));
        longest = std::max(longest, done_after[code]);
      }
  return longest;
}

void append_problems(JsonWriter& json, const Problems& problems, const http::Request& request) {
  json.key("problems").begin_array();
  for (const Problem& problem : problems) {
    json.begin_object()
        .member("code", problem.code)
        .member("field", problem.field)
        .member("message", request.messages
                               ? request.messages->translate(problem.code, problem.params, request.language)
                               : problem.code)
        .key("params")
        .begin_object();
    for (const auto& [name, value] : problem.params) json.member(name, value);
    json.end_object().end_object();
  }
  json.end_array();
}

Response check_template(const Context& context) {
  const auto id = http::path_id(context.request);
  if (!id) return http::refuse(id.problems(), context.request);
  Response response = http::refuse({{"record.not_found", "", {}}}, context.request);
  context.services.database.read([&](Connection& connection) {
    Records records(connection, context.scope);
    if (!records.find<Template>(*id)) return;
    const auto steps = steps_of_template(records, *id);
    std::string out;
    JsonWriter json(out);
    json.begin_object();
    append_problems(json, check_checklist(steps), context.request);
    json.key("order").begin_array();
    for (const auto& level : levels_of(steps)) {
      json.begin_array();
      for (const std::string& code : level) json.string(code);
      json.end_array();
    }
    json.end_array().member("working_days", longest_days(steps)).end_object();
    response = Response::json(std::move(out));
  });
  return response;
}

/// How the checklist would lie on a case, from the day that case was received; nothing is stored.
Response try_template(const Context& context) {
  const auto id = http::path_id(context.request);
  if (!id) return http::refuse(id.problems(), context.request);
  const auto body = http::body_object(context.request);
  if (!body) return http::refuse(body.problems(), context.request);
  Response response = http::refuse({{"record.not_found", "", {}}}, context.request);
  context.services.database.read([&](Connection& connection) {
    Records records(connection, context.scope);
    if (!records.find<Template>(*id)) return;
    const auto of_case = records.find<Case>(Id{body->integer_of("case_id")});
    const auto steps = steps_of_template(records, *id);
    const Problems faults = check_checklist(steps);
    if (!of_case || !faults.empty()) {
      response = http::refuse(of_case ? faults : Problems{{"field.unknown_reference", "case_id", {}}},
                              context.request);
      return;
    }
    const auto calendar = registry::working_calendar(records);
    auto planned = begin_steps(steps, of_case->id, *calendar, of_case->received_at);
    // Every step is taken as done on its last day, so that its followers show when they could begin.
    for (std::size_t round = 0; round < planned.size(); ++round)
      for (Step& step : planned) {
        if (step.state != StepState::open) continue;
        step.state = StepState::done;
        step.left_at = step.due_at.value_or(*step.entered_at);
        open_ready(planned, *calendar, *step.left_at);
      }
    std::string out;
    JsonWriter json(out);
    json.begin_object().key("steps").begin_array();
    for (const Step& step : planned) {
      json.begin_object().member("code", step.code).member("name", step.name).key("entered");
      step.entered_at ? json.number(step.entered_at->micros) : json.null();
      json.key("due");
      step.left_at ? json.number(step.left_at->micros) : json.null();
      json.end_object();
    }
    json.end_array().end_object();
    response = Response::json(std::move(out));
  });
  return response;
}

using TemplateAct = std::function<Outcome(Records&, Template&, const Json&)>;

const http::Resource& template_resource() {
  static const http::Resource resource = [] {
    for (const http::Resource& one : resources())
      if (one.entity == &record::describe<Template>()) return one;
    return case_resource();
  }();
  return resource;
}

http::Handler on_template(TemplateAct act, std::string action) {
  return [act = std::move(act), action = std::move(action)](const Context& context) {
    const auto id = http::path_id(context.request);
    if (!id) return http::refuse(id.problems(), context.request);
    const auto body = http::body_object(context.request);
    if (!body) return http::refuse(body.problems(), context.request);
    return http::once(context, [&](Records& records) -> Result<Response> {
      auto of_template = records.find<Template>(*id);
      if (!of_template) return Problem{"record.not_found", "", {}};
      auto done = act(records, *of_template, *body);
      if (!done) return done.problems();
      if (of_template->id == *id) {
        auto stored = records.update(*of_template, action);
        if (!stored) return stored.problems();
      }
      return http::record_response(template_resource(), records,
                                   *records.find(record::describe<Template>(), of_template->id));
    });
  };
}

/// The edition in force of that code retires; cases that began with it keep it.
Outcome publish(Records& records, Template& of_template, const Json& body) {
  if (of_template.state != TemplateState::draft) return Problem{"checklist.not_a_draft", "", {}};
  const Problems faults = check_checklist(steps_of_template(records, of_template.id));
  if (!faults.empty()) return faults;
  for (Template& earlier : records.all<Template>()) {
    if (earlier.code != of_template.code || earlier.state != TemplateState::published) continue;
    earlier.state = TemplateState::retired;
    auto stored = records.update(earlier, "retired");
    if (!stored) return stored.problems();
  }
  of_template.state = TemplateState::published;
  of_template.effective_from = china_date(records.scope().now);
  if (body.find("effective_from")) {
    of_template.effective_from = parse_date(body.text_of("effective_from"));
    if (!of_template.effective_from) return Problem{"field.date", "effective_from", {}};
  }
  return Nothing{};
}

Outcome retire(Records&, Template& of_template, const Json&) {
  if (of_template.state != TemplateState::published) return Problem{"checklist.state", "", {}};
  of_template.state = TemplateState::retired;
  return Nothing{};
}

/// A new edition as a draft, with the same steps.
Outcome copy(Records& records, Template& of_template, const Json&) {
  const auto steps = steps_of_template(records, of_template.id);
  for (const Template& other : records.all<Template>())
    if (other.code == of_template.code) of_template.edition = std::max(of_template.edition, other.edition);
  ++of_template.edition;
  of_template.state = TemplateState::draft;
  of_template.effective_from = {};
  const auto id = records.insert(of_template);
  if (!id) return id.problems();
  for (TemplateStep step : steps) {
    step.template_id = *id;
    auto stored = records.insert(step);
    if (!stored) return stored.problems();
  }
  of_template.id = *id;
  return Nothing{};
}

}  // namespace

http::Routes template_routes() {
  const auto* entity = &record::describe<Template>();
  http::Routes routes;
  const auto add = [&](Method method, std::string_view verb, const record::Entity* answer,
                       std::string summary, http::Handler handler) {
    routes.push_back({method, fmt::format("/api/casework/templates/{{id}}/{}", verb), kAdministrators, false,
                      nullptr, answer, answer ? Shape::one : Shape::custom, answer ? std::string(verb) : "",
                      std::move(summary), std::move(handler)});
  };
  add(Method::get, "check", nullptr, "Faults of a checklist, its levels and its longest chain.",
      &check_template);
  add(Method::post, "try", nullptr, "How a checklist would lie on a case; nothing is stored.", &try_template);
  add(Method::post, "publish", entity, "Puts an edition in force; the one before retires.",
      on_template(&publish, "published"));
  add(Method::post, "retire", entity, "Takes a checklist out of force.", on_template(&retire, "retired"));
  add(Method::post, "copy", entity, "A new edition as a draft.", on_template(&copy, "copied"));
  return routes;
}

}  // namespace zw::modules::casework
