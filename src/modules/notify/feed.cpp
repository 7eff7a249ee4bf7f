#include "modules/notify/feed.h"

#include <fmt/format.h>

#include <algorithm>

#include "modules/casework/around.h"
#include "modules/notify/gather.h"

namespace zw::modules::notify {
namespace {

using storage::Records;

/// A key date stays for a while after it has passed: it may have been missed.
constexpr int kPastDays = 30;

std::string base_url(Records& records) {
  auto rows =
      records.connection().query("SELECT value FROM setting WHERE zone_id = $1 AND key = 'notify.base_url'",
                                 {records.scope().zone.value});
  std::string url = rows->step() && !rows->is_null(0) ? std::string(rows->text(0)) : std::string();
  while (url.ends_with('/')) url.pop_back();
  return url;
}

std::string link(const std::string& base, std::string_view place, std::int64_t id) {
  return base.empty() ? std::string() : fmt::format("{}/{}/{}", base, place, id);
}

std::string uid(Records& records, std::string_view what, std::int64_t id) {
  return fmt::format("{}-{}@zone-{}.zonewright", what, id, records.scope().zone.value);
}

void add_cases(Records& records, Id person, const std::string& base, std::vector<Entry>& entries) {
  auto rows = records.connection().query(
      "SELECT id, version, number, close_due_at FROM service_case WHERE zone_id = $1 AND owner_id = $2 AND "
      "close_due_at IS NOT NULL ORDER BY id",
      {records.scope().zone.value, person.value});
  while (rows->step())
    entries.push_back({.uid = uid(records, "case", rows->integer(0)),
                       .sequence = rows->integer(1),
                       .summary = fmt::format("{} 办结期限 · due", rows->text(2)),
                       .url = link(base, "cases", rows->integer(0)),
                       .at = Instant{rows->integer(3)}});
}

/// The name of a key date is free text and may name anybody; the firm's is open data.
void add_key_dates(Records& records, Id person, const std::string& base, std::vector<Entry>& entries) {
  const std::string since = to_string(china_date(records.scope().now) - kPastDays);
  auto rows = records.connection().query(
      "SELECT k.id, k.version, k.kind, k.due_on, e.id, e.name FROM key_date k JOIN enterprise e ON e.zone_id "
      "= k.zone_id AND e.id = k.enterprise_id JOIN duty d ON d.zone_id = k.zone_id AND d.object_kind = "
      "'enterprise' AND d.object_id = k.enterprise_id AND d.kind = 'accountable' AND d.state = 'active' JOIN "
      "officer o ON o.zone_id = d.zone_id AND o.id = d.officer_id WHERE k.zone_id = $1 AND o.person_id = $2 "
      "AND k.due_on >= $3 ORDER BY k.id",
      {records.scope().zone.value, person.value, since});
  const auto kinds = choices_of(casework::KeyDateKind{});
  while (rows->step()) {
    const auto kind = std::ranges::find(kinds, rows->text(2), &record::Choice::name);
    ZW_ASSERT(kind != kinds.end(), "stored choices are known by name");
    const auto day = parse_date(rows->text(3));
    ZW_ASSERT(day, "stored days are ISO 8601");
    entries.push_back({.uid = uid(records, "key-date", rows->integer(0)),
                       .sequence = rows->integer(1),
                       .summary = fmt::format("{} {} · {}", rows->text(5), kind->label.zh, kind->label.en),
                       .url = link(base, "enterprises", rows->integer(4)),
                       .at = {},
                       .day = *day});
  }
}

}  // namespace

std::vector<Entry> entries_of(Records& records, const Feed& feed) {
  const std::string base = base_url(records);
  const auto people = feed.team_id ? members_of(records, *feed.team_id) : std::vector<Id>{feed.person_id};
  std::vector<Entry> entries;
  for (const Id person : people) {
    add_cases(records, person, base, entries);
    add_key_dates(records, person, base, entries);
  }
  return entries;
}

bool is_valid(Records& records, const Feed& feed) {
  if (feed.revoked_at) return false;
  auto rows = records.connection().query(
      "SELECT 1 FROM account WHERE zone_id = $1 AND person_id = $2 AND is_disabled = 1",
      {records.scope().zone.value, feed.person_id.value});
  if (rows->step()) return false;
  if (!feed.team_id) return true;
  const auto members = members_of(records, *feed.team_id);
  return std::ranges::find(members, feed.person_id) != members.end();
}

}  // namespace zw::modules::notify
