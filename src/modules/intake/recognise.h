// Finds the tables in a workbook: the header, which column means which field, and which rows are data.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "modules/intake/defect.h"
#include "modules/intake/grid.h"
#include "modules/intake/heading.h"
#include "modules/intake/target.h"

namespace zw::modules::intake {

struct Column {
  std::size_t index = 0;
  std::string heading;                   ///< as written, "parent / child" below two rows of headings
  const record::Field* field = nullptr;  ///< nothing: the column is left out
  Confidence confidence = Confidence::none;
  MoneyUnit unit = kYuan;  ///< of amounts without a unit of their own
};

struct SheetLayout {
  bool is_recognised = false;
  int first_header_row = 0, last_header_row = 0;
  std::vector<Column> columns;
  std::vector<std::size_t> data;  ///< positions in GridSheet::rows
  std::optional<int> year;        ///< named by a title, the sheet or the file; completes days without a year
};

struct Layout {
  std::vector<SheetLayout> sheets;  ///< one for each sheet of the grid
  Founds defects;                   ///< in the order of the places
};

Layout recognise(const Grid& grid, const Target& target);

}  // namespace zw::modules::intake
