// Makes what was deleted or replaced unreadable in the files of a database.
#pragma once

#include <string>

namespace zw::storage {

/// Writes the tables anew and folds the log into the file. Takes as long as copying it; writers wait. Throws
/// Failure::busy while another program reads.
void compact_sqlite(const std::string& path);
/// The same for PostgreSQL, with the samples its statistics keep. Its own log and backups are the concern of
/// whoever runs the server.
void compact_postgres(const std::string& conninfo);

}  // namespace zw::storage
