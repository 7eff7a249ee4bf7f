// A case: one request of an enterprise, from registration to the archive, with exactly one accountable
// person.
#pragma once

#include "record/description.h"

namespace zw::modules::casework {

enum class State {
  registered,  ///< 登记
  accepted,    ///< 受理
  dispatched,  ///< 已交办, waiting to be signed for
  handling,    ///< 办理
  paused,      ///< 挂起; the clock stands still
  resolved,    ///< 办结申请, waiting for the firm's word
  closed,      ///< 办结
  reviewed,    ///< 已回访
  archived,    ///< 归档
  refused,     ///< 不受理
  withdrawn,   ///< 撤回
  merged       ///< 并入他案
};
inline constexpr int kStateCount = 12;

enum class Channel { officer, link, hotline, visit, meeting, letter, sheet, other };
/// Also the factors of the matrix of projects.
enum class Category { funds, land, eia, energy, permits, labour, utilities, logistics, ip, restart, other };
/// 一般即收即办, 复杂协同联办, 老大难挂牌.
enum class Grade { simple, complex, stubborn };
/// Why a firm had to ask; chosen when the case is resolved.
enum class Cause { documents, policy_gap, many_departments, funds_short, market, capacity, outside, other };
enum class Light { none, green, yellow, red };
enum class PauseKind { awaiting_firm, awaiting_superior, awaiting_meeting, special_procedure };
/// 好差评; whoever says nothing has no rating.
enum class Rating { very_satisfied, satisfied, neutral, dissatisfied, very_dissatisfied };
/// How a case came to be closed: by the firm's word, or by the desk for a stated reason.
enum class Closing { by_firm, firm_gone, unreachable, no_firm };
/// The stages of the clock, in the order in which they end.
enum class Stage { acceptance, signing, reply, closure };

std::span<const record::Choice> choices_of(State);
std::span<const record::Choice> choices_of(Channel);
std::span<const record::Choice> choices_of(Category);
std::span<const record::Choice> choices_of(Grade);
std::span<const record::Choice> choices_of(Cause);
std::span<const record::Choice> choices_of(Light);
std::span<const record::Choice> choices_of(PauseKind);
std::span<const record::Choice> choices_of(Rating);
std::span<const record::Choice> choices_of(Closing);
std::span<const record::Choice> choices_of(Stage);

/// The name by which a choice is stored.
template <class Enum>
std::string_view name_of(Enum value) {
  return choices_of(value)[static_cast<std::size_t>(value)].name;
}

struct Case : record::Stored {
  std::string number;  ///< "SQ-2020-000123"
  std::string title;
  std::string description;
  std::optional<Id> enterprise_id, project_id, node_id;
  Channel channel = Channel::officer;
  Category category = Category::other;
  Grade grade = Grade::simple;
  State state = State::registered;
  Id owner_id;  ///< the one accountable person
  Instant held_since;
  std::optional<Id> dispatched_by_id;  ///< to whom an objection goes back
  std::optional<Id> organisation_id;   ///< the unit the owner handles it for
  std::int64_t objections = 0, reopenings = 0, urgings = 0, extensions = 0;

  Instant received_at;
  Instant clock_from;  ///< the closure clock began: at receipt, or when the firm reopened
  std::optional<Instant> accepted_at, dispatched_at, signed_at, replied_at, resolved_at, closed_at;
  std::optional<Instant> paused_since;
  std::optional<PauseKind> pause_kind;
  std::string pause_reason;           ///< the firm reads it
  std::int64_t paused_minutes = 0;    ///< working minutes of pauses that ended, since `clock_from`
  std::int64_t extended_minutes = 0;  ///< working minutes granted, since `clock_from`

  std::optional<Id> standard_id, light_rule_id, template_id;  ///< versions the case keeps
  Light light = Light::green;
  std::optional<Instant> light_changes_at;  ///< when the lamp has to look again
  std::optional<Stage> due_stage;
  std::optional<Instant> due_at;        ///< of the stage that ends first
  std::optional<Instant> close_due_at;  ///< of the closure; empty while it stands still
  bool is_beyond_calendar = false;      ///< a due date lies where no holidays are known yet
  bool is_supervised = false;

  std::string result;  ///< what was done, told to the firm
  std::optional<Cause> cause;
  std::optional<Closing> closing;
  std::optional<Rating> rating;
  std::string rating_note;
  std::optional<Instant> rectify_due_at;  ///< a low rating has to be made good by then
  std::optional<Id> merged_into_id, split_from_id;

  std::string contact_name, contact_phone;
};

/// A case lives until it ends in one of the states that nobody has to act in any more.
constexpr bool is_alive(State state) { return state < State::closed; }
/// Does the clock of the zone's people run?
constexpr bool is_running(State state) { return state < State::resolved && state != State::paused; }

}  // namespace zw::modules::casework

namespace zw::record {
template <>
const Entity& describe<modules::casework::Case>();
}  // namespace zw::record
