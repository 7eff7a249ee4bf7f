// Why an activity is where it is, as JSON: receipts of the schedule engine with the ids of the question.
#pragma once

#include <string>

#include "engines/schedule/explain.h"

namespace zw::modules::projects {

std::string_view code_of(engines::schedule::CauseKind kind);

/// {"activity","start","earlier","causes":[{"cause","link":{"from","to"},"resource","zone","holders":[id…],
///  "start_without"}],"chain":[{"activity","start","cause","by"}…]}; what is nothing is left out.
std::string why_json(const engines::schedule::Instance& instance, const engines::schedule::Plan& plan,
                     int activity);

}  // namespace zw::modules::projects
