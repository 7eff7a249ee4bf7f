#include <fmt/format.h>

#include <algorithm>

#include "modules/projects/module.h"
#include "modules/projects/portfolio.h"
#include "modules/registry/registry.h"

namespace zw::modules::projects {
namespace {

using http::Context;
using http::Method;
using http::Response;
using http::Shape;
using registry::kStaff;
using storage::Records;

constexpr int kWeeks = 22, kMostWeeks = 60;

struct Question {
  Date day;
  int weeks = kWeeks;
  Wanted wanted;
};

/// A parameter that is one of the choices; empty when nobody asked.
template <class Choice>
std::optional<Choice> chosen(const http::Request& request, std::string_view name, Problems& problems) {
  const auto text = request.parameter(name);
  if (!text) return {};
  const auto choices = choices_of(Choice{});
  const auto found = std::ranges::find(choices, *text, &record::Choice::name);
  if (found != choices.end()) return static_cast<Choice>(found - choices.begin());
  problems.push_back({"field.choice", std::string(name), {{"value", std::string(*text)}}});
  return {};
}

std::optional<std::int64_t> number(const http::Request& request, std::string_view name, Problems& problems) {
  if (!request.parameter(name)) return {};
  const auto value = http::number_parameter(request, name);
  if (value) return *value;
  problems.insert(problems.end(), value.problems().begin(), value.problems().end());
  return {};
}

/// Today where no day is named; a day to come tells what the plan expects.
Result<Question> question_of(const Context& context) {
  const http::Request& request = context.request;
  Question question{china_date(context.scope.now), kWeeks, {}};
  Problems problems;
  if (const auto text = request.parameter("as_of")) {
    if (const auto day = parse_date(*text))
      question.day = *day;
    else
      problems.push_back({"field.date", "as_of", {{"value", std::string(*text)}}});
  }
  if (const auto weeks = number(request, "weeks", problems)) {
    if (*weeks < 1) problems.push_back({"field.too_small", "weeks", {{"limit", "1"}}});
    if (*weeks > kMostWeeks)
      problems.push_back({"field.too_large", "weeks", {{"limit", fmt::format("{}", kMostWeeks)}}});
    question.weeks = static_cast<int>(std::clamp<std::int64_t>(*weeks, 1, kMostWeeks));
  }
  question.wanted.standing = chosen<Standing>(request, "standing", problems);
  question.wanted.light = chosen<casework::Light>(request, "light", problems);
  question.wanted.project_class = chosen<ProjectClass>(request, "class", problems);
  if (const auto cluster = number(request, "cluster_id", problems)) question.wanted.cluster = Id{*cluster};
  if (!problems.empty()) return problems;
  return question;
}

/// What `make` says of all projects at the day of the question.
template <class Make>
Response answer(const Context& context, Make make) {
  const auto question = question_of(context);
  if (!question) return http::problem_response(400, "list.invalid", question.problems(), context.request);
  Response response;
  context.services.database.read([&](storage::Connection& connection) {
    Records records(connection, context.scope);
    response = make(read_knowledge(records), *question);
  });
  return response;
}

Response portfolio(const Context& context) {
  return answer(context, [](const Knowledge& known, const Question& asked) {
    return Response::json(portfolio_json(known, asked.day, asked.weeks, asked.wanted));
  });
}

Response lines(const Context& context) {
  return answer(context, [](const Knowledge& known, const Question& asked) {
    return Response::json(lines_json(known, asked.day, asked.wanted));
  });
}

Response workbook(const Context& context) {
  return answer(context, [](const Knowledge& known, const Question& asked) {
    Response response;
    response.content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    response.body = lines_sheet(known, asked.day, asked.wanted);
    response.headers.emplace_back(
        "Content-Disposition",
        fmt::format("attachment; filename=\"progress-{}.xlsx\"", to_string(asked.day)));
    return response;
  });
}

Response progress_of_one(const Context& context) {
  const auto id = http::path_id(context.request);
  if (!id) return http::refuse(id.problems(), context.request);
  const auto question = question_of(context);
  if (!question) return http::problem_response(400, "list.invalid", question.problems(), context.request);
  Response response = http::refuse({{"record.not_found", "", {}}}, context.request);
  context.services.database.read([&](storage::Connection& connection) {
    Records records(connection, context.scope);
    const auto project = records.find<Project>(*id);
    if (!project) return;
    response = Response::json(progress_json(*project, read_course(records, *project),
                                            records.all<ProgressRule>(), question->day, question->weeks));
  });
  return response;
}

}  // namespace

http::Routes progress_routes() {
  http::Routes routes;
  const auto add = [&](std::string path, std::string summary, http::Handler handler) {
    routes.push_back({Method::get, std::move(path), kStaff, false, nullptr, nullptr, Shape::custom, "",
                      std::move(summary), std::move(handler)});
  };
  add("/api/projects/progress",
      "Projects behind, on and ahead of plan at a day and in the weeks before it, under the headline in "
      "force.",
      &portfolio);
  add("/api/projects/progress/projects",
      "The projects behind each number of the portfolio, with three measures, the furthest behind first.",
      &lines);
  add("/api/projects/progress/ledger", "The same projects as a workbook.", &workbook);
  add("/api/projects/projects/{id}/progress",
      "Planned progress of one project at any day, by time, by investment and by weighted nodes.",
      &progress_of_one);
  return routes;
}

}  // namespace zw::modules::projects
