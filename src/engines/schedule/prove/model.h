// An Instance as variables, arcs and propagators of the engine.
#pragma once

#include <vector>

#include "engines/schedule/instance.h"
#include "engines/schedule/plan.h"
#include "engines/schedule/prove/engine.h"
#include "engines/schedule/prove/propagators/task.h"

namespace zw::engines::schedule::prove {

/// What a sub-problem adds to the instance; certificates do not know it.
struct Restriction {
  std::vector<Span> windows;  ///< of starts, until included; by activity; empty: as the instance says
  std::vector<std::pair<int, int>> orders;  ///< the first finishes before the second starts
};

class Model {
 public:
  Model(const Instance& instance, const Restriction& restriction, bool is_logged);
  Model(const Model&) = delete;
  Model& operator=(const Model&) = delete;

  Engine& engine() { return engine_; }
  const Engine& engine() const { return engine_; }
  Variable start(int activity) const { return start_[activity]; }
  Variable makespan() const { return makespan_; }
  /// Modes that the activity may take, and the Boolean of each; of a single one, none.
  const std::vector<int>& modes(int activity) const { return modes_[activity]; }
  const std::vector<Variable>& mode_variables(int activity) const { return mode_variables_[activity]; }
  const Task& task(int activity, int mode) const { return tasks_[first_task_[activity] + mode]; }
  /// Windows are empty or what is fixed does not fit: there is no plan.
  bool is_hopeless() const { return is_hopeless_; }
  /// Every start and mode is decided.
  bool is_complete() const;
  Plan plan() const;

 private:
  /// A slot of an activity: a variable and what to add to it.
  struct Event {
    Variable variable = 0;
    int offset = 0;
  };

  void add_activity(int activity, const Restriction& restriction);
  void add_modes(int activity);
  void add_finish(int activity);
  void add_calendar(int activity, int mode);
  void add_links();
  void add_makespan();
  void add_resources();
  void add_budgets();
  void add_orders();
  void add_order(int a, int b);
  std::vector<std::vector<char>> follows() const;
  Event event(int activity, bool is_finish) const;
  void add_arc(Event from, Event to, int lag, Literal condition, Step rule);

  const Instance& instance_;
  Engine engine_;
  std::vector<Variable> start_;
  std::vector<Event> finish_;
  std::vector<std::vector<int>> modes_;
  std::vector<std::vector<Variable>> mode_variables_;
  std::vector<int> first_task_;
  std::vector<Task> tasks_;
  Variable makespan_ = 0;
  bool is_hopeless_ = false;
};

}  // namespace zw::engines::schedule::prove
