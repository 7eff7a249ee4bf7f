#include "http/access_routes.h"

#include <fmt/format.h>

#include "http/roles.h"
#include "record/json.h"

namespace zw::http {
namespace {

using record::Json;
using record::JsonWriter;

constexpr std::int64_t kDeviceSeconds = 180 * 24 * 3600;

/// The texts of a small form; every missing one is a problem.
class Form {
 public:
  explicit Form(const Request& request) {
    auto parsed = record::parse_json(request.body);
    if (!parsed)
      problems_ = parsed.problems();
    else
      json_ = std::move(*parsed);
  }
  std::string optional(std::string_view name) const { return std::string(json_.text_of(name)); }
  std::string required(std::string_view name) {
    std::string value = optional(name);
    if (value.empty() && !has_bad_syntax()) problems_.push_back({"field.required", std::string(name), {}});
    return value;
  }
  const Problems& problems() const { return problems_; }

 private:
  bool has_bad_syntax() const { return !problems_.empty() && problems_.front().code.starts_with("json."); }
  Json json_;
  Problems problems_;
};

void set_cookie(Response& response, const Request& request, std::string_view name, std::string_view value,
                std::int64_t seconds) {
  response.headers.emplace_back(
      "Set-Cookie", fmt::format("{}={}; Path=/; HttpOnly; SameSite=Lax; Max-Age={}{}", name, value, seconds,
                                request.secure ? "; Secure" : ""));
}

void set_cookies(Response& response, const Request& request, const Access& access, const SignedIn& in) {
  set_cookie(response, request, "zw_session", in.session, access.settings().longest_seconds);
  set_cookie(response, request, "zw_device", in.device, kDeviceSeconds);
}

Response refusal(const Refused& refused, const Request& request) {
  Problems problems{refused.problem};
  problems.insert(problems.end(), refused.further.begin(), refused.further.end());
  const std::string_view code =
      refused.further.empty() ? std::string_view(refused.problem.code) : "input.invalid";
  Response response = problem_response(refused.status, code, problems, request);
  if (refused.wait_seconds > 0)
    response.headers.emplace_back("Retry-After", fmt::format("{}", refused.wait_seconds));
  return response;
}

SignIn browser_of(const Request& request) {
  SignIn browser;
  browser.device = request.cookie("zw_device").value_or("");
  browser.address = request.remote;
  browser.agent = request.header("user-agent");
  return browser;
}

Identity identity_of(Access& access, const Context& context) {
  auto who = access.identify(context.request);
  // The dispatcher let the request in, but the session may have ended since.
  return who ? *who : Identity{context.scope.zone, {}, false, false, ""};
}

std::string session_json(Access& access, const Context& context, const Identity& who) {
  std::string body;
  JsonWriter json(body);
  json.begin_object().key("person").begin_object();
  json.member("id", who.actor.person.value).member("name", who.actor.name).end_object();
  json.key("zone").begin_object().member("id", who.zone.value).member("name", access.zone_name(who.zone));
  json.member("demo", context.services.demo);
  if (!context.services.stage.empty()) json.member("stage", context.services.stage);
  json.member("today", to_string(china_date(context.scope.now)));
  json.end_object().key("roles").begin_array();
  for (int i = 0; i < storage::kRoleCount; ++i)
    if (const auto role = static_cast<storage::Role>(i); who.actor.roles.has(role))
      json.string(to_string(role));
  json.end_array().member("language", to_string(context.request.language));
  json.member("totp_enrolled", access.has_totp(who)).member("must_change_password", who.must_change_password);
  json.end_object();
  return body;
}

/// The answer to a person who just came in: who they are, and the cookies to come back with.
Response welcome_in(Access& access, const Context& context, const SignedIn& in, int status) {
  Request as_signed_in;
  as_signed_in.headers = {{"cookie", "zw_session=" + in.session}};
  const auto who = access.identify(as_signed_in);
  ZW_ASSERT(who, "a session that was just opened is alive");
  Response response = Response::json(session_json(access, context, *who), status);
  set_cookies(response, context.request, access, in);
  return response;
}

Response welcome(Access& access, const std::string& version, const Context& context) {
  std::string body;
  JsonWriter json(body);
  json.begin_object()
      .member("demo", context.services.demo)
      .member("setup_required", access.needs_setup())
      .member("profile", access.settings().profile.name)
      .member("language", to_string(context.request.language))
      .member("version", version)
      .end_object();
  return Response::json(std::move(body));
}

Response sign_in(Access& access, const Context& context) {
  Form form(context.request);
  SignIn details = browser_of(context.request);
  details.login = form.required("login");
  details.password = form.required("password");
  details.code = form.optional("totp");
  if (!form.problems().empty()) return problem_response(form.problems(), context.request);
  const SignInResult result = access.sign_in(details);
  if (const auto* no = std::get_if<Refused>(&result)) return refusal(*no, context.request);
  return welcome_in(access, context, std::get<SignedIn>(result), 200);
}

Response sign_in_as(Access& access, const Context& context) {
  if (!context.services.demo) return problem_response(404, "route.not_found", {}, context.request);
  Form form(context.request);
  const auto role = find_role(form.required("role"));
  if (!form.problems().empty()) return problem_response(form.problems(), context.request);
  constexpr ZoneId kDemoZone{1};
  const auto in = role
                      ? access.sign_in_as(kDemoZone, *role, std::string(context.request.header("user-agent")))
                      : std::optional<SignedIn>{};
  if (!in) return problem_response(404, "persona.not_found", {}, context.request);
  return welcome_in(access, context, *in, 200);
}

Response sign_out(Access& access, const Context& context) {
  access.sign_out(identity_of(access, context));
  Response response = Response::empty();
  set_cookie(response, context.request, "zw_session", "", 0);
  return response;
}

Response change_password(Access& access, const Context& context) {
  Form form(context.request);
  const std::string current = form.required("current"), next = form.required("password");
  if (!form.problems().empty()) return problem_response(form.problems(), context.request);
  const auto result =
      access.change_password(identity_of(access, context), current, next, browser_of(context.request));
  if (const auto* no = std::get_if<Refused>(&result)) return refusal(*no, context.request);
  return welcome_in(access, context, std::get<SignedIn>(result), 200);
}

Response list_devices(Access& access, const Context& context) {
  std::string body;
  JsonWriter json(body);
  json.begin_object().key("items").begin_array();
  for (const Device& device : access.devices(identity_of(access, context)))
    json.begin_object()
        .member("id", device.id)
        .member("agent", device.agent)
        .member("created_at", to_string(device.created_at))
        .member("seen_at", to_string(device.seen_at))
        .member("current", device.is_current)
        .end_object();
  json.end_array().end_object();
  return Response::json(std::move(body));
}

Response revoke_device(Access& access, const Context& context) {
  const auto& id = context.request.params.find("id")->second;
  if (access.revoke(identity_of(access, context), id)) return Response::empty();
  return problem_response(404, "session.not_found", {}, context.request);
}

Response enrol(Access& access, const Context& context, Form& form) {
  const std::string password = form.required("password");
  if (!form.problems().empty()) return problem_response(form.problems(), context.request);
  const auto enrolment = access.start_totp(identity_of(access, context), password);
  if (!enrolment) return problem_response(enrolment.problems(), context.request);
  std::string body;
  JsonWriter(body)
      .begin_object()
      .member("secret", enrolment->secret)
      .member("uri", enrolment->uri)
      .end_object();
  return Response::json(std::move(body));
}

Response confirm(Access& access, const Context& context, Form& form) {
  const std::string code = form.required("code");
  if (!form.problems().empty()) return problem_response(form.problems(), context.request);
  const auto codes = access.confirm_totp(identity_of(access, context), code);
  if (!codes) return problem_response(codes.problems(), context.request);
  std::string body;
  JsonWriter json(body);
  json.begin_object().key("recovery_codes").begin_array();
  for (const std::string& recovery : *codes) json.string(recovery);
  json.end_array().end_object();
  return Response::json(std::move(body));
}

Response disable(Access& access, const Context& context, Form& form) {
  const std::string password = form.required("password");
  if (!form.problems().empty()) return problem_response(form.problems(), context.request);
  const auto ended = access.end_totp(identity_of(access, context), password);
  return ended ? Response::empty() : problem_response(ended.problems(), context.request);
}

Response totp(Access& access, const Context& context) {
  Form form(context.request);
  const std::string action = form.required("action");
  if (action == "enrol") return enrol(access, context, form);
  if (action == "confirm") return confirm(access, context, form);
  if (action == "disable") return disable(access, context, form);
  if (form.problems().empty())
    return problem_response({{"field.unknown_choice", "action", {}}}, context.request);
  return problem_response(form.problems(), context.request);
}

Response set_up(Access& access, const Context& context) {
  Form form(context.request);
  const SetupForm details{form.required("token"), form.required("zone_name"), form.required("name"),
                          form.required("login"), form.required("password")};
  if (!form.problems().empty()) return problem_response(form.problems(), context.request);
  const auto in =
      access.set_up(details, context.request.id, std::string(context.request.header("user-agent")));
  if (!in) return problem_response(in.problems(), context.request);
  return welcome_in(access, context, *in, 201);
}

}  // namespace

Routes access_routes(Access& access, const std::string& version) {
  using Act = Response (*)(Access&, const Context&);
  const auto open = [&access](Method method, std::string path, std::string summary, Act act) {
    Route route;
    route.method = method;
    route.path = std::move(path);
    route.without_login = true;
    route.summary = std::move(summary);
    route.max_body = 64 * 1024;
    route.handler = [&access, act](const Context& context) { return act(access, context); };
    return route;
  };
  const auto own = [&](Method method, std::string path, std::string summary, Act act) {
    Route route = open(method, std::move(path), std::move(summary), act);
    route.without_login = false;
    route.roles = storage::Roles::everybody();
    return route;
  };
  Route hello = open(Method::get, "/api/welcome", "What a visitor may know before signing in.", nullptr);
  hello.handler = [&access, version](const Context& context) { return welcome(access, version, context); };
  return {
      std::move(hello),
      open(Method::post, "/api/setup", "Makes the zone and its first administrator, with a one-time link.",
           set_up),
      open(Method::post, "/api/session", "Signs in with login and password, and a code if one is enrolled.",
           sign_in),
      open(Method::post, "/api/session/persona", "Demonstration only: steps into the shoes of a role.",
           sign_in_as),
      own(Method::get, "/api/session", "Who is signed in.",
          [](Access& a, const Context& c) { return Response::json(session_json(a, c, identity_of(a, c))); }),
      own(Method::del, "/api/session", "Signs out.", sign_out),
      own(Method::post, "/api/session/password", "Changes the own password and ends all other sessions.",
          change_password),
      own(Method::get, "/api/session/devices", "The own sessions, on whatever device.", list_devices),
      own(Method::del, "/api/session/devices", "Ends all own sessions but this one.",
          [](Access& a, const Context& c) { return a.revoke_others(identity_of(a, c)), Response::empty(); }),
      own(Method::del, "/api/session/devices/{id}", "Ends one of the own sessions.", revoke_device),
      own(Method::post, "/api/session/totp", "Enrols, confirms or disables an authenticator.", totp),
  };
}

}  // namespace zw::http
