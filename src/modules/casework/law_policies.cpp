#include <fmt/format.h>

#include "modules/casework/casework.h"
#include "modules/casework/clocks.h"
#include "modules/casework/law.h"
#include "modules/registry/registry.h"

namespace zw::modules::casework {
namespace {

using http::Policy;
using http::Resource;
using record::Row;
using registry::kAdministrators;
using registry::kStaff;
using storage::Item;
using storage::Records;
using storage::Scope;

/// A version that a case keeps may only be told when it ends.
template <class T>
Outcome keep_versions(Records& records, const Item& before, const Row& after, std::string_view column) {
  auto cursor = records.connection().query(
      fmt::format("SELECT 1 FROM service_case WHERE zone_id = $1 AND {} = $2 LIMIT 1", column),
      {records.scope().zone.value, before.id.value});
  if (!cursor->step()) return Nothing{};
  const record::Entity& entity = record::describe<T>();
  Problems problems;
  for (std::size_t f = 0; f < entity.fields.size(); ++f)
    if (before.row[f] != after[f] && entity.fields[f].name != "effective_until" &&
        entity.fields[f].name != "name")
      problems.push_back({"casework.version_in_use", std::string(entity.fields[f].name), {}});
  if (!problems.empty()) return problems;
  return Nothing{};
}

Outcome lint_standard(const Standard& standard) {
  Problems problems;
  if (standard.promised_minutes > standard.legal_minutes && standard.legal_minutes > 0)
    problems.push_back({"standard.promise_longer", "promised_minutes", {}});
  if (standard.promised_minutes <= 0) problems.push_back({"standard.no_limit", "promised_minutes", {}});
  if (standard.effective_until && *standard.effective_until < standard.effective_from)
    problems.push_back({"standard.ends_before_it_begins", "effective_until", {}});
  if (!problems.empty()) return problems;
  return Nothing{};
}

Outcome lint_rule(Row& row) {
  const auto rule = record::from_row<LightRule>(row);
  const auto bands = read_bands(rule.bands, rule.measure);
  if (!bands) return bands.problems();
  return Nothing{};
}

Policy law_policy() {
  Policy policy;
  policy.read = kStaff;
  policy.create = policy.update = policy.remove = kAdministrators;
  return policy;
}

Policy standard_policy() {
  Policy policy = law_policy();
  policy.before_create = [](Records&, Row& row) { return lint_standard(record::from_row<Standard>(row)); };
  policy.before_update = [](Records& records, const Item& before, Row& after) -> Outcome {
    auto kept = keep_versions<Standard>(records, before, after, "standard_id");
    if (!kept) return kept.problems();
    return lint_standard(record::from_row<Standard>(after));
  };
  return policy;
}

Policy light_rule_policy() {
  Policy policy = law_policy();
  policy.before_create = [](Records&, Row& row) { return lint_rule(row); };
  policy.before_update = [](Records& records, const Item& before, Row& after) -> Outcome {
    auto kept = keep_versions<LightRule>(records, before, after, "light_rule_id");
    if (!kept) return kept.problems();
    return lint_rule(after);
  };
  return policy;
}

Outcome draft_only(const std::optional<Template>& of_template) {
  if (!of_template) return Problem{"field.unknown_reference", "template_id", {}};
  if (of_template->state != TemplateState::draft) return Problem{"checklist.not_a_draft", "", {}};
  return Nothing{};
}

Policy template_policy() {
  Policy policy = law_policy();
  policy.abilities = [](const Scope& scope, const Item& item) {
    std::vector<std::string_view> names;
    if (!scope.actor.roles.meets(kAdministrators)) return names;
    const auto state = record::from_row<Template>(item.row).state;
    if (state == TemplateState::draft) names.push_back("publish");
    if (state == TemplateState::published) names.push_back("retire");
    names.push_back("copy");
    return names;
  };
  policy.is_fixed = [](const Item& item) {
    return record::from_row<Template>(item.row).state != TemplateState::draft;
  };
  const auto only_drafts = [](Records&, const Item& before) {
    return draft_only(record::from_row<Template>(before.row));
  };
  policy.before_update = [only_drafts](Records& records, const Item& before, Row&) {
    return only_drafts(records, before);
  };
  policy.before_remove = only_drafts;
  return policy;
}

Policy template_step_policy() {
  Policy policy = law_policy();
  policy.fixed_where =
      "EXISTS (SELECT 1 FROM checklist_template t WHERE t.zone_id = template_step.zone_id"
      " AND t.id = template_step.template_id AND t.state <> 'draft')";
  const auto check = [](Records& records, const Row& row) {
    return draft_only(records.find<Template>(record::from_row<TemplateStep>(row).template_id));
  };
  policy.before_create = [check](Records& records, Row& row) { return check(records, row); };
  policy.before_update = [check](Records& records, const Item& before, Row& after) -> Outcome {
    auto now = check(records, before.row);
    return now ? check(records, after) : now;
  };
  policy.before_remove = [check](Records& records, const Item& before) { return check(records, before.row); };
  return policy;
}

}  // namespace

std::vector<Resource> law_resources() {
  return {{&record::describe<Standard>(), standard_policy()},
          {&record::describe<LightRule>(), light_rule_policy()},
          {&record::describe<Template>(), template_policy()},
          {&record::describe<TemplateStep>(), template_step_policy()}};
}

}  // namespace zw::modules::casework
