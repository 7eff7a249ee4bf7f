// From what a sheet stores to what a person sees: numbers, serial dates, cell references.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "record/sheet/sheet.h"
#include "record/sheet/xlsx_parts.h"

namespace zw::record::sheet {

/// Plain digits as far as that makes sense: 1.38E10 → "13800000000".
std::string number_text(double number);

/// Fills kind, text, date and time from a serial number in a date format. What lies outside the calendar
/// stays a number. `text` is returned, for the caller to keep.
std::string fill_date(Cell& cell, double serial, bool counts_from_1904);

/// The serial number of a day from 1900 on, counted from 1900.
double date_serial(Date date);

/// "AB12" → column 27, row 12.
struct Reference {
  int column = 0, row = 0;
};
std::optional<Reference> parse_reference(std::string_view text);

}  // namespace zw::record::sheet
