// What hangs on a case: steps, happenings, pauses, signers, helpers, supervision, messages, files, links.
#pragma once

#include "modules/casework/case.h"

namespace zw::modules::casework {

enum class StepState { waiting, open, done, skipped };
enum class SignMode { all, any };
enum class SignState { asked, agreed, disagreed, released };
enum class SupervisionKind { overdue, manual, low_rating, reopened };
enum class LinkKind { related, duplicate, split };

std::span<const record::Choice> choices_of(StepState);
std::span<const record::Choice> choices_of(SignMode);
std::span<const record::Choice> choices_of(SignState);
std::span<const record::Choice> choices_of(SupervisionKind);
std::span<const record::Choice> choices_of(LinkKind);

/// One step of a case's checklist, copied from the version of the template it began with.
struct Step : record::Stored {
  Id case_id;
  std::string code;  ///< unique on the case
  std::string name;
  std::string name_en;
  std::int64_t sequence = 0;
  std::string depends_on;      ///< codes, comma-separated; all must be done or skipped
  std::string decider;         ///< who may decide, in words
  std::optional<Id> owner_id;  ///< nobody: the case's owner
  std::string materials;       ///< one a line
  std::optional<std::int64_t> legal_days, promised_days;  ///< working days, counted from `entered_at`
  std::string special_procedures;                         ///< what the law does not count
  std::optional<std::int64_t> validity_days;              ///< of what the step brings, calendar days
  StepState state = StepState::waiting;
  std::optional<Instant> entered_at, left_at, due_at;
  std::optional<Date> valid_until;
  std::string evidence;  ///< what shows that it is done
};

/// A line of the story of a case. Written once; `row_before` allows to take the last one back.
struct Event : record::Stored {
  Id case_id;
  std::string verb;
  std::optional<State> from_state, to_state;
  Instant at;
  std::optional<Id> actor_id;
  std::string actor;
  std::string reason;
  std::string details;  ///< JSON
  bool is_for_firm = false;
  bool is_undone = false;
  std::string row_before;  ///< the case's row, JSON
};

struct Pause : record::Stored {
  Id case_id;
  PauseKind kind = PauseKind::awaiting_firm;
  std::string reason;
  Instant starts_at;
  std::optional<Instant> ends_at;
  std::int64_t minutes = 0;  ///< working minutes, once it ended
};

/// 会签 (all) or 或签 (any): people whose word the case waits for.
struct Signer : record::Stored {
  Id case_id;
  std::int64_t round = 1;
  SignMode mode = SignMode::all;
  Id person_id;
  SignState state = SignState::asked;
  std::optional<Instant> signed_at;
  std::string note;
};

/// 协办: somebody else does a part; the owner stays accountable.
struct Assistance : record::Stored {
  Id case_id;
  Id person_id;
  std::string task;
  std::optional<Instant> due_at, done_at;
  std::string outcome;
};

/// 督办: of a case, never of a person.
struct Supervision : record::Stored {
  Id case_id;
  SupervisionKind kind = SupervisionKind::overdue;
  std::string instruction;
  Instant opened_at;
  std::optional<Instant> due_at, closed_at;
  std::string outcome;
};

struct Message : record::Stored {
  Id case_id;
  std::optional<Id> author_id;
  std::string author;
  bool is_from_firm = false;
  bool is_internal = false;  ///< the firm does not see it
  std::string body;
  Instant at;
};

/// How far a person has read the messages of a case; the firm is person 0.
struct Reading : record::Stored {
  Id case_id;
  std::int64_t person_id = 0;
  std::int64_t last_message_id = 0;
};

struct File : record::Stored {
  Id case_id;
  std::optional<Id> step_id;
  std::string name;
  std::string media_type;
  std::int64_t bytes = 0;
  std::string digest;
  std::string uploaded_by;
  bool is_from_firm = false;
  bool is_internal = false;
  Instant at;
};

struct Link : record::Stored {
  Id case_id;
  Id other_id;
  LinkKind kind = LinkKind::related;
};

/// What a case was from one moment to another, so that every figure can be counted again for any instant.
struct Span : record::Stored {
  Id case_id;
  State state = State::registered;
  Light light = Light::none;
  Category category = Category::other;
  Id owner_id;
  std::optional<Id> enterprise_id, project_id;
  Instant from_at;
  std::optional<Instant> until_at;
};

}  // namespace zw::modules::casework

namespace zw::record {
template <>
const Entity& describe<modules::casework::Step>();
template <>
const Entity& describe<modules::casework::Event>();
template <>
const Entity& describe<modules::casework::Pause>();
template <>
const Entity& describe<modules::casework::Signer>();
template <>
const Entity& describe<modules::casework::Assistance>();
template <>
const Entity& describe<modules::casework::Supervision>();
template <>
const Entity& describe<modules::casework::Message>();
template <>
const Entity& describe<modules::casework::Reading>();
template <>
const Entity& describe<modules::casework::File>();
template <>
const Entity& describe<modules::casework::Link>();
template <>
const Entity& describe<modules::casework::Span>();
}  // namespace zw::record
