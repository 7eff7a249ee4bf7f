// Keeps many short texts in few large blocks; views into it stay valid while it lives, also when it is moved.
#pragma once

#include <cstring>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace zw::record::sheet {

class TextArena {
 public:
  std::string_view store(std::string_view text) {
    if (text.empty()) return {};
    char* place = allocate(text.size());
    std::memcpy(place, text.data(), text.size());
    return {place, text.size()};
  }

  char* allocate(std::size_t bytes) {
    bytes_ += bytes;
    if (bytes > kBlock / 4) return add_block(bytes);
    if (left_ < bytes) {
      next_ = add_block(kBlock);
      left_ = kBlock;
    }
    left_ -= bytes;
    return std::exchange(next_, next_ + bytes);
  }

  std::size_t bytes() const { return bytes_; }

 private:
  static constexpr std::size_t kBlock = 256 << 10;

  char* add_block(std::size_t bytes) {
    blocks_.push_back(std::make_unique_for_overwrite<char[]>(bytes));
    return blocks_.back().get();
  }

  std::vector<std::unique_ptr<char[]>> blocks_;
  char* next_ = nullptr;
  std::size_t left_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace zw::record::sheet
