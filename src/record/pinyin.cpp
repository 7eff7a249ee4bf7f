#include "record/pinyin.h"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <unordered_map>
#include <vector>

#include "base/text.h"

namespace zw::record {
namespace {

constexpr std::size_t kMostReadings = 8;

/// Characters common in the names of firms, places and people that need the word to be read, or that ICU
/// reads rarely.
const std::unordered_map<char32_t, std::vector<std::string>>& fixed_readings() {
  static const std::unordered_map<char32_t, std::vector<std::string>> table = {{U'重', {"zhong", "chong"}},
                                                                               {U'长', {"chang", "zhang"}},
                                                                               {U'行', {"hang", "xing"}},
                                                                               {U'厦', {"xia", "sha"}},
                                                                               {U'乐', {"le", "yue"}},
                                                                               {U'朝', {"chao", "zhao"}},
                                                                               {U'曾', {"zeng", "ceng"}},
                                                                               {U'单', {"dan", "shan"}},
                                                                               {U'解', {"jie", "xie"}},
                                                                               {U'盛', {"sheng", "cheng"}},
                                                                               {U'尉', {"wei", "yu"}},
                                                                               {U'仇', {"qiu", "chou"}},
                                                                               {U'查', {"cha", "zha"}},
                                                                               {U'区', {"qu", "ou"}},
                                                                               {U'会', {"hui", "kuai"}},
                                                                               {U'都', {"du", "dou"}},
                                                                               {U'藏', {"zang", "cang"}},
                                                                               {U'传', {"chuan", "zhuan"}},
                                                                               {U'率', {"lv", "shuai"}},
                                                                               {U'六', {"liu", "lu"}},
                                                                               {U'调', {"tiao", "diao"}},
                                                                               {U'翟', {"zhai", "di"}},
                                                                               {U'覃', {"qin", "tan"}},
                                                                               {U'蚌', {"beng", "bang"}},
                                                                               {U'石', {"shi"}},
                                                                               {U'华', {"hua"}},
                                                                               {U'任', {"ren"}},
                                                                               {U'车', {"che"}}};
  return table;
}

/// One per thread: making a transliterator costs milliseconds, and it may not be shared.
icu::Transliterator& transliterator() {
  thread_local const std::unique_ptr<icu::Transliterator> instance = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::Transliterator> made(
        icu::Transliterator::createInstance("Han-Latin; NFD; Lower", UTRANS_FORWARD, status));
    if (U_FAILURE(status)) throw std::runtime_error("the ICU data for pinyin is missing");
    return made;
  }();
  return *instance;
}

/// Without tones, and with ü as people type it: "lǜ" → "lv".
std::string icu_reading(char32_t c) {
  constexpr char16_t kDiaeresis = 0x0308;
  icu::UnicodeString text(static_cast<UChar32>(c));
  transliterator().transliterate(text);
  std::string letters;
  for (int i = 0; i < text.length(); ++i) {
    const char16_t unit = text[i];
    if (unit == kDiaeresis && letters.ends_with('u')) letters.back() = 'v';
    if (unit >= 'a' && unit <= 'z') letters += static_cast<char>(unit);
  }
  return letters;
}

/// Readings are remembered per thread: names use a few thousand characters over and over.
const std::vector<std::string>& readings(char32_t c) {
  thread_local std::unordered_map<char32_t, std::vector<std::string>> known;
  const auto found = known.find(c);
  if (found != known.end()) return found->second;
  const auto fixed = fixed_readings().find(c);
  return known[c] =
             fixed != fixed_readings().end() ? fixed->second : std::vector<std::string>{icu_reading(c)};
}

bool is_han(char32_t c) {
  return (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
         (c >= 0x20000 && c <= 0x3FFFD) || c == U'〇';
}

bool is_ascii_word(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

/// One way of reading the name.
struct Spelling {
  std::string full, initials;
};

void append_reading(std::vector<Spelling>& spellings, const std::vector<std::string>& ways) {
  const std::size_t before = spellings.size();
  // The first reading extends what is there; further ones branch off while there is room.
  for (std::size_t way = 1; way < ways.size(); ++way) {
    for (std::size_t i = 0; i < before && spellings.size() < kMostReadings; ++i) {
      Spelling branch = spellings[i];
      branch.full += ways[way];
      branch.initials += ways[way].substr(0, 1);
      spellings.push_back(std::move(branch));
    }
  }
  for (std::size_t i = 0; i < before; ++i) {
    spellings[i].full += ways[0];
    spellings[i].initials += ways[0].substr(0, 1);
  }
}

void append_key(std::string& keys, const std::string& key) {
  const std::string padded = " " + keys + " ";
  if (key.empty() || padded.find(" " + key + " ") != padded.npos) return;
  if (!keys.empty()) keys += ' ';
  keys += key;
}

}  // namespace

std::string search_key(std::string_view name) {
  const std::string clean = to_lower(fold_width(squeeze(name)));
  std::vector<Spelling> spellings(1);
  std::string itself;
  for (std::size_t pos = 0; pos < clean.size();) {
    const char32_t c = next_code_point(clean, pos);
    if (!is_blank(c)) append_utf8(itself, c);
    if (is_han(c)) {
      append_reading(spellings, readings(c));
    } else if (is_ascii_word(c)) {
      append_reading(spellings, {std::string(1, static_cast<char>(c))});
    }
  }
  std::string keys;
  for (const Spelling& spelling : spellings) append_key(keys, spelling.full);
  for (const Spelling& spelling : spellings) append_key(keys, spelling.initials);
  append_key(keys, itself);
  return keys;
}

}  // namespace zw::record
