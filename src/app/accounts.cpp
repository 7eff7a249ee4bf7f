#include "app/accounts.h"

#include <fmt/format.h>
#include <sodium.h>

#include "http/resource.h"
#include "http/roles.h"
#include "record/json.h"
#include "storage/audit.h"
#include "storage/transact.h"

namespace zw::app {
namespace {

using http::Context;
using http::Method;
using http::Response;
using http::Shape;
using record::Json;
using record::JsonWriter;
using storage::Connection;
using storage::Role;
using storage::Roles;

constexpr Roles kAdministrators{Role::administrator};

/// Typed once from a slip of paper: no look-alikes.
std::string first_password() {
  constexpr std::string_view kLetters = "abcdefghjkmnpqrstuvwxyz23456789";
  std::string password;
  for (int i = 0; i < 16; ++i) {
    if (i && i % 4 == 0) password += '-';
    password += kLetters[randombytes_uniform(static_cast<std::uint32_t>(kLetters.size()))];
  }
  return password + "-A1";
}

std::optional<Roles> roles_from(const Json& body) {
  const Json* list = body.find("roles");
  if (!list || !list->array()) return {};
  Roles roles;
  for (const Json& name : *list->array()) {
    const auto role = name.text() ? http::find_role(*name.text()) : std::nullopt;
    if (!role) return {};
    roles.add(*role);
  }
  return roles.empty() ? std::nullopt : std::optional(roles);
}

struct AccountLine {
  Id id, person;
  std::string login;
  Roles roles;
  std::int64_t enterprise = 0;
  bool is_disabled = false, has_totp = false;
  std::string person_name;
};

std::vector<AccountLine> load_accounts(Connection& connection, ZoneId zone) {
  auto cursor = connection.query(
      "SELECT a.id, a.person_id, a.login, a.roles, a.enterprise_id, a.is_disabled, a.totp_confirmed, "
      "coalesce(p.name, '') FROM account a "
      "LEFT JOIN person p ON p.zone_id = a.zone_id AND p.id = a.person_id WHERE a.zone_id = $1 ORDER BY a.id",
      {zone.value});
  std::vector<AccountLine> lines;
  while (cursor->step())
    lines.push_back({Id{cursor->integer(0)}, Id{cursor->integer(1)}, std::string(cursor->text(2)),
                     http::split_roles(cursor->text(3)), cursor->integer(4), cursor->integer(5) != 0,
                     cursor->integer(6) != 0, std::string(cursor->text(7))});
  return lines;
}

Response list(const Context& context) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("items").begin_array();
  std::size_t total = 0;
  context.services.database.read([&](Connection& connection) {
    for (const AccountLine& line : load_accounts(connection, context.scope.zone)) {
      ++total;
      json.begin_object()
          .member("id", line.id.value)
          .member("login", line.login)
          .member("person_id", line.person.value);
      json.key("roles").begin_array();
      for (int r = 0; r < storage::kRoleCount; ++r)
        if (line.roles.has(static_cast<Role>(r))) json.string(http::to_string(static_cast<Role>(r)));
      json.end_array()
          .member("enterprise_id", line.enterprise)
          .member("disabled", line.is_disabled)
          .member("totp", line.has_totp);
      json.key("titles").begin_object().member("person_id", line.person_name).end_object();
      json.key("abilities").begin_array().string("update").string("reset").end_array().end_object();
    }
  });
  json.end_array().key("next").null().member("total", total).end_object();
  return Response::json(std::move(out));
}

Response create(const Context& context, http::Access& access) {
  const auto body = http::body_object(context.request);
  if (!body) return http::refuse(body.problems(), context.request);
  const auto roles = roles_from(*body);
  Problems problems;
  if (!roles) problems.push_back({"field.choice", "roles", {}});
  if (body->text_of("login").empty()) problems.push_back({"field.required", "login", {}});
  if (body->integer_of("person_id") <= 0) problems.push_back({"field.required", "person_id", {}});
  if (roles && roles->has(Role::contact) && body->integer_of("enterprise_id") <= 0)
    problems.push_back({"field.required", "enterprise_id", {}});
  if (!problems.empty()) return http::refuse(problems, context.request);
  const std::string password = first_password();
  const auto hash = access.hasher().hash(password);
  if (!hash) return http::problem_response(503, "session.busy", {}, context.request);
  auto id = storage::transact(context.services.database, [&](Connection& connection) -> Result<Id> {
    const Id person{body->integer_of("person_id")};
    if (!connection
             .query("SELECT 1 FROM person WHERE zone_id = $1 AND id = $2",
                    {context.scope.zone.value, person.value})
             ->step())
      return Problem{"field.unknown_reference", "person_id", {}};
    return access.create_account(connection, context.scope,
                                 {person, std::string(body->text_of("login")), *hash, *roles,
                                  Id{body->integer_of("enterprise_id")}, true});
  });
  if (!id) return http::refuse(id.problems(), context.request);
  std::string out;
  JsonWriter(out)
      .begin_object()
      .member("id", id->value)
      .member("login", body->text_of("login"))
      .member("initial_password", password)
      .end_object();
  return Response::json(std::move(out), 201);
}

/// Runs `act` on an existing account of the zone, then forgets what is remembered about sessions.
Response on_account(const Context& context, http::Access& access,
                    const std::function<Outcome(Connection&, Id)>& act, std::string answer) {
  const auto id = http::path_id(context.request);
  if (!id) return http::refuse(id.problems(), context.request);
  auto done = storage::transact(context.services.database, [&](Connection& connection) -> Outcome {
    if (!connection
             .query("SELECT 1 FROM account WHERE zone_id = $1 AND id = $2",
                    {context.scope.zone.value, id->value})
             ->step())
      return Problem{"record.not_found", "", {}};
    return act(connection, *id);
  });
  if (!done) return http::refuse(done.problems(), context.request);
  access.forget();
  return answer.empty() ? Response::empty() : Response::json(std::move(answer));
}

void end_sessions(Connection& connection, ZoneId zone, Id account) {
  connection.execute("DELETE FROM session WHERE zone_id = $1 AND account_id = $2",
                     {zone.value, account.value});
}

Problems faults_of_change(const Json& body) {
  Problems problems;
  for (const auto& [name, value] : *body.object()) {
    if (name != "roles" && name != "disabled") problems.push_back({"field.unknown", name, {}});
    if (name == "roles" && !roles_from(body)) problems.push_back({"field.choice", name, {}});
    if (name == "disabled" && !value.boolean()) problems.push_back({"field.type", name, {}});
  }
  return problems;
}

Response change(const Context& context, http::Access& access) {
  const auto body = http::body_object(context.request);
  if (!body) return http::refuse(body.problems(), context.request);
  const auto roles = roles_from(*body);
  return on_account(
      context, access,
      [&](Connection& connection, Id id) -> Outcome {
        if (auto problems = faults_of_change(*body); !problems.empty()) return problems;
        const auto zone = context.scope.zone;
        std::string difference;
        JsonWriter json(difference);
        json.begin_array();
        if (roles) {
          connection.execute("UPDATE account SET roles = $1 WHERE zone_id = $2 AND id = $3",
                             {http::join(*roles), zone.value, id.value});
          json.begin_object().member("field", "roles").member("after", http::join(*roles)).end_object();
        }
        if (const Json* disabled = body->find("disabled"); disabled) {
          connection.execute("UPDATE account SET is_disabled = $1 WHERE zone_id = $2 AND id = $3",
                             {std::int64_t{*disabled->boolean()}, zone.value, id.value});
          json.begin_object().member("field", "disabled").member("after", *disabled->boolean()).end_object();
        }
        end_sessions(connection, zone, id);
        json.end_array();
        storage::append_audit(connection, context.scope, {"updated", "account", id, 1, difference});
        return Nothing{};
      },
      "");
}

Response reset(const Context& context, http::Access& access) {
  const std::string password = first_password();
  const auto hash = access.hasher().hash(password);
  if (!hash) return http::problem_response(503, "session.busy", {}, context.request);
  std::string answer;
  JsonWriter(answer).begin_object().member("initial_password", password).end_object();
  return on_account(
      context, access,
      [&](Connection& connection, Id id) -> Outcome {
        connection.execute(
            "UPDATE account SET password_hash = $1, must_change_password = 1, password_changed_at = $2, "
            "totp_secret = NULL, totp_confirmed = 0 "
            "WHERE zone_id = $3 AND id = $4",
            {*hash, context.scope.now.micros, context.scope.zone.value, id.value});
        end_sessions(connection, context.scope.zone, id);
        storage::append_audit(connection, context.scope, {"reset", "account", id, 1, "[]"});
        return Nothing{};
      },
      std::move(answer));
}

}  // namespace

http::Routes account_routes(http::Access& access) {
  const auto with_access = [&access](Response (*act)(const Context&, http::Access&)) {
    return [&access, act](const Context& context) { return act(context, access); };
  };
  http::Routes routes;
  routes.push_back({Method::get, "/api/access/accounts", kAdministrators, false, nullptr, nullptr,
                    Shape::custom, "", "Who may sign in, as what.", &list});
  routes.push_back({Method::post, "/api/access/accounts", kAdministrators, false, nullptr, nullptr,
                    Shape::custom, "create", "Lets a person sign in; answers a first password once.",
                    with_access(&create)});
  routes.push_back({Method::patch, "/api/access/accounts/{id}", kAdministrators, false, nullptr, nullptr,
                    Shape::none, "update", "Changes roles or disables an account; ends its sessions.",
                    with_access(&change)});
  routes.push_back({Method::post, "/api/access/accounts/{id}/reset", kAdministrators, false, nullptr, nullptr,
                    Shape::custom, "reset", "Sets a new first password and ends all sessions.",
                    with_access(&reset)});
  return routes;
}

}  // namespace zw::app
