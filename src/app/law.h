// The law tables that travel inside the binary: the working calendar and the limits, each row with its
// citation.
#pragma once

#include <vector>

#include "modules/registry/law.h"
#include "storage/records.h"

namespace zw::app {

std::vector<modules::registry::CalendarDay> shipped_calendar();

/// A real zone makes its own promises; those of the demonstration zone are only its own.
enum class Limits { national, with_demonstration };
std::vector<modules::registry::LawLimit> shipped_limits(Limits which);

/// Gives a zone that has just been founded what the law says, as rows of its own that it may change.
void furnish_with_law(storage::Connection& connection, const storage::Scope& scope);

/// The rows of a shipped table without comments and heading; cells hold no comma.
std::vector<std::vector<std::string_view>> law_table(std::string_view name);

}  // namespace zw::app
