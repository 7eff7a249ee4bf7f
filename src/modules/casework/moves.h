// The verbs of the office as a table: from which state, by whom, into which state, with what reason.
#pragma once

#include <initializer_list>
#include <optional>
#include <span>
#include <string_view>

#include "base/result.h"
#include "modules/casework/case.h"
#include "storage/scope.h"

namespace zw::modules::casework {

enum class Verb {
  accept,
  refuse,
  dispatch,
  take,
  sign_for,
  object,
  transfer,
  send_back,
  add_signers,
  sign,
  assist,
  report_assistance,
  complete_step,
  skip_step,
  extend,
  pause,
  resume,
  request_closure,
  confirm,
  reopen,
  rate,
  call_back,
  archive,
  withdraw,
  urge,
  supervise,
  end_supervision,
  merge,
  split,
  strike_off
};
inline constexpr int kVerbCount = 30;

/// A set of states.
class States {
 public:
  constexpr States(std::initializer_list<State> states) {
    for (State state : states) bits_ |= 1u << static_cast<unsigned>(state);
  }
  constexpr bool has(State state) const { return (bits_ >> static_cast<unsigned>(state)) & 1u; }

 private:
  unsigned bits_ = 0;
};

/// What somebody is to a case.
enum class Party {
  firm,    ///< speaks for the enterprise
  owner,   ///< the accountable person
  desk,    ///< secretary or administrator
  leader,  ///< of the zone
  named    ///< asked for a signature, for help, or for a step
};

class Parties {
 public:
  constexpr Parties() = default;
  constexpr Parties(std::initializer_list<Party> parties) {
    for (Party party : parties) add(party);
  }
  constexpr void add(Party party) { bits_ |= 1u << static_cast<unsigned>(party); }
  constexpr bool has(Party party) const { return (bits_ >> static_cast<unsigned>(party)) & 1u; }
  constexpr bool meets(Parties other) const { return (bits_ & other.bits_) != 0; }

 private:
  unsigned bits_ = 0;
};

enum class Reason { none, required, required_of_staff };

struct Move {
  Verb verb;
  std::string_view name;
  States from;
  std::optional<State> to;  ///< nothing: the state stays
  Parties who;
  Reason reason = Reason::none;
  bool is_undoable = false;  ///< leaves nothing behind but the case's own row
  bool is_for_firm = true;   ///< the firm reads of it
};

/// In the order of the enumerators.
std::span<const Move> moves();
const Move& move_of(Verb verb);
const Move* find_move(std::string_view name);

/// What the actor is to the case, as far as the case alone tells; `named` is known to the card only.
Parties parties_of(const Case& of_case, const storage::Actor& actor);
/// Who may call the route of the verb at all.
storage::Roles roles_of(const Move& move);

/// Problems: casework.state (params verb, state, allowed), casework.forbidden (params verb, allowed),
/// casework.reason_required. `allowed` lists the verbs this person may do now, comma-separated.
Outcome check(const Move& move, State state, Parties parties, std::string_view reason);

/// The verbs that this person may do now, in the order of the table.
std::vector<const Move*> allowed_moves(State state, Parties parties);

}  // namespace zw::modules::casework
