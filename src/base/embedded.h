// Files that travel inside the binary: migrations, law tables, screens.
#pragma once

#include <string_view>
#include <vector>

namespace zw::embedded {

struct File {
  std::string_view name;   ///< path below the embedded folder, e.g. "0001.sql"
  std::string_view bytes;  ///< lives as long as the program
};

/// Sorted by name. Each list is written by scripts/embed.sh.
std::vector<File> storage();  ///< src/storage/migrations
std::vector<File> app();      ///< src/app/data
std::vector<File> ui();       ///< the built screens with their .br and .gz variants

}  // namespace zw::embedded
