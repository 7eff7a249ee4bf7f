// Planned progress (序时进度) of a project at the end of a day, measured in three ways; pure.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "base/money.h"
#include "base/time.h"
#include "modules/casework/clocks.h"
#include "modules/projects/progress_rule.h"

namespace zw::modules::projects {

/// 100 make a percentage point.
struct BasisPoints {
  std::int64_t count = 0;
  friend constexpr auto operator<=>(BasisPoints, BasisPoints) = default;
  friend constexpr BasisPoints operator-(BasisPoints a, BasisPoints b) { return {a.count - b.count}; }
};
inline constexpr std::int64_t kWhole = 10'000;

/// What is known of one project; nothing in it depends on the day that is asked for.
struct Course {
  struct Step {
    std::optional<Date> planned_on, done_on;
    std::int64_t weight = 0;
  };
  struct Month {
    Date first_day;
    Money planned;
    std::optional<Money> actual;
  };
  std::optional<Date> planned_start, planned_finish;
  std::vector<Step> steps;
  std::vector<Month> months;
};

struct Measured {
  BasisPoints planned, actual;
  BasisPoints deviation() const { return actual - planned; }
};
using Measures = std::array<std::optional<Measured>, kDefinitions>;

enum class Standing { behind, on, ahead, unknown };
inline constexpr int kStandings = 4;
std::span<const record::Choice> choices_of(Standing);

/// - time: days gone by since the plan's first day, out of all its days; against the weights of nodes done.
/// - investment: of the year plan, what was planned and what was spent up to the last month that is over.
/// - nodes: weights of the nodes planned by that day, and of those done by then, out of all weights.
/// A measure is empty where the plan says nothing: no dates, no year plan, no weights.
Measures measure(const Course& course, Date day);

/// Every deviation has exactly one standing.
Standing standing_of(const std::optional<Measured>& measured);

/// The version in force on that day, or nothing before the first.
const ProgressRule* rule_in_force(const std::vector<ProgressRule>& rules, Date day);

/// The bands are of whole percentage points behind; half a point behind is not yet one.
casework::Light light_of(const std::vector<casework::Band>& bands, const std::optional<Measured>& measured);

/// Bands with gap or overlap are refused, as those of the desk are. Problems light_rule.*.
Result<std::vector<casework::Band>> progress_bands(const ProgressRule& rule);

/// Rules are made for days to come. Problems: those of the bands, progress_rule.starts_in_the_past.
Outcome check_new_rule(const ProgressRule& rule, Date today);
/// Problem: progress_rule.in_force.
Outcome check_rule_still_open(const ProgressRule& rule, Date today);
/// Problem: investment_month.not_first_day.
Outcome check_month(const InvestmentMonth& month);

/// The last day of each of so many weeks; the last of them is `day` itself.
std::vector<Date> week_ends(Date day, int weeks);

}  // namespace zw::modules::projects
