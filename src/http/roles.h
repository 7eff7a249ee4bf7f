// The names of roles in tokens, accounts and answers.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "storage/scope.h"

namespace zw::http {

std::string_view to_string(storage::Role role);
std::optional<storage::Role> find_role(std::string_view name);

/// "officer secretary", as it is stored.
std::string join(storage::Roles roles);
/// Unknown names are skipped: a role that a newer program knew gives no rights here.
storage::Roles split_roles(std::string_view names);

}  // namespace zw::http
