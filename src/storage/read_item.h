// Turns the columns of a query, as `record::column_list` names them, into an item.
#pragma once

#include "storage/database.h"
#include "storage/list_query.h"

namespace zw::storage {

inline Item read_item(const Cursor& cursor, const Entity& entity) {
  using record::is_number;
  Item item{{cursor.integer(0)}, cursor.integer(1), {}};
  item.row.reserve(entity.fields.size());
  for (std::size_t i = 0; i < entity.fields.size(); ++i)
    item.row.push_back(cursor.value(
        static_cast<int>(i) + 2, is_number(entity.fields[i].kind) ? Cursor::As::number : Cursor::As::text));
  return item;
}

}  // namespace zw::storage
