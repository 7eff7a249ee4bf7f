#include "storage/audit.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <vector>

#include "storage/digest.h"
#include "storage/late_rows.h"

namespace zw::storage {
namespace {

/// Rows read at once while a chain is verified.
constexpr std::int64_t kPage = 1000;
constexpr std::string_view kErasure = "audit_erasure";
/// Random bytes that are hashed with a row: as many as nobody can try.
constexpr std::size_t kSaltBytes = 16;
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
void append_column(std::string& bytes, const Value& column) {
  const auto* number = std::get_if<std::int64_t>(&column);
  const std::string text = number ? std::to_string(*number) : record::text(column);
  bytes += number ? 'i' : 't';
  append_length(bytes, text.size());
  bytes += text;
}

/// `salt` is empty for rows that were written before there was one.
std::string canonical(const Columns& columns, const std::string& salt) {
  std::string bytes;
  for (const Value& column : columns) append_column(bytes, column);
  if (!salt.empty()) append_column(bytes, salt);
  return bytes;
}

std::string new_salt() {
  std::array<unsigned char, kSaltBytes> bytes;
  randombytes_buf(bytes.data(), bytes.size());
  std::string salt;
  for (const unsigned char byte : bytes) salt += fmt::format("{:02x}", byte);
  return salt;
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

/// The rows that say something else than when they were written.
struct Erasures {
  struct Reworded {
    std::int64_t by_seq = 0;
    std::string digest;
  };
  std::map<std::int64_t, Reworded> rows;         ///< by seq, as the newest erasure left it
  std::map<std::int64_t, std::string> vouchers;  ///< by seq, what the difference of each has to be
};

/// What the vouching row says of the rows it vouches for.
std::string voucher(std::int64_t rows, const std::string& digests) {
  return fmt::format(
      R"([{{"field":"rows","before":null,"after":{}}},{{"field":"digest","before":null,"after":"{}"}}])",
      rows, digest(digests));
}

void append_reworded(std::string& digests, std::int64_t seq, std::string_view row_digest) {
  digests += fmt::format("{} {}\n", seq, row_digest);
}

Erasures read_erasures(Connection& connection, ZoneId zone) {
  Erasures erasures;
  const auto row = connection.query(
      "SELECT by_seq, seq, digest FROM audit_erasure WHERE zone_id = $1 ORDER BY by_seq, seq", {zone.value});
  std::int64_t by_seq = 0, count = 0;
  std::string digests;
  const auto close = [&] {
    if (count > 0) erasures.vouchers[by_seq] = voucher(count, digests);
    count = 0;
    digests.clear();
  };
  while (row->step()) {
    if (row->integer(0) != by_seq) close();
    by_seq = row->integer(0);
    ++count;
    append_reworded(digests, row->integer(1), row->text(2));
    erasures.rows[row->integer(1)] = {by_seq, std::string(row->text(2))};
  }
  close();
  return erasures;
}

std::optional<AuditFault> fault_of(const Cursor& row, const Head& before, Erasures& erasures) {
  const std::int64_t seq = row.integer(1);
  if (seq != before.seq + 1) return AuditFault::gap;
  if (row.text(11) != before.hash) return AuditFault::unlinked;
  const std::string present = digest(canonical(read_columns(row, before.hash), std::string(row.text(13))));
  const auto reworded = erasures.rows.find(seq);
  if (reworded != erasures.rows.end()) {
    // Its own voucher comes later; whether that one is there is known at the end.
    if (present != reworded->second.digest) return AuditFault::altered;
  } else if (present != row.text(12)) {
    return AuditFault::altered;
  }
  const auto vouched = erasures.vouchers.find(seq);
  if (vouched == erasures.vouchers.end()) return {};
  if (row.text(7) != kErasure || row.text(10) != vouched->second || reworded != erasures.rows.end())
    return AuditFault::altered;
  erasures.vouchers.erase(vouched);
  return {};
}

/// Verifies the next rows; answers how many there were.
std::int64_t verify_page(Connection& connection, ZoneId zone, Head& head, AuditVerdict& verdict,
                         Erasures& erasures) {
  const auto row = connection.query(
      "SELECT zone_id, seq, at, actor_id, actor_name, request, action, entity, entity_id, version, "
      "difference,"
      " previous_hash, hash, salt FROM audit WHERE zone_id = $1 AND seq > $2 ORDER BY seq LIMIT $3",
      {zone.value, head.seq, kPage});
  std::int64_t count = 0;
  while (row->step()) {
    verdict.fault = fault_of(*row, head, erasures);
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

/// A row as it will be after an erasure.
struct Rewording {
  std::int64_t seq = 0;
  std::string actor_name, difference, digest;
};

std::vector<Rewording> reword_page(Connection& connection, ZoneId zone, std::int64_t& seq,
                                   const std::function<bool(AuditWords&)>& reword) {
  const auto row = connection.query(
      "SELECT zone_id, seq, at, actor_id, actor_name, request, action, entity, entity_id, version, "
      "difference,"
      " previous_hash FROM audit WHERE zone_id = $1 AND seq > $2 ORDER BY seq LIMIT $3",
      {zone.value, seq, kPage});
  std::vector<Rewording> changed;
  const std::int64_t before = seq;
  while (row->step()) {
    seq = row->integer(1);
    AuditWords words{row->integer(3), std::string(row->text(7)), Id{row->integer(8)},
                     std::string(row->text(4)), std::string(row->text(10))};
    if (row->text(7) == kErasure || !reword(words)) continue;
    Columns columns = read_columns(*row, std::string(row->text(11)));
    columns[4] = words.actor_name;
    columns[10] = words.difference;
    changed.push_back({seq, words.actor_name, words.difference, digest(canonical(columns, ""))});
  }
  if (seq == before) seq = 0;
  return changed;
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
  const std::string salt = new_salt();
  std::string hash = digest(canonical(columns, salt));
  std::vector<Value> row(std::move_iterator(columns.begin()), std::move_iterator(columns.end()));
  row.emplace_back(hash);
  row.emplace_back(salt);
  late->append(connection,
               "audit (zone_id, seq, at, actor_id, actor_name, request, action, entity, entity_id, version, "
               "difference,"
               " previous_hash, hash, salt)",
               std::move(row));
  put_head(*late, scope.zone, {head.seq + 1, std::move(hash)});
}

std::int64_t reword_audit(Connection& connection, const Scope& scope,
                          const std::function<bool(AuditWords&)>& reword) {
  connection.hold(scope.zone);
  std::vector<Rewording> changed;
  for (std::int64_t seq = 0;;) {
    auto page = reword_page(connection, scope.zone, seq, reword);
    std::ranges::move(page, std::back_inserter(changed));
    if (seq == 0) break;
  }
  if (changed.empty()) return 0;
  std::string digests;
  for (const Rewording& row : changed) append_reworded(digests, row.seq, row.digest);
  append_audit(connection, scope,
               {"erased", kErasure, Id{}, 0, voucher(static_cast<std::int64_t>(changed.size()), digests)});
  const std::int64_t by_seq = present_head(connection, *connection.late_rows(), scope.zone).seq;
  for (const Rewording& row : changed) {
    connection.execute(
        "UPDATE audit SET actor_name = $1, difference = $2, salt = '' WHERE zone_id = $3 AND seq = $4",
        {row.actor_name, row.difference, scope.zone.value, row.seq});
    connection.execute("INSERT INTO audit_erasure (zone_id, by_seq, seq, digest) VALUES ($1, $2, $3, $4)",
                       {scope.zone.value, by_seq, row.seq, row.digest});
  }
  return static_cast<std::int64_t>(changed.size());
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
  Erasures erasures = read_erasures(connection, zone);
  while (verify_page(connection, zone, head, verdict, erasures) == kPage) {
  }
  if (verdict.fault) return verdict;
  // An erasure that no row of the trail vouches for.
  if (!erasures.vouchers.empty()) {
    verdict.fault = AuditFault::altered;
    verdict.broken_seq = erasures.vouchers.begin()->first;
    return verdict;
  }
  const Head recorded = stored_head(connection, zone);
  if (recorded.seq != head.seq || recorded.hash != head.hash) {
    verdict.fault = AuditFault::cut_off;
    verdict.broken_seq = head.seq + 1;
  }
  return verdict;
}

}  // namespace zw::storage
