// Choices and yes/no in other words, references by half a name, telephones; and what remains to be said in
// the end.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/codes.h"
#include "base/text.h"
#include "modules/intake/defects/examiner.h"

namespace zw::modules::intake {
namespace {

using record::Kind;

/// What offices write for the words of a label.
struct Synonym {
  std::string_view written, label;
};
constexpr Synonym kSynonyms[] = {
    {"规模以上", "规上"},     {"规模以下", "规下"},       {"限额以上", "限上"},
    {"四上", "规上"},         {"有限责任公司", "公司"},   {"有限公司", "公司"},
    {"股份公司", "公司"},     {"个体户", "个体工商户"},   {"个体经营", "个体工商户"},
    {"外资", "外商投资企业"}, {"合资", "外商投资企业"},   {"分公司", "分支机构"},
    {"存续", "在册"},         {"在营", "在册"},           {"正常", "在册"},
    {"开业", "在册"},         {"在业", "在册"},           {"吊销", "注销"},
    {"停产", "停业"},         {"歇业", "停业"},           {"已迁出", "迁出"},
    {"筹备", "筹建"},         {"在建中", "在建"},         {"未开工", "谋划"},
    {"服务业", "服务业"},     {"民生实事", "为民办实事"}, {"产业项目", "重大产业"},
    {"城建项目", "重点城建"}};

std::string with_synonyms(std::string text) {
  for (const Synonym& synonym : kSynonyms) {
    const std::size_t at = text.find(synonym.written);
    if (at != std::string::npos && text.find(synonym.label) == std::string::npos)
      text.replace(at, synonym.written.size(), synonym.label);
  }
  return text;
}

std::vector<char32_t> sorted_characters(std::string_view text) {
  std::vector<char32_t> characters;
  for (std::size_t pos = 0; pos < text.size();) characters.push_back(next_code_point(text, pos));
  std::sort(characters.begin(), characters.end());
  return characters;
}

/// Dice coefficient of the characters, in thousandths.
std::size_t likeness(std::string_view a, std::string_view b) {
  const auto left = sorted_characters(a), right = sorted_characters(b);
  std::vector<char32_t> common;
  std::set_intersection(left.begin(), left.end(), right.begin(), right.end(), std::back_inserter(common));
  return 2000 * common.size() / (left.size() + right.size());
}

std::optional<std::string> nearest_choice(const record::Field& field, std::string_view text) {
  constexpr std::size_t kLeast = 500;
  const std::string words = with_synonyms(fold_width(squeeze(text)));
  const record::Choice* best = nullptr;
  std::size_t best_likeness = kLeast - 1;
  bool is_unique = false;
  for (const record::Choice& choice : field.choices) {
    const std::size_t value =
        std::max(likeness(words, choice.label.zh), likeness(to_lower(words), to_lower(choice.label.en)));
    if (value < kLeast || value < best_likeness) continue;
    is_unique = value > best_likeness;
    best_likeness = value;
    best = &choice;
  }
  if (!best || !is_unique) return {};
  return std::string(best->label.zh);
}

std::optional<std::string> meant_boolean(std::string_view text) {
  static constexpr std::array<std::string_view, 12> kYes = {"√",  "✓",  "✔", "☑",   "有",   "需要",
                                                            "需", "对", "y", "yes", "true", "t"};
  static constexpr std::array<std::string_view, 12> kNo = {"×",    "✗",    "✘", "x",  "无",    "不需要",
                                                           "不需", "没有", "n", "no", "false", "f"};
  const std::string lower = to_lower(fold_width(squeeze(text)));
  if (std::find(kYes.begin(), kYes.end(), lower) != kYes.end()) return "是";
  if (std::find(kNo.begin(), kNo.end(), lower) != kNo.end()) return "否";
  return {};
}

class UnknownChoice final : public Examiner {
  std::string_view code() const override { return "intake.unknown_choice"; }
  std::optional<Finding> examine(const CellContext& cell) const override {
    if ((cell.field.kind != Kind::choice && cell.field.kind != Kind::boolean) || cell.is_plain()) return {};
    return Finding{cell.field.kind == Kind::boolean ? meant_boolean(cell.text)
                                                    : nearest_choice(cell.field, cell.text)};
  }
};

class UnknownReference final : public Examiner {
  std::string_view code() const override { return "intake.unknown_reference"; }
  std::optional<Finding> examine(const CellContext& cell) const override {
    if (cell.field.kind != Kind::ref || cell.is_plain()) return {};
    const auto names = cell.names.find(cell.field.rules.refers_to);
    const std::string target(cell.field.rules.refers_to);
    if (names == cell.names.end()) return Finding{{}, {{"target", target}}};
    return Finding{names->second.nearest(cell.text), {{"target", target}}};
  }
};

std::size_t count_digits(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }));
}

constexpr std::size_t kFewestPhoneDigits = 7, kMostPhoneDigits = 13;

class TwoPhones final : public Examiner {
  std::string_view code() const override { return "intake.two_phones"; }
  std::optional<Finding> examine(const CellContext& cell) const override {
    if (!cell.is_phone()) return {};
    static constexpr std::array<std::string_view, 9> kSeparators = {"/",  "、", ",",  ";", "|",
                                                                    "或", "和", "\\", " "};
    for (std::string_view separator : kSeparators) {
      const std::size_t at = cell.text.find(separator);
      if (at == std::string::npos) continue;
      const std::string_view first = std::string_view(cell.text).substr(0, at);
      const std::string_view rest = std::string_view(cell.text).substr(at + separator.size());
      if (count_digits(first) >= kFewestPhoneDigits && count_digits(rest) >= kFewestPhoneDigits)
        return Finding{std::string(trim(first))};
    }
    return {};
  }
};

class PhoneInvalid final : public Examiner {
  std::string_view code() const override { return "intake.phone_invalid"; }
  std::optional<Finding> examine(const CellContext& cell) const override {
    if (!cell.is_phone() || cell.text.empty()) return {};
    std::string_view number = cell.text;
    number = number.substr(0, std::min(number.find("转"), number.find("ext")));
    const bool has_other = number.find_first_not_of("0123456789+-() ") != std::string_view::npos;
    const std::size_t digits = count_digits(number);
    if (!has_other && digits >= kFewestPhoneDigits && digits <= kMostPhoneDigits) return {};
    return Finding{};
  }
};

}  // namespace

Examiners choice_examiners() {
  static const UnknownChoice unknown_choice;
  static const UnknownReference unknown_reference;
  static const TwoPhones two_phones;
  static const PhoneInvalid phone_invalid;
  static const Examiner* const kAll[] = {&unknown_choice, &unknown_reference, &two_phones, &phone_invalid};
  return kAll;
}

namespace {

/// The limits in the words of the sheet.
std::string written_limit(const record::Field& field, std::int64_t limit) {
  return field.kind == Kind::money ? money_text(limit) : fmt::format("{}", limit);
}

}  // namespace

std::pair<std::string_view, Params> remaining_fault(const CellContext& cell) {
  const record::Rules& rules = cell.field.rules;
  const auto value = plain_value(cell.value_context(), cell.text);
  if (value) {
    for (const Problem& problem : broken_rules(cell.field, *value)) {
      if (problem.code == "field.too_small" || problem.code == "field.too_large")
        return {"intake.out_of_range",
                {{"low", written_limit(cell.field, rules.minimum)},
                 {"high", written_limit(cell.field, rules.maximum)}}};
      if (problem.code == "field.too_long")
        return {"intake.too_long", {{"limit", fmt::format("{}", rules.max_length)}}};
      if (problem.code == rules.check_code) {
        const bool is_uscc_field = rules.check == &is_uscc;
        return {"intake.code_invalid",
                {{"fault", is_uscc_field ? std::string(problem_code(check_uscc(cell.text))) : "code.shape"}}};
      }
    }
    return {"intake.wrong_type", {}};
  }
  if (cell.field.kind == Kind::date) return {"intake.date_impossible", {}};
  if (cell.is_numeric() && parse_decimal(cell.text)) return {"intake.fraction", {}};
  return {"intake.wrong_type", {}};
}

}  // namespace zw::modules::intake
