#include "modules/privacy/reveal.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <memory>

#include "base/text.h"
#include "modules/privacy/subject.h"
#include "storage/transact.h"

namespace zw::modules::privacy {
namespace {

using http::Context;
using http::Resource;
using http::Response;
using record::Field;
using record::JsonWriter;
using storage::Item;
using storage::Records;

constexpr std::int64_t kSecondsPerHour = 3600;

std::int64_t hourly_limit(Records& records) {
  const auto cursor = records.connection().query(
      "SELECT value FROM setting WHERE zone_id = $1 AND key = 'privacy.reveals_per_hour'",
      {records.scope().zone.value});
  std::int64_t limit = kRevealsPerHour;
  if (cursor->step() && !cursor->is_null(0)) {
    const std::string text(cursor->text(0));
    std::int64_t wanted = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), wanted);
    if (error == std::errc{} && end == text.data() + text.size() && wanted >= 0) limit = wanted;
  }
  return limit;
}

Outcome check_pace(Records& records) {
  const auto& scope = records.scope();
  const std::int64_t limit = hourly_limit(records);
  const auto cursor = records.connection().query(
      "SELECT count(*) FROM reveal WHERE zone_id = $1 AND by_id = $2 AND at > $3",
      {scope.zone.value, scope.actor.person.value, plus_seconds(scope.now, -kSecondsPerHour).micros});
  cursor->step();
  if (cursor->integer(0) < limit) return Nothing{};
  return Problem{"privacy.too_many_attempts", "", {{"limit", fmt::format("{}", limit)}}};
}

std::optional<RevealReason> reason_named(std::string_view name) {
  const auto choices = choices_of(RevealReason{});
  const auto found = std::ranges::find(choices, name, &record::Choice::name);
  if (found == choices.end()) return {};
  return static_cast<RevealReason>(found - choices.begin());
}

/// Who the record is about, where it is a person or names one by telephone.
std::optional<Id> subject_of(Records& records, const Resource& resource, const Item& item) {
  if (resource.entity->name == "person") return item.id;
  for (std::size_t i = 0; i < item.row.size(); ++i) {
    const Field& field = resource.entity->fields[i];
    const auto* value = std::get_if<std::string>(&item.row[i]);
    if (!is_personal(field) || !value || value->empty()) continue;
    const auto cursor = records.connection().query(
        "SELECT id FROM person WHERE zone_id = $1 AND mobile <> '' AND mobile = $2 ORDER BY id LIMIT 1",
        {records.scope().zone.value, *value});
    if (cursor->step()) return Id{cursor->integer(0)};
  }
  return {};
}

Problems faults_of(const Question& question, const record::Entity& entity) {
  Problems problems;
  const Field* field = entity.find(question.field);
  if (!field || field->privacy.data_class == record::DataClass::secret)
    problems.push_back({"field.unknown", question.field.empty() ? "field" : question.field, {}});
  else if (!is_personal(*field))
    problems.push_back({"privacy.not_masked", "field", {}});
  if (!reason_named(question.reason))
    problems.push_back({"field.choice", "reason", {{"value", question.reason}}});
  if (squeeze(question.note).empty()) problems.push_back({"field.required", "note", {}});
  return problems;
}

Result<Question> question_of(const http::Request& request) {
  const auto body = http::body_object(request);
  if (!body) return body.problems();
  Problems problems;
  for (const auto& [name, value] : *body->object()) {
    if (name != "field" && name != "reason" && name != "note")
      problems.push_back({"field.unknown", name, {}});
    else if (!value.text())
      problems.push_back({"field.type", name, {}});
  }
  if (!problems.empty()) return problems;
  return Question{std::string(body->text_of("field")), std::string(body->text_of("reason")),
                  std::string(body->text_of("note"))};
}

/// The answer is never kept for a repeated request: it holds what is masked everywhere else.
Response answer(const Resource& resource, const Context& context) {
  const auto id = http::path_id(context.request);
  if (!id) return http::refuse(id.problems(), context.request);
  const auto question = question_of(context.request);
  const auto value = storage::transact(context.services.database,
                                       [&](storage::Connection& connection) -> Result<std::string> {
                                         Records records(connection, context.scope);
                                         const auto item = http::find_visible(resource, records, *id);
                                         if (!item) return item.problems();
                                         if (!question) return question.problems();
                                         return reveal(resource, records, *item, *question);
                                       });
  if (!value) return http::refuse(value.problems(), context.request);
  return Response::json(*value).with("Cache-Control", "no-store");
}

}  // namespace

Result<std::string> reveal(const Resource& resource, Records& records, const Item& item,
                           const Question& question) {
  if (Problems problems = faults_of(question, *resource.entity); !problems.empty()) return problems;
  if (const auto slow = check_pace(records); !slow) return slow.problems();
  const auto& scope = records.scope();
  Reveal made;
  made.at = scope.now;
  if (scope.actor.person) made.by_id = scope.actor.person;
  made.by_name = scope.actor.name;
  made.entity = resource.entity->name;
  made.record_id = item.id.value;
  made.field = question.field;
  made.reason = *reason_named(question.reason);
  made.note = question.note;
  made.subject_id = subject_of(records, resource, item);
  const auto id = records.insert(made);
  if (!id) return id.problems();
  std::string out;
  JsonWriter json(out);
  json.begin_object().member("reveal_id", id->value).member("field", question.field).key("value");
  const std::size_t index = resource.entity->index(question.field);
  record::append_value(json, resource.entity->fields[index], item.row[index]);
  json.end_object();
  return out;
}

http::Routes reveal_routes(const std::vector<Resource>& resources) {
  http::Routes routes;
  for (const Resource& one : resources) {
    const auto verb = std::ranges::find(one.policy.verbs, "reveal", &http::Verb::name);
    if (verb == one.policy.verbs.end()) continue;
    const auto resource = std::make_shared<const Resource>(one);
    routes.push_back({http::Method::post, resource->route() + "/{id}/reveal", verb->roles, false, nullptr,
                      nullptr, http::Shape::custom, "reveal",
                      fmt::format("Shows one masked value for a reason, which is recorded: {}",
                                  resource->entity->label.en),
                      [resource](const Context& context) { return answer(*resource, context); }});
  }
  return routes;
}

}  // namespace zw::modules::privacy
