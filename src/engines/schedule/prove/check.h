// Follows a certificate line by line and justifies each step from the Instance alone; shares no code with the
// prover.
#pragma once

#include <cstddef>
#include <optional>

#include "engines/schedule/instance.h"
#include "engines/schedule/prove/certificate.h"

namespace zw::engines::schedule::prove {

struct Complaint {
  enum class Kind {
    unknown_variable,  ///< a variable means nothing that the instance knows
    unfounded_order,   ///< two activities are put in order that could go on side by side
    unknown_subject,   ///< a step or a line speaks of what is not there
    step_does_not_follow,
    clause_does_not_follow,
    nothing_assumed,   ///< a line needs an assumption that is not there
    claim_not_reached  ///< all lines are sound and prove less than is claimed
  };
  Kind kind = Kind::claim_not_reached;
  std::size_t line = 0;

  friend bool operator==(const Complaint&, const Complaint&) = default;
};

/// Nothing when the certificate proves what it claims.
std::optional<Complaint> check(const Instance& instance, const Certificate& certificate);

}  // namespace zw::engines::schedule::prove
