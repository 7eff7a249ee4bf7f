#include "engines/schedule/prove/model.h"

#include <algorithm>
#include <utility>

#include "engines/schedule/prove/propagators/budget.h"
#include "engines/schedule/prove/propagators/time_table.h"

namespace zw::engines::schedule::prove {
namespace {

/// More would take more memory than they save conflicts.
constexpr int kMostOrders = 20'000;

}  // namespace

Model::Model(const Instance& instance, const Restriction& restriction, bool is_logged)
    : instance_(instance), engine_(is_logged) {
  const int n = instance.activities();
  modes_.resize(n), mode_variables_.resize(n), finish_.resize(n);
  for (int i = 0; i < n && !is_hopeless_; ++i) add_activity(i, restriction);
  if (is_hopeless_) return;
  add_links();
  for (const auto& [before, after] : restriction.orders)
    add_arc(event(before, true), event(after, false), 0, Engine::always(), {});
  add_makespan();
  add_resources();
  add_budgets();
  add_orders();
}

void Model::add_activity(int activity, const Restriction& restriction) {
  const auto& fixed = instance_.fixed(activity);
  Slot low = instance_.release(activity), high = -1;
  for (int m = 0; m < instance_.modes(activity); ++m) {
    if (!instance_.is_allowed(activity, m)) continue;
    modes_[activity].push_back(m);
    high = std::max(high, instance_.latest_start(activity, m, instance_.deadline(activity)));
  }
  if (fixed) low = high = fixed->from;
  if (!restriction.windows.empty() && !fixed) {
    low = std::max(low, restriction.windows[activity].from);
    high = std::min(high, restriction.windows[activity].until);
  }
  first_task_.push_back(static_cast<int>(tasks_.size()));
  if (low > high) {
    is_hopeless_ = true;
    return;
  }
  start_.push_back(engine_.add_variable(low, high, {Meaning::Kind::start, activity, 0}));
  for (int m = 0; m < instance_.modes(activity); ++m) {
    Task task{&instance_, activity, m, start_[activity], Engine::always(), kNone};
    if (fixed)
      task.duration = fixed->until - fixed->from;
    else if (instance_.table_of(activity, m) == kNone || instance_.work(activity, m) == 0)
      task.duration = instance_.work(activity, m);
    tasks_.push_back(task);
  }
  add_modes(activity);
  add_finish(activity);
}

void Model::add_modes(int activity) {
  if (modes_[activity].size() < 2) return;
  const Step rule{Step::Rule::modes, activity, 0, 0};
  std::vector<Literal> some;
  for (const int m : modes_[activity]) {
    const Variable mode = engine_.add_variable(0, 1, {Meaning::Kind::mode, activity, m});
    mode_variables_[activity].push_back(mode);
    tasks_[first_task_[activity] + m].present = is_set(mode);
    engine_.activity().bump(is_set(mode));
    for (const Literal other : some) engine_.add_clause({~is_set(mode), ~other}, rule);
    some.push_back(is_set(mode));
  }
  engine_.add_clause(some, rule);
}

/// The finish is the start and so much more, or a variable of its own that the mode ties to the start.
void Model::add_finish(int activity) {
  const int single = modes_[activity].size() == 1 ? modes_[activity][0] : kNone;
  if (single != kNone && task(activity, single).duration != kNone) {
    finish_[activity] = {start_[activity], task(activity, single).duration};
    return;
  }
  Slot least = instance_.horizon(), most = 0, earliest = instance_.deadline(activity);
  bool has_calendar = false;
  for (const int m : modes_[activity]) {
    least = std::min(least, instance_.work(activity, m));
    most = std::max(most, instance_.work(activity, m));
    has_calendar = has_calendar || task(activity, m).duration == kNone;
    earliest = std::min(earliest, task(activity, m).finish(instance_.release(activity)));
  }
  const Variable finish =
      engine_.add_variable(earliest, instance_.deadline(activity), {Meaning::Kind::finish, activity, 0});
  finish_[activity] = {finish, 0};
  const Event start{start_[activity], 0};
  const Step rule{Step::Rule::duration, activity};
  for (const int m : modes_[activity]) {
    if (task(activity, m).duration == kNone) {
      add_calendar(activity, m);
      continue;
    }
    add_arc(start, finish_[activity], task(activity, m).duration, task(activity, m).present, rule);
    add_arc(finish_[activity], start, -task(activity, m).duration, task(activity, m).present, rule);
  }
  add_arc(start, finish_[activity], least, Engine::always(), rule);
  if (!has_calendar) add_arc(finish_[activity], start, -most, Engine::always(), rule);
}

/// Starts when work can go on; the finish follows the start and the start the finish.
void Model::add_calendar(int activity, int mode) {
  const Task task = this->task(activity, mode);
  const Variable start = start_[activity], finish = finish_[activity].variable;
  const int first = engine_.bounds().lowest(start), last = engine_.bounds().highest(start);
  const auto begins = [task](int slot) {
    return slot < 0 ? slot : task.instance->earliest_start(task.activity, task.mode, slot);
  };
  const auto ends = [task](int slot) { return task.finish(slot); };
  // The earliest start that finishes at the slot or later.
  const auto begin_of = [task, first, last](int slot) {
    int low = first, high = last + 1;
    while (low < high) {
      const int middle = low + (high - low) / 2;
      if (task.finish(middle) >= slot)
        high = middle;
      else
        low = middle + 1;
    }
    return low;
  };
  engine_.add_curve(start, start, begins, task.present, {Step::Rule::calendar, activity});
  engine_.add_curve(start, finish, ends, task.present, {Step::Rule::duration, activity});
  engine_.add_curve(finish, start, begin_of, task.present, {Step::Rule::duration, activity});
}

Model::Event Model::event(int activity, bool is_finish) const {
  return is_finish ? finish_[activity] : Event{start_[activity], 0};
}

void Model::add_arc(Event from, Event to, int lag, Literal condition, Step rule) {
  engine_.add_arc(2 * from.variable, 2 * to.variable, from.offset + lag - to.offset, condition, rule);
}

void Model::add_links() {
  const auto arcs = instance_.arcs();
  for (std::size_t k = 0; k < arcs.size(); ++k) {
    if (arcs[k].calendar != kNone) {
      const Arc& arc = arcs[k];
      const Event from = event(arc.from, arc.from_finish), to = event(arc.to, arc.to_finish);
      engine_.add_curve(from.variable, to.variable,
                        [this, &arc, from, to](int slot) {
                          return instance_.after_lag(arc, slot + from.offset) - to.offset;
                        },
                        Engine::always(), {Step::Rule::arc, static_cast<int>(k)});
      continue;
    }
    add_arc(event(arcs[k].from, arcs[k].from_finish), event(arcs[k].to, arcs[k].to_finish), arcs[k].lag,
            Engine::always(), {Step::Rule::arc, static_cast<int>(k), 0, 0});
  }
}

void Model::add_makespan() {
  std::vector<char> is_last(static_cast<std::size_t>(instance_.activities()), 1);
  // Whose finish comes before the start of real work is not the last; strictly so, so there is no circle.
  for (const auto& arc : instance_.arcs())
    if (arc.from_finish && !arc.to_finish && arc.lag >= 0 && task(arc.to, 0).duration > 0 &&
        modes_[arc.to].size() == 1)
      is_last[arc.from] = 0;
  makespan_ = engine_.add_variable(0, instance_.horizon(), {Meaning::Kind::makespan, 0, 0});
  for (int i = 0; i < instance_.activities(); ++i)
    if (is_last[i])
      add_arc(event(i, true), {makespan_, 0}, 0, Engine::always(), {Step::Rule::makespan, i, 0, 0});
}

void Model::add_resources() {
  std::vector<Task> tasks;
  for (int i = 0; i < instance_.activities(); ++i) {
    if (instance_.fixed(i)) continue;
    for (const int m : modes_[i])
      if (task(i, m).duration != 0) tasks.push_back(task(i, m));
  }
  TimeTable::add_to(engine_, instance_, tasks);
}

void Model::add_budgets() {
  for (int r = 0; r < instance_.resources(); ++r) {
    if (instance_.is_renewable(r)) continue;
    std::vector<Budget::Item> items;
    for (int i = 0; i < instance_.activities(); ++i)
      for (const int m : modes_[i]) {
        std::int64_t amount = 0;
        for (const Use& use : instance_.spends(i, m))
          if (use.resource == r) amount = use.amount;
        items.push_back({i, task(i, m).present, amount});
      }
    Budget::add_to(engine_, r, instance_.capacity(r)[0].capacity, items);
  }
}

/// Two activities that no mode lets go on side by side: which goes first is a question of its own to decide
/// on.
void Model::add_orders() {
  const auto least = [&](int activity, int resource) {
    std::int64_t amount = kMaxAmount;
    for (const int m : modes_[activity]) {
      std::int64_t of_mode = 0;
      for (const Use& use : instance_.uses(activity, m))
        if (use.resource == resource && task(activity, m).duration != 0) of_mode = use.amount;
      amount = std::min(amount, of_mode);
    }
    return amount;
  };
  const auto exclude_each_other = [&](int a, int b) {
    for (int r = 0; r < instance_.resources(); ++r) {
      if (!instance_.is_renewable(r)) continue;
      std::int64_t most = 0;
      for (const auto& step : instance_.capacity(r)) most = std::max(most, step.capacity);
      const std::int64_t of_a = least(a, r), of_b = least(b, r);
      if (of_a > 0 && of_b > 0 && of_a + of_b > most) return true;
    }
    return false;
  };
  const std::vector<std::vector<char>> follows = this->follows();
  int made = 0;
  for (int a = 0; a < instance_.activities(); ++a)
    for (int b = a + 1; b < instance_.activities() && made < kMostOrders; ++b)
      if (!instance_.fixed(a) && !instance_.fixed(b) && !follows[a][b] && !follows[b][a] &&
          exclude_each_other(a, b))
        add_order(a, b), ++made;
}

/// [a][b]: links alone put b after the finish of a.
std::vector<std::vector<char>> Model::follows() const {
  const std::size_t n = static_cast<std::size_t>(instance_.activities());
  std::vector<std::vector<int>> next(n);
  for (const auto& arc : instance_.arcs())
    if (arc.from_finish && !arc.to_finish && arc.lag >= 0) next[arc.from].push_back(arc.to);
  std::vector<std::vector<char>> follows(n, std::vector<char>(n, 0));
  for (std::size_t a = 0; a < n; ++a) {
    std::vector<int> open = next[a];
    while (!open.empty()) {
      const int b = open.back();
      open.pop_back();
      if (std::exchange(follows[a][b], 1)) continue;
      open.insert(open.end(), next[b].begin(), next[b].end());
    }
  }
  return follows;
}

void Model::add_order(int a, int b) {
  const Variable order = engine_.add_variable(0, 1, {Meaning::Kind::order, a, b});
  const Step rule{Step::Rule::order, order};
  add_arc(event(a, true), event(b, false), 0, is_set(order), rule);
  add_arc(event(b, true), event(a, false), 0, ~is_set(order), rule);
}

bool Model::is_complete() const {
  const Bounds& bounds = engine_.bounds();
  for (int i = 0; i < instance_.activities(); ++i) {
    if (!bounds.is_fixed(start_[i])) return false;
    for (const Variable mode : mode_variables_[i])
      if (!bounds.is_fixed(mode)) return false;
  }
  return true;
}

Plan Model::plan() const {
  Plan plan;
  for (int i = 0; i < instance_.activities(); ++i) {
    plan.start.push_back(engine_.bounds().lowest(start_[i]));
    int mode = modes_[i][0];
    for (std::size_t k = 0; k < mode_variables_[i].size(); ++k)
      if (engine_.bounds().is_true(is_set(mode_variables_[i][k]))) mode = modes_[i][k];
    plan.mode.push_back(mode);
  }
  return plan;
}

}  // namespace zw::engines::schedule::prove
