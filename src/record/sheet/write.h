// Writes tables as xlsx or csv, and gives a workbook back with marked cells.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "record/sheet/sheet.h"

namespace zw::record::sheet {

enum class ColumnKind { text, whole_number, decimal_number, date, instant };

struct Column {
  std::string heading;
  ColumnKind kind = ColumnKind::text;
  double width = 0;  ///< characters; 0 lets the heading and the kind decide
};

/// Texts must be UTF-8; instants are shown in China time.
using Field = std::variant<std::monostate, std::string_view, double, bool, Date, Instant>;

enum class MarkKind { error, notice };

/// A coloured cell with a comment.
struct Mark {
  int column = 0;
  MarkKind kind = MarkKind::error;
  std::string comment;
};

/// `sheet` by `row`; the file holds everything in `finish`. The world failing (disk, memory) is an exception.
class TableWriter {
 public:
  virtual ~TableWriter() = default;
  /// The heading row, frozen where the format can. A csv holds one sheet only.
  virtual void sheet(std::string_view name, const std::vector<Column>& columns) = 0;
  /// Marks must be in ascending columns; a csv cannot show them.
  virtual void row(std::span<const Field> fields, std::span<const Mark> marks = {}) = 0;
  /// The bytes of the file; nothing may be written afterwards.
  virtual std::string finish() = 0;
};

/// Texts are stored as texts whatever they begin with, so none can act as a formula.
std::unique_ptr<TableWriter> make_xlsx_writer();
/// UTF-8 with byte order mark, as Excel expects it. A text that a spreadsheet would calculate gets a leading
/// apostrophe, which `read_csv` takes off again.
std::unique_ptr<TableWriter> make_csv_writer();

/// Whether a spreadsheet that opens a csv would take the text, less its leading apostrophes, for a formula.
bool would_calculate(std::string_view text);

struct CellMark {
  std::string sheet;
  int row = 0;  ///< 1-based
  Mark mark;
};

/// The workbook written anew in the layout of the original (sheets, order, values, merged ranges, widths,
/// hidden rows and columns) with the marks on it. Pictures, charts, macros and formulas' definitions are not
/// carried over. A csv comes back as xlsx.
Result<std::string> mark_cells(std::string_view original, const Limits& limits, std::vector<CellMark> marks,
                               std::string_view csv_name = "csv");

}  // namespace zw::record::sheet
