// The kinds of notices that may leave the house, and the words they leave with.
#pragma once

#include <span>
#include <string_view>

#include "record/description.h"

namespace zw::modules::notify {

/// In the order in which people choose among them. What is not here stays inside.
std::span<const record::Choice> notice_kinds();
const record::Choice* find_kind(std::string_view name);

/// A red light is urgent whoever turned it; an urge is when a leader said it.
enum class SaidBy { anybody, leader };
bool is_urgent(std::string_view kind, SaidBy said_by);

/// Whether a channel's comma-separated list, empty for all, has the kind.
bool takes(std::string_view list, std::string_view kind);

}  // namespace zw::modules::notify
