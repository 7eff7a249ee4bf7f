// Figures of supervision, each the size of a list that can be opened, for now and for any past instant.
#pragma once

#include "modules/casework/desk.h"

namespace zw::modules::casework {

/// At an instant; only what is counted from spans when it lies in the past. Lists of cases, never of persons.
std::string board_json(Records& records, std::optional<Instant> as_of);
/// Project × factor, each cell the state of its cases.
std::string matrix_json(Records& records);
/// The part of Today that belongs to the desk: what waits for this person, and for leaders the figures.
void append_day(record::JsonWriter& json, Records& records);

}  // namespace zw::modules::casework
