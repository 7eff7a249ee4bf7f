// Gives out numbers: 1, 2, 3, … for each kind of thing in each zone, without gaps among what is committed.
#pragma once

#include <string_view>

#include "base/id.h"
#include "storage/database.h"

namespace zw::storage {

/// Holds the zone until the transaction ends.
Id next_id(Connection& connection, ZoneId zone, std::string_view entity);
/// The first of `count` numbers in a row, all of them given out.
Id next_ids(Connection& connection, ZoneId zone, std::string_view entity, std::int64_t count);

}  // namespace zw::storage
