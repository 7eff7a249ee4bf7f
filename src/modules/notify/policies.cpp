#include <fmt/format.h>

#include "modules/notify/notify.h"
#include "modules/registry/people.h"
#include "modules/registry/registry.h"

namespace zw::modules::notify {
namespace {

using http::Policy;
using record::Row;
using registry::kAdministrators;
using registry::kDesk;
using registry::kStaff;
using storage::Item;
using storage::Records;
using storage::Role;
using storage::Roles;
using storage::Scope;

constexpr Roles kActing{Role::officer, Role::secretary, Role::leader, Role::administrator};
constexpr Roles kLookingOn{Role::administrator, Role::auditor};

/// What happened before a channel or a watch began is not told through it.
std::int64_t newest_notice(Records& records) {
  auto rows = records.connection().query("SELECT coalesce(max(id), 0) FROM notice WHERE zone_id = $1",
                                         {records.scope().zone.value});
  rows->step();
  return rows->integer(0);
}

template <class T>
void lay(Row& row, T value) {
  row = record::to_row(value);
}

Policy channel_policy() {
  Policy policy;
  policy.read = kLookingOn;
  policy.create = policy.update = policy.remove = kAdministrators;
  policy.verbs = {{"destination", kAdministrators},
                  {"try", kAdministrators,
                   [](const Item& item) { return !record::from_row<Channel>(item.row).host.empty(); }}};
  policy.before_create = [](Records& records, Row& row) -> Outcome {
    auto channel = record::from_row<Channel>(row);
    if (channel.is_on) return Problem{"notify.no_address", "is_on", {}};
    channel.taken_until = newest_notice(records);
    lay(row, channel);
    return Nothing{};
  };
  policy.before_update = [](Records& records, const Item& before, Row& after) -> Outcome {
    const auto was = record::from_row<Channel>(before.row);
    auto channel = record::from_row<Channel>(after);
    // An address of one kind is none of another, and its secret must not be sent anywhere else.
    if (channel.kind != was.kind)
      channel.host = channel.address = channel.secret = channel.login = channel.sender = channel.recipient =
          "";
    if (channel.is_on && channel.host.empty()) return Problem{"notify.no_address", "is_on", {}};
    if (channel.is_on && !was.is_on) channel.taken_until = newest_notice(records);
    lay(after, channel);
    return Nothing{};
  };
  return policy;
}

/// Groups in which the actor holds a leading post.
std::string led_by(const Scope& scope) {
  return fmt::format(
      "team_id IN (SELECT p.team_id FROM post p JOIN tenure t ON t.zone_id = p.zone_id AND t.post_id = p.id "
      "WHERE p.zone_id = {} AND p.is_lead = 1 AND t.ends_on IS NULL AND t.person_id = {})",
      scope.zone.value, scope.actor.person.value);
}

bool leads(Records& records, std::optional<Id> team) {
  if (records.scope().actor.roles.meets(kDesk)) return true;
  if (!team) return false;
  auto rows = records.connection().query(
      "SELECT 1 FROM post p JOIN tenure t ON t.zone_id = p.zone_id AND t.post_id = p.id WHERE p.zone_id = $1 "
      "AND p.team_id = $2 AND p.is_lead = 1 AND t.ends_on IS NULL AND t.person_id = $3",
      {records.scope().zone.value, team->value, records.scope().actor.person.value});
  return rows->step();
}

Policy watch_policy() {
  Policy policy;
  policy.read = kStaff;
  policy.create = kActing;
  policy.update = policy.remove = kDesk;
  policy.update_own = kActing;
  policy.own = &led_by;
  policy.before_create = [](Records& records, Row& row) -> Outcome {
    auto watch = record::from_row<GroupWatch>(row);
    if (!leads(records, watch.team_id)) return Problem{"notify.forbidden", "team_id", {}};
    watch.seen_until = newest_notice(records);
    lay(row, watch);
    return Nothing{};
  };
  policy.before_update = [](Records&, const Item& before, Row& after) -> Outcome {
    const auto was = record::from_row<GroupWatch>(before.row);
    if (record::from_row<GroupWatch>(after).team_id != was.team_id)
      return Problem{"field.read_only", "team_id", {}};
    return Nothing{};
  };
  return policy;
}

bool has_failed(const Item& item) {
  const auto state = record::from_row<Delivery>(item.row).state;
  return state == DeliveryState::failed || state == DeliveryState::given_up;
}

Policy delivery_policy() {
  Policy policy;
  policy.read = kLookingOn;
  policy.verbs = {{"again", kAdministrators, &has_failed}};
  return policy;
}

Policy feed_policy() {
  Policy policy;
  policy.read = kStaff;
  policy.visible = [](const Scope& scope) { return fmt::format("person_id = {}", scope.actor.person.value); };
  policy.abilities = [](const Scope&, const Item& item) {
    std::vector<std::string_view> names;
    if (!record::from_row<Feed>(item.row).revoked_at) names.push_back("revoke");
    return names;
  };
  return policy;
}

}  // namespace

std::vector<http::Resource> resources() {
  return {{&record::describe<Channel>(), channel_policy()},
          {&record::describe<GroupWatch>(), watch_policy()},
          {&record::describe<Delivery>(), delivery_policy()},
          {&record::describe<Feed>(), feed_policy()}};
}

}  // namespace zw::modules::notify
