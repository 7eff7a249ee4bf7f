// What the zone has already: the records an upload may meet, found by code, name and former name.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "modules/intake/names.h"
#include "modules/intake/target.h"
#include "storage/records.h"

namespace zw::modules::intake {

class Known {
 public:
  Known() = default;
  Known(const Target& target, std::vector<storage::Item> items, NameBook names);

  const std::vector<storage::Item>& items() const { return items_; }
  /// Names of everything that can be referred to, the target's own records among them.
  const NameBook& names() const { return names_; }

  std::optional<std::size_t> by_code(const std::string& code) const { return find(by_code_, code); }
  std::optional<std::size_t> by_name(std::string_view name) const;
  std::optional<std::size_t> by_former_name(std::string_view name) const;

 private:
  using Index = std::unordered_map<std::string, std::size_t>;
  static std::optional<std::size_t> find(const Index& index, const std::string& key) {
    const auto at = index.find(key);
    if (at == index.end()) return {};
    return at->second;
  }

  std::vector<storage::Item> items_;
  Index by_code_, by_name_, by_former_name_;
  NameBook names_;
};

/// Several former names stand in one field, divided by commas, semicolons or 、.
std::vector<std::string> split_names(std::string_view names);

}  // namespace zw::modules::intake
