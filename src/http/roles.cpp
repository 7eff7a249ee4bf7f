#include "http/roles.h"

#include <algorithm>

namespace zw::http {
namespace {

constexpr std::string_view kNames[storage::kRoleCount] = {"officer", "secretary",     "contact",
                                                          "leader",  "administrator", "auditor"};

}  // namespace

std::string_view to_string(storage::Role role) { return kNames[static_cast<int>(role)]; }

std::optional<storage::Role> find_role(std::string_view name) {
  const auto found = std::find(std::begin(kNames), std::end(kNames), name);
  if (found == std::end(kNames)) return std::nullopt;
  return static_cast<storage::Role>(found - std::begin(kNames));
}

std::string join(storage::Roles roles) {
  std::string names;
  for (int i = 0; i < storage::kRoleCount; ++i) {
    if (!roles.has(static_cast<storage::Role>(i))) continue;
    if (!names.empty()) names.push_back(' ');
    names += kNames[i];
  }
  return names;
}

storage::Roles split_roles(std::string_view names) {
  storage::Roles roles;
  while (!names.empty()) {
    const std::size_t end = std::min(names.find(' '), names.size());
    if (const auto role = find_role(names.substr(0, end))) roles.add(*role);
    names.remove_prefix(std::min(end + 1, names.size()));
  }
  return roles;
}

}  // namespace zw::http
