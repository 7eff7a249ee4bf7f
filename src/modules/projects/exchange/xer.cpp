#include "modules/projects/exchange/xer.h"

#include <charconv>
#include <cmath>
#include <unordered_map>

#include "base/text.h"
#include "modules/projects/exchange/import_support.h"
#include "modules/projects/exchange/xer_calendar.h"

namespace zw::modules::projects::exchange {
namespace {

using engines::schedule::Draft;
using engines::schedule::kMaxAmount;
using engines::schedule::kMaxSlot;
using engines::schedule::LinkType;
using engines::schedule::Slot;

std::vector<std::string_view> split(std::string_view line) {
  std::vector<std::string_view> cells;
  while (true) {
    const std::size_t tab = line.find('\t');
    cells.push_back(line.substr(0, tab));
    if (tab == line.npos) return cells;
    line.remove_prefix(tab + 1);
  }
}

/// Rows of one table, by name of the column.
struct Table {
  std::vector<std::string_view> columns;
  struct Row {
    int line = 0;
    std::vector<std::string_view> cells;
  };
  std::vector<Row> rows;

  std::string_view cell(const Row& row, std::string_view column) const {
    const auto found = std::find(columns.begin(), columns.end(), column);
    const auto index = static_cast<std::size_t>(found - columns.begin());
    return index < columns.size() && index < row.cells.size() ? trim(row.cells[index]) : std::string_view();
  }
};

using Tables = std::map<std::string, Table, std::less<>>;

Tables tables_of(std::string_view bytes) {
  Tables tables;
  Table* table = nullptr;
  for (int line = 1; !bytes.empty(); ++line) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    std::string_view text = bytes.substr(0, end);
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
    if (text.ends_with('\r')) text.remove_suffix(1);
    auto cells = split(text);
    if (cells[0] == "%T" && cells.size() > 1)
      table = &tables[std::string(trim(cells[1]))];
    else if (table && (cells[0] == "%F" || cells[0] == "%R")) {
      const bool is_heading = cells[0] == "%F";
      cells.erase(cells.begin());
      if (is_heading)
        table->columns = std::move(cells);
      else
        table->rows.push_back({line, std::move(cells)});
    }
  }
  return tables;
}

class XerReader {
 public:
  XerReader(const Tables& tables, const ImportOptions& options) : tables_(tables), options_(options) {}

  Result<Imported> read() && {
    out_.axis.grain = options_.grain;
    read_projects();
    if (!problems_.empty()) return std::move(problems_);
    each("CALENDAR", [&](const Table& table, const Table::Row& row) { read_calendar(table, row); });
    each("RSRC", [&](const Table& table, const Table::Row& row) { read_resource(table, row); });
    each("TASK", [&](const Table& table, const Table::Row& row) { read_task(table, row); });
    each("SCHEDOPTIONS", [&](const Table& table, const Table::Row& row) {
      lag_calendar_ = table.cell(row, "sched_calendar_on_relationship_lag");
    });
    each("TASKPRED", [&](const Table& table, const Table::Row& row) { read_link(table, row); });
    read_assignments();
    if (!problems_.empty()) return std::move(problems_);
    draft().horizon = options_.horizon.value_or(roomy_horizon(draft(), out_.axis, last_));
    for (const auto& [id, calendar] : calendars_)
      draft().calendars.push_back({.id = {id}, .working = calendar.spans(out_.axis, draft().horizon)});
    return std::move(out_);
  }

 private:
  Draft& draft() { return out_.draft; }

  template <class Act>
  void each(std::string_view name, Act act) {
    const auto found = tables_.find(name);
    if (found == tables_.end()) return;
    for (const Table::Row& row : found->second.rows) act(found->second, row);
  }

  static std::string field(const Table::Row& row) { return "line " + std::to_string(row.line); }
  void refuse(const Table::Row& row, std::string_view what) {
    problems_.push_back(bad_value(field(row), what));
  }

  double decimal(const Table& table, const Table::Row& row, std::string_view column, double otherwise) {
    const std::string_view text = table.cell(row, column);
    if (text.empty()) return otherwise;
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc{} && end == text.data() + text.size() && std::abs(value) <= 1e9) return value;
    refuse(row, column);
    return otherwise;
  }
  std::int64_t id(const Table& table, const Table::Row& row, std::string_view column) {
    return std::llround(decimal(table, row, column, 0));
  }
  std::optional<LocalMinute> moment(const Table& table, const Table::Row& row, std::string_view column) {
    const std::string_view text = table.cell(row, column);
    if (text.empty()) return {};
    const auto minute = parse_local(text);
    if (!minute) refuse(row, column);
    return minute;
  }

  void read_projects() {
    std::optional<LocalMinute> first, now;
    each("PROJECT", [&](const Table& table, const Table::Row& row) {
      if (const auto start = moment(table, row, "plan_start_date"); start && (!first || *start < *first))
        first = start;
      if (const auto date = moment(table, row, "last_recalc_date"); date && (!now || *date > *now))
        now = date;
      if (const auto end = moment(table, row, "scd_end_date")) finish_ = std::max(finish_, *end);
    });
    if (!first || *first < 0) {
      if (problems_.empty()) problems_.push_back(bad_value("PROJECT", "plan_start_date"));
      return;
    }
    out_.axis.first = Date{static_cast<std::int32_t>(*first / kMinutesPerDay)};
    if (now) draft().data_date = std::max(0, out_.axis.slot(*now));
    if (finish_ > 0) last_ = std::max(0, out_.axis.slot_at_least(finish_));
  }

  void read_calendar(const Table& table, const Table::Row& row) {
    const std::int64_t id = this->id(table, row, "clndr_id");
    const auto calendar = parse_xer_calendar(table.cell(row, "clndr_data"));
    if (!calendar) return refuse(row, "clndr_data");
    calendars_[id] = *calendar;
    per_day_[id] = static_cast<int>(
        std::clamp(std::lround(60 * decimal(table, row, "day_hr_cnt", 8)), 1L, long{kMinutesPerDay}));
  }

  Id known_calendar(const Table& table, const Table::Row& row) {
    const std::int64_t id = this->id(table, row, "clndr_id");
    return calendars_.contains(id) ? Id{id} : Id{};
  }

  std::string name_of(const Table& table, const Table::Row& row, std::string_view column) {
    const std::string_view name = table.cell(row, column);
    return first_invalid_utf8(name) ? std::string() : std::string(name);
  }

  void read_resource(const Table& table, const Table::Row& row) {
    const std::int64_t id = this->id(table, row, "rsrc_id");
    if (table.cell(row, "rsrc_type") == "RT_Mat")
      return out_.left_out.push_back(left_out(field(row), "rsrc_type"));
    draft().resources.push_back({.id = {id}, .calendar = known_calendar(table, row)});
    out_.resource_names[{id}] = name_of(table, row, "rsrc_name");
    units_[id];
  }

  Slot slots(double hours, Id calendar) const {
    const auto per_day = per_day_.find(calendar.value);
    const std::int64_t slots = out_.axis.slots_of_work(
        std::llround(hours * 60), per_day == per_day_.end() ? kMinutesPerDay : per_day->second);
    return static_cast<Slot>(std::clamp<std::int64_t>(slots, -kMaxSlot, kMaxSlot));
  }

  void read_task(const Table& table, const Table::Row& row) {
    const std::string_view type = table.cell(row, "task_type");
    if (type == "TT_LOE" || type == "TT_WBS")
      return out_.left_out.push_back(left_out(field(row), "task_type"));
    Draft::Activity activity{.id = {id(table, row, "task_id")}, .calendar = known_calendar(table, row)};
    const double hours = decimal(table, row, "target_drtn_hr_cnt", 0);
    if (hours < 0) return refuse(row, "target_drtn_hr_cnt");
    activity.modes.push_back({.work = slots(hours, activity.calendar)});
    if (const auto start = moment(table, row, "act_start_date"))
      activity.actual_start = out_.axis.slot(*start);
    if (const auto finish = moment(table, row, "act_end_date"))
      activity.actual_finish = out_.axis.slot_at_least(*finish);
    if (activity.actual_start && !activity.actual_finish && !table.cell(row, "remain_drtn_hr_cnt").empty())
      activity.remaining = slots(decimal(table, row, "remain_drtn_hr_cnt", 0), activity.calendar);
    if (const auto start = moment(table, row, "target_start_date"); start && !activity.actual_start)
      if (const Slot planned = out_.axis.slot(*start); planned >= 0) activity.planned_start = planned;
    for (const auto& fact : {activity.actual_start, activity.actual_finish})
      if (fact) draft().data_date = std::max(draft().data_date, *fact);
    read_constraint(table, row, activity);
    index_[activity.id.value] = draft().activities.size();
    out_.activity_names[activity.id] = name_of(table, row, "task_name");
    draft().activities.push_back(std::move(activity));
  }

  void read_constraint(const Table& table, const Table::Row& row, Draft::Activity& activity) {
    const std::string_view type = table.cell(row, "cstr_type");
    const auto date = moment(table, row, "cstr_date");
    if (type.empty()) return;
    if (date && type == "CS_MSOA")
      activity.release = std::max(0, out_.axis.slot(*date));
    else if (date && type == "CS_MEOB")
      activity.deadline = std::max(0, out_.axis.slot_at_least(*date));
    else
      out_.left_out.push_back(left_out(field(row), "cstr_type"));
  }

  void read_link(const Table& table, const Table::Row& row) {
    const auto from = index_.find(id(table, row, "pred_task_id")),
               to = index_.find(id(table, row, "task_id"));
    if (from == index_.end() || to == index_.end())
      return out_.left_out.push_back(left_out(field(row), "TASKPRED"));
    Draft::Link link{.from = {from->first}, .to = {to->first}};
    const std::string_view type = table.cell(row, "pred_type");
    if (type == "PR_SS")
      link.type = LinkType::start_start;
    else if (type == "PR_FF")
      link.type = LinkType::finish_finish;
    else if (type == "PR_SF")
      link.type = LinkType::start_finish;
    else if (type != "PR_FS")
      return refuse(row, "pred_type");
    Id calendar = draft().activities[from->second].calendar;
    if (lag_calendar_ == "rcal_Successor") calendar = draft().activities[to->second].calendar;
    if (lag_calendar_ == "rcal_24Hours") calendar = {};
    link.lag = slots(decimal(table, row, "lag_hr_cnt", 0), calendar);
    if (link.lag != 0) link.calendar = calendar;
    draft().links.push_back(link);
  }

  void read_assignments() {
    std::map<std::int64_t, double> most;
    each("RSRCRATE", [&](const Table& table, const Table::Row& row) {
      double& units = most[id(table, row, "rsrc_id")];
      units = std::max(units, decimal(table, row, "max_qty_per_hr", 1));
    });
    std::map<std::pair<std::size_t, std::int64_t>, double> wanted;
    each("TASKRSRC", [&](const Table& table, const Table::Row& row) {
      const auto task = index_.find(id(table, row, "task_id"));
      const std::int64_t resource = id(table, row, "rsrc_id");
      if (task == index_.end() || !units_.contains(resource)) return;
      const double units = std::clamp(decimal(table, row, "target_qty_per_hr", 1), 0.0, 1e6);
      wanted[{task->second, resource}] += units;
    });
    for (auto& [resource, units] : units_)
      units.push_back(most.contains(resource) ? std::clamp(most[resource], 0.0, 1e6) : 1);
    for (const auto& [key, units] : wanted) units_[key.second].push_back(units);
    const auto amount = [&](std::int64_t resource, double units) {
      const auto scale = static_cast<double>(unit_scale(units_[resource]));
      return std::min<std::int64_t>(std::llround(units * scale), kMaxAmount);
    };
    for (auto& resource : draft().resources)
      resource.capacity = amount(resource.id.value, units_[resource.id.value][0]);
    for (const auto& [key, units] : wanted)
      draft().activities[key.first].modes[0].needs.push_back({{key.second}, amount(key.second, units)});
  }

  const Tables& tables_;
  const ImportOptions& options_;
  Imported out_;
  Problems problems_;
  LocalMinute finish_ = 0;
  Slot last_ = 0;
  std::string_view lag_calendar_;
  std::map<std::int64_t, WeekCalendar> calendars_;
  std::map<std::int64_t, int> per_day_;
  std::map<std::int64_t, std::vector<double>> units_;  ///< of a resource: its greatest, then those asked for
  std::unordered_map<std::int64_t, std::size_t> index_;
};

}  // namespace

Result<Imported> read_xer(std::string_view bytes, const ImportOptions& options) {
  if (!is_good_grain(options.grain)) return Problem{"exchange.bad_grain", "grain", {}};
  const Tables tables = tables_of(bytes);
  if (!bytes.starts_with("ERMHDR") || !tables.contains("TASK")) return Problem{"exchange.not_xer", "", {}};
  return XerReader(tables, options).read();
}

}  // namespace zw::modules::projects::exchange
