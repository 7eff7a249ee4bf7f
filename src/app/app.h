// The program put together: the list of modules, their routes, words and invariants.
#pragma once

#include <string>
#include <vector>

#include "modules/intake/target.h"
#include "modules/module.h"

namespace zw::app {

/// Every module, in the order of their dependence; the one list to read aloud.
std::vector<modules::Module> all_modules();

/// What workbooks can be imported into.
std::vector<modules::intake::Target> import_targets();

/// Fills the catalogue of entities; called once at the start of every command.
void describe_world(const std::vector<modules::Module>& modules);

/// Routes of all modules with those of the program itself: description, jobs, administration.
http::Routes all_routes(const std::vector<modules::Module>& modules);

std::vector<http::Message> all_messages(const std::vector<modules::Module>& modules);
std::vector<storage::Invariant> all_invariants(const std::vector<modules::Module>& modules);

}  // namespace zw::app
