// Codes that a spreadsheet program or a typing hand damaged.
#include <algorithm>
#include <cmath>

#include "base/codes.h"
#include "modules/intake/defects/examiner.h"

namespace zw::modules::intake {
namespace {

bool is_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Spreadsheets keep 15 digits; the rest of a longer number has become zeros.
class LostDigits final : public Examiner {
  static constexpr double kFirstInexact = 1e15;

  std::string_view code() const override { return "intake.lost_digits"; }
  std::optional<Finding> examine(const CellContext& cell) const override {
    if (!cell.is_textual()) return {};
    const bool is_long_number = cell.kind == CellKind::number && std::abs(cell.cell.number) >= kFirstInexact;
    if (!is_long_number && !is_scientific(cell.text)) return {};
    return Finding{};
  }
  /// "9.1320301E+17"
  static bool is_scientific(std::string_view text) {
    const std::size_t e = text.find_first_of("Ee");
    if (e == std::string_view::npos || e < 3 || text[1] != '.') return false;
    if (!is_digits(text.substr(0, 1)) || !is_digits(text.substr(2, e - 2))) return false;
    std::string_view exponent = text.substr(e + 1);
    if (!exponent.starts_with('+')) return false;
    exponent.remove_prefix(1);
    return is_digits(exponent);
  }
};

class LostZero final : public Examiner {
  std::string_view code() const override { return "intake.lost_zero"; }
  std::optional<Finding> examine(const CellContext& cell) const override {
    if (cell.kind != CellKind::number || !cell.is_textual() || !is_digits(cell.text)) return {};
    const std::string with_zero = "0" + cell.text;
    if (cell.is_code() && !cell.field.rules.check(cell.text) && cell.field.rules.check(with_zero))
      return Finding{with_zero};
    // A landline of 10 or 11 digits is written with its area code, and that begins with 0.
    const bool is_landline =
        cell.is_phone() && cell.text[0] != '1' && (cell.text.size() == 10 || cell.text.size() == 11);
    if (is_landline) return Finding{with_zero};
    return {};
  }
};

class OldCode final : public Examiner {
  std::string_view code() const override { return "intake.old_code"; }
  std::optional<Finding> examine(const CellContext& cell) const override {
    if (!cell.is_code() || cell.text.size() != 15 || !is_digits(cell.text) ||
        cell.field.rules.check(cell.text))
      return {};
    const auto upgraded = upgrade_resident_id(cell.text);
    if (upgraded && cell.field.rules.check(*upgraded)) return Finding{*upgraded};
    return Finding{};
  }
};

class LookAlike final : public Examiner {
  std::string_view code() const override { return "intake.look_alike"; }
  std::optional<Finding> examine(const CellContext& cell) const override {
    if (!cell.is_code() || cell.kind != CellKind::text || cell.field.rules.check(cell.text)) return {};
    if (cell.field.rules.check == &is_uscc)
      return the_only(propose_uscc(cell.text), &uscc_organisation_is_consistent);
    if (cell.field.rules.check == &is_resident_id) return the_only(propose_resident_id(cell.text), nullptr);
    return {};
  }
  /// A guess is proposed only when no other is as good.
  static std::optional<Finding> the_only(std::vector<std::string> candidates,
                                         bool (*is_better)(std::string_view)) {
    if (candidates.size() > 1 && is_better)
      std::erase_if(candidates, [&](const std::string& c) { return !is_better(c); });
    if (candidates.size() != 1) return {};
    return Finding{candidates.front()};
  }
};

}  // namespace

Examiners code_examiners() {
  static const LostDigits lost_digits;
  static const LostZero lost_zero;
  static const OldCode old_code;
  static const LookAlike look_alike;
  static const Examiner* const kAll[] = {&lost_digits, &lost_zero, &old_code, &look_alike};
  return kAll;
}

}  // namespace zw::modules::intake
