// The columns of a database that can hold what people wrote: where an erasure has to look.
#pragma once

#include <string>
#include <vector>

#include "storage/database.h"

namespace zw::storage {

struct TextColumns {
  std::string table;
  std::vector<std::string> columns;
};

/// Of every table of the zones, as the database itself knows them: a table that nobody thought of is searched
/// as well.
std::vector<TextColumns> text_columns(Connection& connection, Backend backend);

}  // namespace zw::storage
