#include "app/law.h"

#include <fmt/format.h>

#include <charconv>
#include <string>

#include "app/desk_law.h"
#include "app/progress_law.h"
#include "app/retention.h"
#include "base/embedded.h"
#include "base/working_calendar.h"
#include "storage/audit.h"

namespace zw::app {
namespace {

namespace registry = modules::registry;

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

registry::LawLimit limit_of(const std::vector<std::string_view>& cells) {
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

/// Days that a notice of their own arranged, beside the yearly one.
std::string citation_of(Date day) {
  struct Special {
    std::string_view from, until, citation;
  };
  static constexpr Special kSpecials[] = {
      {"2015-09-03", "2015-09-06",
       "国务院关于中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日调休放假的通知"},
      {"2019-04-28", "2019-05-05", "国务院办公厅关于调整2019年劳动节假期安排的通知"},
      {"2020-01-31", "2020-02-02", "国务院办公厅关于延长2020年春节假期的通知"},
  };
  const std::string text = to_string(day);
  for (const Special& special : kSpecials)
    if (text >= special.from && text <= special.until) return std::string(special.citation);
  return fmt::format("国务院办公厅关于{}年部分节假日安排的通知", civil(day).year);
}

template <class T>
void append_all(storage::Records& records, const std::vector<T>& rows) {
  for (const T& row : rows) records.append(record::describe<T>(), record::to_row(row));
}

}  // namespace

std::vector<registry::CalendarDay> shipped_calendar() {
  const auto days = read_calendar(law_file("calendar.csv"));
  ZW_ASSERT(days.ok(), "the shipped calendar is well formed");
  std::vector<registry::CalendarDay> rows;
  for (const CalendarDay& day : *days)
    rows.push_back(
        {.day = day.date, .is_working = day.is_working, .note = day.note, .citation = citation_of(day.date)});
  return rows;
}

std::vector<registry::LawLimit> shipped_limits(Limits which) {
  std::vector<registry::LawLimit> rows;
  for (const auto& cells : law_table("law_limits.csv"))
    if (which == Limits::with_demonstration || !cells.front().starts_with("zone."))
      rows.push_back(limit_of(cells));
  return rows;
}

std::vector<std::vector<std::string_view>> law_table(std::string_view name) {
  std::vector<std::vector<std::string_view>> rows;
  bool is_heading = true;
  for (const std::string_view line : split(law_file(name), '\n')) {
    if (line.empty() || line.starts_with('#')) continue;
    if (!is_heading) rows.push_back(split(line, ','));
    is_heading = false;
  }
  return rows;
}

void furnish_with_law(storage::Connection& connection, const storage::Scope& scope) {
  storage::Records records(connection, scope);
  append_all(records, shipped_calendar());
  append_all(records, shipped_limits(Limits::national));
  furnish_desk(records, shipped_desk_law(china_date(scope.now)));
  append_all(records, std::vector{shipped_progress_rule(china_date(scope.now))});
  append_all(records, shipped_variance_reasons());
  furnish_retention(records, china_date(scope.now));
  storage::append_audit(connection, scope, {"furnished_with_law", "zone", Id{scope.zone.value}, 1, "[]"});
}

}  // namespace zw::app
