// Masked values, one at a time, to whoever may ask and says why.
#pragma once

#include "http/resource.h"
#include "modules/privacy/privacy.h"

namespace zw::modules::privacy {

/// Values one person may have revealed to them within an hour, unless the setting privacy.reveals_per_hour
/// says otherwise.
inline constexpr std::int64_t kRevealsPerHour = 30;

/// What is asked of a record.
struct Question {
  std::string field;
  std::string reason;  ///< name of a RevealReason
  std::string note;
};

/// The value as JSON, and the record of it in the same transaction. Problems: field.required, field.unknown,
/// field.choice, privacy.not_masked, privacy.too_many_attempts.
Result<std::string> reveal(const http::Resource& resource, storage::Records& records,
                           const storage::Item& item, const Question& question);

/// `POST <resource>/{id}/reveal` for every resource whose policy lets somebody ask.
http::Routes reveal_routes(const std::vector<http::Resource>& resources);

}  // namespace zw::modules::privacy
