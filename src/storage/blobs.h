// Uploaded files, kept under the digest of their bytes: written once, never changed, found again for as long
// as they matter.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace zw::storage {

class Blobs {
 public:
  /// The folder is made when the first blob is.
  explicit Blobs(std::string folder) : folder_(std::move(folder)) {}

  /// Answers the digest when the bytes are durable. Keeping the same bytes twice keeps them once.
  std::string put(std::string_view bytes);
  /// The bytes, or nothing when there are none of that digest. Throws when what is stored no longer has its
  /// digest.
  std::optional<std::string> get(std::string_view digest) const;
  /// Whoever asks knows that nothing speaks of it any more. Answers whether there was one.
  bool remove(std::string_view digest);

 private:
  std::string path_of(std::string_view digest) const;

  std::string folder_;
};

}  // namespace zw::storage
