// Days as people write them: other notations, serial numbers, missing years and days.
#include <array>
#include <charconv>
#include <vector>

#include <fmt/format.h>

#include "base/text.h"
#include "modules/intake/defects/examiner.h"

namespace zw::modules::intake {
namespace {

/// Excel counts days from 1899-12-30 (for days after February 1900).
constexpr int kSerialOfEpoch = 25'569;
/// 1954 to 2064: serials outside are more likely other numbers.
constexpr int kFirstSerial = 20'000, kLastSerial = 60'000;

struct WrittenDay {
  std::optional<int> year, month, day;
};

struct Part {
  int value = 0;
  std::size_t digits = 0;
  std::string_view behind;  ///< what separates it from the next part
};

/// Numbers and what stands between them; a time of day after the third number is left out when it is only
/// that.
std::vector<Part> parts_of(std::string_view text) {
  std::vector<Part> parts;
  while (!text.empty()) {
    Part part;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), part.value);
    if (error != std::errc{} || text[0] == '-') return {};
    part.digits = static_cast<std::size_t>(end - text.data());
    text.remove_prefix(part.digits);
    std::size_t next = 0;
    while (next < text.size() && (text[next] < '0' || text[next] > '9')) ++next;
    part.behind = text.substr(0, next);
    text.remove_prefix(next);
    parts.push_back(part);
  }
  return parts;
}

bool is_separator(std::string_view text) {
  static constexpr std::array<std::string_view, 8> kSeparators = {".", "/", "-", "\\", "、", "—", "–", ". "};
  for (std::string_view separator : kSeparators)
    if (text == separator) return true;
  return false;
}

bool ends_day(std::string_view text) { return text.empty() || text == "日" || text == "号"; }

/// A year of two digits belongs to the century in which the day is not in the far future.
int full_year(const Part& part) {
  constexpr int kLastOfThisCentury = 40;
  if (part.digits != 2) return part.value;
  return part.value + (part.value <= kLastOfThisCentury ? 2000 : 1900);
}

bool is_year(const Part& part) { return part.digits == 4 || (part.digits == 2 && part.behind == "年"); }

/// The written day, or nothing when the text is none. "2020.6.14", "2020年6月14日 08:30", "6月14日",
/// "2020年6月", "20200614".
std::optional<WrittenDay> read_day(std::string_view text) {
  const std::vector<Part> parts = parts_of(text);
  if (parts.empty()) return {};
  const Part& first = parts[0];
  if (parts.size() == 1 && first.digits == 8)
    return WrittenDay{first.value / 10'000, first.value / 100 % 100, first.value % 100};
  if (parts.size() == 1 && first.digits == 6 && first.behind.empty() && first.value / 100 >= 1950 &&
      first.value / 100 < 2100)
    return WrittenDay{first.value / 100, first.value % 100, {}};
  if (parts.size() == 1 && first.digits == 4 && (first.behind == "年" || first.behind.empty()))
    return WrittenDay{first.value, {}, {}};
  if (parts.size() == 2 && is_year(first) && (is_separator(first.behind) || first.behind == "年") &&
      (parts[1].behind == "月" || parts[1].behind.empty()))
    return WrittenDay{full_year(first), parts[1].value, {}};
  if (parts.size() == 2 && (first.behind == "月" || is_separator(first.behind)) && ends_day(parts[1].behind))
    return WrittenDay{{}, first.value, parts[1].value};
  if (parts.size() < 3) return {};
  const bool has_time =
      parts.size() > 3 && (parts[2].behind == " " || parts[2].behind == "日 " || parts[2].behind == "T");
  const bool is_numeric = is_separator(first.behind) && first.behind == parts[1].behind &&
                          (has_time || ends_day(parts[2].behind));
  const bool is_chinese =
      first.behind == "年" && parts[1].behind == "月" && (has_time || ends_day(parts[2].behind));
  if ((parts.size() > 3 && !has_time) || (!is_numeric && !is_chinese)) return {};
  const bool begins_with_year = first.digits == 4 || (first.digits == 2 && parts[2].digits <= 2);
  if (!begins_with_year) return {};  // 14/6/2020 or 6/14/2020: nobody can tell.
  return WrittenDay{full_year(first), parts[1].value, parts[2].value};
}

std::optional<WrittenDay> written_day(const CellContext& cell) {
  if (cell.field.kind != record::Kind::date || cell.is_plain()) return {};
  if (cell.kind != CellKind::text && cell.kind != CellKind::number && cell.kind != CellKind::date) return {};
  return read_day(cell.text);
}

class DateSerial final : public Examiner {
  std::string_view code() const override { return "intake.date_serial"; }
  std::optional<Finding> examine(const CellContext& cell) const override {
    if (cell.field.kind != record::Kind::date || cell.is_plain() || cell.kind == CellKind::date) return {};
    const auto decimal = parse_decimal(cell.text);
    if (!decimal || decimal->places != 0 || decimal->mantissa < kFirstSerial ||
        decimal->mantissa > kLastSerial)
      return {};
    return Finding{to_string(Date{static_cast<std::int32_t>(decimal->mantissa - kSerialOfEpoch)})};
  }
};

class DateNotation final : public Examiner {
  std::string_view code() const override { return "intake.date_notation"; }
  std::optional<Finding> examine(const CellContext& cell) const override {
    const auto written = written_day(cell);
    if (!written || !written->year || !written->month || !written->day) return {};
    const auto date = make_date(*written->year, *written->month, *written->day);
    if (!date) return {};
    return Finding{to_string(*date)};
  }
};

class DateWithoutYear final : public Examiner {
  std::string_view code() const override { return "intake.date_without_year"; }
  std::optional<Finding> examine(const CellContext& cell) const override {
    const auto written = written_day(cell);
    if (!written || written->year || !written->month || !written->day ||
        !make_date(2000, *written->month, *written->day))
      return {};
    if (!cell.year) return Finding{};
    const auto date = make_date(*cell.year, *written->month, *written->day);
    if (!date) return Finding{};
    return Finding{to_string(*date)};
  }
};

class DateIncomplete final : public Examiner {
  std::string_view code() const override { return "intake.date_incomplete"; }
  std::optional<Finding> examine(const CellContext& cell) const override {
    const auto written = written_day(cell);
    if (!written || !written->year || written->day) return {};
    const auto date = make_date(*written->year, written->month.value_or(1), 1);
    if (!date || *written->year < 1800) return {};
    // The number 2020.1 was January or October before it became a number.
    const bool is_ambiguous = cell.kind == CellKind::number && cell.text.ends_with(".1");
    if (is_ambiguous) return Finding{};
    return Finding{to_string(*date)};
  }
};

}  // namespace

Examiners date_examiners() {
  static const DateSerial serial;
  static const DateNotation notation;
  static const DateWithoutYear without_year;
  static const DateIncomplete incomplete;
  static const Examiner* const kAll[] = {&serial, &notation, &without_year, &incomplete};
  return kAll;
}

}  // namespace zw::modules::intake
