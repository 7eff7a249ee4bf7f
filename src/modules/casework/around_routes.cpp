#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "http/once.h"
#include "modules/casework/around.h"
#include "modules/casework/casework.h"
#include "modules/registry/registry.h"

namespace zw::modules::casework {
namespace {

using http::Context;
using http::Method;
using http::Response;
using http::Shape;
using storage::Role;
using storage::Roles;

constexpr Roles kActing{Role::officer, Role::secretary, Role::leader, Role::administrator};

const http::Resource& resource_of(const record::Entity& entity) {
  static const std::vector<http::Resource> all = resources();
  for (const http::Resource& resource : all)
    if (resource.entity == &entity) return resource;
  ZW_ASSERT(false, "what has verbs is a resource");
  return all.front();
}

std::string listed(const std::vector<std::string_view>& abilities) {
  return abilities.empty() ? "–" : fmt::format("{}", fmt::join(abilities, ", "));
}

/// A verb on a record of T: allowed when the record offers it as an ability to this person.
template <class T>
http::Handler verb_on(std::string verb, std::function<Outcome(Records&, T&, const Json&)> act) {
  return [verb = std::move(verb), act = std::move(act)](const Context& context) {
    const auto id = http::path_id(context.request);
    if (!id) return http::refuse(id.problems(), context.request);
    const auto body = http::body_object(context.request);
    if (!body) return http::refuse(body.problems(), context.request);
    return http::once(context, [&](Records& records) -> Result<Response> {
      const http::Resource& resource = resource_of(record::describe<T>());
      const auto item = http::find_visible(resource, records, *id);
      if (!item) return item.problems();
      const auto abilities = resource.policy.abilities(context.scope, *item);
      if (std::ranges::find(abilities, verb) == abilities.end())
        return Problem{"casework.not_offered", "", {{"verb", verb}, {"allowed", listed(abilities)}}};
      T value = record::from_row<T>(item->row, item->id, item->version);
      auto done = act(records, value, *body);
      if (!done) return done.problems();
      auto stored = records.update(value, verb);
      if (!stored) return stored.problems();
      return http::record_response(resource, records, *records.find(record::describe<T>(), *id));
    });
  };
}

Outcome plan_contact(Records&, Suggestion& suggestion, const Json&) {
  suggestion.state = SuggestionState::planned;
  return Nothing{};
}

Outcome finish_contact(Records&, Suggestion& suggestion, const Json&) {
  suggestion.state = SuggestionState::done;
  return Nothing{};
}

Outcome dismiss_contact(Records&, Suggestion& suggestion, const Json& body) {
  suggestion.reason = body.text_of("reason");
  if (suggestion.reason.empty()) return Problem{"field.required", "reason", {}};
  suggestion.state = SuggestionState::dismissed;
  return Nothing{};
}

Outcome propose_article(Records& records, Article& article, const Json&) {
  auto sound = check_article(records, article);
  if (!sound) return sound.problems();
  article.state = ArticleState::proposed;
  return Nothing{};
}

/// The second person looks again: the case may have changed since.
Outcome publish_article(Records& records, Article& article, const Json&) {
  auto sound = check_article(records, article);
  if (!sound) return sound.problems();
  article.state = ArticleState::published;
  article.published_by_id = records.scope().actor.person;
  article.published_at = records.scope().now;
  return Nothing{};
}

Outcome withdraw_article(Records&, Article& article, const Json&) {
  article.state = ArticleState::withdrawn;
  return Nothing{};
}

Response read_notices(const Context& context) {
  const auto body = http::body_object(context.request);
  if (!body) return http::refuse(body.problems(), context.request);
  return http::once(context, [&](Records& records) -> Result<Response> {
    const auto mark = [&](std::string_view only, std::int64_t id) {
      records.connection().execute(
          "UPDATE notice SET read_at = $1, version = version + 1 WHERE zone_id = $2 AND person_id = $3 AND "
          "read_at IS "
          "NULL" +
              std::string(only),
          only.empty() ? std::vector<record::Value>{context.scope.now.micros, context.scope.zone.value,
                                                    context.scope.actor.person.value}
                       : std::vector<record::Value>{context.scope.now.micros, context.scope.zone.value,
                                                    context.scope.actor.person.value, id});
    };
    const Json* ids = body->find("ids");
    if (!ids || !ids->array()) {
      mark("", 0);
    } else {
      for (const Json& id : *ids->array())
        if (id.integer()) mark(" AND id = $4", *id.integer());
    }
    return Response::json("{}");
  });
}

Response hear_unnamed_voice(const Context& context) {
  const auto body = http::body_object(context.request);
  if (!body) return http::refuse(body.problems(), context.request);
  return http::once(
      context,
      [&](Records& records) -> Result<Response> {
        auto heard = hear_unnamed(records, *body);
        if (!heard) return heard.problems();
        return Response::json("{}", 201);
      },
      "", http::Sender::unnamed);
}

}  // namespace

http::Routes around_routes() {
  http::Routes routes;
  const auto add = [&]<class T>(std::string_view plural, std::string verb, std::string summary,
                                Outcome (*act)(Records&, T&, const Json&)) {
    routes.push_back({Method::post, fmt::format("/api/casework/{}/{{id}}/{}", plural, verb), kActing, false,
                      nullptr, &record::describe<T>(), Shape::one, verb, std::move(summary),
                      verb_on<T>(verb, act)});
  };
  add("suggestions", "plan", "The suggested contact is planned.", &plan_contact);
  add("suggestions", "done", "The suggested contact took place.", &finish_contact);
  add("suggestions", "dismiss", "The suggested contact is not needed, for a reason.", &dismiss_contact);
  add("articles", "propose", "Offers an article for publication.", &propose_article);
  add("articles", "publish", "Publishes what another person wrote.", &publish_article);
  add("articles", "withdraw", "Takes an article back.", &withdraw_article);
  routes.push_back({Method::post, "/api/casework/notices/read", kActing, false, nullptr, nullptr,
                    Shape::custom, "", "Marks the acting person's notices as read.", &read_notices});
  routes.push_back({Method::post, "/api/casework/feedbacks/unnamed", Roles::everybody(), false, nullptr,
                    nullptr, Shape::custom, "", "A complaint or suggestion of somebody who stays unknown.",
                    &hear_unnamed_voice});
  return routes;
}

}  // namespace zw::modules::casework
