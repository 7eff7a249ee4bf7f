// SQL made of a description: the table as it should be, and the statements of the generic store.
#pragma once

#include <string>
#include <vector>

#include "record/description.h"

namespace zw::record {

/// CREATE TABLE … and its indexes, in the words of the migrations (BIGINT, TEXT); columns zone_id, id,
/// version first, search_key last when the entity is searchable.
std::vector<std::string> create_statements(const Entity& entity);

/// "id, version, name, …" in the order of the fields.
std::string column_list(const Entity& entity);

/// SQLite's words for the same script (BIGINT → INTEGER); PostgreSQL's drop STRICT.
std::string for_sqlite(std::string_view script);
std::string for_postgres(std::string_view script);

}  // namespace zw::record
