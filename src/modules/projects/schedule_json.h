// The schedule engine's questions and answers as JSON: files of `zonewright solve schedule`, and what jobs
// keep.
#pragma once

#include <string>

#include "base/result.h"
#include "engines/schedule/verify.h"
#include "record/json.h"

namespace zw::modules::projects {

/// {"horizon","data_date","frozen_until","calendars":[{"id","working":[[from,until]…]}],
///  "resources":[{"id","kind":"renewable"|"budget","capacity","steps":[[from,capacity]…],"calendar"}],
///  "zones":[{"id","parent","area","calendar"}],
///  "activities":[{"id","modes":[{"work","needs":[[resource,amount]…],"places":[[zone,area]…],"cost"}],…}],
///  "links":[{"from","to","type":"FS"|"SS"|"FF"|"SF","lag","maximum","calendar"}]}; what is nothing is left
///  out.
std::string schedule_draft_json(const engines::schedule::Draft& draft);
/// Problems: schedule.field_type, schedule.field_unknown with places such as "activities/3/work". A "name"
/// beside any "id", and a "note" of the whole, are for people and passed over.
Result<engines::schedule::Draft> schedule_draft_from_json(const record::Json& json);

/// {"value":{"lateness","cost","makespan","changes"},"makespan_bound","plan":[{"activity","start","mode"}…]}
std::string schedule_claim_json(const engines::schedule::Instance& instance,
                                const engines::schedule::Claim& claim);
/// Activities may come in any order. Problems: as above; schedule.unknown_activity, schedule.named_twice,
/// schedule.activity_missing.
Result<engines::schedule::Claim> schedule_claim_from_json(const engines::schedule::Instance& instance,
                                                          const record::Json& json);

}  // namespace zw::modules::projects
