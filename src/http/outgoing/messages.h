// The sentences people read about messages that left the house or could not.
#pragma once

#include <span>

#include "http/messages.h"

namespace zw::http::outgoing {

/// To be added where the messages of the program are put together.
std::span<const Message> outgoing_messages();

}  // namespace zw::http::outgoing
