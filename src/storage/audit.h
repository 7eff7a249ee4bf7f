// The audit trail: one row for each change, in the same transaction, chained by hash so that tampering shows.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/id.h"
#include "storage/database.h"
#include "storage/scope.h"

namespace zw::storage {

struct AuditEntry {
  std::string_view action;  ///< "created", "updated", …
  std::string_view entity;
  Id id;
  std::int64_t version = 0;
  std::string difference;  ///< JSON
};

/// Holds the zone until the transaction ends: a chain grows at one end only. The row is written shortly
/// before the commit, together with others; the transaction itself cannot read it.
void append_audit(Connection& connection, const Scope& scope, const AuditEntry& entry);

enum class AuditFault { gap, altered, unlinked, cut_off };
std::string_view to_string(AuditFault fault);

struct AuditVerdict {
  std::int64_t rows = 0;  ///< sound ones, from the start of the chain
  std::optional<AuditFault> fault;
  std::int64_t broken_seq = 0;  ///< the first row that does not fit, when there is a fault
};

/// What a row of the trail says about persons; everything else in it stays as it was written.
struct AuditWords {
  const std::int64_t actor_id;
  const std::string entity;
  const Id id;
  std::string actor_name;
  std::string difference;
};

/// Lets `reword` change the words of every row that was committed before, and writes the row that vouches for
/// what they say now. The hashes stay, so the chain stays whole; of a reworded row they no longer tell what
/// it said (ADR 0018). Answers how many rows were reworded.
std::int64_t reword_audit(Connection& connection, const Scope& scope,
                          const std::function<bool(AuditWords&)>& reword);

/// Recomputes the chain of a zone from its start. Not in a transaction that appends.
AuditVerdict verify_audit(Connection& connection, ZoneId zone);

}  // namespace zw::storage
