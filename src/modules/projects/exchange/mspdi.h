// Projects of Microsoft Project as XML (MSPDI): read into a question for the schedule engine, and written
// from one.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "modules/projects/exchange/axis.h"

namespace zw::modules::projects::exchange {

struct ImportOptions {
  int grain = kMinutesPerDay;  ///< minutes of a slot: 15 … 1440, divides a day
  /// None: the longer of twice the file's own time and all work and lags one after the other, doubled.
  std::optional<engines::schedule::Slot> horizon{};
};

/// What a file of another program says, and what of it the engine has no word for.
struct Imported {
  engines::schedule::Draft draft;
  Axis axis;
  std::map<Id, std::string> activity_names, resource_names;
  Problems left_out;  ///< exchange.left_out, field such as "task 12", params what
};

/// Tasks become activities of one mode, named by their UID; summary tasks, inactive and blank ones are passed
/// over. Duration counts in the task's calendar, or the project's; elapsed durations and lags in none; other
/// lags in the calendar of the task that follows. Work resources are renewable; where units are no whole
/// numbers they count in hundredths. "Start no earlier" is the release, "finish no later" the deadline, the
/// Deadline, which binds nobody there, is due at weight 1. Start is the planned start; the status date is the
/// data date. Problems: xml.…; exchange.not_mspdi; exchange.bad_grain; exchange.bad_value, field "task 12",
/// params what.
Result<Imported> read_mspdi(std::string_view bytes, const ImportOptions& options = {});

struct Exported {
  std::string xml;
  Problems left_out;  ///< exchange.left_out, field of the draft such as "activities[3]", params what
};

/// Activities with their decided or first mode. `names` by activity.
Exported write_mspdi(const engines::schedule::Draft& draft, const Axis& axis,
                     const std::map<Id, std::string>& names = {});

}  // namespace zw::modules::projects::exchange
