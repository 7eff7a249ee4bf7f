#include "http/coding.h"

#include <zlib.h>

#include <algorithm>
#include <new>

#include "base/assert.h"

namespace zw::http {
namespace {

/// One packet more or less; below that packing costs more than it saves.
constexpr std::size_t kWorthPacking = 2'048;
constexpr int kLevel = 6, kWindowOfGzip = 15 + 16, kMemory = 8;

bool is_text(std::string_view content_type) {
  return content_type.starts_with("application/json") ||
         content_type.starts_with("application/problem+json") || content_type.starts_with("text/plain");
}

}  // namespace

bool accepts(std::string_view accept_encoding, std::string_view coding) {
  bool by_star = false;
  while (!accept_encoding.empty()) {
    const std::size_t end = std::min(accept_encoding.find(','), accept_encoding.size());
    std::string item(accept_encoding.substr(0, end));
    accept_encoding.remove_prefix(std::min(end + 1, accept_encoding.size()));
    std::erase(item, ' ');
    const std::string_view name = std::string_view(item).substr(0, item.find(';'));
    const bool is_refused = item.ends_with(";q=0") || item.ends_with(";q=0.0") || item.ends_with(";q=0.00") ||
                            item.ends_with(";q=0.000");
    if (name == coding) return !is_refused;
    if (name == "*") by_star = !is_refused;
  }
  return by_star;
}

std::string gzip(std::string_view bytes) {
  z_stream stream{};
  if (deflateInit2(&stream, kLevel, Z_DEFLATED, kWindowOfGzip, kMemory, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::bad_alloc();
  std::string packed(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  const int code = deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  ZW_ASSERT(code == Z_STREAM_END, "deflateBound is enough for the whole text");
  return packed;
}

bool is_worth_packing(std::size_t bytes) { return bytes >= kWorthPacking; }

void pack(Response& response, const Request& request) {
  if (!is_worth_packing(response.content().size()) || response.stream || !is_text(response.content_type))
    return;
  if (!response.header("ETag").empty() || !response.header("Content-Encoding").empty()) return;
  response.headers.emplace_back("Vary", "Accept-Encoding");
  if (!accepts(request.header("accept-encoding"), "gzip")) return;
  response.body = gzip(response.content());
  response.lasting_body = {};
  response.keeper.reset();
  response.headers.emplace_back("Content-Encoding", "gzip");
}

}  // namespace zw::http
