#include "app/administration.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <filesystem>

#include "app/backup.h"
#include "http/resource.h"
#include "record/json.h"
#include "storage/audit.h"

namespace zw::app {
namespace {

using http::Context;
using http::Method;
using http::Response;
using http::Shape;
using record::JsonWriter;
using record::Value;
using storage::Connection;
using storage::Role;
using storage::Roles;

constexpr Roles kAdministrators{Role::administrator};
constexpr Roles kWatchers{Role::administrator, Role::auditor};
constexpr std::int64_t kAuditPage = 100;

std::string backup_folder(const http::Services& services) { return services.data_dir + "/backups"; }

Response list_audit(const Context& context) {
  std::int64_t before = INT64_MAX;
  if (context.request.parameter("after")) {
    const auto number = http::number_parameter(context.request, "after");
    if (!number) return http::refuse(number.problems(), context.request);
    before = *number;
  }
  std::vector<Value> arguments{context.scope.zone.value, before};
  std::string condition;
  for (const auto& [parameter, column] :
       {std::pair{"entity", "entity"}, std::pair{"actor", "actor_name"}, std::pair{"action", "action"}})
    if (const auto value = context.request.parameter(parameter)) {
      arguments.emplace_back(std::string(*value));
      condition += fmt::format(" AND {} = ${}", column, arguments.size());
    }
  arguments.emplace_back(kAuditPage + 1);
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("items").begin_array();
  std::int64_t rows = 0, last = 0;
  context.services.database.read([&](Connection& connection) {
    auto cursor =
        connection.query(fmt::format("SELECT seq, at, actor_name, request, action, entity, entity_id, "
                                     "version, difference, hash FROM audit WHERE zone_id = $1 "
                                     "AND seq < $2{} ORDER BY seq DESC LIMIT ${}",
                                     condition, arguments.size()),
                         arguments);
    while (cursor->step() && ++rows <= kAuditPage) {
      last = cursor->integer(0);
      json.begin_object()
          .member("id", last)
          .member("at", cursor->integer(1))
          .member("actor", cursor->text(2))
          .member("request", cursor->text(3));
      json.member("action", cursor->text(4))
          .member("entity", cursor->text(5))
          .member("entity_id", cursor->integer(6))
          .member("version", cursor->integer(7));
      json.key("difference").raw(cursor->text(8)).member("hash", cursor->text(9)).end_object();
    }
  });
  json.end_array().key("next");
  rows > kAuditPage ? json.string(fmt::format("{}", last)) : json.null();
  json.end_object();
  return Response::json(std::move(out));
}

Response verify_audit_trail(const Context& context) {
  storage::AuditVerdict verdict;
  context.services.database.read(
      [&](Connection& connection) { verdict = storage::verify_audit(connection, context.scope.zone); });
  std::string out;
  JsonWriter json(out);
  json.begin_object().member("ok", !verdict.fault).member("count", verdict.rows).key("fault");
  verdict.fault ? json.string(storage::to_string(*verdict.fault)) : json.null();
  json.key("first_broken");
  verdict.fault ? json.number(verdict.broken_seq) : json.null();
  json.end_object();
  return Response::json(std::move(out));
}

void append_backup(JsonWriter& json, const std::filesystem::directory_entry& file) {
  const auto written = std::chrono::file_clock::to_sys(file.last_write_time()).time_since_epoch();
  json.begin_object()
      .member("name", file.path().filename().string())
      .member("bytes", static_cast<std::int64_t>(file.file_size()));
  json.member("at", std::chrono::duration_cast<std::chrono::microseconds>(written).count()).end_object();
}

Response list_backups(const Context& context) {
  std::vector<std::filesystem::directory_entry> files;
  if (std::filesystem::is_directory(backup_folder(context.services)))
    for (const auto& file : std::filesystem::directory_iterator(backup_folder(context.services)))
      if (file.path().extension() == ".db") files.push_back(file);
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path() > b.path(); });
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("items").begin_array();
  for (const auto& file : files) append_backup(json, file);
  json.end_array().end_object();
  return Response::json(std::move(out));
}

Response make_backup(const Context& context) {
  if (context.services.database.backend() != storage::Backend::sqlite)
    return http::problem_response(409, "backup.made_elsewhere", {}, context.request);
  std::filesystem::create_directories(backup_folder(context.services));
  std::string name = to_string(context.scope.now);
  std::replace(name.begin(), name.end(), ':', '-');
  const std::string path = fmt::format("{}/{}.db", backup_folder(context.services), name);
  back_up(context.services.database, context.services.data_dir, path);
  std::string out;
  JsonWriter json(out);
  append_backup(json, std::filesystem::directory_entry(path));
  return Response::json(std::move(out), 201);
}

/// What is wrong in another zone is told there; a damaged file or reference concerns everybody.
bool concerns(const Problem& problem, ZoneId zone) {
  return std::none_of(problem.params.begin(), problem.params.end(), [&](const auto& param) {
    return param.first == "zone" && param.second != fmt::format("{}", zone.value);
  });
}

http::Handler checker(std::vector<storage::Invariant> invariants) {
  return [invariants = std::move(invariants)](const Context& context) {
    const auto report = storage::check_database(context.services.database, invariants);
    std::string out;
    JsonWriter json(out);
    json.begin_object().key("problems").begin_array();
    for (const Problem& problem : report.problems) {
      if (!concerns(problem, context.scope.zone)) continue;
      json.begin_object()
          .member("code", problem.code)
          .member("field", problem.field)
          .key("params")
          .begin_object();
      for (const auto& [name, value] : problem.params) json.member(name, value);
      json.end_object().end_object();
    }
    json.end_array().end_object();
    return Response::json(std::move(out));
  };
}

}  // namespace

http::Routes administration_routes(std::vector<storage::Invariant> invariants) {
  http::Routes routes;
  routes.push_back({Method::get, "/api/admin/audit", kWatchers, false, nullptr, nullptr, Shape::custom, "",
                    "Who changed what, newest first.", &list_audit});
  routes.push_back({Method::post, "/api/admin/audit/verify", kWatchers, false, nullptr, nullptr,
                    Shape::custom, "", "Recomputes the hash chain of the audit trail.", &verify_audit_trail});
  routes.push_back({Method::get, "/api/admin/backups", kAdministrators, false, nullptr, nullptr,
                    Shape::custom, "", "The backups that were made.", &list_backups});
  routes.push_back({Method::post, "/api/admin/backups", kAdministrators, false, nullptr, nullptr,
                    Shape::custom, "", "Copies the database while work goes on.", &make_backup});
  routes.push_back({Method::get, "/api/admin/check", kWatchers, false, nullptr, nullptr, Shape::custom, "",
                    "Integrity, references, audit chain, invariants.", checker(std::move(invariants))});
  return routes;
}

}  // namespace zw::app
