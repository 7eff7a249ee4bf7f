#include <charconv>
#include <cmath>

#include "modules/projects/exchange/import_support.h"
#include "modules/projects/exchange/mspdi.h"
#include "record/xml.h"

namespace zw::modules::projects::exchange {
namespace {

using engines::schedule::Draft;
using engines::schedule::kMaxAmount;
using engines::schedule::kMaxSlot;
using engines::schedule::LinkType;
using engines::schedule::Slot;
using record::XmlElement;

constexpr std::int64_t kMostMinutes = std::int64_t{kMaxSlot} * kMinutesPerDay;

/// "PT40H30M0S" in minutes.
std::optional<std::int64_t> duration_minutes(std::string_view text) {
  if (!text.starts_with("PT")) return {};
  std::int64_t minutes = 0;
  const char* at = text.data() + 2;
  const char* const end = text.data() + text.size();
  while (at != end) {
    std::int64_t number = 0;
    const auto [next, error] = std::from_chars(at, end, number);
    if (error != std::errc{} || next == end || number < 0 || number > kMostMinutes) return {};
    if (*next == 'H')
      minutes += number * 60;
    else if (*next == 'M')
      minutes += number;
    else if (*next != 'S')
      return {};
    at = next + 1;
  }
  return minutes;
}

/// Elapsed minutes, hours, days, weeks, months and percent, for durations as for lags.
bool is_elapsed(std::int64_t format) {
  constexpr std::int64_t kElapsed[] = {4, 6, 8, 10, 12, 20, 36, 38, 40, 42, 44, 52};
  return std::find(std::begin(kElapsed), std::end(kElapsed), format) != std::end(kElapsed);
}
bool is_percent(std::int64_t format) { return format == 19 || format == 20 || format == 51 || format == 52; }

class MspdiReader {
 public:
  MspdiReader(const XmlElement& project, const ImportOptions& options)
      : project_(project), options_(options) {}

  Result<Imported> read() && {
    out_.axis.grain = options_.grain;
    read_frame();
    if (!problems_.empty()) return std::move(problems_);
    read_calendars();
    each("Resources", "Resource", [&](const XmlElement& row) { read_resource(row); });
    each("Tasks", "Task", [&](const XmlElement& row) { read_task(row); });
    each("Tasks", "Task", [&](const XmlElement& row) { read_links(row); });
    read_assignments();
    if (!problems_.empty()) return std::move(problems_);
    draft().horizon = options_.horizon.value_or(roomy_horizon(draft(), out_.axis, last_));
    for (const auto& [uid, calendar] : calendars_)
      draft().calendars.push_back({.id = {uid}, .working = calendar.spans(out_.axis, draft().horizon)});
    return std::move(out_);
  }

 private:
  Draft& draft() { return out_.draft; }

  template <class Act>
  void each(std::string_view list, std::string_view name, Act act) {
    const XmlElement* rows = project_.find(list);
    if (!rows) return;
    for (const XmlElement& row : rows->children)
      if (row.name == name) act(row);
  }

  std::int64_t number(const XmlElement& row, std::string_view name, std::int64_t otherwise,
                      const std::string& field) {
    const std::string_view text = row.text_of(name);
    if (text.empty()) return otherwise;
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc{} && end == text.data() + text.size() && std::abs(value) <= kMostMinutes * 10)
      return value;
    problems_.push_back(bad_value(field, name));
    return otherwise;
  }

  double decimal(const XmlElement& row, std::string_view name, double otherwise, const std::string& field) {
    const std::string_view text = row.text_of(name);
    if (text.empty()) return otherwise;
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc{} && end == text.data() + text.size() && value >= 0 && value <= 1e6) return value;
    problems_.push_back(bad_value(field, name));
    return otherwise;
  }

  std::optional<LocalMinute> moment(const XmlElement& row, std::string_view name, const std::string& field) {
    const std::string_view text = row.text_of(name);
    if (text.empty() || text == "NA") return {};
    const auto minute = parse_local(text);
    if (!minute) problems_.push_back(bad_value(field, name));
    return minute;
  }

  void read_frame() {
    const auto start = moment(project_, "StartDate", "project");
    if (!start) {
      if (problems_.empty()) problems_.push_back(bad_value("project", "StartDate"));
      return;
    }
    const std::int64_t day = *start >= 0 ? *start / kMinutesPerDay : 0;
    out_.axis.first = Date{static_cast<std::int32_t>(day)};
    per_day_ = static_cast<int>(
        std::clamp<std::int64_t>(number(project_, "MinutesPerDay", 480, "project"), 1, kMinutesPerDay));
    project_calendar_ = std::max<std::int64_t>(0, number(project_, "CalendarUID", 0, "project"));
    if (const auto finish = moment(project_, "FinishDate", "project"))
      last_ = out_.axis.slot_at_least(*finish);
    if (const auto status = moment(project_, "StatusDate", "project"))
      draft().data_date = std::max(0, out_.axis.slot(*status));
  }

  Shifts shifts_of(const XmlElement& row, const std::string& field) {
    Shifts shifts;
    const XmlElement* times = row.find("WorkingTimes");
    if (!times || row.text_of("DayWorking") == "0") return shifts;
    for (const XmlElement& time : times->children) {
      if (time.text_of("FromTime").empty() && time.text_of("ToTime").empty()) continue;
      const auto from = parse_time_of_day(time.text_of("FromTime"));
      auto until = parse_time_of_day(time.text_of("ToTime"));
      if (until == 0) until = kMinutesPerDay;
      if (from && until && *from < *until)
        shifts.push_back({*from, *until});
      else
        problems_.push_back(bad_value(field, "WorkingTime"));
    }
    return shifts;
  }

  void read_calendars() {
    std::map<std::int64_t, std::int64_t> bases;
    each("Calendars", "Calendar", [&](const XmlElement& row) {
      const std::int64_t uid = number(row, "UID", 0, "calendar");
      const std::string field = "calendar " + std::to_string(uid);
      WeekCalendar& calendar = calendars_[uid];
      bases[uid] = number(row, "BaseCalendarUID", -1, field);
      if (const XmlElement* days = row.find("WeekDays"))
        for (const XmlElement& day : days->children) read_weekday(day, calendar, field);
      if (const XmlElement* exceptions = row.find("Exceptions"))
        for (const XmlElement& exception : exceptions->children) read_exception(exception, calendar, field);
      if (row.find("WorkWeeks") && !row.find("WorkWeeks")->children.empty())
        out_.left_out.push_back(left_out(field, "WorkWeeks"));
    });
    // Programs write chains of length one; more could go round.
    for (const auto& [uid, base] : bases)
      if (const auto found = calendars_.find(base);
          found != calendars_.end() && base != uid && !calendars_.contains(bases[base]))
        calendars_[uid].base = &found->second;
  }

  void read_weekday(const XmlElement& day, WeekCalendar& calendar, const std::string& field) {
    const std::int64_t type = number(day, "DayType", 0, field);
    if (type == 0) return read_exception(day, calendar, field);
    if (type < 1 || type > 7) return problems_.push_back(bad_value(field, "DayType"));
    // 1 is Sunday there, 0 is Monday here.
    calendar.week[static_cast<std::size_t>((type + 5) % 7)] = shifts_of(day, field);
  }

  void read_exception(const XmlElement& row, WeekCalendar& calendar, const std::string& field) {
    const XmlElement* period = row.find("TimePeriod");
    if (!period) return problems_.push_back(bad_value(field, "TimePeriod"));
    const auto from = moment(*period, "FromDate", field), until = moment(*period, "ToDate", field);
    constexpr std::int64_t kLongest = 3'660;
    if (!from || !until || *until < *from || (*until - *from) / kMinutesPerDay > kLongest)
      return problems_.push_back(bad_value(field, "TimePeriod"));
    if (number(row, "Type", 1, field) != 1) out_.left_out.push_back(left_out(field, "Exception.Type"));
    const Shifts shifts = shifts_of(row, field);
    for (std::int64_t day = *from / kMinutesPerDay; day <= *until / kMinutesPerDay; ++day)
      calendar.exceptions[Date{static_cast<std::int32_t>(day)}] = shifts;
  }

  Id known_calendar(const XmlElement& row, const std::string& field) {
    const std::int64_t uid = number(row, "CalendarUID", -1, field);
    return uid > 0 && calendars_.contains(uid) ? Id{uid} : Id{};
  }

  void read_resource(const XmlElement& row) {
    const std::int64_t uid = number(row, "UID", 0, "resource");
    const std::string field = "resource " + std::to_string(uid);
    if (uid <= 0 || row.text_of("IsNull") == "1") return;
    if (number(row, "Type", 1, field) != 1) return out_.left_out.push_back(left_out(field, "Type"));
    units_[uid].push_back(decimal(row, "MaxUnits", 1, field));
    draft().resources.push_back({.id = {uid}, .calendar = known_calendar(row, field)});
    out_.resource_names[{uid}] = row.text_of("Name");
  }

  void read_task(const XmlElement& row) {
    const std::int64_t uid = number(row, "UID", 0, "task");
    const std::string field = "task " + std::to_string(uid);
    if (uid <= 0 || row.text_of("IsNull") == "1" || row.text_of("Active") == "0") return;
    if (row.text_of("Summary") == "1") return;
    Draft::Activity activity{.id = {uid}};
    const auto minutes = duration_minutes(row.text_of("Duration").empty() ? "PT0H" : row.text_of("Duration"));
    if (!minutes) return problems_.push_back(bad_value(field, "Duration"));
    const bool elapsed = is_elapsed(number(row, "DurationFormat", 7, field));
    if (!elapsed) activity.calendar = known_calendar(row, field);
    if (!elapsed && !activity.calendar && calendars_.contains(project_calendar_))
      activity.calendar = {project_calendar_};
    activity.modes.push_back({.work = slots(*minutes, elapsed)});
    read_dates(row, activity, field);
    read_constraint(row, activity, field);
    durations_[uid] = *minutes;
    index_[uid] = draft().activities.size();
    draft().activities.push_back(std::move(activity));
    out_.activity_names[{uid}] = row.text_of("Name");
  }

  Slot slots(std::int64_t minutes, bool elapsed) const {
    const std::int64_t slots = out_.axis.slots_of_work(minutes, elapsed ? kMinutesPerDay : per_day_);
    return static_cast<Slot>(std::clamp<std::int64_t>(slots, -kMaxSlot, kMaxSlot));
  }

  void read_dates(const XmlElement& row, Draft::Activity& activity, const std::string& field) {
    if (const auto start = moment(row, "ActualStart", field)) activity.actual_start = out_.axis.slot(*start);
    if (const auto finish = moment(row, "ActualFinish", field))
      activity.actual_finish = out_.axis.slot_at_least(*finish);
    if (const std::string_view text = row.text_of("RemainingDuration");
        activity.actual_start && !activity.actual_finish && !text.empty()) {
      if (const auto left = duration_minutes(text))
        activity.remaining = slots(*left, !activity.calendar);
      else
        problems_.push_back(bad_value(field, "RemainingDuration"));
    }
    if (const auto start = moment(row, "Start", field); start && !activity.actual_start)
      if (const Slot planned = out_.axis.slot(*start); planned >= 0) activity.planned_start = planned;
    if (const auto due = moment(row, "Deadline", field)) {
      activity.due = out_.axis.slot_at_least(*due);
      activity.weight = 1;
    }
    // A report of work past the status date moves the status.
    for (const auto& fact : {activity.actual_start, activity.actual_finish})
      if (fact) draft().data_date = std::max(draft().data_date, *fact);
  }

  void read_constraint(const XmlElement& row, Draft::Activity& activity, const std::string& field) {
    const std::int64_t type = number(row, "ConstraintType", 0, field);
    const auto date = moment(row, "ConstraintDate", field);
    if (type == 0) return;
    if (date && type == 4)
      activity.release = std::max(0, out_.axis.slot(*date));
    else if (date && type == 7)
      activity.deadline = std::max(0, out_.axis.slot_at_least(*date));
    else
      out_.left_out.push_back(left_out(field, "ConstraintType"));
  }

  void read_links(const XmlElement& row) {
    const std::int64_t uid = number(row, "UID", 0, "task");
    const auto to = index_.find(uid);
    const std::string field = "task " + std::to_string(uid);
    for (const XmlElement& given : row.children) {
      if (given.name != "PredecessorLink") continue;
      const std::int64_t from = number(given, "PredecessorUID", 0, field);
      if (to == index_.end() || !index_.contains(from)) {
        out_.left_out.push_back(left_out(field, "PredecessorLink"));
        continue;
      }
      constexpr LinkType kTypes[] = {LinkType::finish_finish, LinkType::finish_start, LinkType::start_finish,
                                     LinkType::start_start};
      const std::int64_t type = number(given, "Type", 1, field);
      if (type < 0 || type > 3) {
        problems_.push_back(bad_value(field, "PredecessorLink.Type"));
        continue;
      }
      Draft::Link link{.from = {from}, .to = {uid}, .type = kTypes[type]};
      read_lag(given, link, field);
      draft().links.push_back(link);
    }
  }

  /// In tenths of a minute, or in percent of the time that the task before takes.
  void read_lag(const XmlElement& given, Draft::Link& link, const std::string& field) {
    const std::int64_t format = number(given, "LagFormat", 7, field);
    std::int64_t minutes = number(given, "LinkLag", 0, field);
    minutes = is_percent(format) ? durations_[link.from.value] / 100 * minutes : minutes / 10;
    minutes = std::clamp(minutes, -kMostMinutes, kMostMinutes);
    link.lag = slots(minutes, is_elapsed(format));
    if (link.lag != 0 && !is_elapsed(format))
      link.calendar = draft().activities[index_[link.to.value]].calendar;
  }

  void read_assignments() {
    struct Units {
      std::size_t activity;
      std::int64_t resource;
      double units;
    };
    std::vector<Units> all;
    each("Assignments", "Assignment", [&](const XmlElement& row) {
      const std::int64_t task = number(row, "TaskUID", 0, "assignment");
      const std::int64_t resource = number(row, "ResourceUID", 0, "assignment");
      if (!index_.contains(task) || !units_.contains(resource)) return;
      all.push_back({index_[task], resource, decimal(row, "Units", 1, "task " + std::to_string(task))});
      units_[resource].push_back(all.back().units);
    });
    for (auto& resource : draft().resources)
      resource.capacity = std::llround(units_[resource.id.value][0] *
                                       static_cast<double>(unit_scale(units_[resource.id.value])));
    for (const Units& given : all) {
      auto& needs = draft().activities[given.activity].modes[0].needs;
      const std::int64_t amount =
          std::llround(given.units * static_cast<double>(unit_scale(units_[given.resource])));
      const auto known = std::find_if(needs.begin(), needs.end(), [&](const Draft::Need& need) {
        return need.resource.value == given.resource;
      });
      if (known != needs.end())
        known->amount = std::min(known->amount + amount, kMaxAmount);
      else
        needs.push_back({{given.resource}, amount});
    }
  }

  const XmlElement& project_;
  const ImportOptions& options_;
  Imported out_;
  Problems problems_;
  int per_day_ = 480;
  std::int64_t project_calendar_ = 0;
  Slot last_ = 0;
  std::map<std::int64_t, WeekCalendar> calendars_;
  std::map<std::int64_t, std::vector<double>> units_;  ///< of a resource: its greatest, then those asked for
  std::map<std::int64_t, std::size_t> index_;          ///< of a task among the activities
  std::map<std::int64_t, std::int64_t> durations_;
};

}  // namespace

Result<Imported> read_mspdi(std::string_view bytes, const ImportOptions& options) {
  if (!is_good_grain(options.grain)) return Problem{"exchange.bad_grain", "grain", {}};
  const auto root = record::parse_xml(bytes);
  if (!root) return root.problems();
  if (root.value().name != "Project") return Problem{"exchange.not_mspdi", "", {}};
  return MspdiReader(root.value(), options).read();
}

}  // namespace zw::modules::projects::exchange
