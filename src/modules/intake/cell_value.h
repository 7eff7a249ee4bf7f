// The value a text stands for without any interpretation, and the exact decimals that numbers and amounts are
// made of.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/problem.h"
#include "modules/intake/heading.h"
#include "modules/intake/names.h"
#include "record/description.h"

namespace zw::modules::intake {

/// mantissa / 10^places, exact.
struct Decimal {
  std::int64_t mantissa = 0;
  int places = 0;
};

/// "-1200.50"; nothing for any other notation or when it does not fit.
std::optional<Decimal> parse_decimal(std::string_view text);
/// value · factor when that is whole and fits.
std::optional<std::int64_t> times(Decimal value, std::int64_t factor);
/// As spreadsheet programs show it: 15 significant digits.
std::string number_text(double number);
/// "5000000元", "12.34元": how an amount is proposed, whatever the unit of its column.
std::string money_text(std::int64_t fen);

struct ValueContext {
  const record::Field& field;
  MoneyUnit unit;  ///< of an amount that names none itself
  const NameBook& names;
};

/// Texts as they are; whole numbers, decimals, ISO days, 是/否, names of choices and of known records.
/// Nothing when the text would have to be interpreted to become a value of this field.
std::optional<record::Value> plain_value(const ValueContext& context, std::string_view text);

/// The rules of the field that the value breaks; references to rows of the upload are taken as good.
Problems broken_rules(const record::Field& field, const record::Value& value);

/// Whether the text can be stored as it stands.
bool is_storable(const ValueContext& context, std::string_view text);

}  // namespace zw::modules::intake
