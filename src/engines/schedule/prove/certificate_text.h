// A certificate as text, one line of the log a line of text, so that it can be kept and checked elsewhere.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engines/schedule/prove/certificate.h"

namespace zw::engines::schedule::prove {

/// Numbers separated by blanks. First the claim: `makespan is_infeasible variables`; a line for each
/// variable: `kind activity other`; then the log: `kind id bound`, the number of literals and each as
/// `predicate bound`, the number of steps and each as `rule subject detail until predicate bound`.
std::string to_text(const Certificate& certificate);
/// Nothing when the text is not of that form.
std::optional<Certificate> certificate_of(std::string_view text);

}  // namespace zw::engines::schedule::prove
