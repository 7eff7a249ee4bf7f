#include "base/codes.h"

#include <algorithm>
#include <array>
#include <span>

#include "base/assert.h"
#include "base/text.h"

namespace zw {
namespace {

constexpr std::string_view kUsccAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";  // no I O S V Z
constexpr std::array<int, 17> kUsccWeights = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};
constexpr std::array<int, 8> kOrganisationWeights = {3, 7, 9, 10, 5, 8, 4, 2};
constexpr std::array<int, 17> kResidentWeights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
constexpr std::string_view kResidentCheckDigits = "10X98765432";
/// Who registers: 1 staffing office … 9 market regulation, A army, N agriculture, Y others.
constexpr std::string_view kAuthorities = "123456789ANY";
constexpr std::string_view kCategories = "123459";
/// First two digits of GB/T 2260; 83 is used on permits of residents from Taiwan.
constexpr std::string_view kProvinces =
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 "
    "83";
constexpr std::string_view kDemoRegion = "990000";
/// Firms registered with the national office itself.
constexpr std::string_view kNationalRegion = "100000";
/// Last division of each section A–T; the next section starts behind it.
constexpr std::array<int, 20> kLastDivision = {5,  12, 43, 46, 50, 52, 60, 62, 65, 69,
                                               70, 72, 75, 79, 82, 83, 85, 90, 96, 97};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view text) { return std::all_of(text.begin(), text.end(), is_digit); }

/// GB 11714 counts letters by ASCII: A = 10 … Z = 35, unlike the 31-letter alphabet of GB 32100.
int organisation_value(char c) { return is_digit(c) ? c - '0' : c - 'A' + 10; }

int number(std::string_view digits) {
  int value = 0;
  for (char c : digits) value = value * 10 + (c - '0');
  return value;
}

std::optional<Date> birth_date(std::string_view id) {
  return make_date(number(id.substr(6, 4)), number(id.substr(10, 2)), number(id.substr(12, 2)));
}

/// What a character may have been meant to be, likeliest first. Typed values are upper case.
std::string_view look_alikes(char c) {
  switch (c) {
    case 'O':
      return "0DQ";
    case 'D':
    case 'Q':
      return "0";
    case 'I':
      return "1L";
    case 'L':
      return "1";
    case 'S':
      return "5";
    case 'Z':
      return "2";
    case 'V':
      return "UY";
    case 'B':
      return "8";
    case 'G':
      return "6";
    case '0':
      return "DQ";
    case '1':
      return "L7";
    case '7':
      return "1";
    case '8':
      return "B";
    case '6':
      return "G";
    case '2':
    case '5':
    default:
      return "";
  }
}

/// Upper case, half width, without blanks, hyphens and what cannot be seen.
std::string bare(std::string_view typed) {
  std::string out;
  const std::string folded = to_upper(fold_width(typed));
  for (std::size_t pos = 0; pos < folded.size();) {
    const char32_t c = next_code_point(folded, pos);
    if (is_blank(c) || is_invisible(c) || c == '-' || c == '\'') continue;
    append_utf8(out, c == U'×' || c == '*' ? U'X' : c);
  }
  return out;
}

/// Walks through every exchange of look-alikes, at most two of them where the typed character was possible
/// already.
class LookAlikes {
 public:
  using Test = bool (*)(std::string_view);

  LookAlikes(std::string typed, bool (*may_stand)(std::size_t, char), Test is_valid)
      : text_(std::move(typed)), may_stand_(may_stand), is_valid_(is_valid) {}

  std::vector<std::string> search() {
    for (int exchanges = 0; exchanges <= kMostExchanges && found_.empty(); ++exchanges) visit(0, exchanges);
    return std::move(found_);
  }

 private:
  static constexpr int kMostExchanges = 2;
  static constexpr int kMostSteps = 200'000;
  static constexpr std::size_t kMostFound = 64;

  void visit(std::size_t pos, int exchanges) {
    if (++steps_ > kMostSteps || found_.size() >= kMostFound) return;
    if (pos == text_.size()) {
      if (exchanges == 0 && is_valid_(text_)) found_.push_back(text_);
      return;
    }
    const char typed = text_[pos];
    const bool possible = may_stand_(pos, typed);
    if (possible) visit(pos + 1, exchanges);
    if (possible && exchanges == 0) return;
    for (char other : look_alikes(typed)) {
      if (!may_stand_(pos, other)) continue;
      text_[pos] = other;
      visit(pos + 1, possible ? exchanges - 1 : exchanges);
    }
    text_[pos] = typed;
  }

  std::string text_;
  bool (*may_stand_)(std::size_t, char);
  Test is_valid_;
  int steps_ = 0;
  std::vector<std::string> found_;
};

bool may_stand_in_uscc(std::size_t pos, char c) {
  if (pos == 0) return kAuthorities.find(c) != kAuthorities.npos;
  if (pos == 1) return kCategories.find(c) != kCategories.npos;
  return pos < 8 ? is_digit(c) : kUsccAlphabet.find(c) != kUsccAlphabet.npos;
}

bool may_stand_in_resident_id(std::size_t pos, char c) { return is_digit(c) || (pos == 17 && c == 'X'); }

}  // namespace

std::string_view problem_code(CodeFault fault) {
  switch (fault) {
    case CodeFault::none:
      return "";
    case CodeFault::length:
      return "code.length";
    case CodeFault::character:
      return "code.character";
    case CodeFault::authority:
      return "code.authority";
    case CodeFault::category:
      return "code.category";
    case CodeFault::region:
      return "code.region";
    case CodeFault::birth_date:
      return "code.birth_date";
    case CodeFault::organisation:
      return "code.organisation";
    case CodeFault::check_digit:
      return "code.check_digit";
  }
  return "";
}

bool is_region_code(std::string_view code) {
  if (code.size() != 6 || !all_digits(code)) return false;
  return code == kDemoRegion || code == kNationalRegion ||
         kProvinces.find(code.substr(0, 2)) != kProvinces.npos;
}

std::optional<char> industry_section(int division) {
  if (division < 1 || division > kLastDivision.back()) return {};
  const auto section =
      std::lower_bound(kLastDivision.begin(), kLastDivision.end(), division) - kLastDivision.begin();
  return static_cast<char>('A' + section);
}

bool is_industry_code(std::string_view code) {
  std::optional<char> section;
  if (!code.empty() && code[0] >= 'A' && code[0] <= 'T') {
    section = code[0];
    code.remove_prefix(1);
    if (code.empty()) return true;
  }
  if (code.size() < 2 || code.size() > 4 || !all_digits(code)) return false;
  const std::optional<char> home = industry_section(number(code.substr(0, 2)));
  return home && (!section || section == home);
}

char organisation_check_digit(std::string_view first_eight) {
  ZW_ASSERT(first_eight.size() == 8, "an organisation code has eight characters before its check digit");
  int sum = 0;
  for (std::size_t i = 0; i < 8; ++i) sum += organisation_value(first_eight[i]) * kOrganisationWeights[i];
  const int check = (11 - sum % 11) % 11;
  return check == 10 ? 'X' : static_cast<char>('0' + check);
}

CodeFault check_organisation_code(std::string_view code) {
  if (code.size() != 9) return CodeFault::length;
  const auto stands = [](char c) { return is_digit(c) || (c >= 'A' && c <= 'Z'); };
  if (!std::all_of(code.begin(), code.end(), stands)) return CodeFault::character;
  return organisation_check_digit(code.substr(0, 8)) == code[8] ? CodeFault::none : CodeFault::check_digit;
}

char uscc_check_digit(std::string_view first_seventeen) {
  ZW_ASSERT(first_seventeen.size() == 17, "a credit code has seventeen characters before its check digit");
  int sum = 0;
  for (std::size_t i = 0; i < 17; ++i)
    sum += static_cast<int>(kUsccAlphabet.find(first_seventeen[i])) * kUsccWeights[i];
  return kUsccAlphabet[static_cast<std::size_t>((31 - sum % 31) % 31)];
}

bool uscc_organisation_is_consistent(std::string_view code) {
  return code.size() == 18 && check_organisation_code(code.substr(8, 9)) == CodeFault::none;
}

CodeFault check_uscc(std::string_view code) {
  if (code.size() != 18) return CodeFault::length;
  if (code.find_first_not_of(kUsccAlphabet) != code.npos) return CodeFault::character;
  if (!may_stand_in_uscc(0, code[0])) return CodeFault::authority;
  if (!may_stand_in_uscc(1, code[1])) return CodeFault::category;
  if (!is_region_code(code.substr(2, 6))) return CodeFault::region;
  if (uscc_check_digit(code.substr(0, 17)) == code[17]) return CodeFault::none;
  return uscc_organisation_is_consistent(code) ? CodeFault::check_digit : CodeFault::organisation;
}

bool is_uscc(std::string_view code) { return check_uscc(code) == CodeFault::none; }

std::vector<std::string> propose_uscc(std::string_view typed) {
  std::string code = bare(typed);
  if (code.size() != 18) return {};
  std::vector<std::string> found = LookAlikes(std::move(code), may_stand_in_uscc, is_uscc).search();
  // One exchange in 31 passes by chance; the second check digit tells the meant code from those.
  if (std::any_of(found.begin(), found.end(), uscc_organisation_is_consistent))
    std::erase_if(found, [](const std::string& c) { return !uscc_organisation_is_consistent(c); });
  if (found.size() > 8) found.resize(8);
  return found;
}

char resident_id_check_digit(std::string_view first_seventeen) {
  ZW_ASSERT(first_seventeen.size() == 17, "a resident ID has seventeen digits before its check digit");
  int sum = 0;
  for (std::size_t i = 0; i < 17; ++i) sum += (first_seventeen[i] - '0') * kResidentWeights[i];
  return kResidentCheckDigits[static_cast<std::size_t>(sum % 11)];
}

CodeFault check_resident_id(std::string_view id) {
  if (id.size() != 18) return CodeFault::length;
  if (!all_digits(id.substr(0, 17)) || !may_stand_in_resident_id(17, id[17])) return CodeFault::character;
  if (!is_region_code(id.substr(0, 6)) || id.substr(0, 6) == kNationalRegion) return CodeFault::region;
  if (!birth_date(id)) return CodeFault::birth_date;
  return resident_id_check_digit(id.substr(0, 17)) == id[17] ? CodeFault::none : CodeFault::check_digit;
}

bool is_resident_id(std::string_view id) { return check_resident_id(id) == CodeFault::none; }

std::optional<std::string> upgrade_resident_id(std::string_view old_form) {
  if (old_form.size() != 15 || !all_digits(old_form)) return {};
  std::string id = std::string(old_form.substr(0, 6)) + "19" + std::string(old_form.substr(6));
  id += resident_id_check_digit(id);
  if (!is_resident_id(id)) return {};
  return id;
}

std::vector<std::string> propose_resident_id(std::string_view typed) {
  std::string id = bare(typed);
  if (auto upgraded = upgrade_resident_id(id)) return {*upgraded};
  if (id.size() != 18) return {};
  std::vector<std::string> found =
      LookAlikes(std::move(id), may_stand_in_resident_id, is_resident_id).search();
  if (found.size() > 8) found.resize(8);
  return found;
}

std::string make_uscc(std::string_view region, std::uint64_t sequence) {
  ZW_ASSERT(is_region_code(region), "the maker of codes knows its region");
  std::string organisation = "MA000000";
  for (std::size_t i = 8; i-- > 2; sequence /= 31) organisation[i] = kUsccAlphabet[sequence % 31];
  ZW_ASSERT(sequence == 0, "six characters hold the sequence");
  std::string code = "91" + std::string(region) + organisation + organisation_check_digit(organisation);
  return code + uscc_check_digit(code);
}

std::string make_resident_id(std::string_view region, Date birth, int sequence) {
  ZW_ASSERT(is_region_code(region), "the maker of codes knows its region");
  ZW_ASSERT(sequence >= 0 && sequence < 1000, "three digits hold the sequence");
  std::string id(region);
  for (char c : to_string(birth))
    if (is_digit(c)) id += c;
  const std::string digits = std::to_string(1000 + sequence).substr(1);
  id += digits;
  return id + resident_id_check_digit(id);
}

}  // namespace zw
