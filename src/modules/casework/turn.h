// One act on one case inside a transaction: what was, what will be, and what goes with it.
#pragma once

#include <string>
#include <vector>

#include "modules/casework/moves.h"
#include "modules/casework/steps.h"
#include "record/json.h"

namespace zw::modules::casework {

using record::Json;

/// Somebody who should know of the act.
struct NoticeDraft {
  Id person;
  std::string kind;
};

struct Turn {
  Records& records;
  const Move& move;
  const Case before;
  Case after;
  const Parties parties;
  const Json& body;  ///< an object
  const std::string reason;
  Rules rules;
  std::vector<NoticeDraft> notices = {};
  record::JsonObject details = {};  ///< of the event
  Id event = {};                    ///< once it is written

  Instant now() const { return records.scope().now; }
  Id actor() const { return records.scope().actor.person; }
  const WorkingCalendar& calendar() const { return *rules.calendar; }
  void tell(std::optional<Id> person, std::string_view kind) {
    if (person && *person && *person != actor()) notices.push_back({*person, std::string(kind)});
  }
};

using Effect = Outcome (*)(Turn&);

/// What the verb does beside the move from state to state.
Effect effect_of(Verb verb);

namespace effects {
Outcome accept(Turn&);
Outcome refuse(Turn&);
Outcome dispatch(Turn&);
Outcome take(Turn&);
Outcome sign_for(Turn&);
Outcome object(Turn&);
Outcome transfer(Turn&);
Outcome send_back(Turn&);
Outcome add_signers(Turn&);
Outcome sign(Turn&);
Outcome assist(Turn&);
Outcome report_assistance(Turn&);
Outcome complete_step(Turn&);
Outcome skip_step(Turn&);
Outcome extend(Turn&);
Outcome pause(Turn&);
Outcome resume(Turn&);
Outcome request_closure(Turn&);
Outcome confirm(Turn&);
Outcome reopen(Turn&);
Outcome rate(Turn&);
Outcome call_back(Turn&);
Outcome archive(Turn&);
Outcome withdraw(Turn&);
Outcome urge(Turn&);
Outcome supervise(Turn&);
Outcome end_supervision(Turn&);
Outcome merge(Turn&);
Outcome split(Turn&);
Outcome strike_off(Turn&);
}  // namespace effects

/// A member of the body that names a person of the zone's staff. Problems: field.required,
/// casework.unknown_person, casework.not_staff.
Result<Id> staff_member(Records& records, std::int64_t person, std::string_view field);
/// Who receives what nobody else does: the setting casework.desk_person, else the first secretary, else the
/// first administrator.
std::optional<Id> desk_person(Records& records);

/// Opens a supervision of that kind unless one is open; answers whether it did.
Result<bool> open_supervision(Records& records, Case& of_case, SupervisionKind kind,
                              std::string_view instruction, std::optional<Instant> due_at);
/// Every open supervision of the case ends.
Outcome close_supervisions(Records& records, Case& of_case, std::string_view outcome);
/// A rating; a low one has to be made good and called back about.
Outcome lay_rating(Turn& turn, std::string_view rating, std::string_view note);

/// Rows of T on the case for which `wanted` holds.
template <class T, class Wanted>
std::vector<T> parts_of_case(Records& records, Id case_id, Wanted wanted) {
  const record::Entity& entity = record::describe<T>();
  std::vector<T> found;
  for (T& part : records.all<T>(
           {.limit = SIZE_MAX, .filters = {{entity.find("case_id"), {case_id.value}}}, .wants_total = false}))
    if (wanted(part)) found.push_back(std::move(part));
  return found;
}

}  // namespace zw::modules::casework
