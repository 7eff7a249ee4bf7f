// What the program remembers about the care for persons: who looked at a masked value and why, how long
// values are kept, and which records have to wait.
#pragma once

#include "record/description.h"

namespace zw::modules::privacy {

/// Why somebody asks for a masked value; the text beside it says more.
enum class RevealReason { contact_now, verify_identity, handle_case, emergency, other };
enum class RetentionAct { erase_personal, delete_files, delete_rows };

std::span<const record::Choice> choices_of(RevealReason);
std::span<const record::Choice> choices_of(RetentionAct);

struct Reveal : record::Stored {
  Instant at;
  std::optional<Id> by_id;
  std::string by_name;  ///< the name they bore then
  std::string entity;
  std::int64_t record_id = 0;
  std::string field;
  RevealReason reason = RevealReason::other;
  std::string note;
  std::optional<Id> subject_id;  ///< the person the value is about, where the program knows one
};

/// Law as data: so many days after that date this is done with what is left of it.
struct RetentionRule : record::Stored {
  std::string code;
  std::string name;
  std::string name_en;
  std::string entity;
  std::string
      after_field;  ///< a day or an instant of the entity, or "case_id.closed_at" of what it refers to
  std::int64_t term_days = 365;
  RetentionAct act = RetentionAct::erase_personal;
  std::string citation;
  Date effective_from;
  std::optional<Date> effective_until;
};

/// A record that is kept as it is while somebody argues about it.
struct LegalHold : record::Stored {
  std::string entity;
  std::int64_t record_id = 0;
  std::string reason;
  std::optional<Date> until;
};

}  // namespace zw::modules::privacy

namespace zw::record {
template <>
const Entity& describe<modules::privacy::Reveal>();
template <>
const Entity& describe<modules::privacy::RetentionRule>();
template <>
const Entity& describe<modules::privacy::LegalHold>();
}  // namespace zw::record
