#include "storage/blobs.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "storage/database.h"
#include "storage/digest.h"

namespace zw::storage {
namespace {

[[noreturn]] void fail(const std::string& path) {
  const Failure failure = errno == ENOSPC                     ? Failure::full
                          : errno == EROFS || errno == EACCES ? Failure::read_only
                                                              : Failure::other;
  throw DatabaseError(failure, fmt::format("The file {} cannot be written: {}", path, std::strerror(errno)));
}

/// A file descriptor that is closed with its owner.
class File {
 public:
  File(const std::string& path, int flags)
      : path_(path), descriptor_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {
    if (descriptor_ < 0) fail(path_);
  }
  ~File() { ::close(descriptor_); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  void write(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) fail(path_);
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
  }
  void sync() {
    if (::fsync(descriptor_) != 0) fail(path_);
  }

 private:
  std::string path_;
  int descriptor_;
};

}  // namespace

std::string Blobs::path_of(std::string_view digest) const { return fmt::format("{}/{}", folder_, digest); }

std::string Blobs::put(std::string_view bytes) {
  static std::atomic<unsigned> next{0};
  const std::string name = digest(bytes);
  const std::string path = path_of(name);
  if (std::filesystem::exists(path)) return name;
  std::filesystem::create_directories(folder_);
  // Written beside its place and renamed, so that no reader and no crash ever sees half a file.
  const std::string draft = fmt::format("{}.{}.{}", path, ::getpid(), next++);
  {
    File file(draft, O_WRONLY | O_CREAT | O_EXCL);
    file.write(bytes);
    file.sync();
  }
  if (std::rename(draft.c_str(), path.c_str()) != 0) fail(path);
  File(folder_, O_RDONLY | O_DIRECTORY).sync();
  return name;
}

bool Blobs::remove(std::string_view name) { return std::filesystem::remove(path_of(name)); }

std::optional<std::string> Blobs::get(std::string_view name) const {
  std::ifstream file(path_of(name), std::ios::binary);
  if (!file) return {};
  std::string bytes((std::istreambuf_iterator<char>(file)), {});
  if (digest(bytes) != name)
    throw DatabaseError(Failure::corrupt,
                        fmt::format("The stored file {} is damaged; restore it from a backup.", name));
  return bytes;
}

}  // namespace zw::storage
