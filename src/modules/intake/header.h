// Finds the rows of headings at the top of a sheet and the field behind each column.
#pragma once

#include <optional>
#include <vector>

#include "modules/intake/recognise.h"

namespace zw::modules::intake {

struct Header {
  std::size_t first = 0, last = 0;  ///< positions in GridSheet::rows
  std::vector<Column> columns;
  Founds defects;  ///< places without the sheet's number
  int score = 0;
};

/// The block of one to three rows among the first of the sheet whose headings mean the most fields; nothing
/// when it would name neither the code nor the name of the target.
std::optional<Header> find_header(const GridSheet& sheet, const Target& target,
                                  const HeadingMatcher& matcher);

}  // namespace zw::modules::intake
