#include "modules/intake/sentence.h"

#include <algorithm>

#include "base/text.h"
#include "storage/records.h"

namespace zw::modules::intake {
namespace {

std::string_view in(const record::Label& label, Tongue tongue) {
  return tongue == Tongue::zh ? label.zh : label.en;
}

struct FaultWord {
  std::string_view code;
  record::Label label;
};
/// Where a code is wrong; the codes are those of base/codes.h.
constexpr FaultWord kFaults[] = {
    {"code.length", {"应为 18 位", "it has 18 characters"}},
    {"code.character", {"含有不该出现的字符", "it holds a character that cannot occur"}},
    {"code.authority", {"第 1 位登记管理部门不对", "the authority, place 1, is wrong"}},
    {"code.category", {"第 2 位机构类别不对", "the category, place 2, is wrong"}},
    {"code.region", {"第 3 至 8 位行政区划不对", "the region, places 3 to 8, is wrong"}},
    {"code.organisation", {"第 9 至 17 位主体标识码有误", "the slip is in places 9 to 17"}},
    {"code.check_digit", {"第 18 位校验码不符", "the check digit, place 18, does not fit"}},
    {"code.birth_date", {"出生日期不对", "the day of birth is wrong"}},
    {"code.shape", {"格式不符", "it has another shape"}}};

/// Values that the sentence wants in the reader's language.
std::string translated(const std::string& name, const std::string& value, Tongue tongue) {
  if (name == "fault")
    for (const FaultWord& word : kFaults)
      if (word.code == value) return std::string(in(word.label, tongue));
  if (name == "target")
    if (const auto* entity = storage::Catalogue::find(value)) return std::string(in(entity->label, tongue));
  return value;
}

/// Long cells are quoted in part; the cell itself is one glance away.
std::string quoted(std::string_view text) {
  constexpr std::size_t kMostCharacters = 60;
  std::string out;
  std::size_t count = 0;
  for (std::size_t pos = 0; pos < text.size();) {
    if (++count > kMostCharacters) return out + "…";
    const char32_t c = next_code_point(text, pos);
    append_utf8(out, is_invisible(c) || c == '\n' || c == '\r' ? U' ' : c);
  }
  return out;
}

}  // namespace

std::string sentence(std::string_view code, const record::Field* field, Params params, std::string_view value,
                     const std::optional<std::string>& proposal, Tongue tongue) {
  const DefectClass& defect = defect_class(code);
  params.emplace_back("value", quoted(value));
  params.emplace_back("proposal", proposal && !proposal->empty() ? quoted(*proposal)
                                  : tongue == Tongue::zh         ? "（无）"
                                                                 : "(none)");
  if (field) params.emplace_back("label", in(field->label, tongue));
  const std::string_view pattern = tongue == Tongue::zh ? defect.zh : defect.en;
  std::string out;
  for (std::size_t at = 0; at < pattern.size();) {
    const std::size_t open = pattern.find('{', at), close = pattern.find('}', open);
    out += pattern.substr(at, open - at);
    if (open == std::string_view::npos || close == std::string_view::npos) break;
    const std::string_view name = pattern.substr(open + 1, close - open - 1);
    const auto param =
        std::find_if(params.begin(), params.end(), [&](const auto& p) { return p.first == name; });
    if (param != params.end()) out += translated(param->first, param->second, tongue);
    at = close + 1;
  }
  return out;
}

}  // namespace zw::modules::intake
