#include "modules/casework/moves.h"

#include "base/assert.h"
#include "base/text.h"

namespace zw::modules::casework {
namespace {

using enum State;
using P = Party;
using storage::Role;
using storage::Roles;

constexpr States kWithUs{registered, accepted, dispatched, handling, paused};

constexpr Move kMoves[] = {
    {Verb::accept, "accept", {registered}, accepted, {P::owner, P::desk}, Reason::none, true},
    {Verb::refuse, "refuse", {registered, accepted}, refused, {P::owner, P::desk}, Reason::required},
    {Verb::dispatch, "dispatch", {registered, accepted}, dispatched, {P::owner, P::desk}, Reason::none, true},
    {Verb::take, "take", {registered, accepted}, handling, {P::owner}, Reason::none, true},
    {Verb::sign_for, "sign_for", {dispatched}, handling, {P::owner}, Reason::none, true},
    {Verb::object, "object", {dispatched}, accepted, {P::owner}, Reason::required},
    {Verb::transfer, "transfer", {handling}, dispatched, {P::owner, P::desk}, Reason::required, true},
    {Verb::send_back,
     "send_back",
     {dispatched, handling, resolved},
     handling,
     {P::owner, P::desk, P::leader},
     Reason::required},
    {Verb::add_signers, "add_signers", {handling}, {}, {P::owner, P::desk}, Reason::none, false, false},
    {Verb::sign, "sign", {handling}, {}, {P::named}, Reason::none, false, false},
    {Verb::assist, "assist", {handling}, {}, {P::owner, P::desk}},
    {Verb::report_assistance,
     "report_assistance",
     {handling, paused},
     {},
     {P::named},
     Reason::none,
     false,
     false},
    {Verb::complete_step, "complete_step", {handling}, {}, {P::owner, P::named}},
    {Verb::skip_step, "skip_step", {handling}, {}, {P::owner}, Reason::required},
    {Verb::extend, "extend", {handling}, {}, {P::owner, P::desk}, Reason::required, true},
    {Verb::pause, "pause", {handling}, paused, {P::owner, P::desk}, Reason::required},
    {Verb::resume, "resume", {paused}, handling, {P::owner, P::desk}},
    {Verb::request_closure, "request_closure", {handling}, resolved, {P::owner}, Reason::none},
    {Verb::confirm, "confirm", {resolved}, closed, {P::firm}},
    {Verb::reopen,
     "reopen",
     {resolved, closed, reviewed},
     handling,
     {P::firm, P::desk},
     Reason::required_of_staff},
    {Verb::rate, "rate", {closed, reviewed}, {}, {P::firm}},
    {Verb::call_back, "call_back", {closed}, reviewed, {P::owner, P::desk, P::leader}, Reason::required},
    {Verb::archive,
     "archive",
     {reviewed, refused, withdrawn},
     archived,
     {P::desk},
     Reason::none,
     true,
     false},
    {Verb::withdraw, "withdraw", kWithUs, withdrawn, {P::firm, P::desk}, Reason::required_of_staff},
    {Verb::urge, "urge", kWithUs, {}, {P::firm, P::desk, P::leader}},
    {Verb::supervise, "supervise", kWithUs, {}, {P::desk, P::leader}, Reason::required},
    {Verb::end_supervision,
     "end_supervision",
     {registered, accepted, dispatched, handling, paused, resolved, closed, reviewed},
     {},
     {P::desk, P::leader},
     Reason::required,
     false,
     false},
    {Verb::merge, "merge", kWithUs, merged, {P::owner, P::desk}, Reason::required},
    {Verb::split, "split", kWithUs, {}, {P::owner, P::desk}},
    {Verb::strike_off, "strike_off", {resolved}, closed, {P::desk}, Reason::required},
};
static_assert(std::size(kMoves) == kVerbCount);

Problem refusal(std::string_view code, const Move& move, State state, Parties parties) {
  std::string allowed;
  for (const Move* possible : allowed_moves(state, parties))
    allowed += (allowed.empty() ? "" : ", ") + std::string(possible->name);
  return {std::string(code),
          "",
          {{"verb", std::string(move.name)},
           {"state", std::string(name_of(state))},
           {"allowed", allowed.empty() ? "–" : allowed}}};
}

}  // namespace

std::span<const Move> moves() { return kMoves; }

const Move& move_of(Verb verb) {
  const Move& move = kMoves[static_cast<std::size_t>(verb)];
  ZW_ASSERT(move.verb == verb, "the table keeps the order of the enumerators");
  return move;
}

const Move* find_move(std::string_view name) {
  for (const Move& move : kMoves)
    if (move.name == name) return &move;
  return nullptr;
}

Parties parties_of(const Case& of_case, const storage::Actor& actor) {
  Parties parties;
  const bool is_of_firm = actor.enterprise && of_case.enterprise_id == actor.enterprise;
  if (actor.roles.has(Role::contact)) {
    if (is_of_firm) parties.add(Party::firm);
    return parties;
  }
  // An auditor looks on, also at what was once in their own hands.
  if (!actor.roles.meets({Role::officer, Role::secretary, Role::leader, Role::administrator})) return parties;
  if (actor.person && of_case.owner_id == actor.person) parties.add(Party::owner);
  if (actor.roles.meets({Role::secretary, Role::administrator})) parties.add(Party::desk);
  if (actor.roles.has(Role::leader)) parties.add(Party::leader);
  return parties;
}

Roles roles_of(const Move& move) {
  Roles roles;
  if (move.who.has(Party::firm)) roles.add(Role::contact);
  if (move.who.meets({Party::owner, Party::named}))
    for (Role role : {Role::officer, Role::secretary, Role::leader, Role::administrator}) roles.add(role);
  if (move.who.has(Party::desk))
    for (Role role : {Role::secretary, Role::administrator}) roles.add(role);
  if (move.who.has(Party::leader)) roles.add(Role::leader);
  return roles;
}

std::vector<const Move*> allowed_moves(State state, Parties parties) {
  std::vector<const Move*> allowed;
  for (const Move& move : kMoves)
    if (move.from.has(state) && parties.meets(move.who)) allowed.push_back(&move);
  return allowed;
}

Outcome check(const Move& move, State state, Parties parties, std::string_view reason) {
  if (!move.from.has(state)) return refusal("casework.state", move, state, parties);
  if (!parties.meets(move.who)) return refusal("casework.forbidden", move, state, parties);
  const bool is_staff = !parties.has(Party::firm);
  const bool needs_reason =
      move.reason == Reason::required || (move.reason == Reason::required_of_staff && is_staff);
  if (needs_reason && trim(reason).empty())
    return Problem{"casework.reason_required", "reason", {{"verb", std::string(move.name)}}};
  return Nothing{};
}

}  // namespace zw::modules::casework
