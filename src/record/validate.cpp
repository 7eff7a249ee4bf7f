#include "record/validate.h"

#include <fmt/format.h>

#include <algorithm>

namespace zw::record {
namespace {

bool is_textual(Kind kind) {
  return kind == Kind::text || kind == Kind::long_text || kind == Kind::date || kind == Kind::choice ||
         kind == Kind::json;
}

bool has_control_character(const Field& field, std::string_view text) {
  return std::any_of(text.begin(), text.end(), [&](unsigned char c) {
    return c == 0x7f || (c < 0x20 && !(field.kind != Kind::text && (c == '\n' || c == '\t' || c == '\r')));
  });
}

void validate_text(const Field& field, const std::string& text, Problems& problems) {
  const auto add = [&](std::string_view code, std::vector<std::pair<std::string, std::string>> params = {}) {
    problems.push_back({std::string(code), std::string(field.name), std::move(params)});
  };
  if (has_control_character(field, text)) add("field.control_character");
  if (length_in_characters(text) > field.rules.max_length)
    add("field.too_long", {{"limit", fmt::format("{}", field.rules.max_length)}});
  if (field.kind == Kind::date && !parse_date(text)) add("field.date", {{"value", text}});
  if (field.kind == Kind::choice && std::none_of(field.choices.begin(), field.choices.end(),
                                                 [&](const Choice& c) { return c.name == text; }))
    add("field.choice", {{"value", text}});
  if (field.rules.check && !text.empty() && !field.rules.check(text))
    add(field.rules.check_code, {{"value", text}});
}

}  // namespace

std::size_t length_in_characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](unsigned char c) { return (c & 0xc0) != 0x80; }));
}

void validate_field(const Field& field, const Value& value, Problems& problems) {
  const auto add = [&](std::string_view code, std::vector<std::pair<std::string, std::string>> params = {}) {
    problems.push_back({std::string(code), std::string(field.name), std::move(params)});
  };
  const auto* text = std::get_if<std::string>(&value);
  if (is_null(value) || (text && text->empty())) {
    if (field.rules.required) add("field.required");
    return;
  }
  if (is_textual(field.kind) != (text != nullptr)) return add("field.type");
  if (text) return validate_text(field, *text, problems);
  const std::int64_t number = integer(value);
  if (number < field.rules.minimum)
    add("field.too_small", {{"limit", fmt::format("{}", field.rules.minimum)}});
  if (number > field.rules.maximum)
    add("field.too_large", {{"limit", fmt::format("{}", field.rules.maximum)}});
  if (field.kind == Kind::boolean && number != 0 && number != 1) add("field.type");
  if (field.kind == Kind::ref && number <= 0) add("field.unknown_reference");
}

Problems validate(const Entity& entity, const Row& row) {
  ZW_ASSERT(row.size() == entity.fields.size(), "a row has one value for each field");
  Problems problems;
  for (std::size_t i = 0; i < row.size(); ++i) validate_field(entity.fields[i], row[i], problems);
  return problems;
}

Row blank_row(const Entity& entity) {
  Row row;
  for (const Field& field : entity.fields) {
    const bool is_text =
        field.kind == Kind::text || field.kind == Kind::long_text || field.kind == Kind::json;
    if (field.kind == Kind::choice && field.rules.required)
      row.emplace_back(std::string(field.choices[0].name));
    else if (field.kind == Kind::boolean && field.rules.required)
      row.emplace_back(std::int64_t{0});
    else if (is_text && !field.rules.unique)
      row.emplace_back(std::string{});
    else
      row.emplace_back();
  }
  return row;
}

}  // namespace zw::record
