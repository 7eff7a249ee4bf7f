// What an upload leaves behind: the batch, its defects with what was decided about them, and what its import
// changed.
#pragma once

#include "modules/intake/defect.h"
#include "record/description.h"

namespace zw::modules::intake {

enum class BatchState { previewed, imported, undone };

std::span<const record::Choice> choices_of(BatchState);
std::span<const record::Choice> choices_of(Severity);
std::span<const record::Choice> choices_of(DefectState);

struct Batch : record::Stored {
  std::string file_name;
  std::string target;  ///< name of the entity
  BatchState state = BatchState::previewed;
  std::string digest;  ///< of the bytes, which are kept as a blob
  std::int64_t rows = 0, created = 0, updated = 0, same = 0, blocked = 0;
  std::int64_t defects = 0;  ///< open ones
  Instant created_at;
  std::string created_by;
  std::optional<Instant> imported_at;
};

struct Defect : record::Stored {
  Id batch_id;
  std::string sheet;
  std::string cell;  ///< "C12"
  std::int64_t row = 0;
  std::string field;  ///< empty when the column has none
  std::string code;
  std::string params;  ///< JSON object
  std::string value;
  std::optional<std::string> proposal;
  std::optional<std::string> entered;  ///< what somebody typed over the cell
  Severity severity = Severity::warning;
  DefectState state = DefectState::open;
};

/// One record that an import made or changed; read backwards by undo.
struct BatchChange : record::Stored {
  Id batch_id;
  std::string entity;
  std::int64_t entity_id = 0;
  std::string previous;  ///< the whole row as a JSON object; empty when the import made the record
  std::int64_t version_after = 0;
};

}  // namespace zw::modules::intake

namespace zw::record {
template <>
const Entity& describe<modules::intake::Batch>();
template <>
const Entity& describe<modules::intake::Defect>();
template <>
const Entity& describe<modules::intake::BatchChange>();
}  // namespace zw::record
