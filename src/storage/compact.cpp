#include "storage/compact.h"

#include <fmt/format.h>

#include "storage/postgres_connection.h"
#include "storage/sqlite_connection.h"

namespace zw::storage {

void compact_sqlite(const std::string& path) {
  SqliteConnection writer({.path = path, .create = false}, SqliteConnection::Access::write);
  writer.run_script("PRAGMA secure_delete=ON; VACUUM");
  // The new pages are in the log, and the old ones in the file, until the one is folded into the other.
  if (writer.single_text("PRAGMA wal_checkpoint(TRUNCATE)") != "0")
    throw DatabaseError(Failure::busy,
                        fmt::format("{} is being read by another program; stop it and try again, so that "
                                    "nothing of what was deleted remains in the file.",
                                    path));
}

void compact_postgres(const std::string& conninfo) {
  PostgresConnection(conninfo).run_script("VACUUM (FULL, ANALYZE)");
}

}  // namespace zw::storage
