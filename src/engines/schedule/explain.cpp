#include "engines/schedule/explain.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace zw::engines::schedule {
namespace {

std::int64_t capacity_at(std::span<const Draft::Step> steps, Slot slot) {
  const auto next = std::upper_bound(steps.begin(), steps.end(), slot,
                                     [](Slot t, const Draft::Step& step) { return t < step.from; });
  return std::prev(next)->capacity;
}

/// One activity seen against all others, which stay.
class Bystander {
 public:
  Bystander(const Instance& instance, const Plan& plan, int activity)
      : instance_(instance), plan_(plan), activity_(activity), mode_(plan.mode[activity]) {
    for (const Use& use : instance.uses(activity, mode_)) holds_.push_back({use, others(use.resource)});
    for (const Arc& arc : instance.arcs())
      if (arc.to == activity && arc.from != activity) arcs_.push_back(arc);
  }

  /// The latest start before t in its own calendar, or kNone.
  Slot before(Slot t) const {
    if (t <= 0) return kNone;
    const int table = instance_.table_of(activity_, mode_);
    if (table == kNone || instance_.work(activity_, mode_) == 0) return t - 1;
    const Slot rank = instance_.table(table).before(t);
    return rank == 0 ? kNone : instance_.table(table).nth(rank - 1);
  }

  /// What a start at t would break, `start_without` still open.
  std::vector<Cause> broken(Slot t) const {
    std::vector<Cause> causes;
    if (t < instance_.draft().data_date) causes.push_back({CauseKind::data_date});
    if (t < instance_.draft().activities[activity_].release.value_or(0))
      causes.push_back({CauseKind::release});
    const Slot finish = instance_.finish(activity_, mode_, t);
    for (const Arc& arc : arcs_) {
      const Slot from = arc.from_finish ? finish_of(instance_, plan_, arc.from) : plan_.start[arc.from];
      if ((arc.to_finish ? finish : t) < instance_.after_lag(arc, from))
        causes.push_back({CauseKind::link, arc.link, kNone, {arc.from}});
    }
    for (const Hold& hold : holds_)
      if (auto holders = in_the_way(hold, {t, finish})) {
        const bool is_space = instance_.zone_of(hold.use.resource) != kNone;
        causes.push_back({is_space ? CauseKind::space : CauseKind::resource, kNone, hold.use.resource,
                          *std::move(holders)});
      }
    return causes;
  }

 private:
  struct Held {
    int activity = 0;
    Span span;
    std::int64_t amount = 0;
  };
  struct Hold {
    Use use;
    std::vector<Held> others;
  };

  std::vector<Held> others(int resource) const {
    std::vector<Held> others;
    for (int i = 0; i < instance_.activities(); ++i) {
      if (i == activity_) continue;
      for (const Use& use : instance_.uses(i, plan_.mode[i]))
        if (use.resource == resource)
          others.push_back({i, {plan_.start[i], finish_of(instance_, plan_, i)}, use.amount});
    }
    return others;
  }

  /// Those that run in a slot of the span in which there is not enough left, the last to finish first: nobody
  /// when there is too little even for the activity alone. Nothing when there is enough throughout.
  std::optional<std::vector<int>> in_the_way(const Hold& hold, Span span) const {
    const auto steps = instance_.capacity(hold.use.resource);
    std::map<Slot, std::int64_t> change{{span.from, 0}};
    for (const auto& step : steps)
      if (span.from < step.from && step.from < span.until) change[step.from] += 0;
    for (const Held& other : hold.others) {
      const Slot from = std::max(other.span.from, span.from), until = std::min(other.span.until, span.until);
      if (from >= until) continue;
      change[from] += other.amount;
      change[until] -= other.amount;
    }
    bool is_short = false;
    std::set<int> holders;
    std::int64_t held = hold.use.amount;
    for (const auto& [slot, amount] : change) {
      if (slot >= span.until) break;
      held += amount;
      if (held <= capacity_at(steps, slot)) continue;
      is_short = true;
      for (const Held& other : hold.others)
        if (other.span.from <= slot && slot < other.span.until) holders.insert(other.activity);
    }
    if (!is_short) return std::nullopt;
    std::vector<int> last_first(holders.begin(), holders.end());
    std::stable_sort(last_first.begin(), last_first.end(), [&](int a, int b) {
      return finish_of(instance_, plan_, a) > finish_of(instance_, plan_, b);
    });
    return last_first;
  }

  const Instance& instance_;
  const Plan& plan_;
  const int activity_, mode_;
  std::vector<Hold> holds_;
  std::vector<Arc> arcs_;
};

bool is_same(const Cause& a, const Cause& b) {
  return a.kind == b.kind && a.link == b.link && a.resource == b.resource;
}

int rank(CauseKind kind) {
  switch (kind) {
    case CauseKind::started:
    case CauseKind::frozen:
    case CauseKind::data_date:
    case CauseKind::release:
    case CauseKind::calendar:
      return 3;
    case CauseKind::link:
      return 0;
    case CauseKind::resource:
      return 1;
    case CauseKind::space:
      return 2;
  }
  return 3;
}

}  // namespace

Why explain(const Instance& instance, const Plan& plan, int activity) {
  Why why{activity, plan.start[activity]};
  if (instance.fixed(activity)) {
    const bool has_started = instance.draft().activities[activity].actual_start.has_value();
    why.causes.push_back({has_started ? CauseKind::started : CauseKind::frozen});
    why.causes.back().start_without = why.start;
    return why;
  }
  const Bystander bystander(instance, plan, activity);
  why.earlier = bystander.before(why.start);
  if (why.earlier == kNone) {
    if (why.start > 0) why.causes.push_back({.kind = CauseKind::calendar, .start_without = 0});
    return why;
  }
  why.causes = bystander.broken(why.earlier);
  for (Cause& cause : why.causes) {
    cause.start_without = why.start;
    for (Slot t = why.earlier; t != kNone; t = bystander.before(t)) {
      const auto broken = bystander.broken(t);
      if (!std::all_of(broken.begin(), broken.end(),
                       [&](const Cause& other) { return is_same(other, cause); }))
        break;
      cause.start_without = t;
    }
  }
  std::stable_sort(why.causes.begin(), why.causes.end(),
                   [](const Cause& a, const Cause& b) { return rank(a.kind) < rank(b.kind); });
  return why;
}

std::vector<Sentence> chain(const Instance& instance, const Plan& plan, int activity) {
  std::vector<Sentence> sentences;
  std::vector<char> is_named(static_cast<std::size_t>(instance.activities()), 0);
  while (activity != kNone && !is_named[activity]) {
    is_named[activity] = 1;
    Why why = explain(instance, plan, activity);
    if (why.causes.empty()) break;
    Sentence sentence{activity, std::move(why.causes.front()), kNone};
    for (const int holder : sentence.cause.holders)
      if (sentence.by == kNone && !is_named[holder]) sentence.by = holder;
    sentences.push_back(std::move(sentence));
    activity = sentences.back().by;
  }
  return sentences;
}

int last_activity(const Instance& instance, const Plan& plan) {
  int last = kNone;
  for (int i = 0; i < instance.activities(); ++i)
    if (last == kNone || finish_of(instance, plan, i) > finish_of(instance, plan, last)) last = i;
  return last;
}

Draft without(const Instance& instance, const Plan& plan, int activity, const Cause& cause) {
  Draft draft = instance.draft();
  if (cause.kind == CauseKind::link) {
    draft.links.erase(draft.links.begin() + cause.link);
  } else if (cause.kind == CauseKind::release) {
    draft.activities[activity].release.reset();
  } else if (cause.kind == CauseKind::resource) {
    // From what there is, which facts may already have raised.
    const auto steps = instance.capacity(cause.resource);
    Draft::Resource& resource = draft.resources[cause.resource];
    resource.steps.assign(steps.begin(), steps.end());
    for (const Use& use : instance.uses(activity, plan.mode[activity]))
      if (use.resource == cause.resource)
        for (auto& step : resource.steps) step.capacity += use.amount;
  } else if (cause.kind == CauseKind::space) {
    // As if it worked beside the place that is taken: another work front.
    std::set<Id> around;
    for (int zone = instance.zone_of(cause.resource); zone != kNone; zone = instance.parent_zone(zone))
      around.insert(draft.zones[zone].id);
    auto& places = draft.activities[activity].modes[plan.mode[activity]].places;
    std::erase_if(places, [&](const Draft::Place& place) { return around.contains(place.zone); });
  }
  return draft;
}

}  // namespace zw::engines::schedule
