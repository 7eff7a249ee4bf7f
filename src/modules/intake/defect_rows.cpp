#include "modules/intake/defect_rows.h"

#include <map>
#include <tuple>

#include "record/json.h"

namespace zw::modules::intake {
namespace {

using Key = std::tuple<std::string, std::string, std::string>;  ///< sheet, cell, code

Key key_of(const Defect& defect) { return {defect.sheet, defect.cell, defect.code}; }

std::string params_json(const Params& params) {
  std::string out;
  record::JsonWriter json(out);
  json.begin_object();
  for (const auto& [name, value] : params) json.member(name, value);
  json.end_object();
  return out;
}

Defect row_of(Id batch, const Grid& grid, const Found& found) {
  Defect defect;
  defect.batch_id = batch;
  defect.sheet = grid.sheets[found.place.sheet].name;
  defect.cell = cell_name(found.place.row, found.place.column);
  defect.row = found.place.row;
  defect.field = found.field ? std::string(found.field->name) : "";
  defect.code = found.code;
  defect.params = params_json(found.params);
  defect.value = found.value;
  defect.proposal = found.proposal;
  defect.severity = found.severity;
  defect.state = found.state;
  return defect;
}

/// "AB12" as row and column.
std::pair<int, std::size_t> address_of(std::string_view cell) {
  std::size_t column = 0, at = 0;
  while (at < cell.size() && cell[at] >= 'A' && cell[at] <= 'Z')
    column = column * 26 + static_cast<std::size_t>(cell[at++] - 'A' + 1);
  int row = 0;
  while (at < cell.size()) row = row * 10 + (cell[at++] - '0');
  return {row, column - 1};
}

void change(storage::Records& records, const Defect& stored, const Defect& wanted) {
  records.connection().execute(
      "UPDATE defect SET version = version + 1, params = $1, value = $2, proposal = $3, entered = $4, "
      "severity = $5, state = $6 "
      "WHERE zone_id = $7 AND id = $8",
      {wanted.params, wanted.value, wanted.proposal ? record::Value{*wanted.proposal} : record::Value{},
       wanted.entered ? record::Value{*wanted.entered} : record::Value{},
       std::string(choices_of(wanted.severity)[static_cast<std::size_t>(wanted.severity)].name),
       std::string(choices_of(wanted.state)[static_cast<std::size_t>(wanted.state)].name),
       records.scope().zone.value, stored.id.value});
}

bool differs(const Defect& a, const Defect& b) {
  return a.params != b.params || a.value != b.value || a.proposal != b.proposal || a.severity != b.severity ||
         a.state != b.state || a.entered != b.entered;
}

}  // namespace

std::vector<Defect> load_defects(storage::Records& records, Id batch) {
  const record::Entity& entity = record::describe<Defect>();
  return records.all<Defect>({.limit = SIZE_MAX,
                              .after = {},
                              .sort = "id",
                              .search = {},
                              .filters = {{entity.find("batch_id"), {batch.value}}},
                              .restriction = {},
                              .wants_total = false});
}

Decisions decisions_of(const std::vector<Defect>& defects, const Grid& grid) {
  std::map<std::string_view, std::size_t> sheets;
  for (std::size_t s = 0; s < grid.sheets.size(); ++s) sheets.emplace(grid.sheets[s].name, s);
  Decisions decisions;
  for (const Defect& defect : defects) {
    const auto sheet = sheets.find(defect.sheet);
    if (sheet == sheets.end() || (defect.state == DefectState::open && !defect.entered)) continue;
    const auto [row, column] = address_of(defect.cell);
    const Place place{sheet->second, row, column};
    if (defect.entered)
      decisions.set(place, defect.code, {DefectState::edited, *defect.entered});
    else
      decisions.set(place, defect.code, {defect.state, {}});
  }
  return decisions;
}

void store_defects(storage::Records& records, Id batch, const Grid& grid, const Founds& found,
                   const std::vector<Defect>& stored, const std::vector<Defect>& decided) {
  ZW_ASSERT(stored.size() == decided.size(), "decisions are laid over the stored defects one by one");
  std::map<Key, std::size_t> left;
  for (std::size_t i = 0; i < stored.size(); ++i) left.emplace(key_of(stored[i]), i);
  for (const Found& one : found) {
    Defect wanted = row_of(batch, grid, one);
    const auto at = left.find(key_of(wanted));
    if (at == left.end()) {
      records.append(record::describe<Defect>(), record::to_row(wanted));
      continue;
    }
    wanted.entered = decided[at->second].entered;
    if (differs(stored[at->second], wanted)) change(records, stored[at->second], wanted);
    left.erase(at);
  }
  for (const auto& [key, i] : left) {
    Defect settled = decided[i];
    if (settled.entered) settled.state = DefectState::edited;
    if (settled.state == DefectState::open)
      records.connection().execute("DELETE FROM defect WHERE zone_id = $1 AND id = $2",
                                   {records.scope().zone.value, settled.id.value});
    else if (differs(stored[i], settled))
      change(records, stored[i], settled);
  }
}

}  // namespace zw::modules::intake
