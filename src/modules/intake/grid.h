// What a workbook, a CSV file or a pasted block says, cell by cell, before anybody interprets it.
#pragma once

#include <compare>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace zw::modules::intake {

enum class CellKind { empty, text, number, date, boolean, error, formula_without_value };

struct Cell {
  CellKind kind = CellKind::empty;
  std::string text;         ///< as written; numbers as their shortest decimals, days as ISO 8601
  double number = 0;        ///< for numbers
  bool is_percent = false;  ///< the number is shown as a percentage

  bool is_empty() const { return kind == CellKind::empty; }
};

struct GridRow {
  int number = 0;  ///< from 1, as the spreadsheet program counts
  bool is_hidden = false;
  std::vector<Cell> cells;  ///< from column A without gaps; shorter than the sheet when the rest is empty
};

/// A merged range; rows count from 1, columns from 0, both ends included.
struct Merge {
  int first_row = 0, last_row = 0;
  std::size_t first_column = 0, last_column = 0;

  bool holds(int row, std::size_t column) const {
    return row >= first_row && row <= last_row && column >= first_column && column <= last_column;
  }
};

struct GridSheet {
  std::string name;
  bool is_hidden = false;
  std::vector<GridRow> rows;  ///< ascending; rows without any cell may be missing
  std::vector<Merge> merges;
};

struct Grid {
  std::string file_name;
  bool is_text = false;  ///< CSV or pasted: every cell is a text and numbers have no type of their own
  std::vector<GridSheet> sheets;
};

/// The address of a cell within its workbook.
struct Place {
  std::size_t sheet = 0;
  int row = 0;             ///< from 1
  std::size_t column = 0;  ///< from 0

  friend auto operator<=>(const Place&, const Place&) = default;
};

/// "A", "Z", "AA", …
std::string column_letters(std::size_t column);
/// "C12"
std::string cell_name(int row, std::size_t column);

const Cell& cell_at(const GridRow& row, std::size_t column);

/// Reads the bytes of an upload or a pasted block. Problems: sheet.*, one for a file that cannot be read.
Result<Grid> read_grid(std::string_view file_name, std::string_view bytes);

}  // namespace zw::modules::intake
