#include "app/backup.h"

#include <filesystem>

namespace zw::app {
namespace {

namespace fs = std::filesystem;

/// Uploaded files are named by their digest and never change: where that is possible, a second name for the
/// same file is as good as a copy.
void share_files(const fs::path& from, const fs::path& to) {
  if (!fs::is_directory(from)) return;
  fs::create_directories(to);
  for (const auto& file : fs::directory_iterator(from)) {
    const fs::path target = to / file.path().filename();
    // A dot marks a file that is still being written; the database does not speak of it yet.
    if (!file.is_regular_file() || file.path().has_extension() || fs::exists(target)) continue;
    std::error_code error;
    fs::create_hard_link(file.path(), target, error);
    if (error) fs::copy_file(file.path(), target);
  }
}

}  // namespace

std::string blobs_of_backup(const std::string& path) { return path + ".blobs"; }

void back_up(storage::Database& database, const std::string& data_dir, const std::string& target) {
  database.backup(target);
  // After the database: what it speaks of was there before it was copied.
  share_files(data_dir + "/blobs", blobs_of_backup(target));
}

void restore_blobs(const std::string& backup, const std::string& data_dir) {
  share_files(blobs_of_backup(backup), data_dir + "/blobs");
}

}  // namespace zw::app
