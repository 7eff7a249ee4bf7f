#include "modules/intake/desk.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "modules/intake/defect_rows.h"
#include "modules/intake/sentence.h"
#include "record/sheet/write.h"
#include "storage/transact.h"

namespace zw::modules::intake {

using record::describe;
using storage::Connection;
using storage::Records;
using storage::Scope;

namespace {

void count_into(Batch& batch, const Summary& summary) {
  batch.rows = static_cast<std::int64_t>(summary.rows);
  batch.created = static_cast<std::int64_t>(summary.create);
  batch.updated = static_cast<std::int64_t>(summary.update);
  batch.same = static_cast<std::int64_t>(summary.same);
  batch.blocked = static_cast<std::int64_t>(summary.blocked);
  batch.defects = static_cast<std::int64_t>(summary.open_defects);
}

/// Lays the decisions of a fix over the stored defects.
Outcome lay_over(const Fix& fix, std::vector<Defect>& defects) {
  Problems problems;
  const auto with = [&](Id id) -> Defect* {
    const auto at = std::find_if(defects.begin(), defects.end(), [&](const Defect& d) { return d.id == id; });
    if (at == defects.end()) problems.push_back({"record.not_found", fmt::format("{}", id.value), {}});
    return at == defects.end() ? nullptr : &*at;
  };
  const auto accept = [](Defect& defect) {
    if (defect.entered)
      defect.entered = defect.proposal;  // The proposal improves on what was typed, not on the sheet.
    else
      defect.state = DefectState::accepted;
  };
  for (Defect& defect : defects)
    if (defect.state == DefectState::open && defect.proposal &&
        (fix.accepts_all || defect.code == fix.accepts_code))
      accept(defect);
  for (Id id : fix.accepts) {
    Defect* defect = with(id);
    if (defect && !defect->proposal)
      problems.push_back({"intake.no_proposal", defect->cell, {}});
    else if (defect)
      accept(*defect);
  }
  for (Id id : fix.ignores)
    if (Defect* defect = with(id)) defect->state = DefectState::ignored, defect->entered.reset();
  for (const Fix::Edit& edit : fix.edits)
    if (Defect* defect = with(edit.defect)) {
      // What is typed replaces the whole cell, and with it whatever was decided about the cell before.
      for (Defect& other : defects)
        if (other.sheet == defect->sheet && other.cell == defect->cell)
          other.entered.reset(), other.state = DefectState::open;
      defect->state = DefectState::edited;
      defect->entered = edit.value;
    }
  if (!problems.empty()) return problems;
  return Nothing{};
}

}  // namespace

const Target* Desk::find_target(std::string_view name) const {
  const auto at =
      std::find_if(targets_.begin(), targets_.end(), [&](const Target& t) { return t.entity->name == name; });
  return at == targets_.end() ? nullptr : &*at;
}

Known load_known(Records& records, const Target& target) {
  NameBook names;
  for (const record::Field& field : target.entity->fields) {
    const record::Entity* other =
        field.kind == record::Kind::ref ? storage::Catalogue::find(field.rules.refers_to) : nullptr;
    if (!other || other == target.entity || names.contains(other->name)) continue;
    const auto code = std::find_if(other->fields.begin(), other->fields.end(), [&](const record::Field& f) {
      return f.rules.unique && f.name != other->title && f.kind == record::Kind::text;
    });
    const std::string_view code_name = code == other->fields.end() ? other->title : code->name;
    Names& list = names[std::string(other->name)];
    auto cursor =
        records.connection().query(fmt::format("SELECT id, {}, {} FROM {} WHERE zone_id = $1 ORDER BY id",
                                               other->title, code_name, other->name),
                                   {records.scope().zone.value});
    while (cursor->step())
      list.add(Reference::to_record(Id{cursor->integer(0)}), cursor->text(1),
               cursor->is_null(2) ? "" : cursor->text(2));
  }
  auto page = records.list(*target.entity, {.limit = SIZE_MAX,
                                            .after = {},
                                            .sort = "id",
                                            .search = {},
                                            .filters = {},
                                            .restriction = {},
                                            .wants_total = false});
  ZW_ASSERT(page.ok(), "every entity can be listed by its id");
  return {target, std::move(page->items), std::move(names)};
}

Result<Id> Desk::open(const Scope& scope, const Upload& upload) {
  const Target* target = find_target(upload.target);
  if (!target) return Problem{"intake.unknown_target", "target", {{"value", upload.target}}};
  const auto grid = read_grid(upload.file_name, upload.bytes);
  if (!grid) return grid.problems();
  Interpretation reading;
  database_.read([&](Connection& connection) {
    Records records(connection, scope);
    reading = interpret(grid.value(), *target, load_known(records, *target), {});
  });
  if (reading.defects.size() > kMostDefects)
    return Problem{
        "intake.too_many_defects",
        "",
        {{"count", fmt::format("{}", reading.defects.size())}, {"limit", fmt::format("{}", kMostDefects)}}};
  Batch batch;
  batch.file_name = upload.file_name;
  batch.target = target->entity->name;
  batch.digest = blobs_.put(upload.bytes);
  batch.created_at = scope.now;
  batch.created_by = scope.actor.name;
  count_into(batch, reading.summary);
  return storage::transact(database_, [&](Connection& connection) -> Result<Id> {
    Records records(connection, scope);
    auto id = records.insert(batch);
    if (id) store_defects(records, *id, grid.value(), reading.defects);
    return id;
  });
}

Result<Desk::Opened> Desk::load(const Scope& scope, Id id) {
  std::optional<Batch> batch;
  database_.read([&](Connection& connection) { batch = Records(connection, scope).find<Batch>(id); });
  const Target* target = batch ? find_target(batch->target) : nullptr;
  if (!target) return Problem{"record.not_found", "", {}};
  const auto bytes = blobs_.get(batch->digest);
  if (!bytes) return Problem{"intake.file_gone", "", {}};
  auto grid = read_grid(batch->file_name, *bytes);
  if (!grid) return grid.problems();
  return Opened{*std::move(batch), target, std::move(grid).value()};
}

Result<Preview> Desk::preview(const Scope& scope, Id id) {
  auto opened = load(scope, id);
  if (!opened) return opened.problems();
  Preview preview{opened->batch, std::move(opened->grid), {}};
  database_.read([&](Connection& connection) {
    Records records(connection, scope);
    const Decisions decisions = decisions_of(load_defects(records, id), preview.grid);
    preview.reading =
        interpret(preview.grid, *opened->target, load_known(records, *opened->target), decisions);
  });
  return preview;
}

Outcome Desk::fix(const Scope& scope, Id id, const Fix& fix) {
  /// Accepting a proposal may bring up the next one for the same cell or row; more rounds than this never
  /// helped.
  constexpr int kMostRounds = 4;
  auto opened = load(scope, id);
  if (!opened) return opened.problems();
  return storage::transact(database_, [&](Connection& connection) -> Outcome {
    Records records(connection, scope);
    auto batch = records.find<Batch>(id);
    if (!batch || batch->state == BatchState::imported) return Problem{"batch.state", "", {}};
    const Known known = load_known(records, *opened->target);
    for (int round = 0; round < kMostRounds; ++round) {
      const std::vector<Defect> stored = load_defects(records, id);
      std::vector<Defect> wanted = stored;
      auto applied = lay_over(
          round == 0
              ? fix
              : Fix{.accepts_all = true, .accepts_code = {}, .accepts = {}, .ignores = {}, .edits = {}},
          wanted);
      if (!applied) return applied;
      const Interpretation reading =
          interpret(opened->grid, *opened->target, known, decisions_of(wanted, opened->grid));
      store_defects(records, id, opened->grid, reading.defects, stored, wanted);
      count_into(*batch, reading.summary);
      const bool has_more =
          fix.accepts_all && std::any_of(reading.defects.begin(), reading.defects.end(), [](const Found& d) {
            return d.state == DefectState::open && d.proposal;
          });
      if (!has_more) break;
    }
    auto version = records.update(*batch, "fixed");
    if (!version) return version.problems();
    return Nothing{};
  });
}

Result<std::string> Desk::error_workbook(const Scope& scope, Id id) {
  const auto preview = this->preview(scope, id);
  if (!preview) return preview.problems();
  std::vector<record::sheet::CellMark> marks;
  for (const Found& defect : preview.value().reading.defects) {
    if (defect.state != DefectState::open) continue;
    std::string comment = sentence(defect, Tongue::zh);
    if (defect.proposal) comment += "\n建议：" + (defect.proposal->empty() ? "留空" : *defect.proposal);
    marks.push_back({preview.value().grid.sheets[defect.place.sheet].name,
                     defect.place.row,
                     {static_cast<int>(defect.place.column),
                      defect.severity == Severity::error ? record::sheet::MarkKind::error
                                                         : record::sheet::MarkKind::notice,
                      std::move(comment)}});
  }
  const auto bytes = blobs_.get(preview.value().batch.digest);
  if (!bytes) return Problem{"intake.file_gone", "", {}};
  return record::sheet::mark_cells(*bytes, {}, std::move(marks), preview.value().batch.file_name);
}

Result<FileReport> import_file(Desk& desk, const Scope& scope, const Upload& upload, bool accepts_all) {
  const auto id = desk.open(scope, upload);
  if (!id) return id.problems();
  if (accepts_all) {
    auto fixed =
        desk.fix(scope, id.value(),
                 {.accepts_all = true, .accepts_code = {}, .accepts = {}, .ignores = {}, .edits = {}});
    if (!fixed) return fixed.problems();
  }
  const auto preview = desk.preview(scope, id.value());
  if (!preview) return preview.problems();
  FileReport report;
  report.summary = preview.value().reading.summary;
  for (const Found& defect : preview.value().reading.defects)
    if (defect.state == DefectState::open)
      report.problems.push_back(fmt::format("{}!{}: {}", preview.value().grid.sheets[defect.place.sheet].name,
                                            cell_name(defect.place.row, defect.place.column),
                                            sentence(defect, Tongue::zh)));
  auto result = desk.import(scope, id.value());
  if (!result) return result.problems();
  report.result = *result;
  return report;
}

}  // namespace zw::modules::intake
