// The conversation on a case: ordered, durable messages with how far each has read.
#pragma once

#include "http/message.h"
#include "modules/casework/desk.h"

namespace zw::modules::casework {

/// Stores a message, tells whoever waits for it, and ends a pause that waited for the firm. What the zone
/// first says to the firm is the first reply. Problems: validation.
Result<Message> say(Records& records, const Case& of_case, std::string body, bool is_from_firm,
                    bool is_internal);
/// The pause for the firm's papers ends when the firm has brought something.
Outcome firm_supplied(Records& records, const Case& of_case);
/// Everything there is has been read by the person; 0 is the firm.
void read_all(Records& records, Id case_id, std::int64_t person);

Result<http::Response> message_response(const Message& message);

}  // namespace zw::modules::casework
