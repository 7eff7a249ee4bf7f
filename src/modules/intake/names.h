// The records that a cell may refer to by name or code, among them the rows of the same upload.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/id.h"

namespace zw::modules::intake {

/// Refers to a stored record (positive) or to a row of the upload (negative: the n-th row from 1).
struct Reference {
  std::int64_t value = 0;

  static Reference to_record(Id id) { return {id.value}; }
  static Reference to_row(std::size_t index) { return {-static_cast<std::int64_t>(index) - 1}; }
  friend bool operator==(Reference, Reference) = default;
};

class Names {
 public:
  /// The first of two equal names wins: what is stored is added before what is uploaded.
  void add(Reference to, std::string_view title, std::string_view code = "");

  /// By the exact name or code.
  std::optional<Reference> find(std::string_view text) const;
  /// The one name that differs only in spelling (width, brackets, notes), contains the text, or lies within
  /// two characters of it; nothing when none or several do.
  std::optional<std::string> nearest(std::string_view text) const;

 private:
  struct Entry {
    std::string title, key;
  };
  std::unordered_map<std::string, Reference> exact_;
  std::unordered_map<std::string, std::size_t> by_key_;
  std::vector<Entry> entries_;
};

/// By the name of the entity that is referred to.
using NameBook = std::map<std::string, Names, std::less<>>;

}  // namespace zw::modules::intake
