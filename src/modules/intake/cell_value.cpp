#include "modules/intake/cell_value.h"

#include <fmt/format.h>

#include <array>
#include <charconv>

#include "base/text.h"
#include "record/validate.h"

namespace zw::modules::intake {
namespace {

using record::Kind;
using record::Value;

constexpr std::int64_t kMicroDegrees = 1'000'000;

std::optional<Value> plain_boolean(std::string_view text) {
  static constexpr std::array<std::string_view, 5> kYes = {"是", "true", "yes", "1", "TRUE"};
  static constexpr std::array<std::string_view, 5> kNo = {"否", "false", "no", "0", "FALSE"};
  for (std::string_view yes : kYes)
    if (text == yes) return Value{std::int64_t{1}};
  for (std::string_view no : kNo)
    if (text == no) return Value{std::int64_t{0}};
  return {};
}

std::optional<Value> plain_money(std::string_view text, MoneyUnit unit) {
  if (text.ends_with(kYuan.name)) {
    text.remove_suffix(kYuan.name.size());
    unit = kYuan;
  }
  const auto decimal = parse_decimal(text);
  const auto fen = decimal ? times(*decimal, unit.fen) : std::nullopt;
  if (!fen) return {};
  return Value{*fen};
}

/// Degrees are written with a decimal point and stored in millionths.
std::optional<Value> plain_integer(const record::Field& field, std::string_view text) {
  const auto decimal = parse_decimal(text);
  if (!decimal) return {};
  const bool is_degrees = field.name.ends_with("_e6") && times(*decimal, 1).value_or(0) <= 180 &&
                          times(*decimal, 1).value_or(0) >= -180;
  const auto whole = times(*decimal, is_degrees ? kMicroDegrees : 1);
  if (!whole) return {};
  return Value{*whole};
}

std::optional<Value> plain_choice(const record::Field& field, std::string_view text) {
  const std::string lower = to_lower(text);
  for (const record::Choice& choice : field.choices)
    if (choice.name == text || choice.label.zh == text || to_lower(choice.label.en) == lower)
      return Value{std::string(choice.name)};
  return {};
}

std::optional<Value> plain_reference(const ValueContext& context, std::string_view text) {
  const auto names = context.names.find(context.field.rules.refers_to);
  const auto found = names == context.names.end() ? std::nullopt : names->second.find(text);
  if (!found) return {};
  return Value{found->value};
}

}  // namespace

std::optional<Decimal> parse_decimal(std::string_view text) {
  Decimal decimal;
  const bool is_negative = text.starts_with('-');
  std::string digits = is_negative ? "-" : "";
  if (is_negative) text.remove_prefix(1);
  bool has_point = false;
  for (char c : text) {
    if (c == '.' && !has_point) {
      has_point = true;
    } else if (c >= '0' && c <= '9') {
      digits += c;
      decimal.places += has_point;
    } else {
      return {};
    }
  }
  if (text.empty() || text.starts_with('.') || text.ends_with('.')) return {};
  while (decimal.places > 0 && digits.ends_with('0')) digits.pop_back(), --decimal.places;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), decimal.mantissa);
  if (error != std::errc{} || end != digits.data() + digits.size()) return {};
  return decimal;
}

std::optional<std::int64_t> times(Decimal value, std::int64_t factor) {
  while (value.places > 0 && factor % 10 == 0) factor /= 10, --value.places;
  if (value.places > 0) return {};
  std::int64_t product = 0;
  if (__builtin_mul_overflow(value.mantissa, factor, &product)) return {};
  return product;
}

std::string number_text(double number) { return fmt::format("{:.15g}", number); }

std::string money_text(std::int64_t fen) {
  std::string text = fmt::format("{}{}", fen < 0 ? "-" : "", (fen < 0 ? -fen : fen) / 100);
  const auto rest = (fen < 0 ? -fen : fen) % 100;
  if (rest != 0) text += fmt::format(".{:02}", rest);
  return text + std::string(kYuan.name);
}

std::optional<Value> plain_value(const ValueContext& context, std::string_view text) {
  switch (context.field.kind) {
    case Kind::text:
    case Kind::long_text:
      return Value{std::string(text)};
    case Kind::integer:
      return plain_integer(context.field, text);
    case Kind::money:
      return plain_money(text, context.unit);
    case Kind::boolean:
      return plain_boolean(text);
    case Kind::date:
      return parse_date(text) ? std::optional<Value>(std::string(text)) : std::nullopt;
    case Kind::choice:
      return plain_choice(context.field, text);
    case Kind::ref:
      return plain_reference(context, text);
    case Kind::instant:
    case Kind::json:
      return {};
  }
  return {};
}

Problems broken_rules(const record::Field& field, const Value& value) {
  Problems problems;
  const bool is_row = field.kind == Kind::ref && !record::is_null(value) && record::integer(value) < 0;
  if (!is_row) record::validate_field(field, value, problems);
  return problems;
}

bool is_storable(const ValueContext& context, std::string_view text) {
  const auto value = plain_value(context, text);
  return value && broken_rules(context.field, *value).empty();
}

}  // namespace zw::modules::intake
