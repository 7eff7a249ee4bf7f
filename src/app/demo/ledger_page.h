// A sheet of the ledger in memory: cells by meaning, until it is written in the order of its columns.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/time.h"
#include "modules/registry/enterprise.h"
#include "record/sheet/sheet.h"

namespace zw::app::demo {

enum class LedgerColumn : std::size_t {
  name,
  former_name,
  uscc,
  kind,
  size_class,
  status,
  industry_code,
  group_name,
  parent,
  address,
  latitude,
  longitude,
  legal_representative,
  contact_name,
  contact_phone,
  employees,
  registered_capital,
  established_on,
  products,
  needs_residency,
  needs_skill,
  needs_language,
  note,
  output_so_far
};
inline constexpr std::size_t kLedgerColumns = 24;

std::string_view heading_of(LedgerColumn column);

using LedgerCell = std::variant<std::monostate, std::string, double, Date>;

struct LedgerLine {
  const modules::registry::Enterprise* firm = nullptr;  ///< nothing for subtotals and footnotes
  std::vector<LedgerCell> cells;                        ///< by meaning
  bool is_hidden = false;

  LedgerCell& at(LedgerColumn column) { return cells[static_cast<std::size_t>(column)]; }
  const LedgerCell& at(LedgerColumn column) const { return cells[static_cast<std::size_t>(column)]; }
};

struct LedgerPage {
  std::string name;
  std::vector<std::string> titles;  ///< rows above the header
  std::vector<LedgerColumn> order;
  std::vector<LedgerLine> lines;
  struct Merge {
    std::size_t first_line, last_line;
    LedgerColumn column;
  };
  std::vector<Merge> merges;

  /// As a spreadsheet program counts: row from 1, column from 0.
  int row_of(std::size_t line) const { return static_cast<int>(titles.size() + 1 + line) + 1; }
  int header_row() const { return static_cast<int>(titles.size()) + 1; }
  std::size_t column_of(LedgerColumn column) const;
};

/// The cells of a firm without any disorder. `parent_name` is empty for firms without a parent.
LedgerLine clean_line(const modules::registry::Enterprise& firm, const std::string& parent_name);
/// A line with words in one cell only.
LedgerLine words_line(LedgerColumn column, std::string words);

/// The pages, and a hidden sheet of explanations behind them, as xlsx.
std::string write_pages(const std::vector<LedgerPage>& pages, std::string_view hidden_name);

}  // namespace zw::app::demo
