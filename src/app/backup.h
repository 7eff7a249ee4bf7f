// A backup is the database at one moment and, beside it, the uploaded files that it speaks of.
#pragma once

#include <string>

#include "storage/database.h"

namespace zw::app {

/// Where the uploaded files of the backup at `path` are.
std::string blobs_of_backup(const std::string& path);

/// Copies the database to `target`, which must not exist, and every uploaded file, while work goes on.
void back_up(storage::Database& database, const std::string& data_dir, const std::string& target);

/// Brings uploaded files back from a backup; those that are there already are the same.
void restore_blobs(const std::string& backup, const std::string& data_dir);

}  // namespace zw::app
