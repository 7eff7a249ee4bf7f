// Groups that end and posts that change hands, with nothing and nobody forgotten.
#pragma once

#include "base/result.h"
#include "modules/registry/people.h"
#include "storage/records.h"

namespace zw::modules::registry {

struct Dissolution {
  std::int64_t moved_posts = 0;    ///< with their holders, to the successor
  std::int64_t ended_tenures = 0;  ///< when there is no successor
  std::int64_t moved_teams = 0;    ///< sub-groups, to the successor
};

/// Ends a group today. Problems: team.state when it is dissolved already, team.has_parts when active
/// sub-groups would be orphaned without a successor, team.successor when that is unknown, dissolved or the
/// group itself.
Result<Dissolution> dissolve(storage::Records& records, const Team& team, std::optional<Id> successor);

/// Ends a tenure on `on` with a note and gives the post to `person` from the same day. Answers the new
/// tenure. Problems: tenure.state when it has ended, tenure.same_person, tenure.too_early when the post would
/// change hands before it was taken (params starts_on), field.unknown_reference.
Result<Id> hand_over_post(storage::Records& records, const Tenure& tenure, Id person, Date on,
                          const std::string& note);

}  // namespace zw::modules::registry
