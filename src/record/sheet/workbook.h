// A whole workbook in memory, for those who must look at rows more than once.
#pragma once

#include <string_view>
#include <vector>

#include "record/sheet/sheet.h"
#include "record/sheet/text_arena.h"

namespace zw::record::sheet {

struct Sheet {
  SheetInfo info;
  std::vector<Row> rows;  ///< ascending numbers; rows without content are missing
};

/// Texts of the rows live in `texts` and move with the workbook.
struct Workbook {
  std::vector<Sheet> sheets;
  TextArena texts;
};

/// `sniff` and `read` into memory.
Result<Workbook> load(std::string_view bytes, const Limits& limits, std::string_view csv_name = "csv");

}  // namespace zw::record::sheet
