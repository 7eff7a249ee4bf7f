// One blocking HTTP or HTTPS POST to somebody outside, for a job thread.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "http/outgoing/limits.h"

namespace zw::http::outgoing {

struct Call {
  std::string url;
  /// Host, Content-Length, Connection and User-Agent are added.
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
};

struct Answer {
  int status = 0;
  std::string body;
  std::int64_t retry_after_seconds = 0;  ///< 0 when the far side did not say
};

/// Every status is an answer, redirections too: a message follows nobody to an address that no one has
/// checked. Problems: those of Wire, outgoing.bad_address, .bad_header, .too_large, .bad_answer.
Result<Answer> post(const Call& call, const Limits& limits);

}  // namespace zw::http::outgoing
