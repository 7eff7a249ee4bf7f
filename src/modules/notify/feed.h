// What a calendar feed holds: due dates of own open cases and key dates of own firms, without personal data.
#pragma once

#include "modules/notify/ics.h"
#include "modules/notify/notify.h"
#include "storage/records.h"

namespace zw::modules::notify {

/// Of the person, or of everybody who holds a post of the group today.
std::vector<Entry> entries_of(storage::Records& records, const Feed& feed);

/// Whether the feed still answers: not revoked, its person not shut out and, for a group's feed, of the
/// group.
bool is_valid(storage::Records& records, const Feed& feed);

}  // namespace zw::modules::notify
