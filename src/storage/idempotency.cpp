#include "storage/idempotency.h"

#include "storage/digest.h"

namespace zw::storage {
namespace {

std::int64_t oldest_kept(const Scope& scope) { return plus_seconds(scope.now, -kIdempotencySeconds).micros; }

}  // namespace

Result<std::optional<StoredAnswer>> recall(Connection& connection, const Scope& scope, std::string_view key,
                                           std::string_view request) {
  connection.hold(scope.zone);
  const auto cursor = connection.query(
      "SELECT request_hash, status, body FROM idempotency"
      " WHERE zone_id = $1 AND actor_id = $2 AND idempotency_key = $3 AND created_at >= $4",
      {scope.zone.value, scope.actor.person.value, std::string(key), oldest_kept(scope)});
  if (!cursor->step()) return std::optional<StoredAnswer>{};
  if (cursor->text(0) != digest(request)) return Problem{"idempotency.reused", "Idempotency-Key", {}};
  return std::optional(StoredAnswer{cursor->integer(1), std::string(cursor->text(2))});
}

void remember(Connection& connection, const Scope& scope, std::string_view key, std::string_view request,
              const StoredAnswer& answer) {
  connection.execute("DELETE FROM idempotency WHERE zone_id = $1 AND created_at < $2",
                     {scope.zone.value, oldest_kept(scope)});
  connection.execute(
      "INSERT INTO idempotency (zone_id, actor_id, idempotency_key, request_hash, status, body, created_at)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7)",
      {scope.zone.value, scope.actor.person.value, std::string(key), digest(request), answer.status,
       answer.body, scope.now.micros});
}

}  // namespace zw::storage
