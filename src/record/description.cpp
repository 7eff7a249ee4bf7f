#include "record/description.h"

#include <algorithm>

namespace zw::record {

const Field* Entity::find(std::string_view field) const {
  const auto at = std::find_if(fields.begin(), fields.end(), [&](const Field& f) { return f.name == field; });
  return at == fields.end() ? nullptr : &*at;
}

std::size_t Entity::index(std::string_view field) const {
  const Field* found = find(field);
  ZW_ASSERT(found, "the program names only fields that the description has");
  return static_cast<std::size_t>(found - fields.data());
}

bool Entity::is_searchable() const {
  return std::any_of(fields.begin(), fields.end(), [](const Field& f) { return f.rules.search; });
}

}  // namespace zw::record
