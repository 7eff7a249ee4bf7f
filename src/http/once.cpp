#include "http/once.h"

#include <fmt/format.h>

#include "http/resource.h"
#include "storage/digest.h"
#include "storage/idempotency.h"
#include "storage/transact.h"

namespace zw::http {
namespace {

using storage::Connection;

/// What an answer is remembered by, beside its key.
std::string content_of(const Request& request) { return request.path + "\n" + request.body; }

std::string version_of(std::string_view body) {
  // Records carry their version; the ETag of a repeated answer is made of it again.
  const auto parsed = record::parse_json(body);
  if (!parsed) return "";
  const auto version = parsed->integer_of("version");
  return version > 0 ? "\"v" + std::to_string(version) + "\"" : "";
}

}  // namespace

Response once(const Context& context, const std::function<Result<Response>(storage::Records&)>& work,
              std::string_view whose, Sender sender) {
  std::string key(context.request.header("idempotency-key"));
  if (!key.empty()) key.insert(0, whose);
  storage::Scope keeper = context.scope;
  if (sender == Sender::unnamed && !key.empty()) {
    key = storage::digest(fmt::format("{} {}", keeper.actor.person.value, key));
    keeper.actor = {};
  }
  auto answer = storage::transact(context.services.database, [&](Connection& connection) -> Result<Response> {
    storage::Records records(connection, context.scope);
    if (key.empty()) return work(records);
    const auto earlier = storage::recall(connection, keeper, key, content_of(context.request));
    if (!earlier) return earlier.problems();
    if (*earlier) {
      Response again = Response::json((*earlier)->body, static_cast<int>((*earlier)->status));
      if (const std::string etag = version_of(again.body); !etag.empty())
        again.headers.emplace_back("ETag", etag);
      return again;
    }
    auto made = work(records);
    if (made)
      storage::remember(connection, keeper, key, content_of(context.request), {made->status, made->body});
    return made;
  });
  return answer ? *std::move(answer) : refuse(answer.problems(), context.request);
}

}  // namespace zw::http
