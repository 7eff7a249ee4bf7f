// The texts of one column of a table in memory, one behind the other, found by any part of them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace zw::storage {

/// Rows count from 0. A text that is changed is put at the end and its old place lies idle until the whole
/// column is made anew. Holds at most 4 GiB.
class TextColumn {
 public:
  /// Rows are added in their order; `row` is one that is there or the next.
  void set(std::size_t row, std::string_view text);
  void set_null(std::size_t row);

  bool is_null(std::size_t row) const { return piece_of_[row] == kNone; }
  /// "" for nothing as well.
  std::string_view text(std::size_t row) const;
  std::size_t idle_bytes() const { return idle_; }
  std::size_t bytes() const { return bytes_.size(); }

  /// Marks in `found` (one byte a row) every row whose text contains `needle`, which is not empty.
  void mark(std::string_view needle, std::vector<std::uint8_t>& found) const;

 private:
  static constexpr std::uint32_t kNone = UINT32_MAX;

  struct Piece {
    std::uint32_t begin, row;
  };
  std::uint32_t end_of(std::size_t piece) const {
    return piece + 1 < pieces_.size() ? pieces_[piece + 1].begin : static_cast<std::uint32_t>(bytes_.size());
  }
  void leave(std::size_t row);

  std::string bytes_;
  std::vector<Piece> pieces_;  ///< in the order of their bytes
  std::vector<std::uint32_t> piece_of_;
  std::size_t idle_ = 0;
};

/// Where `needle` (not empty) next begins in `text` at or behind `from`; npos when nowhere.
std::size_t find_bytes(std::string_view text, std::string_view needle, std::size_t from);

}  // namespace zw::storage
