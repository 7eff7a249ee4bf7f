#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "modules/casework/around.h"
#include "modules/casework/asked.h"
#include "modules/casework/casework.h"
#include "modules/registry/registry.h"

namespace zw::modules::casework {
namespace {

using http::Policy;
using http::Resource;
using record::Row;
using registry::kAdministrators;
using registry::kDesk;
using registry::kStaff;
using storage::Item;
using storage::Role;
using storage::Roles;
using storage::Scope;

/// Everybody of the zone's own people who acts on cases; an auditor only reads.
constexpr Roles kActing{Role::officer, Role::secretary, Role::leader, Role::administrator};

std::string cases_of_firm(const Scope& scope) {
  return fmt::format("case_id IN (SELECT id FROM service_case WHERE zone_id = {} AND enterprise_id = {})",
                     scope.zone.value, scope.actor.enterprise.value);
}

std::optional<std::int64_t> number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return {};
  return value;
}

template <class Enum>
bool is_choice(std::string_view name) {
  return std::ranges::any_of(choices_of(Enum{}), [&](const auto& choice) { return choice.name == name; });
}

std::string alive_condition() {
  std::string names;
  for (int s = 0; s < kStateCount; ++s)
    if (is_alive(static_cast<State>(s)))
      names += fmt::format("{}'{}'", names.empty() ? "" : ", ", name_of(static_cast<State>(s)));
  return fmt::format("state IN ({})", names);
}

/// Cases that were, at that instant, what the parameters say.
Result<std::string> past_condition(const Scope& scope, const http::Request& request) {
  const auto at = number(request.parameter("as_of").value_or(""));
  if (!at)
    return Problem{"field.type", "as_of", {{"value", std::string(request.parameter("as_of").value_or(""))}}};
  std::string condition = fmt::format("s.from_at <= {0} AND (s.until_at IS NULL OR s.until_at > {0})", *at);
  Problems problems;
  const auto narrow = [&](std::string_view parameter, std::string_view column,
                          bool (*known)(std::string_view)) {
    const auto value = request.parameter(parameter);
    if (!value) return;
    if (*value == "alive" && column == "state")
      condition += " AND s." + alive_condition();
    else if (known(*value))
      condition += fmt::format(" AND s.{} = '{}'", column, *value);
    else
      problems.push_back({"field.choice", std::string(parameter), {{"value", std::string(*value)}}});
  };
  narrow("as_of_state", "state", &is_choice<State>);
  narrow("as_of_light", "light", &is_choice<Light>);
  narrow("as_of_category", "category", &is_choice<Category>);
  if (!problems.empty()) return problems;
  return fmt::format("id IN (SELECT s.case_id FROM case_span s WHERE s.zone_id = {} AND {})",
                     scope.zone.value, condition);
}

Outcome narrow_cases(storage::ListQuery& query, const Scope& scope, const http::Request& request) {
  Problems problems;
  const auto has_flag = [&](std::string_view parameter) {
    const auto value = request.parameter(parameter);
    if (value && *value != "true")
      problems.push_back({"field.type", std::string(parameter), {{"value", std::string(*value)}}});
    return value && *value == "true";
  };
  if (has_flag("alive")) query.filters.push_back(alive_cases());
  if (has_flag("mine")) query.filters.push_back(cases_with("owner_id", scope.actor.person.value));
  if (has_flag("unrated")) narrow_to_unrated(query);
  if (const auto value = request.parameter("due_before")) {
    if (const auto at = number(*value))
      query.limits.push_back(cases_between("close_due_at", INT64_MIN, *at));
    else
      problems.push_back({"field.type", "due_before", {{"value", std::string(*value)}}});
  }
  const bool asks_past = std::ranges::any_of(
      request.query, [](const auto& parameter) { return parameter.first.starts_with("as_of"); });
  if (asks_past) {
    const auto past = past_condition(scope, request);
    if (!past)
      problems.insert(problems.end(), past.problems().begin(), past.problems().end());
    else
      query.restriction =
          query.restriction.empty() ? *past : fmt::format("({}) AND ({})", query.restriction, *past);
  }
  if (!problems.empty()) return problems;
  return Nothing{};
}

Policy case_policy() {
  Policy policy;
  policy.read = Roles::everybody();
  policy.update = kDesk;
  policy.update_own = kActing;
  policy.full_sight = kDesk;
  policy.verbs = {{"reveal", {storage::Role::officer, storage::Role::leader}}};
  policy.visible = [](const Scope& scope) {
    return scope.actor.roles.meets(kStaff) ? std::string()
                                           : fmt::format("enterprise_id = {}", scope.actor.enterprise.value);
  };
  policy.own = [](const Scope& scope) {
    if (!scope.actor.roles.meets(kStaff))
      return fmt::format("enterprise_id = {}", scope.actor.enterprise.value);
    return fmt::format("owner_id = {}", scope.actor.person.value);
  };
  policy.abilities = [](const Scope& scope, const Item& item) {
    const Case of_case = record::from_row<Case>(item.row, item.id, item.version);
    std::vector<std::string_view> names;
    for (const Move* move : allowed_moves(of_case.state, parties_of(of_case, scope.actor)))
      names.push_back(move->name);
    return names;
  };
  policy.is_fixed = [](const Item& item) { return !is_alive(record::from_row<Case>(item.row).state); };
  policy.parameters = {"alive", "mine",        "unrated",     "due_before",
                       "as_of", "as_of_state", "as_of_light", "as_of_category"};
  policy.narrow = &narrow_cases;
  policy.before_update = [](Records&, const Item& before, Row&) -> Outcome {
    const Case of_case = record::from_row<Case>(before.row);
    if (!is_alive(of_case.state)) return Problem{"casework.ended", "", {}};
    return Nothing{};
  };
  policy.after_change = [](Records& records, const Item* before, const Item& after) -> Outcome {
    if (before)
      follow_edit(records, record::from_row<Case>(before->row, before->id, before->version),
                  record::from_row<Case>(after.row, after.id, after.version));
    return Nothing{};
  };
  return policy;
}

/// Parts of cases: written by verbs, read by the zone's people.
Policy part_policy() {
  Policy policy;
  policy.read = kStaff;
  return policy;
}

/// Parts that the firm of the case reads as well, but for what is internal.
Policy shared_part_policy(std::string_view hidden = "") {
  Policy policy;
  policy.read = Roles::everybody();
  policy.visible = [hidden = std::string(hidden)](const Scope& scope) {
    if (scope.actor.roles.meets(kStaff)) return std::string();
    return cases_of_firm(scope) + (hidden.empty() ? "" : fmt::format(" AND {} = 0", hidden));
  };
  return policy;
}

Policy invitation_policy() {
  Policy policy;
  policy.read = kActing;
  policy.abilities = [](const Scope&, const Item& item) {
    std::vector<std::string_view> names;
    if (!record::from_row<Invitation>(item.row).revoked_at) names.push_back("revoke");
    return names;
  };
  return policy;
}

Policy key_date_policy() {
  Policy policy;
  policy.read = kStaff;
  policy.create = policy.update = policy.remove = kActing;
  return policy;
}

Policy visit_policy() {
  Policy policy;
  policy.read = kStaff;
  policy.create = kActing;
  policy.own = [](const Scope& scope) { return fmt::format("person_id = {}", scope.actor.person.value); };
  policy.update_own = kActing;
  const std::size_t person = record::describe<Visit>().index("person_id");
  policy.before_create = [person](Records& records, Row& row) -> Outcome {
    row[person] = records.scope().actor.person.value;
    return Nothing{};
  };
  return policy;
}

Policy suggestion_policy() {
  Policy policy;
  policy.read = kStaff;
  policy.abilities = [](const Scope& scope, const Item& item) {
    std::vector<std::string_view> names;
    const auto suggestion = record::from_row<Suggestion>(item.row);
    const bool is_own = suggestion.officer_person_id == scope.actor.person || scope.actor.roles.meets(kDesk);
    const bool is_waiting =
        suggestion.state == SuggestionState::open || suggestion.state == SuggestionState::planned;
    if (is_own && suggestion.state == SuggestionState::open) names.push_back("plan");
    if (is_own && is_waiting) names.insert(names.end(), {"done", "dismiss"});
    return names;
  };
  return policy;
}

Policy article_policy() {
  Policy policy;
  policy.read = kStaff;
  policy.create = policy.update = kActing;
  policy.remove = kAdministrators;
  policy.abilities = [](const Scope& scope, const Item& item) {
    std::vector<std::string_view> names;
    if (!scope.actor.roles.meets(kActing)) return names;
    const auto article = record::from_row<Article>(item.row);
    if (article.state == ArticleState::draft) names.push_back("propose");
    const bool is_second = article.author_id != scope.actor.person && scope.actor.roles.meets(kDesk);
    if (article.state == ArticleState::proposed && is_second) names.push_back("publish");
    if (article.state >= ArticleState::proposed && scope.actor.roles.meets(kDesk))
      names.push_back("withdraw");
    return names;
  };
  policy.is_fixed = [](const Item& item) {
    return record::from_row<Article>(item.row).state != ArticleState::draft;
  };
  policy.before_create = &prepare_article;
  policy.before_update = [](Records& records, const Item& before, Row& after) -> Outcome {
    if (record::from_row<Article>(before.row).state != ArticleState::draft)
      return Problem{"article.state", "", {}};
    return check_article(records, record::from_row<Article>(after));
  };
  return policy;
}

Policy notice_policy() {
  Policy policy;
  policy.read = kStaff;
  policy.visible = [](const Scope& scope) { return fmt::format("person_id = {}", scope.actor.person.value); };
  return policy;
}

Policy feedback_policy() {
  Policy policy;
  policy.read = Roles::everybody();
  policy.create = Roles::everybody();
  policy.update = kDesk;
  policy.full_sight = kDesk;
  policy.visible = [](const Scope& scope) {
    return scope.actor.roles.meets(kDesk) ? std::string()
                                          : fmt::format("person_id = {}", scope.actor.person.value);
  };
  policy.own = [](const Scope& scope) { return fmt::format("person_id = {}", scope.actor.person.value); };
  policy.before_create = &prepare_feedback;
  policy.before_update = &answer_feedback;
  return policy;
}

}  // namespace

const Resource& case_resource() {
  static const Resource resource{&record::describe<Case>(), case_policy()};
  return resource;
}

std::vector<Resource> resources() {
  std::vector<Resource> all{case_resource(),
                            {&record::describe<Step>(), part_policy()},
                            {&record::describe<Pause>(), shared_part_policy()},
                            {&record::describe<Signer>(), part_policy()},
                            {&record::describe<Assistance>(), part_policy()},
                            {&record::describe<Supervision>(), part_policy()},
                            {&record::describe<Message>(), shared_part_policy("is_internal")},
                            {&record::describe<File>(), shared_part_policy("is_internal")},
                            {&record::describe<Link>(), part_policy()},
                            {&record::describe<Invitation>(), invitation_policy()},
                            {&record::describe<KeyDate>(), key_date_policy()},
                            {&record::describe<Visit>(), visit_policy()},
                            {&record::describe<Suggestion>(), suggestion_policy()},
                            {&record::describe<Article>(), article_policy()},
                            {&record::describe<Notice>(), notice_policy()},
                            {&record::describe<Feedback>(), feedback_policy()}};
  std::ranges::move(law_resources(), std::back_inserter(all));
  return all;
}

}  // namespace zw::modules::casework
