// Reads single parts out of a zip archive held in memory, counting every unpacked byte against the limits.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/result.h"
#include "record/sheet/sheet.h"

namespace zw::record::sheet {

class ZipArchive {
 public:
  /// The bytes must outlive the archive.
  static Result<ZipArchive> open(std::string_view bytes, const Limits& limits);

  ZipArchive(ZipArchive&&) noexcept;
  ZipArchive& operator=(ZipArchive&&) noexcept;
  ~ZipArchive();

  /// Names are compared without case and without a leading slash, as Office does. They are never used as
  /// paths.
  bool has(std::string_view name) const;
  /// Hands over the part in chunks until `take` says stop.
  Outcome read(std::string_view name, const std::function<Flow(std::string_view chunk)>& take);

 private:
  struct Open;
  struct Position {
    std::uint64_t in_directory = 0, number = 0;
  };

  ZipArchive(std::unique_ptr<Open> open, const Limits& limits);
  Outcome index_parts();
  Problem damaged(std::string_view name) const;

  std::unique_ptr<Open> open_;
  Limits limits_;
  std::unordered_map<std::string, Position> parts_;
  std::size_t unpacked_ = 0;
};

}  // namespace zw::record::sheet
