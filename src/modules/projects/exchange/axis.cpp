#include "modules/projects/exchange/axis.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace zw::modules::projects::exchange {
namespace {

using engines::schedule::kMaxSlot;
using engines::schedule::Slot;
using engines::schedule::Span;

std::int64_t floor_of(std::int64_t number, std::int64_t by) {
  return number >= 0 ? number / by : -((-number + by - 1) / by);
}

Slot as_slot(std::int64_t number) {
  return static_cast<Slot>(std::clamp<std::int64_t>(number, -kMaxSlot, 2 * std::int64_t{kMaxSlot}));
}

std::optional<int> two_digits(std::string_view text) {
  int number = 0;
  if (text.size() < 2) return {};
  const auto [end, error] = std::from_chars(text.data(), text.data() + 2, number);
  if (error != std::errc{} || end != text.data() + 2 || number < 0) return {};
  return number;
}

int minutes_common(const Shifts& shifts, int from, int until) {
  int common = 0;
  for (const Shift& shift : shifts)
    common += std::max(0, std::min(until, shift.until) - std::max(from, shift.from));
  return common;
}

void append_slot(std::vector<Span>& spans, Slot slot) {
  if (!spans.empty() && spans.back().until == slot)
    spans.back().until = slot + 1;
  else
    spans.push_back({slot, slot + 1});
}

}  // namespace

std::optional<int> parse_time_of_day(std::string_view text) {
  if (text.size() < 5 || text[2] != ':') return {};
  const auto hours = two_digits(text), minutes = two_digits(text.substr(3));
  if (!hours || !minutes || *hours > 24 || *minutes > 59) return {};
  return *hours * 60 + *minutes;
}

std::optional<LocalMinute> parse_local(std::string_view text) {
  if (text.size() < 16 || (text[10] != 'T' && text[10] != ' ')) return {};
  const auto date = parse_date(text.substr(0, 10));
  const auto time = parse_time_of_day(text.substr(11));
  if (!date || !time) return {};
  return std::int64_t{date->days} * kMinutesPerDay + *time;
}

std::string local_text(LocalMinute minute) {
  const std::int64_t days = floor_of(minute, kMinutesPerDay), rest = minute - days * kMinutesPerDay;
  return fmt::format("{}T{:02}:{:02}:00", to_string(Date{static_cast<std::int32_t>(days)}), rest / 60,
                     rest % 60);
}

Slot Axis::slot(LocalMinute at) const {
  return as_slot(floor_of(at - std::int64_t{first.days} * kMinutesPerDay, grain));
}

Slot Axis::slot_at_least(LocalMinute at) const {
  return as_slot(-floor_of(std::int64_t{first.days} * kMinutesPerDay - at, grain));
}

LocalMinute Axis::minute(Slot slot) const {
  return std::int64_t{first.days} * kMinutesPerDay + std::int64_t{slot} * grain;
}

std::int64_t Axis::slots_of_work(std::int64_t minutes, int per_day) const {
  const std::int64_t per_slot = is_daily() ? per_day : grain;
  return minutes >= 0 ? (minutes + per_slot - 1) / per_slot : floor_of(minutes, per_slot);
}

std::int64_t Axis::minutes_of_work(std::int64_t slots, int per_day) const {
  return slots * (is_daily() ? per_day : grain);
}

const Shifts& WeekCalendar::on(Date date) const {
  static const Shifts kFree;
  for (const WeekCalendar* calendar = this; calendar; calendar = calendar->base) {
    if (const auto found = calendar->exceptions.find(date); found != calendar->exceptions.end())
      return found->second;
    if (const auto& day = calendar->week[static_cast<std::size_t>(iso_weekday(date) - 1)]) return *day;
  }
  return kFree;
}

std::vector<Span> WeekCalendar::spans(const Axis& axis, Slot horizon) const {
  std::vector<Span> spans;
  const int per_day = kMinutesPerDay / axis.grain;
  for (Slot slot = 0; slot < horizon; ++slot) {
    const int from = slot % per_day * axis.grain;
    const int worked = minutes_common(on(axis.first + slot / per_day), from, from + axis.grain);
    if (axis.is_daily() ? worked > 0 : 2 * worked >= axis.grain) append_slot(spans, slot);
  }
  return spans;
}

WeekCalendar week_of(const std::vector<Span>& spans, const Axis& axis, Slot horizon, int per_day) {
  const int slots = kMinutesPerDay / axis.grain;
  std::map<Date, Shifts> days;
  for (Slot slot = 0; slot < horizon; slot += slots) days[axis.first + slot / slots];
  for (const Span& span : spans) {
    for (Slot slot = span.from; slot < std::min(span.until, horizon); ++slot) {
      Shifts& day = days[axis.first + slot / slots];
      const int from = axis.is_daily() ? 8 * 60 : slot % slots * axis.grain;
      const int until = from + (axis.is_daily() ? std::min(per_day, kMinutesPerDay - from) : axis.grain);
      if (!day.empty() && day.back().until == from)
        day.back().until = until;
      else
        day.push_back({from, until});
    }
  }
  WeekCalendar calendar;
  for (int weekday = 1; weekday <= 7; ++weekday) {
    std::vector<std::pair<int, const Shifts*>> kinds;
    for (const auto& [date, shifts] : days) {
      if (iso_weekday(date) != weekday) continue;
      const auto kind = std::find_if(kinds.begin(), kinds.end(), [&shifts = shifts](const auto& known) {
        return *known.second == shifts;
      });
      if (kind == kinds.end())
        kinds.emplace_back(1, &shifts);
      else
        ++kind->first;
    }
    const auto most = std::max_element(kinds.begin(), kinds.end(),
                                       [](const auto& a, const auto& b) { return a.first < b.first; });
    calendar.week[static_cast<std::size_t>(weekday - 1)] = most == kinds.end() ? Shifts{} : *most->second;
  }
  for (const auto& [date, shifts] : days)
    if (calendar.on(date) != shifts) calendar.exceptions[date] = shifts;
  return calendar;
}

}  // namespace zw::modules::projects::exchange
