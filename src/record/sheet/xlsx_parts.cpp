#include "record/sheet/xlsx_parts.h"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "base/text.h"

namespace zw::record::sheet {
namespace {

bool is_xml_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::optional<char32_t> hex4(std::string_view digits) {
  char32_t value = 0;
  for (char c : digits) {
    const int digit = c >= '0' && c <= '9'   ? c - '0'
                      : c >= 'a' && c <= 'f' ? c - 'a' + 10
                      : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                             : -1;
    if (digit < 0) return {};
    value = value * 16 + static_cast<char32_t>(digit);
  }
  return value;
}

/// The four digits of the escape `_xHHHH_` that starts at `pos`.
std::optional<char32_t> escape_at(std::string_view text, std::size_t pos) {
  if (pos + 7 > text.size() || text[pos] != '_' || text[pos + 1] != 'x' || text[pos + 6] != '_') return {};
  return hex4(text.substr(pos + 2, 4));
}

/// ECMA-376 18.8.30 with the numbers that Chinese Excel gives to its own date formats.
NumberLook built_in_look(int format) {
  const bool is_date = (format >= 14 && format <= 22) || (format >= 27 && format <= 36) ||
                       (format >= 45 && format <= 47) || (format >= 50 && format <= 58);
  if (is_date) return {NumberLook::Kind::date};
  if (format == 9 || format == 10) return {NumberLook::Kind::percent};
  return {};
}

/// The first section of a format code without quoted text, escapes, fillers, colours and conditions.
std::string bare_format(std::string_view code) {
  std::string bare;
  for (std::size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
    const char c = code[i];
    if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else if (c == '"') {
      i = std::min(code.find('"', i + 1), code.size());
    } else if (c == '[') {
      const std::size_t end = std::min(code.find(']', i), code.size());
      const std::string inside = to_lower(code.substr(i + 1, end - i - 1));
      // [h], [mm], [s]: elapsed time, a date format like the others; everything else in brackets is
      // decoration.
      if (!inside.empty() && inside.find_first_not_of("hms") == inside.npos) bare += inside;
      i = end;
    } else {
      bare += c;
    }
  }
  return to_lower(bare);
}

}  // namespace

void RichText::start(std::string_view element, const Attributes& attributes) {
  if (element == "rPh") ++phonetic_depth_;
  if (element != "t" || phonetic_depth_ > 0) return;
  in_text_ = true;
  keeps_blanks_ = attributes.get("space") == "preserve";
  run_start_ = text_.size();
}

void RichText::end(std::string_view element) {
  if (element == "rPh" && phonetic_depth_ > 0) --phonetic_depth_;
  if (element != "t" || !in_text_) return;
  in_text_ = false;
  if (keeps_blanks_) return;
  while (text_.size() > run_start_ && is_xml_blank(text_.back())) text_.pop_back();
  const auto first =
      std::find_if_not(text_.begin() + static_cast<std::ptrdiff_t>(run_start_), text_.end(), is_xml_blank);
  text_.erase(text_.begin() + static_cast<std::ptrdiff_t>(run_start_), first);
}

void RichText::text(std::string_view piece) {
  if (in_text_ && !is_too_long()) text_ += piece;
}

std::string_view RichText::value() {
  unescape(text_);
  return text_;
}

bool is_escape(std::string_view seven) { return escape_at(seven, 0).has_value(); }

void unescape(std::string& text) {
  std::size_t from = text.find("_x");
  if (from == text.npos) return;
  std::string out = text.substr(0, from);
  for (std::size_t pos = from; pos < text.size();) {
    if (const auto c = escape_at(text, pos)) {
      append_utf8(out, *c);
      pos += 7;
    } else {
      out += text[pos++];
    }
  }
  text = std::move(out);
}

SharedStrings::SharedStrings(const Limits& limits)
    : limits_(limits), current_(limits.characters_per_cell * 4) {}

std::string_view SharedStrings::at(std::size_t index) const {
  std::uint32_t length;
  std::memcpy(&length, places_[index], sizeof length);
  return {places_[index] + sizeof length, length};
}

void SharedStrings::start(std::string_view element, const Attributes& attributes) {
  if (element == "sst") {
    // The count is only a promise; it may save growing, not cost memory.
    places_.reserve(
        static_cast<std::size_t>(std::clamp(attributes.number("uniqueCount").value_or(0), 0, 1'000'000)));
  } else if (element == "si") {
    inside_ = true;
    current_.clear();
  } else if (inside_) {
    current_.start(element, attributes);
  }
}

void SharedStrings::end(std::string_view element) {
  if (!inside_) return;
  if (element != "si") return current_.end(element);
  inside_ = false;
  const std::string_view text = current_.value();
  const auto length = static_cast<std::uint32_t>(text.size());
  char* place = arena_.allocate(sizeof length + length);
  std::memcpy(place, &length, sizeof length);
  std::copy(text.begin(), text.end(), place + sizeof length);
  places_.push_back(place);
  if (arena_.bytes() + places_.size() * sizeof(char*) > limits_.shared_text_bytes)
    problem_ =
        Problem{"sheet.too_much_text", "", {{"limit_mb", std::to_string(limits_.shared_text_bytes >> 20)}}};
}

NumberLook look_of_format(std::string_view code) {
  const std::string bare = bare_format(code);
  if (bare.find_first_of("ymdhs") != bare.npos && bare.find("general") == bare.npos)
    return {NumberLook::Kind::date};
  if (bare.find('%') != bare.npos) return {NumberLook::Kind::percent};
  const bool only_zeros = bare.size() > 1 && bare.find_first_not_of('0') == bare.npos;
  if (only_zeros)
    return {NumberLook::Kind::zero_padded, static_cast<int>(std::min<std::size_t>(bare.size(), 64))};
  return {};
}

void Styles::start(std::string_view element, const Attributes& attributes) {
  if (element == "numFmt") {
    if (const auto id = attributes.number("numFmtId"))
      custom_[*id] = look_of_format(attributes.get("formatCode"));
  } else if (element == "cellXfs") {
    in_cell_formats_ = true;
  } else if (element == "xf" && in_cell_formats_) {
    const int id = attributes.number("numFmtId").value_or(0);
    const auto custom = custom_.find(id);
    looks_.push_back(custom != custom_.end() ? custom->second : built_in_look(id));
  }
}

void Styles::end(std::string_view element) {
  if (element == "cellXfs") in_cell_formats_ = false;
}

const Relationship* Relationships::by_id(std::string_view id) const {
  const auto found =
      std::find_if(all_.begin(), all_.end(), [&](const Relationship& r) { return r.id == id; });
  return found == all_.end() ? nullptr : &*found;
}

const Relationship* Relationships::by_kind(std::string_view kind) const {
  const std::string suffix = "/" + std::string(kind);
  const auto found =
      std::find_if(all_.begin(), all_.end(), [&](const Relationship& r) { return r.type.ends_with(suffix); });
  return found == all_.end() ? nullptr : &*found;
}

std::string Relationships::part_of(std::string_view source) {
  const std::size_t slash = source.rfind('/');
  const std::size_t name = slash == source.npos ? 0 : slash + 1;
  return std::string(source.substr(0, name)) + "_rels/" + std::string(source.substr(name)) + ".rels";
}

void Relationships::start(std::string_view element, const Attributes& attributes) {
  if (element != "Relationship" || attributes.get("TargetMode") == "External") return;
  std::string target(attributes.get("Target"));
  if (!target.starts_with('/')) {  // openpyxl writes absolute targets, Excel relative ones
    const std::size_t slash = source_.rfind('/');
    std::string base = slash == source_.npos ? "" : source_.substr(0, slash + 1);
    while (target.starts_with("../") && !base.empty()) {
      target.erase(0, 3);
      base.pop_back();
      base.erase(base.rfind('/') + 1);
    }
    target = base + target;
  }
  target.erase(0, std::min(target.find_first_not_of('/'), target.size()));
  all_.push_back({std::string(attributes.get("Id")), std::string(attributes.get("Type")), std::move(target)});
}

void WorkbookPart::start(std::string_view element, const Attributes& attributes) {
  if (element == "workbookPr") counts_from_1904_ = attributes.is_true("date1904");
  if (element != "sheet") return;
  const std::string_view state = attributes.get("state");
  sheets_.push_back({std::string(attributes.get("name")), std::string(attributes.get("id")),
                     state == "hidden" || state == "veryHidden"});
}

}  // namespace zw::record::sheet
