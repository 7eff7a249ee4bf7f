#include "modules/casework/steps.h"

#include <algorithm>
#include <map>

#include "base/text.h"

namespace zw::modules::casework {
namespace {

using Keys = std::set<std::string, std::less<>>;

std::vector<std::string> left_over(const std::vector<TemplateStep>& steps, const Keys& placed) {
  std::vector<std::string> left;
  for (const TemplateStep& step : steps)
    if (!placed.contains(step.code)) left.push_back(step.code);
  return left;
}

std::string joined(const std::vector<std::string>& keys) {
  std::string text;
  for (const std::string& key : keys) text += (text.empty() ? "" : ", ") + key;
  return text;
}

bool is_behind(const Step& step) { return step.state == StepState::done || step.state == StepState::skipped; }

void enter(Step& step, const WorkingCalendar& calendar, Instant now) {
  step.state = StepState::open;
  step.entered_at = now;
  step.left_at = {};
  step.due_at = {};
  if (const auto days = step.promised_days ? step.promised_days : step.legal_days)
    step.due_at = calendar.add_working_minutes(now, Minutes{*days * kMinutesPerWorkingDay}).at;
}

}  // namespace

std::vector<std::string> keys_of(std::string_view depends_on) {
  std::vector<std::string> keys;
  while (!depends_on.empty()) {
    const std::size_t end = std::min(depends_on.find(','), depends_on.size());
    if (const auto key = trim(depends_on.substr(0, end)); !key.empty()) keys.emplace_back(key);
    depends_on.remove_prefix(std::min(end + 1, depends_on.size()));
  }
  return keys;
}

std::vector<std::vector<std::string>> levels_of(const std::vector<TemplateStep>& steps) {
  std::vector<std::vector<std::string>> levels;
  Keys placed;
  while (placed.size() < steps.size()) {
    std::vector<std::string> level;
    for (const TemplateStep& step : steps) {
      const auto needed = keys_of(step.depends_on);
      if (!placed.contains(step.code) &&
          std::ranges::all_of(needed, [&](const auto& key) { return placed.contains(key); }))
        level.push_back(step.code);
    }
    if (level.empty()) break;
    placed.insert(level.begin(), level.end());
    levels.push_back(std::move(level));
  }
  return levels;
}

Problems check_checklist(const std::vector<TemplateStep>& steps) {
  if (steps.empty()) return {{"checklist.empty", "", {}}};
  Problems problems;
  Keys keys, placed;
  for (const TemplateStep& step : steps) keys.insert(step.code);
  for (const TemplateStep& step : steps) {
    for (const std::string& key : keys_of(step.depends_on))
      if (!keys.contains(key))
        problems.push_back({"checklist.unknown_key", step.code, {{"step", step.name}, {"key", key}}});
    if (step.legal_days && step.promised_days && *step.promised_days > *step.legal_days)
      problems.push_back({"checklist.promise_longer", step.code, {{"step", step.name}}});
  }
  if (!problems.empty()) return problems;
  for (const auto& level : levels_of(steps)) placed.insert(level.begin(), level.end());
  const auto left = left_over(steps, placed);
  if (!left.empty()) problems.push_back({"checklist.circle", "", {{"steps", joined(left)}}});
  return problems;
}

std::vector<TemplateStep> steps_of_template(Records& records, Id template_id) {
  const record::Entity& entity = record::describe<TemplateStep>();
  return records.all<TemplateStep>({.limit = SIZE_MAX,
                                    .filters = {{entity.find("template_id"), {template_id.value}}},
                                    .wants_total = false});
}

std::vector<Step> steps_of_case(Records& records, Id case_id) {
  const record::Entity& entity = record::describe<Step>();
  return records.all<Step>(
      {.limit = SIZE_MAX, .filters = {{entity.find("case_id"), {case_id.value}}}, .wants_total = false});
}

std::vector<Step> begin_steps(const std::vector<TemplateStep>& steps, Id case_id,
                              const WorkingCalendar& calendar, Instant now) {
  std::vector<Step> begun;
  for (const TemplateStep& from : steps) {
    Step step;
    step.case_id = case_id;
    step.code = from.code;
    step.name = from.name;
    step.name_en = from.name_en;
    step.sequence = from.sequence;
    step.depends_on = from.depends_on;
    step.decider = from.decider;
    step.materials = from.materials;
    step.legal_days = from.legal_days;
    step.promised_days = from.promised_days;
    step.special_procedures = from.special_procedures;
    step.validity_days = from.validity_days;
    begun.push_back(std::move(step));
  }
  open_ready(begun, calendar, now);
  return begun;
}

Outcome attach_checklist(Records& records, Case& of_case, const WorkingCalendar& calendar) {
  if (of_case.template_id) return Nothing{};
  const auto in_force = template_in_force(records, of_case.category);
  if (!in_force) return Nothing{};
  of_case.template_id = in_force->id;
  for (const Step& step :
       begin_steps(steps_of_template(records, in_force->id), of_case.id, calendar, records.scope().now)) {
    auto stored = records.insert(step);
    if (!stored) return stored.problems();
  }
  return Nothing{};
}

std::vector<std::size_t> open_ready(std::vector<Step>& steps, const WorkingCalendar& calendar, Instant now) {
  Keys behind;
  for (const Step& step : steps)
    if (is_behind(step)) behind.insert(step.code);
  std::vector<std::size_t> changed;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (steps[i].state != StepState::waiting) continue;
    const auto needed = keys_of(steps[i].depends_on);
    if (!std::ranges::all_of(needed, [&](const auto& key) { return behind.contains(key); })) continue;
    enter(steps[i], calendar, now);
    changed.push_back(i);
  }
  return changed;
}

std::vector<std::size_t> go_back_to(std::vector<Step>& steps, std::size_t step,
                                    const WorkingCalendar& calendar, Instant now) {
  Keys reset{steps[step].code};
  enter(steps[step], calendar, now);
  std::vector<std::size_t> changed{step};
  // Everything reached through what was reset waits again; at most one round for each step.
  for (bool found = true; found;) {
    found = false;
    for (std::size_t i = 0; i < steps.size(); ++i) {
      if (reset.contains(steps[i].code)) continue;
      const auto needed = keys_of(steps[i].depends_on);
      if (!std::ranges::any_of(needed, [&](const auto& key) { return reset.contains(key); })) continue;
      reset.insert(steps[i].code);
      found = true;
      if (steps[i].state == StepState::waiting) continue;
      steps[i].state = StepState::waiting;
      steps[i].entered_at = steps[i].left_at = steps[i].due_at = {};
      changed.push_back(i);
    }
  }
  return changed;
}

}  // namespace zw::modules::casework
