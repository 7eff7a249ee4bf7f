// Law of the desk as data: limits, light rules and checklists, each a version with citation and effective
// date.
#pragma once

#include "modules/casework/case.h"

namespace zw::modules::casework {

enum class TemplateState { draft, published, retired };
enum class Measure { used_permille, behind_points };

std::span<const record::Choice> choices_of(TemplateState);
std::span<const record::Choice> choices_of(Measure);

/// The staged limits of one grade, in working minutes; a case keeps the version it began with.
struct Standard : record::Stored {
  std::string name;
  Grade grade = Grade::simple;
  std::int64_t acceptance_minutes = 0, signing_minutes = 0, reply_minutes = 0;
  std::int64_t legal_minutes = 0;     ///< to closure, by law or by the superior's rule
  std::int64_t promised_minutes = 0;  ///< to closure, as the zone promises; the clock runs on this one
  std::int64_t most_extension_minutes = 0;
  std::int64_t extension_notice_minutes = 0;  ///< an extension must be asked at least so long before the end
  std::int64_t objection_minutes = 0;         ///< after dispatch
  std::int64_t rectify_days = 15;             ///< working days to make a low rating good
  std::int64_t silence_days = 10;             ///< working days before the desk may close an unanswered case
  std::string citation;
  Date effective_from;
  std::optional<Date> effective_until;
};

/// Which light shines at which measure: bands [from, until) that leave no gap and do not overlap.
struct LightRule : record::Stored {
  std::string code;  ///< "case", "progress"
  std::string name;
  Measure measure = Measure::used_permille;
  std::string bands;  ///< [{"from":0,"until":800,"light":"green"},…]; a missing end is open
  std::string citation;
  Date effective_from;
  std::optional<Date> effective_until;
};

struct Template : record::Stored {
  std::string code;
  std::string name, name_en;
  Category category = Category::other;
  std::int64_t edition = 1;
  TemplateState state = TemplateState::draft;
  std::string citation;
  std::optional<Date> effective_from;
};

/// A step of a template; `depends_on` makes it a directed graph.
struct TemplateStep : record::Stored {
  Id template_id;
  std::string code;
  std::string name, name_en;
  std::int64_t sequence = 0;
  std::string depends_on;
  std::string decider;
  std::string materials;
  std::optional<std::int64_t> legal_days, promised_days;
  std::string special_procedures;
  std::optional<std::int64_t> validity_days;
};

}  // namespace zw::modules::casework

namespace zw::record {
template <>
const Entity& describe<modules::casework::Standard>();
template <>
const Entity& describe<modules::casework::LightRule>();
template <>
const Entity& describe<modules::casework::Template>();
template <>
const Entity& describe<modules::casework::TemplateStep>();
}  // namespace zw::record
