#include "modules/projects/progress.h"

#include <algorithm>

namespace zw::modules::projects {
namespace {

/// The nearest basis point; halves are rounded up. Both are not negative. Digit by digit, because money of a
/// zone in fen times ten thousand would not fit into 64 bits.
BasisPoints share(std::int64_t part, std::int64_t whole) {
  std::int64_t points = part / whole, rest = part % whole;
  for (std::int64_t scale = kWhole; scale > 1; scale /= 10) {
    rest *= 10;
    points = points * 10 + rest / whole;
    rest %= whole;
  }
  return {points + (rest * 2 >= whole ? 1 : 0)};
}

bool is_by(const std::optional<Date>& date, Date day) { return date && *date <= day; }

struct Weights {
  std::int64_t all = 0, planned = 0, done = 0;
};

Weights weigh(const Course& course, Date day) {
  Weights weights;
  for (const Course::Step& step : course.steps) {
    weights.all += step.weight;
    if (is_by(step.planned_on, day)) weights.planned += step.weight;
    if (is_by(step.done_on, day)) weights.done += step.weight;
  }
  return weights;
}

/// From the first day the plan names to the last.
std::optional<std::pair<Date, Date>> period_of(const Course& course) {
  std::optional<Date> first = course.planned_start, last = course.planned_finish;
  for (const Course::Step& step : course.steps) {
    if (!step.planned_on) continue;
    if (!first || *step.planned_on < *first) first = step.planned_on;
    if (!last || *last < *step.planned_on) last = step.planned_on;
  }
  if (!first || !last || *last < *first) return {};
  return std::pair{*first, *last};
}

std::optional<Measured> by_time(const Course& course, const Weights& weights, Date day) {
  const auto period = period_of(course);
  if (!period || weights.all <= 0) return {};
  const int days = period->second - period->first + 1;
  const int gone = std::clamp(day - period->first + 1, 0, days);
  return Measured{share(gone, days), share(weights.done, weights.all)};
}

Date next_month(Date day) {
  const YearMonthDay date = civil(day);
  return *make_date(date.year + date.month / 12, date.month % 12 + 1, 1);
}

std::optional<Measured> by_investment(const Course& course, Date day) {
  const int year = civil(day).year;
  Money whole, planned, actual;
  for (const Course::Month& month : course.months) {
    if (civil(month.first_day).year != year) continue;
    whole += month.planned;
    if (next_month(month.first_day) - 1 > day) continue;
    planned += month.planned;
    actual += month.actual.value_or(Money{});
  }
  if (whole.fen <= 0) return {};
  return Measured{share(planned.fen, whole.fen), share(actual.fen, whole.fen)};
}

std::optional<Measured> by_nodes(const Weights& weights) {
  if (weights.all <= 0) return {};
  return Measured{share(weights.planned, weights.all), share(weights.done, weights.all)};
}

}  // namespace

std::span<const record::Choice> choices_of(Standing) {
  static constexpr record::Choice kChoices[] = {{"behind", {"落后", "Behind"}},
                                                {"on", {"持平", "On plan"}},
                                                {"ahead", {"超前", "Ahead"}},
                                                {"unknown", {"无计划", "No plan"}}};
  return kChoices;
}

Measures measure(const Course& course, Date day) {
  const Weights weights = weigh(course, day);
  return {by_time(course, weights, day), by_investment(course, day), by_nodes(weights)};
}

Standing standing_of(const std::optional<Measured>& measured) {
  if (!measured) return Standing::unknown;
  const std::int64_t deviation = measured->deviation().count;
  return deviation < 0 ? Standing::behind : deviation > 0 ? Standing::ahead : Standing::on;
}

const ProgressRule* rule_in_force(const std::vector<ProgressRule>& rules, Date day) {
  const ProgressRule* newest = nullptr;
  for (const ProgressRule& rule : rules)
    if (rule.effective_from <= day && (!newest || newest->effective_from < rule.effective_from))
      newest = &rule;
  return newest;
}

casework::Light light_of(const std::vector<casework::Band>& bands, const std::optional<Measured>& measured) {
  if (!measured || bands.empty()) return casework::Light::none;
  const std::int64_t behind = -measured->deviation().count;
  // Towards minus infinity, so that ends of bands in whole points mean what they say.
  const std::int64_t points = behind >= 0 ? behind / 100 : -((99 - behind) / 100);
  return casework::light_at(bands, points);
}

Result<std::vector<casework::Band>> progress_bands(const ProgressRule& rule) {
  return casework::read_bands(rule.bands, casework::Measure::behind_points);
}

Outcome check_new_rule(const ProgressRule& rule, Date today) {
  Problems problems;
  if (const auto bands = progress_bands(rule); !bands) problems = bands.problems();
  if (rule.effective_from < today)
    problems.push_back({"progress_rule.starts_in_the_past", "effective_from", {{"today", to_string(today)}}});
  if (!problems.empty()) return problems;
  return Nothing{};
}

Outcome check_rule_still_open(const ProgressRule& rule, Date today) {
  if (rule.effective_from <= today)
    return Problem{"progress_rule.in_force", "", {{"date", to_string(rule.effective_from)}}};
  return Nothing{};
}

Outcome check_month(const InvestmentMonth& month) {
  if (civil(month.month).day != 1) return Problem{"investment_month.not_first_day", "month", {}};
  return Nothing{};
}

std::vector<Date> week_ends(Date day, int weeks) {
  std::vector<Date> ends;
  for (int back = weeks - 1; back >= 0; --back) ends.push_back(day - 7 * back);
  return ends;
}

}  // namespace zw::modules::projects
