// One firm, one dossier: every value with its date and source, who is accountable, the group, what happened.
#pragma once

#include <string>

#include "http/resource.h"
#include "modules/registry/objects.h"

namespace zw::modules::registry {

/// Keeps the history of the values a change brought: one fact for each changed field, dated today, with the
/// scope's source or the actor's name.
Outcome record_facts(storage::Records& records, const storage::Item* before, const storage::Item& after);

/// The dossier of a visible firm as JSON.
std::string dossier_json(const http::Resource& enterprises, storage::Records& records,
                         const ProjectBook& projects, const storage::Item& item);

/// Member "accountable": the officer of a firm with station and since when, or null.
void append_accountable(record::JsonWriter& json, storage::Records& records, Id enterprise);
/// An array: what happened to the firm and to who is accountable for it, newest first.
void append_timeline(record::JsonWriter& json, storage::Records& records, Id enterprise,
                     std::size_t at_most = SIZE_MAX);

}  // namespace zw::modules::registry
