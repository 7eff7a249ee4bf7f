// Whether values keep the rules of their description; every broken rule is named.
#pragma once

#include "base/result.h"
#include "record/description.h"

namespace zw::record {

/// field.required, field.too_long, field.too_small, field.too_large, field.choice, field.date, field.type,
/// field.control_character, or the field's own code.
void validate_field(const Field& field, const Value& value, Problems& problems);
Problems validate(const Entity& entity, const Row& row);

/// Characters (code points) of a UTF-8 text.
std::size_t length_in_characters(std::string_view text);

/// A row with every field at its type's natural start: first choice, false, empty text, null for optional ones.
template <class T>
Row blank() {
  return to_row(T{});
}

}  // namespace zw::record
