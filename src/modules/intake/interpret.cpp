#include "modules/intake/interpret.h"

#include <algorithm>

#include "base/text.h"
#include "modules/intake/cell_chain.h"
#include "modules/intake/meeting.h"

namespace zw::modules::intake {
namespace {

/// Vertical merges of one column, to find the value of a covered cell.
class MergedColumn {
 public:
  MergedColumn(const GridSheet& sheet, std::size_t column) {
    for (const Merge& merge : sheet.merges)
      if (merge.first_column == column && merge.last_row > merge.first_row)
        ranges_.push_back({merge.first_row, merge.last_row, {}});
    std::sort(ranges_.begin(), ranges_.end(),
              [](const Range& a, const Range& b) { return a.first < b.first; });
  }

  const std::string* value_above(int row) {
    Range* range = at(row);
    return range && row > range->first ? &range->value : nullptr;
  }
  void note(int row, const std::string& value) {
    if (Range* range = at(row); range && row == range->first) range->value = value;
  }

 private:
  struct Range {
    int first, last;
    std::string value;
  };
  Range* at(int row) {
    auto next = std::upper_bound(ranges_.begin(), ranges_.end(), row,
                                 [](int r, const Range& range) { return r < range.first; });
    if (next == ranges_.begin() || (--next)->last < row) return nullptr;
    return &*next;
  }
  std::vector<Range> ranges_;
};

/// Names in the upload itself, so that a row may refer to another one. Read before the cells are examined,
/// hence tidied here.
void add_uploaded_names(const Grid& grid, const Target& target, const Layout& layout, NameBook& names) {
  Names& own = names[std::string(target.entity->name)];
  std::size_t index = 0;
  for (std::size_t s = 0; s < layout.sheets.size(); ++s) {
    const SheetLayout& sheet = layout.sheets[s];
    const auto column = [&](std::string_view field) -> const Column* {
      const auto at = std::find_if(sheet.columns.begin(), sheet.columns.end(),
                                   [&](const Column& c) { return c.field && c.field->name == field; });
      return at == sheet.columns.end() ? nullptr : &*at;
    };
    const Column* name = column(target.name_field);
    const Column* code = column(target.code_field);
    for (std::size_t position : sheet.data) {
      const GridRow& row = grid.sheets[s].rows[position];
      own.add(Reference::to_row(index++), name ? clean_name(cell_at(row, name->index).text) : "",
              code ? squeeze(cell_at(row, code->index).text) : "");
    }
  }
}

class SheetInterpreter {
 public:
  SheetInterpreter(const Grid& grid, std::size_t sheet, const Target& target, const SheetLayout& layout,
                   const NameBook& names, const Decisions& decisions)
      : sheet_(grid.sheets[sheet]),
        number_(sheet),
        target_(target),
        layout_(layout),
        names_(names),
        decisions_(decisions) {
    for (const Column* column : columns_with_field(layout))
      columns_.push_back({column, MergedColumn(sheet_, column->index), {}, layout.year});
  }

  void read(std::vector<RowReading>& rows, Founds& defects) {
    for (std::size_t position : layout_.data) rows.push_back(read_row(sheet_.rows[position], defects));
  }

 private:
  struct State {
    const Column* column;
    MergedColumn merged;
    std::optional<std::string> above;
    std::optional<int> year;  ///< of the sheet, or of the last full day in this column
  };

  RowReading read_row(const GridRow& row, Founds& defects) {
    RowReading reading;
    reading.sheet = number_;
    reading.row = row.number;
    for (State& state : columns_) {
      const record::Field& field = *state.column->field;
      const Place place{number_, row.number, state.column->index};
      CellContext cell{.field = field,
                       .column = *state.column,
                       .target = target_,
                       .cell = cell_at(row, state.column->index),
                       .names = names_,
                       .year = state.year,
                       .above = state.above ? &*state.above : nullptr,
                       .merged = state.merged.value_above(row.number)};
      CellOutcome outcome = examine_cell(std::move(cell), place, decisions_, defects);
      state.merged.note(row.number, outcome.likely_text);
      if (field.kind == record::Kind::date && outcome.likely_value && !layout_.year)
        state.year = civil(*parse_date(record::text(*outcome.likely_value))).year;
      if (field.name == target_.name_field) reading.name = outcome.likely_text;
      if (field.name == target_.code_field) reading.code = outcome.likely_text;
      if (field.name == target_.former_name_field) reading.former_names = outcome.likely_text;
      state.above = std::move(outcome.likely_text);
      reading.values.push_back(std::move(outcome.value));
    }
    return reading;
  }

  const GridSheet& sheet_;
  std::size_t number_;
  const Target& target_;
  const SheetLayout& layout_;
  const NameBook& names_;
  const Decisions& decisions_;
  std::vector<State> columns_;
};

/// Structural defects can be decided too; the decision says "seen".
void apply_decisions(Founds& defects, const Decisions& decisions) {
  for (Found& defect : defects) defect.state = decisions.state(defect.place, defect.code);
}

void count(Interpretation& made) {
  Summary& summary = made.summary;
  summary.rows = made.rows.size();
  for (const RowReading& row : made.rows) {
    switch (row.action) {
      case Action::create:
        ++summary.create;
        break;
      case Action::update:
        ++summary.update;
        break;
      case Action::same:
        ++summary.same;
        break;
      case Action::blocked:
        ++summary.blocked;
        break;
      case Action::skipped:
        ++summary.skipped;
        break;
    }
  }
  summary.open_defects = static_cast<std::size_t>(std::count_if(
      made.defects.begin(), made.defects.end(), [](const Found& d) { return d.state == DefectState::open; }));
}

}  // namespace

std::string_view to_string(Action action) {
  switch (action) {
    case Action::create:
      return "create";
    case Action::update:
      return "update";
    case Action::same:
      return "same";
    case Action::blocked:
      return "blocked";
    case Action::skipped:
      return "skipped";
  }
  return "";
}

std::vector<const Column*> columns_with_field(const SheetLayout& layout) {
  std::vector<const Column*> columns;
  for (const Column& column : layout.columns)
    if (column.field) columns.push_back(&column);
  return columns;
}

Interpretation interpret(const Grid& grid, const Target& target, const Known& known,
                         const Decisions& decisions) {
  Interpretation made;
  made.layout = recognise(grid, target);
  made.defects = std::move(made.layout.defects);
  apply_decisions(made.defects, decisions);
  NameBook names = known.names();
  add_uploaded_names(grid, target, made.layout, names);
  for (std::size_t s = 0; s < grid.sheets.size(); ++s)
    SheetInterpreter(grid, s, target, made.layout.sheets[s], names, decisions).read(made.rows, made.defects);
  Meeting(grid, target, known, decisions, made).settle();
  std::stable_sort(made.defects.begin(), made.defects.end(),
                   [](const Found& a, const Found& b) { return a.place < b.place; });
  count(made);
  return made;
}

}  // namespace zw::modules::intake
