#include "modules/intake/routes.h"

#include <fmt/format.h>

#include <map>
#include <memory>

#include "modules/intake/defect_rows.h"
#include "modules/intake/intake.h"
#include "modules/intake/preview_json.h"
#include "modules/intake/sentence.h"

namespace zw::modules::intake {
namespace {

using http::Context;
using http::Method;
using http::Response;
using http::Roles;
using storage::Connection;
using storage::Records;
using storage::Role;

constexpr Roles kWriters{Role::secretary, Role::administrator};
constexpr Roles kReaders{Role::secretary, Role::administrator, Role::leader, Role::auditor};
constexpr std::size_t kLargestUpload = 64u << 20;
constexpr std::string_view kXlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

using Targets = std::shared_ptr<const std::vector<Target>>;

/// Cells hold people's names and telephones.
record::Sight sight_of(const Context& context) {
  return context.scope.actor.roles.meets(kWriters) ? record::Sight::full : record::Sight::masked;
}

Desk desk_of(const Context& context, const Targets& targets) {
  return Desk(context.services.database, upload_blobs(context.services.data_dir), *targets);
}

std::string batch_json(const Context& context, Id id) {
  std::string json;
  context.services.database.read([&](Connection& connection) {
    Records records(connection, context.scope);
    const auto item = records.find(record::describe<Batch>(), id);
    ZW_ASSERT(item, "a batch that was just worked on exists");
    json = http::record_json(batch_resource(), records, *item);
  });
  return json;
}

/// RFC 8187, so that Chinese names survive.
std::string attachment(std::string_view file_name) {
  std::string encoded;
  for (const char c : file_name) {
    const bool is_plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          c == '.' || c == '-' || c == '_';
    encoded += is_plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return fmt::format("attachment; filename*=UTF-8''{}", encoded);
}

Response workbook(std::string bytes, std::string_view file_name) {
  Response response;
  response.content_type = kXlsx;
  response.body = std::move(bytes);
  response.headers.emplace_back("Content-Disposition", attachment(file_name));
  return response;
}

Response upload(const Targets& targets, const Context& context) {
  const auto name = context.request.parameter("name");
  const auto target = context.request.parameter("target");
  Upload upload{name && !name->empty() ? std::string(*name) : "pasted", std::string(target.value_or("")),
                context.request.body};
  const auto id = desk_of(context, targets).open(context.scope, upload);
  if (!id) return http::refuse(id.problems(), context.request);
  return Response::json(batch_json(context, id.value()), 201)
      .with("Location", fmt::format("/api/intake/batches/{}", id.value().value));
}

Response show_preview(const Targets& targets, const Context& context, Id id) {
  const auto preview = desk_of(context, targets).preview(context.scope, id);
  if (!preview) return http::refuse(preview.problems(), context.request);
  return Response::json(preview_json(preview.value(), batch_json(context, id), sight_of(context)));
}

/// Ids as a JSON array of whole numbers; a problem at `field` otherwise.
std::vector<Id> id_list(const record::Json& json, std::string_view field, Problems& problems) {
  std::vector<Id> ids;
  for (const record::Json& item : json.array() ? *json.array() : record::JsonArray{}) {
    if (item.integer())
      ids.push_back(Id{*item.integer()});
    else
      problems.push_back({"field.type", std::string(field), {}});
  }
  if (!json.array()) problems.push_back({"field.type", std::string(field), {}});
  return ids;
}

Result<Fix> read_fix(const record::Json& body) {
  Fix fix;
  Problems problems;
  for (const auto& [name, value] : *body.object()) {
    if (name == "accept" && value.text() && *value.text() == "all") {
      fix.accepts_all = true;
    } else if (name == "accept") {
      fix.accepts = id_list(value, name, problems);
    } else if (name == "ignore") {
      fix.ignores = id_list(value, name, problems);
    } else if (name == "code" && value.text()) {
      fix.accepts_code = *value.text();
    } else if (name == "edit" && value.array()) {
      for (const record::Json& edit : *value.array()) {
        const record::Json* text = edit.find("value");
        if (edit.integer_of("id") > 0 && text && text->text())
          fix.edits.push_back({Id{edit.integer_of("id")}, *text->text()});
        else
          problems.push_back({"field.type", "edit", {}});
      }
    } else {
      problems.push_back(
          {name == "code" || name == "edit" ? "field.type" : "field.unknown", name, {{"name", name}}});
    }
  }
  if (!problems.empty()) return problems;
  return fix;
}

Response fix_defects(const Targets& targets, const Context& context, Id id) {
  const auto body = http::body_object(context.request);
  if (!body) return http::refuse(body.problems(), context.request);
  const auto fix = read_fix(body.value());
  if (!fix) return http::refuse(fix.problems(), context.request);
  Desk desk = desk_of(context, targets);
  const auto fixed = desk.fix(context.scope, id, fix.value());
  if (!fixed) return http::refuse(fixed.problems(), context.request);
  const auto preview = desk.preview(context.scope, id);
  if (!preview) return http::refuse(preview.problems(), context.request);
  return Response::json(summary_json(preview.value().reading));
}

Response import_batch(const Targets& targets, const Context& context, Id id) {
  const auto result = desk_of(context, targets).import(context.scope, id);
  if (!result) return http::refuse(result.problems(), context.request);
  const ImportResult& done = result.value();
  std::string out;
  record::JsonWriter(out)
      .begin_object()
      .member("created", done.created)
      .member("updated", done.updated)
      .member("same", done.same)
      .member("skipped", done.skipped)
      .end_object();
  return Response::json(std::move(out));
}

Response undo_batch(const Targets& targets, const Context& context, Id id) {
  const auto result = desk_of(context, targets).undo(context.scope, id);
  if (!result) return http::refuse(result.problems(), context.request);
  std::string out;
  record::JsonWriter(out)
      .begin_object()
      .member("removed", result.value().removed)
      .member("restored", result.value().restored)
      .member("kept_because_changed", result.value().kept)
      .end_object();
  return Response::json(std::move(out));
}

Response error_workbook(const Targets& targets, const Context& context, Id id) {
  auto bytes = desk_of(context, targets).error_workbook(context.scope, id);
  if (!bytes) return http::refuse(bytes.problems(), context.request);
  return workbook(std::move(bytes).value(), fmt::format("问题清单-{}.xlsx", id.value));
}

Response empty_template(const Targets& targets, const Context& context) {
  const std::string wanted(context.request.parameter("target").value_or(""));
  for (const Target& target : *targets)
    if (target.entity->name == wanted)
      return workbook(template_workbook(target), fmt::format("{}导入模板.xlsx", target.entity->label.zh));
  return http::refuse({Problem{"intake.unknown_target", "target", {{"value", wanted}}}}, context.request);
}

/// The target's fields are what the defects of a batch speak of.
const record::Field* field_of(const Targets& targets, std::string_view target, std::string_view name) {
  for (const Target& known : *targets)
    if (known.entity->name == target) return known.entity->find(name);
  return nullptr;
}

Params params_of(const std::string& json) {
  Params params;
  const auto object = record::parse_json(json.empty() ? "{}" : json);
  if (object && object.value().object())
    for (const auto& [name, value] : *object.value().object())
      if (value.text()) params.emplace_back(name, *value.text());
  return params;
}

/// The generic list, with the sentence for each defect.
std::string defects_json(const Targets& targets, Records& records, const storage::Page& page, Tongue tongue,
                         record::Sight sight) {
  const record::Entity& entity = record::describe<Defect>();
  std::map<std::int64_t, std::string> batch_targets;
  std::string out;
  record::JsonWriter json(out);
  json.begin_object().key("items").begin_array();
  for (const storage::Item& item : page.items) {
    const auto defect = record::from_row<Defect>(item.row);
    auto target = batch_targets.find(defect.batch_id.value);
    if (target == batch_targets.end()) {
      const auto batch = records.find<Batch>(defect.batch_id);
      target = batch_targets.emplace(defect.batch_id.value, batch ? batch->target : "").first;
    }
    json.begin_object();
    record::append_fields(json, entity, item.id, item.version, item.row, sight);
    const auto hidden = [&](const std::string& text) {
      return sight == record::Sight::full ? text : record::mask(text);
    };
    const std::optional<std::string> proposal =
        defect.proposal ? std::optional(hidden(*defect.proposal)) : std::nullopt;
    json.member("message", sentence(defect.code, field_of(targets, target->second, defect.field),
                                    params_of(defect.params), hidden(defect.value), proposal, tongue));
    json.key("abilities").begin_array().end_array().end_object();
  }
  json.end_array().key("next");
  if (page.next.empty())
    json.null();
  else
    json.string(page.next);
  json.member("total", page.total).end_object();
  return out;
}

Response list_defects(const Targets& targets, const Context& context) {
  const record::Entity& entity = record::describe<Defect>();
  const auto query = http::list_query(entity, context.request);
  if (!query) return http::problem_response(400, "list.invalid", query.problems(), context.request);
  const Tongue tongue = context.request.language == http::Language::en ? Tongue::en : Tongue::zh;
  const record::Sight sight = sight_of(context);
  Response response;
  context.services.database.read([&](Connection& connection) {
    Records records(connection, context.scope);
    const auto page = records.list(entity, query.value());
    response = page ? Response::json(defects_json(targets, records, page.value(), tongue, sight))
                    : http::problem_response(400, "list.invalid", page.problems(), context.request);
  });
  return response;
}

using BatchHandler = Response (*)(const Targets&, const Context&, Id);

http::Handler on_batch(const Targets& targets, BatchHandler handle) {
  return [targets, handle](const Context& context) {
    const auto id = http::path_id(context.request);
    return id ? handle(targets, context, id.value()) : http::refuse(id.problems(), context.request);
  };
}

http::Route route(Method method, std::string path, Roles roles, std::string ability, std::string summary,
                  http::Handler handler) {
  http::Route made;
  made.method = method;
  made.path = "/api/intake/" + std::move(path);
  made.roles = roles;
  made.ability = std::move(ability);
  made.summary = std::move(summary);
  made.handler = std::move(handler);
  return made;
}

}  // namespace

const http::Resource& batch_resource() {
  static const http::Resource resource = [] {
    const std::size_t state = record::describe<Batch>().index("state");
    const auto in_state = [state](bool is_imported) {
      return [state, is_imported](const storage::Item& item) {
        return (record::text(item.row[state]) == "imported") == is_imported;
      };
    };
    http::Policy policy;
    policy.read = kReaders;
    policy.full_sight = kWriters;
    policy.verbs = {{"update", kWriters, in_state(false)},
                    {"import", kWriters, in_state(false)},
                    {"undo", kWriters, in_state(true)}};
    return http::Resource{&record::describe<Batch>(), policy};
  }();
  return resource;
}

http::Routes intake_routes(std::vector<Target> list) {
  const auto targets = std::make_shared<const std::vector<Target>>(std::move(list));
  const auto plain = [&](Response (*handle)(const Targets&, const Context&)) {
    return [targets, handle](const Context& context) { return handle(targets, context); };
  };
  http::Routes routes;
  routes.push_back(route(Method::post, "batches", kWriters, "create",
                         "Uploads a workbook, a CSV file or a pasted block", plain(&upload)));
  routes.back().max_body = kLargestUpload;
  routes.back().response = &record::describe<Batch>();
  routes.back().shape = http::Shape::one;
  routes.push_back(route(Method::get, "batches/{id}/preview", kReaders, "", "Shows what an import would do",
                         on_batch(targets, &show_preview)));
  routes.push_back(route(Method::post, "batches/{id}/fixes", kWriters, "update", "Decides about defects",
                         on_batch(targets, &fix_defects)));
  routes.push_back(route(Method::post, "batches/{id}/import", kWriters, "import",
                         "Imports all rows without open errors", on_batch(targets, &import_batch)));
  routes.push_back(route(Method::post, "batches/{id}/undo", kWriters, "undo", "Takes an import back",
                         on_batch(targets, &undo_batch)));
  routes.push_back(route(Method::get, "batches/{id}/error_workbook", kWriters, "",
                         "Gives the upload back with marked cells", on_batch(targets, &error_workbook)));
  routes.push_back(route(Method::get, "template", kReaders, "", "Gives an empty workbook to fill in",
                         plain(&empty_template)));
  routes.push_back(route(Method::get, "defects", kReaders, "",
                         "Lists the defects of uploads with a sentence for each", plain(&list_defects)));
  routes.back().response = &record::describe<Defect>();
  routes.back().shape = http::Shape::list;
  return routes;
}

}  // namespace zw::modules::intake
