// One small class for each class of defect a single cell can have; they look at a cell one after the other.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "modules/intake/cell_value.h"
#include "modules/intake/defect.h"
#include "modules/intake/grid.h"
#include "modules/intake/recognise.h"
#include "modules/intake/target.h"

namespace zw::modules::intake {

/// A cell on its way to a value: as it was read, and as it stands after what earlier examiners proposed.
struct CellContext {
  const record::Field& field;
  const Column& column;
  const Target& target;
  const Cell& cell;
  const NameBook& names;
  std::optional<int> year;              ///< what the sheet says about days without a year
  const std::string* above = nullptr;   ///< the same column one row up; nothing in the first row
  const std::string* merged = nullptr;  ///< the first row's value when the cell is covered by a merged one
  std::string text = {};
  CellKind kind = CellKind::empty;  ///< `text` as soon as a proposal replaced what was read

  bool is_original() const { return kind == cell.kind && text == cell.text; }
  ValueContext value_context() const { return {field, column.unit, names}; }
  bool is_plain() const { return plain_value(value_context(), text).has_value(); }
  bool is_textual() const {
    return field.kind == record::Kind::text || field.kind == record::Kind::long_text;
  }
  bool is_numeric() const { return field.kind == record::Kind::integer || field.kind == record::Kind::money; }
  /// A text with a shape of its own: no blanks, no full-width signs.
  bool is_code() const { return field.rules.check != nullptr; }
  bool is_phone() const { return field.name.ends_with("phone"); }
};

struct Finding {
  std::optional<std::string> proposal;
  Params params = {};
};

class Examiner {
 public:
  virtual ~Examiner() = default;
  virtual std::string_view code() const = 0;
  virtual std::optional<Finding> examine(const CellContext& cell) const = 0;
};

using Examiners = std::span<const Examiner* const>;

/// Where the cell's content comes from: formulas, merged cells, "same as above". These also look at empty
/// cells.
Examiners origin_examiners();
/// Spelling, for every kind of field.
Examiners text_examiners();
Examiners code_examiners();
Examiners number_examiners();
Examiners date_examiners();
/// Choices, yes and no, references, telephones.
Examiners choice_examiners();

/// What is left to say about a text that still cannot be stored; code, params, no proposal.
std::pair<std::string_view, Params> remaining_fault(const CellContext& cell);

}  // namespace zw::modules::intake
