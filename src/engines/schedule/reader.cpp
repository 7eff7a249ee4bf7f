#include "engines/schedule/reader.h"

#include <algorithm>
#include <string>

namespace zw::engines::schedule {
namespace {

std::string at(std::string_view name, std::size_t index) {
  return std::string(name) + "[" + std::to_string(index) + "]";
}

std::int64_t highest(std::span<const Draft::Step> steps) {
  std::int64_t highest = 0;
  for (const auto& step : steps) highest = std::max(highest, step.capacity);
  return highest;
}

std::string chain_of(const std::vector<Id>& ids) {
  std::string chain;
  for (const Id id : ids) chain += (chain.empty() ? "" : " → ") + std::to_string(id.value);
  return chain;
}

}  // namespace

void Reader::complain(std::string code, std::string field,
                      std::vector<std::pair<std::string, std::string>> params) {
  problems_.push_back({std::move(code), std::move(field), std::move(params)});
}

void Reader::expect_slot(std::optional<Slot> slot, const std::string& field) {
  if (slot && (*slot < 0 || *slot > draft().horizon)) complain("schedule.bad_date", field);
}

void Reader::expect_amount(std::int64_t amount, const std::string& field) {
  if (amount < 0 || amount > kMaxAmount) complain("schedule.out_of_range", field);
}

template <class Rows>
std::unordered_map<Id, int> Reader::index(const Rows& rows, const std::string& name) {
  std::unordered_map<Id, int> ids;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].id.value <= 0)
      complain("schedule.bad_id", at(name, i) + ".id");
    else if (!ids.emplace(rows[i].id, static_cast<int>(i)).second)
      complain("schedule.duplicate_id", at(name, i) + ".id", {{"id", std::to_string(rows[i].id.value)}});
  }
  return ids;
}

int Reader::resolve(const std::unordered_map<Id, int>& ids, Id id, const std::string& field) {
  const auto found = ids.find(id);
  if (found != ids.end()) return found->second;
  complain("schedule.unknown_id", field, {{"id", std::to_string(id.value)}});
  return kNone;
}

Result<Instance> Reader::read() {
  read_frame();
  if (!problems_.empty()) return std::move(problems_);
  calendar_ids_ = index(draft().calendars, "calendars");
  resource_ids_ = index(draft().resources, "resources");
  zone_ids_ = index(draft().zones, "zones");
  activity_ids_ = index(draft().activities, "activities");
  read_calendars();
  read_resources();
  read_zones();
  // Later rooms of the house need a sound cellar: zones that are trees, calendars that ascend.
  if (!problems_.empty()) return std::move(problems_);
  read_activities();
  read_links();
  if (problems_.empty()) refuse_link_cycles();
  if (!problems_.empty()) return std::move(problems_);
  yield_to_started();
  instance_.is_plain_ = is_plain();
  return std::move(instance_);
}

void Reader::read_frame() {
  if (draft().horizon < 1 || draft().horizon > kMaxSlot) return complain("schedule.bad_horizon", "horizon");
  expect_slot(draft().data_date, "data_date");
  expect_slot(draft().frozen_until, "frozen_until");
}

void Reader::read_calendars() {
  for (std::size_t c = 0; c < draft().calendars.size(); ++c) {
    Slot last = 0;
    bool is_sound = true;
    const auto& working = draft().calendars[c].working;
    for (std::size_t k = 0; k < working.size(); ++k) {
      if (working[k].from < last || working[k].until <= working[k].from || working[k].until > kMaxSlot) {
        complain("schedule.bad_span", at("calendars", c) + "." + at("working", k));
        is_sound = false;
        break;
      }
      last = working[k].until;
    }
    instance_.tables_.emplace_back(is_sound ? working : std::vector<Span>{}, draft().horizon);
    table_of_calendars_[{static_cast<int>(c)}] = static_cast<int>(c);
  }
}

void Reader::add_capacity(std::vector<Draft::Step> steps, bool is_renewable, int zone) {
  instance_.capacity_.push_back({is_renewable, std::move(steps), zone});
}

void Reader::read_resources() {
  for (std::size_t r = 0; r < draft().resources.size(); ++r) {
    const Draft::Resource& resource = draft().resources[r];
    const std::string field = at("resources", r);
    expect_amount(resource.capacity, field + ".capacity");
    if (resource.calendar) resolve(calendar_ids_, resource.calendar, field + ".calendar");
    if (resource.kind == ResourceKind::budget && (!resource.steps.empty() || resource.calendar))
      complain("schedule.budget_varies", field);
    std::vector<Draft::Step> steps{{0, resource.capacity}};
    for (std::size_t k = 0; k < resource.steps.size(); ++k) {
      const Draft::Step& step = resource.steps[k];
      expect_amount(step.capacity, field + "." + at("steps", k) + ".capacity");
      if (step.from < steps.back().from + (k > 0 ? 1 : 0)) {
        complain("schedule.bad_steps", field + "." + at("steps", k) + ".from");
        break;
      }
      if (step.from == 0) steps.clear();
      if (step.from < draft().horizon) steps.push_back(step);
    }
    add_capacity(std::move(steps), resource.kind == ResourceKind::renewable, kNone);
  }
}

void Reader::read_zones() {
  const auto& zones = draft().zones;
  zone_parent_.assign(zones.size(), kNone);
  zone_children_.assign(zones.size(), {});
  for (std::size_t z = 0; z < zones.size(); ++z) {
    const std::string field = at("zones", z);
    expect_amount(zones[z].area, field + ".area");
    if (zones[z].calendar) resolve(calendar_ids_, zones[z].calendar, field + ".calendar");
    if (!zones[z].parent) continue;
    zone_parent_[z] = resolve(zone_ids_, zones[z].parent, field + ".parent");
    if (zone_parent_[z] != kNone) zone_children_[zone_parent_[z]].push_back(static_cast<int>(z));
  }
  refuse_zone_cycles();
  instance_.parent_ = zone_parent_;
  instance_.leaf_.assign(zones.size(), kNone);
  instance_.area_.assign(zones.size(), kNone);
  for (std::size_t z = 0; z < zones.size(); ++z) {
    if (zone_children_[z].empty()) {
      instance_.leaf_[z] = instance_.resources();
      add_capacity({{0, 1}}, true, static_cast<int>(z));
    }
    if (zones[z].area > 0) {
      instance_.area_[z] = instance_.resources();
      add_capacity({{0, zones[z].area}}, true, static_cast<int>(z));
    }
  }
}

void Reader::refuse_zone_cycles() {
  enum class Mark : char { fresh, open, closed };
  std::vector<Mark> mark(zone_parent_.size(), Mark::fresh);
  for (std::size_t first = 0; first < mark.size(); ++first) {
    std::vector<int> way;
    int z = static_cast<int>(first);
    for (; z != kNone && mark[z] == Mark::fresh; z = zone_parent_[z]) mark[z] = Mark::open, way.push_back(z);
    if (z != kNone && mark[z] == Mark::open) {
      std::vector<Id> ids;
      for (auto k = std::find(way.begin(), way.end(), z); k != way.end(); ++k)
        ids.push_back(draft().zones[*k].id);
      ids.push_back(draft().zones[z].id);
      complain("schedule.zone_cycle", at("zones", static_cast<std::size_t>(z)) + ".parent",
               {{"chain", chain_of(ids)}});
    }
    for (const int seen : way) mark[seen] = Mark::closed;
  }
}

void Reader::read_activities() {
  const auto& activities = draft().activities;
  const std::size_t n = activities.size();
  instance_.fixed_mode_.assign(n, kNone);
  instance_.fixed_.assign(n, std::nullopt);
  instance_.release_.assign(n, 0);
  instance_.deadline_.assign(n, draft().horizon);
  for (std::size_t i = 0; i < n; ++i) {
    const std::string field = at("activities", i);
    const std::size_t before = problems_.size();
    instance_.first_mode_.push_back(static_cast<int>(instance_.modes_.size()));
    expect_slot(activities[i].release, field + ".release");
    expect_slot(activities[i].deadline, field + ".deadline");
    if (activities[i].due && (*activities[i].due < -kMaxSlot || *activities[i].due > kMaxSlot))
      complain("schedule.bad_date", field + ".due");
    expect_slot(activities[i].planned_start, field + ".planned_start");
    expect_amount(activities[i].weight, field + ".weight");
    if (activities[i].modes.empty()) {
      complain("schedule.no_mode", field + ".modes");
      continue;
    }
    for (std::size_t m = 0; m < activities[i].modes.size(); ++m)
      read_mode(static_cast<int>(i), static_cast<int>(m), field + "." + at("modes", m));
    read_progress(static_cast<int>(i), field);
    if (problems_.size() == before) read_window(static_cast<int>(i), field);
  }
}

void Reader::read_mode(int activity, int mode, const std::string& field) {
  const Draft::Activity& row = draft().activities[activity];
  const Draft::Mode& given = row.modes[mode];
  Instance::ModeColumns columns;
  std::map<int, std::int64_t> uses, spends;
  std::vector<int> calendars;
  if (given.work < 0 || given.work > draft().horizon) complain("schedule.out_of_range", field + ".work");
  expect_amount(given.cost, field + ".cost");
  if (row.calendar) {
    const int calendar = resolve(calendar_ids_, row.calendar, at("activities", activity) + ".calendar");
    if (calendar != kNone) calendars.push_back(calendar);
  }
  for (std::size_t k = 0; k < given.needs.size(); ++k) {
    const std::string place = field + "." + at("needs", k);
    expect_amount(given.needs[k].amount, place + ".amount");
    const int resource = resolve(resource_ids_, given.needs[k].resource, place + ".resource");
    if (resource == kNone || given.needs[k].amount <= 0) continue;
    const bool is_renewable = instance_.is_renewable(resource);
    if (!(is_renewable ? uses : spends).emplace(resource, given.needs[k].amount).second)
      complain("schedule.named_twice", place + ".resource");
    const std::int64_t most = highest(instance_.capacity(resource));
    if (given.needs[k].amount > most)
      complain("schedule.exceeds_capacity", place + ".amount",
               {{"amount", std::to_string(given.needs[k].amount)}, {"capacity", std::to_string(most)}});
    const Id calendar = draft().resources[resource].calendar;
    if (is_renewable && calendar && calendar_ids_.contains(calendar))
      calendars.push_back(calendar_ids_.at(calendar));
  }
  for (std::size_t k = 0; k < given.places.size(); ++k)
    read_place(given.places[k], field + "." + at("places", k), uses, calendars);
  for (const auto& [resource, amount] : uses) columns.uses.push_back({resource, amount});
  for (const auto& [resource, amount] : spends) columns.spends.push_back({resource, amount});
  columns.table = table_for(std::move(calendars));
  instance_.modes_.push_back(std::move(columns));
}

void Reader::read_place(const Draft::Place& place, const std::string& field,
                        std::map<int, std::int64_t>& uses, std::vector<int>& calendars) {
  expect_amount(place.area, field + ".area");
  const int zone = resolve(zone_ids_, place.zone, field + ".zone");
  if (zone == kNone) return;
  for (int around = zone; around != kNone; around = zone_parent_[around])
    if (const Id calendar = draft().zones[around].calendar; calendar && calendar_ids_.contains(calendar))
      calendars.push_back(calendar_ids_.at(calendar));
  if (place.area <= 0) return take_whole(zone, uses);
  const int area = instance_.area_resource(zone);
  if (area == kNone) return complain("schedule.zone_has_no_area", field + ".area");
  if (place.area > draft().zones[zone].area)
    complain(
        "schedule.exceeds_capacity", field + ".area",
        {{"amount", std::to_string(place.area)}, {"capacity", std::to_string(draft().zones[zone].area)}});
  if (!uses.emplace(area, place.area).second) complain("schedule.named_twice", field + ".zone");
}

/// A zone as a whole is everything in it: each innermost zone, and every area that could be shared out.
void Reader::take_whole(int zone, std::map<int, std::int64_t>& uses) {
  if (const int leaf = instance_.leaf_resource(zone); leaf != kNone) uses[leaf] = 1;
  if (const int area = instance_.area_resource(zone); area != kNone) uses[area] = draft().zones[zone].area;
  for (const int inner : zone_children_[zone]) take_whole(inner, uses);
}

int Reader::table_for(std::vector<int> calendars) {
  std::sort(calendars.begin(), calendars.end());
  calendars.erase(std::unique(calendars.begin(), calendars.end()), calendars.end());
  if (calendars.empty()) return kNone;
  if (const auto found = table_of_calendars_.find(calendars); found != table_of_calendars_.end())
    return found->second;
  const int last = calendars.back();
  const int others = table_for({calendars.begin(), calendars.end() - 1});
  const int made = instance_.tables();
  instance_.tables_.push_back(WorkTable(instance_.tables_[others], instance_.tables_[last]));
  return table_of_calendars_[calendars] = made;
}

void Reader::read_progress(int activity, const std::string& field) {
  const Draft::Activity& row = draft().activities[activity];
  const auto refuse = [&](const char* name) { complain("schedule.bad_progress", field + "." + name); };
  if (row.mode && (*row.mode < 0 || *row.mode >= static_cast<int>(row.modes.size()))) return refuse("mode");
  if (row.mode) instance_.fixed_mode_[activity] = *row.mode;
  if (row.modes.size() == 1) instance_.fixed_mode_[activity] = 0;
  if (!row.actual_start) {
    if (row.actual_finish) refuse("actual_finish");
    if (row.remaining) refuse("remaining");
    return;
  }
  if (*row.actual_start > draft().data_date || *row.actual_start < -kMaxSlot) return refuse("actual_start");
  if (row.actual_finish && (*row.actual_finish < *row.actual_start || *row.actual_finish > draft().data_date))
    return refuse("actual_finish");
  if (row.remaining && (*row.remaining < 0 || *row.remaining > draft().horizon)) return refuse("remaining");
  if (instance_.fixed_mode_[activity] == kNone) return refuse("mode");
}

/// Started ones are facts; others fit between their release and their deadline in at least one mode.
void Reader::read_window(int activity, const std::string& field) {
  const Draft::Activity& row = draft().activities[activity];
  instance_.release_[activity] = std::max(row.release.value_or(0), draft().data_date);
  instance_.deadline_[activity] = std::min(row.deadline.value_or(draft().horizon), draft().horizon);
  if (row.actual_start) return fix_started(activity);
  bool has_time = false, fits = false;
  for (int m = 0; m < instance_.modes(activity); ++m) {
    if (!instance_.is_allowed(activity, m)) continue;
    const Slot start = instance_.earliest_start(activity, m, instance_.release_[activity]);
    const Slot finish = instance_.finish(activity, m, start);
    has_time = has_time || finish <= draft().horizon;
    fits = fits || finish <= instance_.deadline_[activity];
  }
  if (!has_time)
    complain("schedule.no_working_time", field);
  else if (!fits)
    complain("schedule.deadline_before_release", field + ".deadline");
  else
    fix_frozen(activity);
}

void Reader::fix_started(int activity) {
  const Draft::Activity& row = draft().activities[activity];
  const Slot now = draft().data_date, start = *row.actual_start;
  if (row.actual_finish) {
    instance_.fixed_[activity] = Span{start, *row.actual_finish};
    return;
  }
  const int mode = instance_.fixed_mode_[activity], table = instance_.table_of(activity, mode);
  const Slot from = std::max(0, start);
  const Slot passed = table == kNone
                          ? now - start
                          : instance_.tables_[table].before(now) - instance_.tables_[table].before(from);
  const Slot work = instance_.work(activity, mode);
  // What should be done by now but has not been reported done needs one slot more.
  const Slot left = row.remaining.value_or(work == 0 ? 0 : std::max(1, work - passed));
  Slot finish = now + left;
  if (table != kNone && left > 0)
    finish = instance_.tables_[table].nth(instance_.tables_[table].before(now) + left - 1) + 1;
  instance_.fixed_[activity] = Span{start, finish};
  instance_.deadline_[activity] = draft().horizon;
  if (finish > draft().horizon) complain("schedule.no_working_time", at("activities", activity));
}

void Reader::fix_frozen(int activity) {
  const Draft::Activity& row = draft().activities[activity];
  const int mode = instance_.fixed_mode_[activity];
  if (!row.planned_start || mode == kNone) return;
  const Slot start = *row.planned_start;
  if (start >= draft().frozen_until || start < instance_.release_[activity]) return;
  if (instance_.earliest_start(activity, mode, start) != start) return;
  const Slot finish = instance_.finish(activity, mode, start);
  if (finish <= instance_.deadline_[activity]) instance_.fixed_[activity] = Span{start, finish};
}

void Reader::read_links() {
  for (std::size_t k = 0; k < draft().links.size(); ++k) {
    const Draft::Link& link = draft().links[k];
    const std::string field = at("links", k);
    const int from = resolve(activity_ids_, link.from, field + ".from");
    const int to = resolve(activity_ids_, link.to, field + ".to");
    int calendar = kNone;
    if (link.calendar) calendar = resolve(calendar_ids_, link.calendar, field + ".calendar");
    const bool is_in_range = -kMaxSlot <= link.lag && link.lag <= kMaxSlot;
    if (!is_in_range) complain("schedule.out_of_range", field + ".lag");
    if (from == kNone || to == kNone || !is_in_range) continue;
    if (from == to) {
      complain("schedule.self_link", field);
      continue;
    }
    // What has started has started, whatever was to come before.
    if (draft().activities[to].actual_start) continue;
    const bool from_finish = link.type == LinkType::finish_start || link.type == LinkType::finish_finish;
    const bool to_finish = link.type == LinkType::finish_finish || link.type == LinkType::start_finish;
    const int index = static_cast<int>(k);
    if (link.is_maximum)
      instance_.arcs_.push_back({to, from, to_finish, from_finish, -link.lag, calendar, index});
    else
      instance_.arcs_.push_back({from, to, from_finish, to_finish, link.lag, calendar, index});
  }
}

/// Longest ways over minimum links alone, each activity as short as it can be: what still grows after n
/// rounds goes round in more than no time.
void Reader::refuse_link_cycles() {
  const int n = instance_.activities();
  std::vector<Slot> shortest(n, kMaxSlot), longest(n, 0);
  for (int i = 0; i < n; ++i) {
    for (int m = 0; m < instance_.modes(i); ++m) {
      shortest[i] = std::min(shortest[i], instance_.work(i, m));
      longest[i] = std::max(longest[i], instance_.work(i, m));
    }
  }
  std::vector<std::int64_t> at_least(n, 0);
  std::vector<int> by(n, kNone);
  int grown = kNone;
  for (int round = 0; round <= n; ++round) {
    grown = kNone;
    for (std::size_t a = 0; a < instance_.arcs_.size(); ++a) {
      const Arc& arc = instance_.arcs_[a];
      if (draft().links[arc.link].is_maximum) continue;
      const std::int64_t reached = at_least[arc.from] + (arc.from_finish ? shortest[arc.from] : 0) + arc.lag -
                                   (arc.to_finish ? longest[arc.to] : 0);
      if (reached <= at_least[arc.to]) continue;
      at_least[arc.to] = reached, by[arc.to] = static_cast<int>(a), grown = arc.to;
    }
    if (grown == kNone) return;
  }
  for (int k = 0; k < n; ++k) grown = instance_.arcs_[by[grown]].from;
  std::vector<Id> ids{draft().activities[grown].id};
  const int link = instance_.arcs_[by[grown]].link;
  for (int i = instance_.arcs_[by[grown]].from; i != grown; i = instance_.arcs_[by[i]].from)
    ids.push_back(draft().activities[i].id);
  ids.push_back(draft().activities[grown].id);
  std::reverse(ids.begin(), ids.end());
  complain("schedule.link_cycle", at("links", static_cast<std::size_t>(link)), {{"chain", chain_of(ids)}});
}

/// What started activities hold is a fact: where they alone hold more than there is, so much there must be.
void Reader::yield_to_started() {
  const Slot now = draft().data_date;
  for (int r = 0; r < instance_.resources(); ++r) {
    std::map<Slot, std::int64_t> change;
    for (int i = 0; i < instance_.activities(); ++i) {
      if (!draft().activities[i].actual_start || instance_.fixed_[i]->until <= now) continue;
      for (const Use& use : instance_.uses(i, instance_.fixed_mode_[i])) {
        if (use.resource != r) continue;
        change[now] += use.amount;
        change[instance_.fixed_[i]->until] -= use.amount;
      }
    }
    if (change.empty()) continue;
    const std::vector<Draft::Step> before = instance_.capacity_[r].steps;
    for (const auto& step : before) change[step.from] += 0;
    std::vector<Draft::Step> steps;
    std::int64_t held = 0;
    std::size_t k = 0;
    for (const auto& [from, amount] : change) {
      held += amount;
      while (k + 1 < before.size() && before[k + 1].from <= from) ++k;
      const std::int64_t capacity = std::max(before[k].capacity, held);
      if (steps.empty() || steps.back().capacity != capacity) steps.push_back({from, capacity});
    }
    instance_.capacity_[r].steps = std::move(steps);
  }
}

bool Reader::is_plain() const {
  for (int i = 0; i < instance_.activities(); ++i)
    if (instance_.modes(i) != 1 || instance_.fixed(i) || instance_.table_of(i, 0) != kNone) return false;
  for (int r = 0; r < instance_.resources(); ++r)
    if (!instance_.is_constant(r)) return false;
  return std::all_of(instance_.arcs_.begin(), instance_.arcs_.end(),
                     [](const Arc& a) { return a.calendar == kNone; });
}

}  // namespace zw::engines::schedule
