#include "storage/text_places.h"

namespace zw::storage {
namespace {

constexpr std::string_view kOfSqlite =
    "SELECT m.name, c.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c"
    " JOIN pragma_table_info(m.name) z ON z.name = 'zone_id'"
    " WHERE m.type = 'table' AND c.type = 'TEXT' ORDER BY m.name, c.cid";
constexpr std::string_view kOfPostgres =
    "SELECT CAST(c.table_name AS TEXT), CAST(c.column_name AS TEXT) FROM information_schema.columns c"
    " JOIN information_schema.columns z ON z.table_schema = c.table_schema AND z.table_name = c.table_name"
    " AND z.column_name = 'zone_id' WHERE c.table_schema = current_schema() AND c.data_type = 'text'"
    " ORDER BY c.table_name, c.ordinal_position";

}  // namespace

std::vector<TextColumns> text_columns(Connection& connection, Backend backend) {
  std::vector<TextColumns> tables;
  const auto row = connection.query(backend == Backend::sqlite ? kOfSqlite : kOfPostgres);
  while (row->step()) {
    if (tables.empty() || tables.back().table != row->text(0))
      tables.push_back({std::string(row->text(0)), {}});
    tables.back().columns.emplace_back(row->text(1));
  }
  return tables;
}

}  // namespace zw::storage
