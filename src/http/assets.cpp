#include "http/assets.h"

#include <sodium.h>

#include <algorithm>
#include <array>

#include "base/assert.h"
#include "http/coding.h"

namespace zw::http {
namespace {

std::string_view extension_of(std::string_view path) {
  const std::size_t dot = path.rfind('.');
  return dot == std::string_view::npos || path.find('/', dot) != std::string_view::npos
             ? ""
             : path.substr(dot + 1);
}

std::string_view content_type_of(std::string_view path) {
  static const std::map<std::string_view, std::string_view> kTypes = {
      {"html", "text/html; charset=utf-8"},
      {"js", "text/javascript; charset=utf-8"},
      {"css", "text/css; charset=utf-8"},
      {"json", "application/json; charset=utf-8"},
      {"webmanifest", "application/manifest+json"},
      {"svg", "image/svg+xml"},
      {"png", "image/png"},
      {"ico", "image/x-icon"},
      {"woff2", "font/woff2"},
      {"txt", "text/plain; charset=utf-8"},
      {"wasm", "application/wasm"},
  };
  const auto found = kTypes.find(extension_of(path));
  return found == kTypes.end() ? "application/octet-stream" : found->second;
}

std::string etag_of(std::string_view bytes) {
  std::array<unsigned char, crypto_generichash_BYTES_MIN> digest;
  crypto_generichash(digest.data(), digest.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                     bytes.size(), nullptr, 0);
  std::array<char, 2 * crypto_generichash_BYTES_MIN + 1> hex;
  sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
  return '"' + std::string(hex.data()) + '"';
}

bool matches_any(std::string_view if_none_match, std::string_view etag) {
  return if_none_match == "*" || if_none_match.find(etag) != std::string_view::npos;
}

}  // namespace

Assets::Assets(const std::vector<embedded::File>& files) {
  const auto add = [&](std::string_view suffix, std::string_view coding) {
    for (const embedded::File& file : files) {
      const bool is_variant = file.name.ends_with(".br") || file.name.ends_with(".gz");
      if (suffix.empty() ? is_variant : !file.name.ends_with(suffix)) continue;
      const std::string path = '/' + std::string(file.name.substr(0, file.name.size() - suffix.size()));
      Asset& asset = by_path_[path];
      asset.content_type = content_type_of(path);
      asset.is_immutable = path.starts_with("/assets/");
      asset.variants.push_back({coding, file.bytes, etag_of(file.bytes)});
    }
  };
  add(".br", "br");
  add(".gz", "gzip");
  add("", "");
}

Response Assets::serve(const Request& request) const {
  auto found = by_path_.find(request.path);
  if (found == by_path_.end() && extension_of(request.path).empty()) found = by_path_.find("/index.html");
  if (found == by_path_.end()) return problem_response(404, "route.not_found", {}, request);
  return serve(found->second, request);
}

Response Assets::serve(const Asset& asset, const Request& request) const {
  const std::string_view accepted = request.header("accept-encoding");
  const auto best = std::find_if(asset.variants.begin(), asset.variants.end(), [&](const Variant& variant) {
    return variant.coding.empty() || accepts(accepted, variant.coding);
  });
  ZW_ASSERT(best != asset.variants.end(), "every embedded file has its plain form");
  Response response;
  response.content_type = asset.content_type;
  response.lasting_body = best->bytes;
  response.headers = {
      {"ETag", best->etag},
      {"Vary", "Accept-Encoding"},
      {"Cache-Control", asset.is_immutable ? "public, max-age=31536000, immutable" : "no-cache"}};
  if (!best->coding.empty()) response.headers.emplace_back("Content-Encoding", best->coding);
  if (matches_any(request.header("if-none-match"), best->etag)) {
    response.status = 304;
    response.lasting_body = {};
  }
  return response;
}

}  // namespace zw::http
