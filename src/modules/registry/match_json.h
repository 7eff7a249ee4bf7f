// The match engine's questions and answers as JSON: files of `zonewright solve match`, and what a duty plan
// keeps.
#pragma once

#include <string>

#include "base/result.h"
#include "engines/match/solve.h"
#include "record/json.h"

namespace zw::modules::registry {

std::string draft_json(const engines::match::Draft& draft);
/// Problems: match.field_type, match.field_unknown with places such as "objects/3/industry".
Result<engines::match::Draft> draft_from_json(const record::Json& json);

/// {"value","bound","stopped","pair_points","load_points","assignment":[officer id or null…],"prices":{…}}
std::string solution_json(const engines::match::Instance& instance, const engines::match::Solution& solution);
Result<engines::match::Solution> solution_from_json(const engines::match::Instance& instance,
                                                    const record::Json& json);

std::string_view to_string(StopReason reason);

}  // namespace zw::modules::registry
