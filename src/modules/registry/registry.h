// The registry: enterprises, people, groups, posts, duties and law tables — known by every module.
#pragma once

#include "modules/module.h"
#include "modules/registry/objects.h"

namespace zw::modules::registry {

/// Roles of the zone's own people, who may read the registry.
inline constexpr storage::Roles kStaff{storage::Role::officer, storage::Role::secretary,
                                       storage::Role::leader, storage::Role::administrator,
                                       storage::Role::auditor};
inline constexpr storage::Roles kDesk{storage::Role::secretary, storage::Role::administrator};
inline constexpr storage::Roles kAdministrators{storage::Role::administrator};

/// Routes and policies of the entities people edit directly.
std::vector<http::Resource> resources();
/// The resource of enterprises, which the dossier shows a record of.
const http::Resource& enterprise_resource();

http::Routes view_routes(const DutySources& sources, const ProjectBook& projects, const DayParts& parts);
http::Routes verb_routes();
http::Routes plan_routes(const DutySources& sources);
void register_plan_job(jobs::Runner& runner, const DutySources& sources);

/// SQL: the object is in the active duties of the acting officer. Zone and person come from the scope.
std::string in_own_duties(const storage::Scope& scope, ObjectKind kind, std::string_view table);

/// `sources` name every kind of object that needs an accountable officer, `projects` tells of the projects of
/// firms, `parts` are what other modules add to Today.
Module registry_module(DutySources sources, ProjectBook projects, DayParts parts = {});

}  // namespace zw::modules::registry
