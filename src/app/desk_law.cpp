#include "app/desk_law.h"

#include <algorithm>
#include <charconv>

#include "app/law.h"
#include "modules/casework/rules.h"

namespace zw::app {
namespace {

using namespace modules::casework;

constexpr std::string_view kPublished = "参照各地公布的企业诉求办理时限设置，可由管理员修改";

struct GradeLimits {
  Grade grade;
  std::string_view name;
  std::int64_t legal_days, promised_days, extension_days;
};

/// One working day to accept, half a day to sign for, two to the first reply; 10, 25 and 60 to closure.
constexpr GradeLimits kLimits[] = {{Grade::simple, "一般诉求", 10, 5, 5},
                                   {Grade::complex, "复杂诉求", 25, 15, 10},
                                   {Grade::stubborn, "老大难诉求", 60, 45, 15}};

Standard standard_of(const GradeLimits& limits, Date effective_from) {
  Standard standard;
  standard.name = limits.name;
  standard.grade = limits.grade;
  standard.acceptance_minutes = kMinutesPerWorkingDay;
  standard.signing_minutes = kMinutesPerWorkingDay / 2;
  standard.reply_minutes = 2 * kMinutesPerWorkingDay;
  standard.legal_minutes = limits.legal_days * kMinutesPerWorkingDay;
  standard.promised_minutes = limits.promised_days * kMinutesPerWorkingDay;
  standard.most_extension_minutes = limits.extension_days * kMinutesPerWorkingDay;
  standard.extension_notice_minutes = kMinutesPerWorkingDay;
  standard.objection_minutes = kMinutesPerWorkingDay;
  standard.citation = kPublished;
  standard.effective_from = effective_from;
  return standard;
}

LightRule case_lights(Date effective_from) {
  LightRule rule;
  rule.code = "case";
  rule.name = "诉求亮灯规则";
  rule.bands =
      R"([{"from":0,"until":800,"light":"green"},{"from":800,"until":1000,"light":"yellow"},{"from":1000,"light":"red"}])";
  rule.citation = "时限用到八成亮黄灯，用完亮红灯";
  rule.effective_from = effective_from;
  return rule;
}

std::optional<std::int64_t> days(std::string_view cell) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  if (cell.empty() || error != std::errc{}) return {};
  return value;
}

std::string replaced(std::string_view cell, char what, std::string_view with) {
  std::string out;
  for (const char c : cell) c == what ? out += with : out += c;
  return out;
}

Category category_of(std::string_view name) {
  const auto choices = choices_of(Category{});
  const auto found = std::ranges::find(choices, name, &record::Choice::name);
  ZW_ASSERT(found != choices.end(), "checklists.csv names categories of cases");
  return static_cast<Category>(found - choices.begin());
}

void add_row(DeskLaw& law, const std::vector<std::string_view>& cells, Date effective_from) {
  ZW_ASSERT(cells.size() == 15, "a row of checklists.csv has fifteen columns and no comma inside one");
  if (law.templates.empty() || law.templates.back().code != cells[0]) {
    Template made;
    made.code = cells[0];
    made.category = category_of(cells[1]);
    made.name = cells[2];
    made.name_en = cells[3];
    made.state = TemplateState::published;
    made.citation = cells[14];
    made.effective_from = effective_from;
    law.templates.push_back(std::move(made));
  }
  TemplateStep step;
  step.template_id = Id{static_cast<std::int64_t>(law.templates.size())};
  step.code = cells[4];
  step.name = cells[5];
  step.name_en = cells[6];
  step.sequence = static_cast<std::int64_t>(law.steps.size()) + 1;
  step.depends_on = replaced(cells[7], ' ', ", ");
  step.decider = cells[8];
  step.legal_days = days(cells[9]);
  step.promised_days = days(cells[10]);
  step.special_procedures = cells[11];
  step.validity_days = days(cells[12]);
  step.materials = replaced(cells[13], ';', "\n");
  law.steps.push_back(std::move(step));
}

}  // namespace

DeskLaw shipped_desk_law(Date effective_from) {
  DeskLaw law;
  for (const GradeLimits& limits : kLimits) law.standards.push_back(standard_of(limits, effective_from));
  law.light_rules.push_back(case_lights(effective_from));
  for (const auto& cells : law_table("checklists.csv")) add_row(law, cells, effective_from);
  return law;
}

void furnish_desk(storage::Records& records, const DeskLaw& law) {
  const auto append = [&](const auto& row) {
    using T = std::decay_t<decltype(row)>;
    return records.append(record::describe<T>(), record::to_row(row));
  };
  for (const Standard& standard : law.standards) append(standard);
  for (const LightRule& rule : law.light_rules) append(rule);
  std::vector<Id> ids;
  for (const Template& made : law.templates) ids.push_back(append(made));
  for (TemplateStep step : law.steps) {
    step.template_id = ids[static_cast<std::size_t>(step.template_id.value - 1)];
    append(step);
  }
}

}  // namespace zw::app
