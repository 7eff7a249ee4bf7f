#include <fmt/format.h>

#include <unordered_map>

#include "modules/projects/exchange/import_support.h"
#include "modules/projects/exchange/mspdi.h"
#include "record/xml.h"

namespace zw::modules::projects::exchange {
namespace {

using engines::schedule::Draft;
using engines::schedule::LinkType;
using engines::schedule::ResourceKind;
using engines::schedule::Slot;

constexpr int kMinutesPerShift = 480;
constexpr int kDays = 7, kElapsedDays = 8;  ///< formats of durations and lags

class MspdiWriter {
 public:
  MspdiWriter(const Draft& draft, const Axis& axis, const std::map<Id, std::string>& names)
      : draft_(draft), axis_(axis), names_(names) {
    for (const auto& activity : draft.activities) calendar_of_.emplace(activity.id, activity.calendar);
  }

  Exported write() && {
    out_.xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    open("Project xmlns=\"http://schemas.microsoft.com/project\"");
    element("StartDate", local_text(axis_.minute(0)));
    element("FinishDate", local_text(axis_.minute(draft_.horizon)));
    element("MinutesPerDay", std::to_string(kMinutesPerShift));
    if (draft_.data_date > 0) element("StatusDate", local_text(axis_.minute(draft_.data_date)));
    list("Calendars", draft_.calendars, [&](const Draft::Calendar& row) { write_calendar(row); });
    list("Tasks", draft_.activities, [&](const Draft::Activity& row) { write_task(row); });
    list("Resources", draft_.resources, [&](const Draft::Resource& row) { write_resource(row); });
    list("Assignments", draft_.activities, [&](const Draft::Activity& row) { write_assignments(row); });
    close("Project");
    for (std::size_t z = 0; z < draft_.zones.size(); ++z) note("zones", z, "zone");
    for (std::size_t k = 0; k < draft_.links.size(); ++k)
      if (draft_.links[k].is_maximum) note("links", k, "maximum");
    return std::move(out_);
  }

 private:
  void open(std::string_view tag) { out_.xml += fmt::format("<{}>", tag); }
  void close(std::string_view tag) { out_.xml += fmt::format("</{}>\n", tag); }
  void element(std::string_view name, std::string_view text) {
    open(name);
    record::append_xml_text(out_.xml, text);
    close(name);
  }
  void element(std::string_view name, std::int64_t number) { element(name, std::to_string(number)); }
  template <class Rows, class Write>
  void list(std::string_view name, const Rows& rows, Write write) {
    open(name);
    for (const auto& row : rows) write(row);
    close(name);
  }
  void note(std::string_view rows, std::size_t index, std::string_view what) {
    out_.left_out.push_back(left_out(fmt::format("{}[{}]", rows, index), what));
  }

  void write_shifts(const Shifts& shifts) {
    element("DayWorking", shifts.empty() ? 0 : 1);
    if (shifts.empty()) return;
    open("WorkingTimes");
    for (const Shift& shift : shifts) {
      open("WorkingTime");
      element("FromTime", fmt::format("{:02}:{:02}:00", shift.from / 60, shift.from % 60));
      element("ToTime", fmt::format("{:02}:{:02}:00", shift.until / 60 % 24, shift.until % 60));
      close("WorkingTime");
    }
    close("WorkingTimes");
  }

  void write_calendar(const Draft::Calendar& row) {
    const WeekCalendar calendar = week_of(row.working, axis_, draft_.horizon, kMinutesPerShift);
    open("Calendar");
    element("UID", row.id.value);
    element("Name", fmt::format("Calendar {}", row.id.value));
    element("IsBaseCalendar", 1);
    element("BaseCalendarUID", -1);
    open("WeekDays");
    for (int type = 1; type <= 7; ++type) {
      open("WeekDay");
      element("DayType", type);
      write_shifts(*calendar.week[static_cast<std::size_t>((type + 5) % 7)]);
      close("WeekDay");
    }
    close("WeekDays");
    open("Exceptions");
    for (const auto& [date, shifts] : calendar.exceptions) {
      open("Exception");
      open("TimePeriod");
      element("FromDate", to_string(date) + "T00:00:00");
      element("ToDate", to_string(date) + "T23:59:00");
      close("TimePeriod");
      element("Type", 1);
      write_shifts(shifts);
      close("Exception");
    }
    close("Exceptions");
    close("Calendar");
  }

  std::string duration(Slot work, bool elapsed) const {
    const std::int64_t minutes = axis_.minutes_of_work(work, elapsed ? kMinutesPerDay : kMinutesPerShift);
    return fmt::format("PT{}H{}M0S", minutes / 60, minutes % 60);
  }

  static const Draft::Mode& mode_of(const Draft::Activity& activity) {
    return activity.modes[static_cast<std::size_t>(activity.mode.value_or(0))];
  }

  void write_task(const Draft::Activity& row) {
    const auto index = static_cast<std::size_t>(&row - draft_.activities.data());
    const bool elapsed = !row.calendar;
    open("Task");
    element("UID", row.id.value);
    element("ID", static_cast<std::int64_t>(index) + 1);
    const auto name = names_.find(row.id);
    element("Name", name == names_.end() ? fmt::format("Activity {}", row.id.value) : name->second);
    if (row.planned_start) element("Start", local_text(axis_.minute(*row.planned_start)));
    element("Duration", duration(mode_of(row).work, elapsed));
    element("DurationFormat", elapsed ? kElapsedDays : kDays);
    element("Milestone", mode_of(row).work == 0 ? 1 : 0);
    element("Summary", 0);
    if (row.actual_start) element("ActualStart", local_text(axis_.minute(*row.actual_start)));
    if (row.actual_finish) element("ActualFinish", local_text(axis_.minute(*row.actual_finish)));
    if (row.remaining) element("RemainingDuration", duration(*row.remaining, elapsed));
    write_constraint(row, index);
    if (row.calendar) element("CalendarUID", row.calendar.value);
    if (row.due) element("Deadline", local_text(axis_.minute(*row.due)));
    if (row.due && row.weight != 1) note("activities", index, "weight");
    if (row.modes.size() > 1) note("activities", index, "modes");
    for (const Draft::Link& link : draft_.links)
      if (link.to == row.id && !link.is_maximum) write_link(link);
    close("Task");
  }

  void write_constraint(const Draft::Activity& row, std::size_t index) {
    if (row.release && row.deadline) note("activities", index, "deadline");
    if (!row.release && !row.deadline) return element("ConstraintType", 0);
    element("ConstraintType", row.release ? 4 : 7);
    element("ConstraintDate", local_text(axis_.minute(row.release ? *row.release : *row.deadline)));
  }

  void write_link(const Draft::Link& link) {
    const bool elapsed = !link.calendar;
    constexpr std::pair<LinkType, int> kTypes[] = {{LinkType::finish_finish, 0},
                                                   {LinkType::finish_start, 1},
                                                   {LinkType::start_finish, 2},
                                                   {LinkType::start_start, 3}};
    open("PredecessorLink");
    element("PredecessorUID", link.from.value);
    for (const auto& [type, number] : kTypes)
      if (type == link.type) element("Type", number);
    element("LinkLag", 10 * axis_.minutes_of_work(link.lag, elapsed ? kMinutesPerDay : kMinutesPerShift));
    element("LagFormat", elapsed ? kElapsedDays : kDays);
    close("PredecessorLink");
    if (link.lag != 0 && link.calendar && link.calendar != calendar_of_.at(link.to))
      note("links", static_cast<std::size_t>(&link - draft_.links.data()), "calendar");
  }

  void write_resource(const Draft::Resource& row) {
    const auto index = static_cast<std::size_t>(&row - draft_.resources.data());
    if (row.kind == ResourceKind::budget) return note("resources", index, "budget");
    if (!row.steps.empty()) note("resources", index, "steps");
    open("Resource");
    element("UID", row.id.value);
    element("Name", fmt::format("Resource {}", row.id.value));
    element("Type", 1);
    element("MaxUnits", row.capacity);
    if (row.calendar) element("CalendarUID", row.calendar.value);
    close("Resource");
  }

  void write_assignments(const Draft::Activity& row) {
    for (const Draft::Need& need : mode_of(row).needs) {
      const auto resource =
          std::find_if(draft_.resources.begin(), draft_.resources.end(),
                       [&](const Draft::Resource& known) { return known.id == need.resource; });
      if (resource == draft_.resources.end() || resource->kind == ResourceKind::budget) continue;
      open("Assignment");
      element("UID", ++assignments_);
      element("TaskUID", row.id.value);
      element("ResourceUID", need.resource.value);
      element("Units", need.amount);
      close("Assignment");
    }
  }

  const Draft& draft_;
  const Axis& axis_;
  const std::map<Id, std::string>& names_;
  std::unordered_map<Id, Id> calendar_of_;
  std::int64_t assignments_ = 0;
  Exported out_;
};

}  // namespace

Exported write_mspdi(const Draft& draft, const Axis& axis, const std::map<Id, std::string>& names) {
  return MspdiWriter(draft, axis, names).write();
}

}  // namespace zw::modules::projects::exchange
