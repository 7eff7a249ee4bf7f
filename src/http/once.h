// Writing requests that may be sent twice: the same Idempotency-Key gets the first answer again.
#pragma once

#include <functional>

#include "base/result.h"
#include "http/route.h"
#include "storage/records.h"

namespace zw::http {

/// Runs `work` in one transaction and answers what it made, or the refusal of its problems. With an
/// Idempotency-Key the answer is kept, and a second request of the same actor with the same key and content
/// gets it without running anything. Problem: idempotency.reused.
/// Where people come without an account, `whose` keeps the keys of one apart from those of another.
/// What an unnamed sender says is remembered by a digest of sender and key: who does not know the key cannot
/// learn from it who spoke.
enum class Sender { named, unnamed };
Response once(const Context& context, const std::function<Result<Response>(storage::Records&)>& work,
              std::string_view whose = "", Sender sender = Sender::named);

}  // namespace zw::http
