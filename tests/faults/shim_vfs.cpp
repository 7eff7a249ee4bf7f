#include "shim_vfs.h"

#include <new>

namespace zw::faults {
namespace {

struct ShimFile {
  sqlite3_file base;
  DiskObserver* observer;
  std::string path;
  bool is_observed;
  sqlite3_file* real;
};

/// The real file follows ours in the memory that SQLite gives.
constexpr int kOwnSize = (sizeof(ShimFile) + 15) / 16 * 16;

ShimFile& shim(sqlite3_file* file) { return *reinterpret_cast<ShimFile*>(file); }
sqlite3_file* real(sqlite3_file* file) { return shim(file).real; }
sqlite3_vfs* real_vfs() { return sqlite3_vfs_find("unix"); }

int close_file(sqlite3_file* file) {
  const int code = real(file)->pMethods->xClose(real(file));
  shim(file).path.~basic_string();
  return code;
}
int read_file(sqlite3_file* file, void* bytes, int size, sqlite3_int64 offset) {
  return real(file)->pMethods->xRead(real(file), bytes, size, offset);
}
int write_file(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
  const std::string_view view(static_cast<const char*>(bytes), static_cast<std::size_t>(size));
  const int code =
      shim(file).is_observed ? shim(file).observer->write(shim(file).path, offset, view) : SQLITE_OK;
  return code != SQLITE_OK ? code : real(file)->pMethods->xWrite(real(file), bytes, size, offset);
}
int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
  const int code = shim(file).is_observed ? shim(file).observer->truncate(shim(file).path, size) : SQLITE_OK;
  return code != SQLITE_OK ? code : real(file)->pMethods->xTruncate(real(file), size);
}
int sync_file(sqlite3_file* file, int) {
  return shim(file).is_observed ? shim(file).observer->sync(shim(file).path) : SQLITE_OK;
}
int file_size(sqlite3_file* file, sqlite3_int64* size) {
  return real(file)->pMethods->xFileSize(real(file), size);
}
int lock_file(sqlite3_file* file, int level) { return real(file)->pMethods->xLock(real(file), level); }
int unlock_file(sqlite3_file* file, int level) { return real(file)->pMethods->xUnlock(real(file), level); }
int check_lock(sqlite3_file* file, int* answer) {
  return real(file)->pMethods->xCheckReservedLock(real(file), answer);
}
int control(sqlite3_file* file, int what, void* argument) {
  return real(file)->pMethods->xFileControl(real(file), what, argument);
}
int sector_size(sqlite3_file* file) { return real(file)->pMethods->xSectorSize(real(file)); }
int characteristics(sqlite3_file* file) { return real(file)->pMethods->xDeviceCharacteristics(real(file)); }
int shm_map(sqlite3_file* file, int page, int size, int extend, void volatile** memory) {
  return real(file)->pMethods->xShmMap(real(file), page, size, extend, memory);
}
int shm_lock(sqlite3_file* file, int offset, int count, int flags) {
  return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
}
void shm_barrier(sqlite3_file* file) { real(file)->pMethods->xShmBarrier(real(file)); }
int shm_unmap(sqlite3_file* file, int remove) { return real(file)->pMethods->xShmUnmap(real(file), remove); }

constexpr sqlite3_io_methods kMethods{2,           close_file,  read_file,       write_file,  truncate_file,
                                      sync_file,   file_size,   lock_file,       unlock_file, check_lock,
                                      control,     sector_size, characteristics, shm_map,     shm_lock,
                                      shm_barrier, shm_unmap,   nullptr,         nullptr};

int open_file(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  auto* own = new (file) ShimFile{};
  own->observer = static_cast<DiskObserver*>(vfs->pAppData);
  own->path = name ? name : "";
  own->is_observed = (flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL)) != 0;
  own->real = reinterpret_cast<sqlite3_file*>(reinterpret_cast<char*>(file) + kOwnSize);
  const int code = real_vfs()->xOpen(real_vfs(), name, own->real, flags, out_flags);
  if (code != SQLITE_OK) {
    own->path.~basic_string();
    return code;
  }
  own->base.pMethods = &kMethods;
  if (own->is_observed) own->observer->opened(own->path);
  return SQLITE_OK;
}

}  // namespace

ShimVfs::ShimVfs(std::string name, DiskObserver& observer) : name_(std::move(name)), vfs_(*real_vfs()) {
  vfs_.zName = name_.c_str();
  vfs_.szOsFile = kOwnSize + real_vfs()->szOsFile;
  vfs_.pAppData = &observer;
  vfs_.pNext = nullptr;
  vfs_.xOpen = open_file;
  sqlite3_vfs_register(&vfs_, 0);
}

ShimVfs::~ShimVfs() { sqlite3_vfs_unregister(&vfs_); }

}  // namespace zw::faults
