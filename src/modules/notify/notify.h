// What leaves the house: channels to robots, webhooks and mail servers, how each group is spoken to, what was
// delivered, and calendar feeds.
#pragma once

#include "jobs/runner.h"
#include "modules/module.h"

namespace zw::modules::notify {

enum class ChannelKind { wecom, dingtalk, feishu, webhook, mail };
enum class ChannelLanguage { zh, en };
enum class DeliveryState { waiting, sent, failed, given_up };
enum class Urgency { usual, urgent };

std::span<const record::Choice> choices_of(ChannelKind);
std::span<const record::Choice> choices_of(ChannelLanguage);
std::span<const record::Choice> choices_of(DeliveryState);

/// A way out: a robot, a webhook or a mailbox, for one group or for the whole zone. Where it leads is written
/// once and never read back.
struct Channel : record::Stored {
  std::string name;
  ChannelKind kind = ChannelKind::wecom;
  std::optional<Id> team_id;  ///< empty = the whole zone
  std::string kinds;          ///< comma-separated kinds of notices; empty = all
  ChannelLanguage language = ChannelLanguage::zh;
  std::int64_t per_minute = 10;
  bool is_duty = false;  ///< rings at the duty seat: urgent notices only, in quiet hours too
  bool is_on = false;
  std::string host;  ///< all that is shown of the address
  std::string address, secret, login, sender, recipient;
  std::optional<std::int64_t> taken_until;  ///< the last notice that was looked at
  std::optional<Instant> free_at;           ///< its pace allows nothing before
};

/// How a group is spoken to: quiet hours, the seat that is woken in them, and how long a digest gathers.
struct GroupWatch : record::Stored {
  std::optional<Id> team_id;  ///< empty = for the zone's own channels, and for groups without a watch
  std::int64_t quiet_from = 0, quiet_to = 0;
  std::int64_t digest_minutes = 5;
  std::optional<Id> duty_person_id, duty_post_id;
  std::optional<std::int64_t> seen_until;  ///< the last notice the duty seat was asked about
};

/// One message to one channel, with everything it carries; the same in every attempt once it was begun.
struct Delivery : record::Stored {
  Id channel_id;
  DeliveryState state = DeliveryState::waiting;
  bool is_urgent = false;
  std::int64_t notice_count = 0;
  Instant opened_at;
  std::int64_t attempts = 0;
  std::optional<Instant> next_at, sent_at;
  std::string title, text;  ///< written at the first attempt
  std::string problems;     ///< of the last attempt, JSON [{code, params}]
};

struct DeliveryItem : record::Stored {
  Id delivery_id;
  Id channel_id;
  Id notice_id;
};

/// A calendar a person's telephone may fetch without signing in.
struct Feed : record::Stored {
  Id person_id;
  std::optional<Id> team_id;  ///< the whole group's due dates instead of the person's
  std::string digest;         ///< of the token, which only the link knows
  Instant created_at;
  std::optional<Instant> revoked_at;
};

std::vector<http::Resource> resources();
http::Routes channel_routes();
http::Routes feed_routes();

/// Whether every name of the comma-separated list is a kind of notice that may leave the house.
bool are_notice_kinds(std::string_view list);

/// Everything but the sending itself, which `send_notices` starts.
Module notify_module();

}  // namespace zw::modules::notify

namespace zw::record {
template <>
const Entity& describe<modules::notify::Channel>();
template <>
const Entity& describe<modules::notify::GroupWatch>();
template <>
const Entity& describe<modules::notify::Delivery>();
template <>
const Entity& describe<modules::notify::DeliveryItem>();
template <>
const Entity& describe<modules::notify::Feed>();
}  // namespace zw::record
