// How long a zone keeps personal values to begin with, shipped as data; and where its files lie.
#pragma once

#include "modules/privacy/privacy.h"
#include "modules/privacy/subject.h"
#include "storage/records.h"

namespace zw::app {

/// In force from that day on.
std::vector<modules::privacy::RetentionRule> shipped_retention(Date effective_from);
/// Stores them in a zone that has none.
void furnish_retention(storage::Records& records, Date effective_from);

/// Every kind of record that keeps bytes beside the database.
modules::privacy::FileHolders file_holders();

}  // namespace zw::app
