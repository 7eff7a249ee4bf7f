// The working calendar of a zone, as its rows say.
#pragma once

#include <memory>

#include "base/working_calendar.h"
#include "storage/records.h"

namespace zw::modules::registry {

/// Made anew only when the zone's days have changed. Safe from any thread.
std::shared_ptr<const WorkingCalendar> working_calendar(storage::Records& records);

}  // namespace zw::modules::registry
