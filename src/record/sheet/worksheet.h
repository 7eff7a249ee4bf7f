// Turns the XML of one worksheet into rows for the sink.
#pragma once

#include <deque>
#include <string>
#include <string_view>

#include "record/sheet/xlsx_parts.h"

namespace zw::record::sheet {

/// What all sheets of one workbook share.
struct WorkbookContext {
  const Limits& limits;
  const SharedStrings& strings;
  const Styles& styles;
  bool counts_from_1904 = false;
  int rows_left = 0, cells_left = 0;
};

class Worksheet final : public XmlHandler {
 public:
  Worksheet(SheetInfo info, WorkbookContext& context, RowSink& sink);

  /// Tells the sink that the sheet ended; also when it had no rows at all.
  void finish();
  bool was_stopped() const { return enough_; }

 private:
  enum class Type { number, shared, inline_text, formula_text, boolean, error, iso_date };

  void start(std::string_view element, const Attributes& attributes) override;
  void end(std::string_view element) override;
  void text(std::string_view piece) override;
  std::string_view end_of_most() const override { return "</row>"; }

  void begin();
  void start_row(const Attributes& attributes);
  void start_cell(const Attributes& attributes);
  void end_cell();
  void end_row();
  void add_column(const Attributes& attributes);
  void add_merged(const Attributes& attributes);

  void fill(Cell& cell);
  void fill_number(Cell& cell);
  void fill_shared(Cell& cell);
  void fill_text(Cell& cell, std::string_view text);
  std::string_view keep(std::string_view text);
  Problem at_cell(std::string code) const;

  SheetInfo info_;
  WorkbookContext& context_;
  RowSink& sink_;
  bool has_begun_ = false;

  Row row_;
  int row_number_ = 0;
  std::deque<std::string> kept_;  ///< texts of the current row; the strings are used again for the next
  std::size_t kept_count_ = 0;

  int column_ = -1;
  Type type_ = Type::number;
  std::size_t style_ = 0;
  std::string value_, formula_;
  RichText inline_;
  bool has_formula_ = false;
  std::string* target_ = nullptr;  ///< where character data goes: value, formula or nowhere
  bool in_inline_ = false;
};

}  // namespace zw::record::sheet
