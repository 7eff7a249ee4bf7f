#include "record/sheet/plain_xml.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace zw::record::sheet {
namespace {

using Characters = std::array<bool, 256>;

constexpr Characters make_name_characters() {
  Characters is_in{};
  for (char c = 'a'; c <= 'z'; ++c) is_in[static_cast<unsigned char>(c)] = true;
  for (char c = 'A'; c <= 'Z'; ++c) is_in[static_cast<unsigned char>(c)] = true;
  for (char c = '0'; c <= '9'; ++c) is_in[static_cast<unsigned char>(c)] = true;
  return is_in[':'] = is_in['_'] = true, is_in;
}

/// Everything but control characters and what may mean more than itself.
constexpr Characters make_plain_characters(std::string_view blanks, std::string_view special) {
  Characters is_in{};
  for (std::size_t c = ' '; c < is_in.size(); ++c) is_in[c] = true;
  for (const char c : blanks) is_in[static_cast<unsigned char>(c)] = true;
  for (const char c : special) is_in[static_cast<unsigned char>(c)] = false;
  return is_in;
}

constexpr Characters kName = make_name_characters();
/// '>' ends "]]>", which may not stand in a text.
constexpr Characters kText = make_plain_characters("\t\n", "<&>");
/// Other blanks than spaces become spaces in a value.
constexpr Characters kValue = make_plain_characters("", "<&\"");

constexpr std::size_t kMostDepth = 16, kMostAttributes = 16;

/// The piece is followed by a zero, which is in none of the sets.
char* skip(char* at, const Characters& characters) {
  while (characters[static_cast<unsigned char>(*at)]) ++at;
  return at;
}

/// Names begin with a letter here.
char* skip_name(char* at) {
  const bool is_letter = (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z');
  return is_letter ? skip(at, kName) : nullptr;
}

/// U+FFFE and U+FFFF are no characters of XML; their neighbours are rare enough.
bool may_hold_noncharacters(std::string_view piece) { return piece.find("\xEF\xBF") != piece.npos; }

}  // namespace

bool PlainXml::read(std::string_view piece) {
  events_.clear();
  attributes_.clear();
  open_.clear();
  if (first_invalid_utf8(piece) || may_hold_noncharacters(piece)) return false;
  copy_.assign(piece);
  end_ = copy_.data() + copy_.size();
  for (char* at = copy_.data(); at != end_;) {
    at = *at != '<' ? read_text(at) : at[1] == '/' ? read_end(at + 2) : read_start(at + 1);
    if (!at) return false;
  }
  return open_.empty();
}

char* PlainXml::read_text(char* at) {
  char* const end = skip(at, kText);
  if (end != end_ && *end != '<') return nullptr;
  events_.push_back({Event::Kind::text, {at, end}});
  return end;
}

char* PlainXml::read_end(char* at) {
  char* const end = skip_name(at);
  if (!end || *end != '>' || open_.empty() || open_.back() != std::string_view(at, end)) return nullptr;
  events_.push_back({Event::Kind::end, open_.back()});
  open_.pop_back();
  return end + 1;
}

char* PlainXml::read_start(char* at) {
  char* const name_end = skip_name(at);
  if (!name_end || open_.size() == kMostDepth) return nullptr;
  const std::string_view name(at, name_end);
  const std::size_t first = attributes_.size();
  at = name_end;
  while (*at == ' ') {
    while (*at == ' ') ++at;
    if (*at == '>' || *at == '/') break;
    at = read_attribute(at, first);
    if (!at) return nullptr;
  }
  const bool is_empty = *at == '/';
  if (is_empty) ++at;
  if (*at != '>') return nullptr;
  attributes_.push_back(nullptr);
  events_.push_back({Event::Kind::start, name, first});
  if (is_empty) {
    events_.push_back({Event::Kind::end, name});
  } else {
    open_.push_back(name);
  }
  return at + 1;
}

char* PlainXml::read_attribute(char* at, std::size_t first) {
  char* const name_end = skip_name(at);
  if (!name_end || name_end[0] != '=' || name_end[1] != '"') return nullptr;
  char* const value = name_end + 2;
  char* const value_end = skip(value, kValue);
  if (*value_end != '"' || attributes_.size() - first >= 2 * kMostAttributes) return nullptr;
  *name_end = *value_end = '\0';
  for (std::size_t i = first; i < attributes_.size(); i += 2)
    if (std::string_view(attributes_[i]) == at) return nullptr;  // twice: malformed
  attributes_.push_back(at);
  attributes_.push_back(value);
  return value_end + 1;
}

}  // namespace zw::record::sheet
