// What an import writes to: an entity, the fields it is recognised by, and what follows a stored row.
#pragma once

#include <functional>
#include <string_view>

#include "base/result.h"
#include "record/description.h"
#include "storage/records.h"

namespace zw::modules::intake {

struct Target {
  const record::Entity* entity;
  std::string_view code_field = "";         ///< exact key: "uscc"; empty when the entity has none
  std::string_view name_field = "name";     ///< the field people know it by
  std::string_view former_name_field = "";  ///< further names under which a record may come
  /// Follows each stored row in the same transaction; `before` is null for a new record. The scope's source
  /// names the file and the row.
  std::function<Outcome(storage::Records&, const storage::Item* before, const storage::Item& after)>
      after_import = {};
};

}  // namespace zw::modules::intake
