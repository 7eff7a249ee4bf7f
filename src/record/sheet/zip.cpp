#include "record/sheet/zip.h"

#include <minizip/unzip.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "base/text.h"

namespace zw::record::sheet {
namespace {

/// minizip reads files; this makes it read memory.
struct MemoryFile {
  std::string_view bytes;
  std::size_t pos = 0;
};

voidpf open_memory(voidpf opaque, const void*, int) { return opaque; }

uLong read_memory(voidpf, voidpf stream, void* buffer, uLong size) {
  auto& file = *static_cast<MemoryFile*>(stream);
  const std::size_t count = std::min<std::size_t>(size, file.bytes.size() - file.pos);
  if (count > 0) std::memcpy(buffer, file.bytes.data() + file.pos, count);
  file.pos += count;
  return count;
}

uLong write_nothing(voidpf, voidpf, const void*, uLong) { return 0; }
ZPOS64_T tell_memory(voidpf, voidpf stream) { return static_cast<MemoryFile*>(stream)->pos; }

long seek_memory(voidpf, voidpf stream, ZPOS64_T offset, int origin) {
  auto& file = *static_cast<MemoryFile*>(stream);
  const std::size_t base = origin == ZLIB_FILEFUNC_SEEK_CUR   ? file.pos
                           : origin == ZLIB_FILEFUNC_SEEK_END ? file.bytes.size()
                                                              : 0;
  const std::size_t target = base + offset;
  if (target < base || target > file.bytes.size()) return -1;
  file.pos = target;
  return 0;
}

int close_memory(voidpf, voidpf) { return 0; }
int no_error(voidpf, voidpf) { return 0; }

std::string part_key(std::string_view name) {
  std::string key = to_lower(name);
  std::replace(key.begin(), key.end(), '\\', '/');
  key.erase(0, std::min(key.find_first_not_of('/'), key.size()));
  return key;
}

constexpr std::size_t kRatioMattersAbove = 8u << 20;

}  // namespace

struct ZipArchive::Open {
  MemoryFile file;
  unzFile zip = nullptr;

  ~Open() {
    if (zip) unzClose(zip);
  }
};

ZipArchive::ZipArchive(std::unique_ptr<Open> open, const Limits& limits)
    : open_(std::move(open)), limits_(limits) {}
ZipArchive::ZipArchive(ZipArchive&&) noexcept = default;
ZipArchive& ZipArchive::operator=(ZipArchive&&) noexcept = default;
ZipArchive::~ZipArchive() = default;

Problem ZipArchive::damaged(std::string_view name) const {
  return {"sheet.damaged", "", {{"part", std::string(name)}}};
}

Result<ZipArchive> ZipArchive::open(std::string_view bytes, const Limits& limits) {
  auto open = std::make_unique<Open>();
  open->file.bytes = bytes;
  zlib_filefunc64_def functions{open_memory, read_memory,  write_nothing, tell_memory,
                                seek_memory, close_memory, no_error,      &open->file};
  open->zip = unzOpen2_64("", &functions);
  if (!open->zip) return Problem{"sheet.damaged", "", {{"part", ""}}};
  ZipArchive archive(std::move(open), limits);
  if (Outcome indexed = archive.index_parts(); !indexed) return indexed.problems();
  return archive;
}

Outcome ZipArchive::index_parts() {
  unz_global_info64 info{};
  if (unzGetGlobalInfo64(open_->zip, &info) != UNZ_OK) return damaged("");
  if (info.number_entry > limits_.archive_entries)
    return Problem{"sheet.too_many_parts", "", {{"limit", std::to_string(limits_.archive_entries)}}};
  for (int state = unzGoToFirstFile(open_->zip); state != UNZ_END_OF_LIST_OF_FILE;
       state = unzGoToNextFile(open_->zip)) {
    unz_file_info64 entry{};
    std::array<char, 512> name{};  // longer names belong to no part that is read
    if (state != UNZ_OK || unzGetCurrentFileInfo64(open_->zip, &entry, name.data(), name.size() - 1, nullptr,
                                                   0, nullptr, 0) != UNZ_OK)
      return damaged("");
    unz64_file_pos position{};
    unzGetFilePos64(open_->zip, &position);
    parts_.emplace(part_key(name.data()), Position{position.pos_in_zip_directory, position.num_of_file});
    if (parts_.size() > limits_.archive_entries) return damaged("");
  }
  return Nothing{};
}

bool ZipArchive::has(std::string_view name) const { return parts_.contains(part_key(name)); }

Outcome ZipArchive::read(std::string_view name, const std::function<Flow(std::string_view chunk)>& take) {
  const auto found = parts_.find(part_key(name));
  if (found == parts_.end()) return damaged(name);
  const unz64_file_pos position{found->second.in_directory, found->second.number};
  unz_file_info64 entry{};
  if (unzGoToFilePos64(open_->zip, &position) != UNZ_OK ||
      unzGetCurrentFileInfo64(open_->zip, &entry, nullptr, 0, nullptr, 0, nullptr, 0) != UNZ_OK)
    return damaged(name);
  constexpr uLong kEncrypted = 1;
  if (entry.flag & kEncrypted) return Problem{"sheet.encrypted", "", {{"remedy", "remove_password"}}};
  if (unzOpenCurrentFile(open_->zip) != UNZ_OK) return damaged(name);

  std::array<char, 64 << 10> chunk;
  std::size_t size = 0;
  int count = 0;
  while ((count = unzReadCurrentFile(open_->zip, chunk.data(), chunk.size())) > 0) {
    size += static_cast<std::size_t>(count);
    unpacked_ += static_cast<std::size_t>(count);
    // The directory may lie about both sizes, so what counts is what came out and what the whole file could
    // hold.
    const std::size_t packed = std::min<std::size_t>(entry.compressed_size, open_->file.bytes.size());
    const bool explodes =
        size > kRatioMattersAbove && size / std::max<std::size_t>(packed, 1) > limits_.ratio;
    if (explodes || size > limits_.part_bytes || unpacked_ > limits_.total_bytes) {
      unzCloseCurrentFile(open_->zip);
      return Problem{"sheet.too_large_unpacked",
                     "",
                     {{"part", std::string(name)}, {"limit_mb", std::to_string(limits_.part_bytes >> 20)}}};
    }
    if (take({chunk.data(), static_cast<std::size_t>(count)}) == Flow::stop) {
      unzCloseCurrentFile(open_->zip);
      return Nothing{};
    }
  }
  const bool is_sound =
      unzCloseCurrentFile(open_->zip) == UNZ_OK && count == 0 && size == entry.uncompressed_size;
  if (!is_sound) return damaged(name);
  return Nothing{};
}

}  // namespace zw::record::sheet
