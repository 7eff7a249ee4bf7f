// The two verbs of a batch that change records: import, and its exact reverse.
#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "modules/intake/defect_rows.h"
#include "modules/intake/desk.h"
#include "record/json.h"
#include "storage/transact.h"

namespace zw::modules::intake {
namespace {

using record::Row;
using record::Value;
using storage::Connection;
using storage::Item;
using storage::Records;
using storage::Scope;

std::string row_json(const record::Entity& entity, const Row& row) {
  std::string out;
  record::JsonWriter json(out);
  json.begin_object();
  for (std::size_t i = 0; i < row.size(); ++i) {
    json.key(entity.fields[i].name);
    if (record::is_null(row[i]))
      json.null();
    else if (const auto* number = std::get_if<std::int64_t>(&row[i]))
      json.number(*number);
    else
      json.string(record::text(row[i]));
  }
  json.end_object();
  return out;
}

/// The row as it was; a field that the description has gained since keeps its present value.
Row row_of_json(const record::Entity& entity, const std::string& text, Row row) {
  const auto json = record::parse_json(text);
  ZW_ASSERT(json.ok(), "what an import wrote down is JSON");
  for (std::size_t i = 0; i < row.size(); ++i) {
    const record::Json* member = json.value().find(entity.fields[i].name);
    if (!member) continue;
    if (const auto* number = member->integer())
      row[i] = *number;
    else if (const auto* string = member->text())
      row[i] = *string;
    else
      row[i] = Value{};
  }
  return row;
}

/// Rows that others of the upload refer to come first; the references form no circle.
std::vector<std::size_t> storing_order(const record::Entity& entity, const std::vector<RowReading>& rows) {
  std::vector<std::size_t> order;
  std::vector<bool> is_placed(rows.size());
  const std::function<void(std::size_t)> place = [&](std::size_t i) {
    if (is_placed[i] || (rows[i].action != Action::create && rows[i].action != Action::update)) return;
    is_placed[i] = true;
    for (std::size_t f = 0; f < entity.fields.size(); ++f)
      if (entity.fields[f].kind == record::Kind::ref && !record::is_null(rows[i].result[f]) &&
          record::integer(rows[i].result[f]) < 0)
        place(static_cast<std::size_t>(-record::integer(rows[i].result[f]) - 1));
    order.push_back(i);
  };
  for (std::size_t i = 0; i < rows.size(); ++i) place(i);
  return order;
}

/// Stores the rows of one upload.
class Importer {
 public:
  Importer(Connection& connection, const Scope& scope, const Batch& batch, const Target& target,
           const Grid& grid, const Known& known)
      : scope_(scope),
        records_(connection, scope_),
        batch_(batch),
        target_(target),
        grid_(grid),
        known_(known) {}

  Outcome store(const Interpretation& reading) {
    ids_.resize(reading.rows.size());
    Problems problems;
    for (std::size_t i : storing_order(*target_.entity, reading.rows)) {
      const RowReading& row = reading.rows[i];
      const std::string place = fmt::format("{}!{}", grid_.sheets[row.sheet].name, cell_name(row.row, 0));
      scope_.source =
          fmt::format("{}!{} {}", batch_.file_name, grid_.sheets[row.sheet].name, cell_name(row.row, 0));
      const auto stored = store(row);
      if (stored)
        ids_[i] = stored.value();
      else
        for (Problem problem : stored.problems())
          problems.push_back({problem.code, place, std::move(problem.params)});
    }
    if (!problems.empty()) return problems;
    return Nothing{};
  }

 private:
  Result<Id> store(const RowReading& row) {
    Row result = row.result;
    for (std::size_t f = 0; f < result.size(); ++f)
      if (target_.entity->fields[f].kind == record::Kind::ref && !record::is_null(result[f]) &&
          record::integer(result[f]) < 0)
        result[f] = ids_[static_cast<std::size_t>(-record::integer(result[f]) - 1)].value;
    const Item* before = row.known ? &known_.items()[*row.known] : nullptr;
    Item after{before ? before->id : Id{}, 1, std::move(result)};
    if (before) {
      const auto version = records_.update(*target_.entity, *before, after.row);
      if (!version) return version.problems();
      after.version = version.value();
    } else {
      const auto id = records_.insert(*target_.entity, after.row);
      if (!id) return id.problems();
      after.id = id.value();
    }
    note(before, after);
    if (target_.after_import) {
      const auto followed = target_.after_import(records_, before, after);
      if (!followed) return followed.problems();
    }
    return after.id;
  }

  void note(const Item* before, const Item& after) {
    BatchChange change;
    change.batch_id = batch_.id;
    change.entity = target_.entity->name;
    change.entity_id = after.id.value;
    change.previous = before ? row_json(*target_.entity, before->row) : "";
    change.version_after = after.version;
    records_.append(record::describe<BatchChange>(), record::to_row(change));
  }

  Scope scope_;  ///< its source follows the row
  Records records_;
  const Batch& batch_;
  const Target& target_;
  const Grid& grid_;
  const Known& known_;
  std::vector<Id> ids_;
};

/// Whether some other record still points at this one; children that go with it do not count.
bool is_referred_to(Records& records, const record::Entity& entity, Id id) {
  const auto finds = [&](std::string_view table, std::string_view condition) {
    return records.connection()
        .query(fmt::format("SELECT 1 FROM {} WHERE zone_id = $1 AND {} = $2 LIMIT 1", table, condition),
               {records.scope().zone.value, id.value})
        ->step();
  };
  for (const record::Entity* other : storage::Catalogue::all()) {
    for (const record::Field& field : other->fields)
      if (field.kind == record::Kind::ref && field.rules.refers_to == entity.name && !field.rules.cascade &&
          finds(other->name, field.name))
        return true;
    // Duties name their object by kind and id.
    if (other->find("object_kind") && other->find("object_id") &&
        finds(other->name, fmt::format("object_kind = '{}' AND object_id", entity.name)))
      return true;
  }
  return false;
}

/// Takes back one change unless the record moved on since.
Result<UndoResult> take_back(Records& records, const Target& target, const BatchChange& change) {
  const auto item = records.find(*target.entity, Id{change.entity_id});
  if (!item || item->version != change.version_after) return UndoResult{.kept = 1};
  if (change.previous.empty()) {
    if (is_referred_to(records, *target.entity, item->id)) return UndoResult{.kept = 1};
    records.erase(*target.entity, *item, "undone");
    return UndoResult{.removed = 1};
  }
  Item after{item->id, item->version, row_of_json(*target.entity, change.previous, item->row)};
  const auto version = records.update(*target.entity, *item, after.row, "undone");
  if (!version) return version.problems();
  after.version = version.value();
  if (target.after_import) {
    const auto followed = target.after_import(records, &*item, after);
    if (!followed) return followed.problems();
  }
  return UndoResult{.restored = 1};
}

}  // namespace

Result<ImportResult> Desk::import(const Scope& scope, Id id) {
  const auto opened = load(scope, id);
  if (!opened) return opened.problems();
  const Grid& grid = opened.value().grid;
  const Target& target = *opened.value().target;
  return storage::transact(database_, [&](Connection& connection) -> Result<ImportResult> {
    Records records(connection, scope);
    auto batch = records.find<Batch>(id);
    if (!batch || batch->state == BatchState::imported) return Problem{"batch.state", "", {}};
    const Known known = load_known(records, target);
    const std::vector<Defect> defects = load_defects(records, id);
    const Interpretation reading = interpret(grid, target, known, decisions_of(defects, grid));
    store_defects(records, id, grid, reading.defects, defects, defects);
    auto stored = Importer(connection, scope, *batch, target, grid, known).store(reading);
    if (!stored) return stored.problems();

    const Summary& summary = reading.summary;
    const auto count = [](std::size_t n) { return static_cast<std::int64_t>(n); };
    batch->state = BatchState::imported;
    batch->imported_at = scope.now;
    batch->rows = count(summary.rows);
    batch->created = count(summary.create);
    batch->updated = count(summary.update);
    batch->same = count(summary.same);
    batch->blocked = count(summary.blocked);
    batch->defects = count(summary.open_defects);
    auto version = records.update(*batch, "imported");
    if (!version) return version.problems();
    return ImportResult{batch->created, batch->updated, batch->same,
                        count(summary.blocked + summary.skipped)};
  });
}

Result<UndoResult> Desk::undo(const Scope& scope, Id id) {
  return storage::transact(database_, [&](Connection& connection) -> Result<UndoResult> {
    Records records(connection, scope);
    auto batch = records.find<Batch>(id);
    if (!batch) return Problem{"record.not_found", "", {}};
    if (batch->state != BatchState::imported) return Problem{"batch.state", "", {}};
    const Target* target = find_target(batch->target);
    ZW_ASSERT(target, "a batch was opened for a known target");
    Scope undoing = scope;
    undoing.source = fmt::format("undo of {}", batch->file_name);
    Records writer(connection, undoing);
    const record::Entity& changes = record::describe<BatchChange>();
    // Backwards, so that a record goes before the one it refers to.
    const auto list = records.all<BatchChange>({.limit = SIZE_MAX,
                                                .after = {},
                                                .sort = "-id",
                                                .search = {},
                                                .filters = {{changes.find("batch_id"), {id.value}}},
                                                .restriction = {},
                                                .wants_total = false});
    UndoResult total;
    for (const BatchChange& change : list) {
      const auto result = take_back(writer, *target, change);
      if (!result) return result.problems();
      total.removed += result.value().removed;
      total.restored += result.value().restored;
      total.kept += result.value().kept;
    }
    connection.execute("DELETE FROM batch_change WHERE zone_id = $1 AND batch_id = $2",
                       {scope.zone.value, id.value});
    batch->state = BatchState::undone;
    auto version = records.update(*batch, "undone");
    if (!version) return version.problems();
    return total;
  });
}

}  // namespace zw::modules::intake
