// Small sheets for tests, written as people would look at them.
#pragma once

#include <fmt/format.h>

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/codes.h"
#include "modules/intake/interpret.h"
#include "modules/registry/enterprise.h"
#include "record/sheet/write.h"

namespace zw::modules::intake::testing {

inline Cell text(std::string value) {
  return {value.empty() ? CellKind::empty : CellKind::text, std::move(value), 0, false};
}
inline Cell number(double value) { return {CellKind::number, fmt::format("{}", value), value, false}; }
inline Cell percent(double value) { return {CellKind::number, fmt::format("{}%", value * 100), value, true}; }
inline Cell day(std::string iso) { return {CellKind::date, std::move(iso), 0, false}; }
inline Cell failed(std::string error) { return {CellKind::error, std::move(error), 0, false}; }
inline Cell uncomputed(std::string formula) {
  return {CellKind::formula_without_value, std::move(formula), 0, false};
}

/// A cell that is a text unless said otherwise.
struct AnyCell : Cell {
  AnyCell(const char* value) : Cell(testing::text(value)) {}
  AnyCell(std::string value) : Cell(testing::text(std::move(value))) {}
  AnyCell(int value) : Cell(testing::number(value)) {}
  AnyCell(double value) : Cell(testing::number(value)) {}
  AnyCell(Cell cell) : Cell(std::move(cell)) {}
};
using Line = std::vector<AnyCell>;

/// The first line is row 1.
inline GridSheet sheet(const std::vector<Line>& lines, std::string name = "台账") {
  GridSheet made{std::move(name), false, {}, {}};
  int number = 0;
  for (const Line& line : lines) made.rows.push_back({++number, false, {line.begin(), line.end()}});
  return made;
}
inline Grid grid(GridSheet only) { return {"台账.xlsx", false, {std::move(only)}}; }

inline const record::Entity& enterprise() { return record::describe<registry::Enterprise>(); }
inline Target enterprise_target() {
  return {.entity = &enterprise(),
          .code_field = "uscc",
          .name_field = "name",
          .former_name_field = "former_name"};
}

/// Valid, and nobody's.
inline std::string code(int n) { return make_uscc("990000", static_cast<std::uint64_t>(n)); }

inline storage::Item stored(std::int64_t id, registry::Enterprise firm) {
  return {Id{id}, 1, record::to_row(firm)};
}

struct Expected {
  std::string cell, code;
  std::optional<std::string> proposal = {};

  friend bool operator==(const Expected&, const Expected&) = default;
  friend std::ostream& operator<<(std::ostream& out, const Expected& e) {
    return out << e.cell << " " << e.code << " → " << (e.proposal ? "“" + *e.proposal + "”" : "nothing");
  }
};

/// Every open defect.
inline std::vector<Expected> open_defects(const Interpretation& reading) {
  std::vector<Expected> open;
  for (const Found& defect : reading.defects)
    if (defect.state == DefectState::open)
      open.push_back(
          {cell_name(defect.place.row, defect.place.column), std::string(defect.code), defect.proposal});
  return open;
}

/// Takes every proposal until none is left.
inline Interpretation accept_all(const Grid& grid, const Target& target, const Known& known,
                                 Decisions& decisions) {
  Interpretation reading = interpret(grid, target, known, decisions);
  for (int round = 0; round < 5; ++round) {
    bool is_settled = true;
    for (const Found& defect : reading.defects)
      if (defect.state == DefectState::open && defect.proposal)
        decisions.set(defect.place, defect.code, {DefectState::accepted, {}}), is_settled = false;
    if (is_settled) break;
    reading = interpret(grid, target, known, decisions);
  }
  return reading;
}

}  // namespace zw::modules::intake::testing
