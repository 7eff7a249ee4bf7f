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

/// Every field at its natural start: the first choice and false where one is required, empty texts, null
/// otherwise.
Row blank_row(const Entity& entity);

}  // namespace zw::record
