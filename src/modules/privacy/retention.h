// How long personal values are kept: what the rules say is due, what has to wait, and the doing of it.
#pragma once

#include "base/result.h"
#include "http/route.h"
#include "jobs/runner.h"
#include "modules/privacy/privacy.h"
#include "modules/privacy/subject.h"

namespace zw::modules::privacy {

/// Problems: retention.unknown_entity, retention.unknown_field, retention.nothing_personal,
/// retention.no_files.
Outcome check_rule(const RetentionRule& rule, const FileHolders& files);

/// The rules in force on the day of the scope, each in its newest version.
std::vector<RetentionRule> rules_in_force(storage::Records& records);

struct Due {
  std::vector<Id> ids;      ///< what the rule is to be applied to, at most `limit`
  std::int64_t total = 0;   ///< without that limit
  std::int64_t spared = 0;  ///< due by the term, but kept because of a hold
};
Due due_of(storage::Records& records, const RetentionRule& rule, std::size_t limit);

/// Applies one rule to at most `limit` records; answers how many there were. Adds the digests of files that
/// can be removed after the commit.
std::int64_t apply_rule(storage::Records& records, const RetentionRule& rule, const FileHolders& files,
                        std::size_t limit, std::vector<std::string>& removed);

/// What a day's work came to, by rule.
struct RetentionRun {
  std::vector<std::pair<RetentionRule, std::int64_t>> done;
  std::int64_t total() const;
};
/// All rules of a zone, in small transactions, then one row of the trail.
RetentionRun apply_retention(storage::Database& database, const storage::Scope& scope,
                             const FileHolders& files, const std::string& data_dir);

/// Preview and application, for administrators.
http::Routes retention_routes(FileHolders files);

/// Once a day in every zone. The files of an installation lie in `data_dir`; `compact` makes what was erased
/// unreadable in the database.
jobs::Chore retention_chore(FileHolders files, std::string data_dir, std::function<void()> compact);

}  // namespace zw::modules::privacy
