#include "modules/notify/sending.h"

#include <fmt/format.h>

#include <charconv>
#include <memory>

#include "modules/casework/around.h"
#include "modules/notify/gather.h"
#include "record/json.h"
#include "storage/digest.h"

namespace zw::modules::notify {
namespace {

using casework::Notice;
using storage::Connection;
using storage::Database;
using storage::Records;
using storage::Scope;

/// A round ends soon, so that the program can stop and other zones get their turn.
constexpr std::chrono::seconds kRound{2};
constexpr std::chrono::seconds kPause{2};
constexpr std::int64_t kMostAttempts = 50;

std::string setting(Records& records, std::string_view key) {
  auto rows = records.connection().query("SELECT value FROM setting WHERE zone_id = $1 AND key = $2",
                                         {records.scope().zone.value, std::string(key)});
  return rows->step() && !rows->is_null(0) ? std::string(rows->text(0)) : std::string();
}

std::int64_t number_in(const std::string& text, std::int64_t otherwise, std::int64_t most) {
  std::int64_t value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool is_number = read.ec == std::errc{} && read.ptr == text.data() + text.size();
  return is_number && value > 0 ? std::min(value, most) : otherwise;
}

std::string base_url(Records& records) {
  std::string url = setting(records, "notify.base_url");
  while (url.ends_with('/')) url.pop_back();
  return url;
}

std::vector<Line> lines_of(Records& records, Id delivery) {
  auto rows = records.connection().query(
      "SELECT n.kind, c.id, c.number, c.light, c.close_due_at FROM delivery_item i JOIN notice n ON "
      "n.zone_id = i.zone_id AND n.id = i.notice_id LEFT JOIN service_case c ON c.zone_id = n.zone_id AND "
      "c.id = n.case_id WHERE i.zone_id = $1 AND i.delivery_id = $2 ORDER BY n.id",
      {records.scope().zone.value, delivery.value});
  const auto lights = choices_of(casework::Light{});
  std::vector<Line> lines;
  while (rows->step()) {
    Line& line = lines.emplace_back();
    line.kind = rows->text(0);
    if (rows->is_null(1)) continue;
    line.case_id = Id{rows->integer(1)};
    line.number = rows->text(2);
    for (std::size_t i = 0; i < lights.size(); ++i)
      if (lights[i].name == rows->text(3)) line.light = static_cast<casework::Light>(i);
    if (!rows->is_null(4)) line.due_at = Instant{rows->integer(4)};
  }
  return lines;
}

std::string problems_json(const Problems& problems) {
  std::string out;
  record::JsonWriter json(out);
  json.begin_array();
  for (const Problem& problem : problems) {
    json.begin_object().member("code", problem.code).key("params").begin_object();
    for (const auto& [name, value] : problem.params) json.member(name, value);
    json.end_object().end_object();
  }
  json.end_array();
  return out;
}

void store(Records& records, const Delivery& delivery) {
  // The next attempt is the lease of this one: without audit rows, as notices are.
  const auto stored = [](std::optional<Instant> at) {
    return at ? record::Value{at->micros} : record::Value{};
  };
  records.connection().execute(
      "UPDATE delivery SET state = $1, attempts = $2, next_at = $3, sent_at = $4, title = $5, text = $6, "
      "problems = $7, version = version + 1 WHERE zone_id = $8 AND id = $9",
      {std::string(choices_of(DeliveryState{})[static_cast<std::size_t>(delivery.state)].name),
       delivery.attempts, stored(delivery.next_at), stored(delivery.sent_at), delivery.title, delivery.text,
       delivery.problems, records.scope().zone.value, delivery.id.value});
}

bool is_open(const Delivery& delivery) {
  return delivery.state == DeliveryState::waiting || delivery.state == DeliveryState::failed;
}

/// One unread notice for each channel is enough.
void tell_administrators(Records& records, const Channel& channel) {
  std::vector<Id> people;
  {
    auto rows = records.connection().query(
        "SELECT a.person_id FROM account a WHERE a.zone_id = $1 AND a.is_disabled = 0 AND a.roles LIKE "
        "'%administrator%' AND NOT EXISTS (SELECT 1 FROM notice n WHERE n.zone_id = a.zone_id AND "
        "n.person_id = a.person_id AND n.kind = 'delivery_given_up' AND n.text = $2 AND n.read_at IS NULL)",
        {records.scope().zone.value, channel.name});
    while (rows->step()) people.push_back(Id{rows->integer(0)});
  }
  for (const Id person : people) {
    Notice notice;
    notice.person_id = person;
    notice.kind = "delivery_given_up";
    notice.text = channel.name;
    notice.at = notice.leaves_at = records.scope().now;
    records.append(record::describe<Notice>(), record::to_row(notice));
  }
}

std::vector<ZoneId> zones(Database& database) {
  std::vector<ZoneId> found;
  database.read([&](Connection& connection) {
    auto rows = connection.query("SELECT zone_id FROM zone WHERE zone_id > 0 ORDER BY zone_id");
    while (rows->step()) found.push_back(ZoneId{rows->integer(0)});
  });
  return found;
}

Scope sending_scope(ZoneId zone, Instant now) {
  return {.zone = zone,
          .actor = {.person = {},
                    .name = "zonewright",
                    .roles = {storage::Role::administrator},
                    .enterprise = {}},
          .now = now,
          .request = "notify"};
}

}  // namespace

std::string key_of(ZoneId zone, const Delivery& delivery) {
  return storage::digest(
             fmt::format("delivery {} {} {}", zone.value, delivery.id.value, delivery.opened_at.micros))
      .substr(0, 32);
}

Persistence persistence_of(Records& records) {
  const Persistence usual;
  return {
      number_in(setting(records, "notify.retry_seconds"), usual.first_pause_seconds, kLongestPauseSeconds),
      number_in(setting(records, "notify.most_attempts"), usual.most_attempts, kMostAttempts)};
}

std::optional<Id> next_due(Connection& connection, const Scope& scope) {
  auto rows = connection.query(
      "SELECT d.id FROM delivery d JOIN channel c ON c.zone_id = d.zone_id AND c.id = d.channel_id WHERE "
      "d.zone_id = $1 AND d.state IN ('waiting', 'failed') AND d.next_at <= $2 AND c.is_on = 1 AND "
      "(c.free_at IS NULL OR c.free_at <= $2) ORDER BY d.is_urgent DESC, d.next_at, d.id LIMIT 1",
      {scope.zone.value, scope.now.micros});
  if (!rows->step()) return {};
  return Id{rows->integer(0)};
}

std::optional<Letter> begin_attempt(Records& records, Id id, Rng& rng) {
  const Instant now = records.scope().now;
  records.connection().hold(records.scope().zone);
  auto delivery = records.find<Delivery>(id);
  if (!delivery || !is_open(*delivery) || !delivery->next_at || *delivery->next_at > now) return {};
  const auto channel = records.find<Channel>(delivery->channel_id);
  ZW_ASSERT(channel, "deliveries go with their channel");
  if (channel->free_at && *channel->free_at > now) return {};
  if (delivery->title.empty()) {
    auto lines = lines_of(records, id);
    if (lines.empty()) {  // every case it spoke of is gone
      records.connection().execute("DELETE FROM delivery WHERE zone_id = $1 AND id = $2",
                                   {records.scope().zone.value, id.value});
      return {};
    }
    const Text text = compose(std::move(lines), delivery->is_urgent ? Urgency::urgent : Urgency::usual,
                              channel->language, base_url(records));
    delivery->title = text.title;
    delivery->text = text.body;
  }
  ++delivery->attempts;
  delivery->next_at = next_attempt(persistence_of(records), delivery->attempts, now, 0, rng);
  store(records, *delivery);
  records.connection().execute(
      "UPDATE channel SET free_at = $1 WHERE zone_id = $2 AND id = $3",
      {free_again(channel->per_minute, now).micros, records.scope().zone.value, channel->id.value});
  return Letter{*channel, key_of(records.scope().zone, *delivery), delivery->title, delivery->text,
                delivery->opened_at};
}

void end_attempt(Records& records, Id id, const Told& told, Rng& rng) {
  using http::outgoing::Fate;
  const Instant now = records.scope().now;
  records.connection().hold(records.scope().zone);
  auto delivery = records.find<Delivery>(id);
  if (!delivery || !is_open(*delivery)) return;
  const Persistence persistence = persistence_of(records);
  delivery->problems = told.problems.empty() ? std::string() : problems_json(told.problems);
  if (told.fate == Fate::delivered) {
    delivery->state = DeliveryState::sent;
    delivery->sent_at = now;
    delivery->next_at.reset();
    records.connection().execute(
        "UPDATE notice SET sent_at = $1 WHERE zone_id = $2 AND sent_at IS NULL AND id IN (SELECT notice_id "
        "FROM delivery_item WHERE zone_id = $2 AND delivery_id = $3)",
        {now.micros, records.scope().zone.value, id.value});
  } else if (told.fate == Fate::never || delivery->attempts >= persistence.most_attempts) {
    delivery->state = DeliveryState::given_up;
    delivery->next_at.reset();
    tell_administrators(records, *records.find<Channel>(delivery->channel_id));
  } else {
    delivery->state = DeliveryState::failed;
    delivery->next_at = next_attempt(persistence, delivery->attempts, now, told.retry_after_seconds, rng);
  }
  store(records, *delivery);
}

void send_zone(Database& database, Scope scope, const Post& post, Rng& rng, const Round& round) {
  while (round.may_go_on()) {
    scope.now = round.now();
    std::optional<Id> due;
    database.read([&](Connection& connection) { due = next_due(connection, scope); });
    if (!due) return;
    std::optional<Letter> letter;
    database.write([&](Connection& connection) {
      Records records(connection, scope);
      letter = begin_attempt(records, *due, rng);
    });
    if (!letter) continue;
    const Told told = post(*letter);
    scope.now = round.now();
    database.write([&](Connection& connection) {
      Records records(connection, scope);
      end_attempt(records, *due, told, rng);
    });
  }
}

void send_notices(jobs::Runner& runner, Post post, std::uint64_t seed) {
  const auto rng = std::make_shared<Rng>(seed);
  runner.repeat(kPause, [post = std::move(post), rng](Database& database, Instant now) {
    using std::chrono::steady_clock;
    const auto began = steady_clock::now();
    const Round round{
        .now =
            [&] {
              const auto passed = steady_clock::now() - began;
              return Instant{now.micros +
                             std::chrono::duration_cast<std::chrono::microseconds>(passed).count()};
            },
        .may_go_on = [&] { return steady_clock::now() - began < kRound; }};
    for (const ZoneId zone : zones(database)) {
      gather_zone(database, sending_scope(zone, now));
      send_zone(database, sending_scope(zone, now), post, *rng, round);
    }
  });
}

}  // namespace zw::modules::notify
