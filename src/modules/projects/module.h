// The projects module as the program sees it.
#pragma once

#include "modules/module.h"
#include "modules/registry/objects.h"

namespace zw::modules::projects {

/// Projects that need an accountable officer: all that are not stopped.
registry::DutySource project_source();

/// Numbers of projects and the projects of a firm, for the registry.
registry::ProjectBook project_book();

/// Numbers by class, cluster and stage, and each programme with its phases against its target.
std::string ledger_json(storage::Records& records);

/// Planned progress: the portfolio at any day, its lists, and one project.
http::Routes progress_routes();

/// The resource of nodes, whose records the verbs show.
const http::Resource& node_resource();
/// Who may do what with a node in which state.
std::vector<http::Verb> node_verbs();
http::Routes node_routes();
/// The delay and recovery ledger of a project.
http::Route variance_route();

Module projects_module();

}  // namespace zw::modules::projects
