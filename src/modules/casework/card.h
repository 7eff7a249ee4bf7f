// The card of a case: everything about one case as one person may see it, in one answer.
#pragma once

#include "modules/casework/casework.h"

namespace zw::modules::casework {

enum class Sight { staff, firm };

/// See docs/guide/desk.md for the members. A firm does not see what is internal.
std::string card_json(Records& records, const storage::Item& item, Sight sight);

/// What comes next for the case, in one word, and by when: accept, dispatch, sign_for, reply, close,
/// firm_confirms, firm_supplies, awaiting_superior, awaiting_meeting, special_procedure, rate, nothing.
struct NextStep {
  std::string_view code;
  std::optional<Instant> by;
};
NextStep next_of(const Case& of_case, const Rules& rules);

}  // namespace zw::modules::casework
