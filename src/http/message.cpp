#include "http/message.h"

#include <algorithm>

#include "http/messages.h"
#include "record/json.h"

namespace zw::http {
namespace {

const Messages& built_in() {
  static const Messages messages;
  return messages;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

/// Sentences may name the field beside the parameters of the problem.
std::string sentence_of(const Problem& problem, const Messages& messages, Language language) {
  auto words = problem.params;
  words.emplace_back("field", problem.field);
  return messages.translate(problem.code, words, language);
}

void write_problem(record::JsonWriter& json, const Problem& problem, const Messages& messages,
                   Language language) {
  json.begin_object().member("field", problem.field).member("code", problem.code);
  json.member("message", sentence_of(problem, messages, language));
  json.key("params").begin_object();
  for (const auto& [name, value] : problem.params) json.member(name, value);
  json.end_object().end_object();
}

}  // namespace

std::string_view to_string(Method method) {
  static constexpr std::string_view kNames[kMethodCount] = {"GET", "POST", "PUT", "PATCH", "DELETE"};
  return kNames[static_cast<int>(method)];
}

std::string_view to_string(Language language) { return language == Language::zh ? "zh" : "en"; }

std::string_view Request::header(std::string_view lower_case_name) const {
  for (const auto& [name, value] : headers)
    if (name == lower_case_name) return value;
  return {};
}

std::optional<std::string_view> Request::parameter(std::string_view name) const {
  for (const auto& [key, value] : query)
    if (key == name) return value;
  return std::nullopt;
}

std::optional<std::string_view> Request::cookie(std::string_view name) const {
  for (const auto& [header_name, line] : headers) {
    if (header_name != "cookie") continue;
    for (std::string_view rest = line; !rest.empty();) {
      const std::size_t end = std::min(rest.find(';'), rest.size());
      const std::string_view pair = trimmed(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
      const std::size_t equals = pair.find('=');
      if (equals != std::string_view::npos && pair.substr(0, equals) == name) return pair.substr(equals + 1);
    }
  }
  return std::nullopt;
}

Response Response::json(std::string body, int status) {
  Response response;
  response.status = status;
  response.body = std::move(body);
  return response;
}

Response Response::shared_json(std::shared_ptr<const std::string> body) {
  Response response;
  response.lasting_body = *body;
  response.keeper = std::move(body);
  return response;
}

Response Response::empty(int status) {
  Response response;
  response.status = status;
  response.content_type.clear();
  return response;
}

std::string_view Response::header(std::string_view name) const {
  for (const auto& [key, value] : headers)
    if (key == name) return value;
  return {};
}

Response problem_response(int status, std::string_view code, const Problems& problems,
                          const Request& request) {
  const Messages& messages = request.messages ? *request.messages : built_in();
  // The sentence of the whole answer may use the parameters of its only problem.
  const bool speaks_for_one = problems.size() == 1 && problems.front().code == code;
  std::string body;
  record::JsonWriter json(body);
  json.begin_object().member("code", code);
  json.member("message", speaks_for_one ? sentence_of(problems.front(), messages, request.language)
                                        : messages.translate(code, {}, request.language));
  json.key("problems").begin_array();
  for (const Problem& problem : problems) write_problem(json, problem, messages, request.language);
  json.end_array().member("request", request.id).end_object();
  Response response = Response::json(std::move(body), status);
  response.content_type = "application/problem+json; charset=utf-8";
  return response;
}

int status_of(std::string_view code) {
  struct Row {
    std::string_view reason;
    int status;
  };
  static constexpr Row kRows[] = {
      {"not_found", 404},
      {"forbidden", 403},
      {"conflict", 409},
      {"not_unique", 409},
      {"referenced", 409},
      {"stale", 412},
      {"version_required", 428},
      {"syntax", 400},
      {"duplicate_member", 400},
      {"too_deep", 400},
      {"too_many_attempts", 429},
      {"reused", 409},
      {"taken", 409},
      {"still_referred", 409},
      {"state", 409},
      {"already_accountable", 409},
      {"outdated", 409},
      {"not_an_object", 400},
  };
  const std::string_view reason = code.substr(code.rfind('.') + 1);
  const auto* row =
      std::find_if(std::begin(kRows), std::end(kRows), [&](const Row& r) { return r.reason == reason; });
  return row == std::end(kRows) ? 422 : row->status;
}

Response problem_response(const Problems& problems, const Request& request) {
  ZW_ASSERT(!problems.empty(), "a refusal names at least one problem");
  const std::string_view code =
      problems.size() == 1 ? std::string_view(problems.front().code) : "input.invalid";
  return problem_response(status_of(problems.front().code), code, problems, request);
}

std::string_view reason_of(int status) {
  struct Row {
    int status;
    std::string_view reason;
  };
  static constexpr Row kRows[] = {
      {200, "OK"},
      {201, "Created"},
      {202, "Accepted"},
      {204, "No Content"},
      {206, "Partial Content"},
      {304, "Not Modified"},
      {400, "Bad Request"},
      {401, "Unauthorized"},
      {403, "Forbidden"},
      {404, "Not Found"},
      {405, "Method Not Allowed"},
      {408, "Request Timeout"},
      {409, "Conflict"},
      {410, "Gone"},
      {412, "Precondition Failed"},
      {413, "Content Too Large"},
      {415, "Unsupported Media Type"},
      {417, "Expectation Failed"},
      {422, "Unprocessable Content"},
      {428, "Precondition Required"},
      {429, "Too Many Requests"},
      {431, "Request Header Fields Too Large"},
      {500, "Internal Server Error"},
      {501, "Not Implemented"},
      {503, "Service Unavailable"},
      {505, "HTTP Version Not Supported"},
      {507, "Insufficient Storage"},
  };
  for (const Row& row : kRows)
    if (row.status == status) return row.reason;
  return "Unknown";
}

}  // namespace zw::http
