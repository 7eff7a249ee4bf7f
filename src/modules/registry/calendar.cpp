#include "modules/registry/calendar.h"

#include <map>
#include <mutex>

#include "modules/registry/law.h"

namespace zw::modules::registry {
namespace {

using storage::Records;

/// Tells one set of days from another without reading them all.
struct Signature {
  std::int64_t zone = 0, rows = 0, last = 0, versions = 0, working = 0;
  std::string first_day, last_day;

  friend auto operator<=>(const Signature&, const Signature&) = default;
};

Signature signature_of(Records& records) {
  auto cursor = records.connection().query(
      "SELECT count(*), coalesce(max(id), 0), coalesce(sum(version), 0), coalesce(sum(id * is_working), 0), "
      "coalesce(min(day), ''), coalesce(max(day), '') FROM calendar_day WHERE zone_id = $1",
      {records.scope().zone.value});
  cursor->step();
  return {records.scope().zone.value,  cursor->integer(0), cursor->integer(1),
          cursor->integer(2),          cursor->integer(3), std::string(cursor->text(4)),
          std::string(cursor->text(5))};
}

std::shared_ptr<const WorkingCalendar> read(Records& records) {
  std::vector<zw::CalendarDay> days;
  for (const CalendarDay& row : records.all<CalendarDay>())
    days.push_back({row.day, row.is_working, row.note});
  return std::make_shared<const WorkingCalendar>(days);
}

}  // namespace

std::shared_ptr<const WorkingCalendar> working_calendar(Records& records) {
  static std::mutex mutex;
  static std::map<Signature, std::shared_ptr<const WorkingCalendar>> known;
  const Signature signature = signature_of(records);
  {
    std::lock_guard lock(mutex);
    if (const auto found = known.find(signature); found != known.end()) return found->second;
  }
  auto calendar = read(records);
  std::lock_guard lock(mutex);
  // A few zones and their latest changes; more would be leftovers.
  if (known.size() > 32) known.clear();
  return known[signature] = calendar;
}

}  // namespace zw::modules::registry
