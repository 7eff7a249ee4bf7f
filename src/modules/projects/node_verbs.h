// Who may do what with which node; the verbs themselves are routes.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "modules/projects/projects.h"
#include "storage/records.h"

namespace zw::modules::projects {

/// Whether the acting person is accountable for the project of the node.
bool is_own_node(storage::Records& records, Id node);

/// What the person may do with the node now; whoever made its last report does not decide about it.
std::vector<std::string_view> offered_verbs(const Node& node, const std::optional<Id>& reporter,
                                            const storage::Actor& actor, bool is_owner);

}  // namespace zw::modules::projects
