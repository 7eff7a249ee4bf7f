#include "storage/list_query.h"

#include <algorithm>

#include "base/text.h"

namespace zw::storage {

using record::Field;

std::optional<Order> order_of(const Entity& entity, std::string_view sort) {
  Order order;
  if (sort.empty()) sort = entity.default_sort;
  if (sort.starts_with('-')) order.is_descending = true, sort.remove_prefix(1);
  if (sort == "id") return order;
  const Field* field = entity.find(sort);
  if (!field || field->privacy.data_class == record::DataClass::secret) return {};
  // People expect names in the order of their pinyin, which is how the search key of the title begins.
  const bool is_first_searched =
      field->rules.search &&
      std::none_of(&entity.fields.front(), field, [](const Field& f) { return f.rules.search; });
  order.column = is_first_searched ? "search_key" : std::string(field->name);
  order.is_text = is_first_searched || !is_number(field->kind);
  order.is_nullable = !field->rules.required && !is_first_searched;
  return order;
}

std::string needle_of(std::string_view search) {
  std::string needle = to_lower(squeeze(fold_width(search)));
  std::erase(needle, ' ');
  return needle;
}

}  // namespace zw::storage
