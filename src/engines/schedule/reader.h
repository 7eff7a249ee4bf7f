// Judges a draft and builds the Instance of it: `read` of this engine.
#pragma once

#include <map>
#include <string>
#include <unordered_map>

#include "engines/schedule/instance.h"

namespace zw::engines::schedule {

class Reader {
 public:
  explicit Reader(Draft draft) { instance_.draft_ = std::move(draft); }

  /// Problems, by field:
  /// - schedule.bad_horizon, schedule.bad_date: a slot outside 0 … horizon
  /// - schedule.bad_id, schedule.duplicate_id, schedule.unknown_id
  /// - schedule.bad_span, schedule.bad_steps: not ascending
  /// - schedule.out_of_range: an amount, area, cost, weight, lag or work outside its type
  /// - schedule.budget_varies: a budget with steps or a calendar
  /// - schedule.zone_cycle: a zone lies inside itself; params chain
  /// - schedule.zone_has_no_area, schedule.named_twice
  /// - schedule.no_mode, schedule.exceeds_capacity: can never be done, params amount, capacity
  /// - schedule.deadline_before_release, schedule.no_working_time: does not fit in its own window
  /// - schedule.bad_progress: actual dates, remaining work or mode that contradict each other
  /// - schedule.self_link, schedule.link_cycle: minimum links that go round in more than no time; params
  /// chain
  Result<Instance> read();

 private:
  const Draft& draft() const { return instance_.draft_; }
  void complain(std::string code, std::string field,
                std::vector<std::pair<std::string, std::string>> params = {});
  void expect_slot(std::optional<Slot> slot, const std::string& field);
  void expect_amount(std::int64_t amount, const std::string& field);
  template <class Rows>
  std::unordered_map<Id, int> index(const Rows& rows, const std::string& name);
  int resolve(const std::unordered_map<Id, int>& ids, Id id, const std::string& field);

  void read_frame();
  void read_calendars();
  void read_resources();
  void read_zones();
  void refuse_zone_cycles();
  void add_capacity(std::vector<Draft::Step> steps, bool is_renewable, int zone);
  void read_activities();
  void read_mode(int activity, int mode, const std::string& field);
  void read_place(const Draft::Place& place, const std::string& field, std::map<int, std::int64_t>& uses,
                  std::vector<int>& calendars);
  void take_whole(int zone, std::map<int, std::int64_t>& uses);
  int table_for(std::vector<int> calendars);
  void read_progress(int activity, const std::string& field);
  void read_window(int activity, const std::string& field);
  void fix_started(int activity);
  void fix_frozen(int activity);
  void read_links();
  void refuse_link_cycles();
  void yield_to_started();
  bool is_plain() const;

  Instance instance_;
  Problems problems_;
  std::unordered_map<Id, int> calendar_ids_, resource_ids_, zone_ids_, activity_ids_;
  std::vector<int> zone_parent_;
  std::vector<std::vector<int>> zone_children_;
  std::map<std::vector<int>, int> table_of_calendars_;
};

}  // namespace zw::engines::schedule
