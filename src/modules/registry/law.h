// Law as data: working days, limits with citation and effective date, and the settings of the zone.
#pragma once

#include "record/description.h"

namespace zw::modules::registry {

/// An exception from Monday to Friday: a holiday on a weekday or a make-up day on a weekend.
struct CalendarDay : record::Stored {
  Date day;
  bool is_working = false;
  std::string note;
  std::string citation;
};

struct LawLimit : record::Stored {
  std::string code;
  std::string name;
  std::int64_t value = 0;
  std::string unit;
  std::string citation;
  Date effective_from;
  std::optional<Date> effective_until;
};

struct Setting : record::Stored {
  std::string key;
  std::string value;
  std::string note;
};

struct SavedView : record::Stored {
  std::string name;
  std::string entity;
  std::string query;  ///< of the address bar
  Id person_id;
  bool is_shared = false;
};

}  // namespace zw::modules::registry

namespace zw::record {
template <>
const Entity& describe<modules::registry::CalendarDay>();
template <>
const Entity& describe<modules::registry::LawLimit>();
template <>
const Entity& describe<modules::registry::Setting>();
template <>
const Entity& describe<modules::registry::SavedView>();
}  // namespace zw::record
