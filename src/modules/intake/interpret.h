// From cells to rows that could be stored: every defect, every value, and what an import would do with each
// row.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "modules/intake/defect.h"
#include "modules/intake/grid.h"
#include "modules/intake/known.h"
#include "modules/intake/recognise.h"
#include "modules/intake/target.h"

namespace zw::modules::intake {

enum class Action { create, update, same, blocked, skipped };
std::string_view to_string(Action action);

struct RowReading {
  std::size_t sheet = 0;
  int row = 0;
  /// One for each column with a field, in the order of `fields_of` the sheet; nothing = the sheet says
  /// nothing.
  std::vector<std::optional<record::Value>> values;
  std::string name, code, former_names;  ///< as they will be once every proposal is accepted
  Action action = Action::create;
  std::optional<std::size_t> known;  ///< position in Known::items of the record it meets
  record::Row result;                ///< of the whole record; only for create, update and same
};

struct Summary {
  std::size_t rows = 0, create = 0, update = 0, same = 0, blocked = 0, skipped = 0;
  std::size_t open_defects = 0;
};

struct Interpretation {
  Layout layout;
  std::vector<RowReading> rows;
  Founds defects;  ///< by place, decided ones included
  Summary summary;
};

/// The columns of a sheet that carry a field, in their order.
std::vector<const Column*> columns_with_field(const SheetLayout& layout);

/// Pure: the same grid, records and decisions give the same answer.
Interpretation interpret(const Grid& grid, const Target& target, const Known& known,
                         const Decisions& decisions);

}  // namespace zw::modules::intake
