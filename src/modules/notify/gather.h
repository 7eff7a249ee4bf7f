// Takes new notices out of the desk, exactly once for each channel, and lays them into deliveries.
#pragma once

#include "modules/notify/notify.h"
#include "modules/notify/rules.h"
#include "storage/records.h"

namespace zw::modules::notify {

/// The watch of the group, or of the zone where the group has none, or nobody's habits.
struct Watch {
  Manner manner;
  std::optional<GroupWatch> row;
};
Watch watch_of(storage::Records& records, std::optional<Id> team);

/// People who hold a post of the group today.
std::vector<Id> members_of(storage::Records& records, Id team);

/// Looks at the next notices after the channel's own cursor and moves it, in the transaction of `records`;
/// answers how many were looked at. A notice that may not leave yet stops it: nothing is overtaken.
std::int64_t gather(storage::Records& records, const Channel& channel);
/// In quiet hours the duty seat is told, inside the product, of what is urgent to its group.
std::int64_t tell_duty_seat(storage::Records& records, const GroupWatch& watch);

/// All channels and watches of the zone that have something to look at, each in a transaction of its own.
void gather_zone(storage::Database& database, const storage::Scope& scope);

}  // namespace zw::modules::notify
