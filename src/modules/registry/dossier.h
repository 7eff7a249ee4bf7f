// One firm, one dossier: every value with its date and source, who is accountable, the group, what happened.
#pragma once

#include <string>

#include "http/resource.h"

namespace zw::modules::registry {

/// Keeps the history of the values a change brought: one fact for each changed field, dated today, with the scope's
/// source or the actor's name.
Outcome record_facts(storage::Records& records, const storage::Item* before, const storage::Item& after);

/// The dossier of a visible firm as JSON.
std::string dossier_json(const http::Resource& enterprises, storage::Records& records, const storage::Item& item);

/// The forest of enterprise groups with rolled-up numbers of legal entities and employees.
std::string groups_json(storage::Records& records);

/// Refuses a parent that would close a circle. Problem: enterprise.parent_circle.
Outcome check_parent(storage::Records& records, Id self, std::optional<Id> parent);

}  // namespace zw::modules::registry
