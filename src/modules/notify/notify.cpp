#include "modules/notify/notify.h"

#include "modules/notify/kinds.h"

namespace zw::modules::notify {

using record::Choice;

std::span<const Choice> choices_of(ChannelKind) {
  static constexpr Choice kChoices[] = {{"wecom", {"企业微信机器人", "WeCom robot"}},
                                        {"dingtalk", {"钉钉机器人", "DingTalk robot"}},
                                        {"feishu", {"飞书机器人", "Feishu robot"}},
                                        {"webhook", {"签名 Webhook", "Signed webhook"}},
                                        {"mail", {"邮件", "Mail"}}};
  return kChoices;
}
std::span<const Choice> choices_of(ChannelLanguage) {
  static constexpr Choice kChoices[] = {{"zh", {"中文", "Chinese"}}, {"en", {"英文", "English"}}};
  return kChoices;
}
std::span<const Choice> choices_of(DeliveryState) {
  static constexpr Choice kChoices[] = {{"waiting", {"待发送", "Waiting"}},
                                        {"sent", {"已送达", "Delivered"}},
                                        {"failed", {"将重试", "Will be tried again"}},
                                        {"given_up", {"已放弃", "Given up"}}};
  return kChoices;
}

}  // namespace zw::modules::notify

namespace zw::record {

using namespace modules::notify;

namespace {

constexpr Privacy kWayOut{DataClass::secret, "reach a robot, a webhook or a mailbox"};
constexpr std::int64_t kMinutesPerDay = 24 * 60;

}  // namespace

template <>
const Entity& describe<Channel>() {
  static const Entity entity{
      .module = "notify",
      .name = "channel",
      .plural = "channels",
      .label = {"外发通道", "Channel"},
      .title = "name",
      .fields =
          {field<&Channel::name>("name", {"名称", "Name"}, kInternal).required().at_most(80).listed(),
           field<&Channel::kind>("kind", {"类型", "Kind"}, kInternal).listed(),
           field<&Channel::team_id>("team_id", {"组织", "Team"}, kInternal).refers_to("team").listed(),
           field<&Channel::kinds>("kinds", {"提醒类型", "Kinds of notices"}, kInternal)
               .at_most(500)
               .several_of(notice_kinds())
               .checked(&are_notice_kinds, "notify.unknown_kind"),
           field<&Channel::language>("language", {"语言", "Language"}, kInternal),
           field<&Channel::per_minute>("per_minute", {"每分钟条数", "Messages a minute"}, kInternal)
               .range(1, 600),
           field<&Channel::is_duty>("is_duty", {"值班席位", "Duty seat"}, kInternal),
           field<&Channel::is_on>("is_on", {"启用", "On"}, kInternal).listed(),
           field<&Channel::host>("host", {"主机", "Host"}, kInternal).read_only().listed(),
           field<&Channel::address>("address", {"地址", "Address"}, kWayOut).at_most(2000),
           field<&Channel::secret>("secret", {"密钥", "Secret"}, kWayOut).at_most(500),
           field<&Channel::login>("login", {"登录名", "Login"}, kWayOut),
           field<&Channel::sender>("sender", {"发件地址", "Sender"}, kWayOut),
           field<&Channel::recipient>("recipient", {"收件地址", "Recipient"}, kWayOut),
           field<&Channel::taken_until>("taken_until", {"已取至", "Taken until"}, kInternal).read_only(),
           field<&Channel::free_at>("free_at", {"可再发于", "Free at"}, kInternal).read_only()},
      .default_sort = "name"};
  return entity;
}

template <>
const Entity& describe<GroupWatch>() {
  static const Entity entity{
      .module = "notify",
      .name = "group_watch",
      .plural = "group_watches",
      .label = {"免打扰与值班", "Quiet hours and duty"},
      .title = "team_id",
      .fields =
          {field<&GroupWatch::team_id>("team_id", {"组织", "Team"}, kInternal)
               .refers_to("team")
               .cascading()
               .listed(),
           field<&GroupWatch::quiet_from>("quiet_from", {"免打扰自", "Quiet from"}, kInternal)
               .range(0, kMinutesPerDay - 1)
               .unit("minute of the day")
               .listed(),
           field<&GroupWatch::quiet_to>("quiet_to", {"免打扰至", "Quiet until"}, kInternal)
               .range(0, kMinutesPerDay - 1)
               .unit("minute of the day")
               .listed(),
           field<&GroupWatch::digest_minutes>("digest_minutes", {"合并分钟数", "Digest minutes"}, kInternal)
               .range(0, kMinutesPerDay)
               .unit("min")
               .listed(),
           field<&GroupWatch::duty_person_id>("duty_person_id", {"值班人", "Duty person"}, kInternal)
               .refers_to("person")
               .listed(),
           field<&GroupWatch::duty_post_id>("duty_post_id", {"值班岗位", "Duty post"}, kInternal)
               .refers_to("post")
               .listed(),
           field<&GroupWatch::seen_until>("seen_until", {"已看至", "Seen until"}, kInternal).read_only()},
      .unique_together = {{"one_each", {"team_id"}, "", "notify.watched_already"},
                          {"one_for_the_zone", {}, "team_id IS NULL", "notify.watched_already"}},
      .default_sort = "id"};
  return entity;
}

template <>
const Entity& describe<Delivery>() {
  static const Entity entity{
      .module = "notify",
      .name = "delivery",
      .plural = "deliveries",
      .label = {"外发记录", "Delivery"},
      .title = "title",
      .fields =
          {field<&Delivery::channel_id>("channel_id", {"通道", "Channel"}, kInternal)
               .refers_to("channel")
               .cascading()
               .listed(),
           field<&Delivery::state>("state", {"状态", "State"}, kInternal).listed(),
           field<&Delivery::is_urgent>("is_urgent", {"紧急", "Urgent"}, kInternal).listed(),
           field<&Delivery::notice_count>("notice_count", {"条数", "Notices"}, kInternal).listed(),
           field<&Delivery::opened_at>("opened_at", {"形成", "Opened"}, kInternal).listed(),
           field<&Delivery::attempts>("attempts", {"次数", "Attempts"}, kInternal).listed(),
           field<&Delivery::next_at>("next_at", {"下次", "Next"}, kInternal).listed(),
           field<&Delivery::sent_at>("sent_at", {"送达", "Delivered"}, kInternal).listed(),
           field<&Delivery::title>("title", {"标题", "Title"}, kInternal),
           field<&Delivery::text>("text", {"内容", "Text"}, kInternal).long_text(),
           field<&Delivery::problems>("problems", {"未送达原因", "Why not delivered"}, kInternal).json()},
      .default_sort = "-id"};
  return entity;
}

template <>
const Entity& describe<DeliveryItem>() {
  static const Entity entity{
      .module = "notify",
      .name = "delivery_item",
      .plural = "delivery_items",
      .label = {"外发内容", "Delivered notice"},
      .title = "id",
      .fields = {field<&DeliveryItem::delivery_id>("delivery_id", {"外发记录", "Delivery"}, kInternal)
                     .refers_to("delivery")
                     .cascading(),
                 field<&DeliveryItem::channel_id>("channel_id", {"通道", "Channel"}, kInternal)
                     .refers_to("channel")
                     .cascading(),
                 field<&DeliveryItem::notice_id>("notice_id", {"提醒", "Notice"}, kInternal)
                     .refers_to("notice")
                     .cascading()},
      .unique_together = {{"once", {"channel_id", "notice_id"}, "", "notify.taken_already"}}};
  return entity;
}

template <>
const Entity& describe<Feed>() {
  static const Entity entity{
      .module = "notify",
      .name = "feed",
      .plural = "feeds",
      .label = {"日历订阅", "Calendar feed"},
      .title = "id",
      .fields = {field<&Feed::person_id>("person_id", {"所有者", "Owner"}, kInternal).refers_to("person"),
                 field<&Feed::team_id>("team_id", {"组织", "Team"}, kInternal)
                     .refers_to("team")
                     .cascading()
                     .listed(),
                 field<&Feed::digest>("digest", {"摘要", "Digest"}, kSecret).required().unique(),
                 field<&Feed::created_at>("created_at", {"创建", "Made"}, kInternal).listed(),
                 field<&Feed::revoked_at>("revoked_at", {"撤销", "Revoked"}, kInternal).listed()},
      .default_sort = "-id"};
  return entity;
}

}  // namespace zw::record
