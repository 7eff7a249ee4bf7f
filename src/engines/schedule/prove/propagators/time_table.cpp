#include "engines/schedule/prove/propagators/time_table.h"

#include <bit>
#include <utility>

namespace zw::engines::schedule::prove {

TimeTable::TimeTable(const Instance& instance, std::vector<Task> tasks)
    : instance_(instance), tasks_(std::move(tasks)) {
  users_.resize(static_cast<std::size_t>(instance.resources()));
  capacity_.resize(users_.size());
  lay_profile();
  lay_lanes();
  held_.resize(tasks_.size());
  is_changed_.resize(tasks_.size(), 0);
}

/// What there is in each slot for activities that are not fixed. What is done before the data date holds
/// nothing.
void TimeTable::lay_profile() {
  const std::size_t slots = static_cast<std::size_t>(instance_.horizon()) + 1;
  for (int r = 0; r < instance_.resources(); ++r) {
    if (!instance_.is_renewable(r)) continue;
    capacity_[r].assign(slots, 0);
    for (const auto& step : instance_.capacity(r))
      for (std::size_t t = static_cast<std::size_t>(std::max(0, step.from)); t < slots; ++t)
        capacity_[r][t] = step.capacity;
  }
  for (int i = 0; i < instance_.activities(); ++i)
    if (instance_.fixed(i)) take_fixed(i);
}

void TimeTable::take_fixed(int activity) {
  const Span span = *instance_.fixed(activity);
  const bool has_started = instance_.draft().activities[activity].actual_start.has_value();
  for (const Use& use : instance_.uses(activity, instance_.fixed_mode(activity)))
    for (Slot t = std::max(span.from, has_started ? instance_.draft().data_date : 0); t < span.until; ++t)
      capacity_[use.resource][static_cast<std::size_t>(t)] -= use.amount;
}

void TimeTable::lay_lanes() {
  std::vector<std::int64_t> most(users_.size(), 0);
  for (int r = 0; r < static_cast<int>(capacity_.size()); ++r)
    for (Slot t = 0; t < static_cast<Slot>(capacity_[r].size()); ++t) {
      std::int64_t& amount = capacity_[r][t];
      if (amount < 0) overfull_ = {Step::Rule::overload, r, t};
      most[r] = std::max(most[r], amount), amount = std::max<std::int64_t>(amount, 0);
    }
  lanes_.resize(users_.size());
  int word = 0, used = 0;
  for (std::size_t r = 0; r < lanes_.size(); ++r) {
    // Needs above the capacity of every slot must still fit into the lane.
    for (const Task& task : tasks_)
      for (const Use& use : instance_.uses(task.activity, task.mode))
        if (use.resource == static_cast<int>(r)) most[r] = std::max(most[r], use.amount);
    const int width = static_cast<int>(std::bit_width(static_cast<std::uint64_t>(most[r]))) + 1;
    if (used + width > 64) ++word, used = 0;
    lanes_[r] = {word, used};
    used += width;
    guards_.resize(static_cast<std::size_t>(word) + 1, 0);
    guards_[word] |= std::uint64_t{1} << (used - 1);
  }
  words_ = guards_.size();
  free_.assign((static_cast<std::size_t>(instance_.horizon()) + 1) * words_, 0);
  for (std::size_t t = 0; t <= static_cast<std::size_t>(instance_.horizon()); ++t) {
    for (std::size_t w = 0; w < words_; ++w) free_[t * words_ + w] = guards_[w];
    for (std::size_t r = 0; r < lanes_.size(); ++r)
      if (!capacity_[r].empty())
        free_[t * words_ + lanes_[r].word] += static_cast<std::uint64_t>(capacity_[r][t]) << lanes_[r].shift;
  }
  uses_.resize(tasks_.size()), needs_.resize(tasks_.size());
  for (int j = 0; j < static_cast<int>(tasks_.size()); ++j) {
    for (const Use& use : instance_.uses(tasks_[j].activity, tasks_[j].mode)) {
      uses_[j].push_back(use);
      users_[use.resource].push_back({j, use.amount});
      const Lane lane = lanes_[use.resource];
      if (needs_[j].empty() || needs_[j].back().word != lane.word) needs_[j].push_back({lane.word, 0, 0});
      needs_[j].back().amount += static_cast<std::uint64_t>(use.amount) << lane.shift;
      needs_[j].back().guard = guards_[lane.word];
    }
  }
}

void TimeTable::add_to(Engine& engine, const Instance& instance, std::vector<Task> tasks) {
  auto made = std::make_unique<TimeTable>(instance, std::move(tasks));
  TimeTable& table = *made;
  table.self_ = engine.add_propagator(std::move(made), 0);
  for (int j = 0; j < static_cast<int>(table.tasks_.size()); ++j) {
    if (table.needs_[j].empty()) continue;
    engine.listen(2 * table.tasks_[j].start, table.self_, j);
    engine.listen(2 * table.tasks_[j].start + 1, table.self_, j);
    if (table.tasks_[j].present != engine.always())
      engine.listen(table.tasks_[j].present.predicate, table.self_, j);
    table.wake(j);
  }
  engine.queue(table.self_);
}

void TimeTable::wake(int task) {
  if (is_changed_[task]) return;
  is_changed_[task] = 1;
  changed_.push_back(task);
}

void TimeTable::return_to(int level) {
  while (!changes_.empty() && changes_.back().level > level) {
    const Change change = changes_.back();
    changes_.pop_back();
    Held& now = held_[change.task];
    if (change.before.from == change.before.until) {
      hold(change.task, now.from, now.until, false);
    } else {
      hold(change.task, now.from, change.before.from, false);
      hold(change.task, change.before.until, now.until, false);
    }
    now = change.before;
  }
  for (const int task : changed_) is_changed_[task] = 0;
  changed_.clear();
}

bool TimeTable::is_blocked(int task, Slot slot) const {
  const std::uint64_t* free = words(slot);
  for (const Need& need : needs_[task])
    if (((free[need.word] - need.amount) & need.guard) != need.guard) return true;
  return false;
}

void TimeTable::hold(int task, Slot from, Slot until, bool is_taken) {
  for (const Need& need : needs_[task]) {
    const std::uint64_t amount = is_taken ? need.amount : ~need.amount + 1;
    for (Slot t = from; t < until; ++t) free_[static_cast<std::size_t>(t) * words_ + need.word] -= amount;
  }
}

/// Brings what the changed tasks must hold into the profile.
bool TimeTable::hold_changed(Engine& engine) {
  const Bounds& bounds = engine.bounds();
  for (const int task : changed_) {
    if (!bounds.is_true(tasks_[task].present)) continue;
    const Held now{bounds.highest(tasks_[task].start),
                   tasks_[task].finish(bounds.lowest(tasks_[task].start))};
    const Held before = held_[task];
    if (now.from >= now.until || (now.from == before.from && now.until == before.until)) continue;
    const bool is_new = before.from == before.until;
    const Held left{now.from, is_new ? now.until : before.from};
    const Held right{is_new ? now.until : before.until, now.until};
    for (const Held& part : {left, right})
      for (Slot t = part.from; t < part.until; ++t)
        if (is_blocked(task, t)) return fail_at(engine, task, t);
    for (const Held& part : {left, right}) {
      if (part.from >= part.until) continue;
      hold(task, part.from, part.until, true);
      dirty_.from = std::min(dirty_.from, part.from);
      dirty_.until = std::max(dirty_.until, part.until);
    }
    changes_.push_back({task, bounds.level(), before});
    held_[task] = now;
  }
  return true;
}

bool TimeTable::touches_dirty(const Bounds& bounds, int task) const {
  return bounds.lowest(tasks_[task].start) < dirty_.until &&
         tasks_[task].finish(bounds.highest(tasks_[task].start)) > dirty_.from;
}

bool TimeTable::propagate(Engine& engine) {
  if (overfull_.rule != Step::Rule::none) {
    engine.fail(overfull_);
    return false;
  }
  dirty_ = {instance_.horizon() + 1, 0};
  if (!hold_changed(engine)) return false;
  const Bounds& bounds = engine.bounds();
  for (int task = 0; task < static_cast<int>(tasks_.size()); ++task) {
    if (needs_[task].empty() || (!is_changed_[task] && !touches_dirty(bounds, task))) continue;
    if (bounds.is_false(tasks_[task].present)) continue;
    if (!bounds.is_true(tasks_[task].present)) {
      if (!filter_absent(engine, task)) return false;
      continue;
    }
    if (held_[task].from == bounds.lowest(tasks_[task].start)) continue;
    if (!filter_start(engine, task) || !filter_end(engine, task)) return false;
  }
  for (const int task : changed_) is_changed_[task] = 0;
  changed_.clear();
  return true;
}

/// Starts later while some slot from its earliest start to its earliest finish is blocked.
bool TimeTable::filter_start(Engine& engine, int task) {
  const Bounds& bounds = engine.bounds();
  const Held own = held_[task];
  for (Slot low = bounds.lowest(tasks_[task].start);;) {
    Slot t = tasks_[task].finish(low) - 1;
    while (t >= low && ((t >= own.from && t < own.until) || !is_blocked(task, t))) --t;
    if (t < low) return true;
    if (!engine.set(at_least(tasks_[task].start, t + 1), {Reason::kFirstPropagator + self_, t, task}))
      return false;
    low = t + 1;
  }
}

/// Starts earlier while some slot from its latest start to its latest finish is blocked.
bool TimeTable::filter_end(Engine& engine, int task) {
  const Bounds& bounds = engine.bounds();
  const Held own = held_[task];
  for (Slot high = bounds.highest(tasks_[task].start);;) {
    const Slot finish = tasks_[task].finish(high);
    Slot t = high;
    while (t < finish && ((t >= own.from && t < own.until) || !is_blocked(task, t))) ++t;
    if (t >= finish) return true;
    high = tasks_[task].first_covering(t) - 1;
    if (!engine.set(at_most(tasks_[task].start, high), {Reason::kFirstPropagator + self_, t, task}))
      return false;
  }
}

/// A mode that would have to hold what is not there is not taken.
bool TimeTable::filter_absent(Engine& engine, int task) {
  const Bounds& bounds = engine.bounds();
  const Slot until = tasks_[task].finish(bounds.lowest(tasks_[task].start));
  for (Slot t = bounds.highest(tasks_[task].start); t < until; ++t)
    if (is_blocked(task, t))
      return engine.set(~tasks_[task].present, {Reason::kFirstPropagator + self_, t, task});
  return true;
}

/// Activities that must hold the resource in the slot, without one, so that less than the room is left: those
/// that were known earliest, and none that is not needed.
bool TimeTable::choose(const Bounds& bounds, int resource, int but_task, std::int64_t room, Slot slot,
                       int position, std::vector<Candidate>& chosen) const {
  chosen.clear();
  std::int64_t sum = 0;
  for (const User user : users_[resource]) {
    const Task& task = tasks_[user.task];
    if (user.task == but_task || !bounds.is_true(task.begins_by(slot)) ||
        !bounds.is_true(task.begins_late_enough(slot)) || !bounds.is_true(task.present))
      continue;
    const int known =
        std::max({bounds.position_of(task.begins_by(slot)), bounds.position_of(task.begins_late_enough(slot)),
                  bounds.position_of(task.present)});
    if (known >= position) continue;
    chosen.push_back({known, user});
    sum += user.amount;
  }
  if (sum <= room) return false;
  std::sort(chosen.begin(), chosen.end(), [](const Candidate& a, const Candidate& b) {
    return std::pair(a.position, a.user.task) > std::pair(b.position, b.user.task);
  });
  std::erase_if(chosen, [&](const Candidate& candidate) {
    const bool is_spare = sum - candidate.user.amount > room;
    if (is_spare) sum -= candidate.user.amount;
    return is_spare;
  });
  return true;
}

int TimeTable::blockers(const Bounds& bounds, int task, Slot slot, int position,
                        std::vector<Candidate>& best) const {
  int resource = kNone;
  std::vector<Candidate> chosen;
  for (const Use& use : uses_[task]) {
    if (!choose(bounds, use.resource, task, capacity_at(use.resource, slot) - use.amount, slot, position,
                chosen))
      continue;
    if (resource != kNone && chosen.size() >= best.size()) continue;
    resource = use.resource;
    best.swap(chosen);
  }
  return resource;
}

bool TimeTable::fail_at(Engine& engine, int task, Slot slot) const {
  const Bounds& bounds = engine.bounds();
  std::vector<Candidate> held;
  const int resource = blockers(bounds, task, slot, bounds.size(), held);
  auto& why = engine.fail({Step::Rule::overload, resource, slot, 0});
  held.push_back({0, {task, 0}});
  for (const Candidate& each : held) {
    const Task& holder = tasks_[each.user.task];
    why.push_back(holder.begins_by(slot));
    why.push_back(holder.begins_late_enough(slot));
    if (holder.present != engine.always()) why.push_back(holder.present);
  }
  return false;
}

void TimeTable::explain(const Engine& engine, const Bounds::Entry& entry, Literal, int position,
                        std::vector<Literal>& why) const {
  const Slot slot = entry.reason.data;
  const Task& task = tasks_[entry.reason.extra];
  const bool is_absence = entry.predicate / 2 != task.start;
  if (is_absence || entry.predicate == 2 * task.start) why.push_back(task.begins_late_enough(slot));
  if (is_absence || entry.predicate == 2 * task.start + 1) why.push_back(task.begins_by(slot));
  if (!is_absence && task.present != engine.always()) why.push_back(task.present);
  std::vector<Candidate> held;
  blockers(engine.bounds(), entry.reason.extra, slot, position, held);
  for (const Candidate& each : held) {
    const Task& holder = tasks_[each.user.task];
    why.push_back(holder.begins_by(slot));
    why.push_back(holder.begins_late_enough(slot));
    if (holder.present != engine.always()) why.push_back(holder.present);
  }
}

Step TimeTable::step(const Engine& engine, const Bounds::Entry& entry, Literal, int position) const {
  std::vector<Candidate> held;
  const Slot slot = entry.reason.data;
  return {Step::Rule::overload, blockers(engine.bounds(), entry.reason.extra, slot, position, held), slot, 0};
}

}  // namespace zw::engines::schedule::prove
