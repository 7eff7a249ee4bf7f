// All records of one kind as a file people can open: the standing ledger.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "storage/records.h"

namespace zw::app {

enum class ExportFormat { xlsx, csv, json };

/// Headings in Chinese, in the order of the description; secrets never, references as titles.
std::string export_records(storage::Records& records, const record::Entity& entity, ExportFormat format);

}  // namespace zw::app
