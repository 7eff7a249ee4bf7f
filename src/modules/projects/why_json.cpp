#include "modules/projects/why_json.h"

#include "record/json.h"

namespace zw::modules::projects {
namespace {

using engines::schedule::Cause;
using engines::schedule::CauseKind;
using engines::schedule::Instance;
using engines::schedule::kNone;
using engines::schedule::Plan;
using record::JsonWriter;

std::int64_t id_of(const Instance& instance, int activity) {
  return instance.draft().activities[static_cast<std::size_t>(activity)].id.value;
}

void append_cause(JsonWriter& json, const Instance& instance, const Cause& cause) {
  json.member("cause", code_of(cause.kind));
  if (cause.link != kNone) {
    const auto& link = instance.draft().links[static_cast<std::size_t>(cause.link)];
    json.key("link").begin_object().member("from", link.from.value).member("to", link.to.value).end_object();
  }
  if (cause.kind == CauseKind::resource)
    json.member("resource", instance.draft().resources[static_cast<std::size_t>(cause.resource)].id.value);
  if (cause.kind == CauseKind::space) {
    const auto zone = static_cast<std::size_t>(instance.zone_of(cause.resource));
    json.member("zone", instance.draft().zones[zone].id.value);
  }
  if (!cause.holders.empty()) {
    json.key("holders").begin_array();
    for (const int holder : cause.holders) json.number(id_of(instance, holder));
    json.end_array();
  }
  json.member("start_without", cause.start_without);
}

}  // namespace

std::string_view code_of(CauseKind kind) {
  switch (kind) {
    case CauseKind::started:
      return "started";
    case CauseKind::frozen:
      return "frozen";
    case CauseKind::data_date:
      return "data_date";
    case CauseKind::release:
      return "release";
    case CauseKind::calendar:
      return "calendar";
    case CauseKind::link:
      return "link";
    case CauseKind::resource:
      return "resource";
    case CauseKind::space:
      return "space";
  }
  return "";
}

std::string why_json(const Instance& instance, const Plan& plan, int activity) {
  const auto why = engines::schedule::explain(instance, plan, activity);
  std::string out;
  JsonWriter json(out);
  json.begin_object().member("activity", id_of(instance, activity)).member("start", why.start);
  if (why.earlier != kNone) json.member("earlier", why.earlier);
  json.key("causes").begin_array();
  for (const Cause& cause : why.causes) {
    json.begin_object();
    append_cause(json, instance, cause);
    json.end_object();
  }
  json.end_array().key("chain").begin_array();
  for (const auto& sentence : engines::schedule::chain(instance, plan, activity)) {
    json.begin_object()
        .member("activity", id_of(instance, sentence.activity))
        .member("start", plan.start[static_cast<std::size_t>(sentence.activity)]);
    append_cause(json, instance, sentence.cause);
    if (sentence.by != kNone) json.member("by", id_of(instance, sentence.by));
    json.end_object();
  }
  json.end_array().end_object();
  return out;
}

}  // namespace zw::modules::projects
