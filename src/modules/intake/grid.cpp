#include "modules/intake/grid.h"

#include <algorithm>

#include "record/sheet/workbook.h"

namespace zw::modules::intake {
namespace {

namespace sheet = record::sheet;

CellKind kind_of(sheet::CellKind kind) {
  switch (kind) {
    case sheet::CellKind::empty:
      return CellKind::empty;
    case sheet::CellKind::text:
      return CellKind::text;
    case sheet::CellKind::number:
      return CellKind::number;
    case sheet::CellKind::date:
      return CellKind::date;
    case sheet::CellKind::boolean:
      return CellKind::boolean;
    case sheet::CellKind::error:
      return CellKind::error;
    case sheet::CellKind::formula_without_value:
      return CellKind::formula_without_value;
  }
  return CellKind::empty;
}

Cell cell_of(const sheet::Cell& read) {
  Cell cell{kind_of(read.kind), std::string(read.text), read.number, false};
  if (read.kind == sheet::CellKind::number) cell.is_percent = read.text.ends_with('%');
  if (read.kind == sheet::CellKind::date && read.date && !read.time) cell.text = to_string(*read.date);
  if (cell.kind == CellKind::text && cell.text.empty()) cell.kind = CellKind::empty;
  return cell;
}

GridRow row_of(const sheet::Row& read) {
  GridRow row{read.number, read.is_hidden, {}};
  for (const sheet::Cell& cell : read.cells) {
    row.cells.resize(static_cast<std::size_t>(cell.column) + 1);
    row.cells.back() = cell_of(cell);
  }
  return row;
}

GridSheet sheet_of(const sheet::Sheet& read) {
  GridSheet made{read.info.name, read.info.is_hidden, {}, {}};
  made.rows.reserve(read.rows.size());
  for (const sheet::Row& row : read.rows) made.rows.push_back(row_of(row));
  for (const sheet::Range& range : read.info.merged)
    made.merges.push_back({range.first_row, range.last_row, static_cast<std::size_t>(range.first_column),
                           static_cast<std::size_t>(range.last_column)});
  return made;
}

}  // namespace

std::string column_letters(std::size_t column) { return sheet::column_name(static_cast<int>(column)); }

std::string cell_name(int row, std::size_t column) { return sheet::cell_name(static_cast<int>(column), row); }

const Cell& cell_at(const GridRow& row, std::size_t column) {
  static const Cell kEmpty;
  return column < row.cells.size() ? row.cells[column] : kEmpty;
}

Result<Grid> read_grid(std::string_view file_name, std::string_view bytes) {
  const auto kind = sheet::sniff(bytes);
  if (!kind) return kind.problems();
  const auto workbook = sheet::load(bytes, {}, file_name);
  if (!workbook) return workbook.problems();
  Grid grid{std::string(file_name), *kind == sheet::Kind::csv, {}};
  for (const sheet::Sheet& read : workbook.value().sheets) grid.sheets.push_back(sheet_of(read));
  return grid;
}

}  // namespace zw::modules::intake
