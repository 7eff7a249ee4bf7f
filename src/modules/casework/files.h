// Files of a case: checked, kept under the digest of their bytes outside the web root, given out as
// attachments.
#pragma once

#include "http/route.h"
#include "modules/casework/desk.h"

namespace zw::modules::casework {

struct Upload {
  std::string name;
  std::optional<Id> step_id;
  bool is_from_firm = false, is_internal = false;
};

/// Name, step and sight of an upload, as its address says.
Upload upload_of(const http::Request& request, bool is_from_firm);
/// Bytes that were checked and are durable, before any transaction begins: a disk is slow, and others wait.
struct Kept {
  std::string media_type, digest;
  std::int64_t bytes = 0;
};
/// Problems: those of `media_type_of`.
Result<Kept> keep_bytes(const Upload& upload, std::string_view bytes, const std::string& data_dir);
/// Problems: casework.unknown_step, validation.
Result<File> add_file(Records& records, const Case& of_case, const Upload& upload, const Kept& kept);
/// An attachment that no browser shows or runs; 404 file.not_found when it is gone.
http::Response file_content(const File& file, const http::Context& context);

}  // namespace zw::modules::casework
