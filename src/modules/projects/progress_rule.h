// What planned progress is measured by: the versioned choice of the headline, and money planned and spent.
#pragma once

#include "record/description.h"

namespace zw::modules::projects {

/// What is compared with the plan: days gone by, money spent, weights of nodes done.
enum class Definition { time, investment, nodes };
inline constexpr int kDefinitions = 3;

std::span<const record::Choice> choices_of(Definition);

/// From its day on, which definition is the headline and which light shines. In force it is never changed:
/// a past day must give the same answer for ever.
struct ProgressRule : record::Stored {
  std::string name;
  Definition headline = Definition::nodes;
  std::string bands;  ///< lights by whole percentage points behind, as in a light rule of the desk
  std::string reason;
  std::string citation;
  Date effective_from;
};

/// Money of one project in one month: what the year plan says and what was really invested.
struct InvestmentMonth : record::Stored {
  Id project_id;
  Date month;  ///< its first day
  Money planned;
  std::optional<Money> actual;  ///< empty until it is reported
};

}  // namespace zw::modules::projects

namespace zw::record {
template <>
const Entity& describe<modules::projects::ProgressRule>();
template <>
const Entity& describe<modules::projects::InvestmentMonth>();
}  // namespace zw::record
