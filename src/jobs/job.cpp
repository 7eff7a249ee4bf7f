#include "jobs/job.h"

#include "base/assert.h"
#include "storage/counter.h"
#include "storage/outbox.h"

namespace zw::jobs {
namespace {

constexpr std::string_view kStates[] = {"queued", "running", "done", "failed", "cancelled", "interrupted"};

#define ZW_JOB_COLUMNS                                                                        \
  "zone_id, id, kind, state, input, progress, result, problems, attempts, cancel_requested, " \
  "keep_requested, "                                                                          \
  "created_at, created_by, created_by_name, started_at, finished_at"

State parse_state(std::string_view name) {
  for (std::size_t i = 0; i < std::size(kStates); ++i)
    if (kStates[i] == name) return static_cast<State>(i);
  ZW_ASSERT(false, "the table allows no other states");
  return State::failed;
}

std::string text_or_empty(const storage::Cursor& row, int column) {
  return row.is_null(column) ? "" : std::string(row.text(column));
}

std::optional<Instant> moment(const storage::Cursor& row, int column) {
  if (row.is_null(column)) return {};
  return Instant{row.integer(column)};
}

Job read_job(const storage::Cursor& row) {
  return {.zone = {row.integer(0)},
          .id = {row.integer(1)},
          .kind = std::string(row.text(2)),
          .state = parse_state(row.text(3)),
          .input = std::string(row.text(4)),
          .progress = text_or_empty(row, 5),
          .result = text_or_empty(row, 6),
          .problems = text_or_empty(row, 7),
          .attempts = row.integer(8),
          .cancel_requested = row.integer(9) != 0,
          .keep_requested = row.integer(10) != 0,
          .created_at = {row.integer(11)},
          .created_by = {.person = {row.integer(12)},
                         .name = std::string(row.text(13)),
                         .roles = {},
                         .enterprise = {}},
          .started_at = moment(row, 14),
          .finished_at = moment(row, 15)};
}

}  // namespace

std::string_view to_string(State state) { return kStates[static_cast<std::size_t>(state)]; }

Id submit(Connection& connection, const Scope& scope, std::string_view kind, std::string_view input) {
  const Id id = storage::next_id(connection, scope.zone, "job");
  connection.execute(
      "INSERT INTO job (zone_id, id, kind, state, input, attempts, cancel_requested, keep_requested, "
      "created_at, created_by,"
      " created_by_name) VALUES ($1, $2, $3, 'queued', $4, 0, 0, 0, $5, $6, $7)",
      {scope.zone.value, id.value, std::string(kind), std::string(input), scope.now.micros,
       scope.actor.person.value, scope.actor.name});
  storage::publish(connection, scope, "job.submitted", "job", id);
  return id;
}

std::optional<Job> find(Connection& connection, ZoneId zone, Id id) {
  const auto row = connection.query("SELECT " ZW_JOB_COLUMNS " FROM job WHERE zone_id = $1 AND id = $2",
                                    {zone.value, id.value});
  if (!row->step()) return {};
  return read_job(*row);
}

std::vector<Job> recent(Connection& connection, ZoneId zone, std::string_view kind, std::int64_t limit) {
  const auto row =
      connection.query("SELECT " ZW_JOB_COLUMNS
                       " FROM job WHERE zone_id = $1 AND ($2 = '' OR kind = $2) ORDER BY id DESC LIMIT $3",
                       {zone.value, std::string(kind), limit});
  std::vector<Job> jobs;
  while (row->step()) jobs.push_back(read_job(*row));
  return jobs;
}

bool cancel(Connection& connection, const Scope& scope, Id id) {
  connection.hold(scope.zone);
  // Whoever runs it no longer owns it: whatever its work still does, nothing of that is stored.
  const auto ended = connection.execute(
      "UPDATE job SET state = 'cancelled', cancel_requested = 1, owner_token = NULL, lease_until = NULL, "
      "finished_at = $1"
      " WHERE zone_id = $2 AND id = $3 AND state IN ('queued', 'running')",
      {scope.now.micros, scope.zone.value, id.value});
  if (ended == 1) storage::publish(connection, scope, "job.finished", "job", id);
  return ended == 1;
}

bool keep(Connection& connection, const Scope& scope, Id id) {
  connection.hold(scope.zone);
  const auto asked = connection.execute(
      "UPDATE job SET keep_requested = 1 WHERE zone_id = $1 AND id = $2 AND state = 'running'",
      {scope.zone.value, id.value});
  if (asked == 1) storage::publish(connection, scope, "job.asked_to_stop", "job", id);
  return asked == 1;
}

}  // namespace zw::jobs
