#include "http/resource.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <memory>

#include "http/coding.h"
#include "http/once.h"
#include "http/presentation.h"
#include "http/roles.h"
#include "record/validate.h"
#include "storage/audit.h"
#include "storage/memo.h"
#include "storage/transact.h"

namespace zw::http {
namespace {

using record::Field;
using record::JsonWriter;
using record::Kind;
using record::Row;
using record::Value;
using storage::Connection;
using storage::Scope;

std::optional<std::int64_t> to_number(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return {};
  return number;
}

std::string etag(std::int64_t version) { return fmt::format("\"v{}\"", version); }

std::optional<Value> filter_value(const Field& field, std::string_view text) {
  if (text == "null") return Value{};
  switch (field.kind) {
    case Kind::boolean:
      if (text == "true" || text == "1") return Value{std::int64_t{1}};
      if (text == "false" || text == "0") return Value{std::int64_t{0}};
      return {};
    case Kind::ref:
    case Kind::integer:
    case Kind::money:
    case Kind::instant:
      if (auto number = to_number(text)) return Value{*number};
      return {};
    default:
      return Value{std::string(text)};
  }
}

std::optional<storage::Filter> parse_filter(const Field& field, std::string_view text) {
  storage::Filter filter{&field, {}};
  const bool is_free_text = field.kind == Kind::text || field.kind == Kind::long_text;
  while (true) {
    const std::size_t comma = is_free_text ? std::string_view::npos : text.find(',');
    auto value = filter_value(field, text.substr(0, comma));
    if (!value) return {};
    filter.any_of.push_back(std::move(*value));
    if (comma == std::string_view::npos) return filter;
    text.remove_prefix(comma + 1);
  }
}

/// A page as text, and packed once somebody has asked for that.
struct PageText {
  std::shared_ptr<const std::string> plain, packed;
};

/// Names a page by everything it is made of beside the data: whose sight, and which part.
std::string page_name(const Resource& resource, const Context& context) {
  std::string name = "page ";
  name += resource.entity->name;
  append_viewer(name, resource, context.scope);
  for (const auto& [key, value] : context.request.query)
    name += fmt::format("&{}:{}={}:{}", key.size(), key, value.size(), value);
  return name;
}

/// Fills in what the request needs of the page; problems of the question.
Outcome write_page(PageText& page, const Resource& resource, const Context& context,
                   const storage::ListQuery& query, Connection& connection, bool wants_packed) {
  if (!page.plain) {
    Records records(connection, context.scope);
    const auto found = records.list(*resource.entity, query);
    if (!found) return found.problems();
    page.plain = std::make_shared<const std::string>(page_json(resource, records, *found));
    if (auto* memo = connection.memo()) memo->weigh(page.plain->size());
  }
  if (wants_packed && !page.packed && is_worth_packing(page.plain->size())) {
    page.packed = std::make_shared<const std::string>(gzip(*page.plain));
    if (auto* memo = connection.memo()) memo->weigh(page.packed->size());
  }
  return Nothing{};
}

/// Many people look at the same lists: a connection that remembers writes each of them once for each version
/// of the data.
Response list(const Resource& resource, const Context& context) {
  auto query = list_query(resource, context.scope, context.request);
  if (!query) return problem_response(400, "list.invalid", query.problems(), context.request);
  const bool wants_packed = accepts(context.request.header("accept-encoding"), "gzip");
  Response response;
  context.services.database.read([&](Connection& connection) {
    PageText unshared;
    auto* memo = connection.memo();
    PageText& page = memo ? memo->slot<PageText>(page_name(resource, context)) : unshared;
    const auto written = write_page(page, resource, context, *query, connection, wants_packed);
    if (!written) {
      response = problem_response(400, "list.invalid", written.problems(), context.request);
    } else if (wants_packed && page.packed) {
      response =
          Response::shared_json(page.packed).with("Content-Encoding", "gzip").with("Vary", "Accept-Encoding");
    } else {
      response = Response::shared_json(page.plain);
    }
  });
  return response;
}

/// One record as its viewers see it; no text while nobody has looked.
struct RecordText {
  std::shared_ptr<const std::string> text;
  std::string etag;
};

std::string record_name(const Resource& resource, const Context& context, Id id) {
  std::string name = "record ";
  name += resource.entity->name;
  append_viewer(name, resource, context.scope);
  return (name += ' ') += std::to_string(id.value);
}

Outcome write_record(RecordText& record, const Resource& resource, const Context& context, Id id,
                     Connection& connection) {
  if (record.text) return Nothing{};
  Records records(connection, context.scope);
  const auto item = find_visible(resource, records, id);
  if (!item) return item.problems();
  record = {std::make_shared<const std::string>(record_json(resource, records, *item)), etag(item->version)};
  if (auto* memo = connection.memo()) memo->weigh(record.text->size());
  return Nothing{};
}

Response read_one(const Resource& resource, const Context& context) {
  const auto id = path_id(context.request);
  if (!id) return refuse(id.problems(), context.request);
  Response response;
  context.services.database.read([&](Connection& connection) {
    RecordText unshared;
    auto* memo = connection.memo();
    RecordText& record = memo ? memo->slot<RecordText>(record_name(resource, context, *id)) : unshared;
    if (const auto written = write_record(record, resource, context, *id, connection); !written)
      response = refuse(written.problems(), context.request);
    else if (context.request.header("if-none-match") == record.etag)
      response = Response::empty(304);
    else
      response = Response::shared_json(record.text).with("ETag", record.etag);
  });
  return response;
}

Outcome followed(const Resource& resource, Records& records, const Item* before, const Item& after) {
  return resource.policy.after_change ? resource.policy.after_change(records, before, after)
                                      : Outcome{Nothing{}};
}

Result<Item> store_new(const Resource& resource, Records& records, const record::Json& body,
                       const Row& blank) {
  Row row = blank;
  auto laid = record::apply_json(*resource.entity, row, body);
  if (!laid) return laid.problems();
  row = *laid;
  if (resource.policy.before_create) {
    auto ready = resource.policy.before_create(records, row);
    if (!ready) return ready.problems();
  }
  auto id = records.insert(*resource.entity, row);
  if (!id) return id.problems();
  const auto item = records.find(*resource.entity, *id);
  auto done = followed(resource, records, nullptr, *item);
  if (!done) return done.problems();
  return *item;
}

Response create(const Resource& resource, const Context& context) {
  const auto body = body_object(context.request);
  if (!body) return refuse(body.problems(), context.request);
  return once(context, [&](Records& records) -> Result<Response> {
    auto item = store_new(resource, records, *body, record::blank_row(*resource.entity));
    if (!item) return item.problems();
    return record_response(resource, records, *item, 201);
  });
}

Response change(const Resource& resource, const Context& context) {
  const auto id = path_id(context.request);
  if (!id) return refuse(id.problems(), context.request);
  const auto body = body_object(context.request);
  if (!body) return refuse(body.problems(), context.request);
  const std::string_view expected = context.request.header("if-match");
  if (expected.empty()) return problem_response(428, "record.version_required", {}, context.request);
  Response response;
  auto stored = storage::transact(context.services.database, [&](Connection& connection) -> Outcome {
    Records records(connection, context.scope);
    auto before = find_visible(resource, records, *id);
    if (!before) return before.problems();
    Selection own = own_records(resource, records);
    own.prepare({&*before, 1});
    if (!may_update(resource.policy, context.scope.actor.roles, own.has(*id)))
      return Problem{"role.forbidden", "", {}};
    if (expected != etag(before->version))
      return Problem{"record.stale", "", {{"version", fmt::format("{}", before->version)}}};
    auto after = record::apply_json(*resource.entity, before->row, *body);
    if (!after) return after.problems();
    if (resource.policy.before_update) {
      auto ready = resource.policy.before_update(records, *before, *after);
      if (!ready) return ready.problems();
    }
    auto version = records.update(*resource.entity, *before, *after);
    if (!version) return version.problems();
    const auto item = records.find(*resource.entity, *id);
    if (*version != before->version) {
      auto done = followed(resource, records, &*before, *item);
      if (!done) return done.problems();
    }
    response = record_response(resource, records, *item, 200);
    return Nothing{};
  });
  return stored ? response : refuse(stored.problems(), context.request);
}

Response remove(const Resource& resource, const Context& context) {
  const auto id = path_id(context.request);
  if (!id) return refuse(id.problems(), context.request);
  const std::string_view expected = context.request.header("if-match");
  auto gone = storage::transact(context.services.database, [&](Connection& connection) -> Outcome {
    Records records(connection, context.scope);
    auto before = find_visible(resource, records, *id);
    if (!before) return before.problems();
    if (!expected.empty() && expected != etag(before->version)) return Problem{"record.stale", "", {}};
    if (resource.policy.before_remove) {
      auto ready = resource.policy.before_remove(records, *before);
      if (!ready) return ready.problems();
    }
    records.erase(*resource.entity, *before);
    return Nothing{};
  });
  return gone ? Response::empty(204) : refuse(gone.problems(), context.request);
}

Response history(const Resource& resource, const Context& context) {
  const auto id = path_id(context.request);
  if (!id) return refuse(id.problems(), context.request);
  Response response;
  context.services.database.read([&](Connection& connection) {
    Records records(connection, context.scope);
    if (auto item = find_visible(resource, records, *id); !item) {
      response = refuse(item.problems(), context.request);
      return;
    }
    std::string out;
    JsonWriter json(out);
    json.begin_object().key("items").begin_array();
    auto cursor = connection.query(
        "SELECT at, actor_name, action, version, difference FROM audit WHERE zone_id = $1 AND entity = $2 "
        "AND entity_id = $3 "
        "ORDER BY seq DESC LIMIT 500",
        {context.scope.zone.value, std::string(resource.entity->name), id->value});
    while (cursor->step()) {
      json.begin_object()
          .member("at", cursor->integer(0))
          .member("actor", cursor->text(1))
          .member("action", cursor->text(2));
      json.member("version", cursor->integer(3)).key("difference").raw(cursor->text(4)).end_object();
    }
    json.end_array().end_object();
    response = Response::json(std::move(out));
  });
  return response;
}

}  // namespace

std::string Resource::route() const { return fmt::format("/api/{}/{}", entity->module, entity->plural); }

Result<Id> path_id(const Request& request, std::string_view name) {
  const auto found = request.params.find(name);
  const auto number = found == request.params.end() ? std::nullopt : to_number(found->second);
  if (!number || *number <= 0) return Problem{"record.not_found", "", {}};
  return Id{*number};
}

Result<std::int64_t> number_parameter(const Request& request, std::string_view name) {
  const auto text = request.parameter(name);
  if (!text) return Problem{"field.required", std::string(name), {}};
  const auto number = to_number(*text);
  if (!number) return Problem{"field.type", std::string(name), {{"value", std::string(*text)}}};
  return *number;
}

Result<record::Json> body_object(const Request& request) {
  auto body =
      record::parse_json(request.body.empty() ? std::string_view("{}") : std::string_view(request.body));
  if (body && !body->object()) return Problem{"json.not_an_object", "", {}};
  return body;
}

namespace {

/// Whoever may not see a value may not find it out by asking for it either, nor by the order of a list.
Problems asked_through_masks(const record::Entity& entity, const storage::ListQuery& query) {
  const auto is_masked = [](const Field& field) {
    return field.privacy.data_class == record::DataClass::personal ||
           field.privacy.data_class == record::DataClass::sensitive;
  };
  Problems problems;
  for (const auto& filter : query.filters)
    if (is_masked(*filter.field)) problems.push_back({"list.masked", std::string(filter.field->name), {}});
  std::string_view sort = query.sort;
  if (sort.starts_with('-')) sort.remove_prefix(1);
  if (const Field* field = entity.find(sort); field && is_masked(*field))
    problems.push_back({"list.masked", "sort", {}});
  return problems;
}

/// What the actor may see, and what the policy's own parameters ask.
Outcome restrict(storage::ListQuery& query, const Policy& policy, const Scope& scope,
                 const Request& request) {
  if (policy.visible) query.restriction = policy.visible(scope);
  return policy.narrow ? policy.narrow(query, scope, request) : Nothing{};
}

}  // namespace

Result<storage::ListQuery> list_query(const Resource& resource, const Scope& scope, const Request& request) {
  auto query = list_query(*resource.entity, request, resource.policy.parameters);
  if (!query) return query;
  if (!scope.actor.roles.meets(resource.policy.full_sight))
    if (Problems masked = asked_through_masks(*resource.entity, *query); !masked.empty()) return masked;
  const auto restricted = restrict(*query, resource.policy, scope, request);
  if (!restricted) return restricted.problems();
  return query;
}

Result<storage::ListQuery> list_query(const record::Entity& entity, const Request& request,
                                      const std::vector<std::string_view>& further) {
  storage::ListQuery query;
  Problems problems;
  for (const auto& [name, value] : request.query) {
    const Field* field = entity.find(name);
    if (name == "limit") {
      const auto number = to_number(value);
      if (!number || *number < 1 || *number > 500)
        problems.push_back({"list.limit", "limit", {{"limit", "500"}}});
      else
        query.limit = static_cast<std::size_t>(*number);
    } else if (name == "after") {
      query.after = value;
    } else if (name == "sort") {
      query.sort = value;
    } else if (name == "q" && entity.is_searchable()) {
      query.search = value;
    } else if (field && field->privacy.data_class != record::DataClass::secret) {
      auto filter = parse_filter(*field, value);
      if (filter)
        query.filters.push_back(std::move(*filter));
      else
        problems.push_back({"field.type", name, {{"value", value}}});
    } else if (std::ranges::find(further, name) == further.end()) {
      problems.push_back({"list.unknown_parameter", name, {}});
    }
  }
  if (!problems.empty()) return problems;
  return query;
}

Result<Item> find_visible(const Resource& resource, Records& records, Id id) {
  auto item = records.find(*resource.entity, id);
  const std::string visible = resource.policy.visible ? resource.policy.visible(records.scope()) : "";
  if (item && !visible.empty()) {
    auto cursor =
        records.connection().query(fmt::format("SELECT 1 FROM {} WHERE zone_id = $1 AND id = $2 AND ({})",
                                               resource.entity->name, visible),
                                   {records.scope().zone.value, id.value});
    if (!cursor->step()) item.reset();
  }
  if (!item) return Problem{"record.not_found", "", {}};
  return *std::move(item);
}

Response record_response(const Resource& resource, Records& records, const Item& item, int status) {
  Response response = Response::json(record_json(resource, records, item), status);
  response.headers.emplace_back("ETag", etag(item.version));
  if (status == 201)
    response.headers.emplace_back("Location", fmt::format("{}/{}", resource.route(), item.id.value));
  return response;
}

std::string record_json(const Resource& resource, Records& records, const Item& item) {
  std::string out;
  JsonWriter json(out);
  Presentation presentation(resource, records);
  presentation.prepare({&item, 1});
  presentation.append(json, item);
  return out;
}

std::string page_json(const Resource& resource, Records& records, const storage::Page& page) {
  std::string out;
  out.reserve(page.items.size() * 800);
  JsonWriter json(out);
  Presentation presentation(resource, records);
  presentation.prepare(page.items);
  json.begin_object().key("items").begin_array();
  for (const Item& item : page.items) presentation.append(json, item);
  json.end_array().key("next");
  page.next.empty() ? json.null() : json.string(page.next);
  json.member("total", page.total).end_object();
  return out;
}

Routes resource_routes(const Resource& made) {
  // Every handler keeps its own copy: the routes outlive the module that declared them.
  const auto resource = std::make_shared<const Resource>(made);
  const auto& entity = *resource->entity;
  const std::string one = resource->route() + "/{id}";
  const std::string name(entity.label.en);
  const auto bind = [resource](Response (*act)(const Resource&, const Context&)) {
    return [resource, act](const Context& context) { return act(*resource, context); };
  };
  Roles updating = made.policy.update;
  for (int r = 0; r < storage::kRoleCount; ++r)
    if (made.policy.update_own.has(static_cast<storage::Role>(r)))
      updating.add(static_cast<storage::Role>(r));

  Routes routes;
  routes.push_back({Method::get, resource->route(), made.policy.read, false, nullptr, &entity, Shape::list,
                    "", "Lists and finds: " + name, bind(&list)});
  routes.push_back({Method::get, one, made.policy.read, false, nullptr, &entity, Shape::one, "",
                    "Reads one: " + name, bind(&read_one)});
  routes.push_back({Method::get, one + "/history", made.policy.read, false, nullptr, nullptr, Shape::custom,
                    "", "Lists the changes of one: " + name, bind(&history)});
  if (!made.policy.create.empty())
    routes.push_back({Method::post, resource->route(), made.policy.create, false, &entity, &entity,
                      Shape::one, "create", "Creates: " + name, bind(&create)});
  if (!updating.empty())
    routes.push_back({Method::patch, one, updating, false, &entity, &entity, Shape::one, "update",
                      "Changes: " + name, bind(&change)});
  if (!made.policy.remove.empty())
    routes.push_back({Method::del, one, made.policy.remove, false, nullptr, nullptr, Shape::none, "delete",
                      "Deletes: " + name, bind(&remove)});
  return routes;
}

}  // namespace zw::http
