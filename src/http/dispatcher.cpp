#include "http/dispatcher.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <random>
#include <utility>

#include "http/coding.h"
#include "http/events.h"
#include "storage/records.h"

namespace zw::http {
namespace {

constexpr std::size_t kBodyOfUnknownRoute = 64 * 1024;

/// What a network thread may do itself without others noticing; see Dispatcher::is_quick.
constexpr std::chrono::microseconds kQuick{250}, kSlow{1'000};
/// A busy machine makes any call slow now and then; a route is no longer quick when that happens to one in
/// thirty.
constexpr int kQuickRunsNeeded = 32, kMostQuickRuns = 256, kSetBack = 32, kSmallSetBack = 8;

bool is_sane_id(std::string_view id) {
  return id.size() >= 8 && id.size() <= 64 && std::all_of(id.begin(), id.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
                  c == '_';
         });
}

/// Browsers say where a request comes from; programs that say nothing have no cookie to be abused.
bool comes_from_elsewhere(const Request& request) {
  const std::string_view site = request.header("sec-fetch-site");
  if (!site.empty()) return site != "same-origin" && site != "none";
  const std::string_view origin = request.header("origin");
  if (origin.empty()) return false;
  const std::size_t scheme = origin.find("://");
  return scheme == std::string_view::npos || origin.substr(scheme + 3) != request.header("host");
}

std::optional<Method> method_of(std::string_view name) {
  if (name == "HEAD") return Method::get;
  for (int i = 0; i < kMethodCount; ++i)
    if (to_string(static_cast<Method>(i)) == name) return static_cast<Method>(i);
  return std::nullopt;
}

bool is_api(std::string_view path) { return path == "/api" || path.starts_with("/api/"); }

}  // namespace

Dispatcher::Dispatcher(Routes routes, Parts parts) : router_(std::move(routes)), parts_(parts) {
  quick_runs_ = std::make_unique<std::atomic<int>[]>(router_.routes().size());
  bool is_first = true;
  for (const Route& route : router_.routes()) {
    const std::size_t metric = parts_.metrics.add_route(to_string(route.method), route.path);
    if (std::exchange(is_first, false)) first_metric_ = metric;
  }
  other_metric_ = parts_.metrics.add_route("any", "other");
  refused_metric_ = parts_.metrics.add_route("any", "refused");
  std::random_device entropy;
  id_prefix_ = fmt::format("{:08x}", entropy());
}

std::string Dispatcher::new_request_id() {
  std::array<char, 16> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(),
                                 next_id_.fetch_add(1, std::memory_order_relaxed), 16);
  std::string id = id_prefix_;
  (id += '-').append(digits.data(), end.ptr);
  return id;
}

Dispatcher::Asked Dispatcher::ask(std::string_view method, std::string_view target) const {
  Asked asked;
  asked.method_name = method;
  asked.method = method_of(method);
  asked.is_head = method == "HEAD";
  asked.is_options = method == "OPTIONS";
  asked.target = parse_target(target);
  asked.max_body = kBodyOfUnknownRoute;
  if (!asked.target) return asked;
  asked.match = router_.find(asked.method.value_or(Method::get), asked.target->segments);
  if (!asked.method) asked.match.route = nullptr;
  if (asked.match.route) asked.max_body = asked.match.route->max_body;
  return asked;
}

Response Dispatcher::handle(Asked& asked, Request& request) {
  const auto began = std::chrono::steady_clock::now();
  parts_.metrics.running.fetch_add(1, std::memory_order_relaxed);
  const std::string_view sent_id = request.header("x-request-id");
  request.id = is_sane_id(sent_id) ? std::string(sent_id) : new_request_id();
  request.messages = &parts_.messages;
  request.language = language_of(request);
  const Route* route = asked.match.route;
  Response response;
  try {
    response = answer(asked, request);
    pack(response, request);
  } catch (const storage::DatabaseError& error) {
    response = answer_failure(error, route ? route->path : "other", request);
  } catch (const std::exception& error) {
    parts_.log.failure(request.id, route ? route->path : "other", error.what());
    response = problem_response(500, "server.failed", {}, request);
  }
  const auto took =
      std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - began);
  parts_.metrics.count(route ? first_metric_ + router_.index(*route) : other_metric_, response.status, took);
  learn(route, took);
  parts_.metrics.running.fetch_sub(1, std::memory_order_relaxed);
  parts_.log.request(request.id, asked.method_name, route ? route->path : "other", response.status, took);
  return response;
}

void Dispatcher::learn(const Route* route, std::chrono::microseconds took) {
  if (!route) return;
  std::atomic<int>& runs = quick_runs_[router_.index(*route)];
  const int before = runs.load(std::memory_order_relaxed);
  const int step = took > kSlow ? -kSetBack : took > kQuick ? -kSmallSetBack : 1;
  runs.store(std::clamp(before + step, 0, kMostQuickRuns), std::memory_order_relaxed);
}

bool Dispatcher::is_quick(const Asked& asked, const Request& request) const {
  const Route* route = asked.match.route;
  if (!route) return true;
  return route->method == Method::get &&
         quick_runs_[router_.index(*route)].load(std::memory_order_relaxed) >= kQuickRunsNeeded &&
         parts_.gate.is_ready(request);
}

Response Dispatcher::refuse(Refusal refusal, std::size_t body_limit) {
  Request request;
  request.id = new_request_id();
  request.messages = &parts_.messages;
  Problems problems;
  if (refusal.status == 413)
    problems.push_back({std::string(refusal.code), "", {{"limit", fmt::format("{}", body_limit)}}});
  parts_.metrics.count(refused_metric_, refusal.status, std::chrono::microseconds(0));
  parts_.log.request(request.id, "", "refused", refusal.status, std::chrono::microseconds(0));
  return problem_response(refusal.status, refusal.code, problems, request).with("X-Request-Id", request.id);
}

Response Dispatcher::answer(Asked& asked, Request& request) {
  if (!asked.target) {
    if (asked.is_options)
      return Response::empty().with("Allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
    return problem_response(400, "request.bad_target", {}, request);
  }
  request.path = std::move(asked.target->path);
  request.query = std::move(asked.target->query);
  if (!asked.match.route) return without_route(asked, request);
  request.method = *asked.method;
  for (auto& [name, value] : asked.match.params) request.params.emplace(name, std::move(value));
  return call(*asked.match.route, request);
}

Response Dispatcher::without_route(const Asked& asked, const Request& request) {
  if (!asked.match.allowed.empty()) {
    Response response =
        asked.is_options ? Response::empty() : problem_response(405, "route.method_not_allowed", {}, request);
    return std::move(response).with("Allow", allow_header(asked.match.allowed));
  }
  if (is_api(request.path)) return problem_response(404, "route.not_found", {}, request);
  if (asked.method == Method::get) return parts_.assets.serve(request);
  Response page =
      asked.is_options ? Response::empty() : problem_response(405, "route.method_not_allowed", {}, request);
  return std::move(page).with("Allow", allow_header({Method::get}));
}

Response Dispatcher::call(const Route& route, Request& request) {
  const std::optional<Identity> who = parts_.gate.identify(request);
  if (auto refusal = refuse_person(route, who, request)) return *std::move(refusal);
  Context context{parts_.services, request,
                  storage::Scope{who ? who->zone : ZoneId{}, who ? who->actor : storage::Actor{},
                                 parts_.services.clock.now(), request.id}};
  Response response = route.handler(context);
  if (who && response.stream)
    response.stream->listen_while([this, key = Identity{who->zone, {}, who->by_cookie, false, who->session}] {
      return parts_.gate.is_open(key);
    });
  // An open page listens for ever; that alone is no sign of a person.
  if (who && !response.stream) touch(*who, request);
  return response;
}

std::optional<Response> Dispatcher::refuse_person(const Route& route, const std::optional<Identity>& who,
                                                  const Request& request) {
  // Also without a session: a foreign page must not sign its visitor in as somebody else.
  const bool may_be_abused = route.method != Method::get && (!who || who->by_cookie);
  if (may_be_abused && comes_from_elsewhere(request))
    return problem_response(403, "request.cross_site", {}, request);
  if (route.without_login) return std::nullopt;
  if (!who) return problem_response(401, "session.required", {}, request).with("WWW-Authenticate", "Bearer");
  if (!who->actor.roles.meets(route.roles)) return problem_response(403, "role.forbidden", {}, request);
  const bool is_session = route.path == "/api/session" || route.path.starts_with("/api/session/");
  if (who->must_change_password && !is_session)
    return problem_response(403, "password.change_required", {}, request);
  return std::nullopt;
}

Response Dispatcher::answer_failure(const storage::DatabaseError& error, std::string_view pattern,
                                    const Request& request) {
  if (const auto problem = storage::explain_violation(error)) return problem_response({*problem}, request);
  parts_.log.failure(request.id, pattern, error.what());
  const auto later = [&](int status, std::string_view code) {
    return problem_response(status, code, {}, request).with("Retry-After", "1");
  };
  switch (error.failure()) {
    case storage::Failure::unique:
      return problem_response(409, "record.not_unique", {}, request);
    case storage::Failure::foreign_key:
      return problem_response(409, "record.referenced", {}, request);
    case storage::Failure::full:
      return problem_response(507, "storage.full", {}, request);
    case storage::Failure::read_only:
      return problem_response(503, "storage.read_only", {}, request);
    case storage::Failure::busy:
      return later(503, "storage.busy");
    case storage::Failure::connection:
      return later(503, "storage.unreachable");
    case storage::Failure::corrupt:
      return problem_response(500, "storage.corrupt", {}, request);
    default:
      return problem_response(500, "server.failed", {}, request);
  }
}

/// The answer is already made: a full disk must not keep people from reading.
void Dispatcher::touch(const Identity& identity, const Request& request) {
  try {
    parts_.gate.touch(identity);
  } catch (const storage::DatabaseError& error) {
    parts_.log.failure(request.id, "session", error.what());
  }
}

}  // namespace zw::http
