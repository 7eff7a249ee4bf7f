#include "app/description.h"

#include <fmt/format.h>

#include "record/typescript.h"

namespace zw::app {
namespace {

using record::Entity;
using record::Field;
using record::JsonWriter;
using record::Kind;

constexpr std::string_view kKinds[] = {"ref",     "text", "long_text", "integer", "money",
                                       "boolean", "date", "instant",   "choice",  "json"};
constexpr std::string_view kClasses[] = {"open", "internal", "personal", "sensitive", "secret"};

void append_label(JsonWriter& json, const record::Label& label) {
  json.key("label").begin_object().member("zh", label.zh).member("en", label.en).end_object();
}

/// What the caller sees masked in records they do not own.
bool is_masked(const Field& field, const http::Policy& policy, storage::Roles roles) {
  return !roles.meets(policy.full_sight) && (field.privacy.data_class == record::DataClass::personal ||
                                             field.privacy.data_class == record::DataClass::sensitive);
}

void append_field(JsonWriter& json, const Field& field, bool is_masked) {
  json.begin_object().member("name", field.name);
  append_label(json, field.label);
  json.member("kind", kKinds[static_cast<std::size_t>(field.kind)]);
  json.member("required", field.rules.required)
      .member("unique", field.rules.unique)
      .member("read_only", field.rules.read_only);
  json.member("list", field.rules.list).member("search", field.rules.search);
  if (field.rules.minimum != INT64_MIN) json.member("min", field.rules.minimum);
  if (field.rules.maximum != INT64_MAX) json.member("max", field.rules.maximum);
  if (field.kind == Kind::text || field.kind == Kind::long_text)
    json.member("max_length", field.rules.max_length);
  if (!field.rules.unit.empty()) json.member("unit", field.rules.unit);
  if (!field.rules.refers_to.empty()) json.member("refers_to", field.rules.refers_to);
  json.member("data_class", kClasses[static_cast<std::size_t>(field.privacy.data_class)])
      .member("purpose", field.privacy.purpose)
      .member("masked", is_masked);
  json.key("choices").begin_array();
  for (const auto& choice : field.choices) {
    json.begin_object().member("name", choice.name);
    append_label(json, choice.label);
    json.end_object();
  }
  json.end_array().end_object();
}

void append_entity(JsonWriter& json, const http::Resource& resource, storage::Roles roles) {
  const Entity& entity = *resource.entity;
  json.key(entity.name)
      .begin_object()
      .member("module", entity.module)
      .member("name", entity.name)
      .member("plural", entity.plural);
  append_label(json, entity.label);
  json.member("title", entity.title)
      .member("route", resource.route())
      .member("searchable", entity.is_searchable());
  json.key("fields").begin_array();
  for (const Field& field : entity.fields)
    if (field.privacy.data_class != record::DataClass::secret)
      append_field(json, field, is_masked(field, resource.policy, roles));
  json.end_array().end_object();
}

/// An act on a list rather than on a record that a module declares itself: POST on the list ("create") or one
/// segment below it.
struct ListVerb {
  const Entity* entity;
  std::string ability;
  storage::Roles roles;
};

std::vector<ListVerb> list_verbs(const std::vector<modules::Module>& modules,
                                 const std::vector<http::Resource>& resources) {
  std::vector<ListVerb> verbs;
  for (const auto& module : modules)
    for (const http::Route& route : module.routes)
      for (const auto& resource : resources)
        if (route.method == http::Method::post && !route.ability.empty() &&
            route.path.find('{') == std::string::npos &&
            (route.path == resource.route() || route.path.starts_with(resource.route() + "/")))
          verbs.push_back({resource.entity, route.ability, route.roles});
  return verbs;
}

std::string describe(const std::vector<http::Resource>& resources, const std::vector<ListVerb>& verbs,
                     storage::Roles roles) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("entities").begin_object();
  for (const auto& resource : resources)
    if (roles.meets(resource.policy.read)) append_entity(json, resource, roles);
  json.end_object().key("abilities_here").begin_object();
  for (const auto& resource : resources) {
    json.key(resource.entity->name).begin_array();
    if (roles.meets(resource.policy.create)) json.string("create");
    for (const ListVerb& verb : verbs)
      if (verb.entity == resource.entity && roles.meets(verb.roles)) json.string(verb.ability);
    json.end_array();
  }
  json.end_object().end_object();
  return out;
}

}  // namespace

http::Routes description_routes(const std::vector<modules::Module>& modules) {
  std::vector<http::Resource> resources;
  for (const auto& module : modules)
    resources.insert(resources.end(), module.resources.begin(), module.resources.end());
  http::Routes routes;
  routes.push_back(
      {http::Method::get, "/api/describe", storage::Roles::everybody(), false, nullptr, nullptr,
       http::Shape::custom, "",
       "Entities with their fields, labels, rules and choices, as far as the caller may see them.",
       [resources, verbs = list_verbs(modules, resources)](const http::Context& context) {
         return http::Response::json(describe(resources, verbs, context.scope.actor.roles));
       }});
  return routes;
}

std::string typescript(const std::vector<modules::Module>& modules) {
  std::string out = "// Made of the descriptions by `zonewright describe --typescript`; do not edit.\n";
  for (const auto& module : modules)
    for (const Entity* entity : module.entities) out += "\n" + record::typescript(*entity);
  return out;
}

}  // namespace zw::app
