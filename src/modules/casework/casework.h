// The service desk — known by every module: cases with steps and clocks, supervision, the firm's own link.
#pragma once

#include "jobs/runner.h"
#include "modules/casework/desk.h"
#include "modules/module.h"

namespace zw::modules::casework {

/// Routes and policies of the entities of the desk.
std::vector<http::Resource> resources();
/// Those of them that are its law: limits, light rules and checklists, which cases keep versions of.
std::vector<http::Resource> law_resources();
/// The resource of cases, which verbs and cards show a record of.
const http::Resource& case_resource();

http::Routes verb_routes();
http::Routes card_routes();
http::Routes board_routes();
http::Routes file_routes();
http::Routes link_routes();
http::Routes template_routes();
http::Routes around_routes();

/// The case as the answer of a request, with what the actor may do now.
Result<http::Response> case_response(Records& records, Id id, int status = 200);
/// What the actor is to the case, with what only the database knows: asked for a signature, help or a step.
Parties all_parties(Records& records, const Case& of_case);
/// The visible case, or record.not_found.
Result<Case> visible_case(Records& records, Id id);

Module casework_module();

}  // namespace zw::modules::casework
