#include "modules/casework/files.h"

#include <fmt/format.h>

#include "http/once.h"
#include "modules/casework/casework.h"
#include "modules/casework/file_kind.h"
#include "modules/casework/talk.h"
#include "modules/registry/registry.h"
#include "storage/blobs.h"

namespace zw::modules::casework {
namespace {

using http::Context;
using http::Method;
using http::Response;
using http::Shape;
using storage::Role;
using storage::Roles;

constexpr Roles kTalking{Role::officer, Role::secretary, Role::leader, Role::administrator, Role::contact};

const http::Resource& file_resource() {
  static const http::Resource resource = [] {
    for (const http::Resource& one : resources())
      if (one.entity == &record::describe<File>()) return one;
    ZW_ASSERT(false, "files are a resource of the desk");
    return case_resource();
  }();
  return resource;
}

/// Beside the uploaded workbooks, which backups take along.
storage::Blobs case_blobs(const std::string& data_dir) { return storage::Blobs(data_dir + "/blobs"); }

std::string percent_encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_plain = std::isalnum(byte) || c == '-' || c == '.' || c == '_';
    out += is_plain ? std::string(1, c) : fmt::format("%{:02X}", byte);
  }
  return out;
}

Response upload(const Context& context) {
  const auto id = http::path_id(context.request);
  if (!id) return http::refuse(id.problems(), context.request);
  // Who may not see the case fills no disk.
  Result<Case> seen = Problem{"record.not_found", "", {}};
  context.services.database.read([&](storage::Connection& connection) {
    Records records(connection, context.scope);
    seen = visible_case(records, *id);
  });
  if (!seen) return http::refuse(seen.problems(), context.request);
  const Upload wanted = upload_of(context.request, !context.scope.actor.roles.meets(registry::kStaff));
  const auto kept = keep_bytes(wanted, context.request.body, context.services.data_dir);
  if (!kept) return http::refuse(kept.problems(), context.request);
  return http::once(context, [&](Records& records) -> Result<Response> {
    const auto of_case = visible_case(records, *id);
    if (!of_case) return of_case.problems();
    const auto file = add_file(records, *of_case, wanted, *kept);
    if (!file) return file.problems();
    const auto item = records.find(record::describe<File>(), file->id);
    return http::record_response(file_resource(), records, *item, 201);
  });
}

Response download(const Context& context) {
  const auto id = http::path_id(context.request);
  if (!id) return http::refuse(id.problems(), context.request);
  Result<storage::Item> item = Problem{"record.not_found", "", {}};
  context.services.database.read([&](storage::Connection& connection) {
    Records records(connection, context.scope);
    item = http::find_visible(file_resource(), records, *id);
  });
  if (!item) return http::refuse(item.problems(), context.request);
  return file_content(record::from_row<File>(item->row, item->id, item->version), context);
}

}  // namespace

Upload upload_of(const http::Request& request, bool is_from_firm) {
  Upload upload;
  upload.name = std::string(request.parameter("name").value_or(""));
  if (const auto step = http::number_parameter(request, "step_id"); step && *step > 0)
    upload.step_id = Id{*step};
  upload.is_from_firm = is_from_firm;
  upload.is_internal = !is_from_firm && request.parameter("internal") == "true";
  return upload;
}

Result<Kept> keep_bytes(const Upload& upload, std::string_view bytes, const std::string& data_dir) {
  const auto media_type = media_type_of(upload.name, bytes);
  if (!media_type) return media_type.problems();
  return Kept{std::string(*media_type), case_blobs(data_dir).put(bytes),
              static_cast<std::int64_t>(bytes.size())};
}

Result<File> add_file(Records& records, const Case& of_case, const Upload& upload, const Kept& kept) {
  if (upload.step_id) {
    const auto step = records.find<Step>(*upload.step_id);
    if (!step || step->case_id != of_case.id) return Problem{"casework.unknown_step", "step_id", {}};
  }
  File file;
  file.case_id = of_case.id;
  file.step_id = upload.step_id;
  file.name = upload.name;
  file.media_type = kept.media_type;
  file.bytes = kept.bytes;
  file.digest = kept.digest;
  file.uploaded_by = records.scope().actor.name;
  file.is_from_firm = upload.is_from_firm;
  file.is_internal = upload.is_internal;
  file.at = records.scope().now;
  const auto id = records.insert(file);
  if (!id) return id.problems();
  file.id = *id;
  if (upload.is_from_firm) {
    auto followed = firm_supplied(records, of_case);
    if (!followed) return followed.problems();
  }
  return file;
}

Response file_content(const File& file, const Context& context) {
  auto bytes = case_blobs(context.services.data_dir).get(file.digest);
  if (!bytes) return http::refuse({{"file.not_found", "", {}}}, context.request);
  Response response;
  response.content_type = file.media_type;
  response.body = *std::move(bytes);
  response.headers.emplace_back("Content-Disposition",
                                "attachment; filename*=UTF-8''" + percent_encoded(file.name));
  response.headers.emplace_back("Cache-Control", "private, no-store");
  return response;
}

http::Routes file_routes() {
  http::Routes routes;
  routes.push_back({Method::post, "/api/casework/cases/{id}/files", kTalking, false, nullptr,
                    &record::describe<File>(), Shape::one, "upload",
                    "Keeps a file with a case; type, name and size are checked against its bytes.", &upload,
                    kMostFileBytes + 1});
  routes.push_back({Method::get, "/api/casework/files/{id}/content", Roles::everybody(), false, nullptr,
                    nullptr, Shape::custom, "", "The bytes of a file, as an attachment.", &download});
  return routes;
}

}  // namespace zw::modules::casework
