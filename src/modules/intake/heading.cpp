#include "modules/intake/heading.h"

#include <algorithm>
#include <array>
#include <regex>

#include "base/text.h"

namespace zw::modules::intake {
namespace {

/// Longest first, so that "万元" is not read as "元".
constexpr std::array<MoneyUnit, 9> kMoneyUnits = {{{"千万元", 1'000'000'000},
                                                   {"百万元", 100'000'000},
                                                   {"亿元", 10'000'000'000},
                                                   {"万元", 1'000'000},
                                                   {"千元", 100'000},
                                                   {"亿", 10'000'000'000},
                                                   {"万", 1'000'000},
                                                   {"元", 100},
                                                   {"yuan", 100}}};

constexpr std::array<std::string_view, 8> kGenericHeadings = {"姓名", "名称", "数值",  "内容",
                                                              "人员", "name", "value", "情况"};

std::string without_marks(std::string_view text) {
  static constexpr std::string_view kMarks[] = {"*", ":", "：", "＊", "★", "#"};
  std::string out(text);
  for (bool again = true; again;) {
    again = false;
    for (std::string_view mark : kMarks) {
      if (out.ends_with(mark)) out.resize(out.size() - mark.size()), again = true;
      if (out.starts_with(mark)) out.erase(0, mark.size()), again = true;
    }
  }
  return out;
}

std::string without_blanks(std::string_view text) {
  std::string out;
  for (std::size_t pos = 0; pos < text.size();) {
    const char32_t c = next_code_point(text, pos);
    if (!is_blank(c) && !is_invisible(c)) append_utf8(out, c);
  }
  return out;
}

/// "1-5月", "1—5月", "1至5月", "1月-5月", "累计"
bool is_running_total(const std::string& words) {
  static const std::regex kMonths("[0-9]{1,2}(月)?(-|—|–|~|～|至|到)+[0-9]{1,2}月");
  return words.find("累计") != std::string::npos || words.find("cumulative") != std::string::npos ||
         std::regex_search(words, kMonths);
}

}  // namespace

std::optional<MoneyUnit> money_unit_at_end(std::string_view text) {
  for (const MoneyUnit& unit : kMoneyUnits)
    if (text.ends_with(unit.name)) return unit;
  return {};
}

Heading read_heading(std::string_view text) {
  Heading heading;
  const std::string folded = without_blanks(to_lower(fold_width(text)));
  int depth = 0;
  for (std::size_t pos = 0; pos < folded.size();) {
    const char32_t c = next_code_point(folded, pos);
    if (c == '(' || c == '[' || c == U'【')
      ++depth;
    else if (c == ')' || c == ']' || c == U'】')
      depth = std::max(0, depth - 1);
    else if (c != '_')
      append_utf8(depth > 0 ? heading.note : heading.words, c);
  }
  heading.words = without_marks(heading.words);
  std::string_view note = heading.note;
  if (note.starts_with("单位:")) note.remove_prefix(std::string_view("单位:").size());
  heading.unit = money_unit_at_end(note);
  // "注册资本万元": only units of two characters and more, because "元" also ends ordinary words.
  const auto trailing = money_unit_at_end(heading.words);
  if (!heading.unit && trailing && character_count(trailing->name) == 2 &&
      heading.words.size() > trailing->name.size()) {
    heading.unit = trailing;
    heading.words.resize(heading.words.size() - trailing->name.size());
  }
  heading.is_cumulative = is_running_total(folded);
  return heading;
}

HeadingMatcher::HeadingMatcher(const record::Entity& entity) {
  for (const record::Field& field : entity.fields) {
    if (field.rules.read_only || field.kind == record::Kind::instant || field.kind == record::Kind::json)
      continue;
    const auto add = [&](std::string_view heading) {
      std::string words = read_heading(heading).words;
      if (!words.empty()) known_.push_back({std::move(words), &field});
    };
    add(field.label.zh);
    add(field.label.en);
    add(field.name);
    for (std::string_view alias : field.aliases) add(alias);
  }
}

HeadingMatch HeadingMatcher::match(std::string_view text) const {
  const std::string words = read_heading(text).words;
  if (words.empty()) return {};
  for (const Known& known : known_)
    if (known.words == words) return {known.field, Confidence::certain};
  // A longer heading that ends or begins with one we know ("法人联系电话", "企业名称全称"). What is said last
  // weighs more in Chinese, so a short word counts at the end only; the longest wins.
  const std::size_t length = character_count(words);
  const Known* best = nullptr;
  for (const Known& known : known_) {
    const std::size_t size = character_count(known.words);
    const bool is_latin = known.words.size() == size;
    const bool fits_end =
        words.ends_with(known.words) && (is_latin ? size * 3 >= length * 2 : size >= 2 && size * 2 >= length);
    const bool fits_start = words.starts_with(known.words) && size >= 4 && size * 3 >= length * 2;
    if ((fits_end || fits_start) && (!best || known.words.size() > best->words.size())) best = &known;
  }
  if (best) return {best->field, Confidence::guessed};
  return {};
}

bool HeadingMatcher::is_generic(std::string_view words) {
  return std::find(kGenericHeadings.begin(), kGenericHeadings.end(), words) != kGenericHeadings.end();
}

}  // namespace zw::modules::intake
