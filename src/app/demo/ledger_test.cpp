#include "app/demo/ledger.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <tuple>

#include "app/app.h"
#include "modules/intake/interpret.h"

namespace zw::app::demo {
namespace {

namespace intake = modules::intake;

using Place = std::tuple<std::size_t, int, std::size_t, std::string_view>;

const Ledger& ledger() {
  static const Ledger made = messy_workbook({.stage = Stage::chaos});
  return made;
}

const intake::Interpretation& reading() {
  static const auto made = [] {
    static const auto targets = import_targets();
    const auto grid = intake::read_grid("ledger.xlsx", ledger().bytes);
    EXPECT_TRUE(grid.ok());
    return intake::interpret(*grid, targets.front(), intake::Known(targets.front(), {}, {}), {});
  }();
  return made;
}

std::string names(const std::set<Place>& places) {
  std::string text;
  for (const auto& [sheet, row, column, code] : places)
    text += std::string(code) + " at " + std::to_string(sheet) + "!" + intake::cell_name(row, column) + "\n";
  return text;
}

TEST(Ledger, CarriesExactlyAsManyDefectsAsWanted) {
  EXPECT_EQ(ledger().planted.size(), 300u);
  EXPECT_EQ(messy_workbook({}, 200).planted.size(), 200u);
  std::set<std::string_view> classes;
  for (const Planted& planted : ledger().planted) classes.insert(planted.code);
  EXPECT_GE(classes.size(), 35u);
}

TEST(Ledger, EveryPlantedDefectIsFoundAtItsCellAndNothingElse) {
  std::set<Place> planted, found;
  for (const Planted& p : ledger().planted) planted.emplace(p.sheet, p.row, p.column, p.code);
  for (const auto& defect : reading().defects)
    found.emplace(defect.place.sheet, defect.place.row, defect.place.column, defect.code);
  std::set<Place> missing, surplus;
  std::set_difference(planted.begin(), planted.end(), found.begin(), found.end(),
                      std::inserter(missing, missing.end()));
  std::set_difference(found.begin(), found.end(), planted.begin(), planted.end(),
                      std::inserter(surplus, surplus.end()));
  EXPECT_EQ(names(missing), "");
  EXPECT_EQ(names(surplus), "");
  EXPECT_EQ(reading().rows.size(), 2036u);
}

TEST(Ledger, OneClickMendsNineOfTenCells) {
  int cells = 0, mended = 0;
  for (const auto& defect : reading().defects) {
    if (!intake::defect_class(defect.code).is_fixable && defect.severity == intake::Severity::warning)
      continue;  // about the layout
    ++cells;
    mended += defect.proposal.has_value();
  }
  EXPECT_GE(mended * 10, cells * 9) << mended << " of " << cells;
}

/// Every cell; the bytes also tell when they were written.
std::string contents(std::string_view bytes) {
  const auto grid = intake::read_grid("ledger.xlsx", bytes);
  std::string text;
  for (const auto& sheet : grid->sheets)
    for (const auto& row : sheet.rows) {
      for (const auto& cell : row.cells) text += cell.text + "\t";
      text += sheet.name + (row.is_hidden ? " hidden\n" : "\n");
    }
  return text;
}

TEST(Ledger, TheSameSeedGivesTheSameCells) {
  EXPECT_TRUE(contents(messy_workbook({}).bytes) == contents(ledger().bytes));
  EXPECT_FALSE(contents(messy_workbook({.seed = 7}).bytes) == contents(ledger().bytes));
}

}  // namespace
}  // namespace zw::app::demo
