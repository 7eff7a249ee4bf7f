// The work on uploads, from the bytes to the stored rows and back: open, preview, fix, import, undo.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "modules/intake/batch.h"
#include "modules/intake/interpret.h"
#include "modules/intake/target.h"
#include "storage/blobs.h"
#include "storage/database.h"
#include "storage/scope.h"

namespace zw::modules::intake {

struct Upload {
  std::string file_name;
  std::string target;  ///< name of the entity
  std::string bytes;
};

/// A batch as it would be imported now.
struct Preview {
  Batch batch;
  Grid grid;
  Interpretation reading;
};

/// What a person decides about the defects of a batch; all parts are applied together.
struct Fix {
  bool accepts_all = false;  ///< every open proposal
  std::string accepts_code;  ///< every open proposal of this class
  std::vector<Id> accepts, ignores;
  struct Edit {
    Id defect;
    std::string value;
  };
  std::vector<Edit> edits;
};

struct ImportResult {
  std::int64_t created = 0, updated = 0, same = 0, skipped = 0;
};

struct UndoResult {
  std::int64_t removed = 0, restored = 0;
  std::int64_t kept = 0;  ///< changed or referred to since, so left alone
};

/// A file with more defects than this is not the table it was taken for.
inline constexpr std::size_t kMostDefects = 50'000;

class Desk {
 public:
  Desk(storage::Database& database, storage::Blobs blobs, std::span<const Target> targets)
      : database_(database), blobs_(std::move(blobs)), targets_(targets) {}

  /// Reads the upload and keeps it with its defects; nothing is imported. Problems: sheet.*,
  /// intake.unknown_target, intake.too_many_defects.
  Result<Id> open(const storage::Scope& scope, const Upload& upload);
  Result<Preview> preview(const storage::Scope& scope, Id batch);
  /// Problems: batch.state, record.not_found, intake.no_proposal.
  Outcome fix(const storage::Scope& scope, Id batch, const Fix& fix);
  /// All rows without open errors, in one transaction. Problems: batch.state, or what the store refuses, at
  /// its cell.
  Result<ImportResult> import(const storage::Scope& scope, Id batch);
  Result<UndoResult> undo(const storage::Scope& scope, Id batch);
  /// The upload again with every open defect marked at its cell.
  Result<std::string> error_workbook(const storage::Scope& scope, Id batch);

  const Target* find_target(std::string_view name) const;

 private:
  struct Opened {
    Batch batch;
    const Target* target;
    Grid grid;
  };
  Result<Opened> load(const storage::Scope& scope, Id batch);

  storage::Database& database_;
  storage::Blobs blobs_;
  std::span<const Target> targets_;
};

/// What the zone has that rows may meet or refer to.
Known load_known(storage::Records& records, const Target& target);

/// One file from its bytes to stored rows, for the command line.
struct FileReport {
  ImportResult result;
  Summary summary;
  /// "Sheet1!C12: sentence", of every defect that is still open.
  std::vector<std::string> problems;
};
Result<FileReport> import_file(Desk& desk, const storage::Scope& scope, const Upload& upload,
                               bool accepts_all);

}  // namespace zw::modules::intake
