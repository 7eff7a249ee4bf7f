#include "modules/casework/rules.h"

#include <algorithm>

#include "modules/registry/calendar.h"

namespace zw::modules::casework {
namespace {

template <class T>
bool is_in_force(const T& version, Date day) {
  return version.effective_from <= day && (!version.effective_until || day <= *version.effective_until);
}

/// The newest of those that are in force.
template <class T, class Fits>
std::optional<T> newest(std::vector<T> versions, Date day, Fits fits) {
  std::optional<T> best;
  for (T& version : versions)
    if (fits(version) && is_in_force(version, day) &&
        (!best || best->effective_from < version.effective_from))
      best = std::move(version);
  return best;
}

}  // namespace

Result<Standard> standard_in_force(Records& records, Grade grade, Date day) {
  auto found =
      newest(records.all<Standard>(), day, [&](const Standard& version) { return version.grade == grade; });
  if (!found) return Problem{"casework.no_standard", "grade", {{"grade", std::string(name_of(grade))}}};
  return *std::move(found);
}

Result<LightRule> light_rule_in_force(Records& records, std::string_view code, Date day) {
  auto found =
      newest(records.all<LightRule>(), day, [&](const LightRule& version) { return version.code == code; });
  if (!found) return Problem{"casework.no_light_rule", "", {{"code", std::string(code)}}};
  return *std::move(found);
}

std::optional<Template> template_in_force(Records& records, Category category) {
  for (Template& candidate : records.all<Template>())
    if (candidate.category == category && candidate.state == TemplateState::published) return candidate;
  return {};
}

Rules rules_of(Records& records, const Case& of_case) {
  ZW_ASSERT(of_case.standard_id && of_case.light_rule_id, "a registered case has its rules");
  auto standard = records.find<Standard>(*of_case.standard_id);
  auto rule = records.find<LightRule>(*of_case.light_rule_id);
  ZW_ASSERT(standard && rule, "versions that a case keeps are not deleted");
  auto bands = read_bands(rule->bands, rule->measure);
  ZW_ASSERT(bands.ok(), "a light rule was linted before it was stored");
  return {*std::move(standard), *std::move(bands), registry::working_calendar(records)};
}

Outcome adopt_rules(Records& records, Case& of_case) {
  const Date day = china_date(of_case.received_at);
  const auto standard = standard_in_force(records, of_case.grade, day);
  const auto rule = light_rule_in_force(records, "case", day);
  Problems problems;
  if (!standard) problems = standard.problems();
  if (!rule) problems.insert(problems.end(), rule.problems().begin(), rule.problems().end());
  if (!problems.empty()) return problems;
  of_case.standard_id = standard->id;
  of_case.light_rule_id = rule->id;
  return Nothing{};
}

}  // namespace zw::modules::casework
