// An xlsx file being written by libxlsxwriter, row by row, into memory.
#pragma once

#include <xlsxwriter.h>

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "record/sheet/write.h"

namespace zw::record::sheet {

class XlsxFile {
 public:
  XlsxFile();
  XlsxFile(const XlsxFile&) = delete;
  XlsxFile& operator=(const XlsxFile&) = delete;
  ~XlsxFile();

  /// A name that Excel would refuse is mended. Rows of the sheet before can no longer be written.
  lxw_worksheet* add_sheet(std::string_view name);

  enum class Fill { none, heading, error, notice };
  static Fill fill_of(MarkKind kind) { return kind == MarkKind::error ? Fill::error : Fill::notice; }
  /// Formats are shared: one for each pair.
  lxw_format* format(const char* number_format, Fill fill);

  /// Row and column count from 0 here. A blank cell is written only when it has a fill.
  void write(lxw_worksheet* sheet, int row, int column, const Field& field, const char* number_format,
             Fill fill);
  void comment(lxw_worksheet* sheet, int row, int column, std::string_view text);

  std::string finish();

 private:
  void write_text(lxw_worksheet* sheet, int row, int column, std::string_view text, lxw_format* format);
  std::string free_name(std::string_view wanted);

  int memory_ = -1;  ///< descriptor of an anonymous file; libxlsxwriter 1.1.4 can only write to a path
  lxw_workbook* workbook_ = nullptr;
  std::map<std::pair<std::string, Fill>, lxw_format*> formats_;
  std::set<std::string> names_;
};

}  // namespace zw::record::sheet
