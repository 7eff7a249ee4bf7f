// The ledger as the first stage delivers it: one workbook of every firm, with the disorder that years of
// hands leave in one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/demo/zone.h"

namespace zw::app::demo {

/// One defect on purpose: where it is and how src/modules/intake/defect_catalogue.h calls it.
struct Planted {
  std::size_t sheet = 0;   ///< from 0
  int row = 0;             ///< from 1
  std::size_t column = 0;  ///< from 0
  std::string_view code;
};

struct Ledger {
  std::string bytes;             ///< xlsx
  std::vector<Planted> planted;  ///< in the order of sheets, rows, columns
};

inline constexpr int kSeededDefects = 300;

/// The firms of the zone as they stood in the ledger, whatever the stage: above-scale firms on one sheet, the
/// others in another order of columns on a second, a hidden third; titles, subtotals, footnotes; and exactly
/// `defects` defects.
Ledger messy_workbook(const Options& options, int defects = kSeededDefects);

/// [{"sheet":…,"cell":"C12","code":"intake.…"}] for programs in other languages.
std::string planted_json(const Ledger& ledger);

}  // namespace zw::app::demo
