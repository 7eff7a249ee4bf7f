#include "modules/registry/groups.h"

namespace zw::modules::registry {
namespace {

using storage::Records;

template <class T>
std::vector<T> where(Records& records, std::string_view field, Id id) {
  const auto& entity = record::describe<T>();
  return records.all<T>({.limit = SIZE_MAX,
                         .filters = {{entity.find(field), {record::Value{id.value}}}},
                         .wants_total = false});
}

Outcome end_holders(Records& records, const Post& post, Dissolution& done) {
  for (Tenure tenure : where<Tenure>(records, "post_id", post.id)) {
    if (tenure.ends_on) continue;
    tenure.ends_on = china_date(records.scope().now);
    auto stored = records.update(tenure, "ended");
    if (!stored) return stored.problems();
    ++done.ended_tenures;
  }
  return Nothing{};
}

}  // namespace

Result<Dissolution> dissolve(Records& records, const Team& team, std::optional<Id> successor) {
  if (team.state == TeamState::dissolved) return Problem{"team.state", "state", {}};
  if (successor) {
    const auto heir = records.find<Team>(*successor);
    if (!heir || heir->state == TeamState::dissolved || heir->id == team.id)
      return Problem{"team.successor", "successor_team_id", {}};
  }
  Dissolution done;
  for (Team part : where<Team>(records, "parent_id", team.id)) {
    if (part.state == TeamState::dissolved) continue;
    if (!successor) return Problem{"team.has_parts", "successor_team_id", {{"name", part.name}}};
    part.parent_id = *successor == part.id ? std::nullopt : successor;
    auto stored = records.update(part, "moved");
    if (!stored) return stored.problems();
    ++done.moved_teams;
  }
  for (Post post : where<Post>(records, "team_id", team.id)) {
    if (!successor) {
      auto ended = end_holders(records, post, done);
      if (!ended) return ended.problems();
      continue;
    }
    post.team_id = successor;
    auto stored = records.update(post, "moved");
    if (!stored) return stored.problems();
    ++done.moved_posts;
  }
  Team ended = team;
  ended.state = TeamState::dissolved;
  ended.ends_on = china_date(records.scope().now);
  auto stored = records.update(ended, "dissolved");
  if (!stored) return stored.problems();
  return done;
}

Result<Id> hand_over_post(Records& records, const Tenure& tenure, Id person, Date on,
                          const std::string& note) {
  if (tenure.ends_on) return Problem{"tenure.state", "ends_on", {}};
  if (on < tenure.starts_on)
    return Problem{"tenure.too_early", "on", {{"starts_on", to_string(tenure.starts_on)}}};
  if (tenure.person_id == person) return Problem{"tenure.same_person", "person_id", {}};
  Tenure ended = tenure;
  ended.ends_on = on;
  ended.hand_over_note = note;
  auto stored = records.update(ended, "handed_over");
  if (!stored) return stored.problems();
  Tenure next;
  next.person_id = person;
  next.post_id = tenure.post_id;
  next.kind = tenure.kind;
  next.starts_on = on;
  return records.insert(next);
}

}  // namespace zw::modules::registry
