// Migrations of a given list of scripts; `migrate` in database.h uses the embedded ones.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/embedded.h"
#include "storage/database.h"

namespace zw::storage {

struct Migration {
  std::int64_t version = 0;
  std::string name;    ///< "0001_foundation"
  std::string script;  ///< in the words of the backend
};

/// The scripts of one backend in the order of their versions, from "NNNN_name.sql" or, for PostgreSQL alone,
/// "NNNN_name.pg.sql".
std::vector<Migration> migrations_for(Backend backend, std::span<const embedded::File> files);

/// Applies what is missing; answers how many. Throws when an applied script has changed since, or when the
/// database is newer than the scripts.
int apply_migrations(Database& database, std::span<const Migration> migrations,
                     const std::string& backup_path = "");

}  // namespace zw::storage
