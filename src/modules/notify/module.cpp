#include "modules/notify/notify.h"

namespace zw::modules::notify {
namespace {

constexpr http::Message kMessages[] = {
    {"notify.unknown_kind", "含有不认识的提醒类型：{value}",
     "It names a kind of notice that is not known: {value}"},
    {"notify.no_address", "请先填写该通道的地址。", "Give the channel its address first."},
    {"notify.mail_address", "邮件地址应写作 smtp://主机:端口、smtps://主机:端口 或 relay://主机:端口。",
     "A mail server is written smtp://host:port, smtps://host:port or relay://host:port."},
    {"notify.watched_already", "该组织已设置免打扰与值班。", "This team has its quiet hours already."},
    {"notify.forbidden", "只有该组织负责人、秘书和管理员可以设置。",
     "Only the team’s leaders, the secretaries and administrators may set this."},
    {"notify.taken_already", "该提醒已交给此通道。", "The channel has this notice already."},
    {"notify.not_failed", "只有未送达的消息可以重发。", "Only what was not delivered can be sent again."},
    {"notify.not_of_the_group", "您不在该组织任职。", "You hold no post of this team."},
};

}  // namespace

Module notify_module() {
  using record::describe;
  Module module;
  module.name = "notify";
  module.entities = {&describe<Channel>(), &describe<GroupWatch>(), &describe<Delivery>(),
                     &describe<DeliveryItem>(), &describe<Feed>()};
  module.resources = resources();
  for (auto routes : {channel_routes(), feed_routes()})
    for (auto& route : routes) module.routes.push_back(std::move(route));
  module.messages.assign(std::begin(kMessages), std::end(kMessages));
  module.invariants = {
      {"notify.what_is_on_leads_somewhere",
       "SELECT zone_id, id FROM channel WHERE is_on = 1 AND (address = '' OR host = '')"},
      {"notify.open_deliveries_have_a_next_attempt",
       "SELECT zone_id, id FROM delivery WHERE (state IN ('waiting', 'failed')) <> (next_at IS NOT NULL)"},
      {"notify.deliveries_count_what_they_carry",
       "SELECT d.zone_id, d.id FROM delivery d WHERE d.notice_count < (SELECT count(*) FROM delivery_item i "
       "WHERE i.zone_id = d.zone_id AND i.delivery_id = d.id)"}};
  return module;
}

}  // namespace zw::modules::notify
