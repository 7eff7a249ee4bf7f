// Migrations replayed are the descriptions: the same columns, keys and indexes, on a fresh database.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <utility>

#include "app/app.h"
#include "record/sql.h"
#include "storage/testing.h"

namespace zw::app {
namespace {

using storage::Backend;
using storage::Connection;
using storage::testing::TestDatabase;

/// Whitespace and line breaks do not count.
std::string squeezed(const std::string& sql) {
  std::string out = std::regex_replace(sql, std::regex("\\s+"), " ");
  return std::regex_replace(out, std::regex("\\s*([(),])\\s*"), "$1");
}

std::map<std::string, std::string> stored_schema(storage::Database& database) {
  std::map<std::string, std::string> schema;
  database.read([&](Connection& connection) {
    auto cursor = connection.query("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL");
    while (cursor->step()) schema[std::string(cursor->text(0))] = squeezed(std::string(cursor->text(1)));
  });
  return schema;
}

/// The parts of a table in no order, without defaults: a column that a later migration adds stands at the
/// end, and one that may not be empty needs a default for the rows there are.
std::set<std::string> parts_of(const std::string& statement) {
  if (!statement.starts_with("CREATE TABLE")) return {statement};
  const std::string inner = std::regex_replace(statement.substr(statement.find('(') + 1),
                                               std::regex(" DEFAULT ('[^']*'|[0-9]+)"), "");
  std::set<std::string> parts;
  std::string part;
  int depth = 0;
  for (const char c : inner) {
    depth += (c == '(') - (c == ')');
    if (depth < 0 || (c == ',' && depth == 0))
      parts.insert(std::exchange(part, {}));
    else
      part += c;
    if (depth < 0) break;
  }
  return parts;
}

std::string name_of(const std::string& statement) {
  std::smatch match;
  std::regex_search(statement, match, std::regex("(TABLE|INDEX) (\\w+)"));
  return match[2];
}

TEST(SchemaTest, MigrationsEqualDescriptions) {
  TestDatabase database(Backend::sqlite);
  const auto schema = stored_schema(*database);
  for (const auto& module : all_modules())
    for (const auto* entity : module.entities)
      for (const auto& statement : record::create_statements(*entity)) {
        const auto found = schema.find(name_of(statement));
        ASSERT_NE(found, schema.end()) << statement;
        EXPECT_EQ(parts_of(found->second), parts_of(squeezed(record::for_sqlite(statement)))) << statement;
      }
}

TEST(SchemaTest, AColumnAddedLaterCountsLikeOneThatWasThereFromTheStart) {
  TestDatabase database(Backend::sqlite);
  database->write([](Connection& connection) {
    connection.run_script(
        "CREATE TABLE thing (zone_id INTEGER NOT NULL, search_key TEXT NOT NULL, PRIMARY KEY (zone_id)) "
        "STRICT;"
        "ALTER TABLE thing ADD COLUMN state TEXT NOT NULL DEFAULT 'a' CHECK (state IN ('a', 'b'))");
  });
  const std::string described = squeezed(
      "CREATE TABLE thing (\n  zone_id INTEGER NOT NULL,\n  state TEXT NOT NULL CHECK (state IN ('a', "
      "'b')),\n  search_key TEXT NOT NULL,\n"
      "  PRIMARY KEY (zone_id)\n) STRICT");
  EXPECT_EQ(parts_of(stored_schema(*database)["thing"]), parts_of(described));
  EXPECT_NE(
      parts_of(stored_schema(*database)["thing"]),
      parts_of(squeezed("CREATE TABLE thing (zone_id INTEGER NOT NULL, PRIMARY KEY (zone_id)) STRICT")));
}

TEST(SchemaTest, EveryKeyStartsWithTheZone) {
  TestDatabase database(Backend::sqlite);
  for (const auto& [name, sql] : stored_schema(*database)) {
    if (name == "schema_version" || name == "login")
      continue;  // of the installation; 0002_access.sql says why
    std::smatch match;
    if (sql.find("CREATE TABLE") == 0) {
      ASSERT_TRUE(std::regex_search(sql, match, std::regex("PRIMARY KEY\\((\\w+)"))) << sql;
      EXPECT_EQ(match[1], "zone_id") << sql;
    } else if (std::regex_search(sql, match, std::regex("ON \\w+\\((\\w+)"))) {
      EXPECT_EQ(match[1], "zone_id") << sql;
    }
    static const std::regex foreign_key("FOREIGN KEY\\((\\w+)");
    for (std::sregex_iterator key(sql.begin(), sql.end(), foreign_key), end; key != end; ++key)
      EXPECT_EQ((*key)[1], "zone_id") << sql;
  }
}

TEST(SchemaTest, DescriptionsAreSound) {
  const auto modules = all_modules();
  describe_world(modules);
  std::set<std::string_view> entities;
  for (const auto& module : modules)
    for (const auto* entity : module.entities) {
      EXPECT_TRUE(entities.insert(entity->name).second) << entity->name;
      EXPECT_TRUE(entity->title == "id" || entity->find(entity->title)) << entity->name;
      std::set<std::string_view> names;
      for (const auto& field : entity->fields) {
        const std::string place = std::string(entity->name) + "." + std::string(field.name);
        EXPECT_TRUE(names.insert(field.name).second) << place;
        EXPECT_FALSE(field.label.zh.empty() || field.label.en.empty()) << place;
        if (field.privacy.data_class >= record::DataClass::personal) {
          EXPECT_FALSE(field.privacy.purpose.empty()) << place;
        }
        if (!field.rules.refers_to.empty()) {
          EXPECT_TRUE(storage::Catalogue::find(field.rules.refers_to)) << place;
        }
      }
    }
  EXPECT_GT(entities.size(), 20u);
}

TEST(SchemaTest, EveryResourceBelongsToAnEntityOfItsModule) {
  for (const auto& module : all_modules())
    for (const auto& resource : module.resources)
      EXPECT_NE(std::find(module.entities.begin(), module.entities.end(), resource.entity),
                module.entities.end())
          << resource.route();
}

/// Statements that name a table of many zones name the zone too.
TEST(SchemaTest, EveryStatementNamesTheZone) {
  namespace fs = std::filesystem;
  const std::regex statement("\"((SELECT|UPDATE|DELETE FROM|INSERT INTO) [^\"]*)\"");
  std::size_t seen = 0;
  for (const auto& file : fs::recursive_directory_iterator(fs::path(ZW_SOURCE_DIR) / "src")) {
    const std::string path = file.path().string();
    if (file.path().extension() != ".cpp" || path.ends_with("_test.cpp") ||
        path.find("/storage/sqlite") != std::string::npos ||
        path.find("/storage/postgres") != std::string::npos ||
        path.find("/storage/migrate") != std::string::npos)
      continue;
    std::ifstream in(path);
    std::string source((std::istreambuf_iterator<char>(in)), {});
    // Adjacent literals are one statement.
    source = std::regex_replace(source, std::regex("\"\\s*\\n\\s*\""), "");
    for (std::sregex_iterator at(source.begin(), source.end(), statement), end; at != end; ++at) {
      const std::string sql = (*at)[1];
      ++seen;
      const bool is_of_installation =
          sql.find(" FROM login ") != std::string::npos || sql.find("INTO login ") != std::string::npos;
      // The rest of these is made by a function whose first condition is the zone, or they ask no table at
      // all.
      const bool is_fragment = sql.ends_with("FROM {}") || sql.ends_with("FROM {}{}") || sql == "SELECT " ||
                               sql == "SELECT 1" || sql == "INSERT INTO {} VALUES ";
      if (is_of_installation || is_fragment) continue;
      EXPECT_NE(sql.find("zone_id"), std::string::npos) << path << ": " << sql;
    }
  }
  EXPECT_GT(seen, 60u);
}

}  // namespace
}  // namespace zw::app
