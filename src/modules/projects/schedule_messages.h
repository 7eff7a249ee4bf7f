// What the schedule engine's codes mean, in sentences.
#pragma once

#include <span>

#include "http/messages.h"

namespace zw::modules::projects {

/// One for every code of `engines::schedule` and of its files.
std::span<const http::Message> schedule_messages();

}  // namespace zw::modules::projects
