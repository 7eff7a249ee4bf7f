// What every reader of sheets hands over: rows of cells, one at a time, within limits that hostile files
// meet.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace zw::record::sheet {

enum class CellKind { empty, text, number, date, boolean, error, formula_without_value };

/// `text` is what a person sees, as far as it can be known without a locale: "2020-06-14", "13800000000",
/// "12%", "TRUE",
/// "#N/A"; for a formula that was never computed, the formula.
struct Cell {
  int column = 0;  ///< 0 is A
  CellKind kind = CellKind::empty;
  std::string_view text;
  double number = 0;            ///< number, boolean (0 or 1), and the serial number behind a date
  std::optional<Date> date;     ///< kind date only
  std::optional<Instant> time;  ///< kind date with a time of day, read as China time
};

/// Only cells that hold something, by ascending column.
struct Row {
  std::string_view sheet;
  int number = 0;  ///< 1-based, as the person sees it
  bool is_hidden = false;
  std::vector<Cell> cells;

  /// The cell of a column; an empty one when it holds nothing.
  Cell at(int column) const;
};

/// Rows 1-based, columns 0-based, all ends included.
struct Range {
  int first_row = 0, first_column = 0, last_row = 0, last_column = 0;

  friend bool operator==(const Range&, const Range&) = default;
};

struct ColumnLook {
  int first = 0, last = 0;  ///< 0-based
  double width = 0;         ///< characters; 0 when not given
  bool is_hidden = false;
};

struct SheetInfo {
  std::string name;
  bool is_hidden = false;
  std::vector<ColumnLook> columns;
  std::vector<Range> merged;  ///< complete only in `end_sheet`: files tell it behind the rows
};

enum class Flow { go_on, stop };

/// Receives a workbook in reading order. Texts live until the call returns.
class RowSink {
 public:
  virtual ~RowSink() = default;
  virtual void begin_sheet(const SheetInfo&) {}
  /// Rows without any content are left out.
  virtual Flow row(const Row& row) = 0;
  virtual void end_sheet(const SheetInfo&) {}
};

/// What a file may cost. Each breach is one problem and ends the reading. The defaults keep the worst file
/// that is accepted, held in memory by `load`, below 300 MB.
struct Limits {
  int rows = 200'000;  ///< with content, over all sheets
  int columns = 512;
  int cells = 2'500'000;  ///< with content, over all sheets
  int sheets = 256;
  std::size_t characters_per_cell = 32'767;  ///< Excel's own
  std::size_t merged_ranges = 200'000;
  std::size_t shared_text_bytes = 48u << 20;
  std::size_t loaded_text_bytes = 64u << 20;  ///< of all cells, when a whole workbook is held in memory
  std::size_t part_bytes = 256u << 20;        ///< one part of the archive, unpacked
  std::size_t total_bytes = 320u << 20;       ///< all parts that are read, unpacked
  std::size_t csv_bytes = 32u << 20;
  std::size_t ratio = 250;  ///< unpacked to packed, of parts above 8 MB
  std::size_t archive_entries = 10'000;
  std::size_t xml_depth = 64;
};

enum class Kind { xlsx, csv };

/// What the bytes are, by looking at them; names and endings of files lie. Formats that cannot be read are
/// refused with the remedy: `sheet.xls_unsupported`, `sheet.encrypted`, `sheet.unsupported_format`,
/// `sheet.not_a_sheet`, `sheet.empty`.
Result<Kind> sniff(std::string_view bytes);

/// Sniffs and reads. `name` is given to the only sheet of a csv.
Outcome read(std::string_view bytes, const Limits& limits, RowSink& sink, std::string_view csv_name = "csv");
Outcome read_xlsx(std::string_view bytes, const Limits& limits, RowSink& sink);
/// Also a block pasted from a spreadsheet.
Outcome read_csv(std::string_view bytes, const Limits& limits, RowSink& sink, std::string_view name = "csv");

/// "C12" for column 2 in row 12; "AB" for column 27.
std::string column_name(int column);
std::string cell_name(int column, int row);
/// "Sheet1!C12", the `field` of a problem.
std::string cell_place(std::string_view sheet, int column, int row);

}  // namespace zw::record::sheet
