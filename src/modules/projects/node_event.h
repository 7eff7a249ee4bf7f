// The life of a node as rows: what was reported, confirmed, re-planned and why; causes and measures as data.
#pragma once

#include "record/description.h"

namespace zw::modules::projects {

enum class NodeEventKind { started, reported, confirmed, refused, replanned, blocked, unblocked };
/// A cause loses days, a measure recovers them.
enum class ReasonKind { cause, measure };

std::span<const record::Choice> choices_of(NodeEventKind);
std::span<const record::Choice> choices_of(ReasonKind);

/// Why dates move: a list that a zone keeps as it speaks.
struct VarianceReason : record::Stored {
  std::string name, name_en;
  ReasonKind kind = ReasonKind::cause;
  std::int64_t sequence = 0;
};

/// One act on a node; written by verbs, never changed.
struct NodeEvent : record::Stored {
  Id node_id, project_id;
  NodeEventKind kind = NodeEventKind::started;
  Instant at;
  Id person_id;
  std::int64_t round = 0;  ///< which report of the node it belongs to; 0 where there is none
  std::optional<Date> done_on;
  std::optional<Date> before_on, after_on;  ///< the date that is expected, where the act moves it
  std::optional<Id> reason_id;
  std::string words;  ///< the evidence or the reason, as it was said
};

}  // namespace zw::modules::projects

namespace zw::record {
template <>
const Entity& describe<modules::projects::VarianceReason>();
template <>
const Entity& describe<modules::projects::NodeEvent>();
}  // namespace zw::record
