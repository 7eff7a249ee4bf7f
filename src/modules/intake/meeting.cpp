#include "modules/intake/meeting.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "record/validate.h"

namespace zw::modules::intake {
namespace {

/// Everything a row says in its columns with a field, to find identical ones.
std::string content_of(const Grid& grid, const SheetLayout& layout, const RowReading& row) {
  const auto& rows = grid.sheets[row.sheet].rows;
  const auto at = std::lower_bound(rows.begin(), rows.end(), row.row,
                                   [](const GridRow& r, int number) { return r.number < number; });
  std::vector<std::pair<std::string_view, std::string_view>> cells;
  for (const Column* column : columns_with_field(layout))
    cells.emplace_back(column->field->name, cell_at(*at, column->index).text);
  std::sort(cells.begin(), cells.end());
  std::string content;
  for (const auto& [name, text] : cells)
    if (!text.empty()) content += fmt::format("{}\x1f{}\x1e", name, text);
  return content;
}

}  // namespace

void Meeting::settle() {
  for (const Found& defect : made_.defects) {
    if (defect.severity != Severity::error || defect.state != DefectState::open) continue;
    blocked_.insert({defect.place.sheet, defect.place.row});
    unreadable_.insert(defect.place);
  }
  for (std::size_t i = 0; i < made_.rows.size(); ++i) {
    RowReading& row = made_.rows[i];
    const Repetition repetition = compare_with_earlier(row, i);
    if (repetition == Repetition::left_out) row.action = Action::skipped;
    if (repetition != Repetition::none) continue;
    meet_record(row);
    require_key(row);
  }
  for (RowReading& row : made_.rows) {
    if (row.action == Action::skipped) continue;
    if (waits(row))
      row.action = Action::blocked;
    else
      compute_result(row);
  }
  refuse_own_parents();
  hold_back_children();
}

std::optional<std::size_t> Meeting::column_position(const RowReading& row, std::string_view field) const {
  const auto columns = columns_with_field(made_.layout.sheets[row.sheet]);
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (columns[i]->field->name == field) return i;
  return {};
}

DefectState Meeting::report(RowReading& row, std::string_view field_name, std::string_view code,
                            Params params, std::string value, std::optional<std::string> proposal) {
  const SheetLayout& layout = made_.layout.sheets[row.sheet];
  const auto position = column_position(row, field_name);
  const std::size_t column =
      position ? columns_with_field(layout)[*position]->index : layout.columns.front().index;
  const Place place{row.sheet, row.row, column};
  const DefectState state = decisions_.state(place, code);
  const Severity severity = defect_class(code).severity;
  if (severity == Severity::error && state == DefectState::open) blocked_.insert({row.sheet, row.row});
  made_.defects.push_back({.place = place,
                           .code = code,
                           .field = target_.entity->find(field_name),
                           .params = std::move(params),
                           .value = std::move(value),
                           .proposal = std::move(proposal),
                           .severity = severity,
                           .state = state});
  return state;
}

void Meeting::replace(RowReading& row, std::string_view field_name, std::string value) {
  const auto position = column_position(row, field_name);
  ZW_ASSERT(position, "a proposal for a key comes from its column");
  row.values[*position] = record::Value{std::move(value)};
}

Meeting::Repetition Meeting::compare_with_earlier(RowReading& row, std::size_t index) {
  const auto [same, is_new] =
      by_content_.try_emplace(content_of(grid_, made_.layout.sheets[row.sheet], row), index);
  if (!is_new) {
    report(row, target_.name_field, "intake.duplicate_row",
           {{"row", fmt::format("{}", made_.rows[same->second].row)}}, row.name);
    return Repetition::left_out;
  }
  const auto earlier = [&](const auto& map, const std::string& key) -> const RowReading* {
    const auto at = map.find(key);
    return key.empty() || at == map.end() ? nullptr : &made_.rows[at->second];
  };
  const std::string name = name_key(row.name);
  std::string_view field_name = target_.code_field, code = "intake.duplicate_key";
  const RowReading* other = earlier(by_code_, row.code);
  const auto differs_in_code = [&](const RowReading& r) {
    return !row.code.empty() && !r.code.empty() && r.code != row.code;
  };
  if (!other) {
    field_name = target_.name_field;
    other = earlier(by_name_, name);
    if (other && differs_in_code(*other) && !field(target_.name_field).rules.unique) other = nullptr;
  }
  if (!other) {
    other = earlier(by_former_name_, name);
    for (const std::string& former : split_names(row.former_names))
      if (!other) other = earlier(by_name_, name_key(former));
    if (other && differs_in_code(*other)) other = nullptr;
    if (other) code = "intake.duplicate_former_name";
  }
  if (other) {
    Params params{{"row", fmt::format("{}", other->row)}};
    const DefectState state = report(row, field_name, code, std::move(params),
                                     field_name == target_.code_field ? row.code : row.name);
    return state == DefectState::ignored ? Repetition::left_out : Repetition::open;
  }
  if (!row.code.empty()) by_code_.emplace(row.code, index);
  if (!name.empty()) by_name_.emplace(name, index);
  for (const std::string& former : split_names(row.former_names))
    by_former_name_.emplace(name_key(former), index);
  return Repetition::none;
}

std::string Meeting::known_text(std::size_t item, std::string_view field_name) const {
  if (field_name.empty()) return "";
  const record::Value& value = known_.items()[item].row[target_.entity->index(field_name)];
  return record::is_null(value) ? "" : record::text(value);
}

void Meeting::compare_names(RowReading& row, const std::string& known_name,
                            const std::string& known_former_names) {
  const std::string key = name_key(row.name);
  if (row.name.empty() || key == name_key(known_name)) return;
  const auto is_listed = [](const std::string& names, const std::string& wanted) {
    const auto list = split_names(names);
    return std::any_of(list.begin(), list.end(), [&](const std::string& n) { return name_key(n) == wanted; });
  };
  if (is_listed(row.former_names, name_key(known_name)))
    return;  // The sheet itself says that the firm was renamed.
  const bool is_former = is_listed(known_former_names, key);
  const DefectState state =
      report(row, target_.name_field, is_former ? "intake.former_name_used" : "intake.name_conflict", {},
             row.name, known_name);
  if (state == DefectState::accepted) replace(row, target_.name_field, known_name);
}

void Meeting::meet_record(RowReading& row) {
  if (!row.code.empty()) row.known = known_.by_code(row.code);
  const bool is_by_code = row.known.has_value();
  if (!row.known && !row.name.empty()) row.known = known_.by_name(row.name);
  if (!row.known && !row.name.empty()) row.known = known_.by_former_name(row.name);
  for (const std::string& former : split_names(row.former_names))
    if (!row.known) row.known = known_.by_name(former);
  if (!row.known) return;

  const std::string code = known_text(*row.known, target_.code_field);
  const bool is_other_code = !is_by_code && !row.code.empty() && !code.empty() && code != row.code;
  const bool may_be_namesake = is_other_code && !field(target_.name_field).rules.unique;
  if (is_other_code) {
    const DefectState state = report(row, target_.code_field, "intake.code_conflict", {}, row.code, code);
    if (state == DefectState::accepted) replace(row, target_.code_field, code);
    if (state == DefectState::ignored && may_be_namesake)
      row.known.reset();  // Another firm of the same name.
    if (!row.known) return;
  }
  const auto [earlier, is_first] =
      by_known_.try_emplace(*row.known, static_cast<std::size_t>(&row - made_.rows.data()));
  if (!is_first) {
    report(row, target_.name_field, "intake.duplicate_key",
           {{"row", fmt::format("{}", made_.rows[earlier->second].row)}}, row.name);
    return;
  }
  compare_names(row, known_text(*row.known, target_.name_field),
                known_text(*row.known, target_.former_name_field));
}

void Meeting::require_key(RowReading& row) {
  if (!row.name.empty() || row.known) return;
  const auto position = column_position(row, target_.name_field);
  const auto columns = columns_with_field(made_.layout.sheets[row.sheet]);
  const bool is_told_already =
      position && unreadable_.contains({row.sheet, row.row, columns[*position]->index});
  if (!is_told_already) report(row, target_.name_field, "intake.blank_key", {}, "");
}

namespace {

/// The row of the upload that a value refers to, if it is a reference to one.
std::optional<std::size_t> referred_row(const record::Field& field, const record::Value& value) {
  if (field.kind != record::Kind::ref || record::is_null(value) || record::integer(value) >= 0) return {};
  return static_cast<std::size_t>(-record::integer(value) - 1);
}

}  // namespace

/// A row of the upload that meets a stored record is that record.
record::Value Meeting::resolved(const record::Field& field, const record::Value& value) const {
  const auto other = referred_row(field, value);
  if (!other || !made_.rows[*other].known) return value;
  return known_.items()[*made_.rows[*other].known].id.value;
}

void Meeting::compute_result(RowReading& row) {
  const auto columns = columns_with_field(made_.layout.sheets[row.sheet]);
  row.result = row.known ? known_.items()[*row.known].row : record::blank_row(*target_.entity);
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (row.values[i])
      row.result[target_.entity->index(columns[i]->field->name)] =
          resolved(*columns[i]->field, *row.values[i]);
  if (!row.known)
    row.action = Action::create;
  else
    row.action = row.result == known_.items()[*row.known].row ? Action::same : Action::update;
}

void Meeting::refuse_own_parents() {
  for (std::size_t f = 0; f < target_.entity->fields.size(); ++f) {
    const record::Field& reference = target_.entity->fields[f];
    if (reference.kind != record::Kind::ref || reference.rules.refers_to != target_.entity->name) continue;
    for (std::size_t i = 0; i < made_.rows.size(); ++i) {
      RowReading& row = made_.rows[i];
      if (row.result.empty() || record::is_null(row.result[f])) continue;
      // Up the chain of parents within the upload; coming back to where we began is a circle.
      const auto is_self = [&](const record::Value& value) {
        const bool is_own_record = row.known && record::integer(value) == known_.items()[*row.known].id.value;
        return is_own_record || referred_row(reference, value) == i;
      };
      record::Value at = row.result[f];
      bool is_circle = is_self(at);
      for (std::size_t steps = 0; !is_circle && steps < made_.rows.size(); ++steps) {
        const auto next = referred_row(reference, at);
        if (!next || made_.rows[*next].result.empty() || record::is_null(made_.rows[*next].result[f])) break;
        at = made_.rows[*next].result[f];
        is_circle = is_self(at);
      }
      if (!is_circle) continue;
      if (report(row, reference.name, "intake.own_parent", {}, row.name) == DefectState::ignored) {
        row.result[f] = row.known ? known_.items()[*row.known].row[f] : record::Value{};
      } else {
        row.action = Action::blocked;
        row.result.clear();
      }
    }
  }
}

void Meeting::hold_back_children() {
  const auto is_stored = [](const RowReading& row) { return !row.result.empty(); };
  for (bool again = true; again;) {
    again = false;
    for (RowReading& row : made_.rows) {
      if (!is_stored(row)) continue;
      for (std::size_t f = 0; f < row.result.size() && is_stored(row); ++f) {
        const record::Field& reference = target_.entity->fields[f];
        const auto other = referred_row(reference, row.result[f]);
        if (!other || is_stored(made_.rows[*other])) continue;
        Params params{{"row", fmt::format("{}", made_.rows[*other].row)}};
        if (report(row, reference.name, "intake.parent_not_imported", std::move(params),
                   made_.rows[*other].name) == DefectState::ignored) {
          row.result[f] = row.known ? known_.items()[*row.known].row[f] : record::Value{};
          continue;
        }
        row.action = Action::blocked;
        row.result.clear();
        again = true;
      }
    }
  }
}

}  // namespace zw::modules::intake
