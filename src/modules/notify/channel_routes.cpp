// Acts on channels and deliveries: where a channel leads, a trial, and another attempt.
#include "http/messages.h"
#include "http/once.h"
#include "modules/notify/sending.h"
#include "modules/registry/registry.h"
#include "record/json.h"
#include "storage/audit.h"
#include "storage/digest.h"
#include "storage/transact.h"

namespace zw::modules::notify {
namespace {

using http::Context;
using http::Method;
using http::Response;
using http::Shape;
using record::Json;
using record::JsonWriter;
using registry::kAdministrators;
using storage::Connection;
using storage::Records;

const http::Resource& resource_of(const record::Entity& entity) {
  static const std::vector<http::Resource> all = resources();
  for (const http::Resource& resource : all)
    if (resource.entity == &entity) return resource;
  ZW_ASSERT(false, "what has verbs is a resource");
  return all.front();
}

template <class T>
Result<T> visible(Records& records, Id id) {
  const auto item = http::find_visible(resource_of(record::describe<T>()), records, id);
  if (!item) return item.problems();
  return record::from_row<T>(item->row, item->id, item->version);
}

/// Everything at once: what is not said is emptied, so that no secret goes to an address it was not given
/// for.
Outcome lay_destination(Channel& channel, const Json& body) {
  const std::pair<std::string_view, std::string*> members[] = {{"address", &channel.address},
                                                               {"secret", &channel.secret},
                                                               {"login", &channel.login},
                                                               {"sender", &channel.sender},
                                                               {"recipient", &channel.recipient}};
  for (const auto& [name, member] : members) member->clear();
  Problems problems;
  for (const auto& [name, value] : *body.object()) {
    const auto* known =
        std::ranges::find(members, std::string_view(name), &std::pair<std::string_view, std::string*>::first);
    if (known == std::end(members))
      problems.push_back({"field.unknown", name, {}});
    else if (!value.text())
      problems.push_back({"field.type", name, {}});
    else
      *known->second = *value.text();
  }
  if (!problems.empty()) return problems;
  auto host = shown_host(channel);
  if (!host) return host.problems();
  channel.host = *host;
  return Nothing{};
}

/// Not through `once`: a kept question would keep the secrets' digest beside its answer.
Response set_destination(const Context& context) {
  const auto id = http::path_id(context.request);
  if (!id) return http::refuse(id.problems(), context.request);
  const auto body = http::body_object(context.request);
  if (!body) return http::refuse(body.problems(), context.request);
  Response response;
  const auto stored = storage::transact(context.services.database, [&](Connection& connection) -> Outcome {
    Records records(connection, context.scope);
    auto channel = visible<Channel>(records, *id);
    if (!channel) return channel.problems();
    auto laid = lay_destination(*channel, *body);
    if (!laid) return laid.problems();
    auto version = records.update(*channel, "destination_set");
    if (!version) return version.problems();
    response = http::record_response(resource_of(record::describe<Channel>()), records,
                                     *records.find(record::describe<Channel>(), *id));
    return Nothing{};
  });
  return stored ? response : http::refuse(stored.problems(), context.request);
}

void append_problems(JsonWriter& json, const Problems& problems, const http::Request& request) {
  static const http::Messages kBuiltIn;
  const http::Messages& messages = request.messages ? *request.messages : kBuiltIn;
  json.key("problems").begin_array();
  for (const Problem& problem : problems) {
    json.begin_object().member("code", problem.code);
    json.member("message", messages.translate(problem.code, problem.params, request.language));
    json.end_object();
  }
  json.end_array();
}

Response answer_of(const Told& told, const http::Request& request) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("is_delivered").boolean(told.fate == http::outgoing::Fate::delivered);
  json.member("answer", told.words);
  append_problems(json, told.problems, request);
  json.end_object();
  return Response::json(std::move(out));
}

/// The call happens between two transactions: nobody waits for a far side while holding the database.
Response try_channel(const Context& context, const Post& post) {
  const auto id = http::path_id(context.request);
  if (!id) return http::refuse(id.problems(), context.request);
  std::optional<Letter> letter;
  const auto ready = storage::transact(context.services.database, [&](Connection& connection) -> Outcome {
    Records records(connection, context.scope);
    const auto channel = visible<Channel>(records, *id);
    if (!channel) return channel.problems();
    if (channel->host.empty()) return Problem{"notify.no_address", "", {}};
    const Text text = trial(channel->name, channel->language);
    letter = Letter{*channel, storage::digest("trial " + context.request.id).substr(0, 32), text.title,
                    text.body, context.scope.now};
    storage::append_audit(connection, context.scope, {"tried", "channel", *id, channel->version, "[]"});
    return Nothing{};
  });
  if (!ready) return http::refuse(ready.problems(), context.request);
  return answer_of(post(*letter), context.request);
}

Response send_again(const Context& context) {
  const auto id = http::path_id(context.request);
  if (!id) return http::refuse(id.problems(), context.request);
  return http::once(context, [&](Records& records) -> Result<Response> {
    auto delivery = visible<Delivery>(records, *id);
    if (!delivery) return delivery.problems();
    if (delivery->state != DeliveryState::failed && delivery->state != DeliveryState::given_up)
      return Problem{"notify.not_failed", "", {}};
    delivery->state = DeliveryState::waiting;
    delivery->attempts = 0;
    delivery->next_at = records.scope().now;
    auto stored = records.update(*delivery, "again");
    if (!stored) return stored.problems();
    return http::record_response(resource_of(record::describe<Delivery>()), records,
                                 *records.find(record::describe<Delivery>(), *id));
  });
}

}  // namespace

http::Routes channel_routes() {
  http::Routes routes;
  routes.push_back({Method::post, "/api/notify/channels/{id}/destination", kAdministrators, false, nullptr,
                    &record::describe<Channel>(), Shape::one, "destination",
                    "Where a channel leads, with its secrets; they are never read back.", &set_destination});
  routes.push_back({Method::post, "/api/notify/deliveries/{id}/again", kAdministrators, false, nullptr,
                    &record::describe<Delivery>(), Shape::one, "again",
                    "Tries to deliver a message again that was not taken.", &send_again});
  return routes;
}

http::Routes trial_routes(Post post) {
  http::Routes routes;
  routes.push_back({Method::post, "/api/notify/channels/{id}/try", kAdministrators, false, nullptr, nullptr,
                    Shape::custom, "try", "Sends a test message now and says what the other side answered.",
                    [post = std::move(post)](const Context& context) { return try_channel(context, post); }});
  return routes;
}

}  // namespace zw::modules::notify
