#include "modules/registry/receipts.h"

#include <algorithm>
#include <map>

#include "modules/registry/duty_plan.h"

namespace zw::modules::registry {
namespace {

namespace match = engines::match;
using record::JsonWriter;
using storage::Records;

/// Names of the plan's officers and objects, looked up once for each answer.
class Names {
 public:
  Names(Records& records, const StoredPlan& plan) : records_(records), plan_(plan) {}

  std::string officer(int index) {
    if (index == match::kNobody) return "";
    return title("officer", officer_id(index));
  }
  Id officer_id(int index) const {
    return plan_.instance.draft().officers[static_cast<std::size_t>(index)].id;
  }
  std::string object(int index) {
    const auto& object = plan_.instance.draft().objects[static_cast<std::size_t>(index)];
    return title(object.kind == match::Kind::project ? "project" : "enterprise", object.id);
  }

 private:
  std::string title(std::string_view entity, Id id) {
    const record::Entity* found = storage::Catalogue::find(entity);
    return found ? records_.titles(*found, {id}).front() : "";
  }
  Records& records_;
  const StoredPlan& plan_;
};

void append_officer(JsonWriter& json, std::string_view key, Names& names, int officer) {
  json.key(key);
  if (officer == match::kNobody)
    json.null();
  else
    json.begin_object()
        .member("id", names.officer_id(officer).value)
        .member("name", names.officer(officer))
        .end_object();
}

void append_offer(JsonWriter& json, std::string_view key, const match::Offer& offer, Names& names) {
  json.key(key).begin_object();
  append_officer(json, "officer", names, offer.officer);
  json.member("score", offer.score).member("price", offer.price).key("terms");
  append_terms(json, offer.terms);
  json.end_object();
}

void append_reason(JsonWriter& json, const match::Reason& reason, const StoredPlan& plan, Names& names) {
  json.begin_object().member("code", code_of(reason.kind)).key("params").begin_object();
  if (reason.kind == match::ReasonKind::forbidden) json.member("reason", reason.code);
  if (reason.kind == match::ReasonKind::missing_skill) {
    const auto index = static_cast<std::size_t>(reason.subject.value - 1);
    json.member("skill", index < plan.skill_names.size() ? plan.skill_names[index] : std::string());
  }
  if (reason.kind == match::ReasonKind::out_of_reach || reason.kind == match::ReasonKind::no_places)
    json.member("actual", reason.actual).member("passes_at", reason.passes_at);
  if (reason.kind == match::ReasonKind::pinned_elsewhere)
    if (const auto officer = officer_index(plan, reason.subject))
      json.member("officer", names.officer(*officer));
  json.end_object().end_object();
}

void append_chain(JsonWriter& json, const std::vector<match::Move>& moves, Names& names) {
  json.key("chain").begin_array();
  for (const match::Move& move : moves) {
    json.begin_object().member("object", names.object(move.object));
    append_officer(json, "from", names, move.from);
    append_officer(json, "to", names, move.to);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

std::string_view code_of(match::TermKind kind) {
  switch (kind) {
    case match::TermKind::skills:
      return "skill";
    case match::TermKind::industry:
      return "industry";
    case match::TermKind::distance:
      return "distance";
    case match::TermKind::continuity:
      return "continuity";
    case match::TermKind::kept:
      return "kept";
    case match::TermKind::extra:
      return "extra";
  }
  return "";
}

std::string_view code_of(match::Verdict verdict) {
  switch (verdict) {
    case match::Verdict::chosen:
      return "chosen";
    case match::Verdict::ineligible:
      return "ineligible";
    case match::Verdict::better:
      return "better";
    case match::Verdict::outbid:
      return "outbid";
    case match::Verdict::chain:
      return "chain";
  }
  return "";
}

std::string_view code_of(match::ReasonKind kind) {
  switch (kind) {
    case match::ReasonKind::absent:
      return "absent";
    case match::ReasonKind::forbidden:
      return "forbidden";
    case match::ReasonKind::missing_skill:
      return "missing_skill";
    case match::ReasonKind::out_of_reach:
      return "out_of_reach";
    case match::ReasonKind::pinned_elsewhere:
      return "pinned_elsewhere";
    case match::ReasonKind::no_places:
      return "no_places";
  }
  return "";
}

void append_terms(JsonWriter& json, const std::vector<match::Term>& terms) {
  json.begin_array();
  for (const match::Term& term : terms) {
    if (term.points == 0 && term.highest == 0) continue;
    json.begin_object().member("code", term.name.empty() ? std::string(code_of(term.kind)) : term.name);
    json.member("points", term.points)
        .member("highest", term.highest)
        .member("count", term.count)
        .end_object();
  }
  json.end_array();
}

std::string why_json(Records& records, const StoredPlan& plan, int object) {
  Names names(records, plan);
  const auto receipt = match::explain(plan.instance, plan.solution, object);
  std::vector<match::WhyNot> others;
  for (int officer = 0; officer < plan.instance.officers(); ++officer)
    if (officer != plan.solution.officer(object))
      if (auto answer = match::why_not(plan.instance, plan.solution, object, officer);
          answer.verdict != match::Verdict::ineligible)
        others.push_back(std::move(answer));
  std::stable_sort(others.begin(), others.end(),
                   [](const auto& a, const auto& b) { return a.loss_at_least < b.loss_at_least; });
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  append_officer(json, "officer", names, receipt.chosen.officer);
  json.member("score", receipt.chosen.score).member("load_price", receipt.chosen.price).key("terms");
  append_terms(json, receipt.chosen.terms);
  json.key("alternatives").begin_array();
  for (std::size_t i = 0; i < std::min<std::size_t>(others.size(), 5); ++i) {
    json.begin_object();
    append_officer(json, "officer", names, others[i].here.officer);
    json.member("score", others[i].here.score)
        .member("loss", others[i].loss_at_least)
        .member("verdict", code_of(others[i].verdict))
        .end_object();
  }
  json.end_array();
  if (receipt.chosen.officer == match::kNobody) {
    json.key("shortage");
    if (const auto shortage = match::shortage(plan.instance, plan.solution.assignment, object)) {
      json.begin_object().member("objects", shortage->objects.size()).key("officers").begin_array();
      for (int officer : shortage->officers) json.string(names.officer(officer));
      json.end_array().key("residencies").begin_array();
      for (int officer : shortage->residencies) json.string(names.officer(officer));
      json.end_array().end_object();
    } else {
      json.null();
    }
  }
  json.end_object();
  return out;
}

std::string why_not_json(Records& records, const StoredPlan& plan, int object, int officer) {
  Names names(records, plan);
  const auto answer = match::why_not(plan.instance, plan.solution, object, officer);
  const auto chain = match::chain(plan.instance, plan.solution, object, officer);
  std::string out;
  JsonWriter json(out);
  json.begin_object().member("verdict", code_of(answer.verdict));
  json.member("loss", chain ? chain->loss : answer.loss_at_least)
      .member("exact", chain.has_value())
      .member("short_by", answer.short_by);
  json.key("reasons").begin_array();
  for (const auto& reason : answer.reasons) append_reason(json, reason, plan, names);
  json.end_array();
  append_offer(json, "here", answer.here, names);
  append_offer(json, "there", answer.there, names);
  json.key("closes");
  append_terms(json, answer.closing);
  append_chain(json, chain ? chain->moves : std::vector<match::Move>{}, names);
  json.end_object();
  return out;
}

}  // namespace zw::modules::registry
