// What firms ask for and what is answered: sentences of invented cases, by category.
#pragma once

#include <string>
#include <string_view>

#include "app/demo/zone.h"
#include "base/rng.h"

namespace zw::app::demo {

struct CaseWords {
  std::string title, description;
};

/// A request of that firm; says its own products, place and numbers.
CaseWords request_of(const registry::Enterprise& firm, casework::Category category, Rng& rng);
/// A request that a project brings; categories are the factors that hold projects up.
CaseWords request_of(const projects::Project& project, casework::Category category, Rng& rng);

/// What was done, as the firm is told.
std::string_view result_of(casework::Category category, Rng& rng);
/// The first answer, before the matter is solved.
std::string_view reply_to(casework::Category category);
std::string_view answer_of_firm(Rng& rng);

std::string_view reason_of_refusal(Rng& rng);
std::string_view reason_of_withdrawal(Rng& rng);
std::string_view reason_of_pause(casework::PauseKind kind, Rng& rng);
std::string_view reason_of_reopening(Rng& rng);
std::string_view reason_of_extension(Rng& rng);
std::string_view reason_of_striking_off(Rng& rng);
std::string_view note_of(casework::Rating rating, Rng& rng);
std::string_view report_of_call(bool was_dissatisfied, Rng& rng);
std::string_view evidence_of_step(Rng& rng);

}  // namespace zw::app::demo
