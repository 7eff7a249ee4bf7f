#include "record/sheet/cell_value.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>

namespace zw::record::sheet {
namespace {

constexpr std::int64_t kSecondsPerDay = 86'400;

/// Excel believes that 1900 was a leap year: serial 60 is a day that never was, and all before are one off.
std::optional<Date> serial_date(std::int64_t days, bool counts_from_1904) {
  static const Date kFirst1904 = *make_date(1904, 1, 1), kBefore1900 = *make_date(1899, 12, 30),
                    kLast = *make_date(9999, 12, 31);
  if (days < 0 || days > 3'000'000 || (!counts_from_1904 && (days == 0 || days == 60))) return {};
  const int whole = static_cast<int>(days);
  const Date date = counts_from_1904 ? kFirst1904 + whole : kBefore1900 + whole + (whole < 60 ? 1 : 0);
  if (date > kLast) return {};
  return date;
}

std::string clock_text(std::int64_t seconds) {
  return fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

}  // namespace

std::string number_text(double number) {
  std::array<char, 64> buffer;
  const double size = std::fabs(number);
  const auto format =
      size != 0 && (size < 1e-9 || size >= 1e21) ? std::chars_format::general : std::chars_format::fixed;
  const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, format);
  return error == std::errc{} ? std::string(buffer.data(), end) : fmt::format("{}", number);
}

double date_serial(Date date) {
  const int days = date - *make_date(1899, 12, 30);
  return days < 61 ? days - 1 : days;
}

std::string fill_date(Cell& cell, double serial, bool counts_from_1904) {
  cell.kind = CellKind::number;
  cell.number = serial;
  if (!(serial >= 0 && serial < 3'000'000)) return number_text(serial);
  // Half a second of grace: 08:30 is no finite binary fraction of a day.
  const auto total =
      static_cast<std::int64_t>(std::floor(serial * static_cast<double>(kSecondsPerDay) + 0.5));
  const std::int64_t seconds = total % kSecondsPerDay;
  if (!counts_from_1904 && total < kSecondsPerDay) return clock_text(seconds);
  const auto date = serial_date(total / kSecondsPerDay, counts_from_1904);
  if (!date) return number_text(serial);
  cell.kind = CellKind::date;
  cell.date = date;
  if (seconds == 0) return to_string(*date);
  cell.time = plus_seconds(china_midnight(*date), seconds);
  return to_string(*date) + " " + clock_text(seconds);
}

std::optional<Reference> parse_reference(std::string_view text) {
  Reference reference;
  std::size_t pos = 0;
  for (; pos < text.size() && pos < 4 && text[pos] >= 'A' && text[pos] <= 'Z'; ++pos)
    reference.column = reference.column * 26 + (text[pos] - 'A' + 1);
  const auto [end, error] = std::from_chars(text.data() + pos, text.data() + text.size(), reference.row);
  if (pos == 0 || error != std::errc{} || end != text.data() + text.size() || reference.row < 1) return {};
  --reference.column;
  return reference;
}

std::string column_name(int column) {
  std::string name;
  for (int rest = column + 1; rest > 0; rest = (rest - 1) / 26)
    name.insert(name.begin(), static_cast<char>('A' + (rest - 1) % 26));
  return name;
}

std::string cell_name(int column, int row) { return column_name(column) + std::to_string(row); }

std::string cell_place(std::string_view sheet, int column, int row) {
  return std::string(sheet) + "!" + cell_name(column, row);
}

Cell Row::at(int column) const {
  for (const Cell& cell : cells)
    if (cell.column == column) return cell;
  Cell empty;
  empty.column = column;
  return empty;
}

}  // namespace zw::record::sheet
