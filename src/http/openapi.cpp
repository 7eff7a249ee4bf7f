#include "http/openapi.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "http/roles.h"
#include "record/json.h"
#include "record/openapi.h"

namespace zw::http {
namespace {

using record::JsonWriter;

std::vector<std::string> parameters_of(std::string_view path) {
  std::vector<std::string> names;
  for (std::size_t open = path.find('{'); open != std::string_view::npos; open = path.find('{', open + 1))
    names.emplace_back(path.substr(open + 1, path.find('}', open) - open - 1));
  return names;
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

/// "get_api_registry_enterprises_id"
std::string operation_id(const Route& route) {
  std::string id = lower(to_string(route.method));
  for (const char c : route.path) {
    if (c == '/' || c == '.')
      id.push_back('_');
    else if (c != '{' && c != '}')
      id.push_back(c);
  }
  return id;
}

void write_parameter(JsonWriter& json, std::string_view name, std::string_view in, std::string_view type) {
  json.begin_object().member("name", name).member("in", in).member("required", in == "path");
  json.key("schema").begin_object().member("type", type).end_object().end_object();
}

void write_parameters(JsonWriter& json, const Route& route) {
  json.key("parameters").begin_array();
  for (const std::string& name : parameters_of(route.path))
    write_parameter(json, name, "path", name == "id" || name.ends_with("_id") ? "integer" : "string");
  if (route.shape == Shape::list) {
    write_parameter(json, "limit", "query", "integer");
    for (const std::string_view name : {"after", "sort", "q"}) write_parameter(json, name, "query", "string");
    if (route.response)
      for (const record::Field& field : route.response->fields)
        if (field.privacy.data_class != record::DataClass::secret)
          write_parameter(json, field.name, "query", "string");
  }
  if (route.shape == Shape::one &&
      (route.method == Method::put || route.method == Method::patch || route.method == Method::del))
    write_parameter(json, "If-Match", "header", "string");
  if (route.shape == Shape::one && route.method == Method::post)
    write_parameter(json, "Idempotency-Key", "header", "string");
  json.end_array();
}

void write_reference(JsonWriter& json, std::string_view schema) {
  json.begin_object().member("$ref", fmt::format("#/components/schemas/{}", schema)).end_object();
}

void write_list_schema(JsonWriter& json, const record::Entity& entity) {
  json.begin_object()
      .member("type", "object")
      .key("required")
      .begin_array()
      .string("items")
      .string("next")
      .end_array();
  json.key("properties").begin_object();
  json.key("items").begin_object().member("type", "array").key("items");
  write_reference(json, entity.name);
  json.end_object();
  json.key("next")
      .begin_object()
      .key("type")
      .begin_array()
      .string("string")
      .string("null")
      .end_array()
      .end_object();
  json.key("total").begin_object().member("type", "integer").end_object();
  json.end_object().end_object();
}

void write_request(JsonWriter& json, const Route& route) {
  if (route.method == Method::get || route.method == Method::del) return;
  json.key("requestBody").begin_object().key("content").begin_object();
  json.key("application/json").begin_object().key("schema");
  if (route.request)
    write_reference(json, fmt::format("{}_input", route.request->name));
  else
    json.begin_object().member("type", "object").end_object();
  json.end_object().end_object().end_object();
}

void write_success(JsonWriter& json, const Route& route) {
  const bool is_creation = route.method == Method::post && route.shape == Shape::one;
  const std::string_view status = route.shape == Shape::none ? "204" : is_creation ? "201" : "200";
  json.key(status).begin_object().member("description", "Done.");
  if (route.shape != Shape::none) {
    json.key("content").begin_object().key("application/json").begin_object().key("schema");
    if (route.response && route.shape == Shape::list)
      write_list_schema(json, *route.response);
    else if (route.response && route.shape == Shape::one)
      write_reference(json, route.response->name);
    else
      json.begin_object().end_object();
    json.end_object().end_object();
  }
  json.end_object();
}

/// Every refusal has one form; which ones can come follows from the declaration.
void write_refusals(JsonWriter& json, const Route& route) {
  std::vector<std::string_view> statuses;
  if (!route.without_login) statuses.insert(statuses.end(), {"401", "403"});
  if (!parameters_of(route.path).empty()) statuses.push_back("404");
  if (route.method != Method::get) statuses.insert(statuses.end(), {"413", "422"});
  statuses.push_back("default");
  for (const std::string_view status : statuses)
    json.key(status).begin_object().member("$ref", "#/components/responses/problem").end_object();
}

void write_operation(JsonWriter& json, const Route& route) {
  json.key(lower(to_string(route.method))).begin_object();
  json.member("operationId", operation_id(route)).member("summary", route.summary);
  json.key("x-roles").begin_array();
  for (int i = 0; i < storage::kRoleCount; ++i)
    if (const auto role = static_cast<storage::Role>(i); route.roles.has(role)) json.string(to_string(role));
  json.end_array().member("x-without-login", route.without_login);
  if (!route.ability.empty()) json.member("x-ability", route.ability);
  json.member("x-max-body", route.max_body);
  json.key("security").begin_array();
  if (!route.without_login)
    for (const std::string_view scheme : {"session", "token"})
      json.begin_object().key(scheme).begin_array().end_array().end_object();
  json.end_array();
  write_parameters(json, route);
  write_request(json, route);
  json.key("responses").begin_object();
  write_success(json, route);
  write_refusals(json, route);
  json.end_object().end_object();
}

void write_problem_schema(JsonWriter& json) {
  const auto text = [&](std::string_view name) {
    json.key(name).begin_object().member("type", "string").end_object();
  };
  json.key("problem").begin_object().member("type", "object").key("properties").begin_object();
  text("code"), text("message"), text("request");
  json.key("problems")
      .begin_object()
      .member("type", "array")
      .key("items")
      .begin_object()
      .member("type", "object");
  json.key("properties").begin_object();
  text("field"), text("code"), text("message");
  json.key("params").begin_object().member("type", "object").end_object();
  json.end_object().end_object().end_object();
  json.end_object().end_object();
}

void write_components(JsonWriter& json, const Routes& routes) {
  std::map<std::string_view, const record::Entity*> shown, taken;
  for (const Route& route : routes) {
    if (route.response) shown.emplace(route.response->name, route.response);
    if (route.request) taken.emplace(route.request->name, route.request);
  }
  json.key("components").begin_object().key("schemas").begin_object();
  for (const auto& [name, entity] : shown)
    json.key(name), record::write_schema(json, *entity, record::SchemaUse::answer);
  for (const auto& [name, entity] : taken)
    json.key(fmt::format("{}_input", name)), record::write_schema(json, *entity, record::SchemaUse::input);
  write_problem_schema(json);
  json.end_object();
  json.key("responses")
      .begin_object()
      .key("problem")
      .begin_object()
      .member("description", "What is wrong, all of it.");
  json.key("content").begin_object().key("application/problem+json").begin_object().key("schema");
  write_reference(json, "problem");
  json.end_object().end_object().end_object().end_object();
  json.key("securitySchemes").begin_object();
  json.key("session")
      .begin_object()
      .member("type", "apiKey")
      .member("in", "cookie")
      .member("name", "zw_session")
      .end_object();
  json.key("token").begin_object().member("type", "http").member("scheme", "bearer").end_object();
  json.end_object().end_object();
}

}  // namespace

std::string openapi(const Routes& routes, const std::string& version) {
  std::map<std::string_view, std::vector<const Route*>> by_path;
  for (const Route& route : routes) by_path[route.path].push_back(&route);
  std::string document;
  JsonWriter json(document);
  json.begin_object().member("openapi", "3.1.0").key("info").begin_object();
  json.member("title", "Zonewright").member("version", version).end_object();
  json.key("paths").begin_object();
  for (const auto& [path, at_path] : by_path) {
    json.key(path).begin_object();
    for (const Route* route : at_path) write_operation(json, *route);
    json.end_object();
  }
  json.end_object();
  write_components(json, routes);
  json.end_object();
  return document;
}

}  // namespace zw::http
