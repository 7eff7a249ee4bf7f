#include "app/retention.h"

#include <algorithm>
#include <charconv>

#include "app/law.h"
#include "modules/casework/parts.h"
#include "modules/intake/batch.h"

namespace zw::app {
namespace {

using modules::privacy::RetentionAct;
using modules::privacy::RetentionRule;

RetentionAct act_named(std::string_view name) {
  const auto choices = modules::privacy::choices_of(RetentionAct{});
  const auto found = std::ranges::find(choices, name, &record::Choice::name);
  ZW_ASSERT(found != choices.end(), "retention.csv names acts of retention");
  return static_cast<RetentionAct>(found - choices.begin());
}

RetentionRule rule_of(const std::vector<std::string_view>& cells, Date effective_from) {
  ZW_ASSERT(cells.size() == 10, "a row of retention.csv has ten columns and no comma inside one");
  RetentionRule rule;
  rule.code = cells[0];
  rule.name = cells[1];
  rule.name_en = cells[2];
  rule.entity = cells[3];
  rule.after_field = cells[4];
  std::from_chars(cells[5].data(), cells[5].data() + cells[5].size(), rule.term_days);
  rule.act = act_named(cells[6]);
  rule.citation = cells[7];
  rule.effective_from = parse_date(cells[8]).value_or(effective_from);
  rule.effective_until = parse_date(cells[9]);
  return rule;
}

}  // namespace

std::vector<RetentionRule> shipped_retention(Date effective_from) {
  std::vector<RetentionRule> rules;
  for (const auto& cells : law_table("retention.csv")) rules.push_back(rule_of(cells, effective_from));
  return rules;
}

void furnish_retention(storage::Records& records, Date effective_from) {
  for (const RetentionRule& rule : shipped_retention(effective_from))
    records.append(record::describe<RetentionRule>(), record::to_row(rule));
}

modules::privacy::FileHolders file_holders() {
  return {{.entity = &record::describe<modules::casework::File>()},
          {.entity = &record::describe<modules::intake::Batch>(), .name_field = "file_name"}};
}

}  // namespace zw::app
