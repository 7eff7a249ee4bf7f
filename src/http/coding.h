// Content codings: which ones a client takes, and answers packed for slow links.
#pragma once

#include <string>
#include <string_view>

#include "http/message.h"

namespace zw::http {

/// RFC 9110, 12.5.3: listed by name or by "*", and not with q=0.
bool accepts(std::string_view accept_encoding, std::string_view coding);

std::string gzip(std::string_view bytes);

/// Packs a text that is long enough to be worth it and not packed yet, when the client takes gzip. Records
/// keep their plain form: their ETag names the version, and a packed form would need one of its own.
void pack(Response& response, const Request& request);

/// Is it worth it for a text of so many bytes?
bool is_worth_packing(std::size_t bytes);

}  // namespace zw::http
