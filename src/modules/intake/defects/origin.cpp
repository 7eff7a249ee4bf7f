// Formulas without a value, merged cells, and "same as above".
#include <algorithm>
#include <array>

#include "base/text.h"
#include "modules/intake/defects/examiner.h"

namespace zw::modules::intake {
namespace {

class FormulaError final : public Examiner {
  std::string_view code() const override { return "intake.formula_error"; }
  std::optional<Finding> examine(const CellContext& cell) const override {
    static constexpr std::array<std::string_view, 8> kErrors = {"#N/A",   "#REF!", "#VALUE!", "#DIV/0!",
                                                                "#NAME?", "#NUM!", "#NULL!",  "#SPILL!"};
    const bool is_written_error = std::find(kErrors.begin(), kErrors.end(), cell.text) != kErrors.end();
    if (cell.kind != CellKind::error && !is_written_error) return {};
    return Finding{};
  }
};

class FormulaWithoutValue final : public Examiner {
  std::string_view code() const override { return "intake.formula_without_value"; }
  std::optional<Finding> examine(const CellContext& cell) const override {
    if (cell.kind != CellKind::formula_without_value) return {};
    return Finding{};
  }
};

class MergedCell final : public Examiner {
  std::string_view code() const override { return "intake.merged_cell"; }
  std::optional<Finding> examine(const CellContext& cell) const override {
    if (cell.kind != CellKind::empty || !cell.merged || cell.merged->empty()) return {};
    return Finding{*cell.merged};
  }
};

class SameAsAbove final : public Examiner {
  std::string_view code() const override { return "intake.same_as_above"; }
  std::optional<Finding> examine(const CellContext& cell) const override {
    static constexpr std::array<std::string_view, 12> kMarks = {
        "同上", "〃", "″", "\"", "''", "“", "”", "同前", "同上行", "ditto", "do.", "^"};
    const std::string text = to_lower(squeeze(cell.text));
    if (cell.kind != CellKind::text || std::find(kMarks.begin(), kMarks.end(), text) == kMarks.end())
      return {};
    if (!cell.above || cell.above->empty()) return Finding{};
    return Finding{*cell.above};
  }
};

}  // namespace

Examiners origin_examiners() {
  static const FormulaError formula_error;
  static const FormulaWithoutValue formula_without_value;
  static const MergedCell merged_cell;
  static const SameAsAbove same_as_above;
  static const Examiner* const kAll[] = {&formula_error, &formula_without_value, &merged_cell,
                                         &same_as_above};
  return kAll;
}

}  // namespace zw::modules::intake
