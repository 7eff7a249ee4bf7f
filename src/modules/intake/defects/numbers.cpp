// Numbers and amounts as people write them: group separators, units, words beside the number, percentages.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "modules/intake/defects/examiner.h"

namespace zw::modules::intake {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The text without separators between groups of three digits: "1,200.5" → "1200.5"; unchanged when the
/// groups do not fit.
std::string without_separators(std::string_view text) {
  std::string out;
  const std::size_t point = std::min(text.find('.'), text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_separator = (text[i] == ',' || text[i] == '\'') && i > 0 && is_digit(text[i - 1]);
    if (!is_separator) {
      out += text[i];
      continue;
    }
    std::size_t group = 0;
    while (i + 1 + group < text.size() && is_digit(text[i + 1 + group])) ++group;
    if (group != 3 || i > point) return std::string(text);
  }
  return out;
}

struct Amount {
  std::string digits;
  std::optional<MoneyUnit> unit;
};

/// "-1200.5万元" cut into number and unit; nothing when there is anything else.
std::optional<Amount> read_amount(std::string_view text) {
  const auto unit = money_unit_at_end(text);
  if (unit) text.remove_suffix(unit->name.size());
  if (!parse_decimal(text)) return {};
  return Amount{std::string(text), unit};
}

/// The only number in a text, with the unit of money that follows it directly.
std::optional<std::string> number_among_words(std::string_view text, bool is_money) {
  std::optional<std::string> found;
  for (std::size_t i = 0; i < text.size();) {
    if (!is_digit(text[i])) {
      ++i;
      continue;
    }
    if (found) return {};
    std::size_t end = i;
    while (end < text.size() && (is_digit(text[end]) || ((text[end] == '.' || text[end] == ',') &&
                                                         end + 1 < text.size() && is_digit(text[end + 1]))))
      ++end;
    const bool is_negative = i > 0 && text[i - 1] == '-';
    found.emplace(is_negative ? "-" : "");
    *found += without_separators(text.substr(i, end - i));
    i = end;
    if (!is_money) continue;
    static constexpr std::array<std::string_view, 8> kUnits = {"千万元", "百万元", "亿元", "万元",
                                                               "千元",   "亿",     "万",   "元"};
    const auto unit = std::find_if(kUnits.begin(), kUnits.end(),
                                   [&](std::string_view u) { return text.substr(end).starts_with(u); });
    if (unit != kUnits.end()) *found += *unit;
  }
  return found;
}

class Separators final : public Examiner {
  std::string_view code() const override { return "intake.separators"; }
  std::optional<Finding> examine(const CellContext& cell) const override {
    if (!cell.is_numeric() || cell.is_plain()) return {};
    std::string without = without_separators(cell.text);
    if (without == cell.text) return {};
    return Finding{std::move(without)};
  }
};

class Percent final : public Examiner {
  std::string_view code() const override { return "intake.percent"; }
  std::optional<Finding> examine(const CellContext& cell) const override {
    if (!cell.is_numeric()) return {};
    const bool is_written = cell.text.ends_with('%') || cell.text.ends_with("％") || cell.text.ends_with("‰");
    if (!is_written && !(cell.kind == CellKind::number && cell.cell.is_percent)) return {};
    return Finding{};
  }
};

class NumberNote final : public Examiner {
  std::string_view code() const override { return "intake.number_note"; }
  std::optional<Finding> examine(const CellContext& cell) const override {
    if (!cell.is_numeric() || cell.is_plain() || cell.kind != CellKind::text) return {};
    const bool is_money = cell.field.kind == record::Kind::money;
    if (is_money && read_amount(cell.text)) return {};
    auto number = number_among_words(cell.text, is_money);
    if (!number || *number == cell.text) return {};
    return Finding{std::move(number)};
  }
};

class UnitMixed final : public Examiner {
  std::string_view code() const override { return "intake.unit_mixed"; }
  std::optional<Finding> examine(const CellContext& cell) const override {
    if (cell.field.kind != record::Kind::money || cell.kind != CellKind::text) return {};
    const auto amount = read_amount(cell.text);
    if (!amount || !amount->unit) return {};
    // An amount in yuan is how every proposal is written; only what somebody typed so is worth a question.
    const bool is_settled =
        amount->unit->name == kYuan.name && (cell.column.unit.fen == kYuan.fen || !cell.is_original());
    if (is_settled) return {};
    const auto fen = times(*parse_decimal(amount->digits), amount->unit->fen);
    if (!fen) return {};
    return Finding{money_text(*fen), {{"unit", std::string(cell.column.unit.name)}}};
  }
};

}  // namespace

Examiners number_examiners() {
  static const Separators separators;
  static const Percent percent;
  static const NumberNote number_note;
  static const UnitMixed unit_mixed;
  static const Examiner* const kAll[] = {&separators, &percent, &number_note, &unit_mixed};
  return kAll;
}

}  // namespace zw::modules::intake
