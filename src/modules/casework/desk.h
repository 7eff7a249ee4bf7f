// The desk: cases are registered, moved by verbs, taken back, and lit by the clock, each in one transaction.
#pragma once

#include "modules/casework/turn.h"

namespace zw::modules::casework {

/// How long the last act can be taken back, and how long nothing leaves the house because of it.
inline constexpr std::int64_t kUndoSeconds = 10;

/// Stores a new case with number, rules, clock, event, span and notices. What is empty is filled in: owner
/// (who receives it first), `received_at`, contact from the dossier.
/// Problems: validation, casework.no_subject, casework.nobody_to_receive, casework.project_of_another.
Result<Case> register_case(Records& records, Case draft);

/// Does the verb. Problems: those of `check` and of the verb's effect.
Result<Case> perform(Records& records, const Case& of_case, const Move& move, Parties parties,
                     const Json& body);

/// Takes the actor's own last act back. Problems: casework.nothing_to_undo, casework.undo_late.
Result<Case> undo(Records& records, const Case& of_case);

/// Writes what the clock says now; opens a supervision when the light turns red. Answers the new case.
Result<Case> light_up(Records& records, const Case& of_case);
/// Lights up to `limit` cases of the scope's zone whose light changes by now; answers how many.
std::int64_t light_due_cases(Records& records, std::int64_t limit);

/// Stores `after` over `before`: row, span, event and notices, and a supervision when the light turned red.
/// Also for changes that are no verb.
struct Written {
  std::string verb;
  std::string reason;
  std::string details = "{}";
  bool is_for_firm = true;
  bool is_undoable = false;
  std::vector<NoticeDraft> notices = {};
};
Result<Case> write_change(Records& records, const Case& before, Case after, const Written& written);

/// Nothing leaves the house for `kUndoSeconds`. `event` is 0 where none made them.
void write_notices(Records& records, const Case& of_case, const std::vector<NoticeDraft>& drafts, Id event);
/// The span and the event of an edit that is no verb.
void follow_edit(Records& records, const Case& before, const Case& after);

/// Open cases of the firm that ask for something similar, best first.
struct Similar {
  Case found;
  int score = 0;  ///< percent
};
std::vector<Similar> similar_cases(Records& records, Id enterprise, std::string_view title, Id except = {});
/// Share of common pairs of characters, in percent; width, case and blanks do not count (Dice).
int similarity(std::string_view a, std::string_view b);

}  // namespace zw::modules::casework
