// Takes a person out of the data: out of what is, of what was, and of what is remembered about changes.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "modules/privacy/subject.h"
#include "storage/audit.h"
#include "storage/blobs.h"

namespace zw::modules::privacy {

struct ErasureReport {
  std::map<std::string, std::int64_t> rows;  ///< changed, by table
  std::int64_t audit_rows = 0;               ///< reworded
  std::int64_t accounts = 0;
  std::vector<std::string> files;  ///< digests nothing speaks of any more, to be removed after the commit
};

/// What the person has to hand over before they can be forgotten. Problems: privacy.open_duties,
/// privacy.open_cases, privacy.on_hold.
Outcome may_be_erased(storage::Records& records, const Subject& subject);

/// Problems of `may_be_erased`. All in the transaction of `records`, but for the bytes of files.
Result<ErasureReport> erase_subject(storage::Records& records, storage::Backend backend,
                                    const Subject& subject, const FileHolders& files,
                                    const storage::Blobs& blobs);

/// Empties the personal fields of the records, and what their parts and the trail repeat of them. Answers how
/// many records were changed.
std::int64_t erase_personal(storage::Records& records, const record::Entity& entity,
                            const std::vector<storage::Item>& items);

/// Takes the bytes away from every row of the zone that keeps them; answers the digests nothing speaks of any
/// more.
std::vector<std::string> drop_files(storage::Records& records, const FileHolders& files,
                                    const std::vector<std::string>& digests);
/// The same for these rows of `holder` alone: the bytes stay as long as another record keeps them.
std::vector<std::string> drop_files(storage::Records& records, const FileHolders& files,
                                    const FileHolder& holder, const std::vector<storage::Item>& items);

/// Removes the bytes, after the commit that forgot them.
void remove_files(const std::string& data_dir, const std::vector<std::string>& digests);

}  // namespace zw::modules::privacy
