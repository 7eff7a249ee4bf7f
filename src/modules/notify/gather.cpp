#include "modules/notify/gather.h"

#include <algorithm>

#include "modules/casework/around.h"
#include "modules/notify/kinds.h"

namespace zw::modules::notify {
namespace {

using casework::Notice;
using storage::Connection;
using storage::Database;
using storage::Records;
using storage::Scope;

constexpr std::int64_t kAtOnce = 200;

struct Found {
  Id id, person;
  std::optional<Id> case_id, event_id;
  std::string kind, text;
  Instant leaves_at;
  SaidBy said_by = SaidBy::anybody;
};

/// An urge is a leader's when whoever wrote the event has that role.
std::vector<Found> after(Records& records, std::int64_t cursor) {
  auto rows = records.connection().query(
      "SELECT n.id, n.person_id, n.case_id, n.event_id, n.kind, n.text, n.leaves_at, a.roles FROM notice n "
      "LEFT JOIN case_event e ON e.zone_id = n.zone_id AND e.id = n.event_id "
      "LEFT JOIN account a ON a.zone_id = n.zone_id AND a.person_id = e.actor_id "
      "WHERE n.zone_id = $1 AND n.id > $2 ORDER BY n.id LIMIT $3",
      {records.scope().zone.value, cursor, kAtOnce});
  std::vector<Found> found;
  while (rows->step()) {
    Found& notice = found.emplace_back();
    notice.id = Id{rows->integer(0)};
    notice.person = Id{rows->integer(1)};
    if (!rows->is_null(2)) notice.case_id = Id{rows->integer(2)};
    if (!rows->is_null(3)) notice.event_id = Id{rows->integer(3)};
    notice.kind = rows->text(4);
    notice.text = rows->is_null(5) ? std::string() : std::string(rows->text(5));
    notice.leaves_at = Instant{rows->integer(6)};
    if (!rows->is_null(7) && rows->text(7).find("leader") != std::string_view::npos)
      notice.said_by = SaidBy::leader;
  }
  // What may still be taken back holds everything behind it.
  const auto waiting = std::ranges::find_if(
      found, [&](const Found& notice) { return notice.leaves_at > records.scope().now; });
  found.erase(waiting, found.end());
  return found;
}

bool contains(const std::vector<Id>& people, Id person) {
  return std::ranges::find(people, person) != people.end();
}

/// A channel of the duty seat keeps urgent notices from waking the rest of its group.
bool has_duty_channel(Records& records, const Channel& channel) {
  const record::Entity& entity = record::describe<Channel>();
  const record::Value team = channel.team_id ? record::Value{channel.team_id->value} : record::Value{};
  return records.count(entity, {.filters = {{entity.find("team_id"), {team}},
                                            {entity.find("is_duty"), {std::int64_t{1}}},
                                            {entity.find("is_on"), {std::int64_t{1}}}}}) > 0;
}

Id open_delivery(Records& records, const Channel& channel, Urgency urgency, Instant leaves) {
  Delivery delivery;
  delivery.channel_id = channel.id;
  delivery.is_urgent = urgency == Urgency::urgent;
  delivery.opened_at = records.scope().now;
  delivery.next_at = leaves;
  return records.append(record::describe<Delivery>(), record::to_row(delivery));
}

/// The digest that still gathers, or nothing.
std::optional<Id> gathering(Records& records, const Channel& channel) {
  auto rows = records.connection().query(
      "SELECT max(id) FROM delivery WHERE zone_id = $1 AND channel_id = $2 AND state = 'waiting' AND "
      "is_urgent = 0 AND attempts = 0 AND title = '' AND next_at > $3",
      {records.scope().zone.value, channel.id.value, records.scope().now.micros});
  if (!rows->step() || rows->is_null(0)) return {};
  return Id{rows->integer(0)};
}

void lay_into(Records& records, const Channel& channel, Id delivery, const std::vector<Id>& notices) {
  for (const Id notice : notices)
    records.append(
        record::describe<DeliveryItem>(),
        record::to_row(DeliveryItem{.delivery_id = delivery, .channel_id = channel.id, .notice_id = notice}));
  records.connection().execute(
      "UPDATE delivery SET notice_count = notice_count + $1, version = version + 1 WHERE zone_id = $2 AND "
      "id = $3",
      {static_cast<std::int64_t>(notices.size()), records.scope().zone.value, delivery.value});
}

/// The cursor may be set back by an edit of the channel that began before it moved.
bool was_taken(Records& records, const Channel& channel, Id notice) {
  auto rows = records.connection().query(
      "SELECT 1 FROM delivery_item WHERE zone_id = $1 AND channel_id = $2 AND notice_id = $3",
      {records.scope().zone.value, channel.id.value, notice.value});
  return rows->step();
}

/// Which of the notices leave at once, and which go along with the digest.
struct Sorted {
  std::vector<Id> urgent, usual;
};

Sorted sorted(Records& records, const Channel& channel, const Watch& watch, const std::vector<Found>& found) {
  const auto members = channel.team_id ? members_of(records, *channel.team_id) : std::vector<Id>();
  const bool sleeps = !channel.is_duty && is_quiet(watch.manner.quiet, records.scope().now) &&
                      has_duty_channel(records, channel);
  Sorted sorted;
  for (const Found& notice : found) {
    if (!takes(channel.kinds, notice.kind)) continue;
    if (channel.team_id && !contains(members, notice.person)) continue;
    const bool is_urgent_now = is_urgent(notice.kind, notice.said_by);
    if (channel.is_duty && !is_urgent_now) continue;
    if (was_taken(records, channel, notice.id)) continue;
    (is_urgent_now && !sleeps ? sorted.urgent : sorted.usual).push_back(notice.id);
  }
  return sorted;
}

void move_cursor(Records& records, std::string_view sql, Id id, const std::vector<Found>& found) {
  records.connection().execute(sql, {found.back().id.value, records.scope().zone.value, id.value});
}

std::vector<Id> ids(Connection& connection, std::string_view sql, const Scope& scope) {
  std::vector<Id> found;
  auto rows = connection.query(sql, {scope.zone.value, scope.now.micros});
  while (rows->step()) found.push_back(Id{rows->integer(0)});
  return found;
}

/// Whoever sits on the duty seat now: the person, and those who hold the post today.
std::vector<Id> duty_people(Records& records, const GroupWatch& watch) {
  std::vector<Id> people;
  if (watch.duty_person_id) people.push_back(*watch.duty_person_id);
  if (!watch.duty_post_id) return people;
  const std::string today = to_string(china_date(records.scope().now));
  auto rows = records.connection().query(
      "SELECT DISTINCT person_id FROM tenure WHERE zone_id = $1 AND post_id = $2 AND starts_on <= $3 AND "
      "(ends_on IS NULL OR ends_on > $3)",
      {records.scope().zone.value, watch.duty_post_id->value, today});
  while (rows->step())
    if (!contains(people, Id{rows->integer(0)})) people.push_back(Id{rows->integer(0)});
  return people;
}

void tell_inside(Records& records, const Found& of, Id person) {
  Notice notice;
  notice.person_id = person;
  notice.case_id = of.case_id;
  notice.kind = "duty";
  notice.text = of.text;
  notice.at = notice.leaves_at = records.scope().now;
  notice.event_id = of.event_id;
  records.append(record::describe<Notice>(), record::to_row(notice));
}

/// Runs `look` on fresh rows of T until it has seen everything.
template <class T, class Look>
void look_through(Database& database, const Scope& scope, Id id, Look look) {
  std::int64_t seen = kAtOnce;
  while (seen == kAtOnce)
    database.write([&](Connection& connection) {
      connection.hold(scope.zone);
      Records records(connection, scope);
      const auto row = records.find<T>(id);
      seen = row ? look(records, *row) : 0;
    });
}

}  // namespace

Watch watch_of(Records& records, std::optional<Id> team) {
  const record::Entity& entity = record::describe<GroupWatch>();
  const auto find = [&](const record::Value& value) -> std::optional<GroupWatch> {
    auto rows = records.all<GroupWatch>(
        {.limit = 1, .filters = {{entity.find("team_id"), {value}}}, .wants_total = false});
    if (rows.empty()) return {};
    return rows.front();
  };
  std::optional<GroupWatch> row;
  if (team) row = find(team->value);
  if (!row) row = find({});
  if (!row) return {};
  return {{{row->quiet_from, row->quiet_to}, row->digest_minutes}, row};
}

std::vector<Id> members_of(Records& records, Id team) {
  const std::string today = to_string(china_date(records.scope().now));
  auto rows = records.connection().query(
      "SELECT DISTINCT t.person_id FROM tenure t JOIN post p ON p.zone_id = t.zone_id AND p.id = t.post_id "
      "WHERE t.zone_id = $1 AND p.team_id = $2 AND t.starts_on <= $3 AND (t.ends_on IS NULL OR t.ends_on > "
      "$3)",
      {records.scope().zone.value, team.value, today});
  std::vector<Id> people;
  while (rows->step()) people.push_back(Id{rows->integer(0)});
  return people;
}

std::int64_t gather(Records& records, const Channel& channel) {
  const auto found = channel.is_on ? after(records, channel.taken_until.value_or(0)) : std::vector<Found>();
  if (found.empty()) return 0;
  const Watch watch = watch_of(records, channel.team_id);
  const Sorted notices = sorted(records, channel, watch, found);
  const Instant now = records.scope().now;
  if (!notices.urgent.empty())
    lay_into(records, channel, open_delivery(records, channel, Urgency::urgent, now), notices.urgent);
  if (!notices.usual.empty()) {
    auto delivery = gathering(records, channel);
    if (!delivery) delivery = open_delivery(records, channel, Urgency::usual, leaving_at(watch.manner, now));
    lay_into(records, channel, *delivery, notices.usual);
  }
  move_cursor(records, "UPDATE channel SET taken_until = $1 WHERE zone_id = $2 AND id = $3", channel.id,
              found);
  return static_cast<std::int64_t>(found.size());
}

std::int64_t tell_duty_seat(Records& records, const GroupWatch& watch) {
  const auto found = after(records, watch.seen_until.value_or(0));
  if (found.empty()) return 0;
  if (is_quiet({watch.quiet_from, watch.quiet_to}, records.scope().now)) {
    const auto people = duty_people(records, watch);
    const auto members = watch.team_id ? members_of(records, *watch.team_id) : std::vector<Id>();
    for (const Found& notice : found) {
      const bool concerns = !watch.team_id || contains(members, notice.person);
      if (!concerns || !is_urgent(notice.kind, notice.said_by)) continue;
      for (const Id person : people)
        if (person != notice.person) tell_inside(records, notice, person);
    }
  }
  move_cursor(records, "UPDATE group_watch SET seen_until = $1 WHERE zone_id = $2 AND id = $3", watch.id,
              found);
  return static_cast<std::int64_t>(found.size());
}

void gather_zone(Database& database, const Scope& scope) {
  std::vector<Id> channels, watches;
  database.read([&](Connection& connection) {
    channels = ids(connection,
                   "SELECT c.id FROM channel c WHERE c.zone_id = $1 AND c.is_on = 1 AND EXISTS (SELECT 1 "
                   "FROM notice n WHERE n.zone_id = c.zone_id AND n.id > coalesce(c.taken_until, 0) AND "
                   "n.leaves_at <= $2) ORDER BY c.id",
                   scope);
    watches = ids(connection,
                  "SELECT w.id FROM group_watch w WHERE w.zone_id = $1 AND EXISTS (SELECT 1 FROM notice n "
                  "WHERE n.zone_id = w.zone_id AND n.id > coalesce(w.seen_until, 0) AND n.leaves_at <= $2) "
                  "ORDER BY w.id",
                  scope);
  });
  for (const Id id : channels) look_through<Channel>(database, scope, id, &gather);
  for (const Id id : watches) look_through<GroupWatch>(database, scope, id, &tell_duty_seat);
}

}  // namespace zw::modules::notify
