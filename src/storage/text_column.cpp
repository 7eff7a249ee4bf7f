#include "storage/text_column.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/assert.h"

namespace zw::storage {

void TextColumn::leave(std::size_t row) {
  ZW_ASSERT(row <= piece_of_.size(), "rows are added in their order");
  if (row == piece_of_.size()) {
    piece_of_.push_back(kNone);
  } else if (piece_of_[row] != kNone) {
    idle_ += end_of(piece_of_[row]) - pieces_[piece_of_[row]].begin;
    piece_of_[row] = kNone;
  }
}

void TextColumn::set_null(std::size_t row) { leave(row); }

void TextColumn::set(std::size_t row, std::string_view text) {
  leave(row);
  ZW_ASSERT(bytes_.size() + text.size() < UINT32_MAX, "a column of texts stays below 4 GiB");
  piece_of_[row] = static_cast<std::uint32_t>(pieces_.size());
  pieces_.push_back({static_cast<std::uint32_t>(bytes_.size()), static_cast<std::uint32_t>(row)});
  bytes_ += text;
}

std::string_view TextColumn::text(std::size_t row) const {
  const std::uint32_t piece = piece_of_[row];
  if (piece == kNone) return {};
  return std::string_view(bytes_).substr(pieces_[piece].begin, end_of(piece) - pieces_[piece].begin);
}

void TextColumn::mark(std::string_view needle, std::vector<std::uint8_t>& found) const {
  std::size_t piece = 0;
  for (std::size_t at = 0; (at = find_bytes(bytes_, needle, at)) != std::string_view::npos;) {
    // Hits come close together or far apart, so the step to the piece of the next one doubles.
    std::size_t step = 1;
    while (piece + step < pieces_.size() && pieces_[piece + step].begin <= at) piece += step, step *= 2;
    const auto begin = pieces_.begin() + static_cast<std::ptrdiff_t>(piece);
    const auto end = pieces_.begin() + static_cast<std::ptrdiff_t>(std::min(piece + step, pieces_.size()));
    const auto behind =
        std::upper_bound(begin, end, at, [](std::size_t p, const Piece& q) { return p < q.begin; });
    piece = static_cast<std::size_t>(behind - pieces_.begin()) - 1;
    const std::size_t piece_end = end_of(piece);
    if (at + needle.size() > piece_end) {
      ++at;  // half in this text and half in the next
      continue;
    }
    if (piece_of_[pieces_[piece].row] == piece) found[pieces_[piece].row] = 1;
    at = piece_end;
  }
}

std::size_t find_bytes(std::string_view text, std::string_view needle, std::size_t from) {
  if (from > text.size() || text.size() - from < needle.size()) return std::string_view::npos;
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  const auto first = static_cast<unsigned char>(needle.front()),
             last = static_cast<unsigned char>(needle.back());
  const std::size_t reach = needle.size() - 1, places = text.size() - reach;
  // The first and the last byte of the needle are looked for in a whole block at once, which the compiler
  // turns into a few vector instructions; blocks with no such pair, nearly all, cost nothing else.
  constexpr std::size_t kBlock = 64;
  std::size_t at = from;
  for (; at + kBlock <= places; at += kBlock) {
    std::array<unsigned char, kBlock> fits;
    unsigned char any = 0;
    for (std::size_t i = 0; i < kBlock; ++i) {
      fits[i] = static_cast<unsigned char>((bytes[at + i] == first) & (bytes[at + reach + i] == last));
      any |= fits[i];
    }
    if (!any) continue;
    for (std::size_t i = 0; i < kBlock; ++i)
      if (fits[i] && std::memcmp(bytes + at + i, needle.data(), needle.size()) == 0) return at + i;
  }
  return text.find(needle, at);
}

}  // namespace zw::storage
