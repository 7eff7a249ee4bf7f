#include <fmt/format.h>

#include <charconv>
#include <string>

#include "app/demo/parts.h"
#include "base/embedded.h"
#include "base/working_calendar.h"

namespace zw::app::demo {
namespace {

std::string_view law_file(std::string_view name) {
  static const auto files = embedded::app();
  for (const embedded::File& file : files)
    if (file.name == name) return file.bytes;
  ZW_ASSERT(false, "the law tables travel inside the binary");
  return {};
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t end = 0; end != std::string_view::npos;) {
    end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end != std::string_view::npos) text.remove_prefix(end + 1);
  }
  return parts;
}

registry::LawLimit limit_of(std::string_view line) {
  const auto cells = split(line, ',');
  ZW_ASSERT(cells.size() == 7, "a row of law_limits.csv has seven columns and no comma inside one");
  registry::LawLimit limit;
  limit.code = cells[0];
  limit.name = cells[1];
  std::from_chars(cells[2].data(), cells[2].data() + cells[2].size(), limit.value);
  limit.unit = cells[3];
  limit.citation = cells[4];
  const auto from = parse_date(cells[5]);
  ZW_ASSERT(from, "every limit says since when it is in force");
  limit.effective_from = *from;
  if (!cells[6].empty()) limit.effective_until = parse_date(cells[6]);
  return limit;
}

void add_calendar(DemoZone& zone) {
  const auto days = read_calendar(law_file("calendar.csv"));
  ZW_ASSERT(days.ok(), "the shipped calendar is well formed");
  for (const CalendarDay& day : *days)
    add(zone.calendar_days, registry::CalendarDay{.day = day.date,
                                                  .is_working = day.is_working,
                                                  .note = day.note,
                                                  .citation = fmt::format("国务院办公厅{}年部分节假日安排",
                                                                          civil(day.date).year)});
}

void add_limits(DemoZone& zone) {
  bool is_heading = true;
  for (std::string_view line : split(law_file("law_limits.csv"), '\n')) {
    if (line.empty() || line.starts_with('#')) continue;
    if (!is_heading) add(zone.law_limits, limit_of(line));
    is_heading = false;
  }
}

void add_setting(DemoZone& zone, std::string key, std::string value, std::string note) {
  add(zone.settings,
      registry::Setting{.key = std::move(key), .value = std::move(value), .note = std::move(note)});
}

}  // namespace

void add_law(DemoZone& zone) {
  add_calendar(zone);
  add_limits(zone);
  add_setting(zone, "demo.stage", to_string(date_of(zone.options.stage)), "演示数据所处的日期");
  add_setting(zone, "demo.scale", fmt::format("{}", zone.options.scale), "演示数据的倍数");
  add_setting(zone, "demo.seed", fmt::format("{}", zone.options.seed), "演示数据的种子");
  add_setting(zone, "office.hours", "09:00-12:00,13:30-17:30", "办公时间，用于按工作时间计时");
}

}  // namespace zw::app::demo
