#include "record/sql.h"

#include <fmt/format.h>

namespace zw::record {
namespace {

std::string quoted_choices(std::span<const Choice> choices) {
  std::string list;
  for (const Choice& choice : choices) list += fmt::format("{}'{}'", list.empty() ? "" : ", ", choice.name);
  return list;
}

std::string column(const Field& field) {
  std::string sql = fmt::format("  {} {}", field.name, is_number(field.kind) ? "BIGINT" : "TEXT");
  if (field.rules.required) sql += " NOT NULL";
  if (field.kind == Kind::choice)
    sql += fmt::format(" CHECK ({} IN ({}))", field.name, quoted_choices(field.choices));
  if (field.kind == Kind::boolean) sql += fmt::format(" CHECK ({} IN (0, 1))", field.name);
  return sql;
}

std::string replace_all(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

}  // namespace

std::vector<std::string> create_statements(const Entity& entity) {
  std::string table = fmt::format(
      "CREATE TABLE {} (\n  zone_id BIGINT NOT NULL,\n  id BIGINT NOT NULL,\n  version BIGINT NOT NULL",
      entity.name);
  for (const Field& field : entity.fields) table += ",\n" + column(field);
  if (entity.is_searchable()) table += ",\n  search_key TEXT NOT NULL";
  table += ",\n  PRIMARY KEY (zone_id, id)";
  for (const Field& field : entity.fields)
    if (field.kind == Kind::ref && !field.rules.refers_to.empty())
      table += fmt::format(",\n  FOREIGN KEY (zone_id, {}) REFERENCES {} (zone_id, id){}", field.name,
                           field.rules.refers_to, field.rules.cascade ? " ON DELETE CASCADE" : "");
  table += "\n) STRICT";
  std::vector<std::string> statements{table};
  for (const Field& field : entity.fields) {
    if (field.rules.unique)
      statements.push_back(
          fmt::format("CREATE UNIQUE INDEX {0}_{1}_unique ON {0} (zone_id, {1})", entity.name, field.name));
    else if (field.kind == Kind::ref)
      statements.push_back(
          fmt::format("CREATE INDEX {0}_{1} ON {0} (zone_id, {1})", entity.name, field.name));
  }
  if (entity.is_searchable())
    statements.push_back(
        fmt::format("CREATE INDEX {0}_search ON {0} (zone_id, search_key, id)", entity.name));
  for (const UniqueTogether& together : entity.unique_together) {
    std::string columns;
    for (auto name : together.fields) columns += fmt::format(", {}", name);
    statements.push_back(fmt::format("CREATE UNIQUE INDEX {}_{} ON {} (zone_id{}){}", entity.name,
                                     together.name, entity.name, columns,
                                     together.where.empty() ? "" : fmt::format(" WHERE {}", together.where)));
  }
  return statements;
}

std::string column_list(const Entity& entity) {
  std::string list = "id, version";
  for (const Field& field : entity.fields) list += fmt::format(", {}", field.name);
  return list;
}

std::string for_sqlite(std::string_view script) {
  return replace_all(std::string(script), "BIGINT", "INTEGER");
}

std::string for_postgres(std::string_view script) {
  return replace_all(std::string(script), ") STRICT", ")");
}

}  // namespace zw::record
