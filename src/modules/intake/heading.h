// Reads column headings: which field is meant, in which unit, and whether a running total is meant.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "record/description.h"

namespace zw::modules::intake {

/// The unit an amount of money is written in: how many fen make one.
struct MoneyUnit {
  std::string_view name;  ///< "万元"
  std::int64_t fen = 100;
};

/// The unit written at the end of a text ("500万元", "（亿元）"), if any.
std::optional<MoneyUnit> money_unit_at_end(std::string_view text);
inline constexpr MoneyUnit kYuan{"元", 100};

struct Heading {
  std::string words;              ///< folded, lower case, without blanks, notes in brackets and closing marks
  std::string note;               ///< what stood in brackets
  std::optional<MoneyUnit> unit;  ///< named in the brackets or at the end
  bool is_cumulative = false;     ///< "1—5月", "累计"
};

Heading read_heading(std::string_view text);

/// How surely a heading means a field.
enum class Confidence { none, guessed, certain };

struct HeadingMatch {
  const record::Field* field = nullptr;
  Confidence confidence = Confidence::none;
};

/// Compares headings with the labels, names and aliases of an entity's fields.
class HeadingMatcher {
 public:
  explicit HeadingMatcher(const record::Entity& entity);

  HeadingMatch match(std::string_view heading) const;
  /// A heading that says nothing by itself ("姓名", "名称", "数值") and takes its meaning from the one above
  /// it.
  static bool is_generic(std::string_view words);

 private:
  struct Known {
    std::string words;
    const record::Field* field;
  };
  std::vector<Known> known_;
};

}  // namespace zw::modules::intake
