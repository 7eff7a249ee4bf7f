#include "storage/audit.h"

#include <array>
#include <iterator>

#include "storage/digest.h"
#include "storage/late_rows.h"

namespace zw::storage {
namespace {

/// Rows read at once while a chain is verified.
constexpr std::int64_t kPage = 1000;
/// In the order of the hash and of the table.
constexpr std::size_t kHashed = 12;
using Columns = std::array<Value, kHashed>;

void append_length(std::string& bytes, std::uint64_t length) {
  std::array<char, 8> little_endian;
  for (char& byte : little_endian) byte = static_cast<char>(length & 0xff), length >>= 8;
  bytes.append(little_endian.data(), little_endian.size());
}

/// Every column as its kind, its length (8 bytes, little-endian) and its bytes, so that no two rows encode
/// alike.
std::string canonical(const Columns& columns) {
  std::string bytes;
  for (const Value& column : columns) {
    const auto* number = std::get_if<std::int64_t>(&column);
    const std::string text = number ? std::to_string(*number) : record::text(column);
    bytes += number ? 'i' : 't';
    append_length(bytes, text.size());
    bytes += text;
  }
  return bytes;
}

struct Head {
  std::int64_t seq = 0;
  std::string hash;  ///< empty before the first row
};

std::string head_name(ZoneId zone) { return "audit_head " + std::to_string(zone.value); }

Head stored_head(Connection& connection, ZoneId zone) {
  const auto cursor = connection.query("SELECT seq, hash FROM audit_head WHERE zone_id = $1", {zone.value});
  if (!cursor->step()) return {};
  return {cursor->integer(0), std::string(cursor->text(1))};
}

Head present_head(Connection& connection, const LateRows& late, ZoneId zone) {
  if (const auto* row = late.find(head_name(zone)))
    return {record::integer((*row)[1]), record::text((*row)[2])};
  return stored_head(connection, zone);
}

void put_head(LateRows& late, ZoneId zone, Head head) {
  late.put(head_name(zone),
           "INSERT INTO audit_head (zone_id, seq, hash) VALUES ($1, $2, $3)"
           " ON CONFLICT (zone_id) DO UPDATE SET seq = excluded.seq, hash = excluded.hash",
           {zone.value, head.seq, std::move(head.hash)});
}

/// The columns of the row under the cursor; its previous hash is the one the chain demands, not the one it
/// claims.
Columns read_columns(const Cursor& row, const std::string& previous_hash) {
  const auto text = [&](int column) { return Value(std::string(row.text(column))); };
  return {row.integer(0), row.integer(1), row.integer(2), row.integer(3), text(4),  text(5),
          text(6),        text(7),        row.integer(8), row.integer(9), text(10), previous_hash};
}

std::optional<AuditFault> fault_of(const Cursor& row, const Head& before) {
  if (row.integer(1) != before.seq + 1) return AuditFault::gap;
  if (row.text(11) != before.hash) return AuditFault::unlinked;
  if (digest(canonical(read_columns(row, before.hash))) != row.text(12)) return AuditFault::altered;
  return {};
}

/// Verifies the next rows; answers how many there were.
std::int64_t verify_page(Connection& connection, ZoneId zone, Head& head, AuditVerdict& verdict) {
  const auto row = connection.query(
      "SELECT zone_id, seq, at, actor_id, actor_name, request, action, entity, entity_id, version, "
      "difference,"
      " previous_hash, hash FROM audit WHERE zone_id = $1 AND seq > $2 ORDER BY seq LIMIT $3",
      {zone.value, head.seq, kPage});
  std::int64_t count = 0;
  while (row->step()) {
    verdict.fault = fault_of(*row, head);
    if (verdict.fault) {
      verdict.broken_seq = head.seq + 1;
      return 0;
    }
    head = {row->integer(1), std::string(row->text(12))};
    ++verdict.rows;
    ++count;
  }
  return count;
}

}  // namespace

void append_audit(Connection& connection, const Scope& scope, const AuditEntry& entry) {
  connection.hold(scope.zone);
  LateRows* late = connection.late_rows();
  ZW_ASSERT(late, "changes are audited by transactions that write");
  const Head head = present_head(connection, *late, scope.zone);
  Columns columns{scope.zone.value, head.seq + 1,  scope.now.micros,          scope.actor.person.value,
                  scope.actor.name, scope.request, std::string(entry.action), std::string(entry.entity),
                  entry.id.value,   entry.version, entry.difference,          head.hash};
  std::string hash = digest(canonical(columns));
  std::vector<Value> row(std::move_iterator(columns.begin()), std::move_iterator(columns.end()));
  row.emplace_back(hash);
  late->append(connection,
               "audit (zone_id, seq, at, actor_id, actor_name, request, action, entity, entity_id, version, "
               "difference,"
               " previous_hash, hash)",
               std::move(row));
  put_head(*late, scope.zone, {head.seq + 1, std::move(hash)});
}

std::string_view to_string(AuditFault fault) {
  switch (fault) {
    case AuditFault::gap:
      return "a row is missing";
    case AuditFault::altered:
      return "a row was changed";
    case AuditFault::unlinked:
      return "a row does not continue the one before it";
    case AuditFault::cut_off:
      return "the newest rows are missing";
  }
  return "";
}

AuditVerdict verify_audit(Connection& connection, ZoneId zone) {
  const LateRows* late = connection.late_rows();
  ZW_ASSERT(!late || late->is_empty(), "the trail is read by those who come after the commit");
  AuditVerdict verdict;
  Head head;
  while (verify_page(connection, zone, head, verdict) == kPage) {
  }
  if (verdict.fault) return verdict;
  const Head recorded = stored_head(connection, zone);
  if (recorded.seq != head.seq || recorded.hash != head.hash) {
    verdict.fault = AuditFault::cut_off;
    verdict.broken_seq = head.seq + 1;
  }
  return verdict;
}

}  // namespace zw::storage
