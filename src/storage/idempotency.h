// A request sent twice with the same Idempotency-Key is done once and answered twice.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "storage/database.h"
#include "storage/scope.h"

namespace zw::storage {

struct StoredAnswer {
  std::int64_t status = 0;
  std::string body;
};

/// Answers are kept for a day.
inline constexpr std::int64_t kIdempotencySeconds = 24 * 3600;

/// What this person's request with this key was answered, or nothing when it is new. Of two equal requests at
/// the same moment the second waits here for the first. Problems: idempotency.reused when `request` is
/// another one than then.
Result<std::optional<StoredAnswer>> recall(Connection& connection, const Scope& scope, std::string_view key,
                                           std::string_view request);

/// In the same transaction as the effects of the request.
void remember(Connection& connection, const Scope& scope, std::string_view key, std::string_view request,
              const StoredAnswer& answer);

}  // namespace zw::storage
